import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { HistoryPoint, LotEvent, LotView, OfficerLotView, OfficerStanding, OfficerTenderView } from '../../api/views';
import { useVerdict } from '../../bid/verdicts';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { useServerNow } from '../../lib/server_clock';
import { millis } from '../../lib/time';
import { LotChart } from '../../lot/chart';
import { LotEvents } from '../../lot/events';
import { useExtension } from '../../lot/extension';
import { sealedState } from '../../lot/sealing';
import { LotStage, LotWinners } from '../../lot/stage';
import { Button, Buttons } from '../../parts/button/button';
import { TextField } from '../../parts/field/field';
import { Section } from '../../parts/headings/headings';
import { Icon } from '../../parts/icon';
import { later } from '../../parts/later/later';
import { Notice } from '../../parts/notice/notice';
import { Pill } from '../../parts/pill/pill';
import { Problem } from '../../parts/problem/problem';
import { type Column, Table } from '../../parts/table/table';
import { ReasonDialog } from '../account/reason_dialog';
import { AutomaticMark } from '../../lot/automatic_mark';
import { SurrogateMark } from '../../lot/surrogate_mark';
import { useRefusals } from './refusals';
import { SurrogateBids } from './surrogate';

const Solution = later(() => import('./solution').then((module) => module.default));

