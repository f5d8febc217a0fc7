import './amount_field.css';
import type { Ref } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { amountInWords } from '../../lib/words';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { type AmountProblem, currencySymbol, exponentOf, groupWhileTyping, readTyped } from '../../lib/money';
import { Field, type FieldProps } from '../field/field';

const texts = dictionary(
  {
    empty: 'Isi jumlahnya.',
    malformed: 'Tulis angka saja, misalnya 1.250.000.',
    fractional: (digits: string) =>
      digits === '0' ? 'Mata uang ini tidak memakai desimal.' : `Paling banyak ${digits} angka di belakang koma.`,
    overflow: 'Jumlah ini terlalu besar.',
    not_positive: 'Jumlah harus lebih dari nol.',
  },
  {
    empty: 'Enter the amount.',
    malformed: 'Use digits only, for example 1,250,000.',
    fractional: (digits: string) => (digits === '0' ? 'This currency has no decimals.' : `At most ${digits} digits after the point.`),
    overflow: 'This amount is too large.',
    not_positive: 'The amount must be more than zero.',
  },
);

/** What to tell a person about a typed amount that is not one. */
export function useAmountProblem(): (problem: AmountProblem, currency: string) => string {
  const text = useText(texts);
  return (problem, currency) => (problem === 'fractional' ? text.fractional(String(exponentOf(currency))) : text[problem]);
}

export interface AmountFieldProps extends FieldProps {
  currency: string;
  /** What stands in the field, by the marks of the language; read it with readTyped(). */
  value: string;
  onInput: (typed: string) => void;
  onEnter?: () => void;
  large?: boolean;
  disabled?: boolean;
  input?: Ref<HTMLInputElement>;
}

/** Numeric keyboard, digits grouped while typing, the amount in words below. */
export function AmountField(props: AmountFieldProps) {
  const { currency, value, onInput, onEnter, large, disabled, input, id } = props;
  const format = useFormat();
  const own = useRef<HTMLInputElement | null>(null);
  const caret = useRef<number | undefined>(undefined);
  const read = readTyped(format.language, value, currency);

  // Grouping moves characters; the caret goes back behind the digit that was typed.
  useLayoutEffect(() => {
    if (caret.current !== undefined && document.activeElement === own.current) {
      own.current?.setSelectionRange(caret.current, caret.current);
    }
    caret.current = undefined;
  }, [value]);

  return (
    <Field {...props}>
      {(wiring) => (
        <>
          <div class={`amount-line${large ? ' large' : ''}`}>
            <span class="amount-currency" aria-hidden="true">
              {currencySymbol(currency)}
            </span>
            <input
              {...wiring}
              aria-describedby={[wiring['aria-describedby'], `${wiring.id}-words`].filter(Boolean).join(' ')}
              ref={(element) => {
                own.current = element;
                if (typeof input === 'function') input(element);
                else if (input) input.current = element;
              }}
              class="control amount-input figures"
              type="text"
              inputMode={exponentOf(currency) === 0 ? 'numeric' : 'decimal'}
              autocomplete="off"
              name={id}
              disabled={disabled}
              value={value}
              onInput={(event) => {
                const field = event.currentTarget;
                const next = groupWhileTyping(format.language, field.value, field.selectionStart ?? field.value.length);
                caret.current = next.caret;
                if (field.value !== next.text) {
                  field.value = next.text;
                  field.setSelectionRange(next.caret, next.caret);
                }
                onInput(next.text);
              }}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && onEnter) {
                  event.preventDefault();
                  onEnter();
                }
              }}
            />
          </div>
          <p class="amount-words" id={`${wiring.id}-words`} aria-live="polite">
            {read.amount ? amountInWords(format.language, read.amount, currency) : '\u00a0'}
          </p>
        </>
      )}
    </Field>
  );
}
