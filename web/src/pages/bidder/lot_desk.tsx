import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { HistoryPoint, LotEvent, Rules, TenderView } from '../../api/views';
import type { Session } from '../../api/session';
import { useExtension } from '../../lot/extension';
import { goesOn, isLiveRound, sealedState } from '../../lot/sealing';
import type { Outbox, OutBid } from '../../bid/outbox';
import type { Signing } from '../../bid/signing';
import { newBidId, type OfferContent, signBid, signOffer } from '../../bid/sign';
import { Clock } from '../../parts/clock/clock';
import { Notice } from '../../parts/notice/notice';
import { useFormat } from '../../i18n/format';
import { useText, dictionary } from '../../i18n/language';
import { BidAnnouncer } from './announcer';
import { Answers } from './answers';
import type { LotState } from './bid';
import { BidBar } from './bid_bar';
import { formatDesk, hasOwnClock, LiveRound } from './formats/lazy';
import { later } from '../../parts/later/later';
import { LazyHistory } from './lazy_history';
import { Position, positionTexts } from './position';
import { Result } from './result';
import { ReviewDialog } from './review_dialog';
import { useTypedAmount } from './typed_amount';

const ProxyCard = later(() => import('./proxy_card').then((module) => module.default));

const texts = dictionary(
  {
    paused: 'Lelang dijeda; jam berhenti',
    pausedHelp: (reason: string) => `Alasan petugas: ${reason}`,
    cancelled: 'Lot ini dibatalkan',
    disqualified: 'Perusahaan Anda didiskualifikasi dari lot ini',
    fleeting: 'Peramban ini melarang penyimpanan. Penawaran yang belum dijawab hilang dari layar jika halaman dimuat ulang.',
  },
  {
    paused: 'The auction is paused; the clock has stopped',
    pausedHelp: (reason: string) => `The officer’s reason: ${reason}`,
    cancelled: 'This lot has been cancelled',
    disqualified: 'Your business is disqualified from this lot',
    fleeting: 'This browser forbids storage. Unanswered bids vanish from the screen when the page is reloaded.',
  },
);

export interface LotDeskProps {
  who: Session;
  tender: TenderView;
  lot: LotState;
  points: readonly HistoryPoint[];
  events: readonly LotEvent[];
  connected: boolean;
  box: Outbox;
  bids: OutBid[];
  signing: Signing;
  /** What stands in the place of the bid bar until this browser can bid. */
  children: ComponentChildren;
}

