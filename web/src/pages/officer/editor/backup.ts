// What is being written is kept in this browser with every keystroke, until the server has it: a reload loses nothing.
import type { TenderDocument } from './model';

export interface Backup {
  /** The server's version this was written on. */
  version: number;
  document: TenderDocument;
  /** Milliseconds. */
  at: number;
}

const name = (id: string): string => `terang.draft.${id}`;

export function keep(id: string, backup: Backup): void {
  try {
    localStorage.setItem(name(id), JSON.stringify(backup));
  } catch {
    // Forbidden or full: the warning before leaving the page is what remains.
  }
}

export function kept(id: string): Backup | undefined {
  try {
    const value = JSON.parse(localStorage.getItem(name(id)) ?? 'null') as Backup | null;
    return value && typeof value.version === 'number' && typeof value.document === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}

export function forget(id: string): void {
  try {
    localStorage.removeItem(name(id));
  } catch {
    // Nothing was kept.
  }
}
