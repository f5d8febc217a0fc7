import './officer.css';
import { useState } from 'preact/hooks';
import { api, ApiProblem } from '../../api/client';
import type { OfficerTenderView, TenderDocument } from '../../api/views';
import { useContentWords } from '../../bid/said';
import { useFormat } from '../../i18n/format';
import { dictionary, useLanguage, useText } from '../../i18n/language';
import { groupDigits, readTyped } from '../../lib/money';
import { millis } from '../../lib/time';
import { AmountField } from '../../parts/amount_field/amount_field';
import { Button, Buttons } from '../../parts/button/button';
import { TextField } from '../../parts/field/field';
import { CheckField, SelectField } from '../../parts/field/more_fields';
import { Section, Title } from '../../parts/headings/headings';
import { later } from '../../parts/later/later';
import { Loading } from '../../parts/loading/loading';
import { Notice } from '../../parts/notice/notice';
import type { PageProps } from '../../router';
import { Guard } from '../account/guard';
import { Problem } from '../../parts/problem/problem';
import { useLoad } from '../../lib/use_load';
import { RulesMeaning } from '../../rules/editor';
import { loadDraft } from './editor/edit';
import { useProblemName } from './editor/problems';
import { useRefusals } from './refusals';
import { type Invented, invent, type Rehearsal, scenarioOf } from './scenario';

const PastBidsPicker = later(() => import('./past_bids_picker').then((module) => module.PastBidsPicker));
const RehearsalResult = later(() => import('./rehearsal_result').then((module) => module.RehearsalResult));

/** More are played, but no form is made for each. */
const mostEdited = 60;

const texts = dictionary(
  {
    title: 'Coba lelangnya',
    intro: 'Penawaran rekaan dijalankan melalui aturan yang sama dengan lelang sungguhan. Tidak ada yang tercatat dan tidak ada yang diberi tahu.',
    lot: 'Lot',
    bidders: ['Penyedia A', 'Penyedia B', 'Penyedia C'],
    bids: 'Penawaran rekaan',
    bid: (n: number) => `Penawaran ${n}`,
    many: (bids: string, bidders: string) => `${bids} penawaran dari ${bidders} penyedia akan dimainkan.`,
    second: 'Detik setelah mulai',
    who: 'Penawar',
    amount: 'Jumlah',
    confirm: 'Dengan penegasan',
    add: 'Tambah penawaran',
    remove: 'Hapus',
    reset: 'Buat ulang contoh',
    run: 'Jalankan',
    leaves: 'Keluar dari lelang',
    withdraws: 'Menarik kembali',
    problems: 'Aturan atau penawaran ini belum dapat dijalankan',
  },
  {
    title: 'Rehearse the auction',
    intro: 'Invented bids run through the very rules of the real auction. Nothing is recorded and nobody is told.',
    lot: 'Lot',
    bidders: ['Bidder A', 'Bidder B', 'Bidder C'],
    bids: 'Invented bids',
    bid: (n: number) => `Bid ${n}`,
    many: (bids: string, bidders: string) => `${bids} bids by ${bidders} bidders will be played.`,
    second: 'Seconds after the start',
    who: 'Bidder',
    amount: 'Amount',
    confirm: 'Confirmed',
    add: 'Add bid',
    remove: 'Remove',
    reset: 'Make the example again',
    run: 'Run',
    leaves: 'Leaves the auction',
    withdraws: 'Takes back',
    problems: 'These rules or bids cannot be run yet',
  },
);

