import type { Story } from '../story';
import { ReceiptCard } from './receipt';

const one = { seq: 1482, bid: '8e1f1c9e-52f0-4c39-9a37-2f0b6a1d7c11', at: '2026-11-22T03:12:07.482913Z', amount: '1248500000', currency: 'IDR', zone: 'Asia/Jakarta' };

export const stories: Story[] = [
  { name: 'recorded', render: () => <ReceiptCard {...one} fingerprint="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" /> },
  {
    name: 'refused',
    render: (l) => (
      <ReceiptCard {...one} refused>
        <p>{l === 'id' ? 'Lelang sudah ditutup ketika penawaran ini tiba.' : 'The auction had closed when this bid arrived.'}</p>
      </ReceiptCard>
    ),
  },
];
