import { formatMoney, groupDigits } from '../lib/money';
import { formatClock, formatCountdown, formatDate, formatDateTime, formatDuration, formatRelative } from '../lib/time';
import { type Language, useLanguage } from './language';

export interface Format {
  language: Language;
  number(value: number | bigint | string): string;
  money(amount: string, currency: string): string;
  percent(value: string): string;
  date(time: string | number, zone: string): string;
  clock(time: string | number, zone: string, seconds?: boolean): string;
  dateTime(time: string | number, zone: string, seconds?: boolean): string;
  relative(time: string | number, now: number): string;
  duration(seconds: number): string;
  countdown(milliseconds: number): string;
  list(items: string[]): string;
}

function make(language: Language): Format {
  return {
    language,
    number: (value) => groupDigits(language, value.toString()),
    money: (amount, currency) => formatMoney(language, amount, currency),
    percent: (value) => `${groupDigits(language, value)}\u00a0%`,
    date: (time, zone) => formatDate(language, time, zone),
    clock: (time, zone, seconds) => formatClock(language, time, zone, seconds),
    dateTime: (time, zone, seconds) => formatDateTime(language, time, zone, seconds),
    relative: (time, now) => formatRelative(language, time, now),
    duration: (seconds) => formatDuration(language, seconds),
    countdown: (milliseconds) => formatCountdown(language, milliseconds),
    list: (items) => {
      const and = language === 'id' ? 'dan' : 'and';
      if (items.length <= 2) return items.join(` ${and} `);
      return `${items.slice(0, -1).join(', ')}${language === 'id' ? ',' : ''} ${and} ${items[items.length - 1]!}`;
    },
  };
}

const both: Record<Language, Format> = { id: make('id'), en: make('en') };

export function formatFor(language: Language): Format {
  return both[language];
}

export function useFormat(): Format {
  return both[useLanguage()];
}
