import './amount.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useFormat } from '../../i18n/format';
import { amountInWords } from '../../lib/words';

export interface AmountProps {
  amount: string;
  currency: string;
  /** In words below, for amounts that are being decided. */
  words?: boolean;
  /** Flashes once when the amount changes; not where motion is unwelcome. */
  flash?: boolean;
  size?: 'normal' | 'large';
}

export function Amount({ amount, currency, words, flash, size = 'normal' }: AmountProps) {
  const format = useFormat();
  const before = useRef(amount);
  const [flashing, setFlashing] = useState(false);
  useEffect(() => {
    if (before.current === amount) return;
    before.current = amount;
    if (!flash) return;
    setFlashing(true);
    const timer = setTimeout(() => setFlashing(false), 1200);
    return () => clearTimeout(timer);
  }, [amount, flash]);
  return (
    <span class={`amount ${size}${flashing ? ' changed' : ''}`}>
      <span class="figures nowrap">{format.money(amount, currency)}</span>
      {words && <span class="amount-in-words">{amountInWords(format.language, amount, currency)}</span>}
    </span>
  );
}