const texts = dictionary(
  {
    lot: (n: string, title: string) => `Lot ${n}: ${title}`,
    chart: 'Harga per penyedia',
    bidder: (pseudonym: string) => `Penyedia ${pseudonym}`,
    reserveMet: 'Harga batas rahasia terpenuhi',
    reserveNotMet: 'Harga batas rahasia belum terpenuhi',
    standings: 'Peringkat',
    rank: 'Peringkat',
    name: 'Penyedia',
    price: 'Harga',
    evaluated: 'Harga evaluasi',
    bids: 'Penawaran',
    last: 'Terakhir',
    out: 'Didiskualifikasi',
    noBids: 'Belum ada penyedia yang diterima.',
    noBid: 'belum menawar',
    admitted: 'Penyedia yang diterima',
    problems: {
      sealing_key_missing: 'Kunci lot ini tidak ditemukan di server.',
      sealing_key_exposed: 'Kunci lot ini dapat dibaca pengguna lain di server.',
      sealing_key_malformed: 'Kunci lot ini rusak.',
      envelopes_unreadable: 'Amplop penawaran tidak dapat dibaca dari basis data.',
    },
    stuck: 'Hubungi pengelola. Bila tidak dapat diperbaiki, batalkan lot dengan alasan.',
    shown: (some: string, all: string) => `${some} dari ${all} penyedia`,
    showAll: (all: string) => `Tampilkan semua ${all}`,
    showFirst: 'Hanya yang teratas, langsung',
    readAgain: 'Baca ulang',
    events: 'Yang terjadi',
    eventBid: (who: string, price: string) => `${who}: ${price}`,
    actions: 'Tindakan',
    pause: 'Jeda',
    resume: 'Lanjutkan',
    extend: 'Perpanjang',
    cancel: 'Batalkan lot',
    disqualify: 'Diskualifikasi',
    disqualifyName: (who: string) => `Diskualifikasi ${who}`,
    titles: {
      pause: 'Jeda lot ini?',
      resume: 'Lanjutkan lot ini?',
      extend: 'Perpanjang lot ini',
      cancel: 'Batalkan lot ini?',
      disqualify: (who: string) => `Diskualifikasi ${who}?`,
    },
    pauseEffect: (left: string) => `Jam berhenti dengan sisa ${left}. Tidak ada penawaran yang diterima sampai dilanjutkan. Semua yang menonton diberi tahu alasan Anda.`,
    resumeEffect: (end: string) => `Jam berjalan lagi. Lot akan berakhir sekitar ${end}.`,
    minutes: 'Berapa menit',
    minutesWrong: 'Isi bilangan bulat 1 sampai 10.080.',
    extendEffect: (before: string, after: string) => `Berakhir ${after}, bukan ${before}.`,
    extendPaused: (left: string) => `Sisa waktu menjadi ${left} setelah dilanjutkan.`,
    cancelEffect: 'Lot berhenti untuk selamanya dan tidak dimenangkan siapa pun. Catatan penawarannya tetap ada. Ini tidak dapat dibatalkan.',
    disqualifyEffect: (rank: number | null) =>
      `Penawarannya keluar dari peringkat${rank === 1 ? '; penyedia di belakangnya memimpin' : rank ? '; yang di belakangnya naik' : ''}. Catatannya tetap ada. Waktu tidak diperpanjang karena ini. Ini tidak dapat dibatalkan.`,
    newBest: (price: string) => `Harga terbaik menjadi ${price}.`,
    newNone: 'Tidak ada penawaran yang tersisa.',
    paused: 'Dijeda; jam berhenti',
    cancelled: 'Dibatalkan',
    refused: (n: number) => `${n} penawaran ditolak`,
  },
  {
    lot: (n: string, title: string) => `Lot ${n}: ${title}`,
    chart: 'Prices by bidder',
    bidder: (pseudonym: string) => `Bidder ${pseudonym}`,
    reserveMet: 'The secret reserve is met',
    reserveNotMet: 'The secret reserve is not met yet',
    standings: 'Ranking',
    rank: 'Rank',
    name: 'Bidder',
    price: 'Price',
    evaluated: 'Evaluated price',
    bids: 'Bids',
    last: 'Last',
    out: 'Disqualified',
    noBids: 'Nobody is admitted yet.',
    noBid: 'no bid yet',
    admitted: 'Admitted bidders',
    problems: {
      sealing_key_missing: 'The key of this lot is not found on the server.',
      sealing_key_exposed: 'Other users of the server can read the key of this lot.',
      sealing_key_malformed: 'The key of this lot is damaged.',
      envelopes_unreadable: 'The envelopes could not be read from the database.',
    },
    stuck: 'Ask the administrator. If it cannot be repaired, cancel the lot with a reason.',
    shown: (some: string, all: string) => `${some} of ${all} bidders`,
    showAll: (all: string) => `Show all ${all}`,
    showFirst: 'Only the first, live',
    readAgain: 'Read again',
    events: 'What happened',
    eventBid: (who: string, price: string) => `${who}: ${price}`,
    actions: 'Actions',
    pause: 'Pause',
    resume: 'Resume',
    extend: 'Extend',
    cancel: 'Cancel lot',
    disqualify: 'Disqualify',
    disqualifyName: (who: string) => `Disqualify ${who}`,
    titles: {
      pause: 'Pause this lot?',
      resume: 'Resume this lot?',
      extend: 'Extend this lot',
      cancel: 'Cancel this lot?',
      disqualify: (who: string) => `Disqualify ${who}?`,
    },
    pauseEffect: (left: string) => `The clock stops with ${left} left. No bids are taken until it is resumed. Everybody who watches is told your reason.`,
    resumeEffect: (end: string) => `The clock runs again. The lot will end at about ${end}.`,
    minutes: 'How many minutes',
    minutesWrong: 'Enter a whole number from 1 to 10,080.',
    extendEffect: (before: string, after: string) => `It ends ${after} instead of ${before}.`,
    extendPaused: (left: string) => `${left} will be left once it is resumed.`,
    cancelEffect: 'The lot stops for good and nobody wins it. The record of its bids stays. This cannot be undone.',
    disqualifyEffect: (rank: number | null) =>
      `Their bids leave the ranking${rank === 1 ? '; the bidder behind them leads' : rank ? '; those behind move up' : ''}. The record stays. This extends no time. This cannot be undone.`,
    newBest: (price: string) => `The best price becomes ${price}.`,
    newNone: 'No bids remain.',
    paused: 'Paused; the clock has stopped',
    cancelled: 'Cancelled',
    refused: (n: number) => `${n} ${n === 1 ? 'bid' : 'bids'} refused`,
  },
);

type Act = { kind: 'pause' | 'resume' | 'extend' | 'cancel' } | { kind: 'disqualify'; standing: OfficerStanding };

