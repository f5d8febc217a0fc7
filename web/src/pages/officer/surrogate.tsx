// Bids that a bidder handed in otherwise: one officer enters them with the document, another lets them count.
import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import { session as signedIn } from '../../api/session';
import type { OfficerLotView, OfficerTenderView, Proposal } from '../../api/views';
import { useVerdict } from '../../bid/verdicts';
import { useFormat } from '../../i18n/format';
import { dictionary, useLanguage, useText } from '../../i18n/language';
import { readTyped } from '../../lib/money';
import { useStore } from '../../lib/store';
import { AmountField } from '../../parts/amount_field/amount_field';
import { Button, Buttons } from '../../parts/button/button';
import { SelectField } from '../../parts/field/more_fields';
import { FileDrop } from '../../parts/file_drop/file_drop';
import { Section } from '../../parts/headings/headings';
import { Notice } from '../../parts/notice/notice';
import { Pill } from '../../parts/pill/pill';
import { ReasonDialog } from '../account/reason_dialog';
import { useRefusals } from './refusals';

const texts = dictionary(
  {
    title: 'Penawaran yang dicatat petugas',
    why: 'Untuk penyedia yang menyerahkan penawarannya dengan cara lain. Petugas kedua harus menyetujui; sejak saat itulah penawaran berlaku, dan semua orang melihat bahwa petugas yang mencatatnya.',
    enter: 'Catat penawaran',
    enterTitle: 'Catat penawaran seorang penyedia',
    bidder: 'Penyedia',
    amount: 'Jumlah',
    document: 'Surat penawaran',
    documentHint: 'PDF, JPEG atau PNG, paling banyak 700 KB. Sidik SHA-256-nya masuk buku besar.',
    missing: 'Pilih berkas suratnya.',
    noAmount: 'Isi jumlahnya.',
    states: { open: 'Menunggu petugas kedua', approved: 'Disetujui', rejected: 'Ditolak' },
    approve: 'Setujui',
    reject: 'Tolak',
    approveTitle: (who: string, what: string) => `Setujui penawaran ${who}: ${what}?`,
    approveEffect: 'Penawaran ini berlaku sejak Anda menyetujuinya, dan tidak dapat ditarik kembali. Bacalah suratnya dahulu.',
    rejectTitle: (who: string, what: string) => `Tolak penawaran ${who}: ${what}?`,
    own: 'Anda yang mencatatnya: petugas lain yang harus menyetujui.',
    open: 'Buka surat',
    by: (seq: string) => `Catatan ${seq}`,
    none: 'Belum ada.',
  },
  {
    title: 'Bids entered by officers',
    why: 'For a bidder who hands in a bid otherwise. A second officer must approve; the bid counts from that moment, and everyone sees that officers entered it.',
    enter: 'Enter a bid',
    enterTitle: 'Enter a bid for a bidder',
    bidder: 'Bidder',
    amount: 'Amount',
    document: 'What was handed in',
    documentHint: 'PDF, JPEG or PNG, at most 700 KB. Its SHA-256 enters the ledger.',
    missing: 'Choose the document.',
    noAmount: 'Enter the amount.',
    states: { open: 'Waits for a second officer', approved: 'Approved', rejected: 'Rejected' },
    approve: 'Approve',
    reject: 'Reject',
    approveTitle: (who: string, what: string) => `Approve the bid of ${who}: ${what}?`,
    approveEffect: 'The bid counts from the moment you approve, and cannot be taken back. Read the document first.',
    rejectTitle: (who: string, what: string) => `Reject the bid of ${who}: ${what}?`,
    own: 'You entered it: another officer must approve.',
    open: 'Open the document',
    by: (seq: string) => `Entry ${seq}`,
    none: 'None yet.',
  },
);

const base64 = async (file: File): Promise<string> => {
  const octets = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < octets.length; at += 32768) text += String.fromCharCode(...octets.subarray(at, at + 32768));
  return btoa(text);
};

interface Names {
  nameOf: (pseudonym: string) => string;
}

