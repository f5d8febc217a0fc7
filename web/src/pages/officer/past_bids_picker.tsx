// Chooses an auction that was held, and makes its bids the ones of a rehearsal.
import '../../style/row_list.css';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { DocumentLot, HistoryPoint, LotHistory, LotView, TenderDocument, TenderView } from '../../api/views';
import { dictionary, useText } from '../../i18n/language';
import { useLoad } from '../../lib/use_load';
import { Button } from '../../parts/button/button';
import { TextField } from '../../parts/field/field';
import { CheckField, SelectField } from '../../parts/field/more_fields';
import { Loading } from '../../parts/loading/loading';
import { Notice } from '../../parts/notice/notice';
import { Problem } from '../../parts/problem/problem';
import { TenderStatus } from '../../parts/status/status';
import { fromPast, mostPastBids, playable } from './past_bids';
import type { Invented } from './scenario';

const texts = dictionary(
  {
    title: 'Pakai penawaran dari lelang yang sudah berlangsung',
    search: 'Cari tender',
    found: (n: number) => (n === 0 ? 'Tidak ada lelang selesai yang cocok.' : `${n} lelang selesai`),
    choose: 'Pilih',
    chooseName: (title: string) => `Pilih ${title}`,
    lot: 'Lot dari tender itu',
    scale: 'Sesuaikan dengan nilai lot ini',
    scaleHint: 'Setiap jumlah menjadi bagian yang sama dari harga tertinggi lot ini. Tanpa ini, jumlahnya tetap.',
    bids: (bids: number, bidders: number) => `${bids} penawaran diterima dari ${bidders} penyedia. Waktunya disesuaikan dengan lamanya lelang ini.`,
    first: (n: number) => `Hanya ${n} penawaran pertama yang dipakai.`,
    none: 'Lot ini tidak punya penawaran berharga yang boleh Anda lihat.',
    take: 'Pakai penawaran ini',
    other: 'Pilih tender lain',
    bidder: (pseudonym: string) => `Penyedia ${pseudonym}`,
  },
  {
    title: 'Take the bids of an auction that was held',
    search: 'Search for a tender',
    found: (n: number) => (n === 0 ? 'No finished auction fits.' : `${n} finished ${n === 1 ? 'auction' : 'auctions'}`),
    choose: 'Choose',
    chooseName: (title: string) => `Choose ${title}`,
    lot: 'Lot of that tender',
    scale: 'Scale to this lot’s value',
    scaleHint: 'Each amount becomes the same share of this lot’s highest price. Otherwise amounts stay as they were.',
    bids: (bids: number, bidders: number) => `${bids} accepted bids by ${bidders} bidders. Their times are fitted to the length of this auction.`,
    first: (n: number) => `Only the first ${n} bids are taken.`,
    none: 'This lot has no priced bids that you may see.',
    take: 'Take these bids',
    other: 'Choose another tender',
    bidder: (pseudonym: string) => `Bidder ${pseudonym}`,
  },
);

const over = (status: string): boolean => status === 'closed' || status === 'awarded';

/** The whole history of a lot, or as much of it as a rehearsal takes. */
async function wholeHistory(tender: string, lot: string, signal: AbortSignal): Promise<HistoryPoint[]> {
  const points: HistoryPoint[] = [];
  for (;;) {
    const last = points[points.length - 1]?.seq;
    const page = (await api.get('/api/v1/tenders/{tender}/lots/{lot}/history', { path: { tender, lot }, query: { since: last }, signal })) as LotHistory;
    points.push(...page.points);
    if (!page.more || page.points.length === 0 || playable(points).length >= mostPastBids) return points;
  }
}

interface Chosen {
  tender: TenderView;
  lots: LotView[];
}

