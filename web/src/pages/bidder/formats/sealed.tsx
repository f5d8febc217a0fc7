// Sealed bids for one who bids: an amount is sealed in this browser, may be replaced or taken back until the deadline, and is
// opened with all others.
import './format.css';
import './sealed.css';
import { useEffect, useState } from 'preact/hooks';
import { prepareSealing, sealPrice } from '../../../seal';
import { base64 } from '../../../bid/key';
import { useRemembered } from '../../../bid/remembered';
import { newBidId } from '../../../bid/sign';
import { useFormat } from '../../../i18n/format';
import { dictionary, useText } from '../../../i18n/language';
import { useDefect } from '../../../lot/defects';
import { SealedNotice, SealedResult, usePlatformSentence } from '../../../lot/sealed';
import { sealedState, sealedUntil } from '../../../lot/sealing';
import { Amount } from '../../../parts/amount/amount';
import { Button, Buttons } from '../../../parts/button/button';
import { Clock } from '../../../parts/clock/clock';
import { Icon } from '../../../parts/icon';
import { Notice } from '../../../parts/notice/notice';
import { fromBase64 } from '../../../verify/bytes';
import { BidBar } from '../bid_bar';
import { useTypedAmount } from '../typed_amount';
import LiveRound from './live_round';
import type { FormatDeskProps } from './props';
import { SealDialog } from './seal_dialog';
import { SayDialog, useSaying } from '../say_dialog';

const texts = dictionary(
  {
    position: 'Penawaran tersegel Anda',
    none: 'Anda belum mengirim penawaran',
    stands: 'Penawaran tersegel Anda tercatat',
    standsAt: (version: string, time: string) => `Versi ${version}, tercatat ${time}.`,
    only: 'Jumlah ini hanya diingat perangkat ini. Platform tidak menampilkannya kepada siapa pun, juga kepada Anda, sampai dibuka.',
    hidden: 'Jumlahnya diingat perangkat ini dan disembunyikan dari layar.',
    unknown: 'Jumlahnya tidak diingat perangkat ini, dan platform tidak menampilkannya sampai dibuka. Bila ragu, kirim penawaran baru.',
    hide: 'Sembunyikan jumlah',
    show: 'Tampilkan jumlah',
    forget: 'Lupakan di perangkat ini',
    withdraw: 'Tarik kembali',
    facts: {
      unseen: 'Tidak ada orang lain yang melihat bahwa Anda menawar, petugas pun tidak, sampai semua penawaran dibuka bersama-sama.',
      until: (time: string) => `Sampai ${time} Anda dapat mengganti atau menarik penawaran Anda. Yang tiba tepat pada waktu itu sudah terlambat.`,
      second: 'Yang terendah menang dan dibayar setinggi penawaran berikutnya: menawar sebesar biaya Anda sendiri adalah yang terbaik.',
      open: 'Setelah dibuka, jumlah setiap penawaran terlihat oleh semua orang.',
      hybrid: (best: string) => `${best} penawaran terbaik lanjut ke babak langsung, mulai dari harga tersegelnya.`,
    },
    deadline: 'Batas waktu penawaran tersegel',
    toLive: 'Sampai babak langsung mulai',
    waitAnswer: 'Tunggu jawaban atas yang baru Anda kirim.',
    prepare: 'Anda dapat menyiapkan jumlahnya sekarang dan menyegelnya setelah lelang mulai.',
    paused: 'Lelang dijeda. Anda dapat menyiapkan jumlahnya; segel setelah dilanjutkan.',
    label: 'Jumlah penawaran Anda',
    replace: 'Jumlah pengganti',
    takeBack: 'Tarik kembali penawaran Anda?',
    takeBackEffect: 'Setelah ditarik, Anda tidak punya penawaran untuk lot ini. Sampai batas waktu Anda masih dapat mengirim yang baru.',
    takeBackDo: 'Ya, tarik kembali',
    keep: 'Biarkan',
    defect: 'Penawaran Anda tidak dihitung',
    defectHelp: (why: string) => `${why}. Hubungi narahubung tender jika menurut Anda ini keliru.`,
    opening: (time: string) => `Babak langsung mulai ${time}, bila pembukaan sudah selesai.`,
  },
  {
    position: 'Your sealed bid',
    none: 'You have not bid yet',
    stands: 'Your sealed bid is recorded',
    standsAt: (version: string, time: string) => `Version ${version}, recorded ${time}.`,
    only: 'Only this device remembers the amount. The platform shows it to nobody, you included, until it is opened.',
    hidden: 'This device remembers the amount and does not show it.',
    unknown: 'This device does not remember the amount, and the platform does not show it until it is opened. If in doubt, send a new bid.',
    hide: 'Hide the amount',
    show: 'Show the amount',
    forget: 'Forget it on this device',
    withdraw: 'Take back',
    facts: {
      unseen: 'Nobody else sees that you bid, the officer neither, until all bids are opened at once.',
      until: (time: string) => `Until ${time} you can replace your bid or take it back. What arrives exactly then is too late.`,
      second: 'The lowest bid wins and is paid what the next one asked: bidding your own cost is the best you can do.',
      open: 'Once they are opened, everybody sees the amount of every bid.',
      hybrid: (best: string) => `The best ${best} bids go on to a live round, beginning with their sealed prices.`,
    },
    deadline: 'Deadline of sealed bids',
    toLive: 'Until the live round starts',
    waitAnswer: 'Wait for the answer to what you just sent.',
    prepare: 'You can prepare the amount now and seal it once the auction has started.',
    paused: 'The auction is paused. You can prepare the amount; seal it once it goes on.',
    label: 'Amount of your bid',
    replace: 'New amount',
    takeBack: 'Take back your bid?',
    takeBackEffect: 'Once taken back, you have no bid for this lot. Until the deadline you can still send a new one.',
    takeBackDo: 'Yes, take it back',
    keep: 'Leave it',
    defect: 'Your bid does not count',
    defectHelp: (why: string) => `${why}. Ask the tender’s contact if you think this is a mistake.`,
    opening: (time: string) => `The live round starts ${time}, if the opening is done by then.`,
  },
);

