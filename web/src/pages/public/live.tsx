// The auction as anyone may watch it: clock, prices, pseudonyms; nothing to press.
import './live.css';
import { useEffect, useState } from 'preact/hooks';
import { live, useConnection, useOutage, useTender } from '../../api/live_browser';
import type { HistoryPoint, LotEvent, LotView, Rules } from '../../api/views';
import { useFormat } from '../../i18n/format';
import { PracticeNotice } from '../../lot/practice_notice';
import { dictionary, one, useText } from '../../i18n/language';
import { percentOf, subtractAmounts } from '../../lib/money';
import { Amount } from '../../parts/amount/amount';
import { Clock } from '../../parts/clock/clock';
import { Announcer } from '../../parts/connection/announcer';
import { ConnectionBanner, ConnectionPill } from '../../parts/connection/connection';
import { Section, SummaryList, Title } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { Notice } from '../../parts/notice/notice';
import { LotStatus, TenderStatus } from '../../parts/status/status';
import { Table } from '../../parts/table/table';
import { Time } from '../../parts/time/time';
import type { PageProps } from '../../router';
import { LotChart } from '../../lot/chart';
import { LotEvents } from '../../lot/events';
import { useExtension } from '../../lot/extension';
import { isSealing, sealedState } from '../../lot/sealing';
import { LotStage, LotWinners } from '../../lot/stage';
import { SurrogateMark } from '../../lot/surrogate_mark';
import { later } from '../../parts/later/later';

const PackageResult = later(() => import('../../lot/package_result').then((module) => module.PackageResult));

const texts = dictionary(
  {
    title: (tender: string) => `Lelang langsung: ${tender}`,
    waiting: 'Menyambung ke lelang…',
    missing: 'Tender ini tidak ada, atau belum boleh dilihat.',
    tender: 'Halaman tender',
    lot: (id: string, title: string) => `Lot ${id}: ${title}`,
    best: 'Harga terendah',
    hidden: 'Belum dibuka menurut aturan lelang',
    noBid: 'Belum ada penawaran',
    saving: 'Di bawah perkiraan',
    estimate: 'Nilai perkiraan',
    bids: 'Penawaran',
    bidders: 'Peserta yang menawar',
    extensions: 'Perpanjangan waktu',
    of: (used: string, most: string) => `${used} dari paling banyak ${most}`,
    paused: 'Lot ini dijeda. Jam berhenti.',
    cancelled: 'Lot ini dibatalkan',
    outage: 'Terang sedang tidak dapat menerima penawaran',
    outageHelp: 'Menurut aturan lelang, waktu yang hilang akan ditambahkan kembali.',
    since: 'Sejak',
    happened: 'Yang terjadi',
    standings: 'Peringkat akhir',
    rank: 'Peringkat',
    bidder: 'Penyedia',
    who: (pseudonym: string) => `Penyedia ${pseudonym}`,
    price: 'Harga',
    announce: (lot: string, price: string) => `Lot ${lot}, harga terendah ${price}`,
    bidCount: (count: string) => `${count} penawaran`,
  },
  {
    title: (tender: string) => `Live auction: ${tender}`,
    waiting: 'Connecting to the auction…',
    missing: 'This tender does not exist, or may not be seen yet.',
    tender: 'Page of the tender',
    lot: (id: string, title: string) => `Lot ${id}: ${title}`,
    best: 'Lowest price',
    hidden: 'Not open yet, by the rules of the auction',
    noBid: 'No bids yet',
    saving: 'Below the estimate',
    estimate: 'Estimate',
    bids: 'Bids',
    bidders: 'Bidders with a bid',
    extensions: 'Extensions',
    of: (used: string, most: string) => `${used} of at most ${most}`,
    paused: 'This lot is paused. The clock stands still.',
    cancelled: 'This lot was cancelled',
    outage: 'Terang cannot take bids at the moment',
    outageHelp: 'By the rules of the auction, the time that is lost will be given back.',
    since: 'Since',
    happened: 'What happened',
    standings: 'Final standings',
    rank: 'Rank',
    bidder: 'Bidder',
    who: (pseudonym: string) => `Bidder ${pseudonym}`,
    price: 'Price',
    announce: (lot: string, price: string) => `Lot ${lot}, lowest price ${price}`,
    bidCount: (count: string) => `${count} ${one(Number(count.replace(/\D/g, '')), 'bid', 'bids')}`,
  },
);

const TurnTable = later(() => import('../../lot/turn_table').then((module) => module.default));

function Standings({ view }: { view: LotView }) {
  const text = useText(texts);
  if (view.standings.length === 0) return null;
  return (
    <Table
      caption={text.standings}
      file={`terang-${view.tender}-lot-${view.lot}-standings`}
      rows={view.standings}
      rowKey={(row) => row.pseudonym}
      columns={[
        {
          id: 'who',
          name: text.bidder,
          lead: true,
          cell: (row) => (row.name ? `${row.name} (${text.who(row.pseudonym)})` : text.who(row.pseudonym)),
          text: (row) => row.name ?? row.pseudonym,
        },
        { id: 'rank', name: text.rank, numeric: true, cell: (row) => row.rank ?? '–', text: (row) => String(row.rank ?? '') },
        { id: 'price', name: text.price, numeric: true, cell: (row) => <><Amount amount={row.amount} currency={view.currency} /> <SurrogateMark of={row} /></>, text: (row) => row.amount },
      ]}
    />
  );
}

const SealedNotice = later(() => import('../../lot/sealed').then((module) => module.SealedNotice));
const SealedResult = later(() => import('../../lot/sealed').then((module) => module.SealedResult));

