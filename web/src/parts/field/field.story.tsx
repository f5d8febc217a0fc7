import { useState } from 'preact/hooks';
import type { Story } from '../story';
import { TextField } from './field';
import { CheckField, RadioField, SelectField, TextArea } from './more_fields';

function Fields({ l, wrong }: { l: 'id' | 'en'; wrong?: boolean }) {
  const [text, setText] = useState('');
  const [choice, setChoice] = useState('goods');
  const [checked, setChecked] = useState(true);
  const id = l === 'id';
  const error = wrong ? (id ? 'Isi judul tender, paling sedikit 10 huruf.' : 'Enter the title of the tender, at least 10 letters.') : undefined;
  return (
    <div class="stack">
      <TextField
        label={id ? 'Judul' : 'Title'}
        hint={id ? 'Apa yang dibeli, dalam satu kalimat.' : 'What is bought, in one sentence.'}
        error={error}
        value={text}
        onInput={setText}
      />
      <TextArea label={id ? 'Uraian' : 'Description'} optional value={text} onInput={setText} rows={3} error={error} />
      <SelectField
        label={id ? 'Jenis' : 'Category'}
        value={choice}
        onChange={setChoice}
        choices={[
          { value: 'goods', label: id ? 'Barang' : 'Goods' },
          { value: 'works', label: id ? 'Pekerjaan konstruksi' : 'Works' },
        ]}
        error={error}
      />
      <RadioField
        label={id ? 'Yang dilihat penawar' : 'What bidders see'}
        value={choice}
        onChange={setChoice}
        error={error}
        choices={[
          { value: 'goods', label: id ? 'Harga terbaik dan peringkat' : 'Best price and rank', hint: id ? 'Paling terbuka.' : 'The most open.' },
          { value: 'works', label: id ? 'Peringkat saja' : 'Rank only' },
        ]}
      />
      <CheckField label={id ? 'Saya sudah membaca aturan lelang' : 'I have read the rules of the auction'} checked={checked} onChange={setChecked} />
    </div>
  );
}

export const stories: Story[] = [
  { name: 'plain', render: (l) => <Fields l={l} /> },
  { name: 'with errors', render: (l) => <Fields l={l} wrong /> },
];
