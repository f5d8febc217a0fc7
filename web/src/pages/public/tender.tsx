import './tender.css';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { TenderView } from '../../api/views';
import { dictionary, useText } from '../../i18n/language';
import { clockHint } from '../../lib/server_clock';
import { useLoad } from '../../lib/use_load';
import { Title } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { Problem } from '../../parts/problem/problem';
import type { PageProps } from '../../router';
import { type OcdsRelease, ReferenceTender } from './reference';
import { NativeTender } from './tender_body';

const texts = dictionary({ title: 'Tender', back: 'Semua tender' }, { title: 'Tender', back: 'All tenders' });

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
          <NativeTender view={view} />
          {open && <Following id={id} onView={setNewer} />}
        </>
      ) : (
        <ReferenceTender release={(value.reference ?? {}) as unknown as OcdsRelease} />
      )}
    </div>
  );
}
