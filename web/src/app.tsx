import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { dictionary, useText } from './i18n/language';
import { useStore } from './lib/store';
import { routes } from './pages';
import { Frame } from './parts/frame/frame';
import { Title } from './parts/headings/headings';
import { LoadFailed } from './parts/later/later';
import { Loading } from './parts/loading/loading';
import { location, match, type PageProps } from './router';

const texts = dictionary(
  {
    notFound: 'Halaman tidak ditemukan',
    notFoundHelp: 'Alamat ini tidak ada. Mungkin salah ketik, atau tautannya sudah lama.',
    toList: 'Lihat semua tender',
  },
  {
    notFound: 'Page not found',
    notFoundHelp: 'There is nothing at this address. It may be mistyped, or the link may be old.',
    toList: 'See all tenders',
  },
);

function NotFound() {
  const text = useText(texts);
  return (
    <div class="stack">
      <Title>{text.notFound}</Title>
      <p>{text.notFoundHelp}</p>
      <p>
        <a href="/">{text.toList}</a>
      </p>
    </div>
  );
}

type Loaded = { pattern: string; page: ComponentType<PageProps> };

function Pages() {
  const { path, search } = useStore(location);
  const [loaded, setLoaded] = useState<Loaded | undefined>();
  const [failed, setFailed] = useState(false);
  const first = useRef(true);

  const found = routes.map((route) => ({ route, params: match(route.path, path) })).find(({ params }) => params);
  const pattern = found?.route.path ?? '';

  useEffect(() => {
    if (!found) return;
    let current = true;
    setFailed(false);
    found.route.load().then(
      (module) => current && setLoaded({ pattern, page: module.default }),
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [pattern]);

  // A new page begins at its top; Title takes the focus, so that a screen reader says where one is.
  useEffect(() => {
    if (!first.current && !window.location.hash) window.scrollTo(0, 0);
    first.current = false;
  }, [path]);

  if (!found) return <NotFound />;
  if (failed) return <LoadFailed />;
  if (!loaded || loaded.pattern !== pattern) return <Loading />;
  const Page = loaded.page;
  return <Page key={path} params={found.params!} query={new URLSearchParams(search)} />;
}

export function App() {
  return (
    <Frame>
      <Pages />
    </Frame>
  );
}
