// A made-up world: enough of everything for pages to be looked at. Times hang on the moment of the start.
import type { DocumentLot, HistoryPoint, LotEvent, LotView, Rules, TenderDocument, TenderView } from '../../src/api/views';

export const began = Math.floor(Date.now() / 60_000) * 60_000;
export const at = (seconds: number): string => new Date(began + seconds * 1000).toISOString().replace('Z', '000Z');

const buyers = ['Dinas Kesehatan Kabupaten Contoh', 'Badan Latihan Pengadaan', 'Dinas Pekerjaan Umum Kota Misal', 'Rumah Sakit Umum Daerah Teladan'];
const subjects: [string, TenderDocument['category']][] = [
  ['Pengadaan obat generik dan bahan medis habis pakai', 'goods'],
  ['Laptop untuk sekolah menengah pertama', 'goods'],
  ['Pemeliharaan jalan ruas Contoh–Misal', 'works'],
  ['Jasa kebersihan gedung kantor', 'services'],
  ['Beras medium untuk cadangan pangan daerah', 'goods'],
  ['Perbaikan saluran irigasi Desa Teladan', 'works'],
];

const rules = (start: string, end: string, ceiling: string): Rules => ({
  type: 'english_reverse', version: 1, currency: 'IDR', starts_at: start, ends_at: end, tick: '100000', ceiling, has_reserve: true,
  decrement: { own: { amount: '1000000' }, leader: { percent: '0.5' } }, confirm_drop_percent: '20',
  visibility: 'leader_price_and_rank', ties: 'not_allowed',
  soft_close: { window_seconds: 120, extension_seconds: 120, trigger: 'leader_change', max_times: 10 },
  outage: { min_seconds: 5, min_remaining_seconds: 300 },
});

function lot(id: string, title: string, estimate: string, start: string, end: string): DocumentLot {
  return {
    id, title, estimate, has_reserve: true, rules: rules(start, end, estimate),
    items: [
      { description: 'Laptop 14 inci, prosesor 4 inti, memori 16 GB, SSD 512 GB', quantity: '120', unit: 'unit', unit_estimate: '9500000' },
      { description: 'Tas laptop', quantity: '120', unit: 'buah', unit_estimate: '150000' },
    ],
  };
}

export interface MockTender {
  view: TenderView;
  lots: Map<string, { view: LotView; points: HistoryPoint[]; events: LotEvent[] }>;
}

export const tenders = new Map<string, MockTender>();

