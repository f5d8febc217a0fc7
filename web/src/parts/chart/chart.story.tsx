import type { Story } from '../story';
import { type ChartSeries, PriceChart } from './chart';

const start = Date.parse('2026-11-22T03:00:00Z');
const at = (minute: number): string => new Date(start + minute * 60_000).toISOString();

function line(id: string, name: string, first: number, step: number, minutes: number[]): ChartSeries {
  return { id, name, points: minutes.map((minute, n) => ({ at: at(minute), amount: String(first - n * step) })) };
}

const makeSeries = (l: 'id' | 'en'): ChartSeries[] => {
  const name = l === 'id' ? 'Penyedia' : 'Bidder';
  return [
    line('417', `${name} 417`, 1230000000, 9000000, [2, 9, 17, 26, 38, 47, 54]),
    line('903', `${name} 903`, 1240000000, 11000000, [1, 12, 21, 33, 41]),
    line('256', `${name} 256`, 1236000000, 6000000, [4, 14, 24, 52]),
    line('118', `${name} 118`, 1249000000, 3000000, [6, 30]),
  ];
};

export const stories: Story[] = [
  {
    name: 'four bidders, ceiling, extension, pause',
    render: (l) => (
      <PriceChart
        title={l === 'id' ? 'Penawaran lot 1' : 'Bids on lot 1'}
        file="lot-1"
        currency="IDR"
        zone="Asia/Jakarta"
        series={makeSeries(l)}
        levels={[{ name: 'HPS', amount: '1250000000' }]}
        marks={[{ at: at(54), name: l === 'id' ? '+2 mnt' : '+2 min' }]}
        bands={[{ from: at(27), to: at(30), name: l === 'id' ? 'jeda' : 'pause' }]}
        from={at(0)}
        to={at(60)}
      />
    ),
  },
  {
    name: 'nothing yet',
    render: () => <PriceChart title="–" file="none" currency="IDR" series={[]} from={at(0)} to={at(60)} />,
  },
];
