import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sampleLog } from './make_log';
import { run } from './program';

test('the second verifier as a program: what holds is 0, what does not 1, what cannot be asked 2', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'terang-verify-'));
  const put = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const [log, out, err] = [sampleLog(), console.log, console.error];
  const told: string[] = [];
  console.log = console.error = (line: string): void => void told.push(line);
  try {
    const whole = put('whole.jsonl', log.bundle());
    assert.equal(await run(['--vkey', log.vkey, '--since', put('held.txt', log.checkpoint(5)), whole]), 0);
    assert.match(told.at(-1)!, /holds\. 15 entries; 12 bids; 13 bidders' signatures; grown from the earlier checkpoint at 5/);
    assert.equal(await run(['--vkey', log.vkey, put('receipt.txt', log.receipt(3))]), 0);
    assert.equal(await run([whole, put('altered.jsonl', log.bundle().replace('"amount\\":\\"99', '"amount\\":\\"98'))]), 1);
    assert.match(told.at(-1)!, /entry \d+: commitment_mismatch/);
    assert.equal(await run(['--json', whole]), 0);
    assert.equal((JSON.parse(told.at(-1)!) as { holds: boolean }).holds, true);
    assert.equal(await run([put('cut.jsonl', log.bundle().slice(0, 900))]), 2);
    assert.equal(await run([put('empty.jsonl', '')]), 2);
    assert.equal(await run([join(folder, 'absent.jsonl')]), 2);
    assert.equal(await run([join(folder, 'receipt.txt')]), 2);
    for (const words of [[], ['--nonsense'], ['--vkey', 'x', whole]]) assert.equal(await run(words), 2);
  } finally {
    [console.log, console.error] = [out, err];
    rmSync(folder, { recursive: true });
  }
});
