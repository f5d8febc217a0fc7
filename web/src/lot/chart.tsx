// The price chart of a lot from its history, for every audience: with pseudonyms where they are shown, else one line.
import { useOutage } from '../api/live_browser';
import type { HistoryPoint, LotEvent, LotView } from '../api/views';
import { useFormat } from '../i18n/format';
import { dictionary, useText } from '../i18n/language';
import { compareAmounts } from '../lib/money';
import { useServerNow } from '../lib/server_clock';
import { millis } from '../lib/time';
import { type ChartBand, type ChartSeries, PriceChart } from '../parts/chart/chart';
import { Empty } from '../parts/empty/empty';

const texts = dictionary(
  {
    title: (lot: string) => `Jalannya harga lot ${lot}`,
    lowest: 'Harga terendah',
    bidder: (pseudonym: string) => `Penyedia ${pseudonym}`,
    you: 'Anda',
    ceiling: 'HPS',
    reserve: 'Harga batas',
    hidden: 'Harga belum dibuka',
    hiddenHelp: 'Menurut aturan lelang ini, harga baru terlihat setelah lelang ditutup.',
    none: 'Belum ada penawaran',
    noneHelp: 'Grafik muncul setelah penawaran pertama.',
    pause: 'jeda',
    outage: 'gangguan',
  },
  {
    title: (lot: string) => `Course of the price, lot ${lot}`,
    lowest: 'Lowest price',
    bidder: (pseudonym: string) => `Bidder ${pseudonym}`,
    you: 'You',
    ceiling: 'Ceiling',
    reserve: 'Reserve',
    hidden: 'Prices are not open yet',
    hiddenHelp: 'By the rules of this auction, prices are shown once it has closed.',
    none: 'No bids yet',
    noneHelp: 'The chart begins with the first bid.',
    pause: 'pause',
    outage: 'outage',
  },
);

export interface SeriesNames {
  lowest: string;
  bidder: (pseudonym: string) => string;
}

/**
 * Lines of accepted bids: one per pseudonym where it is known, and one that only falls for those without. One's own first,
 * the disqualified last, the rest by their last price.
 */
export function seriesOf(points: readonly HistoryPoint[], currency: string, names: SeriesNames, own?: string, out: ReadonlySet<string> = new Set()): ChartSeries[] {
  const lines = new Map<string, ChartSeries>();
  for (const { pseudonym = '', amount, at, verdict = 'accepted', superseded } of points) {
    if (amount === undefined || verdict !== 'accepted' || superseded) continue;
    const line = lines.get(pseudonym) ?? { id: pseudonym || 'lowest', name: pseudonym === '' ? names.lowest : names.bidder(pseudonym), points: [] };
    const before = line.points[line.points.length - 1]?.amount;
    if (pseudonym === '' && before !== undefined && compareAmounts(amount, before, currency) >= 0) continue;
    line.points.push({ at, amount });
    lines.set(pseudonym, line);
  }
  const last = (line: ChartSeries): string => line.points[line.points.length - 1]!.amount;
  const place = ({ id }: ChartSeries): number => (id === own ? 0 : out.has(id) ? 2 : 1);
  return [...lines.values()].sort((a, b) => place(a) - place(b) || compareAmounts(last(a), last(b), currency));
}

/** When nobody could bid: pauses and outages that are over, and those that are not. */
export function bandsOf(events: readonly LotEvent[], paused: string | undefined, outage: string | undefined, to: string, names: { pause: string; outage: string }): ChartBand[] {
  const over = events.flatMap(({ kind, from, to: until }) => (from && until ? [{ from, to: until, name: kind === 'outage' ? names.outage : names.pause }] : []));
  const open = [
    ...(paused ? [{ from: paused, to, name: names.pause }] : []),
    ...(outage ? [{ from: outage, to, name: names.outage }] : []),
  ];
  return [...over, ...open];
}

export interface LotChartProps {
  view: Pick<LotView, 'lot' | 'tender' | 'currency' | 'phase' | 'starts_at' | 'ends_at' | 'bids' | 'ceiling' | 'paused'>;
  points: readonly HistoryPoint[];
  events: readonly LotEvent[];
  zone: string;
  /** One's own pseudonym: its line is named so and comes first. */
  you?: string;
  /** Where more is known of a bidder than the number. */
  bidder?: (pseudonym: string) => string;
  reserve?: string | null;
}

/** The price chart of a lot for every audience, with every extension marked and every pause and outage banded. */
export function LotChart({ view, points, events, zone, you, bidder, reserve }: LotChartProps) {
  const text = useText(texts);
  const format = useFormat();
  const now = useServerNow(15_000);
  const outage = useOutage();
  const name = (pseudonym: string): string => (pseudonym === you ? `${text.bidder(pseudonym)} (${text.you})` : (bidder ?? text.bidder)(pseudonym));
  const out = new Set(events.flatMap(({ kind, pseudonym }) => (kind === 'disqualified' && pseudonym ? [pseudonym] : [])));
  // An offer from before the opening counts from it.
  const counted = points.map((point) => (point.at < view.starts_at ? { ...point, at: view.starts_at } : point));
  const series = seriesOf(counted, view.currency, { lowest: text.lowest, bidder: name }, you, out);
  const hidden = series.length === 0 && view.bids !== 0;
  const over = view.phase === 'closed' || view.phase === 'cancelled';
  const end = over ? millis(view.ends_at) : Math.min(now, millis(view.ends_at));
  const last = [...series.flatMap((line) => line.points.map((point) => point.at)), ...(view.paused ? [new Date(now).toISOString()] : [])].sort().pop();
  const to = new Date(Math.max(end, last ? millis(last) : 0, millis(view.starts_at) + 60_000)).toISOString();
  return (
    <PriceChart
      title={text.title(view.lot)}
      file={`terang-${view.tender}-lot-${view.lot}`}
      currency={view.currency}
      zone={zone}
      series={series}
      levels={[
        ...(view.ceiling ? [{ name: text.ceiling, amount: view.ceiling }] : []),
        ...(reserve ? [{ name: text.reserve, amount: reserve }] : []),
      ]}
      marks={events.flatMap(({ kind, at, end: moved }) => (kind === 'extended' && moved ? [{ at, name: `+${format.duration((millis(moved.to) - millis(moved.from)) / 1000)}` }] : []))}
      bands={bandsOf(events, view.paused?.at, over ? undefined : outage?.since, to, text)}
      from={view.starts_at}
      to={to}
      empty={<Empty title={hidden ? text.hidden : text.none}>{hidden ? text.hiddenHelp : text.noneHelp}</Empty>}
    />
  );
}
