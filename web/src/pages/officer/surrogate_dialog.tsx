// The form by which an officer enters what a bidder handed in otherwise: for whom, the bid, and the document it came in.
import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { OfficerLotView, OfficerTenderView, Rules } from '../../api/views';
import { stepProblems, stepsOf } from '../../bid/schedule';
import { dictionary, useLanguage, useText } from '../../i18n/language';
import { readTyped } from '../../lib/money';
import { AmountField } from '../../parts/amount_field/amount_field';
import { SelectField } from '../../parts/field/more_fields';
import { FileDrop } from '../../parts/file_drop/file_drop';
import { ReasonDialog } from '../account/reason_dialog';
import { noStep, ScheduleEditor, type TypedStep, useReadSteps } from '../bidder/formats/schedule_editor';
import { useRefusals } from './refusals';

const texts = dictionary(
  {
    enter: 'Catat penawaran',
    why: 'Petugas kedua harus menyetujui; penawaran baru berlaku sejak saat itu.',
    enterTitle: 'Catat penawaran seorang penyedia',
    bidder: 'Penyedia',
    amount: 'Jumlah',
    document: 'Surat penawaran',
    documentHint: 'PDF, JPEG atau PNG, paling banyak 700 KB. Sidik SHA-256-nya masuk buku besar.',
    missing: 'Pilih berkas suratnya.',
    noAmount: 'Isi jumlahnya.',
  },
  {
    enter: 'Enter a bid',
    why: 'A second officer must approve; only from that moment does the bid count.',
    enterTitle: 'Enter a bid for a bidder',
    bidder: 'Bidder',
    amount: 'Amount',
    document: 'What was handed in',
    documentHint: 'PDF, JPEG or PNG, at most 700 KB. Its SHA-256 enters the ledger.',
    missing: 'Choose the document.',
    noAmount: 'Enter the amount.',
  },
);

/** What a bid on this lot is, as far as this form knows it. */
export type SurrogateForm = 'amount' | 'schedule' | 'none';

export function surrogateForm({ format }: Pick<OfficerLotView, 'format'>, rules: Rules): SurrogateForm {
  if (format === 'supply_schedule') return 'schedule';
  return format === 'package' || (format === 'stepped_rounds' && rules.esco) ? 'none' : 'amount';
}

const base64 = async (file: File): Promise<string> => {
  const octets = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < octets.length; at += 32768) text += String.fromCharCode(...octets.subarray(at, at + 32768));
  return btoa(text);
};

export interface SurrogateDialogProps {
  tender: OfficerTenderView;
  view: OfficerLotView;
  rules: Rules;
  form: 'amount' | 'schedule';
  nameOf: (pseudonym: string) => string;
  onClose: () => void;
  onDone: () => void;
}

export function SurrogateDialog({ tender, view, rules, form, nameOf, onClose, onDone }: SurrogateDialogProps) {
  const text = useText(texts);
  const language = useLanguage();
  const refusals = useRefusals();
  const read = useReadSteps();
  const bidders = tender.admitted_bidders.filter(({ lots }) => lots.includes(view.lot));
  const [who, setWho] = useState(bidders[0]?.pseudonym ?? '');
  const [typed, setTyped] = useState('');
  const [steps, setSteps] = useState<TypedStep[]>([{ ...noStep }]);
  const [file, setFile] = useState<File | undefined>();
  const [tried, setTried] = useState(false);
  const [bid] = useState(() => crypto.randomUUID());
  const amount = readTyped(language, typed, view.currency).amount;
  const drafted = read(steps, view.currency);
  const found = stepProblems(drafted, rules, view.ceiling, view.currency);
  const problems = tried ? found : found.map((problem) => (problem === 'no_price' || problem === 'no_quantity' ? undefined : problem));
  const complete = form === 'amount' ? amount !== undefined : found.every((problem) => problem === undefined);
  const send = async (reason: string): Promise<unknown> => {
    const document = await api.post('/api/v1/tenders/{tender}/documents', { path: { tender: view.tender }, body: { name: file!.name.slice(-200), content: await base64(file!) } });
    const said = form === 'amount' ? { amount: amount! } : { content: { kind: 'schedule', steps: stepsOf(drafted) } };
    return api.post('/api/v1/tenders/{tender}/lots/{lot}/proposals', { path: { tender: view.tender, lot: view.lot }, body: { pseudonym: who, bid, ...said, document: document.sha256, reason } });
  };
  return (
    <ReasonDialog title={text.enterTitle} action={text.enter} ready={who !== '' && complete && file !== undefined} onBlocked={() => setTried(true)} refusals={refusals} onSend={send} onDone={onDone} onClose={onClose}>
      <p>{text.why}</p>
      <SelectField label={text.bidder} value={who} choices={bidders.map(({ pseudonym }) => ({ value: pseudonym, label: nameOf(pseudonym) }))} onChange={setWho} />
      {form === 'amount' ? (
        <AmountField id="surrogate-amount" label={text.amount} currency={view.currency} value={typed} onInput={setTyped} error={tried && amount === undefined ? text.noAmount : undefined} />
      ) : (
        <ScheduleEditor steps={steps} problems={problems} rules={rules} currency={view.currency} onChange={setSteps} />
      )}
      <FileDrop label={text.document} hint={text.documentHint} accept="application/pdf,image/jpeg,image/png" onFiles={([first]) => setFile(first)} progress={file ? [{ name: file.name, size: file.size, done: file.size, state: 'done' }] : []} />
      {tried && !file && <p class="field-error" role="alert">{text.missing}</p>}
    </ReasonDialog>
  );
}
