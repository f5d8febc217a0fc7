// Fields besides that of one line: text of many, choices. Apart, because the list, which must come early, needs none of them.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { useText } from '../../i18n/language';
import { Field, type FieldProps, fieldTexts } from './field';

export interface TextAreaProps extends FieldProps {
  value: string;
  onInput: (value: string) => void;
  rows?: number;
  maxLength?: number;
  required?: boolean;
}

export function TextArea(props: TextAreaProps) {
  const { value, onInput, rows = 4, maxLength, required } = props;
  return (
    <Field {...props}>
      {(wiring) => (
        <textarea
          {...wiring}
          class="control full"
          rows={rows}
          maxLength={maxLength}
          required={required}
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

export interface Choice {
  value: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
}

export interface SelectFieldProps extends FieldProps {
  value: string;
  choices: (Choice & { label: string })[];
  onChange: (value: string) => void;
  /** Adds an empty first choice. */
  empty?: string | true;
  disabled?: boolean;
}

export function SelectField(props: SelectFieldProps) {
  const text = useText(fieldTexts);
  const { value, choices, onChange, empty, disabled } = props;
  return (
    <Field {...props}>
      {(wiring) => (
        <select {...wiring} class="control full" value={value} disabled={disabled} onChange={(event) => onChange(event.currentTarget.value)}>
          {empty && <option value="">{empty === true ? text.choose : empty}</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} selected={choice.value === value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export interface CheckFieldProps {
  label: ComponentChildren;
  hint?: ComponentChildren;
  checked: boolean;
  onChange: (checked: boolean) => void;
  id?: string;
  disabled?: boolean;
}

export function CheckField({ label, hint, checked, onChange, id, disabled }: CheckFieldProps) {
  const own = useId();
  const name = id ?? own;
  return (
    <div class="choice">
      <input
        type="checkbox"
        id={name}
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${name}-hint` : undefined}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <label for={name}>{label}</label>
      {hint && (
        <p class="field-hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

export interface RadioFieldProps extends Omit<FieldProps, 'hideLabel'> {
  value: string;
  choices: Choice[];
  onChange: (value: string) => void;
}

export function RadioField({ label, id, hint, error, optional, value, choices, onChange }: RadioFieldProps) {
  const text = useText(fieldTexts);
  const own = useId();
  const name = id ?? own;
  return (
    <fieldset class={`field${error ? ' wrong' : ''}`} id={`${name}-group`}>
      <legend class="field-label">
        {label}
        {optional && <span class="quiet"> ({text.optional})</span>}
      </legend>
      {hint && <p class="field-hint">{hint}</p>}
      {error && (
        <p class="field-error" id={`${name}-error`}>
          <span class="sr-only">{text.error} </span>
          {error}
        </p>
      )}
      {choices.map((choice, at) => (
        <div class="choice" key={choice.value}>
          <input
            type="radio"
            // The first takes the plain id, so that the error summary's link lands on something that takes the focus.
            id={at === 0 ? name : `${name}-${at}`}
            name={name}
            value={choice.value}
            checked={choice.value === value}
            aria-describedby={choice.hint ? `${name}-${at}-hint` : undefined}
            onChange={() => onChange(choice.value)}
          />
          <label for={at === 0 ? name : `${name}-${at}`}>{choice.label}</label>
          {choice.hint && (
            <p class="field-hint" id={`${name}-${at}-hint`}>
              {choice.hint}
            </p>
          )}
        </div>
      ))}
    </fieldset>
  );
}
