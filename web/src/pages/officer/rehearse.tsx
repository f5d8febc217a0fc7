import './officer.css';
import { useState } from 'preact/hooks';
import { api, ApiProblem } from '../../api/client';
import type { OfficerTenderView, TenderDocument } from '../../api/views';
import { useContentWords } from '../../bid/said';
import { useVerdict } from '../../bid/verdicts';
import { useFormat } from '../../i18n/format';
import { dictionary, useLanguage, useText } from '../../i18n/language';
import { groupDigits, readTyped } from '../../lib/money';
import { millis } from '../../lib/time';
import { AmountField } from '../../parts/amount_field/amount_field';
import { Button, Buttons } from '../../parts/button/button';
import { PriceChart } from '../../parts/chart/chart';
import { TextField } from '../../parts/field/field';
import { CheckField, SelectField } from '../../parts/field/more_fields';
import { Section, SummaryList, Title } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { Notice } from '../../parts/notice/notice';
import { Pill } from '../../parts/pill/pill';
import { Table } from '../../parts/table/table';
import type { PageProps } from '../../router';
import { Guard } from '../account/guard';
import { Problem } from '../../parts/problem/problem';
import { useLoad } from '../../lib/use_load';
import { useDefect } from '../../lot/defects';
import { RulesMeaning } from '../../rules/editor';
import { loadDraft } from './editor/edit';
import { useProblemName } from './editor/problems';
import { useRefusals } from './refusals';
import { type Invented, invent, linesOf, type Rehearsal, type RehearsalStep, scenarioOf } from './scenario';

const texts = dictionary(
  {
    title: 'Coba lelangnya',
    intro: 'Penawaran rekaan dijalankan melalui aturan yang sama dengan lelang sungguhan. Tidak ada yang tercatat dan tidak ada yang diberi tahu.',
    lot: 'Lot',
    bidders: ['Penyedia A', 'Penyedia B', 'Penyedia C'],
    bids: 'Penawaran rekaan',
    bid: (n: number) => `Penawaran ${n}`,
    second: 'Detik setelah mulai',
    who: 'Penawar',
    amount: 'Jumlah',
    confirm: 'Dengan penegasan',
    add: 'Tambah penawaran',
    remove: 'Hapus',
    reset: 'Buat ulang contoh',
    run: 'Jalankan',
    result: 'Yang terjadi',
    steps: 'Setiap langkah',
    time: 'Waktu',
    verdict: 'Hasil',
    rank: 'Peringkat',
    leaves: 'Keluar dari lelang',
    withdraws: 'Menarik kembali',
    sealed: 'Penawaran yang dibuka',
    notCounted: (why: string) => `tidak dihitung: ${why}`,
    advanced: 'Tahap berikutnya',
    stage: 'Harga saat itu',
    turn: 'Babak dan giliran',
    turnOf: (round: string, who: string) => `Babak ${round}: ${who}`,
    outcome: 'Hasil',
    outcomes: { too_few_winners: 'pemenangnya terlalu sedikit', covered: 'kebutuhan terpenuhi', partly_covered: 'terpenuhi sebagian', below_min_units: 'kurang dari yang paling sedikit', nothing_covered: 'tidak ada yang terpenuhi' },
    low: 'Harga pemenang terlalu rendah',
    yes: 'ya',
    winners: 'Pemenang',
    units: (amount: string, units: string) => `${amount} untuk ${units}`,
    opened: 'Lelang dibuka',
    closed: 'Lelang ditutup',
    extended: (at: string) => `Diperpanjang sampai ${at}`,
    most: (amount: string) => `paling tinggi ${amount}`,
    winner: 'Terbaik',
    nobody: 'Tidak ada',
    price: 'Harga',
    ends: 'Ditutup pada',
    extensions: 'Perpanjangan',
    counts: 'Penawaran',
    countsValue: (bids: number, refused: number) => `${bids} diterima, ${refused} ditolak`,
    reserve: 'Harga batas rahasia',
    reserves: { met: 'terpenuhi', not_met: 'tidak terpenuhi', undisclosed: 'tidak diketahui', none: 'tidak ada' },
    chart: 'Harga selama percobaan',
    problems: 'Aturan atau penawaran ini belum dapat dijalankan',
    back: 'Kembali ke dokumen',
  },
  {
    title: 'Rehearse the auction',
    intro: 'Invented bids run through the very rules of the real auction. Nothing is recorded and nobody is told.',
    lot: 'Lot',
    bidders: ['Bidder A', 'Bidder B', 'Bidder C'],
    bids: 'Invented bids',
    bid: (n: number) => `Bid ${n}`,
    second: 'Seconds after the start',
    who: 'Bidder',
    amount: 'Amount',
    confirm: 'Confirmed',
    add: 'Add bid',
    remove: 'Remove',
    reset: 'Make the example again',
    run: 'Run',
    result: 'What happens',
    steps: 'Every step',
    time: 'Time',
    verdict: 'Result',
    rank: 'Rank',
    leaves: 'Leaves the auction',
    withdraws: 'Takes back',
    sealed: 'Bids as opened',
    notCounted: (why: string) => `does not count: ${why}`,
    advanced: 'Next stage',
    stage: 'Price at that time',
    turn: 'Round and turn',
    turnOf: (round: string, who: string) => `Round ${round}: ${who}`,
    outcome: 'Outcome',
    outcomes: { too_few_winners: 'too few winners', covered: 'demand covered', partly_covered: 'partly covered', below_min_units: 'less than the least', nothing_covered: 'nothing covered' },
    low: 'Abnormally low winning price',
    yes: 'yes',
    winners: 'Winners',
    units: (amount: string, units: string) => `${amount} for ${units}`,
    opened: 'Auction opens',
    closed: 'Auction closes',
    extended: (at: string) => `Extended until ${at}`,
    most: (amount: string) => `at most ${amount}`,
    winner: 'Best',
    nobody: 'Nobody',
    price: 'Price',
    ends: 'Closed at',
    extensions: 'Extensions',
    counts: 'Bids',
    countsValue: (bids: number, refused: number) => `${bids} accepted, ${refused} refused`,
    reserve: 'Secret reserve',
    reserves: { met: 'met', not_met: 'not met', undisclosed: 'not known', none: 'none' },
    chart: 'Prices during the rehearsal',
    problems: 'These rules or bids cannot be run yet',
    back: 'Back to the document',
  },
);

