// An energy-performance contract as an offer: the supplier's share, the term, what the buyer saves in each of 21 periods.
// Its net present value is worked out here before it is sent; the server's is the one that counts, and the same.
import './contract.css';
import { useEffect, useState } from 'preact/hooks';
import type { Content, LotView, OwnLine, Rules } from '../../../api/views';
import { firstDays, millionths, periodCount, presentValue } from '../../../bid/present_value';
import { percentOf, shareOf } from '../../../bid/share';
import type { OfferContent } from '../../../bid/sign';
import { useFormat } from '../../../i18n/format';
import { dictionary, one, useLanguage, useText } from '../../../i18n/language';
import { groupDigits, groupWhileTyping, readTyped } from '../../../lib/money';
import { Amount } from '../../../parts/amount/amount';
import { Button, Buttons } from '../../../parts/button/button';
import { TextField } from '../../../parts/field/field';
import { SummaryList } from '../../../parts/headings/headings';
import { SayDialog, useSaying } from '../say_dialog';

const texts = dictionary(
  {
    form: 'Penawaran kontrak kinerja energi',
    share: 'Bagian Anda dari penghematan',
    shareHint: (from: string, to: string) => `Dari ${from} sampai ${to}; paling banyak tiga angka di belakang koma.`,
    years: 'Jangka waktu: tahun',
    days: 'dan hari',
    termHint: (days: string) => `Bersama-sama 1 sampai ${days} hari; satu tahun 365 hari.`,
    reductions: 'Penghematan biaya pembeli',
    reductionsHint: 'Per tahun. Boleh nol.',
    first: (year: string, days: string) => `${year} (${days} hari terakhir)`,
    last: (year: string, days: string) => `${year} (${days} hari pertama)`,
    fill: 'Isi semua tahun berikutnya dengan nilai tahun kedua',
    value: 'Nilai kini bersih',
    cost: 'Yang dibayar pembeli seluruhnya',
    least: 'Sedikitnya harus',
    tooLow: (least: string) => `Belum cukup: nilai kini sedikitnya ${least}.`,
    notPositive: 'Nilai kini harus lebih dari nol.',
    wrongShare: 'Bagian ini di luar aturan lot.',
    wrongTerm: 'Jangka waktu ini di luar aturan lot.',
    wrongAmount: 'Isi setiap tahun dengan jumlah, nol pun boleh.',
    workings: 'Cara hitungnya, tahun demi tahun',
    columns: { year: 'Tahun', term: 'Hari kontrak', payment: 'Dibayar kepada Anda', income: 'Sisa bagi pembeli', present: 'Nilai kininya' },
    discount: (percent: string) => `Didiskontokan ${percent} setahun. Sisa bagi pembeli = penghematan − yang dibayar; nilai kini bersih adalah jumlah kolom terakhir.`,
    of: (term: string, days: string) => `${term} dari ${days}`,
    review: 'Periksa',
    title: 'Periksa kontrak Anda',
    shareRow: 'Bagian Anda',
    term: 'Jangka waktu',
    termValue: (years: string, days: string) => `${years} tahun ${days} hari`,
    send: 'Kirim penawaran',
    keep: 'Simpan dan kirim nanti',
    change: 'Ubah',
    closed: 'Dapat dikirim begitu giliran Anda berjalan.',
  },
  {
    form: 'Offer of an energy-performance contract',
    share: 'Your share of the savings',
    shareHint: (from: string, to: string) => `From ${from} to ${to}; at most three decimals.`,
    years: 'Term: years',
    days: 'and days',
    termHint: (days: string) => `Together 1 to ${days} days; a year has 365.`,
    reductions: 'What the buyer saves',
    reductionsHint: 'By year. It may be zero.',
    first: (year: string, days: string) => `${year} (last ${days} ${one(Number(days), 'day', 'days')})`,
    last: (year: string, days: string) => `${year} (first ${days} ${one(Number(days), 'day', 'days')})`,
    fill: 'Fill all later years with that of the second',
    value: 'Net present value',
    cost: 'Paid by the buyer in all',
    least: 'It must be at least',
    tooLow: (least: string) => `Not enough: the present value must be at least ${least}.`,
    notPositive: 'The present value must be more than zero.',
    wrongShare: 'This share is outside the rules of the lot.',
    wrongTerm: 'This term is outside the rules of the lot.',
    wrongAmount: 'Fill in an amount for each year; zero is one.',
    workings: 'How it is worked out, year by year',
    columns: { year: 'Year', term: 'Days of contract', payment: 'Paid to you', income: 'Left for the buyer', present: 'Its present value' },
    discount: (percent: string) => `Discounted by ${percent} a year. Left for the buyer = savings − payment; the net present value is the sum of the last column.`,
    of: (term: string, days: string) => `${term} of ${days}`,
    review: 'Review',
    title: 'Review your contract',
    shareRow: 'Your share',
    term: 'Term',
    termValue: (years: string, days: string) => `${years} ${one(Number(years), 'year', 'years')} ${days} ${one(Number(days), 'day', 'days')}`,
    send: 'Send offer',
    keep: 'Keep and send later',
    change: 'Change',
    closed: 'It can be sent once your turn runs.',
  },
);

