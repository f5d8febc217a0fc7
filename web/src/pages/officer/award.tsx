import './officer.css';
import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { LotResult, OfficerLotView, OfficerTenderView } from '../../api/views';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { addAmounts } from '../../lib/money';
import { Amount } from '../../parts/amount/amount';
import { Button, Buttons } from '../../parts/button/button';
import { RadioField, TextArea } from '../../parts/field/more_fields';
import { Section, SummaryList, Title } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { Notice } from '../../parts/notice/notice';
import { Table } from '../../parts/table/table';
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
    several: 'Hasil lelang',
    severalHelp: 'Inilah yang ditetapkan bila Anda memilih hasil lelang: setiap pemenang, bagiannya, dan harga yang dibayar kepadanya.',
    winnerName: 'Pemenang',
    units: 'Banyaknya',
    paid: 'Dibayar',
    perUnit: 'Per satuan',
    sum: 'Seluruhnya',
    asFound: (n: string, amount: string) => `Hasil lelang: ${n} pemenang, seluruhnya ${amount}`,
    asFoundOne: (name: string, amount: string) => `Hasil lelang: ${name}, ${amount}`,
    outcome: 'Terpenuhi',
    outcomes: { covered: 'seluruh kebutuhan', partly_covered: 'sebagian kebutuhan', below_min_units: 'kurang dari yang paling sedikit', nothing_covered: 'tidak ada', too_few_winners: 'pemenangnya kurang dari yang disyaratkan' },
    low: 'Harga pemenang ini jauh di bawah penawaran lain',
    lowHelp: 'Aturan lot ini menandainya. Mintalah penjelasan sebelum menetapkan.',
    value: (value: string) => `nilai kini ${value}`,
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
    several: 'Result of the auction',
    severalHelp: 'This is what you confirm by choosing the result: each winner, their part, and what they are paid.',
    winnerName: 'Winner',
    units: 'Quantity',
    paid: 'Paid',
    perUnit: 'A unit',
    sum: 'In all',
    asFound: (n: string, amount: string) => `The result: ${n} winners, ${amount} in all`,
    asFoundOne: (name: string, amount: string) => `The result: ${name}, ${amount}`,
    outcome: 'Covered',
    outcomes: { covered: 'all that is wanted', partly_covered: 'a part of what is wanted', below_min_units: 'less than the least', nothing_covered: 'nothing', too_few_winners: 'fewer winners than required' },
    low: 'This winning price is far below the others',
    lowHelp: 'The rules of this lot flag it. Ask for an explanation before you confirm.',
    value: (value: string) => `present value ${value}`,
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
  return winner !== foundWinner(view) || (winner !== '' && (view.result?.reserve ?? view.reserve_met) === 'not_met');
}

/** Whom the auction found: of a lot that is divided, not always the first of the standings. */
function foundWinner(view: OfficerLotView): string {
  return view.result ? (view.result.winner ?? '') : (view.standings.find(({ rank }) => rank === 1)?.pseudonym ?? '');
}

/** Where the result is more than one bidder at one's own price: several winners, or parts of what was wanted. */
function parts(view: OfficerLotView): NonNullable<LotResult['winners']> {
  const { winner, amount, winners = [] } = view.result ?? {};
  // A second price is not the winner's own.
  if (view.format === 'sealed_second_price' && winners.length === 0 && winner && amount) return [{ bidder: winner, amount, quantity: 1 }];
  return winners;
}
const ofUnits = (view: OfficerLotView): boolean => view.format === 'supply_schedule';