/** One lot for one who bids: clock, position, answers, bid bar; chart and history beside or below. */
export function LotDesk({ who, tender, lot: { view, own }, points, events, connected, box, bids, signing, children }: LotDeskProps) {
  const text = useText(texts);
  const words = useText(positionTexts);
  const format = useFormat();
  const extension = useExtension();
  const zone = tender.document.time_zone;
  const written = (tender.document.lots.find(({ id }) => id === view.lot)?.rules ?? {}) as Rules;
  // The live round of a hybrid lot is an English auction by rules of its own.
  const rules = { ...written, ...written.live };
  const memory = `terang.typed.${who.account}.${view.tender}.${view.lot}`;
  const typed = useTypedAmount(memory, view.currency);
  const [review, setReview] = useState<{ amount: string; asked: boolean } | undefined>();
  const over = view.phase === 'closed' || view.phase === 'cancelled';

  // The rules asked back: the same amount is put to the person again, as a question.
  const seen = useRef(new Set(bids.filter(({ answer }) => answer).map(({ frame }) => frame.bid)));
  useEffect(() => {
    for (const { frame, answer } of bids) {
      if (!answer || seen.current.has(frame.bid)) continue;
      seen.current.add(frame.bid);
      if (answer.verdict === 'confirm_needed' && 'amount' in frame) setReview({ amount: frame.amount, asked: true });
    }
  }, [bids]);
  useEffect(() => {
    if (over) setReview(undefined);
  }, [over]);

  const send = async (amount: string, confirm: boolean): Promise<void> => {
    if (signing.state !== 'ready') return;
    const bid = { amount, bid: newBidId(), confirm, lot: view.lot, origin: who.origin, tender: view.tender };
    box.add(await signBid(bid, signing.key), view.currency);
    typed.set('');
    setReview(undefined);
  };

  const sendOffer = async (content: OfferContent, sealed?: { bid: string; envelope: string }): Promise<void> => {
    if (signing.state !== 'ready') return;
    const offer = { bid: sealed?.bid ?? newBidId(), content, lot: view.lot, origin: who.origin, tender: view.tender };
    box.add(await signOffer(offer, signing.key, sealed?.envelope), view.currency);
  };

  const last = view.extensions.last;
  const Format = formatDesk(view);
  const opening = sealedState(view) === 'opening';
  const out = goesOn(view, own) === false;
  const running = view.phase === 'live' || view.phase === 'paused';
  return (
    <div class={`bid-columns${Format ? ' by-format' : ''}`}>
      <div class="stack bid-main">
        {!(running && hasOwnClock(view)) && <Clock
          phase={view.phase}
          startsAt={view.starts_at}
          opensAfter={view.opens_after}
          endsAt={view.ends_at}
          remainingSeconds={view.remaining_us === null ? undefined : Math.ceil(view.remaining_us / 1_000_000)}
          zone={zone}
          note={last && !over ? extension(last, zone) : undefined}
        />}
        {view.phase === 'paused' && view.paused && (
          <Notice kind="warning" title={text.paused}>
            <p>{text.pausedHelp(view.paused.reason)}</p>
          </Notice>
        )}
        {view.cancelled && (
          <Notice kind="danger" title={text.cancelled}>
            <p>{view.cancelled.reason}</p>
          </Notice>
        )}
        {own.disqualified && (
          <Notice kind="danger" title={text.disqualified}>
            <p>{own.disqualified.reason}</p>
          </Notice>
        )}
        {over && !opening && <Result tender={tender} view={view} own={own} />}
        {isLiveRound(view) && <LiveRound view={view} own={own} rules={written} zone={zone} />}
        {!Format && !out && <Position own={own} view={view} />}
        {Format && !over && typeof own.ceiling === 'string' && <p class="small">{words.ceiling}: {format.money(own.ceiling, view.currency)}</p>}
        {!Format && !out && <BidAnnouncer own={own} view={view} zone={zone} />}
        {!over && !out && !own.disqualified && signing.state !== 'ready' && children}
      </div>
      {Format && (
        <Format
          view={view}
          own={own}
          rules={written}
          zone={zone}
          connected={connected}
          ready={signing.state === 'ready' && !own.disqualified}
          waiting={bids.some(({ answer }) => !answer)}
          memory={memory}
          sendAmount={(amount, confirm = false) => send(amount, confirm)}
          sendOffer={sendOffer}
        />
      )}
      {!Format && !over && !out && !own.disqualified && signing.state === 'ready' && (
        <BidBar view={view} own={own} rules={rules} typed={typed} connected={connected} zone={zone} onReview={(amount) => setReview({ amount, asked: false })} />
      )}
      {!Format && rules.proxy && !over && !own.disqualified && signing.state === 'ready' && (
        <ProxyCard view={view} own={own} rules={rules} connected={connected} memory={memory} sendOffer={sendOffer} />
      )}
      <div class="stack bid-answers">
        {box.fleeting && <Notice kind="warning"><p>{text.fleeting}</p></Notice>}
        <Answers box={box} bids={bids} view={view} own={own} zone={zone} connected={connected} />
      </div>
      <div class="bid-side">
        <LazyHistory tender={tender} view={view} own={own} points={points} events={events} />
      </div>
      {review && (
        <ReviewDialog
          amount={review.amount}
          asked={review.asked}
          view={view}
          own={own}
          rules={rules}
          connected={connected}
          onClose={() => setReview(undefined)}
          onChange={(amount) => setReview({ amount, asked: false })}
          onSend={send}
        />
      )}
    </div>
  );
}
