// A floor that bids for its bidder, in English auctions whose rules know one: set, changed, taken back. His alone to see.
import { useEffect, useState } from 'preact/hooks';
import type { LotView, OwnLine, Rules } from '../../api/views';
import { farOff, problemOf } from '../../bid/amount';
import type { OfferContent } from '../../bid/sign';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { compareAmounts } from '../../lib/money';
import { Amount } from '../../parts/amount/amount';
import { AmountField, useAmountProblem } from '../../parts/amount_field/amount_field';
import { Button, Buttons } from '../../parts/button/button';
import { CheckField } from '../../parts/field/more_fields';
import { Icon } from '../../parts/icon';
import { Notice } from '../../parts/notice/notice';
import { useTypedAmount } from './typed_amount';
import { SayDialog, useSaying } from './say_dialog';

const texts = dictionary(
  {
    title: 'Penawaran otomatis',
    none: 'Anda boleh menitipkan batas terendah. Bila dilewati, Terang menawar untuk Anda, sampai batas itu dan tidak di bawahnya, juga bila sambungan Anda putus.',
    stands: (floor: string) => `Terang menawar untuk Anda sampai ${floor}, juga bila sambungan Anda putus.`,
    enough: 'Batas itu tidak ditunjukkan kepada siapa pun selama lelang.',
    passed: (next: string) => `Batas Anda sudah dilewati: tawaran berikutnya paling tinggi ${next}. Turunkan batasnya, atau tawar sendiri.`,
    label: 'Batas terendah Anda',
    change: 'Batas terendah yang baru',
    set: 'Pasang batas…',
    replace: 'Ganti batas…',
    takeBack: 'Tarik batas',
    tooHigh: (amount: string) => `Harus di bawah penawaran Anda sendiri, ${amount}.`,
    aboveCeiling: (amount: string) => `Paling tinggi ${amount}.`,
    offTick: (tick: string, near: string) => `Harus kelipatan ${tick}. Terdekat di bawahnya ${near}.`,
    review: 'Periksa batas Anda',
    floor: 'Terang menawar untuk Anda sampai',
    how: 'Setiap kali Anda tidak memimpin, Terang menawar jumlah tertinggi yang membuat Anda memimpin. Penawaran itu mengikat seperti penawaran Anda sendiri. Batasnya dapat Anda ganti atau tarik; penawaran yang sudah dibuat tetap.',
    zero: 'Apakah ada angka nol yang kurang?',
    zeroHelp: 'Jumlah ini seperlima dari pembandingnya, atau kurang.',
    sure: 'Ya, jumlah ini benar',
    confirm: (floor: string) => `Pasang batas ${floor}`,
    keep: (floor: string) => `Simpan dan kirim nanti: ${floor}`,
    back: 'Ubah jumlah',
    takeTitle: 'Tarik batas Anda?',
    takeHelp: 'Terang tidak lagi menawar untuk Anda. Penawaran yang sudah dibuat tetap berlaku.',
    take: 'Ya, tarik batas',
    leave: 'Biarkan',
    paused: 'Lelang dijeda. Batas dapat diubah setelah dilanjutkan.',
    scheduled: 'Batas dapat dipasang begitu lelang mulai.',
  },
  {
    title: 'Automatic bids',
    none: 'You may leave a floor. When you are passed, Terang bids for you, down to it and not below, also when your line drops.',
    stands: (floor: string) => `Terang bids for you down to ${floor}, also when your line drops.`,
    enough: 'Nobody is shown the floor while the auction runs.',
    passed: (next: string) => `Your floor has been passed: the next bid must be at most ${next}. Lower the floor, or bid yourself.`,
    label: 'Your floor',
    change: 'Your new floor',
    set: 'Leave a floor…',
    replace: 'Replace the floor…',
    takeBack: 'Take the floor back',
    tooHigh: (amount: string) => `It must be below your own bid of ${amount}.`,
    aboveCeiling: (amount: string) => `At most ${amount}.`,
    offTick: (tick: string, near: string) => `It must be a multiple of ${tick}. The nearest below is ${near}.`,
    review: 'Review your floor',
    floor: 'Terang bids for you down to',
    how: 'Whenever you do not lead, Terang bids the highest amount that makes you lead. Such a bid binds you like one of your own. You can replace the floor or take it back; bids that were made stand.',
    zero: 'Is a zero missing?',
    zeroHelp: 'This amount is a fifth of what it compares with, or less.',
    sure: 'Yes, this amount is right',
    confirm: (floor: string) => `Leave the floor of ${floor}`,
    keep: (floor: string) => `Keep and send later: ${floor}`,
    back: 'Change amount',
    takeTitle: 'Take your floor back?',
    takeHelp: 'Terang no longer bids for you. Bids that were made stand.',
    take: 'Yes, take it back',
    leave: 'Let it stand',
    paused: 'The auction is paused. The floor can be changed once it goes on.',
    scheduled: 'A floor can be left once the auction starts.',
  },
);

