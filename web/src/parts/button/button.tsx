import './button.css';
import type { ComponentChildren } from 'preact';

export interface ButtonProps {
  kind?: 'primary' | 'plain' | 'danger' | 'quiet';
  type?: 'button' | 'submit';
  /** Makes it a link that looks like a button: for going somewhere, not for doing something. */
  href?: string;
  download?: string | boolean;
  /** Work is under way: presses are ignored, the word stays. */
  busy?: boolean;
  disabled?: boolean;
  wide?: boolean;
  small?: boolean;
  onClick?: (event: MouseEvent) => void;
  children: ComponentChildren;
  [attribute: `aria-${string}` | `data-${string}`]: string | boolean | undefined;
}

export function Button({ kind = 'plain', type = 'button', href, download, busy, disabled, wide, small, onClick, children, ...rest }: ButtonProps) {
  const look = `button ${kind}${wide ? ' wide' : ''}${small ? ' small-button' : ''}`;
  if (href !== undefined) {
    return (
      <a class={look} href={href} download={download} onClick={onClick} {...rest}>
        {children}
      </a>
    );
  }
  // Busy is aria-disabled, not disabled: the focus must not fall off the button under someone's finger.
  return (
    <button
      class={look}
      type={type}
      disabled={disabled}
      aria-disabled={busy ? 'true' : undefined}
      aria-busy={busy ? 'true' : undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
      {...rest}
    >
      {busy && <span class="button-busy" aria-hidden="true" />}
      {children}
    </button>
  );
}

export function Buttons({ children }: { children: ComponentChildren }) {
  return <div class="buttons no-print">{children}</div>;
}
