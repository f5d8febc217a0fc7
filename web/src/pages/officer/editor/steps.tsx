import '../../../style/row_list.css';
import { useFormat } from '../../../i18n/format';
import { dictionary, languageNames, useText } from '../../../i18n/language';
import { formatDuration, indonesianZones, zoneName } from '../../../lib/time';
import { Button, Buttons } from '../../../parts/button/button';
import { RadioField, SelectField } from '../../../parts/field/more_fields';
import { Section } from '../../../parts/headings/headings';
import { Time } from '../../../parts/time/time';
import { SequenceFields } from '../../../rules/sequence_fields';
import { AreaAt, MomentAt, TextAt, useEditing, useError } from './fields';
import { idOf, inZone, newLot, renumber, tenderSum, type TenderDocument } from './model';

const texts = dictionary(
  {
    title: 'Judul tender',
    description: 'Uraian',
    descriptionHint: 'Apa yang dibutuhkan, untuk siapa, dan apa yang harus dipenuhi penyedia. Tulis agar dimengerti tanpa bertanya.',
    category: 'Jenis pengadaan',
    categories: { goods: 'Barang', works: 'Pekerjaan konstruksi', services: 'Jasa' },
    place: 'Tempat penyerahan atau pekerjaan',
    language: 'Bahasa dokumen',
    contact: 'Narahubung',
    name: 'Nama',
    email: 'Surel',
    phone: 'Telepon',
    zone: 'Zona waktu tender',
    zoneHint: 'Semua jam di bawah dibaca dalam zona ini.',
    zones: { 'Asia/Jakarta': 'WIB (Jakarta)', 'Asia/Makassar': 'WITA (Makassar)', 'Asia/Jayapura': 'WIT (Jayapura)' },
    starts: 'Lelang mulai',
    ends: 'Lelang berakhir',
    endsHint: 'Sebelum perpanjangan apa pun.',
    lasts: (length: string) => `Lama lelang: ${length}`,
    reads: 'Publik membacanya sebagai',
    currency: 'Mata uang',
    lots: 'Lot',
    lotsHint: 'Setiap lot dilelang sendiri, dengan jam dan pemenang sendiri. Semua lot tender berjalan bersamaan kecuali Anda memberi jam sendiri.',
    lot: (n: number, name: string) => `${n}. ${name}`,
    unnamed: 'belum bernama',
    add: 'Tambah lot',
    open: 'Isi',
    copy: 'Salin',
    remove: 'Hapus',
    openName: (n: number) => `Isi lot ${n}`,
    copyName: (n: number) => `Salin lot ${n}`,
    removeName: (n: number) => `Hapus lot ${n}`,
    total: (amount: string) => `Jumlah perkiraan semua lot: ${amount}`,
  },
  {
    title: 'Title of the tender',
    description: 'Description',
    descriptionHint: 'What is needed, for whom, and what businesses have to fulfil. Write it so that nobody has to ask.',
    category: 'Category',
    categories: { goods: 'Goods', works: 'Construction works', services: 'Services' },
    place: 'Place of delivery or work',
    language: 'Language of the document',
    contact: 'Contact',
    name: 'Name',
    email: 'E-mail',
    phone: 'Telephone',
    zone: 'Time zone of the tender',
    zoneHint: 'All times below are read in this zone.',
    zones: { 'Asia/Jakarta': 'WIB (Jakarta)', 'Asia/Makassar': 'WITA (Makassar)', 'Asia/Jayapura': 'WIT (Jayapura)' },
    starts: 'Auction starts',
    ends: 'Auction ends',
    endsHint: 'Before any extension.',
    lasts: (length: string) => `Length of the auction: ${length}`,
    reads: 'The public reads it as',
    currency: 'Currency',
    lots: 'Lots',
    lotsHint: 'Each lot is auctioned by itself, with a clock and a winner of its own. All lots of a tender run at the same time unless you give them times of their own.',
    lot: (n: number, name: string) => `${n}. ${name}`,
    unnamed: 'not named yet',
    add: 'Add lot',
    open: 'Fill in',
    copy: 'Copy',
    remove: 'Remove',
    openName: (n: number) => `Fill in lot ${n}`,
    copyName: (n: number) => `Copy lot ${n}`,
    removeName: (n: number) => `Remove lot ${n}`,
    total: (amount: string) => `Sum of all lots’ estimates: ${amount}`,
  },
);

