// Whatever a bidder says is asked about once more before it is signed and sent.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { dictionary, useText } from '../../i18n/language';
import { Button } from '../../parts/button/button';
import { Dialog } from '../../parts/dialog/dialog';
import { Notice } from '../../parts/notice/notice';

const texts = dictionary(
  { failed: 'Pernyataan tidak dapat ditandatangani di peramban ini. Muat ulang halaman, lalu coba lagi.' },
  { failed: 'This could not be signed in this browser. Reload the page, then try again.' },
);

export interface Saying {
  busy: boolean;
  /** The last one could not be signed. */
  failed: boolean;
  say: (work: () => Promise<void>) => Promise<void>;
}

/** One thing is said at a time. */
export function useSaying(): Saying {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const say = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setFailed(false);
    try {
      await work();
    } catch {
      setFailed(true);
    }
    setBusy(false);
  };
  return { busy, failed, say };
}

/** `words`: where more can go wrong than the signing. */
export function SayingFailed({ saying, words }: { saying: Saying; words?: string | undefined }) {
  const text = useText(texts);
  return saying.failed ? <Notice kind="danger" live="alert"><p>{words ?? text.failed}</p></Notice> : null;
}

export interface SayDialogProps {
  title: string;
  /** danger: it takes back or ends something. */
  kind?: 'primary' | 'danger';
  saying: Saying;
  failed?: string;
  disabled?: boolean;
  yes: string;
  no: string;
  onYes: () => Promise<void>;
  onNo: () => void;
  children: ComponentChildren;
}

export function SayDialog({ title, kind = 'primary', saying, failed, disabled = false, yes, no, onYes, onNo, children }: SayDialogProps) {
  return (
    <Dialog
      title={title}
      onClose={onNo}
      actions={
        <>
          <Button kind={kind} busy={saying.busy} disabled={disabled} onClick={() => void saying.say(onYes)}>
            {yes}
          </Button>
          <Button onClick={onNo}>{no}</Button>
        </>
      }
    >
      {children}
      <SayingFailed saying={saying} words={failed} />
    </Dialog>
  );
}