function Rehearse({ id, document }: { id: string; document: TenderDocument }) {
  const text = useText(texts);
  const format = useFormat();
  const language = useLanguage();
  const say = useProblemName();
  const refusals = useRefusals();
  const content = useContentWords();
  const [lotId, setLotId] = useState(document.lots[0]?.id ?? '1');
  const lot = document.lots.find((one) => one.id === lotId) ?? document.lots[0]!;
  const bidders = [...text.bidders];
  const [invented, setInvented] = useState<Invented>(() => invent(document, lot, bidders));
  const [typed, setTyped] = useState<Record<number, string>>({});
  // As typed: a minus alone is no number yet.
  const [seconds, setSeconds] = useState<Record<number, string>>({});
  const [rehearsal, setRehearsal] = useState<Rehearsal | undefined>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [runs, setRuns] = useState(0);
  const restart = (next: string): void => {
    setLotId(next);
    setInvented(invent(document, document.lots.find((one) => one.id === next) ?? lot, bidders));
    setTyped({});
    setSeconds({});
    setRehearsal(undefined);
  };
  const change = (n: number, next: Partial<Invented['bids'][number]>): void =>
    setInvented((now) => ({ ...now, bids: now.bids.map((bid, m) => (m === n ? { ...bid, ...next } : bid)) }));

  const run = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      setRehearsal((await api.post('/api/v1/rehearsals', { body: scenarioOf(document, lot, invented) as never })) as unknown as Rehearsal);
    } catch (refusal) {
      setProblem(refusal);
      setRehearsal(undefined);
    }
    setBusy(false);
    setRuns((n) => n + 1);
  };
  return (
    <div class="stack wide">
      <Title caption={<a href={`/manage/${id}`}>{document.title}</a>}>{text.title}</Title>
      <p>{text.intro}</p>
      {document.lots.length > 1 && (
        <SelectField label={text.lot} value={lot.id} choices={document.lots.map((one) => ({ value: one.id, label: `${one.id}. ${one.title}` }))} onChange={restart} />
      )}
      <RulesMeaning rules={lot.rules} currency={document.currency} zone={document.time_zone} schedule={document.schedule} />
      <Section title={text.bids}>
        <PastBidsPicker
          document={document}
          lot={lot}
          onTake={(past) => {
            setInvented(past);
            setTyped({});
            setRehearsal(undefined);
          }}
        />
        {invented.bids.length > mostEdited ? (
          <p>{text.many(format.number(invented.bids.length), format.number(invented.bidders.length))}</p>
        ) : (
          <ol class="invented">
            {invented.bids.map((bid, n) => (
              <li key={n}>
                <fieldset class="item-card">
                  <legend>{text.bid(n + 1)}</legend>
                  <div class="invented-row">
                    <TextField
                      label={text.second}
                      hint={format.clock(millis(lot.rules.starts_at ?? document.schedule.auction_starts_at) + bid.second * 1000, document.time_zone)}
                      inputMode="numeric"
                      value={seconds[n] ?? String(bid.second)}
                      onInput={(value) => {
                        const kept = `${/^\s*[-\u2212]/.test(value) ? '-' : ''}${value.replace(/\D/g, '').slice(0, 8)}`;
                        setSeconds((now) => ({ ...now, [n]: kept }));
                        change(n, { second: Number(kept) || 0 });
                      }}
                    />
                    <SelectField label={text.who} value={bid.bidder} choices={invented.bidders.map((name) => ({ value: name, label: name }))} onChange={(bidder) => change(n, { bidder })} />
                    {bid.content ? (
                      <p class="invented-said">{content(bid.content, document.currency)}</p>
                    ) : <AmountField
                      label={text.amount}
                      currency={document.currency}
                      value={typed[n] ?? groupDigits(language, bid.amount)}
                      onInput={(value) => {
                        setTyped((now) => ({ ...now, [n]: value }));
                        change(n, { amount: readTyped(language, value, document.currency).amount ?? value });
                      }}
                    />}
                  </div>
                  <div class="row spread">
                    {lot.rules.type === 'japanese_reverse' ? (
                      <CheckField label={text.leaves} checked={bid.content !== undefined} onChange={(leaves) => change(n, { content: leaves ? { kind: 'leave' } : undefined })} />
                    ) : lot.rules.type === 'sealed_first_price' || lot.rules.type === 'sealed_second_price' ? (
                      <CheckField label={text.withdraws} checked={bid.content !== undefined} onChange={(withdraws) => change(n, { content: withdraws ? { kind: 'withdraw' } : undefined })} />
                    ) : lot.rules.type === undefined || lot.rules.type === 'english_reverse' || (lot.rules.type === 'hybrid' && !bid.content) ? (
                      <CheckField label={text.confirm} checked={bid.confirm} onChange={(confirm) => change(n, { confirm })} />
                    ) : (
                      <span />
                    )}
                    <Button
                      kind="quiet"
                      small
                      onClick={() => {
                        setInvented({ ...invented, bids: invented.bids.filter((_, m) => m !== n) });
                        setTyped({});
                        setSeconds({});
                      }}
                    >
                      {text.remove}
                    </Button>
                  </div>
                </fieldset>
              </li>
            ))}
          </ol>
        )}
        <Buttons>
          <Button kind="primary" busy={busy} onClick={() => void run()}>
            {text.run}
          </Button>
          <Button onClick={() => setInvented({ ...invented, bids: [...invented.bids, { ...(invented.bids[invented.bids.length - 1] ?? { second: 60, bidder: invented.bidders[0]!, amount: '1', confirm: false }) }] })}>{text.add}</Button>
          <Button kind="quiet" onClick={() => restart(lot.id)}>
            {text.reset}
          </Button>
        </Buttons>
      </Section>
      {problem instanceof ApiProblem && problem.problems.length > 0 ? (
        <Notice kind="danger" title={text.problems} live="alert">
          <ul>
            {problem.problems.map(({ path, name }) => (
              <li key={path + name}>
                <code>{path}</code>: {say(name)}
              </li>
            ))}
          </ul>
        </Notice>
      ) : (
        problem !== undefined && <Problem problem={problem} own={refusals} retry={() => void run()} />
      )}
      {rehearsal && <RehearsalResult key={runs} document={document} rehearsal={rehearsal} />}
    </div>
  );
}

function Load({ id }: { id: string }) {
  const load = useLoad(
    async (signal): Promise<TenderDocument> => {
      try {
        return (await loadDraft(id, signal)).document;
      } catch (problem) {
        if (!(problem instanceof ApiProblem) || problem.code === 'network') throw problem;
        const { tender } = await api.get('/api/v1/tenders/{tender}', { path: { tender: id }, signal });
        const view = tender as unknown as OfficerTenderView;
        return { ...view.document, lots: view.document.lots.map((lot) => ({ ...lot, reserve: view.reserves?.[lot.id] ?? null, rules: { ...lot.rules, has_reserve: undefined } })) };
      }
    },
    [id],
  );
  if (load.value) return <Rehearse id={id} document={load.value} />;
  return load.problem !== undefined ? <Problem problem={load.problem} retry={load.again} /> : <Loading />;
}

export default function RehearsePage({ params }: PageProps) {
  return <Guard roles={['officer']}>{() => <Load id={params.id!} />}</Guard>;
}
