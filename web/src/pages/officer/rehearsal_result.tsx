// What a rehearsal came to: played step by step, the ranking after each, and the result.
import { useState } from 'preact/hooks';
import type { TenderDocument } from '../../api/views';
import { useContentWords } from '../../bid/said';
import { useVerdict } from '../../bid/verdicts';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { useDefect } from '../../lot/defects';
import { PriceChart } from '../../parts/chart/chart';
import { Section, SummaryList } from '../../parts/headings/headings';
import { Pill } from '../../parts/pill/pill';
import { Playback } from '../../parts/playback/playback';
import { Table } from '../../parts/table/table';
import { placeOf } from '../auditor/audit';
import { linesOf, type Rehearsal, type RehearsalStep } from './scenario';

const texts = dictionary(
  {
    who: 'Penawar',
    amount: 'Jumlah',
    result: 'Yang terjadi',
    steps: 'Setiap langkah',
    time: 'Waktu',
    verdict: 'Hasil',
    rank: 'Peringkat',
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
    asItWas: 'Harga seperti terjadi',
    entry: 'Catatan',
    state: 'Keadaan saat itu',
    notYet: 'Belum ada yang terjadi.',
    leader: 'Terdepan',
    endsThen: 'Akhir lelang menurut saat itu',
    newest: (shown: string, all: string) => `${shown} langkah terbaru dari ${all} ditampilkan; semuanya ada dalam riwayat.`,
    done: { pause: 'Lelang dijeda', resume: 'Lelang dilanjutkan', extend: 'Waktu ditambah', cancel: 'Lot dibatalkan', disqualify: 'Peserta didiskualifikasi', outage: 'Gangguan platform', open_sealed: 'Segel dibuka', settle: 'Pembagian dihitung', admit: 'Peserta diterima', amend: 'Dokumen diubah' },
    ranking: 'Peringkat saat itu',
    unranked: 'Belum ada yang berperingkat.',
  },
  {
    who: 'Bidder',
    amount: 'Amount',
    result: 'What happens',
    steps: 'Every step',
    time: 'Time',
    verdict: 'Result',
    rank: 'Rank',
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
    asItWas: 'Prices as they were',
    entry: 'Entry',
    state: 'State at that time',
    notYet: 'Nothing has happened yet.',
    leader: 'In front',
    endsThen: 'End of the auction as it stood',
    newest: (shown: string, all: string) => `The newest ${shown} of ${all} steps are shown; the record has all of them.`,
    done: { pause: 'Auction paused', resume: 'Auction resumed', extend: 'Time added', cancel: 'Lot cancelled', disqualify: 'Bidder disqualified', outage: 'Outage of the platform', open_sealed: 'Seals opened', settle: 'Division computed', admit: 'Bidder admitted', amend: 'Document amended' },
    ranking: 'Ranking at that time',
    unranked: 'Nobody is ranked yet.',
  },
);

/** How many steps the table shows at once: a long auction has thousands. */
const longest = 200;

export interface RehearsalResultProps {
  document: TenderDocument;
  rehearsal: Rehearsal;
  /** Played from this tender's entries; `at`: the entry to begin with. */
  record?: { tender: string; at?: number };
}

