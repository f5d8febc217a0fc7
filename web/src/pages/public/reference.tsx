// A tender of somebody else, imported as open data (OCDS 1.1). Not ours to vouch for, and the page says so.
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { amountOf, minorOf, percentOf, subtractAmounts } from '../../lib/money';
import { localZone, millis } from '../../lib/time';
import { Amount } from '../../parts/amount/amount';
import { Empty } from '../../parts/empty/empty';
import { Section, SummaryList, Title } from '../../parts/headings/headings';
import { Notice } from '../../parts/notice/notice';
import { TenderStatus, useStatusNames } from '../../parts/status/status';
import { Table } from '../../parts/table/table';

interface OcdsValue {
  amount?: number | string | null;
  currency?: string;
}
interface OcdsParty {
  id?: string;
  name?: string;
}
/** The members that are shown; releases carry many more. */
export interface OcdsRelease {
  ocid?: string;
  buyer?: OcdsParty;
  tender?: {
    id?: string;
    title?: string;
    description?: string;
    status?: string;
    mainProcurementCategory?: string;
    procurementMethodDetails?: string;
    value?: OcdsValue;
    datePublished?: string;
    tenderPeriod?: { startDate?: string; endDate?: string };
    procuringEntity?: OcdsParty;
    items?: { id?: string; description?: string; quantity?: number | string; unit?: { name?: string } }[];
    documents?: { id?: string; title?: string; url?: string; format?: string }[];
  };
  bids?: { details?: { id?: string; status?: string; date?: string; value?: OcdsValue; tenderers?: OcdsParty[] }[] };
  awards?: { id?: string; status?: string; date?: string; value?: OcdsValue; suppliers?: OcdsParty[] }[];
  source?: { publisher?: string; license?: string; uri?: string };
}

const texts = dictionary(
  {
    what: 'Data rujukan',
    whatHelp: 'Tender ini berasal dari data terbuka lembaga lain dan ditampilkan sebagaimana adanya. Tender ini tidak tercatat dalam buku besar Terang.',
    source: 'Sumber',
    about: 'Tentang tender ini',
    buyer: 'Pembeli',
    category: 'Jenis',
    method: 'Cara pengadaan',
    value: 'Nilai perkiraan',
    published: 'Diumumkan',
    closes: 'Penawaran ditutup',
    number: 'Nomor',
    items: 'Yang dibeli',
    item: 'Barang atau pekerjaan',
    quantity: 'Jumlah',
    documents: 'Dokumen',
    document: 'Dokumen',
    bids: 'Penawaran',
    bidder: 'Penawar',
    amount: 'Harga',
    date: 'Tanggal',
    noBids: 'Tidak ada data penawaran',
    awards: 'Pemenang',
    saving: (amount: string, percent: string) => `${amount} (${percent}) di bawah nilai perkiraan`,
    untitled: 'Tender tanpa judul',
  },
  {
    what: 'Reference data',
    whatHelp: 'This tender comes from another body’s open data and is shown as it was published. It does not stand in Terang’s ledger.',
    source: 'Source',
    about: 'About this tender',
    buyer: 'Buyer',
    category: 'Category',
    method: 'Method',
    value: 'Estimate',
    published: 'Published',
    closes: 'Bids due',
    number: 'Number',
    items: 'What is bought',
    item: 'Item',
    quantity: 'Quantity',
    documents: 'Documents',
    document: 'Document',
    bids: 'Bids',
    bidder: 'Bidder',
    amount: 'Price',
    date: 'Date',
    noBids: 'No data about bids',
    awards: 'Awards',
    saving: (amount: string, percent: string) => `${amount} (${percent}) below the estimate`,
    untitled: 'Tender without a title',
  },
);

/** An amount of somebody else's data as a decimal string; undefined where it is none that can be shown exactly. */
export function ocdsAmount(value: OcdsValue | undefined): { amount: string; currency: string } | undefined {
  if (value?.amount === undefined || value.amount === null || !value.currency) return undefined;
  const text = String(value.amount);
  if (!/^\d+(\.\d+)?$/.test(text)) return undefined;
  try {
    return { amount: amountOf(minorOf(text, value.currency), value.currency), currency: value.currency };
  } catch {
    return undefined;
  }
}

/** Statuses of OCDS in the words that our own tenders use. */
export function ocdsStatus(release: OcdsRelease): string {
  const status = release.tender?.status;
  if (status === 'planning' || status === 'planned') return 'planned';
  if (status === 'cancelled' || status === 'withdrawn') return 'cancelled';
  if (status === 'unsuccessful') return 'unsuccessful';
  if (release.awards?.length) return 'awarded';
  return status === 'complete' ? 'closed' : 'published';
}

function Money({ value }: { value: OcdsValue | undefined }) {
  const known = ocdsAmount(value);
  return known ? <Amount {...known} /> : <>–</>;
}

