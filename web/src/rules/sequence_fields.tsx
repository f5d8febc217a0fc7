// How the lots follow each other: a choice, its numbers, and what it means.
import type { LotSequence } from '../api/views';
import { dictionary, useLanguage, useText } from '../i18n/language';
import { useEditing, useError } from '../pages/officer/editor/fields';
import { idOf } from '../pages/officer/editor/model';
import { RadioField } from '../parts/field/more_fields';
import { Seconds } from './editor_parts';
import { summariseSequence } from './sequence';

const texts = dictionary(
  {
    title: 'Urutan lot',
    kinds: { parallel: 'Bersamaan', serial: 'Satu per satu', staggered: 'Dibuka bersamaan, berakhir bergiliran' },
    hints: {
      parallel: 'Setiap lot berjalan menurut waktunya sendiri.',
      serial: 'Waktu di atas adalah waktu lot pertama; setiap lot berlangsung sama lama.',
      staggered: 'Waktu berakhir di atas adalah akhir lot pertama. Hanya untuk format yang berakhir menurut jam saja.',
    },
    gap: 'Jeda antara dua lot',
    every: 'Jarak antara dua akhir',
    when: 'Bila akhir sebuah lot bergeser',
    whens: { move: 'Lot sesudahnya ikut bergeser', keep: 'Lot lain tetap sesuai rencana' },
  },
  {
    title: 'Order of the lots',
    kinds: { parallel: 'At the same time', serial: 'One after the other', staggered: 'Open together, end in turn' },
    hints: {
      parallel: 'Each lot runs by its own times.',
      serial: 'The times above are the first lot’s; each lot lasts as long.',
      staggered: 'The end above is the first lot’s. Only for formats that end by the clock alone.',
    },
    gap: 'Time between two lots',
    every: 'Time between two ends',
    when: 'When the end of one moves',
    whens: { move: 'Those behind it move along', keep: 'The others keep their plan' },
  },
);

const first: Record<LotSequence['kind'], LotSequence | undefined> = {
  parallel: undefined,
  serial: { kind: 'serial', gap_seconds: 300 },
  staggered: { kind: 'staggered', every_seconds: 120, when_extended: 'move' },
};

export function SequenceFields() {
  const text = useText(texts);
  const language = useLanguage();
  const { document, change } = useEditing();
  const error = useError('/schedule/sequence', true);
  const { sequence } = document.schedule;
  const kind = sequence?.kind ?? 'parallel';
  return (
    <fieldset class="rule-group">
      <RadioField
        id={idOf('/schedule/sequence')}
        label={text.title}
        error={error}
        value={kind}
        choices={(['parallel', 'serial', 'staggered'] as const).map((value) => ({ value, label: text.kinds[value], hint: text.hints[value] }))}
        onChange={(value) => change('/schedule/sequence', first[value as LotSequence['kind']])}
      />
      {sequence?.kind === 'serial' && <Seconds pointer="/schedule/sequence/gap_seconds" label={text.gap} />}
      {sequence?.kind === 'staggered' && (
        <>
          <Seconds pointer="/schedule/sequence/every_seconds" label={text.every} />
          <RadioField
            id={idOf('/schedule/sequence/when_extended')}
            label={text.when}
            value={sequence.when_extended}
            choices={(['move', 'keep'] as const).map((value) => ({ value, label: text.whens[value] }))}
            onChange={(value) => change('/schedule/sequence/when_extended', value)}
          />
        </>
      )}
      {summariseSequence(language, sequence, document.lots.length).map((sentence) => (
        <p key={sentence} class="quiet">{sentence}</p>
      ))}
    </fieldset>
  );
}
