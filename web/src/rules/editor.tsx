// The rules of a lot's auction as fields. Beside them stands what they mean, in the sentences the public will read.
import './editor.css';
import { useState } from 'preact/hooks';
import type { DocumentLot, FormatType, Rules, TenderDocument } from '../api/views';
import { useFormat } from '../i18n/format';
import { dictionary, useLanguage, useText } from '../i18n/language';
import { Button, Buttons } from '../parts/button/button';
import { CheckField, RadioField, SelectField } from '../parts/field/more_fields';
import { at, idOf, type Preset, presetRules } from '../pages/officer/editor/model';
import { DecimalAt, IntegerAt, MomentAt, MoneyAt, useEditing, useError } from '../pages/officer/editor/fields';
import { isSealing } from '../lot/sealing';
import { later } from '../parts/later/later';
import { formatOf, formats, rulesFor } from './defaults';
import { Seconds } from './editor_parts';
import { formatTexts } from './format_texts';
import { plannedTimes } from './sequence';
import { summariseRules } from './summary';

const ClockFields = later(() => import('./clock_fields').then((module) => module.default));
const PackageFields = later(() => import('./package_fields').then((module) => module.default));
const SteppedFields = later(() => import('./stepped_fields').then((module) => module.default));
const EnglishFields = later(() => import('./english_fields').then((module) => module.default));
const SealedFields = later(() => import('./sealed_fields').then((module) => module.default));
const SupplyFields = later(() => import('./supply_fields').then((module) => module.default));

