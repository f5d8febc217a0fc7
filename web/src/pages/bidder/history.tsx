import type { HistoryPoint, LotEvent, LotView, OwnLine, TenderView } from '../../api/views';
import { useVerdict } from '../../bid/verdicts';
import { useFormat } from '../../i18n/format';
import { AutomaticMark } from '../../lot/automatic_mark';
import { SurrogateMark } from '../../lot/surrogate_mark';
import { dictionary, useText } from '../../i18n/language';
import { LotChart } from '../../lot/chart';
import { LotEvents, pointKey } from '../../lot/events';
import { isSealing } from '../../lot/sealing';
import { Empty } from '../../parts/empty/empty';
import { Section } from '../../parts/headings/headings';
import { Table } from '../../parts/table/table';

const texts = dictionary(
  {
    chart: 'Harga selama lelang',
    table: 'Riwayat penawaran',
    happened: 'Yang terjadi',
    you: 'Anda',
    bidder: (pseudonym: string) => `Penyedia ${pseudonym}`,
    time: 'Waktu',
    who: 'Penawar',
    price: 'Harga',
    verdict: 'Hasil',
    another: 'Penyedia lain',
    hidden: 'dirahasiakan',
    rank: (n: number) => `Diterima, peringkat ${n}`,
    superseded: 'Diterima, lalu diganti atau ditarik',
    accepted: 'Diterima',
    none: 'Belum ada penawaran yang boleh Anda lihat',
    noneHelp: 'Penawaran Anda selalu muncul di sini; penawaran lain sejauh diizinkan aturan lot ini.',
  },
  {
    chart: 'Prices during the auction',
    table: 'Bid history',
    happened: 'What happened',
    you: 'You',
    bidder: (pseudonym: string) => `Bidder ${pseudonym}`,
    time: 'Time',
    who: 'Bidder',
    price: 'Price',
    verdict: 'Result',
    another: 'Another bidder',
    hidden: 'hidden',
    rank: (n: number) => `Accepted, rank ${n}`,
    superseded: 'Accepted, then changed or taken back',
    accepted: 'Accepted',
    none: 'No bids that you may see yet',
    noneHelp: 'Your own bids always appear here; those of others as far as the rules of this lot allow.',
  },
);

export interface HistoryProps {
  tender: TenderView;
  view: LotView;
  own: OwnLine;
  points: readonly HistoryPoint[];
  events: readonly LotEvent[];
}

const accepted = (point: HistoryPoint): boolean => point.verdict === undefined || point.verdict === 'accepted';

/** Where what is said is no amount, there is no course of prices. */
const byOffers = ({ format, standings }: LotView): boolean => format === 'supply_schedule' || standings.some(({ score }) => score !== undefined);

export function History({ tender, view, own, points, events }: HistoryProps) {
  const text = useText(texts);
  const format = useFormat();
  const verdict = useVerdict();
  const zone = tender.document.time_zone;
  const { currency } = view;
  const happened = events.length > 0 && (
    <Section title={text.happened}>
      <LotEvents events={events} zone={zone} bidder={(pseudonym) => (pseudonym === own.pseudonym ? text.you : text.bidder(pseudonym))} />
    </Section>
  );
  if (points.length === 0 && isSealing(view.format)) return <div class="stack wide">{happened}</div>;
  if (points.length === 0) {
    return (
      <div class="stack wide">
        {!byOffers(view) && (
          <Section title={text.table}>
            <Empty title={text.none}>{text.noneHelp}</Empty>
          </Section>
        )}
        {happened}
      </div>
    );
  }
  const who = (point: HistoryPoint): string =>
    point.pseudonym === own.pseudonym ? text.you : point.pseudonym ? text.bidder(point.pseudonym) : text.another;
  const result = (point: HistoryPoint): string =>
    point.superseded ? text.superseded : accepted(point) ? (point.rank ? text.rank(point.rank) : text.accepted) : verdict(point.verdict!).title;
  return (
    <div class="stack wide">
      <Section title={text.chart}>
        <LotChart view={view} points={points} events={events} zone={zone} you={own.pseudonym} />
      </Section>
      <Section title={text.table}>
        <Table
          caption={text.table}
          hideCaption
          rows={[...points].reverse()}
          rowKey={pointKey}
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
            { id: 'verdict', name: text.verdict, cell: (point) => <>{result(point)} <SurrogateMark of={point} /> <AutomaticMark of={point} own={point.pseudonym === own.pseudonym} /></>, text: (point) => point.verdict ?? '' },
          ]}
          file={`terang-bids-${view.tender}-${view.lot}`}
        />
      </Section>
      {happened}
    </div>
  );
}
