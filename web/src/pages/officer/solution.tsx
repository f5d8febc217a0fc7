// A package lot after the close, for its officer: the solver at work, scenarios side by side, another one for a reason.
import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { OfficerLotView, Rules } from '../../api/views';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { useLoad } from '../../lib/use_load';
import { PackageResult } from '../../lot/package_result';
import type { SettledPackages } from '../../lot/packages';
import { Button, Buttons } from '../../parts/button/button';
import { Section } from '../../parts/headings/headings';
import { Notice } from '../../parts/notice/notice';
import { Problem } from '../../parts/problem/problem';
import { Table } from '../../parts/table/table';
import { ReasonDialog } from '../account/reason_dialog';
import { useRefusals } from './refusals';

const texts = dictionary(
  {
    title: 'Pemecah dan skenario',
    state: { waiting: 'Pemecah menunggu giliran', solving: 'Pemecah bekerja', settled: 'Ditetapkan', compared: 'Dibandingkan', failed: 'Pemecah belum berhasil', cancelled: 'Pemecah dihentikan' },
    found: (cost: string, bound: string, gap: string) => [cost && `Sejauh ini ${cost}.`, bound && `Terbukti tidak ada yang di bawah ${bound}${gap && ` (selisih ${gap} %)`}.`].filter(Boolean).join(' '),
    solve: (n: string, of: string) => `Pencarian ${n} dari paling banyak ${of}.`,
    stages: { ties: 'Yang termurah sudah terbukti; kini memilih di antara yang sama murahnya.' },
    limit: (seconds: string) => `Setiap pencarian paling lama ${seconds} detik.`,
    why: {
      unknown: 'Tidak ada gabungan yang ditemukan dalam waktu itu. Beri waktu lebih lama.', solver_missing: 'Program pemecah tidak terpasang. Hubungi pengelola.', solver_crashed: 'Program pemecah berhenti sendiri. Coba lagi.',
      solver_inexact: 'Angkanya terlalu halus bagi pemecah.', amounts_too_fine: 'Jumlahnya terlalu halus bagi pemecah; naikkan kelipatan harga lain kali.', cancelled: 'Dihentikan oleh petugas.', reason_missing: 'Alasannya terlalu pendek.',
    },
    stop: 'Hentikan pemecah', again: 'Cari lagi', longer: 'Cari lagi, lima kali lebih lama',
    compare: 'Bandingkan skenario', compareAgain: 'Bandingkan lagi',
    table: 'Skenario berdampingan', name: 'Skenario', cheapest: 'Termurah', cost: 'Biaya', more: 'Lebih mahal', status: 'Keadaan', suppliers: 'Pemasok', each: 'Biaya tiap syarat',
    statuses: { optimal: 'terbukti termurah', feasible: 'waktu habis', infeasible: 'tidak mungkin', unknown: 'tidak ditemukan', cancelled: 'dihentikan', failed: 'gagal' },
    chart: 'Biaya tiap skenario', use: 'Tetapkan ini', useName: (name: string) => `Tetapkan ini: ${name}`, current: 'Ditetapkan sekarang',
    ask: (name: string) => `Tetapkan menurut “${name}”?`, effect: 'Pemecah mencari lagi menurut skenario ini, dan hasilnya menggantikan yang sekarang. Alasan Anda tercatat di buku besar dan terbuka bagi semua.',
    act: 'Cari dan tetapkan',
  },
  {
    title: 'Solver and scenarios',
    state: { waiting: 'The solver waits its turn', solving: 'The solver is at work', settled: 'Settled', compared: 'Compared', failed: 'The solver has not succeeded yet', cancelled: 'The solver was stopped' },
    found: (cost: string, bound: string, gap: string) => [cost && `So far ${cost}.`, bound && `Proven that none is below ${bound}${gap && ` (${gap} % apart)`}.`].filter(Boolean).join(' '),
    solve: (n: string, of: string) => `Search ${n} of at most ${of}.`,
    stages: { ties: 'The cheapest is proven; now choosing among those as cheap.' },
    limit: (seconds: string) => `Each search takes at most ${seconds} seconds.`,
    why: {
      unknown: 'No combination was found in that time. Give it more.', solver_missing: 'The solver’s program is not installed. Ask the administrator.', solver_crashed: 'The solver’s program ended by itself. Try again.',
      solver_inexact: 'The numbers are too fine for the solver.', amounts_too_fine: 'The amounts are too fine for the solver; raise the price step next time.', cancelled: 'Stopped by the officer.', reason_missing: 'The reason is too short.',
    },
    stop: 'Stop the solver', again: 'Search again', longer: 'Search again, five times as long',
    compare: 'Compare the scenarios', compareAgain: 'Compare again',
    table: 'Scenarios side by side', name: 'Scenario', cheapest: 'Cheapest', cost: 'Cost', more: 'Dearer by', status: 'State', suppliers: 'Suppliers', each: 'What each constraint costs',
    statuses: { optimal: 'proven cheapest', feasible: 'time was up', infeasible: 'impossible', unknown: 'not found', cancelled: 'stopped', failed: 'failed' },
    chart: 'What each scenario costs', use: 'Settle this', useName: (name: string) => `Settle this: ${name}`, current: 'Settled now',
    ask: (name: string) => `Settle by “${name}”?`, effect: 'The solver searches again under this scenario, and what it finds takes the place of what stands. Your reason is recorded in the ledger and open to all.',
    act: 'Search and settle',
  },
);

