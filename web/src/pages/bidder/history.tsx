import type { HistoryPoint, LotView, OwnLine, TenderView } from '../../api/views';
import { useVerdict } from '../../bid/verdicts';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { serverNow } from '../../lib/server_clock';
import { millis } from '../../lib/time';
import { Empty } from '../../parts/empty/empty';
import { type ChartSeries, PriceChart } from '../../parts/chart/chart';
import { Section } from '../../parts/headings/headings';
import { Table } from '../../parts/table/table';

const texts = dictionary(
  {
    chart: 'Harga selama lelang',
    table: 'Riwayat penawaran',
    you: 'Anda',
    bidder: (pseudonym: string) => `Penyedia ${pseudonym}`,
    others: 'Harga yang terlihat',
    best: 'Harga terbaik',
    ceiling: 'HPS',
    time: 'Waktu',
    who: 'Penawar',
    price: 'Harga',
    verdict: 'Hasil',
    another: 'Penyedia lain',
    hidden: 'dirahasiakan',
    rank: (n: number) => `Diterima, peringkat ${n}`,
    accepted: 'Diterima',
    none: 'Belum ada penawaran yang boleh Anda lihat',
    noneHelp: 'Penawaran Anda selalu muncul di sini; penawaran lain sejauh diizinkan aturan lot ini.',
    extension: 'diperpanjang',
  },
  {
    chart: 'Prices during the auction',
    table: 'Bid history',
    you: 'You',
    bidder: (pseudonym: string) => `Bidder ${pseudonym}`,
    others: 'Visible price',
    best: 'Best price',
    ceiling: 'Ceiling',
    time: 'Time',
    who: 'Bidder',
    price: 'Price',
    verdict: 'Result',
    another: 'Another bidder',
    hidden: 'hidden',
    rank: (n: number) => `Accepted, rank ${n}`,
    accepted: 'Accepted',
    none: 'No bids that you may see yet',
    noneHelp: 'Your own bids always appear here; those of others as far as the rules of this lot allow.',
    extension: 'extended',
  },
);

export interface HistoryProps {
  tender: TenderView;
  view: LotView;
  own: OwnLine;
  points: readonly HistoryPoint[];
}

const accepted = (point: HistoryPoint): boolean => point.verdict === undefined || point.verdict === 'accepted';

/** One's own line, a line per pseudonym where it is known, and the price everybody sees where it is not. */
export function seriesOf(points: readonly HistoryPoint[], own: string, names: { you: string; best: string; bidder: (pseudonym: string) => string }): ChartSeries[] {
  const lines = new Map<string, ChartSeries>();
  for (const { at, amount, pseudonym, ...rest } of points) {
    if (amount === undefined || !accepted({ at, ...rest })) continue;
    const id = pseudonym ?? '';
    const name = id === own ? names.you : id === '' ? names.best : names.bidder(id);
    const line = lines.get(id) ?? { id, name, points: [] };
    line.points.push({ at, amount });
    lines.set(id, line);
  }
  return [...lines.values()].sort((a, b) => Number(b.id === own) - Number(a.id === own));
}

export function History({ tender, view, own, points }: HistoryProps) {
  const text = useText(texts);
  const format = useFormat();
  const verdict = useVerdict();
  const zone = tender.document.time_zone;
  const { currency } = view;
  const over = view.phase === 'closed' || view.phase === 'cancelled';
  const now = new Date(Math.min(over ? Infinity : serverNow(), millis(view.ends_at))).toISOString();
  if (points.length === 0) {
    return (
      <Section title={text.table}>
        <Empty title={text.none}>{text.noneHelp}</Empty>
      </Section>
    );
  }
  const who = (point: HistoryPoint): string =>
    point.pseudonym === own.pseudonym ? text.you : point.pseudonym ? text.bidder(point.pseudonym) : text.another;
  const result = (point: HistoryPoint): string =>
    accepted(point) ? (point.rank ? text.rank(point.rank) : text.accepted) : verdict(point.verdict!).title;
  return (
    <div class="stack wide">
      <Section title={text.chart}>
        <PriceChart
          title={text.chart}
          file={`terang-${view.tender}-${view.lot}`}
          currency={currency}
          series={seriesOf(points, own.pseudonym, text)}
          levels={view.ceiling ? [{ name: text.ceiling, amount: view.ceiling }] : []}
          marks={view.extensions.last ? [{ at: view.extensions.last.at, name: text.extension }] : []}
          from={view.starts_at}
          to={now > view.starts_at ? now : view.ends_at}
          zone={zone}
        />
      </Section>
      <Section title={text.table}>
        <Table
          caption={text.table}
          hideCaption
          rows={[...points].reverse()}
          rowKey={(point) => point.seq}
          mark={(point) => point.pseudonym === own.pseudonym}
          columns={[
            { id: 'at', name: text.time, cell: (point) => format.clock(point.at, zone), text: (point) => point.at },
            { id: 'who', name: text.who, lead: true, cell: who, text: who },
            {
              id: 'price',
              name: text.price,
              numeric: true,
              cell: (point) => (point.amount === undefined ? <span class="quiet">{text.hidden}</span> : format.money(point.amount, currency)),
              text: (point) => point.amount ?? '',
            },
            { id: 'verdict', name: text.verdict, cell: result, text: (point) => point.verdict ?? '' },
          ]}
          file={`terang-bids-${view.tender}-${view.lot}`}
        />
      </Section>
    </div>
  );
}
