// Bids that a bidder handed in otherwise: one officer enters them with the document, another lets them count.
import '../../style/row_list.css';
import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import { session as signedIn } from '../../api/session';
import type { OfficerLotView, OfficerTenderView, Proposal, Rules } from '../../api/views';
import { useContentWords } from '../../bid/said';
import type { OfferContent } from '../../bid/sign';
import { useVerdict } from '../../bid/verdicts';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { useStore } from '../../lib/store';
import { isLiveRound, sealedState } from '../../lot/sealing';
import { Button, Buttons } from '../../parts/button/button';
import { Section } from '../../parts/headings/headings';
import { Notice } from '../../parts/notice/notice';
import { Pill } from '../../parts/pill/pill';
import { ReasonDialog } from '../account/reason_dialog';
import { useRefusals } from './refusals';
import { SurrogateDialog, surrogateForm } from './surrogate_dialog';

const texts = dictionary(
  {
    title: 'Penawaran yang dicatat petugas',
    why: 'Untuk penyedia yang menyerahkan penawarannya dengan cara lain. Petugas kedua harus menyetujui; sejak saat itulah penawaran berlaku, dan semua orang melihat bahwa petugas yang mencatatnya.',
    enter: 'Catat penawaran',
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
    notServed: 'Formulir ini menerima satu jumlah, atau daftar harga dan jumlah. Paket dan kontrak kinerja energi tidak dapat dicatat di sini: penyedia harus menawarkannya sendiri.',
  },
  {
    title: 'Bids entered by officers',
    why: 'For a bidder who hands in a bid otherwise. A second officer must approve; the bid counts from that moment, and everyone sees that officers entered it.',
    enter: 'Enter a bid',
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
    notServed: 'This form takes one amount, or prices and quantities. Packages and energy-performance contracts cannot be entered here: the bidder has to make them.',
  },
);

interface Names {
  nameOf: (pseudonym: string) => string;
}

export function SurrogateBids({ tender, view, nameOf, reload }: Names & { tender: OfficerTenderView; view: OfficerLotView; reload: () => void }) {
  const text = useText(texts);
  const format = useFormat();
  const refusals = useRefusals();
  const verdict = useVerdict();
  const words = useContentWords();
  const session = useStore(signedIn);
  const [entering, setEntering] = useState(false);
  const [deciding, setDeciding] = useState<{ proposal: Proposal; approve: boolean } | undefined>();
  const over = view.phase === 'closed' || view.phase === 'cancelled';
  const proposals = view.proposals ?? [];
  if (sealedState(view) !== undefined && !isLiveRound(view) && proposals.length === 0) return null;
  if (over && proposals.length === 0) return null;
  const said = ({ amount, content }: Proposal): string => (amount !== null ? format.money(amount, view.currency) : words(content as OfferContent, view.currency));
  const rules = (tender.document.lots.find(({ id }) => id === view.lot)?.rules ?? {}) as Rules;
  const form = surrogateForm(view, rules);
  const path = (bid: string): { tender: string; lot: string; bid: string } => ({ tender: view.tender, lot: view.lot, bid });
  // What the auction answers to an approval is a verdict on the bid.
  const answers = new Proxy(refusals, { get: (known, name: string) => known[name] ?? verdict(name).title, has: () => true });
  return (
    <Section title={text.title} level={3}>
      <p class="quiet">{text.why}</p>
      {proposals.length === 0 ? <p class="quiet">{text.none}</p> : (
        <ul class="row-list spread">
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
      {!over && (form === 'none' ? <p>{text.notServed}</p> : <Buttons><Button onClick={() => setEntering(true)}>{text.enter}</Button></Buttons>)}
      {entering && form !== 'none' && <SurrogateDialog tender={tender} view={view} rules={rules} form={form} nameOf={nameOf} onClose={() => setEntering(false)} onDone={reload} />}
      {deciding && (
        <ReasonDialog
          title={(deciding.approve ? text.approveTitle : text.rejectTitle)(nameOf(deciding.proposal.pseudonym), said(deciding.proposal))}
          action={deciding.approve ? text.approve : text.reject}
          danger={!deciding.approve}
          {...(deciding.approve ? { reason: false as const } : {})}
          refusals={answers}
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
