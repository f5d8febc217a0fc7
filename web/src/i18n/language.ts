import { Store, useStore } from '../lib/store';

export type Language = 'id' | 'en';
export const languages: readonly Language[] = ['id', 'en'];
export const languageNames: Record<Language, string> = { id: 'Bahasa Indonesia', en: 'English' };

const key = 'terang.language';

function chosen(): Language {
  try {
    const stored = localStorage.getItem(key);
    if (stored === 'id' || stored === 'en') return stored;
  } catch {
    // Storage may be forbidden; then the browser's own preference counts.
  }
  const preferred = typeof navigator === 'undefined' ? [] : (navigator.languages ?? []);
  for (const tag of preferred) {
    if (/^(id|in|ms)\b/i.test(tag)) return 'id';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'id';
}

export const language = new Store<Language>(chosen());

export function setLanguage(next: Language): void {
  try {
    localStorage.setItem(key, next);
  } catch {
    // Kept for this page only.
  }
  language.set(next);
}

/** Keeps <html lang> right, so that screen readers speak the right language. */
export function bindDocumentLanguage(): void {
  const apply = (value: Language): void => {
    document.documentElement.lang = value;
  };
  apply(language.get());
  language.subscribe(apply);
}

export function useLanguage(): Language {
  return useStore(language);
}

// Two originals: every text exists in both languages with the same parameters, or it does not compile.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Entry = string | ((...parameters: any[]) => string) | readonly string[] | { readonly [name: string]: Entry };
type SameShape<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...parameters: infer P) => string
      ? (...parameters: P) => string
      : T[K] extends readonly string[]
        ? readonly string[]
        : SameShape<T[K]>;
};
export type Dictionary<T> = Readonly<Record<Language, SameShape<T>>>;

export function dictionary<const T extends { readonly [name: string]: Entry }>(
  id: T,
  en: NoInfer<SameShape<T>>,
): Dictionary<T> {
  return { id: id as unknown as SameShape<T>, en };
}

export function useText<T>(texts: Dictionary<T>): SameShape<T> {
  return texts[useLanguage()];
}

const englishPlural = new Intl.PluralRules('en');

/** English number agreement; Indonesian nouns do not change. */
export function one(count: number | bigint, singular: string, plural: string): string {
  return englishPlural.select(Number(count)) === 'one' ? singular : plural;
}
