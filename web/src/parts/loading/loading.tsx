import './loading.css';
import { dictionary, useText } from '../../i18n/language';

const texts = dictionary({ loading: 'Memuat…' }, { loading: 'Loading…' });

/** Says that something is on its way; shows itself only if that takes a moment. */
export function Loading({ children }: { children?: string }) {
  const text = useText(texts);
  return (
    <p class="loading" role="status">
      {children ?? text.loading}
    </p>
  );
}
