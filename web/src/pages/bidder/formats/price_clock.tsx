import './format.css';
import type { ComponentChildren } from 'preact';
import type { LotView } from '../../../api/views';
import { useFormat } from '../../../i18n/format';
import { dictionary, useText } from '../../../i18n/language';
import { useServerNow } from '../../../lib/server_clock';
import { stageLeft } from '../../../lot/stage_time';
import { Amount } from '../../../parts/amount/amount';

const texts = dictionary(
  {
    price: (n: string, of: string) => `Harga ${n} dari ${of}`,
    left: 'berlaku',
    held: 'berhenti, tersisa',
    waiting: 'Menunggu server…',
  },
  {
    price: (n: string, of: string) => `Price ${n} of ${of}`,
    left: 'for',
    held: 'stands still with',
    waiting: 'Waiting for the server…',
  },
);

/** How long the stage still is; nothing where it has no end. */
export function ClockLeft({ left, held, word }: { left: number | undefined; held: boolean; word: string }) {
  const text = useText(texts);
  const format = useFormat();
  if (left === undefined) return null;
  return (
    <p class="price-clock-left">
      {left > 0 ? (
        <>
          <span>{held ? text.held : word}</span> <strong class="figures" role="timer">{format.countdown(left)}</strong>
        </>
      ) : (
        text.waiting
      )}
    </p>
  );
}

/** The price that is offered now, large, and how long it is. */
export function PriceClock({ view, label, children }: { view: LotView; label: string; children?: ComponentChildren }) {
  const text = useText(texts);
  const format = useFormat();
  const now = useServerNow(1000);
  const { stage, phase } = view;
  const left = stageLeft(view, now);
  if (!stage?.price) return null;
  const held = phase === 'paused';
  return (
    <section class={`price-clock${held ? ' held' : left !== undefined && left < 10_000 ? ' urgent' : ''}`} aria-label={label}>
      <p class="price-clock-name">
        {label}
        {stage.number !== undefined && stage.of !== undefined && ` · ${text.price(format.number(stage.number), format.number(stage.of))}`}
      </p>
      <p class={`price-clock-price${stage.price.length > 11 ? ' long' : ''}`}>
        <Amount amount={stage.price} currency={view.currency} words flash />
      </p>
      <ClockLeft left={left} held={held} word={text.left} />
      {children}
    </section>
  );
}
