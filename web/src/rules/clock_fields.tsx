// Fields of the formats whose price follows a clock.
import type { Rules } from '../api/views';
import { useFormat } from '../i18n/format';
import { dictionary, useText } from '../i18n/language';
import { IntegerAt, MoneyAt, useEditing, useError } from '../pages/officer/editor/fields';
import { at, idOf } from '../pages/officer/editor/model';
import { CheckField, RadioField } from '../parts/field/more_fields';
import { Seconds } from './editor_parts';
import { ladderOf } from './ladder';

const texts = dictionary(
  {
    start: 'Harga pertama',
    startHint: { dutch_reverse: 'Lebih rendah dari yang kiranya mau diambil siapa pun.', japanese_reverse: 'Harga yang kiranya masih disanggupi semua peserta.' },
    step: { dutch_reverse: 'Naik setiap kali', japanese_reverse: 'Turun setiap kali' },
    interval: 'Setiap harga ditampilkan selama',
    last: 'Harga terakhir',
    lastHint: { dutch_reverse: 'Kosongkan untuk naik sampai harga tertinggi (HPS).', japanese_reverse: 'Kosongkan untuk turun sejauh mungkin.' },
    count: (n: string, last: string, length: string) => `${n} harga, yang terakhir ${last}; paling lama ${length}.`,
    winners: 'Banyaknya pemenang',
    winnersHint: { dutch_reverse: 'Masing-masing pada harga yang diambilnya.', japanese_reverse: 'Lelang selesai begitu tinggal sebanyak ini.' },
    silence: 'Bila peserta diam pada suatu harga',
    silences: { leaves: 'Ia keluar', stays: 'Ia bertahan; hanya pada harga pertama harus menyatakannya' },
    levels: 'Paling sedikit berapa harga',
    levelsHint: 'Kosongkan untuk selesai begitu tinggal para pemenang.',
    remaining: 'Peserta melihat berapa yang masih ikut',
  },
  {
    start: 'First price',
    startHint: { dutch_reverse: 'Lower than anybody is expected to take.', japanese_reverse: 'A price all bidders are expected to stay at.' },
    step: { dutch_reverse: 'Rises each time by', japanese_reverse: 'Falls each time by' },
    interval: 'Each price is shown for',
    last: 'Last price',
    lastHint: { dutch_reverse: 'Leave empty to rise up to the ceiling.', japanese_reverse: 'Leave empty to fall as far as it goes.' },
    count: (n: string, last: string, length: string) => `${n} prices, the last ${last}; ${length} at the longest.`,
    winners: 'Number of winners',
    winnersHint: { dutch_reverse: 'Each at the price they took.', japanese_reverse: 'The auction ends once no more than these are in.' },
    silence: 'When a bidder says nothing at a price',
    silences: { leaves: 'They have left', stays: 'They stay; only at the first price they must say so' },
    levels: 'Least number of prices',
    levelsHint: 'Leave empty to end as soon as only the winners are left.',
    remaining: 'Bidders see how many are still in',
  },
);

export default function ClockFields({ base }: { base: string }) {
  const text = useText(texts);
  const format = useFormat();
  const { document, change } = useEditing();
  const rules = (at(document, base) ?? {}) as Rules;
  const type = rules.type === 'japanese_reverse' ? 'japanese_reverse' : 'dutch_reverse';
  const silenceError = useError(`${base}/silence`);
  const ladder = ladderOf(rules, document.currency);
  return (
    <>
      <MoneyAt pointer={`${base}/start`} label={text.start} hint={text.startHint[type]} />
      <MoneyAt pointer={`${base}/step`} label={text.step[type]} />
      <Seconds pointer={`${base}/interval_seconds`} label={text.interval} />
      <MoneyAt pointer={type === 'dutch_reverse' ? `${base}/highest` : `${base}/floor`} label={text.last} hint={text.lastHint[type]} optional />
      {ladder && ladder.count < 10_000 && (
        <p class="quiet" role="status">
          {text.count(format.number(ladder.count), format.money(ladder.last, document.currency), format.duration(ladder.count * ladder.interval))}
        </p>
      )}
      <IntegerAt pointer={`${base}/winners`} label={text.winners} hint={text.winnersHint[type]} />
      {type === 'japanese_reverse' && (
        <>
          <RadioField
            id={idOf(`${base}/silence`)}
            label={text.silence}
            error={silenceError}
            value={rules.silence ?? 'leaves'}
            choices={(['leaves', 'stays'] as const).map((id) => ({ value: id, label: text.silences[id] }))}
            onChange={(value) => change(`${base}/silence`, value)}
          />
          <IntegerAt pointer={`${base}/min_levels`} label={text.levels} hint={text.levelsHint} />
          <CheckField id={idOf(`${base}/shows_remaining`)} label={text.remaining} checked={rules.shows_remaining ?? true} onChange={(on) => change(`${base}/shows_remaining`, on)} />
        </>
      )}
    </>
  );
}
