// Fields of stepped rounds with turns.
import type { Rules } from '../api/views';
import { useFormat } from '../i18n/format';
import { dictionary, useText } from '../i18n/language';
import { DecimalAt, IntegerAt, MoneyAt, TextAt, useEditing } from '../pages/officer/editor/fields';
import { at, idOf } from '../pages/officer/editor/model';
import { CheckField, RadioField } from '../parts/field/more_fields';
import { stepFor } from './defaults';
import { Seconds } from './editor_parts';
import { lengthOf } from './rounds';

const texts = dictionary(
  {
    basis: 'Yang ditawarkan',
    bases: { price: 'Harga', esco: 'Kontrak kinerja energi, dibandingkan menurut nilai kini bersih' },
    step: 'Perbaikan sedikitnya',
    stepHint: 'Dalam gilirannya seorang penyedia menurunkan penawarannya sendiri paling sedikit sebesar ini, atau diam.',
    low: 'Tandai harga yang terlalu rendah',
    mean: 'Di bawah rata-rata penawaran awal lainnya',
    next: 'Di bawah penawaran berikutnya',
    notice: 'Tanggal pengumuman (YYYY-MM-DD)',
    noticeHint: 'Dari sini tahun-tahun kontrak dihitung.',
    discount: 'Tingkat diskonto setahun',
    percent: 'Perbaikan nilai kini sedikitnya',
    least: 'Bagian penyedia sedikitnya',
    most: 'Bagian penyedia sebanyak-banyaknya',
    shareHint: 'Sebagai pecahan: 0,8 berarti 80 persen.',
    days: 'Jangka waktu paling lama, dalam hari',
    rounds: 'Banyaknya babak',
    opening: 'Jeda sebelum babak pertama',
    turn: 'Lama satu giliran',
    pause: 'Jeda sebelum babak berikutnya',
    announcement: 'Sebelum hasil diumumkan',
    length: (bidders: string, length: string) => `Dengan ${bidders} penyedia lelang berlangsung ${length}.`,
  },
  {
    basis: 'What is offered',
    bases: { price: 'A price', esco: 'Energy-performance contracts, compared by net present value' },
    step: 'Better by at least',
    stepHint: 'In their turn, a bidder lowers their own offer by at least this, or is silent.',
    low: 'Flag abnormally low prices',
    mean: 'Below the mean of the other initial offers',
    next: 'Below the next offer',
    notice: 'Date of the notice (YYYY-MM-DD)',
    noticeHint: 'The years of the contract are counted from it.',
    discount: 'Discount rate a year',
    percent: 'Better in present value by at least',
    least: 'Supplier’s share at least',
    most: 'Supplier’s share at most',
    shareHint: 'As a fraction: 0.8 means 80 percent.',
    days: 'Longest term in days',
    rounds: 'Number of rounds',
    opening: 'Pause before the first round',
    turn: 'Length of a turn',
    pause: 'Pause before each further round',
    announcement: 'Before the result is announced',
    length: (bidders: string, length: string) => `With ${bidders} bidders the auction lasts ${length}.`,
  },
);

export default function SteppedFields({ base }: { base: string }) {
  const text = useText(texts);
  const format = useFormat();
  const { document, change } = useEditing();
  const rules = (at(document, base) ?? {}) as Rules;
  const { esco } = rules;
  const length = lengthOf(rules, 3);
  const choose = (basis: string): void => {
    if (basis === 'esco') {
      // Contracts know neither ceiling, tick nor reserve.
      change(base.replace(/rules$/, 'reserve'), undefined);
      change(base, { ...rules, step: undefined, abnormally_low: undefined, ceiling: undefined, tick: undefined, esco: { notice: new Date().toISOString().slice(0, 10), discount_percent: '10', step_percent: '0.5', share: { at_least: '0.8', at_most: '1' } } });
    } else {
      const lot = at(document, base.replace(/\/rules$/, '')) as { estimate?: string | null } | undefined;
      const ceiling = lot?.estimate ?? undefined;
      change(base, { ...rules, esco: undefined, ...(document.currency === 'IDR' && { tick: '1' }), ...(ceiling && { ceiling }), step: stepFor(ceiling, document.currency) });
    }
  };
  return (
    <>
      <RadioField id={idOf(`${base}/basis`)} label={text.basis} value={esco ? 'esco' : 'price'} choices={(['price', 'esco'] as const).map((id) => ({ value: id, label: text.bases[id] }))} onChange={choose} />
      {esco ? (
        <>
          <TextAt pointer={`${base}/esco/notice`} label={text.notice} hint={text.noticeHint} maxLength={10} size="short" />
          <DecimalAt pointer={`${base}/esco/discount_percent`} label={text.discount} suffix="%" />
          <DecimalAt pointer={`${base}/esco/step_percent`} label={text.percent} suffix="%" />
          <DecimalAt pointer={`${base}/esco/share/at_least`} label={text.least} hint={text.shareHint} />
          <DecimalAt pointer={`${base}/esco/share/at_most`} label={text.most} />
          <IntegerAt pointer={`${base}/esco/longest_days`} label={text.days} />
        </>
      ) : (
        <>
          <MoneyAt pointer={`${base}/step`} label={text.step} hint={text.stepHint} />
          <CheckField
            id={idOf(`${base}/abnormally_low`)}
            label={text.low}
            checked={rules.abnormally_low !== undefined}
            onChange={(on) => change(`${base}/abnormally_low`, on ? { below_mean_percent: '40', below_next_percent: '30' } : undefined)}
          />
          {rules.abnormally_low && (
            <div class="rule-inner">
              <DecimalAt pointer={`${base}/abnormally_low/below_mean_percent`} label={text.mean} suffix="%" />
              <DecimalAt pointer={`${base}/abnormally_low/below_next_percent`} label={text.next} suffix="%" />
            </div>
          )}
        </>
      )}
      <IntegerAt pointer={`${base}/rounds`} label={text.rounds} />
      <Seconds pointer={`${base}/opening_pause_seconds`} label={text.opening} />
      <Seconds pointer={`${base}/turn_seconds`} label={text.turn} />
      <Seconds pointer={`${base}/pause_seconds`} label={text.pause} />
      <Seconds pointer={`${base}/pre_announcement_seconds`} label={text.announcement} />
      {Number.isFinite(length) && (
        <p class="quiet" role="status">
          {text.length('3', format.duration(length))}
        </p>
      )}
    </>
  );
}
