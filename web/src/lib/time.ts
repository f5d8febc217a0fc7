// Times arrive as RFC 3339 UTC with six decimals. Milliseconds are enough to show; comparing uses the strings.
import type { Language } from '../i18n/language';

const locales: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };
const indonesian: Record<string, string> = {
  'Asia/Jakarta': 'WIB', 'Asia/Pontianak': 'WIB', 'Asia/Makassar': 'WITA', 'Asia/Ujung_Pandang': 'WITA', 'Asia/Jayapura': 'WIT',
};
export const indonesianZones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}|${zone}|${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locales[language], { ...options, timeZone: zone, hourCycle: 'h23' });
    formats.set(key, made);
  }
  return made;
}

export function millis(time: string): number {
  return Date.parse(time);
}

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The viewer's own zone. */
export function localZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** Minutes east of UTC in a zone at a moment. */
export function offsetMinutes(zone: string, at: number): number {
  const options: Intl.DateTimeFormatOptions = {
    year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  };
  const parts = format('en', zone, options).formatToParts(at);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour') % 24, of('minute'), of('second'));
  return Math.round((wall - Math.floor(at / 1000) * 1000) / 60000);
}

/** WIB, WITA, WIT, or the offset from UTC at that moment. */
export function zoneName(zone: string, at: number): string {
  const named = indonesian[zone];
  if (named) return named;
  const minutes = offsetMinutes(zone, at);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return minutes === 0 ? 'UTC' : `UTC${minutes < 0 ? '\u2212' : '+'}${hours}${rest ? `:${rest.toString().padStart(2, '0')}` : ''}`;
}

/** What a clock on the wall of a zone shows, as <input type=datetime-local> wants it: 2026-11-22T10:00. */
export function wallTime(time: string, zone: string): string {
  const at = millis(time);
  return new Date(at + offsetMinutes(zone, at) * 60000).toISOString().slice(0, at % 60000 === 0 ? 16 : 19);
}

/** The moment at which the wall clock of a zone shows that; undefined where it is not a time. */
export function fromWallTime(wall: string, zone: string): string | undefined {
  const guess = Date.parse(`${wall}${wall.length === 16 ? ':00' : ''}Z`);
  if (Number.isNaN(guess)) return undefined;
  // Twice, because the offset at the guess may differ from the offset at the answer around a change of clocks.
  const first = guess - offsetMinutes(zone, guess) * 60000;
  const at = guess - offsetMinutes(zone, first) * 60000;
  return new Date(at).toISOString().replace(/\.\d+Z$/, '.000000Z');
}

export function formatDate(language: Language, time: string | number, zone: string): string {
  return format(language, zone, { day: 'numeric', month: 'long', year: 'numeric' }).format(typeof time === 'number' ? time : millis(time));
}

export function formatClock(language: Language, time: string | number, zone: string, seconds = true): string {
  const at = typeof time === 'number' ? time : millis(time);
  const options: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
  return format(language, zone, seconds ? { ...options, second: '2-digit' } : options).format(at);
}

/** 22 November 2026, 10.00 WIB. Seconds are shown where they are not zero or where asked for. */
export function formatDateTime(language: Language, time: string | number, zone: string, seconds?: boolean): string {
  const at = typeof time === 'number' ? time : millis(time);
  const withSeconds = seconds ?? Math.floor(at / 1000) % 60 !== 0;
  return `${formatDate(language, at, zone)}, ${formatClock(language, at, zone, withSeconds)}\u00a0${zoneName(zone, at)}`;
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86400], ['month', 30 * 86400], ['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1],
];

/** "in 5 minutes", "3 hari yang lalu". */
export function formatRelative(language: Language, time: string | number, now: number): string {
  const seconds = Math.round(((typeof time === 'number' ? time : millis(time)) - now) / 1000);
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(locales[language], { numeric: 'always' }).format(Math.trunc(seconds / size), unit);
}

/** A length of time in words: "2 menit", "1 hour 30 minutes". */
export function formatDuration(language: Language, seconds: number): string {
  const rest = Math.max(0, Math.round(seconds));
  const parts: [number, string, string][] = [
    [Math.floor(rest / 86400), 'hari', 'day'],
    [Math.floor(rest / 3600) % 24, 'jam', 'hour'],
    [Math.floor(rest / 60) % 60, 'menit', 'minute'],
    [rest % 60, 'detik', 'second'],
  ];
  const shown = parts.filter(([count]) => count > 0);
  if (shown.length === 0) return language === 'id' ? '0 detik' : '0 seconds';
  return shown.map(([count, id, en]) => (language === 'id' ? `${count} ${id}` : `${count} ${en}${count === 1 ? '' : 's'}`)).join(' ');
}

/** A countdown: 04:12 · 02:04:12 · 3 hari 02:04:12. */
export function formatCountdown(language: Language, milliseconds: number): string {
  // Rounded up: the clock shows 00:00 only when the time is over.
  const rest = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (n: number): string => n.toString().padStart(2, '0');
  const days = Math.floor(rest / 86400);
  const hours = Math.floor(rest / 3600) % 24;
  const clock = `${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`;
  if (days > 0) return `${days} ${language === 'id' ? 'hari' : days === 1 ? 'day' : 'days'} ${two(hours)}:${clock}`;
  return rest >= 3600 ? `${two(hours)}:${clock}` : clock;
}
