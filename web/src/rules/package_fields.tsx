// Fields of package lots: the parts (one by one, or pasted from a sheet), what constrains the award, and scenarios.
import { useState } from 'preact/hooks';
import type { Rules } from '../api/views';
import { useFormat } from '../i18n/format';
import { dictionary, useText } from '../i18n/language';
import { readTyped } from '../lib/money';
import type { PackageConstraint, PackagePart, PackageRules } from '../lot/packages';
import { DecimalAt, IntegerAt, MoneyAt, TextAt, useEditing, useError } from '../pages/officer/editor/fields';
import { at, idOf } from '../pages/officer/editor/model';
import { Button, Buttons } from '../parts/button/button';
import { CheckField, RadioField, SelectField, TextArea } from '../parts/field/more_fields';

const texts = dictionary(
  {
    parts: (n: string) => `Bagian (${n})`, title: 'Nama bagian', titleOf: (n: number) => `Nama bagian ${n}`, units: 'Jumlah satuan', ceiling: 'Harga tertinggi satu satuan', reserve: 'Boleh tidak ditetapkan seharga',
    reserveHint: 'Diumumkan. Kosongkan bila bagian ini harus ditetapkan.',
    add: 'Tambah bagian', remove: 'Hapus', removeName: (id: string) => `Hapus bagian ${id}`, more: (n: string) => `Tampilkan ${n} lagi`,
    paste: 'Tempel dari lembar kerja', pasteHint: 'Satu baris satu bagian: nama, jumlah, harga tertinggi; dipisahkan tab atau titik koma.', take: 'Tambahkan baris-baris ini', bad: (line: number) => `Baris ${line} tidak terbaca.`,
    payment: 'Yang dibayar', payments: { pay_as_bid: 'Sesuai penawaran, dikurangi potongan', vcg: 'Vickrey (VCG): penawaran ditambah yang dihemat pembeli berkat penyedia itu' },
    surplus: 'Boleh membeli lebih dari yang dibutuhkan', bids: 'Paket satu penyedia paling banyak', limit: 'Lama pencarian paling banyak',
    constraints: 'Syarat yang selalu berlaku', scenarios: 'Skenario untuk dibandingkan', scenario: 'Nama skenario', addScenario: 'Tambah skenario', removeScenario: (name: string) => `Hapus skenario ${name}`,
    addKind: 'Tambah syarat', kinds: { winners_most: 'Pemenang paling banyak', winners_least: 'Pemenang sedikitnya', share_group: 'Bagian nilai bagi kelompok sedikitnya', share_each: 'Bagian nilai setiap penyedia paling banyak', set_aside: 'Satu bagian hanya bagi kelompok' },
    group: 'Kelompok', groups: { small: 'Usaha kecil', incumbent: 'Pemasok sekarang', newcomer: 'Pendatang baru' }, part: 'Bagian', number: 'Jumlah', percent: 'Persen', seconds: 'detik',
    removeConstraint: 'Hapus syarat',
  },
  {
    parts: (n: string) => `Parts (${n})`, title: 'Name of the part', titleOf: (n: number) => `Name of part ${n}`, units: 'Units', ceiling: 'Ceiling of one unit', reserve: 'May stay unawarded at',
    reserveHint: 'Public. Leave empty if this part must be awarded.',
    add: 'Add a part', remove: 'Remove', removeName: (id: string) => `Remove part ${id}`, more: (n: string) => `Show ${n} more`,
    paste: 'Paste from a sheet', pasteHint: 'One part a line: name, units, ceiling; separated by tabs or semicolons.', take: 'Add these lines', bad: (line: number) => `Line ${line} cannot be read.`,
    payment: 'What is paid', payments: { pay_as_bid: 'As bid, less discounts', vcg: 'Vickrey (VCG): the bid, and what the buyer saves by this business' },
    surplus: 'More than needed may be bought', bids: 'Packages of one business at most', limit: 'A search takes at most',
    constraints: 'Constraints that always hold', scenarios: 'Scenarios to compare', scenario: 'Name of the scenario', addScenario: 'Add a scenario', removeScenario: (name: string) => `Remove the scenario ${name}`,
    addKind: 'Add a constraint', kinds: { winners_most: 'At most so many winners', winners_least: 'At least so many winners', share_group: 'Share of the value for a group, at least', share_each: 'Share of the value of each business, at most', set_aside: 'One part for a group alone' },
    group: 'Group', groups: { small: 'Small businesses', incumbent: 'Incumbents', newcomer: 'Newcomers' }, part: 'Part', number: 'How many', percent: 'Percent', seconds: 'seconds',
    removeConstraint: 'Remove the constraint',
  },
);

