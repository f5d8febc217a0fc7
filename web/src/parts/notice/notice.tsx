import './notice.css';
import type { ComponentChildren } from 'preact';
import { dictionary, useText } from '../../i18n/language';
import { Icon } from '../icon';

const texts = dictionary(
  { info: 'Informasi', good: 'Berhasil', warning: 'Perhatian', danger: 'Masalah' },
  { info: 'Information', good: 'Done', warning: 'Attention', danger: 'Problem' },
);
const icons = { info: 'info', good: 'check', warning: 'warning', danger: 'danger' } as const;

export interface NoticeProps {
  kind?: keyof typeof icons;
  title?: ComponentChildren;
  /** Speaks by itself when it appears: `status` politely, `alert` at once (only for what cannot wait). */
  live?: 'status' | 'alert';
  children?: ComponentChildren;
}

export function Notice({ kind = 'info', title, live, children }: NoticeProps) {
  const text = useText(texts);
  return (
    <div class={`notice ${kind}`} role={live}>
      <span class="notice-icon">
        <Icon name={icons[kind]} size={20} />
      </span>
      <div class="stack tight">
        <p class="notice-title">
          {title ? (
            <>
              <span class="sr-only">{text[kind]}: </span>
              {title}
            </>
          ) : (
            text[kind]
          )}
        </p>
        {children}
      </div>
    </div>
  );
}
