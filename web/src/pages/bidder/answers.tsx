import { useEffect, useRef, useState } from 'preact/hooks';
import type { LotView, OwnLine } from '../../api/views';
import type { BidPhase, Outbox, OutBid } from '../../bid/outbox';
import { useSaid } from '../../bid/said';
import { useVerdict } from '../../bid/verdicts';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { Button } from '../../parts/button/button';
import { Icon } from '../../parts/icon';
import { ReceiptCard } from '../../parts/receipt/receipt';

const texts = dictionary(
  {
    title: 'Penawaran Anda yang terakhir',
    outgoing: 'Belum dijawab',
    phases: {
      unsent: 'Belum terkirim',
      sending: 'Terkirim, menunggu jawaban…',
      unknown: 'Terkirim, tetapi jawabannya belum sampai',
      retrying: 'Belum tercatat, dikirim lagi',
      unanswered: 'Tidak sempat dijawab',
    },
    help: {
      unsent: 'Tersimpan di peramban ini dan dikirim begitu tersambung. Penawaran ini belum berlaku.',
      sending: 'Penawaran ini berlaku begitu tercatat di buku besar.',
      unknown: 'Mungkin sudah tercatat. Begitu tersambung, penawaran yang sama dikirim lagi; tidak akan tercatat dua kali.',
      unanswered:
        'Lelang ditutup sebelum jawabannya sampai. Mungkin sudah tercatat, mungkin tidak; begitu tersambung, buku besar yang menjawab. Tanpa tanda terima, anggap penawaran ini tidak berlaku.',
    },
    withdraw: 'Jangan kirim',
    rank: (n: number) => `Peringkat ${n} pada saat itu`,
    first: 'Anda memimpin pada saat itu',
    notRecorded: 'Tidak tercatat di buku besar.',
    dismiss: 'Tutup',
    again: 'Penawaran ini sudah dijawab sebelumnya; ini jawaban yang sama.',
    sr: (title: string, amount: string) => `${title}: ${amount}.`,
  },
  {
    title: 'Your latest bid',
    outgoing: 'Unanswered',
    phases: {
      unsent: 'Not sent yet',
      sending: 'Sent, waiting for the answer…',
      unknown: 'Sent, but the answer has not come',
      retrying: 'Not recorded yet, being sent again',
      unanswered: 'Never answered',
    },
    help: {
      unsent: 'Kept in this browser and sent as soon as there is a connection. This bid does not count yet.',
      sending: 'This bid counts once it stands in the ledger.',
      unknown: 'It may stand in the ledger. As soon as there is a connection the same bid is sent again; it cannot be recorded twice.',
      unanswered:
        'The auction closed before the answer came. It may or may not stand in the ledger; the ledger answers as soon as there is a connection. Without a receipt, take it that this bid does not count.',
    },
    withdraw: 'Do not send',
    rank: (n: number) => `Rank ${n} at that moment`,
    first: 'You led at that moment',
    notRecorded: 'Not recorded in the ledger.',
    dismiss: 'Close',
    again: 'This bid had been answered before; this is the same answer.',
    sr: (title: string, amount: string) => `${title}: ${amount}.`,
  },
);

async function fingerprintOf(seq: number): Promise<string> {
  const answer = await fetch(`/api/v1/receipts/${seq}`, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(String(answer.status));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await answer.arrayBuffer()));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** SHA-256 of the receipt file; the receipt may need a checkpoint that is still being signed, so it is asked twice. */
