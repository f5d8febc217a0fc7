// What the log says of its own keeping, for people to read: changed and distrusted keys, erased payloads. Whether it may is
// checked elsewhere (key_history.ts, erasure.ts).
import type { Json } from './canonical';
import { type Payload, timeText } from './entry';
import type { Report } from './report';

/** Of each kind that a report tells one by one. */
export const mostWords = 1000;
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

function byOf(by: Json | undefined): string {
  const { account, role } = (by !== null && typeof by === 'object' && !Array.isArray(by) ? by : {}) as { [key: string]: Json };
  return [textOf(account), textOf(role)].filter(Boolean).join(', ');
}

export function hear(report: Report, { kind, tender, data }: Payload, seq: number, time: number): void {
  if (kind !== 'log.key_rotated' && kind !== 'log.key_compromised' && kind !== 'entry.erased') return;
  const word = { seq, at: timeText(time), by: byOf(data.by), reason: textOf(data.reason) };
  if (kind === 'entry.erased') {
    const erased = (Array.isArray(data.erased) ? data.erased : []).filter((one): one is number => typeof one === 'number');
    if (report.erasureWords.length < mostWords) report.erasureWords.push({ ...word, tender: tender ?? '', erased });
    return;
  }
  if (report.keyWords.length >= mostWords) return;
  if (kind === 'log.key_compromised') report.keyWords.push({ ...word, vkey: textOf(data.vkey), fromSize: Number(data.from_size) });
  else report.keyWords.push({ ...word, vkey: textOf(data.old_vkey), successor: { vkey: textOf(data.new_vkey), until: textOf(data.overlap_until) } });
}