export default function SealedDesk({ memory, view, own, rules, zone, connected, ready, waiting, sendOffer }: FormatDeskProps) {
  const text = useText(texts);
  const format = useFormat();
  const platform = usePlatformSentence();
  const defect = useDefect();
  const typed = useTypedAmount(memory, view.currency);
  const kept = useRemembered(`${memory}.sealed`);
  const [review, setReview] = useState<string | undefined>();
  const [leaving, setLeaving] = useState(false);
  const saying = useSaying();
  const state = sealedState(view);
  const { committed = null } = own;
  const until = sealedUntil(view);
  const taking = state === 'sealed' ? (view.phase === 'live' ? 'yes' : 'held') : state === 'before' ? 'held' : 'over';

  // Fetched while there is a line: a bid is sealed also where there is none.
  useEffect(() => {
    if (ready && taking !== 'over') prepareSealing();
  }, [ready, taking]);
  // What is open to everybody needs no secret any more.
  useEffect(() => {
    if (state === 'opened') kept.forget();
    if (state !== 'sealed' && state !== 'before') setReview(undefined);
    if (state !== 'sealed') setLeaving(false);
  }, [state]);

  const seal = async (amount: string): Promise<void> => {
    const { sealing } = view;
    const serverKey = sealing?.mode === 'server' ? fromBase64(sealing.server_key) : undefined;
    if (!sealing || !serverKey) throw new Error('no key to seal to');
    const bid = newBidId();
    const version = own.next_version ?? (committed?.version ?? 0) + 1;
    const { envelope, commitments } = await sealPrice(
      { tender: view.tender, lot: view.lot, envelope: 'price', bidder: own.pseudonym, bid, version, deadline: sealing.deadline, serverKey },
      amount,
    );
    kept.remember(bid, amount);
    await sendOffer({ kind: 'commit', ...commitments, version }, { bid, envelope: base64(envelope) });
    typed.set('');
    setReview(undefined);
  };
  const takeBack = async (): Promise<void> => {
    await sendOffer({ kind: 'withdraw' });
    setLeaving(false);
  };

  const amount = kept.amountOf(committed?.bid);
  const mine = own.opened;
  const open = state === 'sealed' || state === 'before';
  const at = format.dateTime(until, zone, true);
  const hint = waiting ? text.waitAnswer : state === 'before' ? text.prepare : view.phase === 'paused' ? text.paused : undefined;
  return (
    <div class="bid-format">
      <div class="stack">
        {(view.phase === 'live' || view.phase === 'paused') && (
          <Clock phase={view.phase} startsAt={view.starts_at} endsAt={state === 'sealed' ? until : (view.stage?.until ?? view.ends_at)} remainingSeconds={view.remaining_us === null ? undefined : Math.ceil(view.remaining_us / 1_000_000)} zone={zone} note={state === 'sealed' ? text.deadline : text.toLive} />
        )}
        {(state === 'opening' || state === 'never') && (
          <SealedNotice view={view} zone={zone}>
            {view.format === 'hybrid' && view.stage?.until && <p>{text.opening(format.clock(view.stage.until, zone))}</p>}
          </SealedNotice>
        )}
        {(open || state === 'opening') && (
          <section class={`position ${committed ? 'leads' : 'none'}`} aria-label={text.position} aria-live="polite">
            <p class="position-words">
              <Icon name={committed ? 'lock' : 'info'} size={24} /> {committed ? text.stands : text.none}
            </p>
            {committed && (
              <>
                {amount !== undefined && !kept.hidden && (
                  <p class="sealed-amount">
                    <Amount amount={amount} currency={view.currency} words />
                  </p>
                )}
                <p class="small">{text.standsAt(format.number(committed.version), format.dateTime(committed.at, zone, true))}</p>
                <p class="small">{amount === undefined ? text.unknown : kept.hidden ? text.hidden : text.only}</p>
                <Buttons>
                  {amount !== undefined && (
                    <Button small onClick={() => kept.hide(!kept.hidden)}>
                      {kept.hidden ? text.show : text.hide}
                    </Button>
                  )}
                  {amount !== undefined && (
                    <Button small onClick={kept.forget}>
                      {text.forget}
                    </Button>
                  )}
                  {state === 'sealed' && ready && (
                    <Button small disabled={view.phase !== 'live' || waiting} onClick={() => setLeaving(true)}>
                      {text.withdraw}
                    </Button>
                  )}
                </Buttons>
              </>
            )}
          </section>
        )}
        {open && (
          <ul class="sealed-facts">
            <li>{text.facts.unseen}</li>
            <li>{text.facts.until(at)}</li>
            {view.format === 'sealed_second_price' && <li>{text.facts.second}</li>}
            {view.format === 'hybrid' && <li>{text.facts.hybrid(format.number(rules.best ?? 2))}</li>}
            <li>{text.facts.open}</li>
            <li>
              <strong>{platform}</strong>
            </li>
          </ul>
        )}
        {state === 'opened' && mine?.defect && view.format !== 'hybrid' && (
          <Notice kind="danger" title={text.defect} live="status">
            <p>{text.defectHelp(defect(mine.defect))}</p>
          </Notice>
        )}
        {state === 'opened' && (view.format === 'hybrid' ? <LiveRound view={view} own={own} rules={rules} zone={zone} /> : <SealedResult view={view} you={own.pseudonym} level={2} />)}
      </div>
      {open && ready && (
        <BidBar
          view={view}
          own={own}
          rules={rules}
          typed={typed}
          connected={connected}
          zone={zone}
          onReview={setReview}
          open={taking === 'yes' && !waiting}
          hint={hint}
          plain
          label={committed ? text.replace : text.label}
        />
      )}
      {review !== undefined && (
        <SealDialog
          amount={review}
          currency={view.currency}
          most={own.next_valid ?? view.ceiling}
          before={committed ? (amount ?? null) : undefined}
          until={until}
          zone={zone}
          taking={taking}
          connected={connected}
          onClose={() => setReview(undefined)}
          onChange={setReview}
          onSeal={seal}
        />
      )}
      {leaving && (
        <SayDialog title={text.takeBack} kind="danger" saying={saying} yes={text.takeBackDo} no={text.keep} onYes={takeBack} onNo={() => setLeaving(false)}>
          <p>{text.takeBackEffect}</p>
        </SayDialog>
      )}
    </div>
  );
}
