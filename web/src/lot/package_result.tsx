// The settled award of a package lot: what it costs, what is proven of it, who supplies which part, who is paid what.
import './package_result.css';
import type { LotView, Rules } from '../api/views';
import { useFormat } from '../i18n/format';
import { dictionary, useText } from '../i18n/language';
import { Notice } from '../parts/notice/notice';
import { Table } from '../parts/table/table';
import { byPart, partsOf, type SettledPackages } from './packages';

const texts = dictionary(
  {
    solving: 'Pemecah sedang mencari gabungan termurah',
    title: (cost: string) => `Gabungan yang ditetapkan: ${cost}`,
    infeasible: 'Tidak ada gabungan paket yang memenuhi syarat',
    optimal: 'Menurut pemecah, tidak ada gabungan yang lebih murah. Biaya dan syaratnya dihitung ulang dari paket-paketnya.',
    feasible: (bound: string, gap: string) => `Waktu pencarian habis: tidak ada gabungan yang lebih murah dari ${bound}${gap && ` (selisih paling banyak ${gap} %)`}. Biaya dan syaratnya dihitung ulang dari paket-paketnya.`,
    scenario: (name: string) => `Syarat tambahan: ${name}.`,
    unpriced: 'Pembayaran Vickrey tidak dapat dihitung; semua dibayar sesuai penawarannya.',
    by: (solver: string) => `Dicari oleh ${solver}.`,
    parts: 'Hasil per bagian', part: 'Bagian', who: 'Pemasok', packageName: 'Paket', nobody: 'Tidak ditetapkan',
    suppliers: 'Dibayar kepada', bidder: 'Penyedia', count: 'Bagian', bid: 'Menurut penawaran', discount: 'Potongan', paid: 'Dibayar',
    bidderName: (pseudonym: string) => `Penyedia ${pseudonym}`,
  },
  {
    solving: 'The solver is looking for the cheapest combination',
    title: (cost: string) => `The combination that was settled: ${cost}`,
    infeasible: 'No combination of packages keeps the constraints',
    optimal: 'By the solver’s word no combination is cheaper. Its cost and its constraints are counted again from the packages.',
    feasible: (bound: string, gap: string) => `The time for the search was up: no combination costs less than ${bound}${gap && ` (at most ${gap} % apart)`}. Its cost and its constraints are counted again from the packages.`,
    scenario: (name: string) => `Further constraints: ${name}.`,
    unpriced: 'Vickrey payments cannot be known; all are paid as they bid.',
    by: (solver: string) => `Found by ${solver}.`,
    parts: 'Result by part', part: 'Part', who: 'Supplied by', packageName: 'Package', nobody: 'Not awarded',
    suppliers: 'Paid to', bidder: 'Bidder', count: 'Parts', bid: 'As bid', discount: 'Discount', paid: 'Paid',
    bidderName: (pseudonym: string) => `Bidder ${pseudonym}`,
  },
);

export interface PackageResultProps {
  view: Pick<LotView, 'format' | 'phase' | 'result' | 'currency' | 'tender' | 'lot'>;
  rules: Rules;
  bidder?: (pseudonym: string) => string;
}

/** Nothing where the lot is none of packages, or has not closed. */
export function PackageResult({ view, rules, bidder }: PackageResultProps) {
  const text = useText(texts);
  const format = useFormat();
  if (view.format !== 'package' || view.phase !== 'closed') return null;
  const settled = (view.result as { packages?: SettledPackages } | null | undefined)?.packages;
  if (!settled) return <Notice title={text.solving} live="status" />;
  const money = (amount: string): string => format.money(amount, view.currency);
  const name = bidder ?? text.bidderName;
  if (settled.cost === undefined) return <Notice kind="warning" title={text.infeasible} live="status" />;
  const rows = byPart(settled, partsOf(rules)).flatMap(({ part, winners, missing }) => [
    ...winners.map((winner) => ({ key: `${part.id}/${winner.bidder}/${winner.package}`, part, who: name(winner.bidder), bid: winner.package, units: winner.units })),
    ...(missing > 0 ? [{ key: `${part.id}/-`, part, who: text.nobody, bid: '', units: missing }] : []),
  ]);
  const title = (row: (typeof rows)[number]): string => `${row.part.title ?? row.part.id}${(row.part.units ?? 1) > 1 ? ` × ${format.number(row.units)}` : ''}`;
  return (
    <div class="stack">
      <Notice kind="good" title={text.title(money(settled.cost))}>
        <p>{settled.status === 'optimal' ? text.optimal : text.feasible(money(settled.bound ?? '0'), settled.gap_percent ?? '')}</p>
        {settled.scenario !== 'cheapest' && <p>{text.scenario(settled.scenario)}</p>}
        {settled.unpriced && <p>{text.unpriced}</p>}
        {settled.solver && <p class="small quiet">{text.by(settled.solver)}</p>}
      </Notice>
      <Table
        caption={text.suppliers}
        rows={settled.suppliers ?? []}
        rowKey={(row) => row.bidder}
        columns={[
          { id: 'who', name: text.bidder, lead: true, cell: (row) => name(row.bidder), text: (row) => name(row.bidder) },
          { id: 'parts', name: text.count, numeric: true, cell: (row) => format.number(row.parts), text: (row) => String(row.parts) },
          { id: 'bid', name: text.bid, numeric: true, cell: (row) => money(row.bid), text: (row) => row.bid },
          { id: 'discount', name: text.discount, numeric: true, cell: (row) => (row.discount_percent ? `${row.discount_percent} %` : '–'), text: (row) => row.discount_percent ?? '' },
          { id: 'paid', name: text.paid, numeric: true, cell: (row) => money(row.paid), text: (row) => row.paid },
        ]}
      />
      <Table
        caption={text.parts}
        rows={rows}
        rowKey={(row) => row.key}
        file={`terang-parts-${view.tender}-${view.lot}`}
        columns={[
          { id: 'part', name: text.part, lead: true, cell: title, text: title },
          { id: 'who', name: text.who, cell: (row) => row.who, text: (row) => row.who },
          { id: 'bid', name: text.packageName, cell: (row) => row.bid || '–', text: (row) => row.bid },
        ]}
      />
    </div>
  );
}
