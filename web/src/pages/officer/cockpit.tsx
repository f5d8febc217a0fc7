import './officer.css';
import { useEffect, useRef } from 'preact/hooks';
import { api } from '../../api/client';
import { live, useConnection, useOutage, useTender } from '../../api/live_browser';
import type { OfficerLotView, OfficerTenderView } from '../../api/views';
import { useFormat } from '../../i18n/format';
import { PracticeNotice } from '../../lot/practice_notice';
import { dictionary, useText } from '../../i18n/language';
import { useServerNow } from '../../lib/server_clock';
import { sealedState, sealedUntil } from '../../lot/sealing';
import { millis } from '../../lib/time';
import { Button, Buttons } from '../../parts/button/button';
import { ConnectionBanner, ConnectionPill } from '../../parts/connection/connection';
import { Title } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { Notice } from '../../parts/notice/notice';
import { navigate, type PageProps } from '../../router';
import { Guard } from '../account/guard';
import { Problem } from '../../parts/problem/problem';
import { useLoad } from '../../lib/use_load';
import { StatePill } from '../bidder/phase';
import { CockpitLot } from './cockpit_lot';

const texts = dictionary(
  {
    title: 'Pantau lelang',
    caption: 'Semua lot lelang ini',
    lot: 'Lot',
    state: 'Keadaan',
    clock: 'Jam',
    best: 'Harga terbaik',
    saving: 'Hemat dari perkiraan',
    connected: 'Tersambung',
    of: (n: string, all: string) => `${n} dari ${all}`,
    last: 'Penawaran terakhir',
    ago: (length: string) => `${length} lalu`,
    none: 'belum ada',
    sealed: 'tersegel',
    opening: 'sedang dibuka',
    extensions: 'Perpanjangan',
    ofMost: (used: string, most: string) => `${used} dari ${most}`,
    name: (n: string, title: string) => `${n}. ${title}`,
    above: (amount: string, percent: string) => `${amount} (${percent}) di atas`,
    below: (amount: string, percent: string) => `${amount} (${percent})`,
    starts: (left: string) => `mulai ${left}`,
    after: (lot: string) => `setelah lot ${lot}`,
    paused: (left: string) => `${left} tersisa`,
    outage: (time: string) => `Platform tidak dapat menerima penawaran sejak ${time}`,
    outageHelp: 'Penawaran yang masuk belum tercatat. Setelah pulih, waktu berakhir setiap lot digeser menurut aturan gangguannya, dan pergeseran itu tercatat di buku besar.',
    award: 'Semua lot sudah berakhir. Tetapkan hasilnya.',
    awardDo: 'Tetapkan hasil',
    notYours: 'Pantauan ini hanya untuk petugas instansi pembeli.',
  },
  {
    title: 'Watch over the auction',
    caption: 'All lots of this auction',
    lot: 'Lot',
    state: 'State',
    clock: 'Clock',
    best: 'Best price',
    saving: 'Saving against the estimate',
    connected: 'Connected',
    of: (n: string, all: string) => `${n} of ${all}`,
    last: 'Last bid',
    ago: (length: string) => `${length} ago`,
    none: 'none yet',
    sealed: 'sealed',
    opening: 'being opened',
    extensions: 'Extensions',
    ofMost: (used: string, most: string) => `${used} of ${most}`,
    name: (n: string, title: string) => `${n}. ${title}`,
    above: (amount: string, percent: string) => `${amount} (${percent}) above`,
    below: (amount: string, percent: string) => `${amount} (${percent})`,
    starts: (left: string) => `starts in ${left}`,
    after: (lot: string) => `after lot ${lot}`,
    paused: (left: string) => `${left} left`,
    outage: (time: string) => `The platform cannot take bids since ${time}`,
    outageHelp: 'Bids that arrive are not recorded. Once it is over, the end of each lot moves by its outage rule, and the move stands in the ledger.',
    award: 'All lots have ended. Confirm the result.',
    awardDo: 'Confirm result',
    notYours: 'Only officers of the buying agency watch over this auction.',
  },
);

function Row({ view, admitted, connected, chosen, onChoose }: { view: OfficerLotView; admitted: number; connected: number | undefined; chosen: boolean; onChoose: () => void }) {
  const text = useText(texts);
  const format = useFormat();
  const now = useServerNow(1000);
  const { currency } = view;
  const state = sealedState(view);
  const silent = state === 'before' || state === 'sealed' || state === 'opening';
  const nothing = <span class="quiet">{state === 'opening' ? text.opening : silent ? text.sealed : text.none}</span>;
  const ends = state === 'sealed' ? sealedUntil(view) : view.ends_at;
  const left =
    view.phase === 'paused' ? (view.remaining_us ?? 0) / 1000 : (view.phase === 'scheduled' ? millis(view.starts_at) : millis(ends)) - now;
  const clock =
    view.phase === 'closed' || view.phase === 'cancelled' ? '–' : view.phase === 'scheduled' ? (view.opens_after ? text.after(view.opens_after) : text.starts(format.countdown(left))) : view.phase === 'paused' ? text.paused(format.countdown(left)) : format.countdown(left);
  const last = view.last_bid_at;
  const since = last ? Math.max(0, Math.round((now - millis(last)) / 1000)) : undefined;
  const saving = view.saving
    ? (view.saving.negative ? text.above : text.below)(format.money(view.saving.amount.replace('-', ''), currency), format.percent(view.saving.percent.replace('-', '')))
    : '–';
  return (
    <tr class={chosen ? 'chosen' : undefined}>
      <th scope="row">
        <button type="button" class="cockpit-open" aria-expanded={chosen ? 'true' : 'false'} onClick={onChoose}>
          {text.name(view.lot, view.title)}
        </button>
      </th>
      <td data-name={text.state}>
        <StatePill state={view.phase} />
      </td>
      <td data-name={text.clock}>
        <span class={`cockpit-clock${view.phase === 'live' && left < 60_000 ? ' urgent' : ''}`}>{clock}</span>
      </td>
      <td class="numeric" data-name={text.best}>
        {view.best !== null ? <strong>{format.money(view.best, currency)}</strong> : nothing}
      </td>
      <td class="numeric" data-name={text.saving}>
        {saving}
      </td>
      <td class="numeric" data-name={text.connected}>
        {connected === undefined ? `– / ${admitted}` : text.of(String(connected), String(admitted))}
      </td>
      <td class="numeric" data-name={text.last}>
        {since === undefined ? nothing : text.ago(since < 60 ? format.duration(since) : format.duration(Math.floor(since / 60) * 60))}
      </td>
      <td class="numeric" data-name={text.extensions}>
        {view.extensions.most === null ? String(view.extensions.used) : text.ofMost(String(view.extensions.soft ?? view.extensions.used), String(view.extensions.most))}
      </td>
    </tr>
  );
}