const texts = dictionary(
  {
    format: 'Format lelang',
    perUnit: 'Harga satuan tertinggi',
    preset: 'Mulai dari pola',
    presets: {
      open: 'Terbuka (disarankan)',
      rank: 'Hanya peringkat',
      plain: 'Berakhir tepat waktu',
    },
    presetHints: {
      open: 'Harga terbaik terlihat; penawaran baru turun sedikitnya 0,5 % dari harga terbaik; diperpanjang 5 menit bila pemimpin berganti menjelang akhir.',
      rank: 'Penyedia melihat peringkatnya, bukan harga orang lain; diperpanjang bila urutan berubah menjelang akhir.',
      plain: 'Harga terbaik terlihat; tidak ada perpanjangan.',
    },
    usePreset: 'Pakai pola ini',
    custom: 'Sesuaikan aturan',
    ceiling: 'Harga tertinggi (HPS) untuk lelang',
    ceilingHint: 'Penawaran di atas ini ditolak. Kosongkan jika tanpa batas.',
    useEstimate: (amount: string) => `Pakai perkiraan lot, ${amount}`,
    ceilingSealed: 'Penawaran di atas ini tidak dihitung. Kosongkan jika tanpa batas.',
    reserveSealed: 'Tidak pernah diumumkan sebelum hasil ditetapkan. Penawaran di atasnya tidak menang.',
    reserve: 'Harga batas rahasia',
    reserveHint: 'Tidak pernah diumumkan sebelum hasil ditetapkan. Hanya menentukan apakah hasilnya memenuhi harga batas.',
    tick: 'Kelipatan harga',
    tickHint: 'Setiap penawaran harus kelipatan jumlah ini. Kosongkan untuk bebas.',
    decrement: { own: 'Penurunan dari penawaran sendiri, sedikitnya', leader: 'Penurunan dari harga terbaik, sedikitnya' },
    modes: { none: 'Tidak disyaratkan', amount: 'Jumlah', percent: 'Persentase' },
    amount: 'Jumlah penurunan',
    percent: 'Persentase penurunan',
    confirm: 'Minta penegasan bila turun lebih dari',
    confirmHint: 'Mencegah salah ketik. Kosongkan jika tidak perlu.',
    visibility: 'Yang dilihat penyedia selama lelang',
    sights: {
      leader_price_and_rank: 'Harga terbaik dan peringkatnya sendiri',
      rank_only: 'Hanya peringkatnya sendiri',
      best_price_only: 'Hanya harga terbaik',
      nothing: 'Tidak ada',
    },
    ties: 'Harga yang sama',
    tie: { earlier_wins: 'Boleh; yang lebih dahulu tercatat menang', not_allowed: 'Ditolak' },
    soft: 'Perpanjang otomatis menjelang akhir',
    window: 'Dalam masa terakhir',
    extension: 'Diperpanjang sebesar',
    trigger: 'Bila',
    triggers: {
      any_bid: 'ada penawaran yang diterima',
      leader_change: 'pemimpin berganti',
      any_rank_change: 'ada peringkat yang berubah',
      top_k_change: 'peringkat teratas berubah',
    },
    topK: 'Berapa peringkat teratas',
    most: 'Paling banyak',
    mostHint: 'Kosongkan untuk tanpa batas.',
    times: 'kali',
    outage: 'Ganti waktu bila platform terganggu',
    outageMin: 'Gangguan sedikitnya',
    outageRemaining: 'Sisa waktu setelahnya sedikitnya',
    ownTimes: 'Lot ini punya jam sendiri',
    starts: 'Mulai',
    ends: 'Berakhir',
    means: 'Artinya bagi penyedia',
  },
  {
    format: 'Format of the auction',
    perUnit: 'Ceiling of the unit price',
    preset: 'Begin with a pattern',
    presets: {
      open: 'Open (recommended)',
      rank: 'Rank only',
      plain: 'Ends on the dot',
    },
    presetHints: {
      open: 'The best price is visible; a new bid is at least 0.5 % below it; extended by 5 minutes when the leader changes close to the end.',
      rank: 'Businesses see their rank, not others’ prices; extended when the order changes close to the end.',
      plain: 'The best price is visible; no extensions.',
    },
    usePreset: 'Use this pattern',
    custom: 'Adjust the rules',
    ceiling: 'Ceiling price of the auction',
    ceilingHint: 'Bids above it are refused. Leave empty for no limit.',
    useEstimate: (amount: string) => `Use the lot’s estimate, ${amount}`,
    ceilingSealed: 'Bids above it do not count. Leave empty for no limit.',
    reserveSealed: 'Never made public before the award. A bid above it does not win.',
    reserve: 'Secret reserve price',
    reserveHint: 'Never made public before the award. It only tells whether the result meets it.',
    tick: 'Price step',
    tickHint: 'Every bid must be a multiple of this amount. Leave empty for any amount.',
    decrement: { own: 'Least drop below one’s own bid', leader: 'Least drop below the best price' },
    modes: { none: 'Not required', amount: 'Amount', percent: 'Percentage' },
    amount: 'Amount of the drop',
    percent: 'Percentage of the drop',
    confirm: 'Ask back when the drop is more than',
    confirmHint: 'Prevents slips. Leave empty for never.',
    visibility: 'What businesses see during the auction',
    sights: {
      leader_price_and_rank: 'The best price and their own rank',
      rank_only: 'Only their own rank',
      best_price_only: 'Only the best price',
      nothing: 'Nothing',
    },
    ties: 'Equal prices',
    tie: { earlier_wins: 'Allowed; the one recorded earlier wins', not_allowed: 'Refused' },
    soft: 'Extend by itself close to the end',
    window: 'Within the last',
    extension: 'Extended by',
    trigger: 'When',
    triggers: {
      any_bid: 'a bid is accepted',
      leader_change: 'the leader changes',
      any_rank_change: 'any rank changes',
      top_k_change: 'the top places change',
    },
    topK: 'How many top places',
    most: 'At most',
    mostHint: 'Leave empty for no limit.',
    times: 'times',
    outage: 'Give time back when the platform fails',
    outageMin: 'Outage of at least',
    outageRemaining: 'Time left afterwards at least',
    ownTimes: 'This lot has times of its own',
    starts: 'Starts',
    ends: 'Ends',
    means: 'What this means for businesses',
  },
);

function DecrementFields({ base, of }: { base: string; of: 'own' | 'leader' }) {
  const text = useText(texts);
  const { document, change } = useEditing();
  const pointer = `${base}/decrement/${of}`;
  const error = useError(pointer);
  const value = at(document, pointer) as { amount?: string; percent?: string } | undefined;
  const mode = value === undefined || value === null ? 'none' : 'amount' in value ? 'amount' : 'percent';
  return (
    <fieldset class="rule-group">
      <legend>{text.decrement[of]}</legend>
      <SelectField
        id={idOf(pointer)}
        label={text.decrement[of]}
        hideLabel
        error={error}
        value={mode}
        choices={(['none', 'amount', 'percent'] as const).map((id) => ({ value: id, label: text.modes[id] }))}
        onChange={(next) => change(pointer, next === 'none' ? undefined : next === 'amount' ? { amount: '' } : { percent: '0.5' })}
      />
      {mode === 'amount' && <MoneyAt pointer={`${pointer}/amount`} label={text.amount} hideLabel />}
      {mode === 'percent' && <DecimalAt pointer={`${pointer}/percent`} label={text.percent} hideLabel suffix="%" />}
    </fieldset>
  );
}

