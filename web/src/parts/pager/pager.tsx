import './pager.css';
import { dictionary, useText } from '../../i18n/language';
import { Icon } from '../icon';

const texts = dictionary(
  { pages: 'Halaman hasil', previous: 'Sebelumnya', next: 'Berikutnya' },
  { pages: 'Pages of results', previous: 'Previous', next: 'Next' },
);

export interface PagerProps {
  /** Addresses; absent where there is no such page. */
  previous?: string | undefined;
  next?: string | undefined;
  /** "1–20 of 5,495". */
  summary?: string;
  /** The name of the navigation, where there are several on a page. */
  label?: string;
}

export function Pager({ previous, next, summary, label }: PagerProps) {
  const text = useText(texts);
  if (!previous && !next && !summary) return null;
  return (
    <nav class="pager no-print" aria-label={label ?? text.pages}>
      <span>
        {previous && (
          <a class="pager-link" href={previous} rel="prev">
            <Icon name="left" /> {text.previous}
          </a>
        )}
      </span>
      <span class="quiet figures pager-summary">{summary}</span>
      <span>
        {next && (
          <a class="pager-link" href={next} rel="next">
            {text.next} <Icon name="right" />
          </a>
        )}
      </span>
    </nav>
  );
}
