import './hash.css';
import { useState } from 'preact/hooks';
import { dictionary, useText } from '../../i18n/language';
import { Icon } from '../icon';

const texts = dictionary(
  { copy: 'Salin', copied: 'Tersalin', failed: 'Tidak dapat menyalin', full: 'Tampilkan seluruhnya' },
  { copy: 'Copy', copied: 'Copied', failed: 'Could not copy', full: 'Show in full' },
);

/** The first characters of a long value, all of it on hover and by copying. */
export function Hash({ value, name, length = 12 }: { value: string; name: string; length?: number }) {
  const text = useText(texts);
  const [state, setState] = useState<'' | 'copied' | 'failed'>('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value);
      setState('copied');
    } catch {
      setState('failed');
    }
    setTimeout(() => setState(''), 3000);
  };
  return (
    <span class="hash">
      <code title={value}>{value.length > length + 1 ? `${value.slice(0, length)}…` : value}</code>
      <button type="button" class="hash-copy no-print" aria-label={`${text.copy}: ${name}`} onClick={() => void copy()}>
        <Icon name={state === 'copied' ? 'check' : 'copy'} />
      </button>
      <span class="small quiet" role="status">
        {state && text[state]}
      </span>
    </span>
  );
}