function Result({ document, rehearsal }: { document: TenderDocument; rehearsal: Rehearsal }) {
  const text = useText(texts);
  const format = useFormat();
  const verdict = useVerdict();
  const defect = useDefect();
  const { currency, time_zone: zone } = document;
  const money = (amount: string): string => format.money(amount, currency);
  const content = useContentWords();
  const lot = rehearsal.lots[0];
  const spoken = (step: RehearsalStep): boolean => step.do === 'bid' || step.do === 'offer';
  const won = lot?.result?.winners ?? [];
  const turnOf = ({ stage }: RehearsalStep): string => (stage?.turn ? text.turnOf(format.number(stage.round ?? 1), stage.turn) : '');
  const what = (step: RehearsalStep): string => {
    if (step.do === 'open') return text.opened;
    if (step.do === 'close') return text.closed;
    if (step.do === 'advance') return text.advanced;
    return verdict(step.verdict).title;
  };
  const lines = linesOf(rehearsal.steps);
  return (
    <>
      <Section title={text.result}>
        {lot && (
          <SummaryList
            items={[
              won.length > 1
                ? { key: text.winners, value: won.map(({ bidder, amount, quantity }) => `${bidder}: ${quantity > 1 ? text.units(money(amount), format.number(quantity)) : money(amount)}`).join('; ') }
                : { key: text.winner, value: lot.result?.winner ?? text.nobody },
              lot.result?.outcome ? { key: text.outcome, value: (text.outcomes as Record<string, string>)[lot.result.outcome] ?? lot.result.outcome } : null,
              lot.result?.abnormally_low && (lot.result.abnormally_low.below_mean || lot.result.abnormally_low.below_next) ? { key: text.low, value: text.yes } : null,
              lot.result?.amount && won.length < 2 ? { key: text.price, value: money(lot.result.amount) } : null,
              lot.opened && { key: text.sealed, value: lot.opened.map(({ bidder, amount, defect: why }) => `${bidder}: ${amount ? money(amount) : text.notCounted(defect(why ?? ''))}`).join('; ') },
              { key: text.ends, value: format.dateTime(lot.ends_at, zone, true) },
              { key: text.extensions, value: String(lot.extensions.length) },
              { key: text.counts, value: text.countsValue(lot.bids, lot.refused) },
              lot.result?.reserve ? { key: text.reserve, value: (text.reserves as Record<string, string>)[lot.result.reserve] ?? lot.result.reserve } : null,
            ]}
          />
        )}
      </Section>
      {lines.length > 0 && lot && (
        <Section title={text.chart}>
          <PriceChart
            title={text.chart}
            file="terang-rehearsal"
            currency={currency}
            series={lines}
            marks={rehearsal.steps.filter(({ extended }) => extended).map(({ at, ends_at }) => ({ at, name: ends_at ? `+ ${format.clock(ends_at, zone, false)}` : '+' }))}
            from={document.schedule.auction_starts_at}
            to={lot.ends_at}
            zone={zone}
          />
        </Section>
      )}
      <Section title={text.steps}>
        <Table
          caption={text.steps}
          hideCaption
          rows={rehearsal.steps.map((step, n) => ({ ...step, n }))}
          rowKey={(step) => step.n}
          file="terang-rehearsal"
          columns={[
            { id: 'at', name: text.time, cell: (step) => format.clock(step.at, zone), text: (step) => step.at },
            { id: 'who', name: text.who, cell: (step) => step.bidder ?? '', text: (step) => step.bidder ?? '' },
            { id: 'amount', name: text.amount, numeric: true, cell: (step) => (step.content ? content(step.content, currency) : step.amount && /^\d+(\.\d+)?$/.test(step.amount) ? money(step.amount) : (step.amount ?? '')), text: (step) => (step.content ? JSON.stringify(step.content) : (step.amount ?? '')) },
            ...(rehearsal.steps.some(({ stage }) => stage?.price)
              ? [{ id: 'stage', name: text.stage, numeric: true, cell: (step: RehearsalStep) => (step.stage?.price ? money(step.stage.price) : ''), text: (step: RehearsalStep) => step.stage?.price ?? '' }]
              : []),
            ...(rehearsal.steps.some(({ stage }) => stage?.turn)
              ? [{ id: 'turn', name: text.turn, cell: (step: RehearsalStep) => turnOf(step), text: turnOf }]
              : []),
            {
              id: 'verdict',
              name: text.verdict,
              lead: true,
              cell: (step) => (
                <span class="stack tight">
                  <Pill kind={!spoken(step) ? 'info' : step.verdict === 'accepted' ? 'good' : 'danger'}>{what(step)}</Pill>
                  {step.at_most && <span class="small quiet">{text.most(money(step.at_most))}</span>}
                  {step.extended && step.ends_at && <span class="small">{text.extended(format.clock(step.ends_at, zone))}</span>}
                </span>
              ),
              text: (step) => step.verdict,
            },
            { id: 'rank', name: text.rank, numeric: true, cell: (step) => step.rank ?? '', text: (step) => String(step.rank ?? '') },
          ]}
        />
      </Section>
    </>
  );
}

