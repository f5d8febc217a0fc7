import './receipt.css';
import type { ComponentChildren } from 'preact';
import { dictionary, useText } from '../../i18n/language';
import { Button } from '../button/button';
import { Hash } from '../hash/hash';
import { SummaryList } from '../headings/headings';
import { Icon } from '../icon';
import { Amount } from '../amount/amount';
import { Time } from '../time/time';

const texts = dictionary(
  {
    title: 'Penawaran tercatat',
    refused: 'Penawaran ditolak, dan penolakannya tercatat',
    amount: 'Jumlah',
    content: 'Isi',
    at: 'Tercatat pada',
    entry: 'Nomor catatan di buku besar',
    bid: 'Nomor penawaran',
    hash: 'Sidik jari tanda terima',
    hashName: 'sidik jari tanda terima',
    bidName: 'nomor penawaran',
    download: 'Unduh tanda terima',
    verify: 'Periksa',
    why: 'Simpan tanda terima ini. Dengannya Anda dapat membuktikan, juga tanpa Terang, bahwa penawaran ini tercatat.',
  },
  {
    title: 'Bid recorded',
    refused: 'Bid refused, and the refusal is recorded',
    amount: 'Amount',
    content: 'Content',
    at: 'Recorded at',
    entry: 'Entry in the ledger',
    bid: 'Bid number',
    hash: 'Fingerprint of the receipt',
    hashName: 'fingerprint of the receipt',
    bidName: 'bid number',
    download: 'Download receipt',
    verify: 'Verify',
    why: 'Keep this receipt. With it you can prove, even without Terang, that this bid was recorded.',
  },
);

export interface ReceiptProps {
  seq: number;
  bid: string;
  at: string;
  /** Absent where something was said beside an amount: `what` says it. */
  amount?: string;
  what?: string;
  currency: string;
  zone?: string;
  refused?: boolean;
  /** SHA-256 of the receipt file, hex, once it is known. */
  fingerprint?: string;
  /** The reason of a refusal, or other words below the title. */
  children?: ComponentChildren;
}

export function ReceiptCard({ seq, bid, at, amount, what, currency, zone, refused, fingerprint, children }: ReceiptProps) {
  const text = useText(texts);
  return (
    <section class={`receipt${refused ? ' refused' : ''}`} aria-label={refused ? text.refused : text.title}>
      <p class="receipt-title">
        <Icon name={refused ? 'cross' : 'check'} size={20} /> {refused ? text.refused : text.title}
      </p>
      {children}
      <SummaryList
        narrow
        items={[
          amount === undefined ? { key: text.content, value: <strong>{what}</strong> } : { key: text.amount, value: <Amount amount={amount} currency={currency} words size="large" /> },
          { key: text.at, value: <Time at={at} zone={zone} seconds /> },
          { key: text.entry, value: <span class="figures">{seq}</span> },
          { key: text.bid, value: <Hash value={bid} name={text.bidName} length={8} /> },
          fingerprint ? { key: text.hash, value: <Hash value={fingerprint} name={text.hashName} /> } : null,
        ]}
      />
      <p class="small quiet">{text.why}</p>
      <div class="buttons no-print">
        <Button href={`/api/v1/receipts/${seq}`} download={`terang-receipt-${seq}.txt`}>
          <Icon name="download" /> {text.download}
        </Button>
        <Button href={`/verify?receipt=${seq}`}>{text.verify}</Button>
      </div>
    </section>
  );
}
