// A tender of ours as the public sees it, below its head.
import './tender.css';
import { useState } from 'preact/hooks';
import type { AwardLot, DocumentLot, Item, TenderView } from '../../api/views';
import { useFormat } from '../../i18n/format';
import { dictionary, one, useText } from '../../i18n/language';
import { addAmounts } from '../../lib/money';
import { Amount } from '../../parts/amount/amount';
import { Button, Buttons } from '../../parts/button/button';
import { Empty } from '../../parts/empty/empty';
import { Section, SummaryList } from '../../parts/headings/headings';
import { Icon } from '../../parts/icon';
import { later } from '../../parts/later/later';
import { LotStatus, useStatusNames } from '../../parts/status/status';
import { Table } from '../../parts/table/table';
import { Time } from '../../parts/time/time';
import { Timeline } from '../../parts/timeline/timeline';
import { summariseSequence } from '../../rules/sequence';
import { type RuleSentence, summariseRules } from '../../rules/summary';
import { RuleSentences } from './rules_list';
import { rulesOf, shareSentences, stepsOf, totalEstimate } from './tender_facts';

const texts = dictionary(
  {
    about: 'Tentang tender ini',
    buyer: 'Pembeli',
    category: 'Jenis',
    place: 'Tempat',
    estimate: 'Nilai perkiraan seluruhnya',
    estimateOne: 'Nilai perkiraan',
    admitted: 'Peserta yang diterima',
    admittedCount: (count: number) => `${count} penyedia`,
    contact: 'Narahubung',
    number: 'Nomor tender',
    lots: (count: number) => (count === 1 ? 'Yang dibeli' : `Yang dibeli: ${count} lot`),
    lot: (id: string, title: string) => `Lot ${id}: ${title}`,
    item: 'Barang atau pekerjaan',
    quantity: 'Jumlah',
    unitEstimate: 'Perkiraan per satuan',
    items: (lot: string) => `Isi lot ${lot}`,
    ceiling: 'HPS, batas tertinggi',
    rules: 'Aturan lelang dalam bahasa sehari-hari',
    rulesOwn: 'Aturan khusus lot ini',
    rulesWhy: 'Aturan ini disusun dari data yang dijalankan lelang, dan tercatat dalam buku besar.',
    happened: 'Yang terjadi selama lelang lot ini',
    timeline: 'Perjalanan tender',
    steps: {
      published: 'Diumumkan', addendum: 'Adendum', starts: 'Lelang dimulai', started: 'Lelang dimulai', ends: 'Lelang berakhir',
      ended: 'Lelang ditutup', paused: 'Lelang dijeda', award: 'Penetapan pemenang', awarded: 'Pemenang ditetapkan', cancelled: 'Tender dibatalkan',
    },
    documents: 'Dokumen',
    noDocuments: 'Tidak ada dokumen terpisah',
    noDocumentsHelp: 'Semua syarat tender ini tertulis di halaman ini. Dokumen yang ditambahkan akan muncul di sini dengan ukuran dan sidik jarinya.',
    results: 'Hasil',
    resultLot: 'Lot',
    winner: 'Pemenang',
    notAwarded: 'Tidak ada pemenang',
    bidder: (pseudonym: string) => `Penyedia ${pseudonym}`,
    price: 'Harga',
    reason: 'Alasan',
    saved: 'Di bawah perkiraan',
    bidders: 'Peserta',
    biddersHelp: 'Selama lelang peserta tampil dengan nomor. Setelah penetapan, namanya terbuka.',
    verify: 'Periksa sendiri',
    verifyWhy: 'Setiap langkah tender ini tercatat dalam buku besar. Peramban Anda dapat menghitung ulang semuanya tanpa mengirim apa pun.',
    verifyButton: 'Periksa tender ini',
    record: 'Baca riwayatnya',
    changed: 'Yang berubah',
  },
  {
    about: 'About this tender',
    buyer: 'Buyer',
    category: 'Category',
    place: 'Place',
    estimate: 'Estimate for everything',
    estimateOne: 'Estimate',
    admitted: 'Admitted bidders',
    admittedCount: (count: number) => `${count} ${one(count, 'business', 'businesses')}`,
    contact: 'Contact',
    number: 'Tender number',
    lots: (count: number) => (count === 1 ? 'What is bought' : `What is bought: ${count} lots`),
    lot: (id: string, title: string) => `Lot ${id}: ${title}`,
    item: 'Item',
    quantity: 'Quantity',
    unitEstimate: 'Estimate per unit',
    items: (lot: string) => `Contents of lot ${lot}`,
    ceiling: 'Ceiling',
    rules: 'The auction’s rules in plain words',
    rulesOwn: 'Rules of this lot alone',
    rulesWhy: 'These sentences are made from the data that the auction runs on, which stands in the ledger.',
    happened: 'What happened during the auction of this lot',
    timeline: 'Course of the tender',
    steps: {
      published: 'Published', addendum: 'Addendum', starts: 'Auction starts', started: 'Auction started', ends: 'Auction ends',
      ended: 'Auction closed', paused: 'Auction paused', award: 'Award', awarded: 'Awarded', cancelled: 'Tender cancelled',
    },
    documents: 'Documents',
    noDocuments: 'No separate documents',
    noDocumentsHelp: 'All terms of this tender stand on this page. Documents that are added will appear here with their size and fingerprint.',
    results: 'Results',
    resultLot: 'Lot',
    winner: 'Winner',
    notAwarded: 'Not awarded',
    bidder: (pseudonym: string) => `Bidder ${pseudonym}`,
    price: 'Price',
    reason: 'Reason',
    saved: 'Below the estimate',
    bidders: 'Bidders',
    biddersHelp: 'During the auction bidders appear as numbers. With the award their names are opened.',
    verify: 'Check it yourself',
    verifyWhy: 'Every step of this tender stands in the ledger. Your browser can recompute all of it without sending anything.',
    verifyButton: 'Verify this tender',
    record: 'Read its record',
    changed: 'What changed',
  },
);