export function ReferenceTender({ release }: { release: OcdsRelease }) {
  const text = useText(texts);
  const format = useFormat();
  const names = useStatusNames();
  const zone = localZone();
  const tender = release.tender ?? {};
  const title = tender.title || tender.description || text.untitled;
  const buyer = release.buyer?.name ?? tender.procuringEntity?.name ?? '';
  const value = ocdsAmount(tender.value);
  const bids = (release.bids?.details ?? []).map((bid, n) => ({ ...bid, n, known: ocdsAmount(bid.value) }));
  const date = (at: string | undefined): string => (at && !Number.isNaN(millis(at)) ? format.date(at, zone) : '–');
  const who = (parties: OcdsParty[] | undefined): string => format.list((parties ?? []).map((party) => party.name ?? '–')) || '–';
  return (
    <>
      <div class="tender-head">
        <Title caption={buyer}>{title}</Title>
        <div class="row">
          <TenderStatus state={ocdsStatus(release)} />
          {tender.mainProcurementCategory && <span class="quiet">{names.category(tender.mainProcurementCategory)}</span>}
        </div>
        <Notice title={text.what}>
          <p>{text.whatHelp}</p>
          {release.source?.publisher && (
            <p class="small">
              {text.source}: {release.source.publisher}
              {release.source.license && /^https:/.test(release.source.license) && (
                <>
                  {' · '}
                  <a href={release.source.license} rel="noreferrer">
                    {release.source.license.replace(/^https?:\/\//, '')}
                  </a>
                </>
              )}
            </p>
          )}
        </Notice>
      </div>
      <Section title={text.about}>
        {tender.description && tender.description !== title && <p class="tender-text">{tender.description}</p>}
        <SummaryList
          items={[
            buyer ? { key: text.buyer, value: buyer } : null,
            tender.procurementMethodDetails ? { key: text.method, value: tender.procurementMethodDetails } : null,
            value ? { key: text.value, value: <Amount {...value} words /> } : null,
            tender.datePublished ? { key: text.published, value: date(tender.datePublished) } : null,
            tender.tenderPeriod?.endDate ? { key: text.closes, value: date(tender.tenderPeriod.endDate) } : null,
            release.ocid ? { key: text.number, value: <code>{release.ocid}</code> } : null,
          ]}
        />
      </Section>
      {tender.items && tender.items.length > 0 && (
        <Section title={text.items}>
          <Table
            caption={text.items}
            hideCaption
            rows={tender.items.map((item, n) => ({ ...item, n }))}
            rowKey={(row) => row.n}
            columns={[
              { id: 'what', name: text.item, lead: true, cell: (row) => row.description ?? '–' },
              { id: 'quantity', name: text.quantity, numeric: true, cell: (row) => (row.quantity === undefined ? '–' : `${row.quantity} ${row.unit?.name ?? ''}`) },
            ]}
          />
        </Section>
      )}
      {release.awards && release.awards.length > 0 && (
        <Section title={text.awards}>
          <Table
            caption={text.awards}
            hideCaption
            rows={release.awards.map((award, n) => ({ ...award, n }))}
            rowKey={(row) => row.n}
            columns={[
              { id: 'who', name: text.bidder, lead: true, cell: (row) => who(row.suppliers) },
              {
                id: 'amount',
                name: text.amount,
                numeric: true,
                cell: (row) => {
                  const known = ocdsAmount(row.value);
                  const saved = known && value && known.currency === value.currency ? subtractAmounts(value.amount, known.amount, value.currency) : undefined;
                  const percent = saved && value ? percentOf(saved, value.amount, value.currency) : undefined;
                  return (
                    <>
                      <Money value={row.value} />
                      {saved && percent && !saved.startsWith('-') && saved !== '0' && (
                        <span class="quiet small">
                          <br />
                          {text.saving(format.money(saved, value!.currency), format.percent(percent))}
                        </span>
                      )}
                    </>
                  );
                },
              },
              { id: 'date', name: text.date, cell: (row) => date(row.date) },
            ]}
          />
        </Section>
      )}
      <Section title={text.bids}>
        <Table
          caption={text.bids}
          hideCaption
          file={`${release.ocid ?? 'tender'}-bids`}
          rows={bids}
          rowKey={(row) => row.n}
          sorted={{ column: 'amount' }}
          empty={<Empty title={text.noBids} />}
          columns={[
            { id: 'who', name: text.bidder, lead: true, cell: (row) => who(row.tenderers), text: (row) => who(row.tenderers) },
            {
              id: 'amount',
              name: text.amount,
              numeric: true,
              cell: (row) => <Money value={row.value} />,
              sort: (row) => (row.known ? minorOf(row.known.amount, row.known.currency) : 0n),
              text: (row) => row.known?.amount ?? '',
            },
            { id: 'date', name: text.date, cell: (row) => date(row.date), sort: (row) => row.date ?? '', text: (row) => row.date ?? '' },
          ]}
        />
      </Section>
    </>
  );
}
