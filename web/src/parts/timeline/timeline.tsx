import './timeline.css';
import type { ComponentChildren } from 'preact';
import { dictionary, useText } from '../../i18n/language';
import { Icon } from '../icon';

const texts = dictionary(
  { past: 'Sudah', now: 'Sekarang', next: 'Akan datang', problem: 'Dihentikan' },
  { past: 'Done', now: 'Now', next: 'To come', problem: 'Stopped' },
);
const icons = { past: 'check', now: 'dot', next: 'ring', problem: 'cross' } as const;

export interface TimelineStep {
  title: ComponentChildren;
  when?: ComponentChildren;
  state: keyof typeof icons;
  children?: ComponentChildren;
}

/** What happened and what comes, oldest first. */
export function Timeline({ steps }: { steps: TimelineStep[] }) {
  const text = useText(texts);
  return (
    <ol class="timeline">
      {steps.map((step, at) => (
        <li key={at} class={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <span class="timeline-mark">
            <Icon name={icons[step.state]} size={14} />
          </span>
          <div class="timeline-text">
            <p class="timeline-title">
              <span class="sr-only">{text[step.state]}: </span>
              {step.title}
            </p>
            {step.when && <p class="quiet small">{step.when}</p>}
            {step.children}
          </div>
        </li>
      ))}
    </ol>
  );
}