export interface ProxyCardProps {
  view: LotView;
  own: OwnLine;
  rules: Rules;
  connected: boolean;
  memory: string;
  sendOffer: (content: OfferContent) => Promise<void>;
}

export default function ProxyCard({ view, own, rules, connected, memory, sendOffer }: ProxyCardProps) {
  const text = useText(texts);
  const format = useFormat();
  const amountProblem = useAmountProblem();
  const { currency } = view;
  const typed = useTypedAmount(`${memory}.floor`, currency);
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState<string | undefined>();
  const [sure, setSure] = useState(false);
  const [taking, setTaking] = useState(false);
  const saying = useSaying();
  const live = view.phase === 'live';
  const floor = own.offer?.kind === 'proxy' ? own.offer.floor : undefined;
  const money = (amount: string): string => format.money(amount, currency);
  useEffect(() => {
    if (floor === undefined) setTaking(false);
  }, [floor]);

  const wrong = ((): string => {
    const { read } = typed;
    if (read.problem) return read.problem === 'empty' && !tried ? '' : amountProblem(read.problem, currency);
    if (own.best !== null && compareAmounts(read.amount, own.best, currency) >= 0) return text.tooHigh(money(own.best));
    const found = problemOf(read.amount, null, rules, currency);
    if (!found) return '';
    return found.name === 'too_high' ? text.aboveCeiling(money(found.atMost)) : text.offTick(money(found.tick), money(found.near));
  })();
  const passed = floor !== undefined && own.leads === false && own.next_valid !== null && compareAmounts(own.next_valid, floor, currency) < 0;
  const off = asked === undefined ? undefined : farOff(asked, view.best ?? own.best ?? own.next_valid ?? view.ceiling, currency);

  return (
    <section class="card stack no-print proxy-card" aria-label={text.title}>
      <h2 class="proxy-title">{text.title}</h2>
      <div role="status" class="stack tight">
        {floor === undefined ? (
          <p>{text.none}</p>
        ) : (
          <p class="proxy-stands">
            <Icon name="check" /> <strong>{text.stands(money(floor))}</strong>
          </p>
        )}
        <p class="small quiet">{text.enough}</p>
        {passed && <p class="proxy-passed"><Icon name="warning" /> {text.passed(money(own.next_valid!))}</p>}
      </div>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!live) return;
          if (wrong || !typed.read.amount) {
            setTried(true);
            document.getElementById('proxy-floor')?.focus();
            return;
          }
          setSure(false);
          setAsked(typed.read.amount);
        }}
      >
        <AmountField
          id="proxy-floor"
          label={floor === undefined ? text.label : text.change}
          currency={currency}
          value={typed.typed}
          error={wrong || undefined}
          onInput={(value) => {
            typed.type(value);
            setTried(false);
          }}
        />
        {!live && <p class="small">{view.phase === 'paused' ? text.paused : text.scheduled}</p>}
        <Buttons>
          <Button type="submit" disabled={!live}>
            {floor === undefined ? text.set : text.replace}
          </Button>
          {floor !== undefined && (
            <Button kind="quiet" disabled={!live} onClick={() => setTaking(true)}>
              {text.takeBack}
            </Button>
          )}
        </Buttons>
      </form>
      {asked !== undefined && (
        <SayDialog
          title={text.review}
          saying={saying}
          disabled={!live || (off !== undefined && !sure)}
          yes={connected ? text.confirm(money(asked)) : text.keep(money(asked))}
          no={text.back}
          onYes={async () => {
            await sendOffer({ kind: 'proxy', floor: asked });
            typed.set('');
            setAsked(undefined);
          }}
          onNo={() => setAsked(undefined)}
        >
          <p>{text.floor}</p>
          <Amount amount={asked} currency={currency} words size="large" />
          <p>{text.how}</p>
          {off && (
            <Notice kind="warning" title={text.zero} live="status">
              <p>{text.zeroHelp}</p>
              <CheckField label={text.sure} checked={sure} onChange={setSure} />
            </Notice>
          )}
        </SayDialog>
      )}
      {taking && (
        <SayDialog
          title={text.takeTitle}
          kind="danger"
          saying={saying}
          disabled={!live}
          yes={text.take}
          no={text.leave}
          onYes={async () => {
            await sendOffer({ kind: 'withdraw' });
            setTaking(false);
          }}
          onNo={() => setTaking(false)}
        >
          <p>{text.takeHelp}</p>
        </SayDialog>
      )}
    </section>
  );
}