interface Compared {
  name: string;
  status: string;
  cost?: string;
  costs_more?: string;
  costs_more_percent?: string;
  each_constraint_costs?: (string | null)[];
  suppliers?: unknown[];
}

function Bars({ rows, currency }: { rows: Compared[]; currency: string }) {
  const text = useText(texts);
  const format = useFormat();
  const most = Math.max(...rows.map(({ cost }) => Number(cost ?? 0)), 1);
  return (
    <div class="package-bars" role="img" aria-label={`${text.chart}: ${rows.map(({ name, cost, status }) => `${name} ${cost ? format.money(cost, currency) : (text.statuses as Record<string, string>)[status]}`).join('; ')}`}>
      {rows.map(({ name, cost, status }, n) => (
        <div class={`package-bar${n === 0 ? ' base' : ''}`} key={name} aria-hidden="true">
          <span>{n === 0 ? text.cheapest : name}</span>
          <span class="package-bar-track"><span style={{ width: `${cost ? (Number(cost) / most) * 100 : 0}%` }} /></span>
          <span class="figures">{cost ? format.money(cost, currency) : (text.statuses as Record<string, string>)[status]}</span>
        </div>
      ))}
    </div>
  );
}

export interface SolutionProps {
  view: OfficerLotView;
  rules: Rules;
  bidder: (pseudonym: string) => string;
  awarded: boolean;
}