export function useFingerprint(seq: number | undefined): string | undefined {
  const [found, setFound] = useState<string | undefined>();
  useEffect(() => {
    if (seq === undefined) return;
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (left: number): void => {
      fingerprintOf(seq).then(
        (hash) => current && setFound(hash),
        () => {
          if (current && left > 0) timer = setTimeout(() => ask(left - 1), 2000);
        },
      );
    };
    setFound(undefined);
    ask(2);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [seq]);
  return found;
}

function Outgoing({ box, bid, phase }: { box: Outbox; bid: OutBid; phase: BidPhase }) {
  const text = useText(texts);
  const verdict = useVerdict();
  const said = useSaid();
  const id = bid.frame.bid;
  const kept = phase as keyof typeof text.phases;
  const waiting = bid.waiting ? verdict(bid.waiting) : undefined;
  return (
    <li class={`outgoing ${phase}`}>
      <p class="outgoing-title">
        {phase === 'sending' ? <span class="button-busy" aria-hidden="true" /> : <Icon name={phase === 'unanswered' ? 'warning' : 'clock'} />}
        <span>{text.phases[kept]}</span>
        <strong class="figures nowrap">{said(bid.frame, bid.currency)}</strong>
      </p>
      <p class="small">{phase === 'retrying' && waiting ? `${waiting.title}. ${waiting.help}` : text.help[kept as keyof typeof text.help]}</p>
      {phase === 'unsent' && (
        <Button small onClick={() => box.withdraw(id)}>
          {text.withdraw}
        </Button>
      )}
    </li>
  );
}

export interface AnswersProps {
  box: Outbox;
  bids: OutBid[];
  view: LotView;
  own: OwnLine;
  zone: string;
  connected: boolean;
}

/** What became of one's bids: those on their way, and the newest answer, with its receipt. */
export function Answers({ box, bids, view, zone }: AnswersProps) {
  const text = useText(texts);
  const format = useFormat();
  const what = useSaid();
  const verdict = useVerdict();
  const over = view.phase === 'closed' || view.phase === 'cancelled';
  const withPhase = bids.map((bid) => ({ bid, phase: box.phase(bid, over) }));
  const outgoing = withPhase.filter(({ bid }) => !bid.answer);
  const newest = withPhase.filter(({ phase }) => phase === 'accepted' || phase === 'refused').pop();
  const [closed, setClosed] = useState('');
  const shown = newest && newest.bid.frame.bid !== closed ? newest : undefined;
  const fingerprint = useFingerprint(shown?.bid.answer?.seq);

  // Said once, when an answer comes; not for those that stood here already.
  const known = useRef(newest?.bid.frame.bid);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (!newest || known.current === newest.bid.frame.bid) return;
    known.current = newest.bid.frame.bid;
    const { title, help } = verdict(newest.bid.answer!.verdict);
    setSaid(`${text.sr(title, what(newest.bid.frame, newest.bid.currency))} ${help}`);
  }, [newest?.bid.frame.bid]);

  const answer = shown?.bid.answer;
  const { frame, currency } = shown?.bid ?? { frame: undefined, currency: '' };
  const most = typeof answer?.detail?.at_most === 'string' ? format.money(answer.detail.at_most, currency) : undefined;
  const words = answer && verdict(answer.verdict, most);
  const rank = typeof answer?.detail?.rank === 'number' ? answer.detail.rank : undefined;
  return (
    <>
      <p class="sr-only" role="status">
        {said}
      </p>
      {outgoing.length > 0 && (
        <ul class="outgoing-list" aria-label={text.outgoing}>
          {outgoing.map(({ bid, phase }) => (
            <Outgoing key={bid.frame.bid} box={box} bid={bid} phase={phase} />
          ))}
        </ul>
      )}
      {shown && answer && frame && words && (
        <div class="answer">
          {answer.seq !== undefined && answer.at !== undefined ? (
            <ReceiptCard
              seq={answer.seq}
              bid={frame.bid}
              at={answer.at}
              amount={'amount' in frame ? frame.amount : undefined}
              what={what(frame, currency)}
              currency={currency}
              zone={zone}
              refused={shown.phase === 'refused'}
              fingerprint={fingerprint}
            >
              <p>
                <strong>{shown.phase === 'refused' ? `${words.title}. ` : rank === 1 ? `${text.first}. ` : rank ? `${text.rank(rank)}. ` : ''}</strong>
                {shown.phase === 'refused' ? words.help : ''}
                {answer.again ? ` ${text.again}` : ''}
              </p>
            </ReceiptCard>
          ) : (
            <div class="receipt refused">
              <p class="receipt-title">
                <Icon name="cross" size={20} /> {words.title}
              </p>
              <p class="figures">{what(frame, currency)}</p>
              <p>
                {words.help} {shown.phase === 'refused' ? text.notRecorded : ''}
              </p>
            </div>
          )}
          <Button kind="quiet" small onClick={() => setClosed(frame.bid)}>
            {text.dismiss}
          </Button>
        </div>
      )}
    </>
  );
}
