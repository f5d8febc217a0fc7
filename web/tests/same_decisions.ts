// Bundles with what terang-verify reports of each.
import { readFileSync } from 'node:fs';
import { verifyBundle } from '../src/verify/bundle';
import { decider } from '../src/verify/decider';
import type { Undecided } from '../src/verify/decisions';
import { parseVkey } from '../src/verify/note';
import type { Finding } from '../src/verify/report';

interface Told {
  decided_again: number;
  entries: number;
  bids: number;
  finding: (Finding & { tender: string }) | null;
  replayed: boolean;
  undecided: Undecided[];
}

export async function judge(path: string, cores: string): Promise<boolean> {
  const [head, ...lines] = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  const key = parseVkey((JSON.parse(head!) as { vkey: string }).vkey);
  const module = await WebAssembly.compile(readFileSync(cores));
  let same = 0;
  for (const line of lines) {
    const { how, report, text } = JSON.parse(line) as { how: string; report: Told; text: string };
    const mine = await verifyBundle(text, key, () => {}, { decide: (partial, from) => decider(module, partial, from) });
    const { finding, decided } = mine;
    const theirs = report.finding && { check: report.finding.check, expected: report.finding.expected, field: report.finding.field, found: report.finding.found, seq: report.finding.seq };
    const counts = finding ? {} : { entries: mine.entries, bids: mine.bids };
    const said = JSON.stringify([finding ?? null, decided?.state === 'taken', decided?.again, decided?.undecided, counts]);
    const wanted = JSON.stringify([theirs, report.replayed, report.decided_again, report.undecided, finding ? {} : { entries: report.entries, bids: report.bids }]);
    if (said === wanted) same += 1;
    else console.log(`${how}:\n  terang-verify ${wanted.slice(0, 600)}\n  the page      ${said.slice(0, 600)}`);
  }
  console.log(`${same} of ${lines.length} the same`);
  return same === lines.length && same > 0;
}
