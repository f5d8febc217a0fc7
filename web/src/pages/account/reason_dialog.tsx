import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { dictionary, useText } from '../../i18n/language';
import { Button } from '../../parts/button/button';
import { Dialog } from '../../parts/dialog/dialog';
import { TextArea } from '../../parts/field/more_fields';
import { Notice } from '../../parts/notice/notice';
import { Problem } from '../../parts/problem/problem';

const texts = dictionary(
  {
    reason: 'Alasan',
    hint: 'Tercatat di buku besar, dapat dibaca kemudian. 10 sampai 2.000 huruf; jangan tulis data pribadi.',
    tooShort: 'Tulis alasannya, sedikitnya 10 huruf.',
    tooLong: 'Alasan ini lebih panjang dari 2.000 huruf.',
    cancel: 'Batal',
    close: 'Tutup',
    done: 'Tercatat',
    entry: (seq: string) => `Tercatat di buku besar, nomor ${seq}.`,
  },
  {
    reason: 'Reason',
    hint: 'Stands in the ledger and can be read later. 10 to 2,000 characters; no personal data.',
    tooShort: 'Give the reason, in at least 10 characters.',
    tooLong: 'This reason is longer than 2,000 characters.',
    cancel: 'Cancel',
    close: 'Close',
    done: 'Recorded',
    entry: (seq: string) => `Recorded in the ledger, entry ${seq}.`,
  },
);

export interface ReasonDialogProps {
  title: string;
  action: string;
  danger?: boolean;
  /** Without: the act needs no words, only the confirmation. */
  reason?: false;
  /** False: what is asked above the reason is not complete; `onBlocked` says so. */
  ready?: boolean;
  onBlocked?: () => void;
  refusals?: Record<string, string>;
  onSend: (reason: string) => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
  wide?: boolean;
  children?: ComponentChildren;
}

/** An act that is recorded: what it does, why, and afterwards where it stands in the ledger. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, action, danger, reason: asked, ready = true, onBlocked, refusals, onSend, onDone, onClose, wide, children } = props;
  const text = useText(texts);
  const [reason, setReason] = useState('');
  const [error, setError] = useState('');
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [seq, setSeq] = useState<number | undefined>();
  const [done, setDone] = useState(false);

  const send = async (): Promise<void> => {
    const length = [...reason.trim()].length;
    const wrong = asked === false ? '' : length < 10 ? text.tooShort : length > 2000 ? text.tooLong : '';
    setError(wrong);
    if (!ready) onBlocked?.();
    if (wrong || !ready) {
      if (wrong) document.getElementById('reason')?.focus();
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      const answer = (await onSend(reason.trim())) as { seq?: number } | undefined;
      setSeq(answer?.seq);
      setDone(true);
      onDone();
    } catch (refusal) {
      setProblem(refusal);
    }
    setBusy(false);
  };

  if (done) {
    return (
      <Dialog title={title} onClose={onClose} actions={<Button kind="primary" onClick={onClose}>{text.close}</Button>}>
        <Notice kind="good" title={text.done} live="status">
          {seq !== undefined && <p>{text.entry(String(seq))}</p>}
        </Notice>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={title}
      wide={wide}
      onClose={onClose}
      actions={
        <>
          <Button kind={danger ? 'danger' : 'primary'} busy={busy} onClick={() => void send()}>
            {action}
          </Button>
          <Button onClick={onClose}>{text.cancel}</Button>
        </>
      }
    >
      {problem !== undefined && (
        <Problem problem={problem} own={{ reason_missing: text.tooShort, reason_too_long: text.tooLong, ...refusals }} />
      )}
      {children}
      {asked !== false && (
        <TextArea id="reason" label={text.reason} hint={text.hint} error={error} value={reason} onInput={setReason} rows={3} />
      )}
    </Dialog>
  );
}
