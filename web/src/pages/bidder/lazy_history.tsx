import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Loading } from '../../parts/loading/loading';
import type { HistoryProps } from './history';

/** Chart and table are loaded when they come near the screen: the bid bar does not wait for them. */
export function LazyHistory(props: HistoryProps) {
  const [History, setHistory] = useState<ComponentType<HistoryProps> | undefined>();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let current = true;
    const seen = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        seen.disconnect();
        void import('./history').then((module) => current && setHistory(() => module.History)).catch(() => undefined);
      },
      { rootMargin: '200px' },
    );
    seen.observe(place.current!);
    return () => {
      current = false;
      seen.disconnect();
    };
  }, []);
  return <div ref={place}>{History ? <History {...props} /> : <Loading />}</div>;
}
