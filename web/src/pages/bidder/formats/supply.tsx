// A supply schedule for one who bids: steps of price and quantity, what they add up to, what one would win as it stands.
import './format.css';
import { useEffect, useState } from 'preact/hooks';
import type { Content, SupplyStep } from '../../../api/views';
import { stepProblems, stepsOf, totalsOf } from '../../../bid/schedule';
import { useFormat } from '../../../i18n/format';
import { dictionary, one, useLanguage, useText } from '../../../i18n/language';
import { Amount } from '../../../parts/amount/amount';
import { Button, Buttons } from '../../../parts/button/button';
import { Announcer } from '../../../parts/connection/announcer';
import { SummaryList } from '../../../parts/headings/headings';
import { Icon } from '../../../parts/icon';
import { Notice } from '../../../parts/notice/notice';
import type { FormatDeskProps } from './props';
import { noStep, ScheduleEditor, SupplyCurve, type TypedStep, useReadSteps, useTypedSteps } from './schedule_editor';
import { SayDialog, useSaying } from '../say_dialog';

const texts = dictionary(
  {
    position: 'Posisi Anda',
    none: 'Anda belum mengirim daftar',
    wins: (units: string) => `Sebagaimana keadaannya, Anda memenangkan ${units}`,
    winsNothing: 'Sebagaimana keadaannya, Anda tidak memenangkan apa-apa',
    stands: 'Daftar Anda berlaku',
    stood: 'Daftar Anda yang terakhir',
    won: (units: string) => `Menurut lelang Anda memenangkan ${units}`,
    wonNothing: 'Menurut lelang Anda tidak memenangkan apa-apa',
    demand: 'Yang dibutuhkan',
    standing: 'Daftar Anda',
    summary: (units: string, steps: string) => `${units} dalam ${steps} langkah`,
    paid: 'Yang dibayarkan kepada Anda',
    last: 'Harga satuan terakhir yang diambil',
    unitPrice: 'Semua satuan dibayar',
    ceiling: 'Harga satuan tertinggi',
    form: 'Daftar harga dan jumlah',
    formNew: 'Daftar Anda',
    formChange: 'Ganti daftar Anda',
    help: 'Mulai dari yang termurah: satuan pada langkah berikutnya datang setelah langkah sebelumnya.',
    total: (units: string, amount: string) => `Seluruhnya ${units}; bila semua diambil pada harga masing-masing, ${amount}.`,
    unsent: 'Perubahan ini belum dikirim. Yang berlaku masih daftar Anda yang lama.',
    reset: 'Kembali ke daftar yang berlaku',
    review: 'Periksa',
    title: 'Periksa daftar Anda',
    step: (units: string, price: string) => `${units} pada ${price} per satuan`,
    whole: ', seluruhnya atau tidak sama sekali',
    totalUnits: 'Jumlah seluruhnya',
    totalAmount: 'Bila semua diambil',
    meaning: { any: 'Daftar ini mengikat, tetapi sampai lelang berakhir dapat diganti atau ditarik kembali.', better: 'Daftar ini mengikat. Sesudahnya hanya boleh diganti dengan yang lebih baik, dan tidak dapat ditarik kembali.' },
    send: 'Kirim daftar ini',
    keep: 'Simpan dan kirim nanti',
    change: 'Ubah',
    withdraw: 'Tarik daftar',
    withdrawTitle: 'Tarik daftar Anda?',
    withdrawHelp: 'Anda tidak lagi menawarkan apa pun. Sampai lelang berakhir Anda dapat mengirim daftar baru, dengan waktu yang baru.',
    confirm: 'Ya, tarik daftar',
    back: 'Biarkan berlaku',
    scheduled: 'Lelang belum mulai. Anda dapat menyiapkan daftar sekarang.',
    paused: 'Lelang dijeda. Anda dapat menyiapkan daftar; kirim setelah dilanjutkan.',
    offline: 'Tidak tersambung. Daftar yang Anda kirim disimpan di sini dan dikirim begitu tersambung.',
    you: (pseudonym: string) => `Anda adalah Penyedia ${pseudonym}. Penyedia lain tidak melihat daftar Anda selama lelang.`,
  },
  {
    position: 'Your position',
    none: 'You have not sent a schedule yet',
    wins: (units: string) => `As it stands, you win ${units}`,
    winsNothing: 'As it stands, you win nothing',
    stands: 'Your schedule stands',
    stood: 'Your last schedule',
    won: (units: string) => `By the auction you win ${units}`,
    wonNothing: 'By the auction you win nothing',
    demand: 'Wanted',
    standing: 'Your schedule',
    summary: (units: string, steps: string) => `${units} in ${steps} ${one(Number(steps), 'step', 'steps')}`,
    paid: 'Paid to you',
    last: 'Unit price of the last unit taken',
    unitPrice: 'Every unit is paid',
    ceiling: 'Ceiling of the unit price',
    form: 'Prices and quantities',
    formNew: 'Your schedule',
    formChange: 'Replace your schedule',
    help: 'Begin with the cheapest: units of a later step come on top of the earlier ones.',
    total: (units: string, amount: string) => `${units} in all; if everything is taken at its own price, ${amount}.`,
    unsent: 'This change has not been sent. Your old schedule stands.',
    reset: 'Back to the schedule that stands',
    review: 'Review',
    title: 'Review your schedule',
    step: (units: string, price: string) => `${units} at ${price} a unit`,
    whole: ', all or nothing',
    totalUnits: 'Units in all',
    totalAmount: 'If everything is taken',
    meaning: { any: 'This schedule is binding; until the auction ends you can replace it or take it back.', better: 'This schedule is binding. After that it can only be replaced by a better one, and not taken back.' },
    send: 'Send this schedule',
    keep: 'Keep and send later',
    change: 'Change',
    withdraw: 'Take the schedule back',
    withdrawTitle: 'Take your schedule back?',
    withdrawHelp: 'You then offer nothing. Until the auction ends you can send a new schedule, which counts from then.',
    confirm: 'Yes, take it back',
    back: 'Let it stand',
    scheduled: 'The auction has not started. You can prepare your schedule now.',
    paused: 'The auction is paused. You can prepare your schedule; send it once it goes on.',
    offline: 'Not connected. A schedule you send is kept here and sent as soon as there is a connection.',
    you: (pseudonym: string) => `You are Bidder ${pseudonym}. Other businesses do not see your schedule during the auction.`,
  },
);