function SoftClose({ base }: { base: string }) {
  const text = useText(texts);
  const { document, change } = useEditing();
  const pointer = `${base}/soft_close`;
  const value = at(document, pointer) as Rules['soft_close'] | undefined;
  const triggerError = useError(`${pointer}/trigger`);
  return (
    <fieldset class="rule-group">
      <CheckField
        id={idOf(pointer)}
        label={text.soft}
        checked={value !== undefined}
        onChange={(on) => change(pointer, on ? { window_seconds: 300, extension_seconds: 300, trigger: 'leader_change' } : undefined)}
      />
      {value !== undefined && (
        <div class="rule-inner">
          <Seconds pointer={`${pointer}/window_seconds`} label={text.window} />
          <SelectField
            id={idOf(`${pointer}/trigger`)}
            label={text.trigger}
            error={triggerError}
            value={value.trigger}
            choices={(['any_bid', 'leader_change', 'any_rank_change', 'top_k_change'] as const).map((id) => ({ value: id, label: text.triggers[id] }))}
            onChange={(trigger) => change(pointer, { ...value, trigger, top_k: trigger === 'top_k_change' ? (value.top_k ?? 3) : undefined })}
          />
          {value.trigger === 'top_k_change' && <IntegerAt pointer={`${pointer}/top_k`} label={text.topK} />}
          <Seconds pointer={`${pointer}/extension_seconds`} label={text.extension} />
          <IntegerAt pointer={`${pointer}/max_times`} label={text.most} hint={text.mostHint} suffix={text.times} />
        </div>
      )}
    </fieldset>
  );
}

function Outage({ base }: { base: string }) {
  const text = useText(texts);
  const { document, change } = useEditing();
  const pointer = `${base}/outage`;
  const on = at(document, pointer) !== undefined;
  return (
    <fieldset class="rule-group">
      <CheckField
        id={idOf(pointer)}
        label={text.outage}
        checked={on}
        onChange={(next) => change(pointer, next ? { min_seconds: 5, min_remaining_seconds: 300 } : undefined)}
      />
      {on && (
        <div class="rule-inner">
          <Seconds pointer={`${pointer}/min_seconds`} label={text.outageMin} />
          <Seconds pointer={`${pointer}/min_remaining_seconds`} label={text.outageRemaining} />
        </div>
      )}
    </fieldset>
  );
}

function OwnTimes({ base }: { base: string }) {
  const text = useText(texts);
  const { document, change } = useEditing();
  const rules = at(document, base) as Rules | undefined;
  const on = rules?.starts_at !== undefined || rules?.ends_at !== undefined;
  const { auction_starts_at, auction_ends_at } = document.schedule;
  return (
    <fieldset class="rule-group">
      <CheckField
        id={idOf(`${base}/times`)}
        label={text.ownTimes}
        checked={on}
        onChange={(next) => change(base, { ...rules, starts_at: next ? auction_starts_at : undefined, ends_at: next ? auction_ends_at : undefined })}
      />
      {on && (
        <div class="rule-inner">
          <MomentAt pointer={`${base}/starts_at`} label={text.starts} />
          <MomentAt pointer={`${base}/ends_at`} label={text.ends} />
        </div>
      )}
    </fieldset>
  );
}

/** The sentences that the public will read. */
export function RulesMeaning({ rules, currency, zone, schedule, position = 0 }: { rules: Rules; currency: string; zone: string; schedule: TenderDocument['schedule']; position?: number }) {
  const text = useText(texts);
  const language = useLanguage();
  let sentences: { topic: string; text: string }[] = [];
  try {
    sentences = summariseRules(language, { ...plannedTimes(schedule, position), ...rules }, currency, zone);
  } catch {
    // A rule that is still being typed has no sentence.
  }
  return (
    <div class="rule-meaning" role="group" aria-label={text.means}>
      <p class="rule-meaning-title">{text.means}</p>
      <ul>
        {sentences.map((sentence, n) => (
          <li key={n}>{sentence.text}</li>
        ))}
      </ul>
    </div>
  );
}