function add(id: string, n: number, state: TenderView['state'], from: number, to: number): MockTender {
  const [start, end] = [at(from), at(to)];
  const [title, category] = subjects[n % subjects.length]!;
  const document: TenderDocument = {
    title: `${title}${n >= subjects.length ? `, tahap ${Math.floor(n / subjects.length) + 1}` : ''}`,
    description: 'Penyedia mengirim barang ke seluruh lokasi dalam daftar lampiran. Harga sudah termasuk pajak, ongkos kirim, pemasangan, dan garansi satu tahun.\n\nPembayaran dilakukan 30 hari setelah berita acara serah terima ditandatangani.',
    language: 'id', category, buyer: { id: `buyer${n % buyers.length}`, name: buyers[n % buyers.length]! }, place: 'Kabupaten Contoh, Jawa Barat',
    contact: { name: 'Sri Contoh', email: 'pengadaan@contoh.example', phone: '+62 21 0000 0000' }, time_zone: 'Asia/Jakarta', currency: 'IDR',
    schedule: { auction_starts_at: start, auction_ends_at: end },
    lots: [lot('1', 'Laptop guru', '1250000000', start, end), lot('2', 'Laptop siswa', '3400000000', start, end)],
  };
  const phase: LotView['phase'] = state === 'live' ? 'live' : state === 'paused' ? 'paused' : state === 'closed' || state === 'awarded' ? 'closed' : state === 'cancelled' ? 'cancelled' : 'scheduled';
  const tender: MockTender = {
    view: {
      id, state, seq: 40 + n, document, published_at: at(-86400 * (n + 2)),
      addenda: n === 0 ? [{ at: at(-86400), reason: 'Jumlah laptop siswa bertambah setelah pendataan ulang.', changed: ['/lots/1/items/0/quantity'], seq: 12 }] : [],
      schedule: { auction_starts_at: start, auction_ends_at: end, confirmed: state !== 'published' }, admitted: 5,
      lots: document.lots.map((one) => ({ lot: one.id, title: one.title, phase, estimate: one.estimate ?? null, starts_at: start, ends_at: end })),
      award: state !== 'awarded' ? null : {
        at: at(-3600), reason: 'Penawaran terendah yang sah dan di bawah harga minimum rahasia.',
        lots: [
          { lot: '1', winner: '417', name: 'CV Bintang Latihan', amount: '1176000000', evaluated: '1176000000', reason: null },
          { lot: '2', winner: null, name: null, amount: null, evaluated: null, reason: 'Tidak ada penawaran di bawah harga minimum rahasia.' },
        ],
      },
      bidders: state === 'awarded' ? [{ pseudonym: '417', name: 'CV Bintang Latihan' }, { pseudonym: '903', name: 'PT Contoh Sejahtera' }, { pseudonym: '256', name: 'PT Misal Abadi' }] : [],
      cancelled: state === 'cancelled' ? { at: at(-7200), reason: 'Anggaran dialihkan untuk penanganan banjir.' } : null,
    },
    lots: new Map(),
  };
  for (const one of document.lots) {
    const started = phase === 'live' || phase === 'closed' || phase === 'paused';
    const points: HistoryPoint[] = started ? Array.from({ length: 26 }, (_, k) => {
      const who = ['417', '903', '256', '118'][(k * 7) % 4]!;
      const amount = String(BigInt(one.estimate!) - BigInt(k + 1) * 2900000n - BigInt((k * 37) % 5) * 100000n);
      const when = from + 30 + k * Math.floor((Math.min(to, 0) - from - 60) / 26);
      return { seq: 100 + k * 3 + Number(one.id), at: at(when), amount, verdict: 'accepted', ...(phase === 'closed' ? { pseudonym: who, rank: 1 } : {}) };
    }) : [];
    const best = points[points.length - 1]?.amount ?? null;
    const of = (part: number): string => at(from + Math.floor((Math.min(to, 0) - from) * part));
    const moved = (by: number): LotEvent['end'] => ({ from: at(to - 120 - by), to: at(to - 120) });
    const events: LotEvent[] = !started ? [] : [
      { seq: 90, at: start, kind: 'opened', cause: 'clock' },
      { seq: 109, at: of(0.15), kind: 'extended', cause: 'soft_close', rule: 'leader_change', end: moved(120) },
      { seq: 121, at: of(0.3), kind: 'paused', cause: 'officer', reason: 'Sambungan beberapa penyedia terputus bersamaan.' },
      { seq: 122, at: of(0.36), kind: 'resumed', cause: 'officer', reason: 'Sambungan sudah pulih.', from: of(0.3), to: of(0.36), end: moved(90) },
      { seq: 140, at: of(0.6), kind: 'outage', cause: 'outage', from: of(0.55), to: of(0.6), end: moved(75) },
      { seq: 151, at: of(0.75), kind: 'disqualified', cause: 'officer', ...(phase === 'closed' && { pseudonym: '118', reason: 'Izin usahanya sudah tidak berlaku.' }) },
      { seq: 160, at: of(0.9), kind: 'extended', cause: 'officer', reason: 'Memberi waktu setelah gangguan.', end: { from: at(to - 120), to: end } },
      ...(phase === 'closed' ? [{ seq: 190, at: end, kind: 'closed', cause: 'clock' } as const] : []),
      ...(phase === 'paused' ? [{ seq: 191, at: at(-60), kind: 'paused', cause: 'officer', reason: 'Ada pertanyaan tentang spesifikasi yang harus dijawab dulu.' } as const] : []),
    ];
    tender.lots.set(one.id, {
      points,
      events,
      view: {
        events: { count: events.length, newest: events.slice(-5) },
        lot: one.id, tender: id, title: one.title, currency: 'IDR', phase, seq: points[points.length - 1]?.seq ?? 41, starts_at: start, ends_at: end,
        remaining_us: phase === 'paused' ? 451_000_000 : null, paused: phase === 'paused' ? { at: at(-60), reason: 'Ada pertanyaan tentang spesifikasi yang harus dijawab dulu.' } : null,
        cancelled: null, visibility: 'leader_price_and_rank', estimate: one.estimate ?? null, ceiling: one.estimate ?? null, bids: points.length, bidders: started ? 4 : 0, best,
        extensions: started ? { used: 1, most: 10, last: { at: at(-45), by_seconds: 120, ends_at: end, rule: 'leader_change', reason: null } } : { used: 0, most: 10, last: null },
        standings: phase === 'closed' && best ? ['417', '903', '256', '118'].map((pseudonym, k) => ({ rank: k + 1, pseudonym, amount: String(BigInt(best) + BigInt(k) * 2400000n), evaluated: null, name: state === 'awarded' ? tender.view.bidders.find((b) => b.pseudonym === pseudonym)?.name ?? null : null })) : [],
      },
    });
  }
  tenders.set(id, tender);
  return tender;
}

add('live00000001', 1, 'live', -1500, 754);
add('scheduled001', 0, 'scheduled', 3 * 86400 + 7200, 3 * 86400 + 10800);
add('awarded00001', 4, 'awarded', -90000, -86400);
add('paused000001', 3, 'paused', -1500, 900);
add('cancelled001', 2, 'cancelled', 86400, 90000);
for (let n = 5; n < 46; n += 1) add(`published${String(n).padStart(3, '0')}`, n, 'published', 86400 * n, 86400 * n + 3600);

export const reference = {
  id: 'ref000000001', source: 'ocds', ocid: 'ocds-contoh-0001', title: 'Construction of a culvert at Misal village', buyer: 'Department of Roads, Example District',
  status: 'complete', category: 'works', value: { amount: '4385000', currency: 'INR' }, published_at: '2018-05-14T00:00:00.000000Z', closes_at: '2018-06-02T12:00:00.000000Z', bids: 3,
};
