import './bidder.css';
import { useEffect, useMemo } from 'preact/hooks';
import { api } from '../../api/client';
import { useConnection, useOutage, useTender } from '../../api/live_browser';
import type { Session } from '../../api/session';
import type { LotView, OwnLine, TenderView } from '../../api/views';
import { useOutbox } from '../../bid/courier';
import { useSigning } from '../../bid/signing';
import { SigningCard } from '../../bid/signing_card';
import { useFormat } from '../../i18n/format';
import { PracticeNotice } from '../../lot/practice_notice';
import { dictionary, useText } from '../../i18n/language';
import { Button, Buttons } from '../../parts/button/button';
import { ConnectionBanner, ConnectionPill } from '../../parts/connection/connection';
import { Title } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { Notice } from '../../parts/notice/notice';
import type { PageProps } from '../../router';
import { Guard } from '../account/guard';
import { Problem } from '../../parts/problem/problem';
import { useLoad } from '../../lib/use_load';
import { LotDesk } from './lot_desk';
import { LotSwitch } from './lot_switch';

const texts = dictionary(
  {
    tender: 'Halaman tender',
    signedOut: 'Sesi Anda berakhir',
    signedOutHelp: 'Penawaran yang sudah diterima tetap berlaku. Masuk lagi untuk menawar; penawaran yang belum dijawab tersimpan di sini dan dikirim lagi.',
    signIn: 'Masuk lagi',
    notIn: 'Perusahaan Anda belum diterima dalam lelang ini',
    notInHelp: 'Petugas harus menerima perusahaan Anda untuk sedikitnya satu lot sebelum Anda dapat menawar.',
    ask: 'Minta ikut serta',
    watch: 'Tonton lelang',
    outage: (time: string) => `Buku besar tidak dapat ditulis sejak ${time}`,
    outageHelp: 'Penawaran belum dapat dicatat. Penawaran Anda dikirim lagi otomatis; waktu yang hilang diganti menurut aturan lot.',
  },
  {
    tender: 'Tender page',
    signedOut: 'Your session has ended',
    signedOutHelp: 'Bids that were accepted stand. Sign in again to bid; unanswered bids are kept here and sent again.',
    signIn: 'Sign in again',
    notIn: 'Your business is not admitted to this auction yet',
    notInHelp: 'The officer has to admit your business to at least one lot before you can bid.',
    ask: 'Ask to take part',
    watch: 'Watch the auction',
    outage: (time: string) => `The ledger cannot be written since ${time}`,
    outageHelp: 'Bids cannot be recorded. Yours is sent again by itself; lost time is given back by the rules of the lot.',
  },
);

export interface LotState {
  view: LotView;
  own: OwnLine;
}

function Live({ who, id, wanted }: { who: Session; id: string; wanted: string | null }) {
  const text = useText(texts);
  const format = useFormat();
  const connection = useConnection();
  const outage = useOutage();
  const store = useTender(id);
  const first = useLoad((signal) => api.get('/api/v1/tenders/{tender}', { path: { tender: id }, signal }), [id]);
  const { box, bids } = useOutbox(who.account);
  const signing = useSigning(who);

  const tender = store.tender?.view ?? (first.value?.tender as TenderView | undefined);
  const lots = useMemo(() => {
    const all = new Map<string, LotState>();
    for (const { lot, view, you } of first.value?.lots ?? []) {
      if (you) all.set(lot, { view: view as unknown as LotView, own: you as unknown as OwnLine });
    }
    for (const [lot, { view: own }] of store.own) {
      const view = store.lots.get(lot)?.view ?? all.get(lot)?.view;
      if (view) all.set(lot, { view, own });
    }
    for (const [lot, state] of all) {
      const newer = store.lots.get(lot)?.view;
      if (newer) all.set(lot, { ...state, view: newer });
    }
    return [...all.values()].sort((a, b) => Number(a.view.lot) - Number(b.view.lot));
  }, [first.value, store]);

  const signedOut = connection.state === 'open' && connection.account === undefined;
  // A key revoked elsewhere shows by a refusal; what this browser may do is then asked again.
  const keyRefused = bids.some(({ answer }) => answer?.verdict === 'key_unknown');
  useEffect(() => {
    if (keyRefused) signing.check();
  }, [keyRefused]);

  if (!tender || (lots.length === 0 && first.loading)) {
    return first.problem !== undefined ? <Problem problem={first.problem} retry={first.again} /> : <Loading />;
  }
  const lot = lots.find(({ view }) => view.lot === wanted) ?? lots.find(({ view }) => view.phase === 'live') ?? lots[0];
  const zone = tender.document.time_zone;
  return (
    <div class="stack bid-page">
      <div class="row spread bid-head">
        <Title
          caption={<a href={`/tender/${id}`}>{tender.document.title}</a>}
          document={lot ? lot.view.title : tender.document.title}
        >
          {lot ? lot.view.title : tender.document.title}
        </Title>
        <ConnectionPill state={connection.state} />
      </div>
      <ConnectionBanner state={connection.state} retryAt={connection.retryAt} />
      <PracticeNotice of={tender.document} />
      {outage && (
        <Notice kind="warning" title={text.outage(format.clock(outage.since, zone))} live="status">
          <p>{text.outageHelp}</p>
        </Notice>
      )}
      {signedOut && (
        <Notice kind="danger" title={text.signedOut} live="alert">
          <p>{text.signedOutHelp}</p>
          <Buttons>
            <Button kind="primary" href={`/sign-in?again=1&to=${encodeURIComponent(`/tender/${id}/bid`)}`}>
              {text.signIn}
            </Button>
          </Buttons>
        </Notice>
      )}
      {lots.length > 1 && lot && <LotSwitch id={id} lots={lots} current={lot.view.lot} bids={bids} />}
      {!lot && (
        <Notice kind="warning" title={text.notIn}>
          <p>{text.notInHelp}</p>
          <Buttons>
            <Button kind="primary" href={`/tender/${id}/take-part`}>
              {text.ask}
            </Button>
            <Button href={`/tender/${id}/live`}>{text.watch}</Button>
          </Buttons>
        </Notice>
      )}
      {lot && (
        <LotDesk
          key={lot.view.lot}
          who={who}
          tender={tender}
          lot={lot}
          points={store.points.get(lot.view.lot) ?? []}
          events={store.events.get(lot.view.lot) ?? []}
          connected={connection.state === 'open' && !signedOut}
          box={box}
          bids={bids.filter(({ frame }) => frame.tender === id && frame.lot === lot.view.lot)}
          signing={signing.signing}
        >
          <SigningCard signing={signing.signing} busy={signing.busy} setUp={signing.setUp} check={signing.check} />
        </LotDesk>
      )}
    </div>
  );
}

export default function BidPage({ params, query }: PageProps) {
  return <Guard roles={['bidder']}>{(who) => <Live who={who} id={params.id!} wanted={query.get('lot')} />}</Guard>;
}
