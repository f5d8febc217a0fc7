// What one sealed, remembered on this device alone: no screen of the platform can tell before the opening. A list of the
// newest few, because a replaced bid stands until its replacement is recorded.
import { useEffect, useState } from 'preact/hooks';

interface Kept {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

export interface Remembered {
  amounts: { bid: string; amount: string }[];
  /** The person does not want to see it on the screen. */
  hidden: boolean;
}

const nothing: Remembered = { amounts: [], hidden: false };
const most = 5;

export function readRemembered(storage: Kept, name: string): Remembered {
  try {
    const { amounts, hidden } = JSON.parse(storage.getItem(name) ?? '{}') as Partial<Remembered>;
    const sound = (one: unknown): boolean => typeof (one as { bid?: unknown }).bid === 'string' && /^\d+(\.\d+)?$/.test(String((one as { amount?: unknown }).amount));
    return { amounts: Array.isArray(amounts) ? amounts.filter(sound) : [], hidden: hidden === true };
  } catch {
    return nothing;
  }
}

export function writeRemembered(storage: Kept, name: string, next: Remembered): void {
  try {
    if (next.amounts.length === 0) storage.removeItem(name);
    else storage.setItem(name, JSON.stringify({ ...next, amounts: next.amounts.slice(-most) }));
  } catch {
    // Full or forbidden: then it lives as long as the page.
  }
}

function device(): Kept | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

export function useRemembered(name: string): {
  hidden: boolean;
  amountOf: (bid: string | undefined) => string | undefined;
  remember: (bid: string, amount: string) => void;
  hide: (hidden: boolean) => void;
  forget: () => void;
} {
  const read = (): Remembered => {
    const storage = device();
    return storage ? readRemembered(storage, name) : nothing;
  };
  const [kept, setKept] = useState(read);
  useEffect(() => setKept(read()), [name]);
  const write = (next: Remembered): void => {
    const storage = device();
    if (storage) writeRemembered(storage, name, next);
    setKept(next);
  };
  return {
    hidden: kept.hidden,
    amountOf: (bid) => kept.amounts.find((one) => one.bid === bid)?.amount,
    remember: (bid, amount) => write({ ...kept, amounts: [...kept.amounts, { bid, amount }].slice(-most) }),
    hide: (hidden) => write({ ...kept, hidden }),
    forget: () => {
      if (kept.amounts.length > 0) write(nothing);
    },
  };
}
