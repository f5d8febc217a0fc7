// Bundles with time stamps and policies of their own, as both verifiers judge them.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { verifyBundle } from '../src/verify/bundle';
import { Authorities } from '../src/verify/make_stamps';
import { parseVkey } from '../src/verify/note';
import { vouchedCases } from '../src/verify/vouched_cases';

interface Verdict {
  check: string;
  field: string;
  stamped: string | null;
  quorum: boolean | null;
}
interface Told {
  finding: { check: string; field: string } | null;
  vouched: { stamped_at: string | null; own_policy: { quorum: boolean } | null };
}

/** What terang-verify says of a file: its finding, or why it could not be asked. */
function asked(program: string, words: string[]): Verdict {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  if (status === 2 || status === null) return { check: /: (\w+): /.exec(stderr)?.[1] ?? stderr, field: 'timestamps/0/token', stamped: null, quorum: null };
  const { finding, vouched } = JSON.parse(stdout) as Told;
  return finding ? { check: finding.check, field: finding.field, stamped: null, quorum: null } : { check: '', field: '', stamped: vouched.stamped_at, quorum: vouched.own_policy?.quorum ?? null };
}

/** `program`: terang-verify. */
export async function judge(program: string): Promise<boolean> {
  const [authority, other] = [new Authorities('P-256'), new Authorities('RSA-2048')];
  const [file, ca] = [authority.file('bundle'), authority.file('authorities')];
  const { vkey, cases } = vouchedCases(authority, other);
  let agreed = 0;
  for (const { how, check, bundle, authorities } of cases) {
    writeFileSync(file, bundle);
    writeFileSync(ca, authorities ?? '');
    const theirs = asked(program, ['--json', '--vkey', vkey, ...(authorities === undefined ? [] : ['--timestamp-ca', ca]), file]);
    const { finding, vouched } = await verifyBundle(bundle, parseVkey(vkey), () => {}, authorities === undefined ? {} : { timestampCa: authorities });
    const newest = vouched?.timestamps.filter(({ vouchedFor }) => vouchedFor).sort((a, b) => b.size - a.size)[0];
    const mine: Verdict = { check: finding?.check ?? '', field: finding?.field ?? '', stamped: newest?.at ?? null, quorum: vouched?.ownPolicy?.quorum ?? null };
    if (JSON.stringify(theirs) === JSON.stringify(mine) && mine.check === check) agreed += 1;
    else console.log(`${how}:\n  terang-verify ${JSON.stringify(theirs)}\n  the page      ${JSON.stringify(mine)}\n  expected      ${check}`);
  }
  authority.close();
  other.close();
  console.log(`${agreed} of ${cases.length} the same`);
  return agreed === cases.length;
}
