// Altered bundles of a real ledger, as patches of the bundles they were: each must be found.
import { readFileSync } from 'node:fs';
import { verifyBundle } from '../src/verify/bundle';
import { decider } from '../src/verify/decider';
import { parseVkey } from '../src/verify/note';

interface Patch {
  back: number;
  base: number;
  front: number;
  how: string;
  middle: string;
  since: boolean;
}

export async function judge(path: string, cores: string): Promise<boolean> {
  const [head, ...lines] = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  const { since, vkey } = JSON.parse(head!) as { since: string; vkey: string };
  const key = parseVkey(vkey);
  const module = await WebAssembly.compile(readFileSync(cores));
  const check = async (octets: Buffer, held: boolean): Promise<string | undefined> => {
    const whole = async function* (): AsyncGenerator<Uint8Array> {
      yield octets;
    };
    return (await verifyBundle(whole(), key, () => {}, { decide: (partial, from) => decider(module, partial, from), ...(held && { since }) })).finding?.check;
  };
  const bases: Buffer[] = [];
  let found = 0;
  let altered = 0;
  let sound = true;
  for (const line of lines) {
    const value = JSON.parse(line) as Patch | { text: string };
    if ('text' in value) {
      const base = Buffer.from(value.text);
      const finding = await check(base, true);
      if (finding) {
        console.log(`untouched, but ${finding}`);
        sound = false;
      }
      bases.push(base);
      continue;
    }
    altered += 1;
    const base = bases[value.base]!;
    const text = Buffer.concat([base.subarray(0, value.front), Buffer.from(value.middle, 'base64'), base.subarray(base.length - value.back)]);
    if (await check(text, value.since)) found += 1;
    else console.log(`not found: alteration ${altered}, ${value.how}`);
  }
  console.log(`${found} of ${altered} alterations found`);
  return sound && found === altered && altered > 0;
}
