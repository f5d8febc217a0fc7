// An amount once more before it is sealed: nobody can correct it for the bidder afterwards.
import { farOff } from '../../../bid/amount';
import { SureNotice, useSureness } from '../../../bid/sure_notice';
import { useFormat } from '../../../i18n/format';
import { dictionary, useText } from '../../../i18n/language';
import { percentOf, subtractAmounts } from '../../../lib/money';
import { usePlatformSentence } from '../../../lot/sealed';
import { Amount } from '../../../parts/amount/amount';
import { SummaryList } from '../../../parts/headings/headings';
import { Notice } from '../../../parts/notice/notice';
import { SayDialog, useSaying } from '../say_dialog';

const texts = dictionary(
  {
    title: 'Periksa, lalu segel',
    amount: 'Jumlah yang disegel',
    before: 'Menggantikan',
    beforeUnknown: 'penawaran tersegel Anda yang sekarang',
    ceiling: 'Harga tertinggi (HPS)',
    difference: 'Di bawah harga tertinggi',
    less: (amount: string, percent: string) => `${amount} (${percent})`,
    how: (until: string) => `Jumlah ini disegel di peramban Anda. Sampai ${until} Anda dapat mengganti atau menariknya; tidak ada orang lain yang melihat bahwa Anda menawar. Sesudah itu mengikat, dan semua penawaran dibuka bersama-sama.`,
    farOffHelp: 'Jumlah ini seperlima dari harga tertinggi, atau kurang.',
    stopped: 'Penawaran sedang tidak diterima',
    stoppedHelp: 'Jendela ini menunggu. Anda dapat menyegel begitu waktunya berjalan lagi.',
    over: 'Batas waktu sudah lewat. Penawaran ini tidak dapat dikirim lagi.',
    offline: 'Tidak tersambung. Amplopnya disimpan di peramban ini dan dikirim begitu tersambung; yang tiba setelah batas waktu tidak dihitung.',
    send: (amount: string) => `Segel dan kirim ${amount}`,
    keep: (amount: string) => `Segel dan kirim nanti: ${amount}`,
    change: 'Ubah jumlah',
    failed: 'Penawaran tidak dapat disegel di peramban ini. Periksa sambungan, muat ulang halaman, lalu coba lagi.',
  },
  {
    title: 'Check, then seal',
    amount: 'Amount to be sealed',
    before: 'Takes the place of',
    beforeUnknown: 'your sealed bid of now',
    ceiling: 'Ceiling price',
    difference: 'Below the ceiling',
    less: (amount: string, percent: string) => `${amount} (${percent})`,
    how: (until: string) => `This amount is sealed in your browser. Until ${until} you can replace it or take it back; nobody else sees that you bid. After that it is binding, and all bids are opened at once.`,
    farOffHelp: 'This amount is a fifth of the ceiling, or less.',
    stopped: 'No bids are taken right now',
    stoppedHelp: 'This window waits. You can seal as soon as the time runs again.',
    over: 'The deadline has passed. This bid cannot be sent any more.',
    offline: 'Not connected. The envelope is kept in this browser and sent as soon as there is a connection; what arrives after the deadline does not count.',
    send: (amount: string) => `Seal and send ${amount}`,
    keep: (amount: string) => `Seal and send later: ${amount}`,
    change: 'Change amount',
    failed: 'The bid could not be sealed in this browser. Check the connection, reload the page, then try again.',
  },
);

export interface SealDialogProps {
  amount: string;
  currency: string;
  /** The greatest amount that counts. */
  most: string | null;
  /** What it replaces: its amount where this device knows it, else null; undefined where nothing stands. */
  before: string | null | undefined;
  until: string;
  zone: string;
  /** The lot takes sealed bids: paused it waits, over it never will again. */
  taking: 'yes' | 'held' | 'over';
  connected: boolean;
  onClose: () => void;
  onChange: (amount: string) => void;
  onSeal: (amount: string) => Promise<void>;
}

export function SealDialog({ amount, currency, most, before, until, zone, taking, connected, onClose, onChange, onSeal }: SealDialogProps) {
  const text = useText(texts);
  const format = useFormat();
  const platform = usePlatformSentence();
  const saying = useSaying();
  const money = (value: string): string => format.money(value, currency);
  const off = farOff(amount, most, currency);
  const sureness = useSureness(amount, off !== undefined);
  const below = most === null ? undefined : subtractAmounts(most, amount, currency);
  const percent = below === undefined ? undefined : percentOf(below, most!, currency);

  const seal = async (): Promise<void> => {
    if (sureness.passes()) await onSeal(amount);
  };
  return (
    <SayDialog
      title={text.title}
      saying={saying}
      failed={text.failed}
      disabled={taking !== 'yes'}
      yes={connected ? text.send(money(amount)) : text.keep(money(amount))}
      no={text.change}
      onYes={seal}
      onNo={onClose}
    >
      <div class="review">
        <SummaryList
          narrow
          items={[
            { key: text.amount, value: <Amount amount={amount} currency={currency} words size="large" /> },
            before !== undefined && { key: text.before, value: before === null ? text.beforeUnknown : money(before) },
            most !== null && { key: text.ceiling, value: money(most) },
            below !== undefined && percent !== undefined && !below.startsWith('-') && { key: text.difference, value: text.less(money(below), format.percent(percent)) },
          ]}
        />
      </div>
      {taking !== 'yes' && (
        <Notice kind="warning" title={text.stopped} live="status">
          <p>{taking === 'over' ? text.over : text.stoppedHelp}</p>
        </Notice>
      )}
      {off && <SureNotice sureness={sureness} currency={currency} likely={off.likely} help={text.farOffHelp} onChange={onChange} />}
      {!connected && <Notice kind="info"><p>{text.offline}</p></Notice>}
      <p>{text.how(format.dateTime(until, zone, true))}</p>
      <p class="quiet">{platform}</p>
    </SayDialog>
  );
}
