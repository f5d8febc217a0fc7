// Rules to begin with when a format is chosen: they fit the lot's estimate and the time there is.
import type { DocumentLot, FormatType, Rules, TenderDocument } from '../api/views';
import { presetRules } from '../pages/officer/editor/model';
import { amountOf, minorOf } from '../lib/money';
import { roundDefaults } from './rounds';

export const formats = [
  'english_reverse', 'dutch_reverse', 'japanese_reverse', 'stepped_rounds', 'supply_schedule', 'sealed_first_price', 'sealed_second_price', 'hybrid', 'package',
] as const satisfies readonly FormatType[];

export function formatOf(rules: Rules): string {
  return rules.type ?? 'english_reverse';
}

/** 1, 2 or 5 times a power of ten of whole units, not above `minor`, at least `least`. */
function round(minor: bigint, least: bigint): bigint {
  if (minor < least) return least;
  const power = 10n ** BigInt(minor.toString().length - 1);
  const lead = minor / power;
  const step = (lead >= 5n ? 5n : lead >= 2n ? 2n : 1n) * power;
  return step < least ? least : step;
}

/** Half a percent of the ceiling, round. */
export function stepFor(ceiling: string | undefined, currency: string): string | undefined {
  try {
    return ceiling === undefined ? undefined : amountOf(round(minorOf(ceiling, currency) / 200n, minorOf('1', currency)), currency);
  } catch {
    return undefined;
  }
}

/** Two thirds of the time sealed, a minute or so to open, the rest live; whole minutes where there are enough. */
function hybridTimes(rules: Rules, schedule: TenderDocument['schedule']): Pick<Rules, 'sealed_seconds' | 'opening_seconds'> {
  const seconds = Math.floor((Date.parse(rules.ends_at ?? schedule.auction_ends_at) - Date.parse(rules.starts_at ?? schedule.auction_starts_at)) / 1000);
  if (!(seconds >= 3)) return {};
  const grain = seconds >= 600 ? 60 : 1;
  const part = (share: number): number => Math.max(1, Math.floor((seconds * share) / grain) * grain);
  return { sealed_seconds: part(2 / 3), opening_seconds: Math.min(300, Math.max(1, part(1 / 12))) };
}

/** Keeps what every format shares: ceiling, tick, times. */
export function rulesFor(type: FormatType, document: Pick<TenderDocument, 'currency' | 'schedule'>, lot: DocumentLot): Rules {
  const { currency, schedule } = document;
  const old = lot.rules ?? {};
  const ceiling = old.ceiling ?? (type === 'supply_schedule' ? undefined : (lot.estimate ?? undefined));
  const times = { ...(old.starts_at && { starts_at: old.starts_at }), ...(old.ends_at && { ends_at: old.ends_at }) };
  if (type === 'english_reverse') return { ...presetRules('open', ceiling, currency), ...times };
  const shared: Rules = { type, ...times, ...(currency === 'IDR' ? { tick: '1' } : {}), outage: { min_seconds: 5, min_remaining_seconds: type === 'supply_schedule' || type === 'package' ? 300 : 60 } };
  if (type === 'supply_schedule') {
    const [item] = lot.items ?? [];
    const units = lot.items?.length === 1 && /^\d{1,12}$/.test(item?.quantity ?? '') ? Number(item!.quantity) : undefined;
    return {
      ...shared,
      ...(item?.unit_estimate && lot.items.length === 1 ? { ceiling: item.unit_estimate } : {}),
      demand: { ...(units && { units }), unit: item?.unit ?? '' },
      pricing: 'pay_as_bid', margin: { rule: 'time_priority' }, replacement: 'any', visibility: 'own_award', max_steps: 10,
    };
  }
  if (type === 'package') {
    const parts = lot.items.filter(({ description }) => description).map(({ description, quantity, unit_estimate }, n) => ({
      id: String(n + 1), title: description,
      ...(/^\d{1,6}$/.test(quantity) && quantity !== '1' && { units: Number(quantity) }),
      ...(unit_estimate && { ceiling: unit_estimate }),
    }));
    return { ...shared, ...(ceiling && { ceiling }), parts: parts.length > 0 ? parts : [{ id: '1', title: '' }], payment: 'pay_as_bid', max_bids: 20, time_limit_seconds: 60 } as Rules;
  }
  if (type === 'stepped_rounds') {
    const step = stepFor(ceiling, currency);
    return { ...shared, ...(ceiling && { ceiling }), ...roundDefaults, ...(step && { step }) };
  }
  if (type === 'sealed_first_price' || type === 'sealed_second_price') return { ...shared, ...(ceiling && { ceiling }), winners: 1, outage: { min_seconds: 5, min_remaining_seconds: 300 } };
  if (type === 'hybrid') {
    const { tick: _, ceiling: __, outage: ___, ...live } = presetRules('open', ceiling, currency);
    return { ...shared, ...(ceiling && { ceiling }), ...hybridTimes(old, schedule), best: 3, at_the_edge: 'all_equal', live };
  }
  const clock: Rules = { ...shared, ...(ceiling && { ceiling }), interval_seconds: 60, winners: 1 };
  const japanese = type === 'japanese_reverse';
  if (japanese) Object.assign(clock, { silence: 'leaves', shows_remaining: true });
  try {
    const top = minorOf(ceiling ?? '', currency);
    const seconds = (Date.parse(old.ends_at ?? schedule.auction_ends_at) - Date.parse(old.starts_at ?? schedule.auction_starts_at)) / 1000;
    const prices = BigInt(Math.max(2, Math.min(41, Math.floor(seconds / 60))));
    const whole = minorOf('1', currency);
    // A Dutch price begins at six tenths of the ceiling and climbs to it; a Japanese one falls as far from it.
    let step = round(top / 100n, whole);
    while (((top * 4n) / 10n) / step + 1n > prices) step = round(step * 2n + step / 2n, whole);
    const first = japanese ? top - (top % step) : (((top * 6n) / 10n + step - 1n) / step) * step;
    const reach = japanese ? (((first * 6n) / 10n + step - 1n) / step) * step : top - (top % step);
    Object.assign(clock, { start: amountOf(first, currency), step: amountOf(step, currency), [japanese ? 'floor' : 'highest']: amountOf(reach, currency) });
  } catch {
    // Without a ceiling nothing is known of prices: the fields stay empty.
  }
  return clock;
}
