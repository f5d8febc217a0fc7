import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { LotView, OwnLine } from '../../api/views';
import { type BidRules, problemOf, quickChoices } from '../../bid/amount';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { subtractAmounts } from '../../lib/money';
import { AmountField, useAmountProblem } from '../../parts/amount_field/amount_field';
import { Button } from '../../parts/button/button';
import type { useTypedAmount } from './typed_amount';

const texts = dictionary(
  {
    bar: 'Menawar',
    label: 'Jumlah penawaran Anda',
    review: 'Periksa',
    quick: 'Pilihan cepat',
    most: 'Tertinggi',
    oneStep: '1 langkah',
    twoSteps: '2 langkah',
    tooHigh: (amount: string) => `Paling tinggi ${amount}.`,
    offTick: (tick: string, near: string) => `Harus kelipatan ${tick}. Terdekat di bawahnya ${near}.`,
    restored: 'Jumlah ini Anda tulis sebelumnya dan belum dikirim.',
    notStarted: 'Lelang belum mulai. Anda dapat menyiapkan jumlahnya sekarang.',
    paused: 'Lelang dijeda. Anda dapat menyiapkan jumlahnya; kirim setelah dilanjutkan.',
    offline: 'Tidak tersambung. Penawaran yang Anda tegaskan tersimpan di sini dan dikirim begitu tersambung.',
  },
  {
    bar: 'Bid',
    label: 'Amount of your bid',
    review: 'Review',
    quick: 'Quick choices',
    most: 'Highest',
    oneStep: '1 step',
    twoSteps: '2 steps',
    tooHigh: (amount: string) => `At most ${amount}.`,
    offTick: (tick: string, near: string) => `It must be a multiple of ${tick}. The nearest below is ${near}.`,
    restored: 'You entered this amount before and have not sent it.',
    notStarted: 'The auction has not started. You can prepare the amount now.',
    paused: 'The auction is paused. You can prepare the amount; send it once it goes on.',
    offline: 'Not connected. A bid you confirm is kept here and sent as soon as there is a connection.',
  },
);

export interface BidBarProps {
  view: LotView;
  own: OwnLine;
  rules: BidRules;
  typed: ReturnType<typeof useTypedAmount>;
  connected: boolean;
  zone: string;
  onReview: (amount: string) => void;
  /** Where bids are taken at other times than while the lot is live; what to say instead, and beside it. */
  open?: boolean;
  hint?: string | undefined;
  children?: ComponentChildren;
  /** Without quick choices: there is no price to go below. */
  plain?: boolean;
  label?: string;
}

/** Amount, words, quick choices, Review. Sticks to the bottom of a small screen. */
export function BidBar({ view, own, rules, typed, connected, onReview, open, hint: said, children, plain, label }: BidBarProps) {
  const text = useText(texts);
  const format = useFormat();
  const amountProblem = useAmountProblem();
  const [tried, setTried] = useState(false);
  const { currency } = view;
  const money = (amount: string): string => format.money(amount, currency);

  const reference = own.next_valid ?? null;
  const choices = reference === null || plain ? [] : quickChoices(reference, rules, currency);
  const names = [text.most, text.oneStep, text.twoSteps];

  const wrong = ((): string => {
    const { read } = typed;
    if (read.problem) return read.problem === 'empty' && !tried ? '' : amountProblem(read.problem, currency);
    const found = problemOf(read.amount, own.next_valid, rules, currency);
    if (!found) return '';
    return found.name === 'too_high' ? text.tooHigh(money(found.atMost)) : text.offTick(money(found.tick), money(found.near));
  })();
  const live = open ?? view.phase === 'live';
  const hint = !live ? (said ?? (view.phase === 'paused' ? text.paused : text.notStarted)) : !connected ? text.offline : typed.restored ? text.restored : said;

  const review = (): void => {
    if (!wrong && typed.read.amount) {
      setTried(false);
      onReview(typed.read.amount);
    } else {
      setTried(true);
      document.getElementById('bid-amount')?.focus();
    }
  };

  return (
    <form
      class="bid-bar no-print"
      aria-label={text.bar}
      onSubmit={(event) => {
        event.preventDefault();
        if (live) review();
      }}
    >
      {choices.length > 0 && (
        <div class={`quick${choices.some((amount) => amount.length > 10) ? ' long' : ''}`} role="group" aria-label={text.quick}>
          {choices.map((amount, at) => (
            <button
              key={at}
              type="button"
              title={at === 0 ? undefined : `\u2212${money(subtractAmounts(reference!, amount, currency))}`}
              onClick={() => {
                typed.set(amount);
                setTried(false);
              }}
            >
              <span class="quick-name">{names[at]}</span>{' '}
              <span class="figures">{format.number(amount)}</span>
            </button>
          ))}
        </div>
      )}
      {hint && (
        <p class="small" id="bid-hint">
          {hint}
        </p>
      )}
      <div class="bid-line">
        <AmountField
          id="bid-amount"
          label={label ?? text.label}
          currency={currency}
          value={typed.typed}
          error={wrong || undefined}
          large
          onInput={(value) => {
            typed.type(value);
            setTried(false);
          }}
          onEnter={() => live && review()}
        />
        <Button kind="primary" type="submit" disabled={!live}>
          {text.review}
        </Button>
      </div>
      {children}
    </form>
  );
}