const kShown = 50;
const kinds = ['winners_most', 'winners_least', 'share_group', 'share_each', 'set_aside'] as const;
const groups = ['small', 'incumbent', 'newcomer'] as const;
type Kind = (typeof kinds)[number];

const begin: Record<Kind, (parts: PackagePart[]) => PackageConstraint> = {
  winners_most: () => ({ kind: 'winners', at_most: 2 }),
  winners_least: () => ({ kind: 'winners', at_least: 2 }),
  share_group: () => ({ kind: 'share', group: 'small', at_least_percent: '20' }),
  share_each: () => ({ kind: 'share', each: true, at_most_percent: '60' }),
  set_aside: (parts) => ({ kind: 'set_aside', part: parts[0]?.id ?? '', group: 'small' }),
};
function kindOf(constraint: PackageConstraint): Kind {
  if (constraint.kind === 'set_aside') return 'set_aside';
  if (constraint.kind === 'share') return constraint.each ? 'share_each' : 'share_group';
  return constraint.at_most === undefined ? 'winners_least' : 'winners_most';
}

function ConstraintFields({ pointer, parts, onRemove }: { pointer: string; parts: PackagePart[]; onRemove: () => void }) {
  const text = useText(texts);
  const { document, change } = useEditing();
  const constraint = at(document, pointer) as unknown as PackageConstraint;
  const error = useError(pointer, true);
  const kind = kindOf(constraint);
  return (
    <fieldset class="rule-group">
      <legend>{text.kinds[kind]}</legend>
      {error && <p class="field-error">{error}</p>}
      <div class="rule-inner">
        {kind === 'winners_most' && <IntegerAt pointer={`${pointer}/at_most`} label={text.number} />}
        {kind === 'winners_least' && <IntegerAt pointer={`${pointer}/at_least`} label={text.number} />}
        {kind === 'share_group' && <DecimalAt pointer={`${pointer}/at_least_percent`} label={text.percent} suffix="%" />}
        {kind === 'share_each' && <DecimalAt pointer={`${pointer}/at_most_percent`} label={text.percent} suffix="%" />}
        {kind === 'set_aside' && <SelectField id={idOf(`${pointer}/part`)} label={text.part} value={constraint.part ?? ''} choices={parts.map(({ id, title }) => ({ value: id, label: title ?? id }))} onChange={(value) => change(`${pointer}/part`, value)} />}
        {(kind === 'share_group' || kind === 'set_aside') && <SelectField id={idOf(`${pointer}/group`)} label={text.group} value={constraint.group ?? 'small'} choices={groups.map((id) => ({ value: id, label: text.groups[id] }))} onChange={(value) => change(`${pointer}/group`, value)} />}
        <Buttons><Button small onClick={onRemove}>{text.removeConstraint}</Button></Buttons>
      </div>
    </fieldset>
  );
}

function Constraints({ pointer, label, parts }: { pointer: string; label: string; parts: PackagePart[] }) {
  const text = useText(texts);
  const { document, change } = useEditing();
  const list = (at(document, pointer) ?? []) as unknown as PackageConstraint[];
  return (
    <fieldset class="rule-group">
      <legend>{label}</legend>
      {list.map((_, n) => (
        <ConstraintFields key={n} pointer={`${pointer}/${n}`} parts={parts} onRemove={() => change(pointer, list.length === 1 ? undefined : list.filter((__, k) => k !== n))} />
      ))}
      <SelectField
        id={idOf(`${pointer}/add`)}
        label={text.addKind}
        value=""
        choices={[{ value: '', label: '–' }, ...kinds.map((id) => ({ value: id, label: text.kinds[id] }))]}
        onChange={(kind) => kind && change(pointer, [...list, begin[kind as Kind](parts)])}
      />
    </fieldset>
  );
}