export function RehearsalResult({ document, rehearsal, record }: RehearsalResultProps) {
  const text = useText(texts);
  const format = useFormat();
  const verdict = useVerdict();
  const defect = useDefect();
  const { currency, time_zone: zone } = document;
  const money = (amount: string): string => format.money(amount, currency);
  const content = useContentWords();
  const lot = rehearsal.lots[0];
  const { steps } = rehearsal;
  const at = record?.at;
  const [shown, setShown] = useState(at === undefined ? steps.length : steps.filter(({ seq }) => (seq ?? 0) <= at).length);
  const seen = steps.slice(0, shown);
  const current = seen[seen.length - 1];
  const ranking = current?.ranking ?? [];
  const endThen = [...seen].reverse().find(({ ends_at }) => ends_at)?.ends_at;
  const entryOf = (seq: number | undefined) => (record && seq !== undefined ? <a href={placeOf(record.tender, seq)}>#{seq}</a> : null);
  const spoken = (step: RehearsalStep): boolean => step.do === 'bid' || step.do === 'offer';
  const won = lot?.result?.winners ?? [];
  const turnOf = ({ stage }: RehearsalStep): string => (stage?.turn ? text.turnOf(format.number(stage.round ?? 1), stage.turn) : '');
  const what = (step: RehearsalStep): string => {
    if (step.do === 'open') return text.opened;
    if (step.do === 'close') return text.closed;
    if (step.do === 'advance') return text.advanced;
    const done = (text.done as Record<string, string>)[step.do];
    if (done && step.verdict === 'accepted') return done;
    return verdict(step.verdict).title;
  };
  const lines = linesOf(seen);
  return (
    <>
      <Playback moments={steps.map(({ at }) => at)} shown={shown} onChange={setShown} zone={zone} />
      {record && (
        <Section title={text.state}>
          {current ? (
            <SummaryList
              items={[
                { key: text.entry, value: entryOf(current.seq) },
                { key: text.time, value: format.dateTime(current.at, zone, true) },
                { key: text.verdict, value: [current.bidder, what(current)].filter(Boolean).join(': ') },
                ranking[0] ? { key: text.leader, value: `${ranking[0].bidder}: ${money(ranking[0].amount)}` } : null,
                current.stage?.price ? { key: text.stage, value: money(current.stage.price) } : null,
                current.stage?.turn ? { key: text.turn, value: turnOf(current) } : null,
                endThen ? { key: text.endsThen, value: format.dateTime(endThen, zone, true) } : null,
              ]}
            />
          ) : (
            <p class="quiet">{text.notYet}</p>
          )}
        </Section>
      )}
      {shown < steps.length ? (
        <Section title={text.ranking}>
          {ranking.length === 0 ? (
            <p class="quiet">{text.unranked}</p>
          ) : (
            <Table
              caption={text.ranking}
              hideCaption
              rows={ranking}
              rowKey={(row) => row.bidder}
              columns={[
                { id: 'rank', name: text.rank, numeric: true, cell: (row) => row.rank },
                { id: 'who', name: text.who, lead: true, cell: (row) => row.bidder },
                { id: 'amount', name: text.amount, numeric: true, cell: (row) => money(row.amount) },
              ]}
            />
          )}
        </Section>
      ) : (
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
      )}
      {lines.length > 0 && lot && (
        <Section title={record ? text.asItWas : text.chart}>
          <PriceChart
            title={record ? text.asItWas : text.chart}
            file={record ? `terang-${record.tender}-${lot.id}` : 'terang-rehearsal'}
            currency={currency}
            series={lines}
            marks={seen.filter(({ extended }) => extended).map(({ at, ends_at }) => ({ at, name: ends_at ? `+ ${format.clock(ends_at, zone, false)}` : '+' }))}
            from={document.schedule.auction_starts_at}
            to={lot.ends_at}
            {...(shown < steps.length && { until: current!.at })}
            zone={zone}
          />
        </Section>
      )}
      <Section title={text.steps}>
        {seen.length > longest && <p class="quiet small">{text.newest(format.number(longest), format.number(seen.length))}</p>}
        <Table
          caption={text.steps}
          hideCaption
          rows={seen.map((step, n) => ({ ...step, n })).slice(-longest)}
          rowKey={(step) => step.n}
          file="terang-rehearsal"
          columns={[
            ...(record ? [{ id: 'seq', name: text.entry, cell: (step: RehearsalStep) => entryOf(step.seq), text: (step: RehearsalStep) => String(step.seq ?? '') }] : []),
            { id: 'at', name: text.time, cell: (step) => format.clock(step.at, zone), text: (step) => step.at },
            { id: 'who', name: text.who, cell: (step) => step.bidder ?? '', text: (step) => step.bidder ?? '' },
            { id: 'amount', name: text.amount, numeric: true, cell: (step) => (step.content ? content(step.content, currency) : step.amount && /^\d+(\.\d+)?$/.test(step.amount) ? money(step.amount) : (step.amount ?? '')), text: (step) => (step.content ? JSON.stringify(step.content) : (step.amount ?? '')) },
            ...(steps.some(({ stage }) => stage?.price)
              ? [{ id: 'stage', name: text.stage, numeric: true, cell: (step: RehearsalStep) => (step.stage?.price ? money(step.stage.price) : ''), text: (step: RehearsalStep) => step.stage?.price ?? '' }]
              : []),
            ...(steps.some(({ stage }) => stage?.turn)
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