export default function Solution({ view, rules, bidder, awarded }: SolutionProps) {
  const text = useText(texts);
  const format = useFormat();
  const refusals = useRefusals();
  const path = { tender: view.tender, lot: view.lot };
  const [asked, setAsked] = useState<string | undefined>();
  const [problem, setProblem] = useState<unknown>();
  const load = useLoad((signal) => api.get('/api/v1/tenders/{tender}/lots/{lot}/solution', { path, signal }), [view.tender, view.lot, view.seq]);
  const { solving, comparison } = load.value ?? {};
  const busy = (work: { state: string } | null | undefined): boolean => work?.state === 'waiting' || work?.state === 'solving';
  const under = busy(solving) || busy(comparison);
  useEffect(() => {
    if (!under) return;
    const timer = setInterval(load.again, 1000);
    return () => clearInterval(timer);
  }, [under, load.again]);
  const act = (send: () => Promise<unknown>) => (): void => {
    setProblem(undefined);
    send().then(load.again, setProblem);
  };
  const money = (amount: string): string => format.money(amount, view.currency);
  const settled = (view.result as { packages?: SettledPackages } | null | undefined)?.packages;
  const awaits = view.phase === 'closed' && !view.result;
  const scenarios = (rules as { scenarios?: unknown[] }).scenarios ?? [];
  const rows = (comparison?.scenarios ?? []) as unknown as Compared[];
  const progress = (work: { progress?: unknown; solve?: number; solves?: number }): string => {
    const found = (work.progress ?? {}) as { stage?: string; cost?: string; bound?: string; gap_percent?: string };
    const at = work.solve === undefined ? '' : `${text.solve(format.number(work.solve), format.number(work.solves ?? work.solve))} `;
    const stage = found.stage === 'ties' ? ` ${text.stages.ties}` : '';
    return at + text.found(found.cost ? money(found.cost) : '', found.bound ? money(found.bound) : '', found.gap_percent ?? '') + stage;
  };
  const limit = (solving?.time_limit_seconds ?? 60) * 5;
  return (
    <Section title={text.title} level={3}>
      <div class="stack">
        <PackageResult view={view} rules={rules} bidder={bidder} />
        {[solving, comparison].map(
          (work, n) =>
            work && (busy(work) || (n === 0 && awaits) || work.state === 'failed') && (
              <Notice key={n} kind={work.state === 'failed' ? 'warning' : 'info'} title={(text.state as Record<string, string>)[work.state] ?? work.state} live="status">
                {busy(work) ? <p>{progress(work)} {text.limit(format.number(work.time_limit_seconds ?? 0))}</p> : work.why && <p>{(text.why as Record<string, string>)[work.why] ?? work.why}</p>}
              </Notice>
            ),
        )}
        <Buttons>
          {under && <Button onClick={act(() => api.post('/api/v1/tenders/{tender}/lots/{lot}/solution/cancel', { path }))}>{text.stop}</Button>}
          {awaits && !busy(solving) && load.value && (
            <>
              <Button kind="primary" onClick={act(() => api.post('/api/v1/tenders/{tender}/lots/{lot}/solution', { path, body: {} }))}>{text.again}</Button>
              <Button onClick={act(() => api.post('/api/v1/tenders/{tender}/lots/{lot}/solution', { path, body: { time_limit_seconds: Math.min(3600, limit) } }))}>{text.longer}</Button>
            </>
          )}
          {scenarios.length > 0 && !busy(comparison) && <Button onClick={act(() => api.post('/api/v1/tenders/{tender}/lots/{lot}/comparison', { path }))}>{rows.length > 0 ? text.compareAgain : text.compare}</Button>}
        </Buttons>
        {problem !== undefined && <Problem problem={problem} />}
        {rows.length > 0 && (
          <>
            <Bars rows={rows} currency={view.currency} />
            <Table
              caption={text.table}
              rows={rows}
              rowKey={(row) => row.name}
              file={`terang-scenarios-${view.tender}-${view.lot}`}
              mark={(row) => row.name === settled?.scenario}
              columns={[
                { id: 'name', name: text.name, lead: true, cell: (row) => (row.name === 'cheapest' ? text.cheapest : row.name), text: (row) => row.name },
                { id: 'cost', name: text.cost, numeric: true, cell: (row) => (row.cost ? money(row.cost) : '–'), text: (row) => row.cost ?? '' },
                { id: 'more', name: text.more, numeric: true, cell: (row) => (row.costs_more ? `${money(row.costs_more)}${row.costs_more_percent ? ` (${row.costs_more_percent} %)` : ''}` : '–'), text: (row) => row.costs_more ?? '' },
                { id: 'each', name: text.each, numeric: true, cell: (row) => row.each_constraint_costs?.map((cost) => (cost === null ? '?' : money(cost))).join(' · ') ?? '–', text: (row) => row.each_constraint_costs?.map((cost) => cost ?? '').join(' ') ?? '' },
                { id: 'suppliers', name: text.suppliers, numeric: true, cell: (row) => row.suppliers?.length ?? '–', text: (row) => String(row.suppliers?.length ?? '') },
                { id: 'status', name: text.status, cell: (row) => (text.statuses as Record<string, string>)[row.status] ?? row.status, text: (row) => row.status },
                {
                  id: 'use',
                  name: text.use,
                  cell: (row) =>
                    row.name === settled?.scenario ? (
                      <span class="small quiet">{text.current}</span>
                    ) : (
                      settled && !awarded && row.cost && !busy(solving) && <Button small aria-label={text.useName(row.name)} onClick={() => setAsked(row.name)}>{text.use}</Button>
                    ),
                },
              ]}
            />
          </>
        )}
      </div>
      {asked !== undefined && (
        <ReasonDialog title={text.ask(asked)} action={text.act} refusals={refusals} onSend={(reason) => api.post('/api/v1/tenders/{tender}/lots/{lot}/solution', { path, body: { scenario: asked, reason } })} onDone={() => { setAsked(undefined); load.again(); }} onClose={() => setAsked(undefined)}>
          <Notice><p>{text.effect}</p></Notice>
        </ReasonDialog>
      )}
    </Section>
  );
}
