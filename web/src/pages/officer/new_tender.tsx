import './officer.css';
import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Session } from '../../api/session';
import type { components } from '../../api/types.gen';
import { dictionary, useLanguage, useText } from '../../i18n/language';
import { serverNow } from '../../lib/server_clock';
import { Button, Buttons } from '../../parts/button/button';
import { ErrorSummary } from '../../parts/error_summary/error_summary';
import { TextField } from '../../parts/field/field';
import { RadioField } from '../../parts/field/more_fields';
import { Title } from '../../parts/headings/headings';
import { Notice } from '../../parts/notice/notice';
import { navigate } from '../../router';
import { Guard } from '../account/guard';
import { Problem } from '../../parts/problem/problem';
import { cleaned, newDocument } from './editor/model';
import { useRefusals } from './refusals';

const texts = dictionary(
  {
    title: 'Buat tender baru',
    intro: 'Mulai dengan judulnya. Setelah itu Anda mengisi bagian demi bagian; semuanya tersimpan sebagai konsep yang hanya dilihat instansi Anda sampai diumumkan.',
    name: 'Judul tender',
    nameHint: 'Apa yang dibeli, misalnya “Pengadaan beras untuk 12 puskesmas”.',
    category: 'Jenis pengadaan',
    categories: { goods: 'Barang', works: 'Pekerjaan konstruksi', services: 'Jasa' },
    buyer: (name: string) => `Instansi pembeli: ${name}`,
    create: 'Buat konsep',
    missing: 'Isi judul tender.',
    noBuyer: 'Akun Anda belum dihubungkan dengan instansi. Hubungi administrator.',
  },
  {
    title: 'Create a tender',
    intro: 'Begin with its title. Then you fill in one part after another; all of it is kept as a draft that only your agency sees until it is published.',
    name: 'Title of the tender',
    nameHint: 'What is bought, for example “Rice for 12 health centres”.',
    category: 'Category',
    categories: { goods: 'Goods', works: 'Construction works', services: 'Services' },
    buyer: (name: string) => `Buying agency: ${name}`,
    create: 'Create draft',
    missing: 'Enter the tender’s title.',
    noBuyer: 'Your account is not connected with an agency. Ask the administrator.',
  },
);

function Form({ who }: { who: Session }) {
  const text = useText(texts);
  const language = useLanguage();
  const refusals = useRefusals();
  const [title, setTitle] = useState('');
  const [category, setCategory] = useState<'goods' | 'works' | 'services'>('goods');
  const [attempt, setAttempt] = useState(0);
  const [missing, setMissing] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  if (!who.business) return <Notice kind="danger"><p>{text.noBuyer}</p></Notice>;
  const buyer = who.business;

  const create = async (event: Event): Promise<void> => {
    event.preventDefault();
    setAttempt((n) => n + 1);
    setMissing(title.trim() === '');
    if (title.trim() === '' || busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const document = cleaned({ ...newDocument({ id: buyer.id, name: buyer.name }, language, serverNow()), title, category });
      const made = await api.post('/api/v1/tenders', { body: document as unknown as components['schemas']['Document'] });
      navigate(`/manage/${made.id}/edit`, { replace: true });
    } catch (refusal) {
      setProblem(refusal);
      setBusy(false);
    }
  };
  return (
    <form class="stack wide officer-form" noValidate onSubmit={(event) => void create(event)}>
      <Title caption={text.buyer(buyer.name)}>{text.title}</Title>
      <ErrorSummary errors={missing ? [{ field: 'title', message: text.missing }] : []} attempt={attempt} />
      {problem !== undefined && <Problem problem={problem} own={refusals} />}
      <p>{text.intro}</p>
      <TextField id="title" label={text.name} hint={text.nameHint} value={title} onInput={setTitle} maxLength={300} error={missing && title.trim() === '' ? text.missing : undefined} />
      <RadioField
        label={text.category}
        value={category}
        choices={(['goods', 'works', 'services'] as const).map((value) => ({ value, label: text.categories[value] }))}
        onChange={(value) => setCategory(value as typeof category)}
      />
      <Buttons>
        <Button kind="primary" type="submit" busy={busy}>
          {text.create}
        </Button>
      </Buttons>
    </form>
  );
}

export default function NewTender() {
  return <Guard roles={['officer']}>{(who) => <Form who={who} />}</Guard>;
}