function Found({ lot, name }: { lot: OfficerLotView; name: (pseudonym: string) => string }) {
  const text = useText(texts);
  const format = useFormat();
  const { currency, result } = lot;
  const winners = parts(lot);
  const outcome = result?.outcome && (text.outcomes as Record<string, string>)[result.outcome];
  return (
    <>
      {winners.length > 0 && (
        <>
          <p class="quiet">{text.severalHelp}</p>
          <Table
            caption={text.several}
            rows={winners}
            rowKey={(row) => row.bidder}
            file={`terang-${lot.tender}-lot-${lot.lot}-result`}
            columns={[
              { id: 'who', name: text.winnerName, lead: true, cell: (row) => name(row.bidder), text: (row) => name(row.bidder) },
              ...(ofUnits(lot) ? [{ id: 'units', name: text.units, numeric: true, cell: (row: (typeof winners)[number]) => format.number(row.quantity), text: (row: (typeof winners)[number]) => String(row.quantity) }] : []),
              { id: 'paid', name: text.paid, numeric: true, cell: (row) => format.money(row.amount, currency), text: (row) => row.amount },
            ]}
          />
        </>
      )}
      <SummaryList
        items={[
          winners.length > 1 && { key: text.sum, value: <Amount amount={winners.reduce((sum, { amount }) => addAmounts(sum, amount, currency), '0')} currency={currency} words /> },
          !!result?.unit_price && { key: text.perUnit, value: format.money(result.unit_price, currency) },
          !!outcome && { key: text.outcome, value: outcome },
        ]}
      />
      {(result?.abnormally_low?.below_mean || result?.abnormally_low?.below_next) && (
        <Notice kind="warning" title={text.low}>
          <p>{text.lowHelp}</p>
        </Notice>
      )}
    </>
  );
}

function Award({ view, lots }: { view: OfficerTenderView; lots: Map<string, OfficerLotView> }) {
  const text = useText(texts);
  const format = useFormat();
  const refusals = useRefusals();
  const { currency } = view.document;
  const open = [...lots.values()].filter((lot) => lot.phase !== 'cancelled');
  const [choices, setChoices] = useState<Record<string, Choice>>(() =>
    Object.fromEntries(open.map((lot) => [lot.lot, { winner: foundWinner(lot), reason: '' }])),
  );
  const [confirming, setConfirming] = useState(false);
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState(false);
  const change = (lot: string, next: Partial<Choice>): void => setChoices((now) => ({ ...now, [lot]: { ...now[lot]!, ...next } }));
  const missing = open.filter((lot) => needsReason(lot, choices[lot.lot]!.winner) && [...choices[lot.lot]!.reason.trim()].length < 10);
  const money = (amount: string): string => format.money(amount, currency);
  const nameOf = (lot: OfficerLotView, pseudonym: string): string => lot.standings.find((standing) => standing.pseudonym === pseudonym)?.name ?? pseudonym;
  /** What is awarded by naming this bidder. */
  const chosen = (lot: OfficerLotView, winner: string): string => {
    const found = parts(lot);
    if (winner !== '' && winner === foundWinner(lot) && found.length > 0) {
      const sum = money(found.reduce((all, { amount }) => addAmounts(all, amount, currency), '0'));
      return found.length > 1 ? text.asFound(format.number(found.length), sum) : text.asFoundOne(nameOf(lot, winner), sum);
    }
    const standing = lot.standings.find(({ pseudonym }) => pseudonym === winner);
    return standing ? text.bid('', standing.name ?? standing.pseudonym, money(standing.amount ?? '0')) : text.nobody;
  };
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
                    lot.reserve !== null && { key: text.reserve, value: `${money(lot.reserve)}: ${(lot.result?.reserve ?? lot.reserve_met) === 'met' ? text.met : text.notMet}` },
                  ]}
                />
                <Found lot={lot} name={(pseudonym) => nameOf(lot, pseudonym)} />
                <PaidPrice lot={lot} />
                {lot.standings.every(({ amount }) => amount === null) && <p>{text.noBids}</p>}
                <RadioField
                  label={text.winner}
                  value={choice.winner}
                  choices={[
                    ...(parts(lot).length > 0 ? [{ value: foundWinner(lot), label: chosen(lot, foundWinner(lot)) }] : []),
                    // Parts of a demand belong together: another bidder alone has no price for them.
                    ...(ofUnits(lot) ? [] : lot.standings.filter(({ disqualified, amount, pseudonym }) => !disqualified && amount !== null && !(parts(lot).length > 0 && pseudonym === foundWinner(lot))).map((standing) => ({
                      value: standing.pseudonym,
                      label: `${text.bid(standing.rank ? text.rank(standing.rank) : '', standing.name ?? standing.pseudonym, money(standing.amount ?? '0'))}${standing.score ? `, ${text.value(money(standing.score.value))}` : ''}`,
                    }))),
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
              return (
                <li key={lot.lot}>
                  {text.lot(lot.lot, lot.title)}: <strong>{chosen(lot, choices[lot.lot]!.winner)}</strong>
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