function EnterDialog({ tender, view, nameOf, onClose, onDone }: Names & { tender: OfficerTenderView; view: OfficerLotView; onClose: () => void; onDone: () => void }) {
  const text = useText(texts);
  const language = useLanguage();
  const refusals = useRefusals();
  const bidders = tender.admitted_bidders.filter(({ lots }) => lots.includes(view.lot));
  const [who, setWho] = useState(bidders[0]?.pseudonym ?? '');
  const [typed, setTyped] = useState('');
  const [file, setFile] = useState<File | undefined>();
  const [tried, setTried] = useState(false);
  const [bid] = useState(() => crypto.randomUUID());
  const amount = readTyped(language, typed, view.currency).amount;
  const send = async (reason: string): Promise<unknown> => {
    const document = await api.post('/api/v1/tenders/{tender}/documents', { path: { tender: view.tender }, body: { name: file!.name.slice(-200), content: await base64(file!) } });
    return api.post('/api/v1/tenders/{tender}/lots/{lot}/proposals', { path: { tender: view.tender, lot: view.lot }, body: { pseudonym: who, bid, amount: amount!, document: document.sha256, reason } });
  };
  return (
    <ReasonDialog title={text.enterTitle} action={text.enter} ready={who !== '' && amount !== undefined && file !== undefined} onBlocked={() => setTried(true)} refusals={refusals} onSend={send} onDone={onDone} onClose={onClose}>
      <p>{text.why}</p>
      <SelectField label={text.bidder} value={who} choices={bidders.map(({ pseudonym }) => ({ value: pseudonym, label: nameOf(pseudonym) }))} onChange={setWho} />
      <AmountField label={text.amount} currency={view.currency} value={typed} onInput={setTyped} error={tried && amount === undefined ? text.noAmount : undefined} />
      <FileDrop label={text.document} hint={text.documentHint} accept="application/pdf,image/jpeg,image/png" onFiles={([first]) => setFile(first)} progress={file ? [{ name: file.name, size: file.size, done: file.size, state: 'done' }] : []} />
      {tried && !file && <p class="field-error" role="alert">{text.missing}</p>}
    </ReasonDialog>
  );
}

export function SurrogateBids({ tender, view, nameOf, reload }: Names & { tender: OfficerTenderView; view: OfficerLotView; reload: () => void }) {
  const text = useText(texts);
  const format = useFormat();
  const refusals = useRefusals();
  const verdict = useVerdict();
  const session = useStore(signedIn);
  const [entering, setEntering] = useState(false);
  const [deciding, setDeciding] = useState<{ proposal: Proposal; approve: boolean } | undefined>();
  const over = view.phase === 'closed' || view.phase === 'cancelled';
  const proposals = view.proposals ?? [];
  const sealed = (view.format ?? '').startsWith('sealed');
  if (sealed || (over && proposals.length === 0)) return null;
  const said = ({ amount, content }: Proposal): string => (amount !== null ? format.money(amount, view.currency) : JSON.stringify(content));
  const path = (bid: string): { tender: string; lot: string; bid: string } => ({ tender: view.tender, lot: view.lot, bid });
  // What the auction answers to an approval is a verdict on the bid.
  const words = new Proxy(refusals, { get: (known, name: string) => known[name] ?? verdict(name).title, has: () => true });
  return (
    <Section title={text.title} level={3}>
      <p class="quiet">{text.why}</p>
      {proposals.length === 0 ? <p class="quiet">{text.none}</p> : (
        <ul class="people-list">
          {proposals.map((proposal) => (
            <li key={proposal.bid}>
              <div>
                <strong class="figures">{said(proposal)}</strong> {nameOf(proposal.pseudonym)}{' '}
                <Pill kind={proposal.state === 'approved' ? 'good' : proposal.state === 'open' ? 'warning' : 'neutral'}>{text.states[proposal.state]}</Pill>
                <p class="quiet small">
                  {format.clock(proposal.at, tender.document.time_zone)} · {text.by(format.number(proposal.seq))} · {proposal.reason}
                  {proposal.decided?.reason ? ` · ${proposal.decided.reason}` : ''}
                </p>
                <p class="small">
                  <a href={`/api/v1/tenders/${view.tender}/documents/${proposal.document.sha256}`} download={proposal.document.name}>{text.open}: {proposal.document.name}</a>
                </p>
                {proposal.state === 'open' && !over && proposal.by === session?.account && <p class="small">{text.own}</p>}
              </div>
              {proposal.state === 'open' && !over && (
                <Buttons>
                  {proposal.by !== session?.account && <Button kind="primary" small onClick={() => setDeciding({ proposal, approve: true })}>{text.approve}</Button>}
                  <Button small onClick={() => setDeciding({ proposal, approve: false })}>{text.reject}</Button>
                </Buttons>
              )}
            </li>
          ))}
        </ul>
      )}
      {!over && view.phase !== undefined && <Buttons><Button onClick={() => setEntering(true)}>{text.enter}</Button></Buttons>}
      {entering && <EnterDialog tender={tender} view={view} nameOf={nameOf} onClose={() => setEntering(false)} onDone={reload} />}
      {deciding && (
        <ReasonDialog
          title={(deciding.approve ? text.approveTitle : text.rejectTitle)(nameOf(deciding.proposal.pseudonym), said(deciding.proposal))}
          action={deciding.approve ? text.approve : text.reject}
          danger={!deciding.approve}
          {...(deciding.approve ? { reason: false as const } : {})}
          refusals={words}
          onClose={() => setDeciding(undefined)}
          onDone={reload}
          onSend={(reason) =>
            deciding.approve
              ? api.post('/api/v1/tenders/{tender}/lots/{lot}/proposals/{bid}/approve', { path: path(deciding.proposal.bid) })
              : api.post('/api/v1/tenders/{tender}/lots/{lot}/proposals/{bid}/reject', { path: path(deciding.proposal.bid), body: { reason } })
          }
        >
          {deciding.approve && <Notice kind="warning"><p>{text.approveEffect}</p></Notice>}
        </ReasonDialog>
      )}
    </Section>
  );
}
