// Fields of supply schedules.
import type { Rules } from '../api/views';
import { dictionary, useText } from '../i18n/language';
import { DecimalAt, IntegerAt, TextAt, useEditing, useError } from '../pages/officer/editor/fields';
import { at, idOf } from '../pages/officer/editor/model';
import { CheckField, RadioField, SelectField } from '../parts/field/more_fields';

const texts = dictionary(
  {
    units: 'Berapa yang dibutuhkan',
    unit: 'Satuan',
    least: 'Paling sedikit yang harus terpenuhi',
    optional: 'Kosongkan untuk tanpa batas.',
    pricing: 'Harga yang dibayar',
    pricings: { pay_as_bid: 'Setiap langkah pada harganya sendiri', uniform_highest_accepted: 'Semua pada harga tertinggi yang diambil', uniform_lowest_rejected: 'Semua pada harga pertama yang tidak lagi dibutuhkan' },
    margin: 'Pada harga yang sama',
    margins: { time_priority: 'Yang lebih dulu tercatat didahulukan', pro_rata: 'Dibagi sebanding jumlah yang ditawarkan' },
    whole: 'Langkah boleh “seluruhnya atau tidak sama sekali”',
    min: 'Kemenangan terkecil',
    limit: 'Satu penyedia paling banyak',
    replacement: 'Daftar baru',
    replacements: { any: 'Boleh berbeda, dan boleh ditarik kembali', better: 'Hanya boleh lebih baik' },
    visibility: 'Yang dilihat penyedia selama lelang',
    sights: { price_and_own_award: 'Harga terakhir yang diambil, dan kemenangannya sendiri', own_award: 'Hanya kemenangannya sendiri', nothing: 'Tidak ada' },
    steps: 'Langkah paling banyak',
  },
  {
    units: 'How many are wanted',
    unit: 'Unit',
    least: 'At least so many must be covered',
    optional: 'Leave empty for no limit.',
    pricing: 'What is paid',
    pricings: { pay_as_bid: 'Each step its own price', uniform_highest_accepted: 'All the highest price that is taken', uniform_lowest_rejected: 'All the first price that is no longer wanted' },
    margin: 'At equal prices',
    margins: { time_priority: 'Whoever was recorded first comes first', pro_rata: 'Shared in proportion to what is offered' },
    whole: 'Steps may be “all or nothing”',
    min: 'Least award',
    limit: 'One bidder at most',
    replacement: 'A new schedule',
    replacements: { any: 'May differ, and may be taken back', better: 'May only be better' },
    visibility: 'What businesses see during the auction',
    sights: { price_and_own_award: 'The last price taken, and what they would win', own_award: 'Only what they would win', nothing: 'Nothing' },
    steps: 'Most steps',
  },
);

export default function SupplyFields({ base }: { base: string }) {
  const text = useText(texts);
  const { document, change } = useEditing();
  const rules = (at(document, base) ?? {}) as Rules;
  const errors = { pricing: useError(`${base}/pricing`), margin: useError(`${base}/margin/rule`), replacement: useError(`${base}/replacement`), visibility: useError(`${base}/visibility`) };
  const priority = (rules.margin?.rule ?? 'time_priority') === 'time_priority';
  return (
    <>
      <IntegerAt pointer={`${base}/demand/units`} label={text.units} />
      <TextAt pointer={`${base}/demand/unit`} label={text.unit} size="short" />
      <IntegerAt pointer={`${base}/demand/min_units`} label={text.least} hint={text.optional} />
      <RadioField id={idOf(`${base}/pricing`)} label={text.pricing} error={errors.pricing} value={rules.pricing ?? 'pay_as_bid'} choices={(['pay_as_bid', 'uniform_highest_accepted', 'uniform_lowest_rejected'] as const).map((id) => ({ value: id, label: text.pricings[id] }))} onChange={(value) => change(`${base}/pricing`, value)} />
      <RadioField
        id={idOf(`${base}/margin/rule`)}
        label={text.margin}
        error={errors.margin}
        value={rules.margin?.rule ?? 'time_priority'}
        choices={(['time_priority', 'pro_rata'] as const).map((id) => ({ value: id, label: text.margins[id] }))}
        onChange={(rule) => change(`${base}/margin`, rule === 'pro_rata' ? { rule } : { ...rules.margin, rule })}
      />
      {priority && (
        <>
          <CheckField id={idOf(`${base}/margin/all_or_nothing`)} label={text.whole} checked={rules.margin?.all_or_nothing ?? false} onChange={(on) => change(`${base}/margin`, { ...rules.margin, rule: 'time_priority', all_or_nothing: on || undefined })} />
          <IntegerAt pointer={`${base}/margin/min_award`} label={text.min} hint={text.optional} />
        </>
      )}
      <DecimalAt pointer={`${base}/bidder_limit/percent`} label={text.limit} hint={text.optional} suffix="%" />
      <SelectField id={idOf(`${base}/replacement`)} label={text.replacement} error={errors.replacement} value={rules.replacement ?? 'any'} choices={(['any', 'better'] as const).map((id) => ({ value: id, label: text.replacements[id] }))} onChange={(value) => change(`${base}/replacement`, value)} />
      <SelectField id={idOf(`${base}/visibility`)} label={text.visibility} error={errors.visibility} value={rules.visibility ?? 'own_award'} choices={(['price_and_own_award', 'own_award', 'nothing'] as const).map((id) => ({ value: id, label: text.sights[id] }))} onChange={(value) => change(`${base}/visibility`, value)} />
      <IntegerAt pointer={`${base}/max_steps`} label={text.steps} />
    </>
  );
}
