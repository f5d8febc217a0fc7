// Stepped rounds for one who bids: an initial offer, then in each round a turn in which to better it, or to be silent.
import { useEffect, useState } from 'preact/hooks';
import { evaluatedOf, evaluatedText } from '../../../bid/evaluated';
import type { Rules } from '../../../api/views';
import { useFormat } from '../../../i18n/format';
import { dictionary, useText } from '../../../i18n/language';
import { steppedState } from '../../../lot/stage_time';
import TurnTable from '../../../lot/turn_table';
import { Amount } from '../../../parts/amount/amount';
import { Button } from '../../../parts/button/button';
import { SummaryList } from '../../../parts/headings/headings';
import { Icon } from '../../../parts/icon';
import { later } from '../../../parts/later/later';
import { BidBar } from '../bid_bar';
import { ReviewDialog } from '../review_dialog';
import { useTypedAmount } from '../typed_amount';
import type { FormatDeskProps } from './props';
import { TurnClock } from './turn_clock';
import { SayDialog, useSaying } from '../say_dialog';

const ContractForm = later(() => import('./contract').then((module) => module.default));

const texts = dictionary(
  {
    position: 'Posisi Anda',
    states: {
      initial: 'Anda belum mengirim penawaran awal',
      kept: 'Penawaran awal Anda tersimpan',
      none: 'Anda tidak mengirim penawaran awal, jadi tidak punya giliran',
      turn: 'Giliran Anda: perbaiki penawaran, atau diam',
      out: 'Anda didiskualifikasi',
    },
    leads: 'Anda di urutan pertama',
    rank: (n: string, of: string) => `Urutan ${n} dari ${of}`,
    name: (n: string) => `Anda adalah Penyedia #${n}`,
    standing: 'Penawaran Anda yang berlaku',
    evaluated: 'Harga evaluasinya',
    value: 'Nilai kini bersihnya',
    evaluatedValue: 'Nilai kini setelah penyesuaian',
    pending: { initial: 'Penawaran awal Anda', turn: 'Perubahan Anda' },
    pendingHelp: {
      initial: 'Hanya Anda yang tahu sampai lelang mulai. Anda bebas menggantinya, naik atau turun.',
      turn: 'Hanya Anda yang tahu sampai giliran ini habis; lalu berlaku dan terlihat semua. Selama giliran Anda masih dapat mengubah atau menariknya.',
    },
    next: 'Perubahan paling tinggi',
    least: 'Nilai kini yang baru sedikitnya',
    silence: 'Bila Anda diam, penawaran Anda tetap berlaku.',
    initialHelp: 'Tanpa penawaran awal sebelum lelang mulai, Anda tidak punya giliran.',
    hintInitial: 'Penawaran awal boleh diganti sampai lelang mulai.',
    hintTurn: 'Perubahan baru terlihat orang lain setelah giliran Anda habis.',
    hintPaused: 'Lelang dijeda. Sisa giliran Anda disimpan.',
    typed: (value: string) => `Harga evaluasi: ${value}`,
    workings: (parts: string) => `Jumlah ${parts}`,
    times: (factor: string) => `× ${factor}`,
    meaning: {
      initial: 'Sampai lelang mulai Anda masih dapat mengganti atau menariknya. Sesudah itu mengikat.',
      turn: 'Sampai giliran ini habis Anda masih dapat mengubah atau menariknya. Sesudah itu mengikat.',
    },
    withdraw: { initial: 'Tarik penawaran awal', turn: 'Tarik perubahan' },
    withdrawTitle: { initial: 'Tarik penawaran awal?', turn: 'Tarik perubahan ini?' },
    withdrawHelp: {
      initial: 'Tanpa penawaran awal Anda tidak punya giliran. Anda masih dapat mengirim yang baru sampai lelang mulai.',
      turn: 'Penawaran Anda yang semula tetap berlaku.',
    },
    confirm: 'Ya, tarik',
    back: 'Biarkan',
  },
  {
    position: 'Your position',
    states: {
      initial: 'You have not made an initial offer yet',
      kept: 'Your initial offer is kept',
      none: 'You made no initial offer, so you have no turn',
      turn: 'Your turn: better your offer, or be silent',
      out: 'You are disqualified',
    },
    leads: 'You are in the first place',
    rank: (n: string, of: string) => `Place ${n} of ${of}`,
    name: (n: string) => `You are Bidder #${n}`,
    standing: 'Your standing offer',
    evaluated: 'Its evaluated price',
    value: 'Its net present value',
    evaluatedValue: 'Its value after adjustment',
    pending: { initial: 'Your initial offer', turn: 'Your change' },
    pendingHelp: {
      initial: 'Nobody else knows of it until the auction starts. You may replace it freely, up or down.',
      turn: 'Nobody else knows of it until this turn is over; then it stands and all see it. During the turn you can still change it or take it back.',
    },
    next: 'A change must be at most',
    least: 'A new present value must be at least',
    silence: 'If you are silent, your offer stands.',
    initialHelp: 'Without an initial offer before the auction starts, you have no turn.',
    hintInitial: 'An initial offer may be replaced until the auction starts.',
    hintTurn: 'Others see a change only once your turn is over.',
    hintPaused: 'The auction is paused. The rest of your turn is kept.',
    typed: (value: string) => `Evaluated price: ${value}`,
    workings: (parts: string) => `Amount ${parts}`,
    times: (factor: string) => `× ${factor}`,
    meaning: {
      initial: 'Until the auction starts you can still replace it or take it back. After that it is binding.',
      turn: 'Until this turn is over you can still change it or take it back. After that it is binding.',
    },
    withdraw: { initial: 'Take the initial offer back', turn: 'Take the change back' },
    withdrawTitle: { initial: 'Take the initial offer back?', turn: 'Take this change back?' },
    withdrawHelp: {
      initial: 'Without an initial offer you have no turn. You can still send a new one until the auction starts.',
      turn: 'The offer you had before stands.',
    },
    confirm: 'Yes, take it back',
    back: 'Leave it',
  },
);

