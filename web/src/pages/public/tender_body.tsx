// A tender of ours as the public sees it. Also the preview of the one who writes it.
import './tender.css';
import { session } from '../../api/session';
import type { AwardLot, DocumentLot, Item, TenderView } from '../../api/views';
import { useFormat } from '../../i18n/format';
import { dictionary, one, useText } from '../../i18n/language';
import { useServerNow } from '../../lib/server_clock';
import { useStore } from '../../lib/store';
import { Amount } from '../../parts/amount/amount';
import { Button, Buttons } from '../../parts/button/button';
import { Empty } from '../../parts/empty/empty';
import { Section, SummaryList, Title } from '../../parts/headings/headings';
import { Icon } from '../../parts/icon';
import { Notice } from '../../parts/notice/notice';
import { LotStatus, TenderStatus, useStatusNames } from '../../parts/status/status';
import { Table } from '../../parts/table/table';
import { Time } from '../../parts/time/time';
import { Timeline } from '../../parts/timeline/timeline';
import { type RuleSentence, summariseRules } from '../../rules/summary';
import { RuleSentences } from './rules_list';
import { nextDeadline, rulesOf, shareSentences, stepsOf, totalEstimate } from './tender_facts';

const texts = dictionary(
  {
    starts: 'Lelang dimulai',
    ends: 'Lelang berakhir',
    live: 'Ikuti lelang langsung',
    outcome: 'Lihat jalannya lelang',
    takePart: 'Ikut serta',
    manage: 'Kelola tender ini',
    enter: 'Masuk ke ruang lelang',
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
    bundle: 'Unduh catatan lengkap',
    cancelled: 'Tender ini dibatalkan',
    changed: 'Yang berubah',
  },
  {
    starts: 'The auction starts',
    ends: 'The auction ends',
    live: 'Follow the auction live',
    outcome: 'See how the auction went',
    takePart: 'Take part',
    manage: 'Manage this tender',
    enter: 'Enter the auction',
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
    bundle: 'Download the whole record',
    cancelled: 'This tender was cancelled',
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

function LotCard({ lot, view, own }: { lot: DocumentLot; view: TenderView; own: RuleSentence[] }) {
  const text = useText(texts);
  const { currency } = view.document;
  const phase = view.lots.find((one) => one.lot === lot.id)?.phase;
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
    </article>
  );
}

function Results({ view }: { view: TenderView }) {
  const text = useText(texts);
  const format = useFormat();
  const award = view.award!;
  const { currency, lots } = view.document;
  const title = (id: string): string => text.lot(id, lots.find((lot) => lot.id === id)?.title ?? '');
  const who = (row: AwardLot): string => (row.winner ? (row.name ?? text.bidder(row.winner)) : text.notAwarded);
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
            cell: (row) => (
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
            cell: (row) => (row.amount ? <Amount amount={row.amount} currency={currency} /> : '–'),
            text: (row) => row.amount ?? '',
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

export function NativeTender({ view, preview }: { view: TenderView; preview?: boolean }) {
  const text = useText(texts);
  const format = useFormat();
  const names = useStatusNames();
  const who = useStore(session);
  const now = useServerNow(1000);
  const { document } = view;
  const zone = document.time_zone;
  const deadline = nextDeadline(view, now);
  const total = totalEstimate(document);
  const rules = document.lots.map((lot) => summariseRules(format.language, rulesOf(lot, document), document.currency, zone));
  const { shared, own } = shareSentences(rules);
  const base = `/tender/${encodeURIComponent(view.id)}`;
  const running = ['scheduled', 'live', 'paused'].includes(view.state);
  const bidder = who?.role === 'bidder';
  return (
    <>
      <div class="tender-head">
        <Title caption={document.buyer.name}>{document.title}</Title>
        <div class="row">
          <TenderStatus state={view.state} />
          <span class="quiet">{names.category(document.category)}</span>
        </div>
        {view.cancelled && (
          <Notice kind="danger" title={text.cancelled}>
            <p>{view.cancelled.reason}</p>
          </Notice>
        )}
        {deadline && (
          <div class="deadline">
            <p class="deadline-what">{deadline.what === 'starts' ? text.starts : text.ends}</p>
            <p>
              <Time at={deadline.at} zone={zone} relative zones />
            </p>
          </div>
        )}
        {!preview && (
          <Buttons>
            {bidder && view.state !== 'awarded' && view.state !== 'cancelled' && (
              <Button kind="primary" href={running ? `${base}/bid` : `${base}/take-part`}>
                {running ? text.enter : text.takePart}
              </Button>
            )}
            {'may' in view && (
              <Button kind="primary" href={`/manage/${encodeURIComponent(view.id)}`}>
                {text.manage}
              </Button>
            )}
            {running && (
              <Button kind={bidder || 'may' in view ? 'plain' : 'primary'} href={`${base}/live`}>
                {text.live}
              </Button>
            )}
            {(view.state === 'closed' || view.state === 'awarded') && <Button href={`${base}/live`}>{text.outcome}</Button>}
          </Buttons>
        )}
      </div>
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
                view.admitted > 0 ? { key: text.admitted, value: text.admittedCount(view.admitted) } : null,
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
          {!preview && (
            <Section title={text.verify} id="verify">
              <p>{text.verifyWhy}</p>
              <Buttons>
                <Button href={`/verify?tender=${encodeURIComponent(view.id)}`}>{text.verifyButton}</Button>
              </Buttons>
            </Section>
          )}
        </div>
      </div>
    </>
  );
}
