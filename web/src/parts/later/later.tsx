import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { dictionary, useText } from '../../i18n/language';
import { Button } from '../button/button';
import { Loading } from '../loading/loading';
import { Notice } from '../notice/notice';

const texts = dictionary(
  { failed: 'Bagian ini tidak dapat dimuat. Periksa sambungan Anda, lalu muat ulang.', reload: 'Muat ulang' },
  { failed: 'This part could not be loaded. Check your connection, then reload.', reload: 'Reload' },
);

export function LoadFailed() {
  const text = useText(texts);
  return (
    <Notice kind="danger">
      <p>{text.failed}</p>
      <Button onClick={() => window.location.reload()}>{text.reload}</Button>
    </Notice>
  );
}

/** A component in a chunk of its own, which is fetched when it is first shown. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let known: ComponentType<P> | undefined;
  return function Later(props: P) {
    const [Part, setPart] = useState<ComponentType<P> | undefined>(() => known);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (Part) return;
      let current = true;
      load().then(
        (part) => {
          known = part;
          if (current) setPart(() => part);
        },
        () => current && setFailed(true),
      );
      return () => {
        current = false;
      };
    }, []);
    if (failed) return <LoadFailed />;
    return Part ? <Part {...props} /> : <Loading />;
  };
}
