import './error_summary.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { dictionary, one, useText } from '../../i18n/language';

const texts = dictionary(
  { title: (count: number) => `Ada ${count} hal yang perlu diperbaiki` },
  { title: (count: number) => `${count} ${one(count, 'thing needs', 'things need')} your attention` },
);

export interface SummaryError {
  /** The id of the field to go to; without one the message stands alone. */
  field?: string;
  message: ComponentChildren;
}

/** All problems of a form in one place. Takes the focus whenever `attempt` changes: once for each try to send. */
export function ErrorSummary({ errors, attempt = 0 }: { errors: SummaryError[]; attempt?: number }) {
  const text = useText(texts);
  const box = useRef<HTMLDivElement>(null);
  const any = errors.length > 0;
  useEffect(() => {
    if (any) box.current?.focus();
  }, [attempt, any]);
  if (!any) return null;
  return (
    <div class="error-summary" ref={box} tabIndex={-1} role="alert" aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">{text.title(errors.length)}</h2>
      <ul>
        {errors.map((error, at) => (
          <li key={at}>
            {error.field ? (
              <a
                href={`#${error.field}`}
                onClick={(event) => {
                  event.preventDefault();
                  const field = document.getElementById(error.field!);
                  field?.focus({ preventScroll: true });
                  (field?.closest('.field') ?? field)?.scrollIntoView({ block: 'start' });
                }}
              >
                {error.message}
              </a>
            ) : (
              error.message
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
