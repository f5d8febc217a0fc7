export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** RFC 8785 (JCS). Numbers are integers here, which JSON.stringify writes as JCS wants them. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    // Array.prototype.sort compares UTF-16 code units, as JCS asks.
    const members = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key]!)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}
