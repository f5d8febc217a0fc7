// Puts a tender on one's watch-list, or takes it off.
import { useState } from 'preact/hooks';
import { session } from '../../api/session';
import { dictionary, useText } from '../../i18n/language';
import { useStore } from '../../lib/store';
import { useLoad } from '../../lib/use_load';
import { Button } from '../../parts/button/button';
import { useProblemText } from '../../parts/problem/problem';
import { ask } from './ask';

const texts = dictionary(
  { watch: 'Pantau tender ini', unwatch: 'Berhenti memantau' },
  { watch: 'Watch this tender', unwatch: 'Stop watching' },
);

export function WatchButton({ tender, small }: { tender: string; small?: boolean }) {
  const text = useText(texts);
  const who = useStore(session);
  const said = useProblemText();
  const [failed, setFailed] = useState<unknown>();
  const { value, again } = useLoad(async (signal) => (who ? (await ask.watches(signal)).some((one) => one.tender === tender) : undefined), [tender, who?.account]);
  if (value === undefined) return null;
  const change = (): void => {
    setFailed(undefined);
    (value ? ask.unwatch(tender) : ask.watch(tender)).then(again, setFailed);
  };
  return (
    <span class="row no-print">
      <Button small={small} onClick={change}>
        {value ? text.unwatch : text.watch}
      </Button>
      {failed !== undefined && (
        <span role="alert" class="small">
          {said(failed)}
        </span>
      )}
    </span>
  );
}