function Items({ lot, items, currency }: { lot: string; items: Item[]; currency: string }) {
  const text = useText(texts);
  const format = useFormat();
  const priced = items.some((item) => item.unit_estimate);
  return (
    <Table
      caption={text.items(lot)}
      hideCaption
      rows={items.map((item, n) => ({ ...item, n }))}
      rowKey={(row) => row.n}
      columns={[
        { id: 'what', name: text.item, lead: true, cell: (row) => row.description },
        { id: 'quantity', name: text.quantity, numeric: true, cell: (row) => <span class="nowrap">{`${format.number(row.quantity)} ${row.unit}`}</span> },
        ...(priced
          ? [
              {
                id: 'estimate',
                name: text.unitEstimate,
                numeric: true,
                cell: (row: Item) => (row.unit_estimate ? <Amount amount={row.unit_estimate} currency={currency} /> : '–'),
              },
            ]
          : []),
      ]}
    />
  );
}

const Happened = later(() => import('../../lot/happened').then((module) => module.Happened));

function LotCard({ lot, view, own }: { lot: DocumentLot; view: TenderView; own: RuleSentence[] }) {
  const text = useText(texts);
  const { currency } = view.document;
  const phase = view.lots.find((one) => one.lot === lot.id)?.phase;
  const [open, setOpen] = useState(false);
  return (
    <article class="lot-card" id={`lot-${lot.id}`}>
      <div class="row spread">
        <h3>{text.lot(lot.id, lot.title)}</h3>
        {phase && phase !== 'scheduled' && <LotStatus phase={phase} />}
      </div>
      <Items lot={lot.id} items={lot.items} currency={currency} />
      <SummaryList
        items={[
          lot.estimate ? { key: text.estimateOne, value: <Amount amount={lot.estimate} currency={currency} words /> } : null,
          lot.rules.ceiling && lot.rules.ceiling !== lot.estimate
            ? { key: text.ceiling, value: <Amount amount={lot.rules.ceiling} currency={currency} words /> }
            : null,
        ]}
      />
      {own.length > 0 && (
        <details class="fold">
          <summary>
            {text.rulesOwn} <Icon name="down" size={12} />
          </summary>
          <RuleSentences sentences={own} />
        </details>
      )}
      {phase && phase !== 'scheduled' && (
        <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>
            {text.happened} <Icon name="down" size={12} />
          </summary>
          {open && <Happened tender={view.id} lot={lot.id} zone={view.document.time_zone} />}
        </details>
      )}
    </article>
  );
}

