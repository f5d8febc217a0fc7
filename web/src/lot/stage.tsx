// The format of a lot, where its own timetable stands, and who won: for officers and for everybody.
import './stage.css';
import type { LotView } from '../api/views';
import { useFormat } from '../i18n/format';
import { dictionary, useText } from '../i18n/language';
import { useServerNow } from '../lib/server_clock';
import { Pill } from '../parts/pill/pill';
import { useFormatName } from '../rules/format_texts';
import { stageLeft } from './stage_time';

const texts = dictionary(
  {
    price: (n: string, of: string) => `Harga ${n} dari ${of}`,
    level: (n: string, of: string) => `Tingkat ${n} dari ${of}`,
    round: (n: string, of: string) => `Babak ${n} dari ${of}`,
    turn: (who: string) => `Giliran Penyedia ${who}`,
    left: (length: string) => `sisa ${length}`,
    held: (length: string) => `diam, sisa ${length}`,
    remaining: (n: string) => `${n} masih ikut`,
    names: { initial_offers: 'Penawaran awal', opening_pause: 'Jeda pembuka', pause: 'Jeda', pre_announcement: 'Menunggu pengumuman', sealed: 'Penawaran tersegel', opening: 'Penawaran sedang dibuka', live: 'Babak langsung' },
    winners: 'Pemenang menurut lelang',
    winner: (who: string, amount: string) => `Penyedia ${who}: ${amount}`,
    units: (amount: string, units: string) => `${amount} untuk ${units}`,
  },
  {
    price: (n: string, of: string) => `Price ${n} of ${of}`,
    level: (n: string, of: string) => `Level ${n} of ${of}`,
    round: (n: string, of: string) => `Round ${n} of ${of}`,
    turn: (who: string) => `Bidder ${who} has the turn`,
    left: (length: string) => `${length} left`,
    held: (length: string) => `stands still, ${length} left`,
    remaining: (n: string) => `${n} still in`,
    names: { initial_offers: 'Initial offers', opening_pause: 'Opening pause', pause: 'Pause', pre_announcement: 'Waiting for the announcement', sealed: 'Bids are sealed', opening: 'Bids are being opened', live: 'Live round' },
    winners: 'Winners by the auction',
    winner: (who: string, amount: string) => `Bidder ${who}: ${amount}`,
    units: (amount: string, units: string) => `${amount} for ${units}`,
  },
);

/** A line of what the format says now; nothing for an English auction. */
export function LotStage({ view }: { view: Pick<LotView, 'format' | 'stage' | 'phase' | 'paused' | 'currency'> }) {
  const text = useText(texts);
  const format = useFormat();
  const name = useFormatName();
  const now = useServerNow(1000);
  const { stage, phase } = view;
  if (view.format === undefined || view.format === 'english_reverse') return null;
  const running = phase === 'live' || phase === 'paused' || stage?.name === 'opening';
  const left = stageLeft(view, now);
  const number = (n: number | undefined): string => format.number(n ?? 0);
  return (
    <p class="lot-stage">
      <Pill kind="info">{name(view.format)}</Pill>
      {running && stage && (
        <>
          {stage.price && <strong class="figures">{format.money(stage.price, view.currency)}</strong>}
          {stage.round !== undefined && <span>{text.round(number(stage.round), number(stage.rounds))}</span>}
          {stage.number !== undefined && stage.of !== undefined && (stage.name === 'price' || stage.name === 'level') && <span>{text[stage.name](number(stage.number), number(stage.of))}</span>}
          {stage.name in text.names && <span>{text.names[stage.name as keyof typeof text.names]}</span>}
          {stage.turn && <span>{text.turn(stage.turn)}</span>}
          {left !== undefined && <span class="figures">{(phase === 'paused' ? text.held : text.left)(format.countdown(left))}</span>}
          {stage.remaining !== undefined && <span>{text.remaining(number(stage.remaining))}</span>}
        </>
      )}
    </p>
  );
}

/** Several winners of one lot; nothing where there is one at most. */
export function LotWinners({ view, bidder }: { view: Pick<LotView, 'result' | 'currency'>; bidder?: (pseudonym: string) => string }) {
  const text = useText(texts);
  const format = useFormat();
  const winners = view.result?.winners ?? [];
  if (winners.length < 2) return null;
  const price = (amount: string, quantity: number): string => (quantity > 1 ? text.units(format.money(amount, view.currency), format.number(quantity)) : format.money(amount, view.currency));
  return (
    <div class="stack tight">
      <p class="quiet">{text.winners}</p>
      <ol class="lot-winners">
        {winners.map((winner) => (
          <li key={winner.bidder}>{bidder ? `${bidder(winner.bidder)}: ${price(winner.amount, winner.quantity)}` : text.winner(winner.bidder, price(winner.amount, winner.quantity))}</li>
        ))}
      </ol>
    </div>
  );
}
