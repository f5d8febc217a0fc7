// Fields that are bound to a place in the document by its JSON Pointer: value, error and id come from there.
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useLanguage } from '../../../i18n/language';
import { groupDigits, readTyped } from '../../../lib/money';
import { fromWallTime, wallTime } from '../../../lib/time';
import { AmountField } from '../../../parts/amount_field/amount_field';
import { type FieldProps, TextField } from '../../../parts/field/field';
import { TextArea } from '../../../parts/field/more_fields';
import { at, idOf, type TenderDocument } from './model';
import { type Place, useProblemName } from './problems';

export interface Editing {
  document: TenderDocument;
  change: (pointer: string, value: unknown) => void;
  problems: Place[];
  /** Writing an addendum: what may never change is not offered. */
  addendum?: boolean;
}

export const EditingContext = createContext<Editing | undefined>(undefined);

export function useEditing(): Editing {
  return useContext(EditingContext)!;
}

/** What the server says of a place, or of anything below it with `deep`. */
export function useError(pointer: string, deep = false): string | undefined {
  const { problems } = useEditing();
  const say = useProblemName();
  const found = problems.find(({ path }) => path === pointer || (deep && path.startsWith(`${pointer}/`)));
  return found && say(found.name);
}

type Bound = Omit<FieldProps, 'id' | 'error'> & { pointer: string; disabled?: boolean };

const text = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

export function TextAt({ pointer, ...rest }: Bound & { type?: 'text' | 'email' | 'tel'; size?: 'short' | 'medium' | 'full'; autocomplete?: string; maxLength?: number }) {
  const { document, change } = useEditing();
  const error = useError(pointer);
  return <TextField {...rest} id={idOf(pointer)} error={error} value={text(at(document, pointer))} onInput={(value) => change(pointer, value)} />;
}

export function AreaAt({ pointer, ...rest }: Bound & { rows?: number }) {
  const { document, change } = useEditing();
  const error = useError(pointer);
  return <TextArea {...rest} id={idOf(pointer)} error={error} value={text(at(document, pointer))} onInput={(value) => change(pointer, value)} />;
}

const canonical = /^\d+(\.\d+)?$/;

/**
 * What is typed, by the marks of the language, over a value without them. What cannot be read is kept as it was typed, so
 * that nothing is lost and the server names it. A change of language or of the value from elsewhere rewrites the text.
 */
function useTyped(value: string, read: (typed: string) => string | undefined, change: (value: string) => void): [string, (typed: string) => void] {
  const language = useLanguage();
  const show = (plain: string): string => (canonical.test(plain) ? groupDigits(language, plain) : plain);
  const [typed, setTyped] = useState(() => show(value));
  const [meant, setMeant] = useState({ value, language });
  useEffect(() => {
    if (meant.value === value && meant.language === language) return;
    setTyped(show(value));
    setMeant({ value, language });
  }, [value, language]);
  return [
    typed,
    (next) => {
      const plain = read(next) ?? next;
      setTyped(next);
      setMeant({ value: plain, language });
      change(plain);
    },
  ];
}

export function MoneyAt({ pointer, ...rest }: Bound) {
  const { document, change } = useEditing();
  const language = useLanguage();
  const error = useError(pointer);
  const { currency } = document;
  const [typed, type] = useTyped(
    text(at(document, pointer)),
    (next) => readTyped(language, next, currency).amount,
    (value) => change(pointer, value === '' ? undefined : value),
  );
  return <AmountField {...rest} id={idOf(pointer)} error={error} currency={currency} value={typed} onInput={type} />;
}

/** A decimal number: quantities and percentages. */
export function DecimalAt({ pointer, suffix, ...rest }: Bound & { suffix?: string; size?: 'short' | 'medium' }) {
  const { document, change } = useEditing();
  const language = useLanguage();
  const error = useError(pointer);
  const [typed, type] = useTyped(
    text(at(document, pointer)),
    (next) => {
      const [group, decimal] = language === 'id' ? ['.', ','] : [',', '.'];
      const plain = next.trim().split(group!).join('').replace(decimal!, '.');
      return canonical.test(plain) ? plain.replace(/^0+(?=\d)/, '') : undefined;
    },
    (value) => change(pointer, value === '' ? undefined : value),
  );
  return (
    <TextField {...rest} id={idOf(pointer)} error={error} size={rest.size ?? 'short'} inputMode="decimal" value={typed} onInput={type} after={suffix ? <span class="quiet">{suffix}</span> : undefined} />
  );
}

export function IntegerAt({ pointer, suffix, ...rest }: Bound & { suffix?: string }) {
  const { document, change } = useEditing();
  const error = useError(pointer);
  return (
    <TextField
      {...rest}
      id={idOf(pointer)}
      error={error}
      size="short"
      inputMode="numeric"
      value={text(at(document, pointer))}
      onInput={(value) => {
        const typed = value.trim();
        change(pointer, typed === '' ? undefined : /^\d{1,9}$/.test(typed) ? Number(typed) : typed);
      }}
      after={suffix ? <span class="quiet">{suffix}</span> : undefined}
    />
  );
}

/** A moment, written as what the clock on the wall of the tender's zone shows. */
export function MomentAt({ pointer, ...rest }: Bound) {
  const { document, change } = useEditing();
  const error = useError(pointer);
  const value = text(at(document, pointer));
  const wall = Number.isNaN(Date.parse(value)) ? '' : wallTime(value, document.time_zone);
  return (
    <TextField
      {...rest}
      id={idOf(pointer)}
      error={error}
      type="datetime-local"
      size="medium"
      step="1"
      value={wall}
      onInput={(typed) => change(pointer, typed === '' ? undefined : (fromWallTime(typed, document.time_zone) ?? typed))}
    />
  );
}