function Results({ view }: { view: TenderView }) {
  const text = useText(texts);
  const format = useFormat();
  const award = view.award!;
  const { currency, lots } = view.document;
  const title = (id: string): string => text.lot(id, lots.find((lot) => lot.id === id)?.title ?? '');
  const who = (row: AwardLot): string => (row.winners?.length ? row.winners.map((one) => one.name ?? text.bidder(one.winner)).join('; ') : row.winner ? (row.name ?? text.bidder(row.winner)) : text.notAwarded);
  /** Of several winners, what all of them are paid. */
  const paid = (row: AwardLot): string => row.winners?.length ? row.winners.reduce((sum, { amount }) => addAmounts(sum, amount, currency), '0') : row.amount!;
  return (
    <Section title={text.results} id="results">
      <p>{award.reason}</p>
      <Table
        caption={text.results}
        hideCaption
        file={`terang-${view.id}-results`}
        rows={award.lots}
        rowKey={(row) => row.lot}
        columns={[
          { id: 'lot', name: text.resultLot, lead: true, cell: (row) => title(row.lot), text: (row) => row.lot },
          {
            id: 'winner',
            name: text.winner,
            cell: (row) => row.winners && row.winners.length > 1 ? (
              <ol class="stack tight">
                {row.winners.map((one) => (
                  <li key={one.winner}>
                    {one.name ?? text.bidder(one.winner)}: {format.money(one.amount, currency)}
                    {one.quantity > 1 && ` (${format.number(one.quantity)} ×)`}
                  </li>
                ))}
              </ol>
            ) : (
              <>
                {who(row)}
                {row.winner && row.name && <span class="quiet"> ({text.bidder(row.winner)})</span>}
              </>
            ),
            text: who,
          },
          {
            id: 'price',
            name: text.price,
            numeric: true,
            cell: (row) => (row.amount ? <Amount amount={paid(row)} currency={currency} /> : '–'),
            text: (row) => (row.amount ? paid(row) : ''),
          },
          { id: 'reason', name: text.reason, cell: (row) => row.reason ?? '–', text: (row) => row.reason ?? '' },
        ]}
      />
      {view.bidders.length > 0 && (
        <details class="fold">
          <summary>
            {text.bidders} ({format.number(view.bidders.length)}) <Icon name="down" size={12} />
          </summary>
          <p class="quiet small">{text.biddersHelp}</p>
          <ul>
            {view.bidders.map((bidder) => (
              <li key={bidder.pseudonym}>
                {text.bidder(bidder.pseudonym)}: {bidder.name}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

export function TenderBody({ view }: { view: TenderView }) {
  const text = useText(texts);
  const format = useFormat();
  const names = useStatusNames();
  const { document } = view;
  const zone = document.time_zone;
  const total = totalEstimate(document);
  const rules = document.lots.map((lot) => summariseRules(format.language, rulesOf(lot, document), document.currency, zone));
  const { shared, own } = shareSentences(rules);
  return (
    <div class="columns">
      <div class="stack wide">
        {view.award && <Results view={view} />}
        <Section title={text.about}>
          <p class="tender-text">{document.description}</p>
          <SummaryList
            items={[
              { key: text.buyer, value: document.buyer.name },
              { key: text.category, value: names.category(document.category) },
              document.place ? { key: text.place, value: document.place } : null,
              total ? { key: document.lots.length > 1 ? text.estimate : text.estimateOne, value: <Amount amount={total} currency={document.currency} words /> } : null,
              view.admitted ? { key: text.admitted, value: text.admittedCount(view.admitted) } : null,
              document.contact
                ? {
                    key: text.contact,
                    value: (
                      <>
                        {document.contact.name}
                        <br />
                        <a href={`mailto:${document.contact.email}`}>{document.contact.email}</a>
                        {document.contact.phone && (
                          <>
                            <br />
                            <a href={`tel:${document.contact.phone.replace(/\s/g, '')}`}>{document.contact.phone}</a>
                          </>
                        )}
                      </>
                    ),
                  }
                : null,
              view.id ? { key: text.number, value: <code>{view.id}</code> } : null,
            ]}
          />
        </Section>
        <Section title={text.lots(document.lots.length)} id="lots">
          {document.lots.map((lot, at) => (
            <LotCard key={lot.id} lot={lot} view={view} own={own[at] ?? []} />
          ))}
          {summariseSequence(format.language, document.schedule.sequence, document.lots.length).map((sentence) => <p key={sentence}>{sentence}</p>)}
        </Section>
        {shared.length > 0 && (
          <Section title={text.rules} id="rules">
            <RuleSentences sentences={shared} />
            <p class="quiet small">{text.rulesWhy}</p>
          </Section>
        )}
        <Section title={text.documents} id="documents">
          <Empty title={text.noDocuments}>{text.noDocumentsHelp}</Empty>
        </Section>
      </div>
      <div class="stack wide">
        <Section title={text.timeline} id="timeline">
          <Timeline
            steps={stepsOf(view).map((step) => ({
              title: text.steps[step.name],
              when: step.at && <Time at={step.at} zone={zone} />,
              state: step.state,
              children: step.reason && <p class="small">{step.reason}</p>,
            }))}
          />
        </Section>
        {view.published_at && (
          <Section title={text.verify} id="verify">
            <p>{text.verifyWhy}</p>
            <Buttons>
              <Button href={`/verify?tender=${encodeURIComponent(view.id)}`}>{text.verifyButton}</Button>
              <Button href={`/tender/${encodeURIComponent(view.id)}/record`}>{text.record}</Button>
            </Buttons>
          </Section>
        )}
      </div>
    </div>
  );
}
