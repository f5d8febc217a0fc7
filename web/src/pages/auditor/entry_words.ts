// An entry of the ledger as a sentence: who did what, and by what it was allowed.
import { formatFor } from '../../i18n/format';
import type { Language } from '../../i18n/language';
import type { Entry } from './audit';
import { entryTexts, type EntryKind, type Facts } from './entry_texts';

export interface EntryWorld {
  currency: string;
  zone: string;
  lotTitle: (id: string) => string;
  /** An answer of the auction in words. */
  verdict: (name: string) => string;
  /** What was said beside an amount. */
  content: (content: { kind: string; [more: string]: unknown }) => string;
}

export interface EntryWords {
  name: string;
  who: string;
  says: string;
  basis: string;
}

type Data = Record<string, unknown>;
const text = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const object = (value: unknown): Data => (value !== null && typeof value === 'object' ? (value as Data) : {});

function basisOf(kind: string, role: string): keyof (typeof entryTexts)['en']['basis'] {
  if (kind.startsWith('log.') || kind === 'entry.erased') return 'administrator';
  if (kind === 'bid.placed' || kind === 'offer.placed') return 'bidder';
  if (kind.startsWith('bid.')) return 'surrogate';
  if (kind.startsWith('key.') || kind === 'bidder.applied') return 'account';
  return role === 'clock' || kind === 'tender.covered' ? 'clock' : 'officer';
}

/** The end of the lot that an entry moved, wherever its kind says it. */
function endOf(data: Data): string {
  const outcome = object(data.outcome);
  const first = object(object(listOf(data.lots)[0]).outcome);
  return text(data.ends_at) || text(outcome.ends_at) || text(first.ends_at);
}

export function wordsOf(language: Language, entry: Entry, world: EntryWorld): EntryWords {
  const texts = entryTexts[language];
  const format = formatFor(language);
  const data = entry.data ?? {};
  const kind = entry.kind ?? '';
  const by = object(data.by);
  const role = text(by.role);
  const roles = texts.who as unknown as Record<string, string>;
  const bidder = text(data.bidder) || text(data.pseudonym);
  const pseudonym = bidder ? texts.who.pseudonym(bidder) : '';
  const roleName = role ? (roles[role] ?? role) : kind === 'tender.covered' ? texts.who.clock : '';
  const who = by.account ? texts.who.account(roleName, text(by.account)) : roleName || pseudonym || texts.who.unknown;
  const money = (amount: unknown): string => (/^\d+(\.\d+)?$/.test(text(amount)) ? format.money(text(amount), world.currency) : text(amount));
  const when = (time: unknown): string => (text(time) ? format.dateTime(text(time), world.zone, true) : '');
  const lot = (id: unknown): string => texts.lot(text(id), world.lotTitle(text(id)));
  const lots = listOf(data.lots).map((one) => lot(typeof one === 'string' ? one : object(one).lot));
  const end = endOf(data);
  const verdict = text(data.verdict);
  const rank = typeof data.rank === 'number' ? data.rank : 0;
  const stage = object(data.stage);
  const opened = listOf(data.opened).map(object);
  const winners = listOf(object(data.solution).winners);
  const other = ((): string => {
    if (kind === 'tender.drafted') return text(data.replaces);
    if (kind === 'tender.awarded') {
      return listOf(data.lots).map(object).map((one) => {
        const several = listOf(one.winners).map(object);
        const won = several.length > 0 ? several : one.winner ? [one] : [];
        return texts.won(lot(one.lot), won.map((winner) => texts.who.pseudonym(text(winner.winner))).join(', ') || texts.nobody, won.length === 1 ? money(won[0]!.amount) : '');
      }).join('; ');
    }
    if (kind === 'bidder.admitted') return data.adjustment ? '1' : '';
    if (kind === 'lot.advanced') return [stage.price ? money(stage.price) : '', stage.turn ? texts.who.pseudonym(text(stage.turn)) : ''].filter(Boolean).join(', ');
    if (kind === 'lot.unsealed') return format.number(opened.filter(({ defect }) => defect).length);
    if (kind === 'log.key_rotated') return text(data.new_vkey).split('+').slice(0, 2).join('+');
    if (kind === 'entry.erased') return listOf(data.erased).map((seq) => `#${text(seq)}`).join(', ');
    const content = object(data.content);
    return typeof content.kind === 'string' ? world.content(content as { kind: string }) : '';
  })();
  const facts: Facts = {
    who,
    lot: data.lot === undefined ? '' : lot(data.lot),
    lots: format.list(lots),
    bidder: pseudonym || texts.who.unknown,
    amount: money(data.amount ?? data.ceiling ?? object(data.solution).price ?? object(data.solution).total),
    business: text(data.business_name),
    reason: text(data.reason),
    ends: end ? texts.until(when(end)) : '',
    from: when(data.from ?? object(listOf(data.lots)[0]).starts_at),
    to: when(data.to ?? data.overlap_until),
    length: typeof data.by_seconds === 'number' ? format.duration(data.by_seconds) : '',
    count: kind === 'tender.amended' ? listOf(data.changed).length : kind === 'entry.erased' ? listOf(data.erased).length : kind === 'log.key_compromised' ? Number(data.from_size ?? 0) : kind === 'lot.unsealed' ? opened.length : kind === 'lot.settled' ? winners.length : listOf(object(data.document).lots).length,
    rank: verdict !== 'accepted' || rank === 0 ? '' : rank === 1 ? texts.first : texts.rank(format.number(rank)),
    refused: verdict && verdict !== 'accepted' ? texts.answer(world.verdict(verdict)) : '',
    key: text(data.key) || (text(data.old_vkey) || text(data.vkey)).split('+').slice(0, 2).join('+'),
    other,
  };
  const known = kind in texts.says;
  return {
    name: known ? texts.names[kind as EntryKind] : kind,
    who: kind === 'bid.placed' || kind === 'offer.placed' ? pseudonym || texts.who.unknown : who,
    says: known ? texts.says[kind as EntryKind](facts) : texts.unknown(kind),
    basis: texts.basis[basisOf(kind, role)],
  };
}
