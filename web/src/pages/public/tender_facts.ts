// What the public tender page works out of a view: pure, tested.
import type { DocumentLot, Rules, TenderDocument, TenderState, TenderView } from '../../api/views';
import { addAmounts } from '../../lib/money';
import { plannedTimes } from '../../rules/sequence';
import type { RuleSentence } from '../../rules/summary';

/** The rules of a lot with what the tender's document says for all lots. */
export function rulesOf(lot: DocumentLot, document: TenderDocument): Rules {
  return {
    currency: document.currency,
    ...plannedTimes(document.schedule, document.lots.indexOf(lot)),
    ...(lot.has_reserve ? { has_reserve: true } : {}),
    ...lot.rules,
  };
}

/** The sum of the lots' estimates; undefined unless every lot has one. */
export function totalEstimate(document: TenderDocument): string | undefined {
  let sum = '0';
  for (const { estimate } of document.lots) {
    if (!estimate) return undefined;
    sum = addAmounts(sum, estimate, document.currency);
  }
  return document.lots.length > 0 ? sum : undefined;
}

/** Sentences that all lots share, and per lot those that only it has. */
export function shareSentences(byLot: RuleSentence[][]): { shared: RuleSentence[]; own: RuleSentence[][] } {
  const [first = [], ...rest] = byLot;
  const shared = first.filter((sentence) => rest.every((lot) => lot.some((other) => other.text === sentence.text)));
  const isShared = (sentence: RuleSentence): boolean => shared.some((other) => other.text === sentence.text);
  return { shared, own: byLot.map((lot) => lot.filter((sentence) => !isShared(sentence))) };
}

export type StepName = 'published' | 'addendum' | 'starts' | 'started' | 'ends' | 'ended' | 'paused' | 'award' | 'awarded' | 'cancelled';
export interface Step {
  name: StepName;
  at?: string;
  reason?: string;
  state: 'past' | 'now' | 'next' | 'problem';
}

const order: TenderState[] = ['draft', 'published', 'scheduled', 'live', 'paused', 'closed', 'awarded'];

/** What happened and what comes, in the order of time. */
export function stepsOf(view: TenderView): Step[] {
  const reached = (state: TenderState): boolean => order.indexOf(view.state) >= order.indexOf(state);
  const steps: Step[] = [];
  if (view.published_at) steps.push({ name: 'published', at: view.published_at, state: view.state === 'published' || view.state === 'scheduled' ? 'now' : 'past' });
  for (const { at, reason } of view.addenda) steps.push({ name: 'addendum', at, reason, state: 'past' });
  if (view.cancelled) {
    steps.push({ name: 'cancelled', at: view.cancelled.at, reason: view.cancelled.reason, state: 'problem' });
    return steps;
  }
  const { auction_starts_at: start, auction_ends_at: end } = view.schedule;
  const lastEnd = view.lots.map((lot) => lot.ends_at).sort().pop() ?? end;
  if (reached('live')) {
    steps.push({ name: 'started', at: start, state: view.state === 'live' ? 'now' : 'past' });
    if (view.state === 'paused') steps.push({ name: 'paused', state: 'now' });
  } else steps.push({ name: 'starts', at: start, state: 'next' });
  if (reached('closed')) steps.push({ name: 'ended', at: lastEnd, state: view.state === 'closed' ? 'now' : 'past' });
  else steps.push({ name: 'ends', ...(view.state === 'paused' ? {} : { at: lastEnd }), state: 'next' });
  if (view.award) steps.push({ name: 'awarded', at: view.award.at, reason: view.award.reason, state: 'now' });
  else steps.push({ name: 'award', state: 'next' });
  return steps;
}