function Parts({ base, rules }: { base: string; rules: PackageRules }) {
  const text = useText(texts);
  const format = useFormat();
  const { document, change } = useEditing();
  const parts = rules.parts ?? [];
  const [shown, setShown] = useState(kShown);
  const [pasted, setPasted] = useState('');
  const [bad, setBad] = useState(0);
  const error = useError(`${base}/parts`);
  const nextId = (): number => parts.reduce((most, { id }) => Math.max(most, /^\d+$/.test(id) ? Number(id) : 0), 0) + 1;
  const take = (): void => {
    const fresh: PackagePart[] = [];
    let id = nextId();
    for (const [n, line] of pasted.split(/\r?\n/).entries()) {
      if (line.trim() === '') continue;
      const [title = '', units = '', ceiling = ''] = line.split(/[\t;]/).map((cell) => cell.trim());
      const amount = ceiling && readTyped(format.language, ceiling, document.currency).amount;
      if (!title || !/^\d{0,7}$/.test(units) || amount === undefined) return setBad(n + 1);
      fresh.push({ id: String(id++), title, ...(units && Number(units) !== 1 && { units: Number(units) }), ...(amount && { ceiling: amount }) });
    }
    setBad(0);
    setPasted('');
    change(`${base}/parts`, [...parts, ...fresh]);
  };
  return (
    <fieldset class="rule-group" id={idOf(`${base}/parts`)}>
      <legend>{text.parts(format.number(parts.length))}</legend>
      {error && <p class="field-error">{error}</p>}
      {parts.slice(0, shown).map(({ id }, n) => (
        <div class="rule-inner" key={n}>
          <TextAt pointer={`${base}/parts/${n}/title`} label={text.titleOf(n + 1)} maxLength={300} />
          <IntegerAt pointer={`${base}/parts/${n}/units`} label={text.units} />
          <MoneyAt pointer={`${base}/parts/${n}/ceiling`} label={text.ceiling} optional />
          <MoneyAt pointer={`${base}/parts/${n}/reserve`} label={text.reserve} hint={text.reserveHint} optional />
          <Buttons><Button small aria-label={text.removeName(id)} onClick={() => change(`${base}/parts`, parts.filter((_, k) => k !== n))}>{text.remove}</Button></Buttons>
        </div>
      ))}
      <Buttons>
        {parts.length > shown && <Button small onClick={() => setShown(shown + kShown)}>{text.more(format.number(Math.min(kShown, parts.length - shown)))}</Button>}
        <Button onClick={() => { change(`${base}/parts`, [...parts, { id: String(nextId()), title: '' }]); setShown(Math.max(shown, parts.length + 1)); }}>{text.add}</Button>
      </Buttons>
      <details>
        <summary>{text.paste}</summary>
        <TextArea id={idOf(`${base}/paste`)} label={text.paste} hint={text.pasteHint} error={bad ? text.bad(bad) : undefined} value={pasted} onInput={setPasted} rows={6} />
        <Buttons><Button onClick={take}>{text.take}</Button></Buttons>
      </details>
    </fieldset>
  );
}

export default function PackageFields({ base }: { base: string }) {
  const text = useText(texts);
  const { document, change } = useEditing();
  const rules = (at(document, base) ?? {}) as Rules & PackageRules;
  const paymentError = useError(`${base}/payment`);
  const scenarios = rules.scenarios ?? [];
  const parts = rules.parts ?? [];
  return (
    <>
      <Parts base={base} rules={rules} />
      <RadioField id={idOf(`${base}/payment`)} label={text.payment} error={paymentError} value={rules.payment ?? 'pay_as_bid'} choices={(['pay_as_bid', 'vcg'] as const).map((id) => ({ value: id, label: text.payments[id] }))} onChange={(value) => change(`${base}/payment`, value)} />
      <CheckField id={idOf(`${base}/surplus`)} label={text.surplus} checked={rules.surplus ?? false} onChange={(on) => change(`${base}/surplus`, on || undefined)} />
      <IntegerAt pointer={`${base}/max_bids`} label={text.bids} />
      <IntegerAt pointer={`${base}/time_limit_seconds`} label={text.limit} suffix={text.seconds} />
      <Constraints pointer={`${base}/constraints`} label={text.constraints} parts={parts} />
      <fieldset class="rule-group">
        <legend>{text.scenarios}</legend>
        {scenarios.map(({ name }, n) => (
          <div class="rule-inner" key={n}>
            <TextAt pointer={`${base}/scenarios/${n}/name`} label={text.scenario} maxLength={200} />
            <Constraints pointer={`${base}/scenarios/${n}/constraints`} label={name || text.scenario} parts={parts} />
            <Buttons><Button small aria-label={text.removeScenario(name)} onClick={() => change(`${base}/scenarios`, scenarios.length === 1 ? undefined : scenarios.filter((_, k) => k !== n))}>{text.removeScenario(name)}</Button></Buttons>
          </div>
        ))}
        <Buttons><Button onClick={() => change(`${base}/scenarios`, [...scenarios, { name: '', constraints: [begin.winners_most(parts)] }])}>{text.addScenario}</Button></Buttons>
      </fieldset>
    </>
  );
}
