import { Amount } from '../amount/amount';
import type { Story } from '../story';
import { Table } from './table';

const rows = [
  { rank: 1, who: '417', amount: '1180000000', bids: 9 },
  { rank: 2, who: '903', amount: '1182500000', bids: 12 },
  { rank: 3, who: '256', amount: '1201000000', bids: 4 },
];

export const stories: Story[] = [
  {
    name: 'sortable, exportable, one row marked',
    render: (l) => (
      <Table
        caption={l === 'id' ? 'Peringkat' : 'Standings'}
        file="standings"
        rows={rows}
        rowKey={(row) => row.who}
        sorted={{ column: 'rank' }}
        mark={(row) => row.who === '903'}
        columns={[
          { id: 'who', name: l === 'id' ? 'Penyedia' : 'Bidder', lead: true, cell: (row) => `${l === 'id' ? 'Penyedia' : 'Bidder'} ${row.who}`, text: (row) => row.who },
          { id: 'rank', name: l === 'id' ? 'Peringkat' : 'Rank', numeric: true, cell: (row) => row.rank, sort: (row) => row.rank, text: (row) => String(row.rank) },
          {
            id: 'amount',
            name: l === 'id' ? 'Penawaran terbaik' : 'Best bid',
            numeric: true,
            cell: (row) => <Amount amount={row.amount} currency="IDR" />,
            sort: (row) => BigInt(row.amount),
            text: (row) => row.amount,
          },
          { id: 'bids', name: l === 'id' ? 'Jumlah penawaran' : 'Bids', numeric: true, cell: (row) => row.bids, sort: (row) => row.bids, text: (row) => String(row.bids) },
        ]}
      />
    ),
  },
];
