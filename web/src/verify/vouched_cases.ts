// For tests only: bundles that bring time stamps and a witness policy, and what is wrong with each.
import { MadeLog, playedAuction, playedLog } from './make_log';
import { Authorities, sha256, tstInfo } from './make_stamps';

export interface VouchedCase {
  how: string;
  /** The finding's name; empty where the bundle holds. */
  check: string;
  bundle: string;
  /** The reader's certificates. */
  authorities?: string;
}

const now = (): string => `${new Date().toISOString().replace(/[-:T]|\..*/g, '')}Z`;
const witness = 'w.example+e533421d+BAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f';

export function vouchedCases(authority: Authorities, other: Authorities): { vkey: string; cases: VouchedCase[] } {
  const log = playedLog();
  const stranger = new MadeLog('tamper.example/log');
  stranger.signWith(9);
  const size = log.entries.length;
  const textAt = (at: number): string => `${log.checkpoint(at).split('\n\n')[0]!}\n`;
  const stamp = (at: number, token: Buffer, note = textAt(at)): object => ({ note, size: at, token: token.toString('base64') });
  const whole = (more: object): string => log.bundle(undefined, undefined, more);
  const stamped = (...timestamps: object[]): string => whole({ timestamps });
  const good = authority.stamp(textAt(size));
  const flipped = Buffer.from(good);
  flipped[good.length - 9]! ^= 1;
  authority.certificate('mailer', 'two_uses', 'ca');
  const forked = textAt(size - 1).replace(/\n[^\n]*\n$/, `\n${sha256('another past').toString('base64')}\n`);
  const [mine, others] = [{ authorities: authority.pem('ca') }, { authorities: other.pem('ca') }];
  const itsOwn = (info: Buffer, names = true): string => stamped(stamp(size, authority.signed(info, 'tsa', { names })));
  return {
    vkey: log.vkey,
    cases: [
      { how: 'nobody vouches', check: '', bundle: stamped(stamp(size, good)) },
      { how: 'an elliptic authority', check: '', bundle: stamped(stamp(size, good)), ...mine },
      { how: 'an authority with RSA', check: '', bundle: stamped(stamp(size, other.stamp(textAt(size)))), ...others },
      { how: 'two certificates, the second of them', check: '', bundle: stamped(stamp(size, good)), authorities: other.pem('ca') + authority.pem('ca') },
      { how: 'two stamps, the earlier last', check: '', bundle: stamped(stamp(size, good), stamp(3, authority.stamp(textAt(3), { section: 'named' }))), ...mine },
      { how: 'a stamp over nothing', check: '', bundle: stamped(stamp(0, authority.stamp(textAt(0)))), ...mine },
      { how: 'in a tender\u2019s bundle', check: '', bundle: log.bundle(playedAuction, undefined, { timestamps: [stamp(3, authority.stamp(textAt(3)))] }), ...mine },
      { how: 'to the microsecond', check: '', bundle: itsOwn(tstInfo(sha256(textAt(size)), now().replace('Z', '.25Z'))), ...mine },
      { how: 'another authority', check: 'timestamp_untrusted', bundle: stamped(stamp(size, good)), ...others },
      { how: 'no certificate', check: 'timestamp_ca_malformed', bundle: stamped(stamp(size, good)), authorities: 'no certificate' },
      { how: 'no certificate, and nothing to check', check: '', bundle: whole({}), authorities: 'no certificate' },
      { how: 'over other octets', check: 'timestamp_other_hash', bundle: stamped(stamp(size, authority.stamp(textAt(3)))), ...mine },
      { how: 'over other octets, unasked', check: 'timestamp_other_hash', bundle: stamped(stamp(size, authority.stamp(textAt(3)))) },
      { how: 'by another digest', check: 'timestamp_other_hash', bundle: stamped(stamp(size, authority.stamp(textAt(size), { digest: 'sha512' }))) },
      { how: 'altered', check: 'timestamp_untrusted', bundle: stamped(stamp(size, flipped)), ...mine },
      { how: 'altered, unasked', check: '', bundle: stamped(stamp(size, flipped)) },
      { how: 'cut', check: 'timestamp_malformed', bundle: stamped(stamp(size, good.subarray(0, -1))) },
      { how: 'no token', check: 'timestamp_malformed', bundle: stamped(stamp(size, Buffer.from('no token'))) },
      { how: 'not for stamping alone', check: 'timestamp_untrusted', bundle: stamped(stamp(size, authority.signed(tstInfo(sha256(textAt(size)), now()), 'mailer'))), ...mine },
      { how: 'before its certificate', check: 'timestamp_untrusted', bundle: itsOwn(tstInfo(sha256(textAt(size)), '20200101000000Z')), ...mine },
      { how: 'whose signature names no certificate', check: 'timestamp_untrusted', bundle: itsOwn(tstInfo(sha256(textAt(size)), now()), false), ...mine },
      { how: 'of another size', check: 'checkpoint_foreign', bundle: stamped({ ...stamp(3, good), note: textAt(size) }), ...mine },
      { how: 'of a later log', check: 'checkpoint_foreign', bundle: stamped(stamp(size + 1, good, textAt(3).replace('\n3\n', `\n${size + 1}\n`))), ...mine },
      { how: 'of another log', check: 'checkpoint_foreign', bundle: stamped(stamp(size, good, textAt(size).replace('tamper', 'tempar'))), ...mine },
      { how: 'of another past', check: 'log_forked', bundle: stamped(stamp(size - 1, authority.stamp(forked), forked)), ...mine },
      { how: 'a policy with its quorum', check: '', bundle: whole({ policy: `log ${log.vkey}\nquorum none\n` }) },
      { how: 'a policy without', check: '', bundle: whole({ policy: `witness w ${witness}\nquorum w\n` }) },
      { how: 'a policy that is none', check: 'policy_name_unknown', bundle: whole({ policy: 'quorum w\n' }) },
      { how: 'a policy of another log', check: 'note_unsigned', bundle: whole({ policy: `log ${stranger.vkey}\nquorum none\n` }) },
      { how: 'a policy and a wrong stamp', check: 'timestamp_untrusted', bundle: whole({ policy: 'quorum none\n', timestamps: [stamp(size, good)] }), ...others },
    ],
  };
}
