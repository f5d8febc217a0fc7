// A share as people write it, in percent, and as the wire has it, a fraction.

/** "85" or "85,5" percent, as a person writes it, to the wire's "0.85"; undefined where it is no percentage. */
export function shareOf(percent: string): string | undefined {
  const parts = /^(\d{1,3})(?:[.,](\d{1,3}))?$/.exec(percent.trim());
  if (!parts) return undefined;
  const digits = parts[1]!.padStart(3, '0') + (parts[2] ?? '');
  const fraction = digits.slice(-(2 + (parts[2]?.length ?? 0))).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - 2 - (parts[2]?.length ?? 0)).replace(/^0+(?=\d)/, '');
  return fraction ? `${whole}.${fraction}` : whole;
}
/** The other way round. */
export function percentOf(share: string): string {
  const [whole = '0', fraction = ''] = share.split('.');
  const digits = whole + fraction.padEnd(2, '0').slice(0, 2);
  const rest = fraction.slice(2);
  return digits.replace(/^0+(?=\d)/, '') + (rest ? `.${rest}` : '');
}
