import type { TenderView } from '../../../api/views';
import { useFormat } from '../../../i18n/format';
import { dictionary, useText } from '../../../i18n/language';
import { SummaryList } from '../../../parts/headings/headings';
import { Table } from '../../../parts/table/table';
import { Time } from '../../../parts/time/time';
import { RulesMeaning } from '../../../rules/editor';

const texts = dictionary(
  {
    buyer: 'Instansi',
    place: 'Tempat',
    contact: 'Narahubung',
    starts: 'Lelang mulai',
    ends: 'Lelang berakhir',
    estimate: 'Perkiraan nilai',
    lot: (n: string, title: string) => `Lot ${n}: ${title}`,
    item: 'Uraian',
    quantity: 'Jumlah',
    unit: 'Satuan',
    price: 'Perkiraan harga satuan',
    reserve: 'Lot ini punya harga batas rahasia.',
  },
  {
    buyer: 'Agency',
    place: 'Place',
    contact: 'Contact',
    starts: 'Auction starts',
    ends: 'Auction ends',
    estimate: 'Estimated value',
    lot: (n: string, title: string) => `Lot ${n}: ${title}`,
    item: 'Description',
    quantity: 'Quantity',
    unit: 'Unit',
    price: 'Estimated unit price',
    reserve: 'This lot has a secret reserve price.',
  },
);

/** What the public page of a document will say, from the server's own view of it. */
export function Preview({ view }: { view: TenderView }) {
  const text = useText(texts);
  const format = useFormat();
  const { document } = view;
  const { currency, time_zone: zone } = document;
  const money = (amount: string | null | undefined): string => (amount ? format.money(amount, currency) : '–');
  return (
    <article class="card stack wide" lang={document.language}>
      <h4 class="preview-title">{document.title}</h4>
      {document.description.split(/\n{2,}/).map((paragraph, n) => (
        <p key={n}>{paragraph}</p>
      ))}
      <SummaryList
        items={[
          { key: text.buyer, value: document.buyer.name },
          document.place ? { key: text.place, value: document.place } : null,
          document.contact ? { key: text.contact, value: [document.contact.name, document.contact.email, document.contact.phone].filter(Boolean).join(' · ') } : null,
          { key: text.starts, value: <Time at={document.schedule.auction_starts_at} zone={zone} zones /> },
          { key: text.ends, value: <Time at={document.schedule.auction_ends_at} zone={zone} /> },
        ]}
      />
      {document.lots.map((lot) => (
        <div class="stack" key={lot.id}>
          <h5 class="preview-lot">{text.lot(lot.id, lot.title)}</h5>
          <Table
            caption={text.lot(lot.id, lot.title)}
            hideCaption
            rows={lot.items.map((item, n) => ({ ...item, n }))}
            rowKey={(item) => item.n}
            columns={[
              { id: 'item', name: text.item, lead: true, cell: (item) => item.description || '–' },
              { id: 'quantity', name: text.quantity, numeric: true, cell: (item) => format.number(item.quantity) },
              { id: 'unit', name: text.unit, cell: (item) => item.unit },
              { id: 'price', name: text.price, numeric: true, cell: (item) => money(item.unit_estimate) },
            ]}
          />
          <p>
            {text.estimate}: <strong class="figures">{money(lot.estimate)}</strong>
          </p>
          {(lot.has_reserve || lot.rules.has_reserve) && <p>{text.reserve}</p>}
          <RulesMeaning rules={lot.rules} currency={currency} zone={zone} schedule={document.schedule} />
        </div>
      ))}
    </article>
  );
}
