import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRemembered, writeRemembered } from './remembered';

function storage(): { kept: Map<string, string>; getItem: (name: string) => string | null; setItem: (name: string, value: string) => void; removeItem: (name: string) => void } {
  const kept = new Map<string, string>();
  return { kept, getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value), removeItem: (name) => void kept.delete(name) };
}

test('what was sealed is found again, the newest five, until it is forgotten', () => {
  const device = storage();
  const amounts = [1, 2, 3, 4, 5, 6].map((n) => ({ bid: `b${n}`, amount: String(n * 100) }));
  writeRemembered(device, 'x', { amounts, hidden: true });
  assert.deepEqual(readRemembered(device, 'x'), { amounts: amounts.slice(1), hidden: true });
  assert.deepEqual(readRemembered(device, 'other'), { amounts: [], hidden: false });
  writeRemembered(device, 'x', { amounts: [], hidden: true });
  assert.equal(device.kept.size, 0);
});

test('a damaged store is an empty one', () => {
  const device = storage();
  for (const text of ['', '{', '[]', 'null', '{"amounts":3}', '{"amounts":[{"bid":1,"amount":"5"},{"bid":"b","amount":"<b>"}]}']) {
    device.kept.set('x', text);
    assert.deepEqual(readRemembered(device, 'x'), { amounts: [], hidden: false }, text);
  }
});
