import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LotEvent } from '../api/views';
import { foldEvents } from './fold';

const event = (seq: number, kind: LotEvent['kind']): LotEvent => ({ seq, kind, at: `2026-12-01T03:00:${String(seq).padStart(2, '0')}Z`, cause: 'clock' });

test('stages that follow each other are one row; what stands between them parts them', () => {
  const events = [event(1, 'opened'), event(2, 'advanced'), event(3, 'advanced'), event(4, 'paused'), event(5, 'resumed'), event(7, 'advanced'), event(9, 'advanced'), event(10, 'closed')];
  const rows = foldEvents(events);
  assert.deepEqual(rows.map(({ event: { kind }, all }) => [kind, all.map(({ seq }) => seq)]), [
    ['closed', [10]], ['advanced', [7, 9]], ['resumed', [5]], ['paused', [4]], ['advanced', [2, 3]], ['opened', [1]],
  ]);
  // A bid at entry 8.
  assert.deepEqual(foldEvents(events, [8]).map(({ all }) => all.length), [1, 1, 1, 1, 1, 2, 1]);
});
