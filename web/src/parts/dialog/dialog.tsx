import './dialog.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { dictionary, useText } from '../../i18n/language';
import { Icon } from '../icon';

const texts = dictionary({ close: 'Tutup' }, { close: 'Close' });

export interface DialogProps {
  title: ComponentChildren;
  /** Called by Escape, by the cross and by a click outside; the one who opened it closes it. */
  onClose: () => void;
  children: ComponentChildren;
  /** The row of buttons, at the bottom. */
  actions?: ComponentChildren;
  wide?: boolean;
}

/** Open while it is rendered. The browser's own modal dialog keeps the focus inside and gives it back. */
export function Dialog({ title, onClose, children, actions, wide }: DialogProps) {
  const text = useText(texts);
  const box = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = box.current!;
    const before = document.activeElement as HTMLElement | null;
    dialog.showModal();
    return () => {
      dialog.close();
      before?.focus?.();
    };
  }, []);
  return (
    <dialog
      ref={box}
      class={`dialog${wide ? ' wide' : ''}`}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === box.current) onClose();
      }}
    >
      <div class="dialog-inside">
        <div class="dialog-head">
          <h2 id={heading} tabIndex={-1} autofocus>
            {title}
          </h2>
          <button type="button" class="dialog-close" aria-label={text.close} onClick={onClose}>
            <Icon name="cross" size={20} />
          </button>
        </div>
        <div class="stack">{children}</div>
        {actions && <div class="buttons dialog-actions">{actions}</div>}
      </div>
    </dialog>
  );
}
