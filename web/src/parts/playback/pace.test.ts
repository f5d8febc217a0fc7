import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longestWait, shortestWait, waitBetween } from './pace';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 22, 3) + second * 1000).toISOString();

test('the wait is the time between two moments, divided by the speed', () => {
  assert.equal(waitBetween(at(0), at(2), 1), 2000);
  assert.equal(waitBetween(at(0), at(20), 10), 2000);
  assert.equal(waitBetween(at(0), at(60), 60), 1000);
  assert.equal(waitBetween(at(0), at(600), 600), 1000);
});

test('a long silence is cut short, and what happens at once stays apart', () => {
  assert.equal(waitBetween(at(0), at(86_400), 1), longestWait);
  assert.equal(waitBetween(at(5), at(5), 600), shortestWait);
});
