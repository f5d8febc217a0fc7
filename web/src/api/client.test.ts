import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api, ApiProblem, streamOf, urlOf } from './client';

function answer(status: number, body: string, headers: Record<string, string> = { 'content-type': 'application/json' }): void {
  globalThis.fetch = (async () => new Response(status === 204 ? null : body, { status, headers })) as typeof fetch;
}
const problem = async (): Promise<ApiProblem> =>
  api.get('/api/v1/time').then(
    () => assert.fail('a problem was expected'),
    (error: unknown) => error as ApiProblem,
  );

test('addresses are filled and escaped', () => {
  assert.equal(urlOf('/api/v1/tenders/{tender}/lots/{lot}/history', { path: { tender: 'a/b', lot: 1 }, query: { since: 3, none: undefined, empty: '' } }), '/api/v1/tenders/a%2Fb/lots/1/history?since=3');
});

test('problem documents become problems with their code, places and wait', async () => {
  answer(422, JSON.stringify({ type: '/problems/invalid_document', code: 'invalid_document', title: 'No', status: 422, detail: 'd', problems: [{ path: '/title', name: 'missing' }], retry_after_seconds: 2 }));
  const found = await problem();
  assert.deepEqual([found.code, found.status, found.detail, found.problems, found.retryAfterSeconds], ['invalid_document', 422, 'd', [{ path: '/title', name: 'missing' }], 2]);
  answer(429, JSON.stringify({ type: '/problems/too_many_requests', title: '', status: 429 }), { 'retry-after': '7' });
  const wait = await problem();
  assert.deepEqual([wait.code, wait.retryAfterSeconds], ['too_many_requests', 7]);
});

test('no answer and an unreadable one have names too', async () => {
  globalThis.fetch = (async () => { throw new TypeError('failed'); }) as typeof fetch;
  assert.equal((await problem()).code, 'network');
  answer(502, '<html>');
  assert.equal((await problem()).code, 'answer_malformed');
  answer(200, '{');
  assert.equal((await problem()).code, 'answer_malformed');
});

test('JSON, text and nothing are each read as what they are', async () => {
  answer(200, '{"now":"x"}');
  assert.deepEqual(await api.get('/api/v1/time'), { now: 'x' });
  answer(200, '{"a":1}\n{"b":2}\n', { 'content-type': 'application/jsonl' });
  assert.equal(await api.get('/api/v1/tenders/{tender}/bundle', { path: { tender: 't' } }), '{"a":1}\n{"b":2}\n');
  answer(204, '');
  assert.equal(await api.delete('/api/v1/session'), undefined);
});

test('large answers come as a stream, with their size where it is that of what comes', async () => {
  const bundle = (headers: Record<string, string>): ReturnType<typeof streamOf> => {
    answer(200, '{"a":1}\n', headers);
    return streamOf('/api/v1/tenders/{tender}/bundle', { path: { tender: 't' } });
  };
  const { stream, size } = await bundle({ 'content-length': '8' });
  assert.equal(await new Response(stream).text(), '{"a":1}\n');
  assert.equal(size, 8);
  assert.equal((await bundle({ 'content-length': '5', 'content-encoding': 'gzip' })).size, undefined);
  assert.equal((await bundle({})).size, undefined);
  answer(403, JSON.stringify({ type: '/problems/not_disclosed', title: '' }));
  await assert.rejects(streamOf('/api/v1/tenders/{tender}/bundle', { path: { tender: 't' } }), (error: ApiProblem) => error.code === 'not_disclosed');
});