export function RulesEditor({ index, lot }: { index: number; lot: DocumentLot }) {
  const text = useText(texts);
  const format = useFormat();
  const { document, change, problems, addendum } = useEditing();
  const base = `/lots/${index}/rules`;
  const [preset, setPreset] = useState<Preset>('open');
  const wrong = problems.some(({ path }) => path.startsWith(base));
  const rules = lot.rules ?? {};
  const formatError = useError(`${base}/type`);
  const names = useText(formatTexts);
  const type = formatOf(rules);
  const english = type === 'english_reverse';
  // The live round of a hybrid lot has the rules of an English auction in a place of its own.
  const open = english ? base : type === 'hybrid' ? `${base}/live` : undefined;
  const visibilityError = useError(`${open ?? base}/visibility`);
  const openRules = type === 'hybrid' ? (rules.live ?? {}) : rules;
  return (
    <div class="rules-editor">
      <div class="stack wide">
        <RadioField
          id={idOf(`${base}/type`)}
          label={text.format}
          error={formatError}
          value={type}
          choices={formats.map((id) => ({ value: id, label: names.names[id], hint: names.purpose[id] }))}
          onChange={(value) => change(base, rulesFor(value as FormatType, document, lot))}
        />
        {english && <><RadioField
          id={idOf(`${base}/preset`)}
          label={text.preset}
          value={preset}
          choices={(['open', 'rank', 'plain'] as const).map((id) => ({ value: id, label: text.presets[id], hint: text.presetHints[id] }))}
          onChange={(value) => setPreset(value as Preset)}
        />
        <Buttons>
          <Button onClick={() => change(base, presetRules(preset, rules.ceiling ?? lot.estimate, document.currency))}>{text.usePreset}</Button>
        </Buttons></>}
        {(type === 'dutch_reverse' || type === 'japanese_reverse') && <ClockFields base={base} />}
        {type === 'stepped_rounds' && <SteppedFields base={base} />}
        {type === 'supply_schedule' && <SupplyFields base={base} />}
        {isSealing(type) && <SealedFields base={base} />}
        {type === 'package' && <PackageFields base={base} />}
        {!rules.esco && <MoneyAt pointer={`${base}/ceiling`} label={type === 'supply_schedule' ? text.perUnit : text.ceiling} hint={isSealing(type) ? text.ceilingSealed : text.ceilingHint} optional />}
        {lot.estimate && type !== 'supply_schedule' && !rules.esco && rules.ceiling !== lot.estimate && /^\d+(\.\d+)?$/.test(lot.estimate) && (
          <p>
            <Button small onClick={() => change(`${base}/ceiling`, lot.estimate)}>
              {text.useEstimate(format.money(lot.estimate, document.currency))}
            </Button>
          </p>
        )}
        {!addendum && !rules.esco && <MoneyAt pointer={`/lots/${index}/reserve`} label={text.reserve} hint={isSealing(type) && type !== 'hybrid' ? text.reserveSealed : text.reserveHint} optional />}
        <details open={wrong || undefined}>
          <summary>{text.custom}</summary>
          <div class="stack wide rules-more">
            {!rules.esco && <MoneyAt pointer={`${base}/tick`} label={text.tick} hint={text.tickHint} optional />}
            {open && (
              <>
                <DecrementFields base={open} of="leader" />
                <DecrementFields base={open} of="own" />
                <DecimalAt pointer={`${open}/confirm_drop_percent`} label={text.confirm} hint={text.confirmHint} optional suffix="%" />
                <SelectField
                  id={idOf(`${open}/visibility`)}
                  label={text.visibility}
                  error={visibilityError}
                  value={openRules.visibility ?? 'leader_price_and_rank'}
                  choices={(['leader_price_and_rank', 'rank_only', 'best_price_only', 'nothing'] as const).map((id) => ({ value: id, label: text.sights[id] }))}
                  onChange={(value) => change(`${open}/visibility`, value)}
                />
                <RadioField
                  id={idOf(`${open}/ties`)}
                  label={text.ties}
                  value={openRules.ties ?? 'earlier_wins'}
                  choices={(['earlier_wins', 'not_allowed'] as const).map((id) => ({ value: id, label: text.tie[id] }))}
                  onChange={(value) => change(`${open}/ties`, value)}
                />
                <SoftClose base={open} />
                {english && <EnglishFields base={base} />}
              </>
            )}
            <Outage base={base} />
            {(document.schedule.sequence?.kind ?? 'parallel') === 'parallel' && <OwnTimes base={base} />}
          </div>
        </details>
      </div>
      <RulesMeaning rules={rules} currency={document.currency} zone={document.time_zone} schedule={document.schedule} position={index} />
    </div>
  );
}
