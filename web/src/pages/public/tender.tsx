import './tender.css';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { TenderView } from '../../api/views';
import { dictionary, useText } from '../../i18n/language';
import { clockHint } from '../../lib/server_clock';
import { useLoad } from '../../lib/use_load';
import { Title } from '../../parts/headings/headings';
import { later } from '../../parts/later/later';
import { Loading } from '../../parts/loading/loading';
import { Problem } from '../../parts/problem/problem';
import type { PageProps } from '../../router';
import type { OcdsRelease } from './reference';
import { TenderHead } from './tender_head';

const texts = dictionary({ title: 'Tender', back: 'Semua tender' }, { title: 'Tender', back: 'All tenders' });

// The head comes first; what is below it, and the records of others, each in a chunk of their own.
const TenderBody = later(() => import('./tender_body').then((module) => module.TenderBody));
const ReferenceTender = later(() => import('./reference').then((module) => module.ReferenceTender));

/** Newer views over the live connection, which is opened only after the page stands. */
function Following({ id, onView }: { id: string; onView: (view: TenderView) => void }) {
  useEffect(() => {
    let stop = (): void => {};
    let current = true;
    void import('../../api/live_browser').then(({ live }) => {
      if (!current) return;
      const watched = live.watch(id);
      const quit = watched.store.subscribe(({ tender }) => tender && onView(tender.view));
      stop = () => {
        quit();
        watched.stop();
      };
    });
    return () => {
      current = false;
      stop();
    };
  }, [id]);
  return null;
}

export default function TenderPage({ params }: PageProps) {
  const text = useText(texts);
  const id = params.id!;
  const { value, problem, again } = useLoad(async (signal) => {
    const tender = await api.get('/api/v1/tenders/{tender}', { path: { tender: id }, signal });
    if (tender.now) clockHint(Date.parse(tender.now), Date.now());
    return tender;
  }, [id]);
  const [newer, setNewer] = useState<TenderView | undefined>();
  const loaded = value?.tender as TenderView | undefined;
  const view = newer && loaded && newer.seq >= loaded.seq ? newer : loaded;
  const open = view && !['awarded', 'cancelled', 'draft'].includes(view.state);
  return (
    <div class="stack wide">
      <p class="no-print">
        <a href="/">← {text.back}</a>
      </p>
      {problem && !value ? (
        <>
          <Title>{text.title}</Title>
          <Problem problem={problem} retry={again} />
        </>
      ) : !value ? (
        <Loading />
      ) : view ? (
        <>
          <TenderHead view={view} />
          <TenderBody view={view} />
          {open && <Following id={id} onView={setNewer} />}
        </>
      ) : (
        <ReferenceTender release={(value.reference ?? {}) as unknown as OcdsRelease} />
      )}
    </div>
  );
}
