// For tests only: a part as markup, in a language.
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { language, type Language } from '../i18n/language';

export function markup(node: VNode, as: Language = 'en'): string {
  language.set(as);
  return renderToString(node);
}

/** Only what is read: no tags, no doubled spaces. */
export function words(node: VNode, as: Language = 'en'): string {
  return markup(node, as).replace(/<[^>]+>/g, ' ').replace(/&nbsp;|\u00a0/g, ' ').replace(/\s+/g, ' ').trim();
}