function remembered(name: string): TypedStep[] | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? 'null');
    return Array.isArray(kept) && kept.length > 0 ? (kept as TypedStep[]) : undefined;
  } catch {
    return undefined;
  }
}

export default function SupplyDesk({ view, own, rules, connected, ready, memory, sendOffer }: FormatDeskProps) {
  const text = useText(texts);
  const format = useFormat();
  const language = useLanguage();
  const read = useReadSteps();
  const type = useTypedSteps();
  const { currency } = view;
  const standing = (own.offer as Extract<Content, { kind: 'schedule' }> | null | undefined)?.steps;
  const name = `${memory}.schedule.${language}`;
  const [typed, setTyped] = useState<TypedStep[] | undefined>(() => remembered(name));
  const [tried, setTried] = useState(false);
  const [reviewing, setReviewing] = useState(false);
  const [taking, setTaking] = useState(false);
  const saying = useSaying();
  const over = view.phase === 'closed' || view.phase === 'cancelled';
  const live = view.phase === 'live';
  const shown = typed ?? (standing ? type(standing) : [{ ...noStep }]);
  const drafted = read(shown, currency);
  const found = stepProblems(drafted, rules, view.ceiling, currency);
  // What has not been filled in yet is no mistake until somebody wants to send it.
  const problems = tried ? found : found.map((problem) => (problem === 'no_price' || problem === 'no_quantity' ? undefined : problem));
  const complete = found.every((problem) => problem === undefined);
  const steps = complete ? stepsOf(drafted) : [];
  const totals = totalsOf(steps, currency);
  const total = totals[totals.length - 1];
  const unit = rules.demand?.unit ?? '';
  const units = (n: number): string => `${format.number(n)} ${unit}`.trim();
  const money = (amount: string): string => format.money(amount, currency);
  const unsent = typed !== undefined && standing !== undefined && JSON.stringify(steps) !== JSON.stringify(standing.map(({ unit_price, quantity, all_or_nothing }) => ({ unit_price, quantity, ...(all_or_nothing && { all_or_nothing }) })));
  useEffect(() => {
    try {
      if (typed) localStorage.setItem(name, JSON.stringify(typed));
      else localStorage.removeItem(name);
    } catch {
      // Then it lives as long as the page.
    }
  }, [typed, name]);
  useEffect(() => {
    if (over) setReviewing(false);
    if (over || !standing) setTaking(false);
  }, [over, standing === undefined]);

  const review = (): void => {
    if (complete) return setReviewing(true);
    setTried(true);
    const at = found.findIndex((problem) => problem !== undefined);
    const quantity = found[at] === 'no_quantity' || found[at] === 'below_min_award' || found[at] === 'too_large';
    document.getElementById(`step-${at}-${quantity ? 'quantity' : 'price'}`)?.focus();
  };

  const summary = (list: readonly SupplyStep[]): string => text.summary(units(list.reduce((sum, { quantity }) => sum + quantity, 0)), format.number(list.length));
  const { award } = own;
  const wins = award && award.quantity > 0;
  const words = !standing ? text.none : over ? (award ? (wins ? text.won(units(award.quantity)) : text.wonNothing) : text.stood) : award ? (wins ? text.wins(units(award.quantity)) : text.winsNothing) : text.stands;
  const price = view.stage?.price;
  return (
    <div class="bid-format">
      <div class="stack">
        <section class={`position ${wins ? 'leads' : standing && award ? 'behind' : 'none'}`} aria-label={text.position}>
          <p class="position-words">
            <Icon name={wins ? 'check' : standing && award ? 'warning' : 'info'} size={24} /> {words}
          </p>
          <SummaryList
            narrow
            items={[
              { key: text.demand, value: units(rules.demand?.units ?? 0) },
              !!standing && { key: text.standing, value: summary(standing) },
              !!wins && { key: text.paid, value: <strong class="position-next"><Amount amount={award.amount} currency={currency} words flash /></strong> },
              over && !!view.result?.unit_price && { key: text.unitPrice, value: money(view.result.unit_price) },
              !over && price !== undefined && { key: text.last, value: <Amount amount={price} currency={currency} flash /> },
              view.ceiling !== null && !over && { key: text.ceiling, value: money(view.ceiling) },
            ]}
          />
          {standing && <SupplyCurve steps={standing} rules={rules} currency={currency} won={award?.quantity} />}
          <p class="small quiet">{text.you(own.pseudonym)}</p>
        </section>
        {!over && <Announcer message={`${words}.`} every={5000} />}
      </div>
      {!over && ready && (
        <form
          class="card stack no-print"
          aria-label={text.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (live) review();
          }}
        >
          <h2 class="schedule-title">{standing ? text.formChange : text.formNew}</h2>
          <p class="small quiet">{text.help}</p>
          <ScheduleEditor
            steps={shown}
            problems={problems}
            rules={rules}
            currency={currency}
            onChange={(next) => {
              setTyped(next);
              setTried(false);
            }}
          />
          <div role="status">{total && <p>{text.total(units(total.units), money(total.amount))}</p>}</div>
          {total && (!standing || unsent) && <SupplyCurve steps={steps} rules={rules} currency={currency} />}
          {unsent && (
            <p class="small">
              {text.unsent}{' '}
              <Button kind="quiet" small onClick={() => setTyped(undefined)}>
                {text.reset}
              </Button>
            </p>
          )}
          {!live ? <p class="small">{view.phase === 'paused' ? text.paused : text.scheduled}</p> : !connected && <p class="small">{text.offline}</p>}
          <Buttons>
            <Button kind="primary" type="submit" disabled={!live}>
              {text.review}
            </Button>
            {standing && (rules.replacement ?? 'any') === 'any' && (
              <Button disabled={!live} onClick={() => setTaking(true)}>
                {text.withdraw}
              </Button>
            )}
          </Buttons>
        </form>
      )}
      {reviewing && total && (
        <SayDialog
          title={text.title}
          saying={saying}
          disabled={!live}
          yes={connected ? text.send : text.keep}
          no={text.change}
          onYes={async () => {
            await sendOffer({ kind: 'schedule', steps });
            setReviewing(false);
          }}
          onNo={() => setReviewing(false)}
        >
          <ol class="schedule-list">
            {steps.map((step, at) => (
              <li key={at}>
                {text.step(units(step.quantity), money(step.unit_price))}
                {step.all_or_nothing && text.whole}
              </li>
            ))}
          </ol>
          <SummaryList narrow items={[{ key: text.totalUnits, value: units(total.units) }, { key: text.totalAmount, value: <Amount amount={total.amount} currency={currency} words size="large" /> }]} />
          {!live && <Notice kind="warning"><p>{text.paused}</p></Notice>}
          {!connected && <Notice kind="warning"><p>{text.offline}</p></Notice>}
          <p class="quiet">{text.meaning[rules.replacement ?? 'any']}</p>
        </SayDialog>
      )}
      {taking && (
        <SayDialog
          title={text.withdrawTitle}
          kind="danger"
          saying={saying}
          disabled={!live}
          yes={text.confirm}
          no={text.back}
          onYes={async () => {
            await sendOffer({ kind: 'withdraw' });
            setTaking(false);
            setTyped(undefined);
          }}
          onNo={() => setTaking(false)}
        >
          <p>{text.withdrawHelp}</p>
        </SayDialog>
      )}
    </div>
  );
}
