import './officer.css';
import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { OfficerLotView, OfficerTenderView } from '../../api/views';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { Button, Buttons } from '../../parts/button/button';
import { RadioField, TextArea } from '../../parts/field/more_fields';
import { Section, SummaryList, Title } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { Notice } from '../../parts/notice/notice';
import { navigate, type PageProps } from '../../router';
import { Guard } from '../account/guard';
import { Problem } from '../../parts/problem/problem';
import { ReasonDialog } from '../account/reason_dialog';
import { useLoad } from '../../lib/use_load';
import { PaidPrice } from './paid_price';
import { useRefusals } from './refusals';

const texts = dictionary(
  {
    title: 'Tetapkan hasil',
    intro: 'Tetapkan pemenang setiap lot. Biasanya penawaran terbaik; pilihan lain memerlukan alasan untuk lot itu. Nama penyedia diumumkan setelah penetapan.',
    lot: (n: string, title: string) => `Lot ${n}: ${title}`,
    cancelled: 'Lot ini dibatalkan; tidak ada yang ditetapkan.',
    winner: 'Pemenang',
    nobody: 'Tidak ada pemenang',
    bid: (rank: string, name: string, amount: string) => `${rank}${name}, ${amount}`,
    rank: (n: number) => `${n}. `,
    out: 'didiskualifikasi',
    saving: 'Penghematan',
    savingValue: (amount: string, percent: string) => `${amount} (${percent})`,
    above: (amount: string, percent: string) => `${amount} (${percent}) di atas perkiraan`,
    reserve: 'Harga batas rahasia',
    met: 'terpenuhi',
    notMet: 'tidak terpenuhi',
    noBids: 'Tidak ada penawaran.',
    lotReason: 'Alasan untuk lot ini',
    lotReasonHint: 'Pilihan ini berbeda dari penawaran terbaik atau harga batas tidak terpenuhi: tulis mengapa (10–2.000 huruf).',
    confirm: 'Tetapkan hasil',
    confirmTitle: 'Tetapkan hasil ini?',
    effect: 'Hasil diumumkan, nama penyedia dibuka, dan seluruh catatan tender dapat diperiksa siapa pun. Ini tidak dapat diubah.',
    reasonsMissing: 'Tulis dahulu alasan untuk lot yang ditandai.',
    wrongState: 'Tender ini belum dapat ditetapkan',
    back: 'Kelola tender ini',
  },
  {
    title: 'Confirm the result',
    intro: 'Name the winner of each lot. Usually the best bid; any other choice needs a reason for that lot. Names are published with the award.',
    lot: (n: string, title: string) => `Lot ${n}: ${title}`,
    cancelled: 'This lot was cancelled; there is nothing to award.',
    winner: 'Winner',
    nobody: 'No winner',
    bid: (rank: string, name: string, amount: string) => `${rank}${name}, ${amount}`,
    rank: (n: number) => `${n}. `,
    out: 'disqualified',
    saving: 'Saving',
    savingValue: (amount: string, percent: string) => `${amount} (${percent})`,
    above: (amount: string, percent: string) => `${amount} (${percent}) above the estimate`,
    reserve: 'Secret reserve',
    met: 'met',
    notMet: 'not met',
    noBids: 'No bids.',
    lotReason: 'Reason for this lot',
    lotReasonHint: 'This differs from the best bid, or the reserve is not met: say why (10–2,000 characters).',
    confirm: 'Confirm result',
    confirmTitle: 'Confirm this result?',
    effect: 'The result is published, names are disclosed, and anyone can verify the whole record of the tender. This cannot be changed.',
    reasonsMissing: 'First give the reason for the marked lots.',
    wrongState: 'This tender cannot be awarded yet',
    back: 'Manage this tender',
  },
);

interface Choice {
  winner: string;
  reason: string;
}

/** Whether a choice is not simply the confirmation of the auction's result. */
export function needsReason(view: OfficerLotView, winner: string): boolean {
  const best = view.standings.find((standing) => standing.rank === 1)?.pseudonym ?? '';
  return winner !== best || (winner !== '' && view.reserve_met === 'not_met');
}