function Rehearse({ id, document }: { id: string; document: TenderDocument }) {
  const text = useText(texts);
  const format = useFormat();
  const language = useLanguage();
  const say = useProblemName();
  const refusals = useRefusals();
  const content = useContentWords();
  const [lotId, setLotId] = useState(document.lots[0]?.id ?? '1');
  const lot = document.lots.find((one) => one.id === lotId) ?? document.lots[0]!;
  const bidders = [...text.bidders];
  const [invented, setInvented] = useState<Invented>(() => invent(document, lot, bidders));
  const [typed, setTyped] = useState<Record<number, string>>({});
  // As typed: a minus alone is no number yet.
  const [seconds, setSeconds] = useState<Record<number, string>>({});
  const [rehearsal, setRehearsal] = useState<Rehearsal | undefined>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const restart = (next: string): void => {
    setLotId(next);
    setInvented(invent(document, document.lots.find((one) => one.id === next) ?? lot, bidders));
    setTyped({});
    setSeconds({});
    setRehearsal(undefined);
  };
  const change = (n: number, next: Partial<Invented['bids'][number]>): void =>
    setInvented((now) => ({ ...now, bids: now.bids.map((bid, m) => (m === n ? { ...bid, ...next } : bid)) }));

  const run = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      setRehearsal((await api.post('/api/v1/rehearsals', { body: scenarioOf(document, lot, invented) as never })) as unknown as Rehearsal);
    } catch (refusal) {
      setProblem(refusal);
      setRehearsal(undefined);
    }
    setBusy(false);
  };
  return (
    <div class="stack wide">
      <Title caption={<a href={`/manage/${id}`}>{document.title}</a>}>{text.title}</Title>
      <p>{text.intro}</p>
      {document.lots.length > 1 && (
        <SelectField label={text.lot} value={lot.id} choices={document.lots.map((one) => ({ value: one.id, label: `${one.id}. ${one.title}` }))} onChange={restart} />
      )}
      <RulesMeaning rules={lot.rules} currency={document.currency} zone={document.time_zone} schedule={document.schedule} />
      <Section title={text.bids}>
        <ol class="invented">
          {invented.bids.map((bid, n) => (
            <li key={n}>
              <fieldset class="item-card">
                <legend>{text.bid(n + 1)}</legend>
                <div class="invented-row">
                  <TextField
                    label={text.second}
                    hint={format.clock(millis(lot.rules.starts_at ?? document.schedule.auction_starts_at) + bid.second * 1000, document.time_zone)}
                    inputMode="numeric"
                    value={seconds[n] ?? String(bid.second)}
                    onInput={(value) => {
                      const kept = `${/^\s*[-\u2212]/.test(value) ? '-' : ''}${value.replace(/\D/g, '').slice(0, 8)}`;
                      setSeconds((now) => ({ ...now, [n]: kept }));
                      change(n, { second: Number(kept) || 0 });
                    }}
                  />
                  <SelectField label={text.who} value={bid.bidder} choices={invented.bidders.map((name) => ({ value: name, label: name }))} onChange={(bidder) => change(n, { bidder })} />
                  {bid.content ? (
                    <p class="invented-said">{content(bid.content, document.currency)}</p>
                  ) : <AmountField
                    label={text.amount}
                    currency={document.currency}
                    value={typed[n] ?? groupDigits(language, bid.amount)}
                    onInput={(value) => {
                      setTyped((now) => ({ ...now, [n]: value }));
                      change(n, { amount: readTyped(language, value, document.currency).amount ?? value });
                    }}
                  />}
                </div>
                <div class="row spread">
                  {lot.rules.type === 'japanese_reverse' ? (
                    <CheckField label={text.leaves} checked={bid.content !== undefined} onChange={(leaves) => change(n, { content: leaves ? { kind: 'leave' } : undefined })} />
                  ) : lot.rules.type === 'sealed_first_price' || lot.rules.type === 'sealed_second_price' ? (
                    <CheckField label={text.withdraws} checked={bid.content !== undefined} onChange={(withdraws) => change(n, { content: withdraws ? { kind: 'withdraw' } : undefined })} />
                  ) : lot.rules.type === undefined || lot.rules.type === 'english_reverse' || (lot.rules.type === 'hybrid' && !bid.content) ? (
                    <CheckField label={text.confirm} checked={bid.confirm} onChange={(confirm) => change(n, { confirm })} />
                  ) : (
                    <span />
                  )}
                  <Button
                    kind="quiet"
                    small
                    onClick={() => {
                      setInvented({ ...invented, bids: invented.bids.filter((_, m) => m !== n) });
                      setTyped({});
                      setSeconds({});
                    }}
                  >
                    {text.remove}
                  </Button>
                </div>
              </fieldset>
            </li>
          ))}
        </ol>
        <Buttons>
          <Button kind="primary" busy={busy} onClick={() => void run()}>
            {text.run}
          </Button>
          <Button onClick={() => setInvented({ ...invented, bids: [...invented.bids, { ...(invented.bids[invented.bids.length - 1] ?? { second: 60, bidder: invented.bidders[0]!, amount: '1', confirm: false }) }] })}>{text.add}</Button>
          <Button kind="quiet" onClick={() => restart(lot.id)}>
            {text.reset}
          </Button>
        </Buttons>
      </Section>
      {problem instanceof ApiProblem && problem.problems.length > 0 ? (
        <Notice kind="danger" title={text.problems} live="alert">
          <ul>
            {problem.problems.map(({ path, name }) => (
              <li key={path + name}>
                <code>{path}</code>: {say(name)}
              </li>
            ))}
          </ul>
        </Notice>
      ) : (
        problem !== undefined && <Problem problem={problem} own={refusals} retry={() => void run()} />
      )}
      {rehearsal && <Result document={document} rehearsal={rehearsal} />}
    </div>
  );
}

function Load({ id }: { id: string }) {
  const load = useLoad(
    async (signal): Promise<TenderDocument> => {
      try {
        return (await loadDraft(id, signal)).document;
      } catch (problem) {
        if (!(problem instanceof ApiProblem) || problem.code === 'network') throw problem;
        const { tender } = await api.get('/api/v1/tenders/{tender}', { path: { tender: id }, signal });
        const view = tender as unknown as OfficerTenderView;
        return { ...view.document, lots: view.document.lots.map((lot) => ({ ...lot, reserve: view.reserves?.[lot.id] ?? null, rules: { ...lot.rules, has_reserve: undefined } })) };
      }
    },
    [id],
  );
  if (load.value) return <Rehearse id={id} document={load.value} />;
  return load.problem !== undefined ? <Problem problem={load.problem} retry={load.again} /> : <Loading />;
}

export default function RehearsePage({ params }: PageProps) {
  return <Guard roles={['officer']}>{() => <Load id={params.id!} />}</Guard>;
}
