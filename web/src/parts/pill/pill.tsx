import './pill.css';
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../icon';

export type PillKind = 'neutral' | 'primary' | 'good' | 'warning' | 'danger' | 'info';
const shapes: Record<PillKind, IconName> = { neutral: 'ring', primary: 'dot', good: 'check', warning: 'warning', danger: 'cross', info: 'info' };

/** A state in a word, with a shape beside it, so that colour never speaks alone. */
export function Pill({ kind = 'neutral', icon, children }: { kind?: PillKind; icon?: IconName; children: ComponentChildren }) {
  return (
    <span class={`pill ${kind}`}>
      <Icon name={icon ?? shapes[kind]} size={14} />
      {children}
    </span>
  );
}
