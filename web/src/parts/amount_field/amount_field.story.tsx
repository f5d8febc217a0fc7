import { useState } from 'preact/hooks';
import { useFormat } from '../../i18n/format';
import type { Story } from '../story';
import { AmountField } from './amount_field';

function Field({ l, start, error, large }: { l: 'id' | 'en'; start: string; error?: string; large?: boolean }) {
  const format = useFormat();
  const [value, setValue] = useState(start && format.number(start));
  return (
    <AmountField
      key={l}
      label={l === 'id' ? 'Penawaran Anda' : 'Your bid'}
      currency="IDR"
      value={value}
      onInput={setValue}
      large={large}
      error={error}
      hint={l === 'id' ? 'Paling tinggi Rp 1.249.000.000.' : 'At most Rp 1,249,000,000.'}
    />
  );
}

export const stories: Story[] = [
  { name: 'empty', render: (l) => <Field l={l} start="" /> },
  { name: 'filled, large', render: (l) => <Field l={l} key={l} start="1248500000" large /> },
  {
    name: 'with an error',
    render: (l) => (
      <Field l={l} key={l} start="12485000000" error={l === 'id' ? 'Penawaran paling tinggi Rp 1.249.000.000.' : 'The bid can be at most Rp 1,249,000,000.'} />
    ),
  },
];
