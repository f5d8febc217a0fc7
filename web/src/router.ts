// Addresses and pages. Plain links work: a click on one inside the house is taken here instead of loading again.
import type { ComponentType } from 'preact';
import { Store } from './lib/store';

export interface PageProps {
  /** The `:names` of the route's path. */
  params: Record<string, string>;
  query: URLSearchParams;
}

export interface Route {
  /** `/tender/:id`; the first that fits is taken. */
  path: string;
  load: () => Promise<{ default: ComponentType<PageProps> }>;
}

export interface Location {
  path: string;
  search: string;
}

function here(): Location {
  return typeof window === 'undefined'
    ? { path: '/', search: '' }
    : { path: window.location.pathname, search: window.location.search };
}

export const location = new Store<Location>(here());

/** Goes to an address inside the house. `replace` for changes that the back button should not step through. */
export function navigate(url: string, options: { replace?: boolean } = {}): void {
  if (options.replace) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  location.set(here());
}

export function match(pattern: string, path: string): Record<string, string> | undefined {
  const [want, have] = [pattern.split('/'), path.replace(/(.)\/$/, '$1').split('/')];
  if (want.length !== have.length) return undefined;
  const params: Record<string, string> = {};
  for (let i = 0; i < want.length; i += 1) {
    const [part, value] = [want[i]!, have[i]!];
    if (part.startsWith(':')) {
      if (value === '') return undefined;
      try {
        params[part.slice(1)] = decodeURIComponent(value);
      } catch {
        return undefined;
      }
    } else if (part !== value) return undefined;
  }
  return params;
}

export function bindLinks(): void {
  addEventListener('popstate', () => location.set(here()));
  addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== window.location.origin) return;
    // Files of the server (API, ledger) are loaded by the browser itself; so are jumps inside the page.
    if (/^\/(api|log)\//.test(link.pathname)) return;
    if (link.hash && link.pathname === window.location.pathname && link.search === window.location.search) return;
    event.preventDefault();
    navigate(link.pathname + link.search + link.hash);
  });
}