function LiveLot({ view, rules, points, events, zone }: { view: LotView; rules: Rules; points: readonly HistoryPoint[]; events: readonly LotEvent[]; zone: string }) {
  const text = useText(texts);
  const format = useFormat();
  const note = useExtension();
  const { currency, best, estimate, extensions } = view;
  // The price of one unit says nothing about the estimate of all.
  const saved = best && estimate && view.format !== 'supply_schedule' ? subtractAmounts(estimate, best, currency) : undefined;
  const percent = saved && estimate ? percentOf(saved, estimate, currency) : undefined;
  const state = sealedState(view);
  // While bids are sealed there is nothing to count, and no price.
  const silent = state !== undefined && state !== 'opened';
  return (
    <section class="live-lot" aria-label={text.lot(view.lot, view.title)}>
      <div class="row spread live-lot-head">
        <h2>{text.lot(view.lot, view.title)}</h2>
        <LotStatus phase={view.phase} />
      </div>
      <div class="stack">
        <LotStage view={view} />
        {view.paused && (
          <Notice kind="warning" title={text.paused}>
            <p>{view.paused.reason}</p>
          </Notice>
        )}
        {view.cancelled && (
          <Notice kind="danger" title={text.cancelled}>
            <p>{view.cancelled.reason}</p>
          </Notice>
        )}
        <Clock
          phase={view.phase}
          startsAt={view.starts_at}
          opensAfter={view.opens_after}
          endsAt={view.ends_at}
          remainingSeconds={view.remaining_us === null ? undefined : view.remaining_us / 1_000_000}
          zone={zone}
          note={view.phase === 'live' && extensions.last ? note(extensions.last, zone) : undefined}
        />
        {silent ? (
          <SealedNotice view={view} zone={zone} />
        ) : (
          <div class="live-best">
            <span class="quiet">{text.best}</span>
            {best ? <Amount amount={best} currency={currency} size="large" words flash /> : <span>{view.bids !== 0 ? text.hidden : text.noBid}</span>}
          </div>
        )}
        <SummaryList
          narrow={false}
          items={[
            saved && percent && !saved.startsWith('-')
              ? { key: text.saving, value: `${format.money(saved, currency)} (${format.percent(percent)})` }
              : null,
            estimate ? { key: text.estimate, value: <Amount amount={estimate} currency={currency} /> } : null,
            view.bids !== null && !silent ? { key: text.bids, value: format.number(view.bids) } : null,
            view.bidders !== null && !silent ? { key: text.bidders, value: format.number(view.bidders) } : null,
            extensions.used > 0
              ? {
                  key: text.extensions,
                  value: extensions.most === null ? format.number(extensions.used) : text.of(format.number(extensions.used), format.number(extensions.most)),
                }
              : null,
          ]}
        />
      </div>
      <div class="stack">
        {!isSealing(view.format) || points.length > 0 ? <LotChart view={view} points={points} events={events} zone={zone} /> : null}
        {state === 'opened' && <SealedResult view={view} />}
        {view.format === 'package' ? (
          <PackageResult view={view} rules={rules} />
        ) : (
          !(state === 'opened' && view.format !== 'hybrid') && <LotWinners view={view} />
        )}
        {view.format === 'stepped_rounds' && view.phase !== 'closed' ? <TurnTable view={view} /> : !silent && <Standings view={view} />}
        {events.length > 0 && (
          <Section title={text.happened} level={3}>
            <LotEvents events={events} zone={zone} />
          </Section>
        )}
      </div>
      <Announcer message={best ? `${text.announce(view.lot, format.money(best, currency))}, ${text.bidCount(format.number(view.bids ?? 0))}` : ''} />
    </section>
  );
}

export default function LivePage({ params }: PageProps) {
  const text = useText(texts);
  const id = params.id!;
  const { tender, lots, points, events } = useTender(id);
  const connection = useConnection();
  const outage = useOutage();
  const ids = [...lots.keys()];
  const [refused, setRefused] = useState('');
  useEffect(() => live.onError(({ code }) => setRefused(code)), []);

  // What happened before one came; the live frames go on from there.
  useEffect(() => {
    for (const lot of ids) void live.readHistory(id, lot).catch(() => {});
  }, [id, ids.join()]);

  if (!tender) {
    return (
      <div class="stack">
        <Title>{text.title(id)}</Title>
        <ConnectionBanner state={connection.state} retryAt={connection.retryAt} />
        {refused === 'no_such_tender' ? <Notice kind="danger" title={text.missing} /> : <Loading>{text.waiting}</Loading>}
      </div>
    );
  }
  const view = tender.view;
  const zone = view.document.time_zone;
  return (
    <div class="stack">
      <Title caption={view.document.buyer.name} document={text.title(view.document.title)}>
        {view.document.title}
      </Title>
      <div class="row">
        <TenderStatus state={view.state} />
        <ConnectionPill state={connection.state} />
        <a href={`/tender/${encodeURIComponent(id)}`}>{text.tender}</a>
      </div>
      <PracticeNotice of={view.document} />
      <ConnectionBanner state={connection.state} retryAt={connection.retryAt} />
      {outage && (
        <Notice kind="warning" title={text.outage} live="alert">
          <p>
            {text.since} <Time at={outage.since} zone={zone} seconds />. {text.outageHelp}
          </p>
        </Notice>
      )}
      {[...lots].map(([lot, { view: one }]) => (
        <LiveLot key={lot} view={one} rules={view.document.lots.find((paper) => paper.id === lot)?.rules ?? {}} points={points.get(lot) ?? []} events={events.get(lot) ?? []} zone={zone} />
      ))}
    </div>
  );
}
