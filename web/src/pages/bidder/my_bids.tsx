import './bidder.css';
import { api } from '../../api/client';
import type { components } from '../../api/types.gen';
import type { TenderView } from '../../api/views';
import { useContentWords } from '../../bid/said';
import type { OfferContent } from '../../bid/sign';
import { useVerdict } from '../../bid/verdicts';
import { useFormat } from '../../i18n/format';
import { AutomaticMark } from '../../lot/automatic_mark';
import { SurrogateMark } from '../../lot/surrogate_mark';
import { dictionary, useText } from '../../i18n/language';
import { Button } from '../../parts/button/button';
import { Empty } from '../../parts/empty/empty';
import { Title } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { Table } from '../../parts/table/table';
import type { PageProps } from '../../router';
import { Guard } from '../account/guard';
import { Problem } from '../../parts/problem/problem';
import { useLoad } from '../../lib/use_load';

type OwnBid = components['schemas']['OwnBid'];
type OwnOffer = components['schemas']['OwnOffer'];

/** A bid, or what its lot's format knows beside an amount. */
type Said = Omit<OwnBid, 'amount' | 'bid'> & { bid?: string; amount?: string; content?: OfferContent; automatic?: boolean };

const texts = dictionary(
  {
    title: 'Penawaran saya',
    intro: 'Semua penawaran perusahaan Anda di tender ini, yang diterima dan yang ditolak, sebagaimana tercatat di buku besar.',
    time: 'Waktu',
    lot: 'Lot',
    amount: 'Penawaran',
    result: 'Hasil',
    entry: 'Nomor catatan',
    receipt: 'Tanda terima',
    download: 'Unduh',
    verify: 'Periksa',
    downloadName: (seq: string) => `Unduh tanda terima ${seq}`,
    verifyName: (seq: string) => `Periksa tanda terima ${seq}`,
    setOff: 'Tidak punya catatan sendiri: nomornya catatan yang memicunya.',
    none: 'Belum ada penawaran',
    noneHelp: 'Setelah Anda menawar, setiap penawaran dan tanda terimanya ada di sini.',
    bid: 'Ke halaman lelang',
    rank: (n: number) => `Diterima, peringkat ${n}`,
  },
  {
    title: 'My bids',
    intro: 'All bids of your business in this tender, accepted and refused, as they stand in the ledger.',
    time: 'Time',
    lot: 'Lot',
    amount: 'Bid',
    result: 'Result',
    entry: 'Ledger entry',
    receipt: 'Receipt',
    download: 'Download',
    verify: 'Verify',
    downloadName: (seq: string) => `Download receipt ${seq}`,
    verifyName: (seq: string) => `Verify receipt ${seq}`,
    setOff: 'Has no entry of its own: the number is that of the entry that set it off.',
    none: 'No bids yet',
    noneHelp: 'Once you bid, every bid and its receipt is here.',
    bid: 'Go to the auction',
    rank: (n: number) => `Accepted, rank ${n}`,
  },
);

function Bids({ id }: { id: string }) {
  const text = useText(texts);
  const format = useFormat();
  const verdict = useVerdict();
  const content = useContentWords();
  const load = useLoad(
    async (signal) => {
      const [tender, own] = await Promise.all([
        api.get('/api/v1/tenders/{tender}', { path: { tender: id }, signal }),
        api.get('/api/v1/tenders/{tender}/my-bids', { path: { tender: id }, signal }),
      ]);
      const offers: Said[] = (own.offers ?? []).map(({ content, ...offer }: OwnOffer) => ({ ...offer, content: content as OfferContent }));
      const automatic: Said[] = (own.automatic ?? []).map((bid) => ({ ...bid, verdict: 'accepted', automatic: true }));
      const said: Said[] = [...automatic, ...own.bids, ...offers].sort((a, b) => b.seq - a.seq);
      return { tender: tender.tender as unknown as TenderView, bids: said };
    },
    [id],
  );
  if (!load.value) return load.problem !== undefined ? <Problem problem={load.problem} retry={load.again} /> : <Loading />;
  const { tender, bids } = load.value;
  const { currency, time_zone: zone } = tender.document;
  const what = (bid: Said): string => (bid.content ? content(bid.content, currency) : format.money(bid.amount ?? '0', currency));
  const result = (bid: Said): string => (bid.verdict === 'accepted' && bid.rank ? text.rank(bid.rank) : verdict(bid.verdict).title);
  return (
    <div class="stack wide">
      <Title caption={<a href={`/tender/${id}`}>{tender.document.title}</a>}>{text.title}</Title>
      <p class="quiet">{text.intro}</p>
      <Table
        caption={text.title}
        hideCaption
        rows={bids}
        rowKey={(bid) => (bid.automatic ? `${bid.seq} ${bid.lot}` : bid.seq)}
        file={`terang-bids-${id}`}
        sorted={{ column: 'at', down: true }}
        empty={
          <Empty title={text.none} action={<Button href={`/tender/${id}/bid`}>{text.bid}</Button>}>
            {text.noneHelp}
          </Empty>
        }
        columns={[
          { id: 'at', name: text.time, cell: (bid) => format.dateTime(bid.at, zone, true), sort: (bid) => bid.seq, text: (bid) => bid.at },
          { id: 'lot', name: text.lot, cell: (bid) => bid.lot, sort: (bid) => Number(bid.lot), text: (bid) => bid.lot },
          { id: 'amount', name: text.amount, lead: true, numeric: true, cell: what, sort: (bid) => Number(bid.amount ?? 0), text: (bid) => bid.amount ?? JSON.stringify(bid.content) },
          { id: 'result', name: text.result, cell: (bid) => <>{result(bid)} <SurrogateMark of={bid} /> <AutomaticMark of={bid} own /></>, text: (bid) => bid.verdict },
          { id: 'seq', name: text.entry, numeric: true, cell: (bid) => bid.seq, text: (bid) => String(bid.seq) },
          {
            id: 'receipt',
            name: text.receipt,
            cell: (bid) => bid.automatic ? <span class="quiet small">{text.setOff}</span> : (
              <span class="row">
                <a href={`/api/v1/receipts/${bid.seq}`} download={`terang-receipt-${bid.seq}.tlog-proof`} aria-label={text.downloadName(String(bid.seq))}>
                  {text.download}
                </a>
                <a href={`/verify?receipt=${bid.seq}`} aria-label={text.verifyName(String(bid.seq))}>
                  {text.verify}
                </a>
              </span>
            ),
          },
        ]}
      />
    </div>
  );
}

export default function MyBids({ params }: PageProps) {
  return <Guard roles={['bidder']}>{() => <Bids id={params.id!} />}</Guard>;
}
