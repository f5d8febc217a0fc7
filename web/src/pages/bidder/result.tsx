import type { LotView, OwnLine, TenderView } from '../../api/views';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { Button, Buttons } from '../../parts/button/button';
import { Notice } from '../../parts/notice/notice';

const texts = dictionary(
  {
    won: 'Anda ditetapkan sebagai pemenang lot ini',
    wonHelp: (amount: string) => `Harga ${amount}. Instansi menghubungi Anda untuk langkah kontrak.`,
    lost: 'Pemenang lot ini sudah ditetapkan',
    lostHelp: (name: string, amount: string) => `${name}, dengan harga ${amount}.`,
    none: 'Lot ini tidak dimenangkan siapa pun',
    first: 'Lelang ditutup dan penawaran Anda yang terbaik',
    firstHelp: 'Ini belum penetapan. Petugas memeriksa lalu menetapkan hasilnya dengan alasan; hasilnya muncul di halaman ini.',
    among: 'Lelang ditutup dan Anda termasuk pemenangnya',
    behind: 'Lelang ditutup',
    behindHelp: 'Penawaran Anda bukan yang terbaik. Petugas memeriksa lalu menetapkan hasilnya; hasilnya muncul di halaman ini.',
    nothing: 'Lelang ditutup tanpa penawaran dari Anda.',
    notCounted: 'Penawaran Anda tidak dihitung; alasannya ada di halaman ini.',
    bids: 'Semua penawaran dan tanda terima saya',
    tender: 'Halaman tender',
  },
  {
    won: 'You have been awarded this lot',
    wonHelp: (amount: string) => `Price ${amount}. The agency will contact you about the contract.`,
    lost: 'This lot has been awarded',
    lostHelp: (name: string, amount: string) => `To ${name}, at ${amount}.`,
    none: 'This lot was awarded to nobody',
    first: 'The auction has closed and your bid is the best',
    firstHelp: 'This is not the award yet. The officer checks and confirms the result with a reason; it appears on this page.',
    among: 'The auction has closed and you are among the winners',
    behind: 'The auction has closed',
    behindHelp: 'Your bid is not the best. The officer checks and confirms the result; it appears on this page.',
    nothing: 'The auction closed without a bid of yours.',
    notCounted: 'Your bid does not count; the reason is on this page.',
    bids: 'All my bids and receipts',
    tender: 'Tender page',
  },
);

/** After the close: where one stands and what comes next. */
export function Result({ tender, view, own }: { tender: TenderView; view: LotView; own: OwnLine }) {
  const text = useText(texts);
  const format = useFormat();
  const award = tender.award?.lots.find(({ lot }) => lot === view.lot);
  const winners = view.result?.winners ?? [];
  const mine = award?.winners?.find(({ winner }) => winner === own.pseudonym);
  const money = (amount: string | null): string => (amount === null ? '' : format.money(amount, view.currency));
  const [kind, title, help]: ['good' | 'info', string, string] = award
    ? award.winner === null
      ? ['info', text.none, award.reason ?? tender.award?.reason ?? '']
      : award.winner === own.pseudonym || mine
        ? ['good', text.won, text.wonHelp(money(mine?.amount ?? award.amount))]
        : ['info', text.lost, text.lostHelp(award.name ?? award.winner, money(award.amount))]
    : view.phase === 'cancelled' || view.format === 'package'
      ? ['info', '', '']
      : winners.length > 0
        ? winners.some(({ bidder }) => bidder === own.pseudonym)
          ? ['good', text.among, text.firstHelp]
          : ['info', text.behind, own.best === null ? text.nothing : text.behindHelp]
      : own.leads
        ? ['good', text.first, text.firstHelp]
        : ['info', text.behind, own.best !== null ? text.behindHelp : own.opened ? text.notCounted : text.nothing];
  return (
    <>
      {title && (
        <Notice kind={kind} title={title} live="status">
          <p>{help}</p>
        </Notice>
      )}
      <Buttons>
        <Button href={`/tender/${view.tender}/my-bids`}>{text.bids}</Button>
        <Button href={`/tender/${view.tender}`}>{text.tender}</Button>
      </Buttons>
    </>
  );
}
