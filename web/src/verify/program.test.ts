import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sampleLog } from './make_log';
import { Authorities } from './make_stamps';
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
    const open = put('open.policy', `log ${log.vkey}\nquorum none\n`);
    assert.equal(await run(['--policy', open, whole, join(folder, 'receipt.txt')]), 0);
    assert.doesNotMatch(told.at(-2)!, /own word/);
    const other = sampleLog();
    other.signWith(8);
    assert.equal(await run(['--policy', put('other.policy', `log ${other.vkey}\nquorum none\n`), whole]), 1);
    assert.match(told.at(-1)!, /vkey_mismatch/);
    const witness = 'w.example+e533421d+BAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f';
    assert.equal(await run(['--policy', put('more.policy', `log ${log.vkey}\nwitness w ${witness}\nquorum w\n`), whole, join(folder, 'receipt.txt')]), 1);
    for (const line of told.slice(-2)) assert.match(line, /quorum_missing: checkpoint is nothing, expected w/);
    assert.equal(await run(['--policy', put('broken.policy', 'quorum w\n'), whole]), 2);
    assert.match(told.at(-1)!, /policy_name_unknown/);
    const [authority, stranger] = [new Authorities('P-256'), new Authorities('P-256')];
    try {
      const note = `${log.checkpoint().split('\n\n')[0]!}\n`;
      const stamped = put('stamped.jsonl', log.bundle(undefined, undefined, { policy: `witness w ${witness}\nquorum w\n`, timestamps: [{ note, size: 15, token: authority.stamp(note).toString('base64') }] }));
      assert.equal(await run([stamped]), 0);
      assert.match(told.at(-1)!, /by the log’s own policy its quorum is missing; stamped at \d{4}-\S+Z by tsa when it had 15 entries, not checked: no authority’s certificate was given/);
      assert.equal(await run(['--timestamp-ca', authority.file('ca.pem'), stamped]), 0);
      assert.match(told.at(-1)!, /by tsa when it had 15 entries; signed by/);
      assert.equal(await run(['--timestamp-ca', stranger.file('ca.pem'), stamped]), 1);
      assert.match(told.at(-1)!, /timestamp_untrusted: timestamps\/0\/token/);
      assert.equal(await run(['--timestamp-ca', whole, stamped]), 2);
      assert.match(told.at(-1)!, /timestamp_ca_malformed/);
      assert.equal(await run(['--timestamp-ca', join(folder, 'absent.pem'), stamped]), 2);
    } finally {
      authority.close();
      stranger.close();
    }
    for (const words of [[], ['--nonsense'], ['--policy', join(folder, 'absent.policy'), whole], ['--vkey', 'x', whole]]) assert.equal(await run(words), 2);
  } finally {
    [console.log, console.error] = [out, err];
    rmSync(folder, { recursive: true });
  }
});
