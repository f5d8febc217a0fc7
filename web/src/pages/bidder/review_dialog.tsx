import type { LotView, OwnLine } from '../../api/views';
import { type BidRules, farOff, needsConfirm, problemOf } from '../../bid/amount';
import { SureNotice, useSureness } from '../../bid/sure_notice';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { percentOf, subtractAmounts } from '../../lib/money';
import { Amount } from '../../parts/amount/amount';
import { Button } from '../../parts/button/button';
import { SummaryList } from '../../parts/headings/headings';
import { Notice } from '../../parts/notice/notice';
import { SayDialog, useSaying } from './say_dialog';

const texts = dictionary(
  {
    title: 'Periksa penawaran Anda',
    fresh: 'Penawaran baru',
    own: 'Penawaran Anda sekarang',
    none: 'belum ada',
    best: 'Harga terbaik sekarang',
    ceiling: 'Harga perkiraan (HPS)',
    less: (amount: string, percent: string, than: string) => `${amount} (${percent}) lebih rendah dari ${than}`,
    than: { own: 'penawaran Anda sekarang', best: 'harga terbaik', ceiling: 'harga perkiraan' },
    difference: 'Selisih',
    binding: 'Penawaran ini mengikat dan tidak dapat ditarik kembali.',
    large: 'Penurunan ini sangat besar',
    largeHelp: (percent: string) => `Aturan lot ini meminta penegasan untuk penurunan lebih dari ${percent}.`,
    use: (amount: string) => `Pakai ${amount}`,
    overtaken: 'Keadaan sudah berubah',
    overtakenHelp: (amount: string) => `Sementara itu tawaran berikutnya paling tinggi ${amount}.`,
    stopped: 'Lelang sedang tidak menerima penawaran',
    stoppedHelp: 'Jendela ini menunggu. Anda dapat mengirim begitu lelang berlangsung lagi.',
    offline: 'Tidak tersambung. Penawaran ini disimpan dan dikirim begitu tersambung, juga jika harganya sudah berubah. Selama belum terkirim, Anda dapat membatalkannya.',
    send: (amount: string) => `Kirim penawaran ${amount}`,
    keep: (amount: string) => `Simpan dan kirim nanti: ${amount}`,
    change: 'Ubah jumlah',
    failed: 'Penawaran tidak dapat ditandatangani di peramban ini. Muat ulang halaman, lalu coba lagi.',
  },
  {
    title: 'Review your bid',
    fresh: 'New bid',
    own: 'Your bid now',
    none: 'none yet',
    best: 'Best price now',
    ceiling: 'Ceiling price',
    less: (amount: string, percent: string, than: string) => `${amount} (${percent}) below ${than}`,
    than: { own: 'your bid now', best: 'the best price', ceiling: 'the ceiling' },
    difference: 'Difference',
    binding: 'This bid is binding and cannot be taken back.',
    large: 'This is a very large drop',
    largeHelp: (percent: string) => `The rules of this lot ask back when a drop is more than ${percent}.`,
    use: (amount: string) => `Use ${amount}`,
    overtaken: 'Things have changed',
    overtakenHelp: (amount: string) => `Meanwhile the next bid must be at most ${amount}.`,
    stopped: 'The auction takes no bids right now',
    stoppedHelp: 'This window waits. You can send as soon as the auction goes on.',
    offline: 'Not connected. This bid is kept and sent as soon as there is a connection, even if the price has changed. Until it has been sent you can take it back.',
    send: (amount: string) => `Send bid of ${amount}`,
    keep: (amount: string) => `Keep and send later: ${amount}`,
    change: 'Change amount',
    failed: 'The bid could not be signed in this browser. Reload the page, then try again.',
  },
);

export interface ReviewDialogProps {
  amount: string;
  /** The rules asked back after it was sent. */
  asked: boolean;
  view: LotView;
  own: OwnLine;
  rules: BidRules;
  connected: boolean;
  /** Where bids are taken at other times than while the lot is live. */
  open?: boolean;
  /** What sending it means, where that is not that it binds. */
  meaning?: string;
  onClose: () => void;
  onChange: (amount: string) => void;
  onSend: (amount: string, confirm: boolean) => Promise<void>;
}

export function ReviewDialog({ amount, asked, view, own, rules, connected, open, meaning, onClose, onChange, onSend }: ReviewDialogProps) {
  const text = useText(texts);
  const format = useFormat();
  const { currency } = view;
  const saying = useSaying();

  const money = (value: string): string => format.money(value, currency);
  const base = own.best ?? view.best ?? view.ceiling ?? view.estimate;
  const baseName = own.best !== null ? 'own' : view.best !== null ? 'best' : 'ceiling';
  const off = farOff(amount, view.best ?? own.best ?? own.next_valid ?? view.ceiling ?? view.estimate, currency);
  const large = asked || needsConfirm(amount, own.next_valid, rules, currency);
  const sureness = useSureness(amount, off !== undefined || large);
  const problem = problemOf(amount, own.next_valid, rules, currency);
  const overtaken = problem?.name === 'too_high' ? problem.atMost : undefined;
  const live = open ?? view.phase === 'live';

  const send = async (): Promise<void> => {
    if (sureness.passes()) await onSend(amount, sureness.sure);
  };

  const below = (than: string, name: 'own' | 'best' | 'ceiling'): string =>
    text.less(money(subtractAmounts(than, amount, currency)), format.percent(percentOf(subtractAmounts(than, amount, currency), than, currency) ?? '0'), text.than[name]);

  return (
    <SayDialog
      title={text.title}
      saying={saying}
      failed={text.failed}
      disabled={overtaken !== undefined || !live}
      yes={connected ? text.send(money(amount)) : text.keep(money(amount))}
      no={text.change}
      onYes={send}
      onNo={onClose}
    >
      <div class="review">
      <SummaryList
        narrow
        items={[
          { key: text.own, value: own.best === null ? <span class="quiet">{text.none}</span> : money(own.best) },
          view.best !== null && { key: text.best, value: money(view.best) },
          { key: text.fresh, value: <Amount amount={amount} currency={currency} words size="large" /> },
          base !== null && Number(subtractAmounts(base, amount, currency)) >= 0 && {
            key: text.difference,
            value: (
              <>
                {below(base, baseName)}
                {own.best !== null && view.best !== null && view.best !== own.best && Number(subtractAmounts(view.best, amount, currency)) >= 0 && (
                  <>
                    <br />
                    {below(view.best, 'best')}
                  </>
                )}
              </>
            ),
          },
        ]}
      />
      </div>
      {overtaken !== undefined && (
        <Notice kind="warning" title={text.overtaken} live="alert">
          <p>{text.overtakenHelp(money(overtaken))}</p>
          <Button small onClick={() => onChange(overtaken)}>
            {text.use(money(overtaken))}
          </Button>
        </Notice>
      )}
      {!live && (
        <Notice kind="warning" title={text.stopped} live="status">
          <p>{text.stoppedHelp}</p>
        </Notice>
      )}
      {(off || large) && overtaken === undefined && (
        <SureNotice
          sureness={sureness}
          currency={currency}
          likely={off?.likely}
          {...(!off && { title: text.large, help: text.largeHelp(format.percent(rules.confirm_drop_percent ?? '0')) })}
          onChange={onChange}
        />
      )}
      {!connected && <Notice kind="info"><p>{text.offline}</p></Notice>}
      <p class="quiet">{meaning ?? text.binding}</p>
    </SayDialog>
  );
}