function Cockpit({ id, wanted }: { id: string; wanted: string | null }) {
  const text = useText(texts);
  const format = useFormat();
  const connection = useConnection();
  const outage = useOutage();
  const store = useTender(id);
  const load = useLoad((signal) => api.get('/api/v1/tenders/{tender}', { path: { tender: id }, signal }), [id]);

  const [rest, fresh] = [load.value?.tender as unknown as OfficerTenderView | undefined, store.tender?.view as OfficerTenderView | undefined];
  const tender = fresh && fresh.admitted_bidders !== undefined ? fresh : rest;
  const lots = (load.value?.lots ?? []).map(({ lot, view }) => {
    const newer = store.lots.get(lot)?.view as unknown as OfficerLotView | undefined;
    return newer && newer.refused !== undefined ? newer : (view as unknown as OfficerLotView);
  });
  const chosen = lots.find(({ lot }) => lot === wanted) ?? (wanted === null ? (lots.find(({ phase }) => phase === 'live' || phase === 'paused') ?? lots[0]) : undefined);

  // What happened before this page was opened; from there on the live connection tells.
  const lotId = chosen?.lot;
  const read = useRef(new Set<string>());
  useEffect(() => {
    if (lotId === undefined || read.current.has(lotId)) return;
    read.current.add(lotId);
    void live.readHistory(id, lotId).catch(() => read.current.delete(lotId));
  }, [lotId, connection.state]);

  if (!tender) return load.problem !== undefined ? <Problem problem={load.problem} retry={load.again} /> : <Loading />;
  if (tender.admitted_bidders === undefined) return <Notice kind="warning"><p>{text.notYours}</p></Notice>;
  const zone = tender.document.time_zone;
  const admittedTo = (lot: string): number => tender.admitted_bidders.filter((one) => one.lots.includes(lot)).length;
  return (
    <div class="stack">
      <div class="row spread">
        <Title caption={<a href={`/manage/${id}`}>{tender.document.title}</a>}>{text.title}</Title>
        <span class="row">
          <StatePill state={tender.state} />
          <ConnectionPill state={connection.state} />
        </span>
      </div>
      <ConnectionBanner state={connection.state} retryAt={connection.retryAt} />
      {outage && (
        <Notice kind="danger" title={text.outage(format.clock(outage.since, zone))} live="alert">
          <p>{text.outageHelp}</p>
        </Notice>
      )}
      <PracticeNotice of={tender.document} />
      {tender.state === 'closed' && !tender.document.practice && (
        <Notice kind="good" title={text.award}>
          <Buttons>
            <Button kind="primary" href={`/manage/${id}/award`}>
              {text.awardDo}
            </Button>
          </Buttons>
        </Notice>
      )}
      <div class="cockpit-frame">
        <table class="cockpit-grid">
          <caption class="sr-only">{text.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{text.lot}</th>
              <th scope="col">{text.state}</th>
              <th scope="col">{text.clock}</th>
              <th scope="col" class="numeric">{text.best}</th>
              <th scope="col" class="numeric">{text.saving}</th>
              <th scope="col" class="numeric">{text.connected}</th>
              <th scope="col" class="numeric">{text.last}</th>
              <th scope="col" class="numeric">{text.extensions}</th>
            </tr>
          </thead>
          <tbody>
            {lots.map((view) => (
              <Row
                key={view.lot}
                view={view}
                admitted={admittedTo(view.lot)}
                connected={store.connected?.[view.lot]}
                chosen={chosen?.lot === view.lot}
                onChoose={() => navigate(`/manage/${id}/auction?lot=${chosen?.lot === view.lot ? 'none' : view.lot}`, { replace: true })}
              />
            ))}
          </tbody>
        </table>
      </div>
      {chosen && <CockpitLot key={chosen.lot} tender={tender} view={chosen} points={store.points.get(chosen.lot) ?? []} events={store.events.get(chosen.lot) ?? chosen.events.newest} reload={load.again} />}
    </div>
  );
}

export default function CockpitPage({ params, query }: PageProps) {
  return <Guard roles={['officer']}>{() => <Cockpit id={params.id!} wanted={query.get('lot')} />}</Guard>;
}