function ActDialog({ act, view, zone, onClose, onDone }: { act: Act; view: OfficerLotView; zone: string; onClose: () => void; onDone: () => void }) {
  const text = useText(texts);
  const format = useFormat();
  const refusals = useRefusals();
  const now = useServerNow(1000);
  const [minutes, setMinutes] = useState('5');
  const [tried, setTried] = useState(false);
  const by = /^\d{1,5}$/.test(minutes.trim()) && Number(minutes) >= 1 && Number(minutes) <= 10_080 ? Number(minutes) : undefined;
  const path = { tender: view.tender, lot: view.lot };
  const name = act.kind === 'disqualify' ? (act.standing.name ?? text.bidder(act.standing.pseudonym)) : '';
  const left = millis(view.ends_at) - now;
  const kept = (view.remaining_us ?? 0) / 1000;
  const at = (time: number): string => format.dateTime(time, zone, true);
  const effect = ((): string => {
    if (act.kind === 'pause') return text.pauseEffect(format.countdown(left));
    if (act.kind === 'resume') return text.resumeEffect(at(now + kept));
    if (act.kind === 'cancel') return text.cancelEffect;
    if (act.kind === 'disqualify') {
      const rest = view.standings.filter(({ pseudonym, disqualified }) => pseudonym !== act.standing.pseudonym && !disqualified);
      const next = act.standing.rank === 1 ? rest.find(({ rank }) => rank === 2) : undefined;
      const best = act.standing.rank !== 1 ? '' : next ? text.newBest(format.money(next.amount ?? '0', view.currency)) : text.newNone;
      return `${text.disqualifyEffect(act.standing.rank)} ${best}`;
    }
    if (by === undefined) return '';
    return view.phase === 'paused' ? text.extendPaused(format.countdown(kept + by * 60_000)) : text.extendEffect(at(millis(view.ends_at)), at(millis(view.ends_at) + by * 60_000));
  })();
  const send = (reason: string): Promise<unknown> => {
    switch (act.kind) {
      case 'pause':
        return api.post('/api/v1/tenders/{tender}/lots/{lot}/pause', { path, body: { reason } });
      case 'resume':
        return api.post('/api/v1/tenders/{tender}/lots/{lot}/resume', { path, body: { reason } });
      case 'cancel':
        return api.post('/api/v1/tenders/{tender}/lots/{lot}/cancel', { path, body: { reason } });
      case 'extend':
        return api.post('/api/v1/tenders/{tender}/lots/{lot}/extend', { path, body: { by_seconds: by! * 60, reason } });
      case 'disqualify':
        return api.post('/api/v1/tenders/{tender}/lots/{lot}/disqualify', { path, body: { pseudonym: act.standing.pseudonym, reason } });
    }
  };
  return (
    <ReasonDialog
      title={act.kind === 'disqualify' ? text.titles.disqualify(name) : text.titles[act.kind]}
      action={text[act.kind]}
      danger={act.kind === 'cancel' || act.kind === 'disqualify'}
      ready={act.kind !== 'extend' || by !== undefined}
      onBlocked={() => setTried(true)}
      refusals={refusals}
      onSend={send}
      onDone={onDone}
      onClose={onClose}
    >
      <p>
        <strong>{text.lot(view.lot, view.title)}</strong>
      </p>
      {act.kind === 'extend' && (
        <TextField label={text.minutes} value={minutes} onInput={setMinutes} size="short" inputMode="numeric" error={(tried || minutes.trim() !== '') && by === undefined ? text.minutesWrong : undefined} />
      )}
      {effect && <Notice>
        <p>{effect}</p>
      </Notice>}
    </ReasonDialog>
  );
}

const SealedNotice = later(() => import('../../lot/sealed').then((module) => module.SealedNotice));
const SealedResult = later(() => import('../../lot/sealed').then((module) => module.SealedResult));

export interface CockpitLotProps {
  tender: OfficerTenderView;
  view: OfficerLotView;
  points: readonly HistoryPoint[];
  events: readonly LotEvent[];
  reload: () => void;
}