function Bids({ chosen, document, lot, onTake }: { chosen: Chosen; document: TenderDocument; lot: DocumentLot; onTake: (invented: Invented) => void }) {
  const text = useText(texts);
  const [lotId, setLotId] = useState(chosen.lots[0]?.lot ?? '1');
  const [scale, setScale] = useState(true);
  const view = chosen.lots.find((one) => one.lot === lotId);
  const load = useLoad((signal) => wholeHistory(chosen.tender.id, lotId, signal), [chosen.tender.id, lotId]);
  const bids = playable(load.value ?? []);
  const theirs = chosen.tender.document.lots.find(({ id }) => id === lotId);
  const take = (): void => {
    if (!view || !load.value) return;
    const top = theirs?.rules.ceiling ?? theirs?.estimate;
    onTake(fromPast(document, lot, { currency: chosen.tender.document.currency, view, top, points: load.value }, { scale, name: text.bidder }));
  };
  return (
    <div class="stack">
      <p>
        <strong>{chosen.tender.document.title}</strong>
      </p>
      {chosen.lots.length > 1 && (
        <SelectField label={text.lot} value={lotId} choices={chosen.lots.map((one) => ({ value: one.lot, label: `${one.lot}. ${one.title}` }))} onChange={setLotId} />
      )}
      {load.problem !== undefined ? (
        <Problem problem={load.problem} retry={load.again} />
      ) : load.loading ? (
        <Loading />
      ) : bids.length === 0 ? (
        <Notice kind="info" title={text.none} />
      ) : (
        <>
          <p>
            {text.bids(bids.length, new Set(bids.map(({ pseudonym }) => pseudonym)).size)} {bids.length === mostPastBids && text.first(mostPastBids)}
          </p>
          <CheckField label={text.scale} hint={text.scaleHint} checked={scale} onChange={setScale} />
          <Button onClick={take}>{text.take}</Button>
        </>
      )}
    </div>
  );
}

export function PastBidsPicker({ document, lot, onTake }: { document: TenderDocument; lot: DocumentLot; onTake: (invented: Invented) => void }) {
  const text = useText(texts);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [asked, setAsked] = useState('');
  const [chosen, setChosen] = useState<string | undefined>();
  useEffect(() => {
    const timer = setTimeout(() => setAsked(query.trim()), 250);
    return () => clearTimeout(timer);
  }, [query]);
  const list = useLoad(
    async (signal) =>
      open ? (await api.get('/api/v1/tenders', { query: { source: 'terang', limit: 100, ...(asked && { q: asked }) }, signal })).items.filter(({ status }) => over(status)) : undefined,
    [open, asked],
  );
  const load = useLoad(
    async (signal): Promise<Chosen | undefined> => {
      if (!chosen) return undefined;
      const { tender, lots } = await api.get('/api/v1/tenders/{tender}', { path: { tender: chosen }, signal });
      return { tender: tender as unknown as TenderView, lots: (lots as unknown as { view: LotView }[]).map(({ view }) => view) };
    },
    [chosen],
  );
  return (
    <details open={open} onToggle={(event) => setOpen((event.currentTarget as HTMLDetailsElement).open)}>
      <summary>{text.title}</summary>
      {open && (
        <div class="stack">
          {chosen === undefined ? (
            <>
              <TextField label={text.search} type="search" value={query} onInput={setQuery} size="medium" />
              {list.problem !== undefined && <Problem problem={list.problem} retry={list.again} />}
              <p class="quiet small" role="status">
                {list.value ? text.found(list.value.length) : ''}
              </p>
              {list.value && list.value.length > 0 && (
                <ul class="row-list spread">
                  {list.value.slice(0, 20).map(({ id, title, status }) => (
                    <li key={id}>
                      <span>
                        {title} <TenderStatus state={status} />
                      </span>
                      <Button small aria-label={text.chooseName(title)} onClick={() => setChosen(id)}>
                        {text.choose}
                      </Button>
                    </li>
                  ))}
                </ul>
              )}
            </>
          ) : (
            <>
              {load.problem !== undefined ? (
                <Problem problem={load.problem} retry={load.again} />
              ) : load.value && load.value.tender.id === chosen ? (
                <Bids key={chosen} chosen={load.value} document={document} lot={lot} onTake={onTake} />
              ) : (
                <Loading />
              )}
              <Button kind="quiet" onClick={() => setChosen(undefined)}>
                {text.other}
              </Button>
            </>
          )}
        </div>
      )}
    </details>
  );
}
