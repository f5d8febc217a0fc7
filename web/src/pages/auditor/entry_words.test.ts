import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Entries, Entry } from './audit';
import { gather, lotsOf, pageOfEntries, pagesPerSearch, placeOf } from './audit';
import { entryKinds, entryTexts } from './entry_texts';
import { type EntryWorld, wordsOf } from './entry_words';

const world: EntryWorld = { currency: 'IDR', zone: 'Asia/Jakarta', lotTitle: (id) => (id === '1' ? 'Laptop' : ''), verdict: (name) => name, content: ({ kind }) => kind };
const entry = (kind: string | null, data: Record<string, unknown> | null, seq = 7): Entry => ({ seq, tseq: 3, at: '2026-11-22T03:00:00.000000Z', kind, data, leaf: '00', withheld: null, discloses: 'at_publication', rule: 'terang.disclosure.v1' });
const officer = { account: 'acc1', business: 'b1', role: 'officer' };

test('every kind of entry that the ledger documents has a sentence in both languages, and no other', () => {
  // Tests run in web/; the document they are held against is the server's.
  const readme = existsSync('../tender/README.md') ? readFileSync('../tender/README.md', 'utf8') : '';
  const table = /\n## Entries\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '';
  const kinds = new Set([...table.matchAll(/^\| ((?:`[a-z_]+\.[a-z_]+`[^|`]*)+)\|/gm)].flatMap(([, cell]) => [...cell!.matchAll(/`([a-z_]+\.[a-z_]+)`/g)].map(([, kind]) => kind!)));
  assert.ok(kinds.size >= 28, `only ${kinds.size} kinds found`);
  for (const kind of kinds) assert.ok((entryKinds as string[]).includes(kind), `${kind} has no words`);
  const ofTheLog = ['log.key_rotated', 'log.key_compromised', 'entry.erased'];
  for (const kind of entryKinds) assert.ok(kinds.has(kind) || ofTheLog.includes(kind), `${kind} is in no table`);
  for (const language of ['id', 'en'] as const) {
    for (const kind of entryKinds) {
      const words = wordsOf(language, entry(kind, { by: officer, lot: '1', verdict: 'accepted' }), world);
      assert.match(words.says, /^[A-ZÀ-Ý].*\.$/s, `${kind}: ${words.says}`);
      assert.doesNotMatch(words.says, /undefined|null|NaN|\[object/, kind);
      assert.ok(words.name && words.who && words.basis, kind);
    }
  }
});

test('a sentence says who, what, how much, and what came of it', () => {
  const says = (kind: string, data: Record<string, unknown>): string => wordsOf('en', entry(kind, data), world).says.replaceAll('\u00a0', ' ');
  assert.equal(says('bid.placed', { bidder: '417', amount: '1250000', lot: '1', verdict: 'accepted', rank: 1, ends_at: '2026-11-22T04:00:00.000000Z' }), 'Bidder 417 bids Rp 1,250,000 on lot 1 (Laptop). That is the best price. It now ends 22 November 2026, 11:00:00 WIB.');
  assert.equal(says('bid.placed', { bidder: '205', amount: '9', lot: '2', verdict: 'above_ceiling', at_most: '8' }), 'Bidder 205 bids Rp 9 on lot 2. Refused: above_ceiling.');
  assert.equal(says('lot.extended', { by: officer, lot: '1', by_seconds: 120, reason: 'A storm.', outcome: {} }), 'The buyer’s officer (account acc1) adds 2 minutes to lot 1 (Laptop). Reason: A storm.');
  assert.equal(says('tender.awarded', { by: officer, reason: 'Lowest.', lots: [{ lot: '1', winner: '417', amount: '8' }, { lot: '2', winner: null, amount: null }] }), 'The buyer’s officer (account acc1) awards: lot 1 (Laptop): Bidder 417, Rp 8; lot 2: no winner. Reason: Lowest.');
  assert.equal(says('entry.erased', { by: { account: 'a', role: 'administrator' }, erased: [3, 4], reason: 'Kept long enough.' }), 'Administrator (account a) erases the content of 2 entries (#3, #4); their place and fingerprint remain. Reason: Kept long enough.');
  assert.equal(says('lot.unsealed', { by: { role: 'clock' }, lot: '1', opened: [{ amount: '8' }, { defect: 'not_an_amount' }] }), 'The seals of lot 1 (Laptop) are opened: 2 bids, of which 1 does not count.');
  assert.match(wordsOf('id', entry('lot.closed', { by: { role: 'clock' }, lot: '1' }), world).basis, /^Menurut jadwal/);
  assert.equal(says('some.thing', {}), 'An entry of the kind some.thing.');
});

test('names of both languages differ from the codes', () => {
  for (const language of ['id', 'en'] as const) for (const kind of entryKinds) assert.notEqual(entryTexts[language].names[kind], kind);
});

test('lots of an entry, and where it stands', () => {
  assert.deepEqual(lotsOf(entry('lot.closed', { lot: '2' })), ['2']);
  assert.deepEqual(lotsOf(entry('tender.scheduled', { lots: [{ lot: '1' }, { lot: '3' }] })), ['1', '3']);
  assert.deepEqual(lotsOf(entry('bidder.admitted', { lots: ['1'] })), ['1']);
  assert.deepEqual(lotsOf(entry(null, null)), []);
  assert.equal(placeOf('t', 0), '/tender/t/record#0');
  assert.equal(placeOf('t', 12), '/tender/t/record?after=11#12');
});

test('a filter looks on through the pages, but not for ever', async () => {
  const asked: (number | undefined)[] = [];
  const pages = (last: number) => async (after: number | undefined): Promise<Entries> => {
    asked.push(after);
    const from = (after ?? -1) + 1;
    const entries = Array.from({ length: pageOfEntries }, (_, n) => entry(n % 100 === 0 ? 'lot.closed' : 'bid.placed', { lot: '1' }, from + n));
    return { tender: 't', entries, next: from >= last ? null : from + pageOfEntries - 1 };
  };
  const all = await gather(pages(10_000), undefined, () => true);
  assert.deepEqual([all.entries.length, all.next, asked.length], [pageOfEntries, pageOfEntries - 1, 1]);
  asked.length = 0;
  const few = await gather(pages(10_000), undefined, ({ kind }) => kind === 'lot.closed');
  assert.deepEqual([few.entries.length, asked.length], [2 * pagesPerSearch, pagesPerSearch]);
  assert.equal(few.next, pagesPerSearch * pageOfEntries - 1);
  const short = await gather(pages(pageOfEntries), undefined, ({ kind }) => kind === 'lot.closed');
  assert.deepEqual([short.entries.length, short.next], [4, null]);
});