type EscoContent = Extract<Content, { kind: 'esco' }>;

interface Typed {
  share: string;
  years: string;
  days: string;
  /** As typed, by the marks of the language. */
  reductions: string[];
}

function remembered(name: string): Typed | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? 'null') as Typed | null;
    return kept && Array.isArray(kept.reductions) && kept.reductions.length === periodCount ? kept : undefined;
  } catch {
    return undefined;
  }
}

export interface ContractFormProps {
  view: LotView;
  own: OwnLine;
  rules: Rules;
  open: boolean;
  connected: boolean;
  memory: string;
  meaning: string;
  sendOffer: (content: OfferContent) => Promise<void>;
}

export default function ContractForm({ view, own, rules, open, connected, memory, meaning, sendOffer }: ContractFormProps) {
  const text = useText(texts);
  const format = useFormat();
  const language = useLanguage();
  const { currency } = view;
  const esco = rules.esco ?? {};
  const notice = esco.notice ?? '';
  const name = `${memory}.contract.${language}`;
  const [typed, setTyped] = useState<Typed>(() => {
    const last = (own.pending?.content ?? own.offer) as EscoContent | undefined;
    return (
      remembered(name) ?? {
        share: last ? percentOf(last.share).replace('.', language === 'id' ? ',' : '.') : '',
        years: String(last?.years ?? ''),
        days: String(last?.days ?? '0'),
        reductions: Array.from({ length: periodCount }, (_, i) => (last ? groupDigits(language, last.reductions[i] ?? '0') : '')),
      }
    );
  });
  const [tried, setTried] = useState(false);
  const [reviewing, setReviewing] = useState(false);
  const saying = useSaying();
  useEffect(() => {
    try {
      localStorage.setItem(name, JSON.stringify(typed));
    } catch {
      // Then it lives as long as the page.
    }
  }, [typed, name]);
  useEffect(() => {
    if (!open) setReviewing(false);
  }, [open]);

  const first = notice ? firstDays(notice) : 365;
  const from = Number(notice.slice(0, 4)) || new Date().getFullYear();
  const exists = (i: number): boolean => (i === 0 ? first > 0 : i < periodCount - 1 || first < 365);
  const read = (value: string): string | undefined => (/^\s*0+\s*$/.test(value) ? '0' : readTyped(language, value, currency).amount);
  const reductions = typed.reductions.map((value, i) => (exists(i) ? read(value) : '0'));
  const share = shareOf(typed.share);
  const least = esco.share?.at_least ?? '0.8';
  const most = esco.share?.at_most ?? '1';
  const [years, days] = [Number(typed.years || '0'), Number(typed.days || '0')];
  const longest = esco.longest_days ?? 5475;
  const term = years * 365 + days;
  const shareWrong = share === undefined || Number(share) < Number(least) || Number(share) > Number(most);
  const termWrong = !Number.isInteger(term) || days > 364 || term < 1 || term > longest;
  const amountsWrong = reductions.some((one) => one === undefined);
  const contract = { share: share ?? '0', years, days, reductions: reductions.map((one) => one ?? '0') };
  const worked = shareWrong || termWrong || amountsWrong || !notice ? undefined : presentValue(contract, notice, esco.discount_percent ?? '0', currency);
  const bar = own.least_score?.value;
  const enough = worked !== undefined && worked.positive && (bar === undefined || millionths(worked.value) >= millionths(bar));
  const money = (amount: string): string => format.money(amount, currency);
  const change = (next: Partial<Typed>): void => {
    setTyped((now) => ({ ...now, ...next }));
    setTried(false);
  };
  const reduce = (i: number, value: string): void => change({ reductions: typed.reductions.map((was, j) => (i === j ? groupWhileTyping(language, value, value.length).text : was)) });

  const review = (): void => {
    if (enough) return setReviewing(true);
    setTried(true);
    document.getElementById(shareWrong ? 'contract-share' : termWrong ? 'contract-years' : `contract-${Math.max(0, reductions.indexOf(undefined))}`)?.focus();
  };
  const send = async (): Promise<void> => {
    await sendOffer({ kind: 'esco', ...contract });
    setReviewing(false);
  };
  const label = (i: number): string => (i === 0 ? text.first(String(from), String(first)) : i === periodCount - 1 ? text.last(String(from + i), String(365 - first)) : String(from + i));
  return (
    <form
      class="contract-form stack"
      aria-label={text.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (open) review();
      }}
    >
      <div class="contract-row">
        <TextField id="contract-share" label={text.share} hint={text.shareHint(format.percent(percentOf(least)), format.percent(percentOf(most)))} inputMode="decimal" size="short" after="%" value={typed.share} error={tried && shareWrong ? text.wrongShare : undefined} onInput={(value) => change({ share: value })} />
        <TextField id="contract-years" label={text.years} hint={text.termHint(format.number(longest))} inputMode="numeric" size="short" value={typed.years} error={tried && termWrong ? text.wrongTerm : undefined} onInput={(value) => change({ years: value.replace(/\D/g, '').slice(0, 3) })} />
        <TextField label={text.days} inputMode="numeric" size="short" value={typed.days} onInput={(value) => change({ days: value.replace(/\D/g, '').slice(0, 3) })} />
      </div>
      <fieldset class="contract-years">
        <legend>{text.reductions}</legend>
        <p class="field-hint">{text.reductionsHint}</p>
        {tried && amountsWrong && <p class="field-error">{text.wrongAmount}</p>}
        <div class="contract-grid">
          {typed.reductions.map((value, i) => exists(i) && <TextField key={i} id={`contract-${i}`} label={label(i)} inputMode="decimal" value={value} onInput={(next) => reduce(i, next)} />)}
        </div>
        {read(typed.reductions[1] ?? '') !== undefined && (
          <Button small onClick={() => change({ reductions: typed.reductions.map((was, i) => (i > 1 ? typed.reductions[1]! : was)) })}>
            {text.fill}
          </Button>
        )}
      </fieldset>
      <div role="status">
        {worked && (
          <SummaryList
            narrow
            items={[
              { key: text.value, value: <strong>{money(worked.value)}</strong> },
              bar !== undefined && { key: text.least, value: money(bar) },
              { key: text.cost, value: money(worked.cost) },
            ]}
          />
        )}
        {worked && !enough && <p class="field-error">{worked.positive && bar !== undefined ? text.tooLow(money(bar)) : text.notPositive}</p>}
      </div>
      {worked && (
        <details>
          <summary>{text.workings}</summary>
          <p class="small">{text.discount(format.percent(esco.discount_percent ?? '0'))}</p>
          <div class="contract-frame" tabIndex={0} role="region" aria-label={text.workings}>
            <table class="contract-table figures">
              <thead>
                <tr>
                  {Object.values(text.columns).map((column) => (
                    <th key={column} scope="col">{column}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {worked.periods.map((period, i) => exists(i) && (
                  <tr key={i}>
                    <th scope="row">{period.year}</th>
                    <td>{text.of(format.number(period.term), format.number(period.days))}</td>
                    <td>{format.number(period.payment)}</td>
                    <td>{format.number(period.income)}</td>
                    <td>{format.number(period.present)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
      {!open && <p class="small">{text.closed}</p>}
      <Buttons>
        <Button kind="primary" type="submit" disabled={!open}>
          {text.review}
        </Button>
      </Buttons>
      {reviewing && worked && (
        <SayDialog
          title={text.title}
          saying={saying}
          disabled={!open || !enough}
          yes={connected ? text.send : text.keep}
          no={text.change}
          onYes={send}
          onNo={() => setReviewing(false)}
        >
          <SummaryList
            narrow
            items={[
              { key: text.shareRow, value: format.percent(percentOf(contract.share)) },
              { key: text.term, value: text.termValue(format.number(years), format.number(days)) },
              { key: text.value, value: money(worked.value) },
              { key: text.cost, value: <Amount amount={worked.cost} currency={currency} words /> },
            ]}
          />
          <p class="quiet">{meaning}</p>
        </SayDialog>
      )}
    </form>
  );
}
