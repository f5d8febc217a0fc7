// "Are you sure?" before an amount is sent that is far from what it is measured by: a missing zero is put right, or the person
// says that the amount is meant.
import { useEffect, useState } from 'preact/hooks';
import { useFormat } from '../i18n/format';
import { dictionary, useText } from '../i18n/language';
import { Button } from '../parts/button/button';
import { CheckField } from '../parts/field/more_fields';
import { Notice } from '../parts/notice/notice';

const texts = dictionary(
  {
    farOff: 'Apakah ada angka nol yang kurang?',
    farOffHelp: 'Jumlah ini seperlima dari pembandingnya, atau kurang.',
    use: (amount: string) => `Pakai ${amount}`,
    sure: 'Ya, jumlah ini benar',
    mustTick: 'Tegaskan dahulu bahwa jumlahnya benar.',
  },
  {
    farOff: 'Is a zero missing?',
    farOffHelp: 'This amount is a fifth of what it compares with, or less.',
    use: (amount: string) => `Use ${amount}`,
    sure: 'Yes, this amount is right',
    mustTick: 'Say first that the amount is right.',
  },
);

export interface Sureness {
  sure: boolean;
  set: (sure: boolean) => void;
  warned: boolean;
  /** May it be sent? If not, the person is told what to tick. */
  passes: () => boolean;
}

/** `needed`: something is to be asked about this amount; another amount is asked about anew. */
export function useSureness(amount: string, needed: boolean): Sureness {
  const [sure, set] = useState(false);
  const [warned, setWarned] = useState(false);
  useEffect(() => set(false), [amount]);
  return {
    sure,
    set,
    warned,
    passes: () => {
      if (!needed || sure) return true;
      setWarned(true);
      document.getElementById('bid-sure')?.focus();
      return false;
    },
  };
}

export interface SureNoticeProps {
  sureness: Sureness;
  currency: string;
  /** The amount that may have been meant. */
  likely?: string | null | undefined;
  /** Where something else than a missing zero makes one ask. */
  title?: string;
  help?: string;
  onChange: (amount: string) => void;
}

export function SureNotice({ sureness, currency, likely, title, help, onChange }: SureNoticeProps) {
  const text = useText(texts);
  const format = useFormat();
  return (
    <Notice kind="warning" title={title ?? text.farOff} live="status">
      <p>{help ?? text.farOffHelp}</p>
      {likely && (
        <Button small onClick={() => onChange(likely)}>
          {text.use(format.money(likely, currency))}
        </Button>
      )}
      <CheckField id="bid-sure" label={text.sure} checked={sureness.sure} onChange={sureness.set} />
      {sureness.warned && !sureness.sure && (
        <p class="field-error" role="alert">
          {text.mustTick}
        </p>
      )}
    </Notice>
  );
}
