import './field.css';
import type { ComponentChildren, Ref } from 'preact';
import { useId } from 'preact/hooks';
import { dictionary, useText } from '../../i18n/language';

export const fieldTexts = dictionary(
  { optional: 'boleh kosong', error: 'Salah:', choose: 'Pilih…' },
  { optional: 'optional', error: 'Error:', choose: 'Choose…' },
);

export interface FieldProps {
  label: ComponentChildren;
  /** Also where the error summary links to; made up where absent. */
  id?: string;
  hint?: ComponentChildren;
  error?: ComponentChildren;
  optional?: boolean;
  /** The label is for screen readers only; where a heading beside it already says the same. */
  hideLabel?: boolean;
}

interface Wiring {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': 'true' | undefined;
}

/** Label, hint, error and one control that is wired to them. */
export function Field({ label, id, hint, error, optional, hideLabel, children }: FieldProps & { children: (wiring: Wiring) => ComponentChildren }) {
  const text = useText(fieldTexts);
  const own = useId();
  const name = id ?? own;
  const described = [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(Boolean).join(' ');
  return (
    <div class={`field${error ? ' wrong' : ''}`}>
      <label for={name} class={hideLabel ? 'sr-only' : 'field-label'}>
        {label}
        {optional && <span class="quiet"> ({text.optional})</span>}
      </label>
      {hint && (
        <p class="field-hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="field-error" id={`${name}-error`}>
          <span class="sr-only">{text.error} </span>
          {error}
        </p>
      )}
      {children({ id: name, 'aria-describedby': described || undefined, 'aria-invalid': error ? 'true' : undefined })}
    </div>
  );
}

export interface TextFieldProps extends FieldProps {
  value: string;
  onInput: (value: string) => void;
  onBlur?: () => void;
  type?: 'text' | 'email' | 'tel' | 'password' | 'search' | 'date' | 'datetime-local' | 'time' | 'number';
  name?: string;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'search';
  autocomplete?: string;
  placeholder?: string;
  maxLength?: number;
  min?: string;
  max?: string;
  step?: string;
  required?: boolean;
  disabled?: boolean;
  spellcheck?: boolean;
  /** About how many characters are expected: the width says so. */
  size?: 'short' | 'medium' | 'full';
  input?: Ref<HTMLInputElement>;
  after?: ComponentChildren;
}

export function TextField(props: TextFieldProps) {
  const { value, onInput, onBlur, type = 'text', name, inputMode, autocomplete, placeholder, maxLength } = props;
  const { min, max, step, required, disabled, spellcheck, size = 'full', input, after } = props;
  return (
    <Field {...props}>
      {(wiring) => (
        <div class="field-line">
          <input
            {...wiring}
            ref={input}
            class={`control ${size}`}
            type={type as 'text'}
            name={name}
            value={value}
            inputMode={inputMode}
            autocomplete={autocomplete ?? 'off'}
            placeholder={placeholder}
            maxLength={maxLength}
            min={min}
            max={max}
            step={step}
            required={required}
            disabled={disabled}
            spellcheck={spellcheck}
            onInput={(event) => onInput(event.currentTarget.value)}
            onBlur={onBlur}
          />
          {after}
        </div>
      )}
    </Field>
  );
}