/** The rules as the arithmetic of a bid knows them: a step is that of one's own offer. */
function bidRules(rules: Rules): Rules {
  return rules.step ? { ...rules, decrement: { own: { amount: rules.step } } } : rules;
}

export default function SteppedDesk({ view, own, rules, zone, connected, ready, memory, sendAmount, sendOffer }: FormatDeskProps) {
  const text = useText(texts);
  const format = useFormat();
  const { currency } = view;
  const typed = useTypedAmount(memory, currency);
  const [review, setReview] = useState<string | undefined>();
  const [taking, setTaking] = useState(false);
  const saying = useSaying();
  const state = steppedState(view, own);
  const over = state === 'over';
  const speaks = state === 'initial' || state === 'turn';
  const when = state === 'initial' ? 'initial' : 'turn';
  const open = speaks && view.phase !== 'paused';
  const pending = own.pending ?? null;
  const words = state === 'initial' && pending ? text.states.kept : state === 'waiting' ? (own.leads ? text.leads : text.rank(format.number(own.rank ?? 0), format.number(view.bidders ?? 0))) : over ? '' : text.states[state];
  useEffect(() => {
    if (!speaks) setReview(undefined);
    if (!speaks || !pending) setTaking(false);
  }, [speaks, pending === null]);

  const send = async (amount: string, confirm: boolean): Promise<void> => {
    await sendAmount(amount, confirm);
    typed.set('');
    setReview(undefined);
  };
  const withdraw = async (): Promise<void> => {
    await sendOffer({ kind: 'withdraw' });
    setTaking(false);
  };

  const { adjustment } = own;
  const money = (amount: string): string => format.money(amount, currency);
  const workings = adjustment && text.workings([adjustment.factor && text.times(adjustment.factor), adjustment.add && `+ ${money(adjustment.add)}`, adjustment.subtract && `− ${money(adjustment.subtract)}`].filter(Boolean).join(' '));
  const takeBack = pending && speaks && ready && (
    <p>
      <Button kind="quiet" small disabled={!open} onClick={() => setTaking(true)}>
        {text.withdraw[when]}
      </Button>
    </p>
  );
  return (
    <div class="bid-format">
      <div class="stack">
        {!over && <TurnClock view={view} own={own} rules={rules} zone={zone} />}
        {!over && (
          <section class={`position ${own.leads ? 'leads' : state === 'turn' || (state === 'initial' && !pending) ? 'behind' : state === 'out' || state === 'none' ? 'out' : ''}`} aria-label={text.position}>
            <p class="position-words">
              <Icon name={own.leads ? 'check' : state === 'out' ? 'cross' : state === 'turn' ? 'play' : 'info'} size={24} /> {words}
            </p>
            <SummaryList
              narrow
              items={[
                own.best !== null && { key: text.standing, value: <Amount amount={own.best} currency={currency} /> },
                own.evaluated !== null && own.evaluated !== own.best && !own.score && { key: text.evaluated, value: evaluatedText(format.language, own.evaluated, currency) },
                !!own.score && { key: text.value, value: money(own.score.value) },
                !!own.score?.evaluated && { key: text.evaluatedValue, value: money(own.score.evaluated) },
                !!pending && { key: text.pending[when], value: <strong class="position-next"><Amount amount={pending.amount} currency={currency} words={!pending.score} /></strong> },
                !!pending?.score && { key: text.value, value: money(pending.score.value) },
                state === 'turn' && own.next_valid !== null && !pending && { key: text.next, value: <strong class="position-next"><Amount amount={own.next_valid} currency={currency} words /></strong> },
                state === 'turn' && !!own.least_score && { key: text.least, value: <strong class="position-next">{money(own.least_score.value)}</strong> },
              ]}
            />
            {speaks && <p>{pending ? text.pendingHelp[when] : state === 'turn' ? text.silence : text.initialHelp}</p>}
            {own.number != null && <p class="small quiet">{text.name(String(own.number))}</p>}
          </section>
        )}
        <TurnTable view={view} you={own.pseudonym} />
      </div>
      {speaks && ready && !rules.esco && (
        <BidBar view={view} own={own} rules={bidRules(rules)} typed={typed} connected={connected} zone={zone} open={open} hint={view.phase === 'paused' ? text.hintPaused : state === 'initial' ? text.hintInitial : text.hintTurn} onReview={setReview}>
          {adjustment && typed.read.amount && (
            <p class="small" role="status">
              {text.typed(evaluatedText(format.language, evaluatedOf(typed.read.amount, adjustment, currency), currency))} <span class="quiet">({workings})</span>
            </p>
          )}
          {takeBack}
        </BidBar>
      )}
      {speaks && ready && rules.esco && (
        <div class="stack">
          <ContractForm view={view} own={own} rules={rules} open={open} connected={connected} memory={memory} meaning={text.meaning[when]} sendOffer={sendOffer} />
          {takeBack}
        </div>
      )}
      {review !== undefined && (
        <ReviewDialog amount={review} asked={false} view={view} own={own} rules={bidRules(rules)} connected={connected} open={open} meaning={text.meaning[when]} onClose={() => setReview(undefined)} onChange={setReview} onSend={send} />
      )}
      {taking && (
        <SayDialog title={text.withdrawTitle[when]} kind="danger" saying={saying} disabled={!open} yes={text.confirm} no={text.back} onYes={withdraw} onNo={() => setTaking(false)}>
          <p>{text.withdrawHelp[when]}</p>
        </SayDialog>
      )}
    </div>
  );
}