function Award({ view, lots }: { view: OfficerTenderView; lots: Map<string, OfficerLotView> }) {
  const text = useText(texts);
  const format = useFormat();
  const refusals = useRefusals();
  const { currency } = view.document;
  const open = [...lots.values()].filter((lot) => lot.phase !== 'cancelled');
  const [choices, setChoices] = useState<Record<string, Choice>>(() =>
    Object.fromEntries(open.map((lot) => [lot.lot, { winner: lot.standings.find(({ rank }) => rank === 1)?.pseudonym ?? '', reason: '' }])),
  );
  const [confirming, setConfirming] = useState(false);
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState(false);
  const change = (lot: string, next: Partial<Choice>): void => setChoices((now) => ({ ...now, [lot]: { ...now[lot]!, ...next } }));
  const missing = open.filter((lot) => needsReason(lot, choices[lot.lot]!.winner) && [...choices[lot.lot]!.reason.trim()].length < 10);
  const money = (amount: string): string => format.money(amount, currency);
  return (
    <div class="stack wide">
      <Title caption={<a href={`/manage/${view.id}`}>{view.document.title}</a>}>{text.title}</Title>
      <p>{text.intro}</p>
      {[...lots.values()].map((lot) => {
        const choice = choices[lot.lot];
        return (
          <Section key={lot.lot} title={text.lot(lot.lot, lot.title)}>
            {!choice ? (
              <p class="quiet">{text.cancelled}</p>
            ) : (
              <>
                <SummaryList
                  items={[
                    lot.saving && {
                      key: text.saving,
                      value: (lot.saving.negative ? text.above : text.savingValue)(money(lot.saving.amount.replace('-', '')), format.percent(lot.saving.percent.replace('-', ''))),
                    },
                    lot.reserve !== null && { key: text.reserve, value: `${money(lot.reserve)}: ${lot.reserve_met === 'met' ? text.met : text.notMet}` },
                  ]}
                />
                <PaidPrice lot={lot} />
                {lot.standings.every(({ amount }) => amount === null) && <p>{text.noBids}</p>}
                <RadioField
                  label={text.winner}
                  value={choice.winner}
                  choices={[
                    ...lot.standings.filter(({ disqualified, amount }) => !disqualified && amount !== null).map((standing) => ({
                      value: standing.pseudonym,
                      label: text.bid(standing.rank ? text.rank(standing.rank) : '', standing.name ?? standing.pseudonym, money(standing.amount ?? '0')),
                    })),
                    { value: '', label: text.nobody },
                  ]}
                  onChange={(winner) => change(lot.lot, { winner })}
                />
                {needsReason(lot, choice.winner) && (
                  <TextArea
                    id={`reason-${lot.lot}`}
                    label={text.lotReason}
                    hint={text.lotReasonHint}
                    rows={3}
                    value={choice.reason}
                    error={tried && [...choice.reason.trim()].length < 10 ? text.reasonsMissing : undefined}
                    onInput={(reason) => change(lot.lot, { reason })}
                  />
                )}
              </>
            )}
          </Section>
        );
      })}
      <Buttons>
        <Button
          kind="primary"
          onClick={() => {
            setTried(true);
            if (missing.length === 0) setConfirming(true);
            else document.getElementById(`reason-${missing[0]!.lot}`)?.focus();
          }}
        >
          {text.confirm}
        </Button>
      </Buttons>
      {confirming && (
        <ReasonDialog
          title={text.confirmTitle}
          action={text.confirm}
          refusals={refusals}
          onClose={() => {
            setConfirming(false);
            if (done) navigate(`/manage/${view.id}`);
          }}
          onDone={() => setDone(true)}
          onSend={(reason) =>
            api.post('/api/v1/tenders/{tender}/award', {
              path: { tender: view.id },
              body: {
                lots: open.map((lot) => {
                  const { winner, reason: own } = choices[lot.lot]!;
                  return { lot: lot.lot, pseudonym: winner || null, ...(own.trim() && { reason: own.trim() }) };
                }),
                reason,
              },
            })
          }
        >
          <ul>
            {open.map((lot) => {
              const standing = lot.standings.find(({ pseudonym }) => pseudonym === choices[lot.lot]!.winner);
              return (
                <li key={lot.lot}>
                  {text.lot(lot.lot, lot.title)}: <strong>{standing ? text.bid('', standing.name ?? standing.pseudonym, money(standing.amount ?? '0')) : text.nobody}</strong>
                </li>
              );
            })}
          </ul>
          <p>{text.effect}</p>
        </ReasonDialog>
      )}
    </div>
  );
}

function Load({ id }: { id: string }) {
  const text = useText(texts);
  const load = useLoad((signal) => api.get('/api/v1/tenders/{tender}', { path: { tender: id }, signal }), [id]);
  if (!load.value) return load.problem !== undefined ? <Problem problem={load.problem} retry={load.again} /> : <Loading />;
  const view = load.value.tender as unknown as OfficerTenderView;
  if (view.state !== 'closed') {
    return (
      <Notice kind="warning" title={text.wrongState}>
        <Buttons>
          <Button href={`/manage/${id}`}>{text.back}</Button>
        </Buttons>
      </Notice>
    );
  }
  return <Award view={view} lots={new Map((load.value.lots ?? []).map(({ lot, view: one }) => [lot, one as unknown as OfficerLotView]))} />;
}

export default function AwardPage({ params }: PageProps) {
  return <Guard roles={['officer']}>{() => <Load id={params.id!} />}</Guard>;
}