export function AboutStep() {
  const text = useText(texts);
  const { document, change, addendum } = useEditing();
  const categoryError = useError('/category');
  const languageError = useError('/language');
  return (
    <>
      <TextAt pointer="/title" label={text.title} maxLength={300} />
      <AreaAt pointer="/description" label={text.description} hint={text.descriptionHint} rows={8} />
      <RadioField
        id={idOf('/category')}
        label={text.category}
        error={categoryError}
        value={document.category}
        choices={(['goods', 'works', 'services'] as const).map((value) => ({ value, label: text.categories[value] }))}
        onChange={(value) => change('/category', value)}
      />
      <TextAt pointer="/place" label={text.place} optional maxLength={300} />
      {!addendum && <RadioField
        id={idOf('/language')}
        label={text.language}
        error={languageError}
        value={document.language ?? 'id'}
        choices={(['id', 'en'] as const).map((value) => ({ value, label: languageNames[value] }))}
        onChange={(value) => change('/language', value)}
      />}
      <Section title={text.contact} level={3}>
        <TextAt pointer="/contact/name" label={text.name} maxLength={200} size="full" />
        <TextAt pointer="/contact/email" label={text.email} type="email" size="full" />
        <TextAt pointer="/contact/phone" label={text.phone} type="tel" optional size="medium" />
      </Section>
    </>
  );
}

export function ScheduleStep({ replace }: { replace: (document: TenderDocument) => void }) {
  const text = useText(texts);
  const format = useFormat();
  const { document, change, addendum } = useEditing();
  const zoneError = useError('/time_zone');
  const currencyError = useError('/currency');
  const { auction_starts_at: starts, auction_ends_at: ends } = document.schedule;
  const length = (Date.parse(ends) - Date.parse(starts)) / 1000;
  const zones = [...new Set<string>([...indonesianZones, document.time_zone])];
  return (
    <>
      {!addendum && <RadioField
        id={idOf('/time_zone')}
        label={text.zone}
        hint={text.zoneHint}
        error={zoneError}
        value={document.time_zone}
        choices={zones.map((zone) => ({ value: zone, label: (text.zones as Record<string, string>)[zone] ?? `${zone} (${zoneName(zone, Date.parse(starts) || Date.now())})` }))}
        onChange={(zone) => replace(inZone(document, zone))}
      />}
      <MomentAt pointer="/schedule/auction_starts_at" label={text.starts} />
      <MomentAt pointer="/schedule/auction_ends_at" label={text.ends} hint={text.endsHint} />
      {length > 0 && (
        <div class="surface stack tight">
          <p>{text.lasts(formatDuration(format.language, length))}</p>
          <p class="quiet">{text.reads}</p>
          <p>
            <Time at={starts} zone={document.time_zone} relative zones />
          </p>
        </div>
      )}
      {(document.lots ?? []).length > 1 && <SequenceFields />}
      {!addendum && <SelectField
        id={idOf('/currency')}
        label={text.currency}
        error={currencyError}
        value={document.currency}
        choices={[...new Set(['IDR', 'USD', 'EUR', 'JPY', document.currency])].map((code) => ({ value: code, label: code }))}
        onChange={(value) => change('/currency', value)}
      />}
    </>
  );
}

export function LotsStep({ open }: { open: (step: `lot-${string}`) => void }) {
  const text = useText(texts);
  const format = useFormat();
  const { document, change } = useEditing();
  const error = useError('/lots');
  const lots = document.lots ?? [];
  return (
    <>
      <p class="quiet">{text.lotsHint}</p>
      {error && (
        <p class="field-error" id={idOf('/lots')} tabIndex={-1}>
          {error}
        </p>
      )}
      <ul class="row-list">
        {lots.map((lot, n) => (
          <li key={n} class="row spread">
            <div>
              <strong>{text.lot(n + 1, lot.title || text.unnamed)}</strong>
              {lot.estimate && /^\d+(\.\d+)?$/.test(lot.estimate) && <p class="quiet figures">{format.money(lot.estimate, document.currency)}</p>}
            </div>
            <div class="row">
              <Button small aria-label={text.openName(n + 1)} onClick={() => open(`lot-${n + 1}`)}>
                {text.open}
              </Button>
              <Button small aria-label={text.copyName(n + 1)} onClick={() => change('/lots', renumber([...lots.slice(0, n + 1), structuredClone(lot), ...lots.slice(n + 1)]))}>
                {text.copy}
              </Button>
              {lots.length > 1 && (
                <Button small kind="quiet" aria-label={text.removeName(n + 1)} onClick={() => change('/lots', renumber(lots.filter((_, other) => other !== n)))}>
                  {text.remove}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <p class="figures">{text.total(format.money(tenderSum(document), document.currency))}</p>
      <Buttons>
        <Button onClick={() => change('/lots', [...lots, newLot(String(lots.length + 1))])}>{text.add}</Button>
      </Buttons>
    </>
  );
}
