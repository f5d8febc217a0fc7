import { useEffect, useRef, useState } from 'preact/hooks';
import { useLanguage } from '../../i18n/language';
import { groupDigits, readTyped, type TypedAmount } from '../../lib/money';

function remembered(name: string): string {
  try {
    const kept = localStorage.getItem(name) ?? '';
    return /^\d+(\.\d+)?$/.test(kept) ? kept : '';
  } catch {
    return '';
  }
}

function remember(name: string, amount: string): void {
  try {
    if (amount) localStorage.setItem(name, amount);
    else localStorage.removeItem(name);
  } catch {
    // Then it lives as long as the page.
  }
}

/**
 * An amount in the making. It survives a reload under `name`, and a change of language rewrites its marks: "1.250" must
 * not turn from a thousand into one.
 */
export function useTypedAmount(name: string, currency: string): {
  typed: string;
  read: TypedAmount;
  restored: boolean;
  type: (typed: string) => void;
  set: (amount: string) => void;
} {
  const language = useLanguage();
  const [amount, setAmount] = useState(() => remembered(name));
  const [typed, setTyped] = useState(() => (amount ? groupDigits(language, amount) : ''));
  const [restored, setRestored] = useState(amount !== '');
  const shown = useRef({ language, name });
  useEffect(() => {
    if (shown.current.name !== name) {
      const kept = remembered(name);
      setAmount(kept);
      setTyped(kept ? groupDigits(language, kept) : '');
      setRestored(kept !== '');
    } else if (shown.current.language !== language && amount) setTyped(groupDigits(language, amount));
    shown.current = { language, name };
  }, [language, name]);
  const type = (next: string): void => {
    const read = readTyped(language, next, currency);
    setTyped(next);
    setAmount(read.amount ?? '');
    setRestored(false);
    remember(name, read.amount ?? '');
  };
  const set = (next: string): void => {
    setTyped(next ? groupDigits(language, next) : '');
    setAmount(next);
    setRestored(false);
    remember(name, next);
  };
  return { typed, read: amount ? { amount } : readTyped(language, typed, currency), restored, type, set };
}