export function CockpitLot({ tender, view, points, events, reload }: CockpitLotProps) {
  const text = useText(texts);
  const format = useFormat();
  const verdict = useVerdict();
  const extension = useExtension();
  const [act, setAct] = useState<Act | undefined>();
  const zone = tender.document.time_zone;
  const { currency } = view;
  const [all, setAll] = useState<OfficerStanding[] | undefined>();
  const shown = view.standings ?? [];
  const standings = all ?? shown;
  const over = view.phase === 'closed' || view.phase === 'cancelled';
  const state = sealedState(view as unknown as LotView);
  // Whether anyone has bid is not for the officer to know before the opening.
  const silent = state !== undefined && state !== 'opened';
  const [failed, setFailed] = useState<unknown>();
  // The view has the first of them and comes with every bid; all of them are a reading of the moment.
  const readAll = async (): Promise<void> => {
    const rows: OfficerStanding[] = [];
    try {
      for (let more = true; more; ) {
        const page = await api.get('/api/v1/tenders/{tender}/lots/{lot}/standings', { path: { tender: view.tender, lot: view.lot }, query: { from: rows.length } });
        rows.push(...(page.standings as unknown as OfficerStanding[]));
        more = page.more && page.standings.length > 0;
      }
      setAll(rows);
      setFailed(undefined);
    } catch (problem) {
      setFailed(problem);
    }
  };
  const nameOf = (pseudonym: string): string => {
    const business = tender.admitted_bidders.find((one) => one.pseudonym === pseudonym)?.name;
    return business ? `${text.bidder(pseudonym)} · ${business}` : text.bidder(pseudonym);
  };
  const price = (point: HistoryPoint): string => (point.amount && /^\d+(\.\d+)?$/.test(point.amount) ? format.money(point.amount, currency) : (point.amount ?? ''));
  return (
    <section class="cockpit-lot stack wide" aria-label={text.lot(view.lot, view.title)}>
      <div class="row spread">
        <h2>{text.lot(view.lot, view.title)}</h2>
        {(!over || state === 'opening') && (
          <Buttons>
            {view.phase === 'live' && (
              <Button onClick={() => setAct({ kind: 'pause' })}>
                <Icon name="pause" /> {text.pause}
              </Button>
            )}
            {view.phase === 'paused' && (
              <Button kind="primary" onClick={() => setAct({ kind: 'resume' })}>
                <Icon name="play" /> {text.resume}
              </Button>
            )}
            {!over && (
              <Button onClick={() => setAct({ kind: 'extend' })}>
                <Icon name="clock" /> {text.extend}
              </Button>
            )}
            <Button onClick={() => setAct({ kind: 'cancel' })}>
              {text.cancel}
            </Button>
          </Buttons>
        )}
      </div>
      <LotStage view={view} />
      {state !== undefined && (
        <SealedNotice view={view as unknown as LotView} zone={zone}>
          {view.sealing?.problem && (
            <p>
              <strong>{(text.problems as Record<string, string>)[view.sealing.problem] ?? view.sealing.problem}</strong> {text.stuck}
            </p>
          )}
        </SealedNotice>
      )}
      {state === 'opened' && <SealedResult view={view as unknown as LotView} bidder={nameOf} />}
      {view.format === 'package' ? (
        view.phase === 'closed' && <Solution view={view} rules={tender.document.lots.find(({ id }) => id === view.lot)?.rules ?? {}} bidder={nameOf} awarded={tender.state === 'awarded'} />
      ) : (
        !(state === 'opened' && view.format !== 'hybrid') && <LotWinners view={view} bidder={nameOf} />
      )}
      {view.phase === 'paused' && view.paused && (
        <Notice kind="warning" title={text.paused}>
          <p>{view.paused.reason}</p>
        </Notice>
      )}
      {view.cancelled && (
        <Notice kind="danger" title={text.cancelled}>
          <p>{view.cancelled.reason}</p>
        </Notice>
      )}
      <p class="row">
        {view.reserve !== null && (view.reserve_met === 'met' || view.reserve_met === 'not_met') && (
          <Pill kind={view.reserve_met === 'met' ? 'good' : 'warning'}>
            {view.reserve_met === 'met' ? text.reserveMet : text.reserveNotMet} ({format.money(view.reserve, currency)})
          </Pill>
        )}
        {(view.refused ?? 0) > 0 && <Pill>{text.refused(view.refused!)}</Pill>}
        {view.extensions.last && <Pill kind="info" icon="clock">{extension(view.extensions.last, zone)}</Pill>}
      </p>
      <div class="cockpit-detail">
        {(state === undefined || points.length > 0) && <Section title={text.chart} level={3}>
          <LotChart view={view} points={points} events={events} zone={zone} bidder={nameOf} reserve={view.reserve} />
        </Section>}
        <Section title={text.events} level={3}>
          <LotEvents
            events={events}
            zone={zone}
            bidder={nameOf}
            points={points}
            bid={(point) => (
              <>
                <span class="figures">{text.eventBid(point.pseudonym ? nameOf(point.pseudonym) : '', price(point))}</span>
                <SurrogateMark of={point} /> <AutomaticMark of={point} />
                {point.verdict && point.verdict !== 'accepted' && <span class="small quiet">{verdict(point.verdict).title}</span>}
              </>
            )}
          />
        </Section>
      </div>
      <Section title={silent ? text.admitted : text.standings} level={3}>
        {standings.length === 0 ? (
          <p class="quiet">{text.noBids}</p>
        ) : (
          <Table
            caption={text.standings}
            hideCaption
            rows={standings}
            rowKey={(standing) => standing.pseudonym}
            file={`terang-ranking-${view.tender}-${view.lot}`}
            mark={(standing) => standing.rank === 1}
            columns={([
              { id: 'rank', name: text.rank, numeric: true, cell: (standing) => (standing.disqualified ? <Pill kind="danger">{text.out}</Pill> : standing.rank ?? '–'), text: (standing) => String(standing.rank ?? '') },
              { id: 'name', name: text.name, lead: true, cell: (standing) => nameOf(standing.pseudonym), text: (standing) => nameOf(standing.pseudonym) },
              { id: 'price', name: text.price, numeric: true, cell: (standing) => (standing.amount === null ? <span class="quiet">{text.noBid}</span> : <>{format.money(standing.amount, currency)} <SurrogateMark of={standing} /></>), text: (standing) => standing.amount ?? '' },
              ...(standings.some(({ evaluated, amount }) => evaluated && evaluated !== amount)
                ? [{ id: 'evaluated', name: text.evaluated, numeric: true, cell: (standing: OfficerStanding) => (standing.evaluated && /^\d+(\.\d+)?$/.test(standing.evaluated) ? format.money(standing.evaluated, currency) : (standing.evaluated ?? '')), text: (standing: OfficerStanding) => standing.evaluated ?? '' }]
                : []),
              { id: 'bids', name: text.bids, numeric: true, cell: (standing) => standing.bids, text: (standing) => String(standing.bids) },
              { id: 'last', name: text.last, cell: (standing) => (standing.last_bid_at ? format.clock(standing.last_bid_at, zone) : ''), text: (standing) => standing.last_bid_at ?? '' },
              {
                id: 'act',
                name: text.actions,
                cell: (standing) =>
                  standing.disqualified || view.phase === 'cancelled' ? (
                    <span class="small quiet">{standing.disqualified?.reason ?? ''}</span>
                  ) : (
                    <Button small aria-label={text.disqualifyName(nameOf(standing.pseudonym))} onClick={() => setAct({ kind: 'disqualify', standing })}>
                      {text.disqualify}
                    </Button>
                  ),
              },
            ] as Column<OfficerStanding>[]).filter(({ id }) => !silent || id === 'name' || id === 'act' || (id === 'rank' && standings.some(({ disqualified }) => disqualified)))}
          />
        )}
      </Section>
      {shown.length < view.admitted && (
        <p class="row">
          <span class="quiet">{text.shown(String(standings.length), String(view.admitted))}</span>
          <Button small onClick={() => void readAll()}>
            {all ? text.readAgain : text.showAll(String(view.admitted))}
          </Button>
          {all && (
            <Button kind="quiet" small onClick={() => setAll(undefined)}>
              {text.showFirst}
            </Button>
          )}
        </p>
      )}
      {failed !== undefined && <Problem problem={failed} />}
      <SurrogateBids tender={tender} view={view} nameOf={nameOf} reload={reload} />
      {act && <ActDialog act={act} view={view} zone={zone} onClose={() => setAct(undefined)} onDone={reload} />}
    </section>
  );
}
