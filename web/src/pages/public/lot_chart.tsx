// The price chart of a lot from its history, for every audience: with pseudonyms where they are shown, else one line.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Extension, HistoryPoint, LotView } from '../../api/views';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { compareAmounts } from '../../lib/money';
import { serverNow, useServerNow } from '../../lib/server_clock';
import { millis } from '../../lib/time';
import { type ChartSeries, PriceChart } from '../../parts/chart/chart';
import { Empty } from '../../parts/empty/empty';

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
  },
);

export interface SeriesNames {
  lowest: string;
  bidder: (pseudonym: string) => string;
}

/** Lines of accepted bids: one per pseudonym, best last price first; or one line that only falls. */
export function seriesOf(points: readonly HistoryPoint[], currency: string, names: SeriesNames): ChartSeries[] {
  const accepted = points.filter((point) => point.amount !== undefined && (point.verdict ?? 'accepted') === 'accepted');
  if (accepted.some((point) => point.pseudonym !== undefined)) {
    const lines = new Map<string, ChartSeries>();
    for (const { pseudonym, amount, at } of accepted) {
      if (pseudonym === undefined) continue;
      const line = lines.get(pseudonym) ?? { id: pseudonym, name: names.bidder(pseudonym), points: [] };
      line.points.push({ at, amount: amount! });
      lines.set(pseudonym, line);
    }
    const last = (line: ChartSeries): string => line.points[line.points.length - 1]!.amount;
    return [...lines.values()].sort((a, b) => compareAmounts(last(a), last(b), currency));
  }
  const lowest: ChartSeries = { id: 'lowest', name: names.lowest, points: [] };
  for (const { at, amount } of accepted) {
    const best = lowest.points[lowest.points.length - 1]?.amount;
    if (best === undefined || compareAmounts(amount!, best, currency) < 0) lowest.points.push({ at, amount: amount! });
  }
  return lowest.points.length > 0 ? [lowest] : [];
}

/** Extensions and pauses as they are seen to happen: views tell only the last of each. */
function useHappened(view: LotView): { extensions: Extension[]; pauses: { from: string; to?: string }[] } {
  const seen = useRef<{ extensions: Extension[]; pauses: { from: string; to?: string }[] }>({ extensions: [], pauses: [] });
  const [, again] = useState(0);
  const last = view.extensions.last;
  useEffect(() => {
    if (!last || seen.current.extensions.some((one) => one.at === last.at)) return;
    seen.current.extensions.push(last);
    again((n) => n + 1);
  }, [last?.at]);
  useEffect(() => {
    const { pauses } = seen.current;
    const open = pauses[pauses.length - 1];
    if (view.paused && open?.from !== view.paused.at) pauses.push({ from: view.paused.at });
    else if (!view.paused && open && !open.to) open.to = new Date(serverNow()).toISOString();
    else return;
    again((n) => n + 1);
  }, [view.paused?.at]);
  return seen.current;
}

export interface LotChartProps {
  view: LotView;
  points: readonly HistoryPoint[];
  zone: string;
  /** One's own pseudonym: its line is named so. */
  you?: string | undefined;
  reserve?: string | null | undefined;
}

export function LotChart({ view, points, zone, you, reserve }: LotChartProps) {
  const text = useText(texts);
  const format = useFormat();
  const now = useServerNow(15_000);
  const { extensions, pauses } = useHappened(view);
  const bidder = (pseudonym: string): string => (pseudonym === you ? `${text.bidder(pseudonym)} (${text.you})` : text.bidder(pseudonym));
  const series = seriesOf(points, view.currency, { lowest: text.lowest, bidder });
  const hidden = series.length === 0 && view.bids > 0;
  const end = view.phase === 'closed' || view.phase === 'cancelled' ? millis(view.ends_at) : Math.min(now, millis(view.ends_at));
  const last = series.flatMap((line) => line.points.map((point) => point.at)).sort().pop();
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
      marks={extensions.map((one) => ({ at: one.at, name: `+${format.duration(one.by_seconds)}` }))}
      bands={pauses.map((pause) => ({ from: pause.from, to: pause.to ?? to, name: text.pause }))}
      from={view.starts_at}
      to={to}
      empty={<Empty title={hidden ? text.hidden : text.none}>{hidden ? text.hiddenHelp : text.noneHelp}</Empty>}
    />
  );
}
