import './list.css';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { components } from '../../api/types.gen';
import { useFormat } from '../../i18n/format';
import { dictionary, one, useText } from '../../i18n/language';
import { useServerNow } from '../../lib/server_clock';
import { localZone, millis } from '../../lib/time';
import { useLoad } from '../../lib/use_load';
import { Button, Buttons } from '../../parts/button/button';
import { Empty } from '../../parts/empty/empty';
import { TextField } from '../../parts/field/field';
import { Title } from '../../parts/headings/headings';
import { Icon } from '../../parts/icon';
import { later } from '../../parts/later/later';
import { Loading } from '../../parts/loading/loading';
import { Pager } from '../../parts/pager/pager';
import { Problem } from '../../parts/problem/problem';
import { TenderStatus, useStatusNames } from '../../parts/status/status';
import { navigate, type PageProps } from '../../router';
import { amountForQuery, countFilters, type ListQuery, previousPage, readQuery, rememberPage, writeQuery } from './list_query';

type Summary = components['schemas']['TenderSummary'];

const texts = dictionary(
  {
    title: 'Tender',
    lead: 'Semua tender yang diumumkan. Siapa pun boleh membaca, mengikuti lelangnya, dan memeriksa catatannya.',
    words: 'Cari tender',
    wordsHint: 'Kata dari judul, uraian, barang, atau pembeli',
    search: 'Cari',
    filters: 'Saring',
    filtersSet: (count: number) => `Saring (${count} terpasang)`,
    found: (count: string, exact: boolean) => (exact ? `${count} tender` : `Lebih dari ${count} tender`),
    clear: 'Hapus semua',
    none: 'Tidak ada tender yang cocok',
    noneHelp: 'Coba kata lain, ejaan lain, atau hapus sebagian saringan.',
    nothing: 'Belum ada tender yang diumumkan',
    nothingHelp: 'Tender muncul di sini begitu diumumkan.',
    ends: 'Berakhir',
    ended: 'Berakhir',
    published: 'Diumumkan',
    noValue: 'Nilai tidak disebut',
    bids: (count: string) => `${count} penawaran`,
    reference: 'Data rujukan',
    followLive: 'Ikuti langsung',
    page: (n: number) => `Halaman ${n}`,
  },
  {
    title: 'Tenders',
    lead: 'Every tender that was published. Anyone may read it, follow its auction and check its record.',
    words: 'Search tenders',
    wordsHint: 'Words of the title, description, items or buyer',
    search: 'Search',
    filters: 'Filter',
    filtersSet: (count: number) => `Filter (${count} set)`,
    found: (count: string, exact: boolean) => (exact ? `${count} ${one(Number(count.replace(/\D/g, '')), 'tender', 'tenders')}` : `More than ${count} tenders`),
    clear: 'Clear all',
    none: 'No tender fits',
    noneHelp: 'Try other words, another spelling, or fewer filters.',
    nothing: 'No tender has been published yet',
    nothingHelp: 'Tenders appear here as soon as they are published.',
    ends: 'Ends',
    ended: 'Ended',
    published: 'Published',
    noValue: 'No value given',
    bids: (count: string) => `${count} ${one(Number(count.replace(/\D/g, '')), 'bid', 'bids')}`,
    reference: 'Reference data',
    followLive: 'Follow live',
    page: (n: number) => `Page ${n}`,
  },
);

// Fetched when they are opened: the list itself must come early on a slow line.
const FilterFields = later(() => import('./list_filters').then((module) => module.FilterFields));

function Filters({ query }: { query: ListQuery }) {
  const text = useText(texts);
  const format = useFormat();
  const shown = (amount: string | undefined): string => (amount ? format.number(amount) : '');
  const start = (): ListQuery => ({ ...query, min_value: shown(query.min_value), max_value: shown(query.max_value) });
  const [draft, setDraft] = useState<ListQuery>(start);
  const address = writeQuery(query);
  useEffect(() => setDraft(start()), [address, format.language]);
  const set = (name: keyof ListQuery) => (value: string) => setDraft({ ...draft, [name]: value });
  const count = countFilters(query);
  const [open, setOpen] = useState(count > 0);
  const send = (): void => {
    const currency = draft.currency || 'IDR';
    const amount = (typed: string | undefined): string => (typed && amountForQuery(format.language, typed, currency)) || '';
    const [min_value, max_value] = [amount(draft.min_value), amount(draft.max_value)];
    navigate(writeQuery({ ...draft, min_value, max_value, currency: min_value || max_value ? currency : (draft.currency ?? ''), after: '' }));
  };
  return (
    <form
      class="stack tight no-print"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="search-line">
        <TextField label={text.words} hint={text.wordsHint} type="search" name="q" inputMode="search" value={draft.q ?? ''} onInput={set('q')} />
        <Button kind="primary" type="submit">
          <Icon name="search" /> {text.search}
        </Button>
      </div>
      <details class="filters fold" open={count > 0} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {count > 0 ? text.filtersSet(count) : text.filters} <Icon name="down" size={12} />
        </summary>
        {open && <FilterFields draft={draft} onDraft={setDraft} clear={count > 0 ? writeQuery({ ...(query.q ? { q: query.q } : {}) }) : undefined} />}
      </details>
    </form>
  );
}

function Result({ tender, now }: { tender: Summary; now: number }) {
  const text = useText(texts);
  const format = useFormat();
  const names = useStatusNames();
  const zone = localZone();
  const url = `/tender/${encodeURIComponent(tender.id)}`;
  const over = tender.closes_at ? millis(tender.closes_at) < now : false;
  return (
    <li class="result">
      <div class="stack tight">
        <h2>
          <a href={url}>{tender.title}</a>
        </h2>
        <p class="quiet">{tender.buyer}</p>
        <div class="result-facts small">
          <TenderStatus state={tender.status} />
          {tender.category && <span>{names.category(tender.category)}</span>}
          {typeof tender.bids === 'number' && <span>{text.bids(format.number(tender.bids))}</span>}
          {tender.source === 'ocds' && <span class="quiet">{text.reference}</span>}
          {tender.source === 'terang' && (tender.status === 'live' || tender.status === 'paused') && <a href={`${url}/live`}>{text.followLive}</a>}
        </div>
      </div>
      <div class="result-side figures">
        <p class={tender.value ? 'result-value' : 'quiet small'}>
          {tender.value ? format.money(tender.value.amount, tender.value.currency) : text.noValue}
        </p>
        {tender.closes_at && tender.status !== 'cancelled' && (
          <p class="small">
            {over ? text.ended : text.ends} {over ? format.date(tender.closes_at, zone) : format.dateTime(tender.closes_at, zone)}
            {!over && <span class="quiet"> ({format.relative(tender.closes_at, now)})</span>}
          </p>
        )}
        {tender.published_at && (
          <p class="small quiet">
            {text.published} {format.date(tender.published_at, zone)}
          </p>
        )}
      </div>
    </li>
  );
}

export default function TenderList({ query: search }: PageProps) {
  const text = useText(texts);
  const format = useFormat();
  const now = useServerNow(30_000);
  const query = readQuery(search);
  const address = writeQuery(query);
  const { value: page, problem, loading, again } = useLoad((signal) => api.get('/api/v1/tenders', { query: { ...query, limit: 20 }, signal }), [address]);
  useEffect(() => rememberPage(query), [address]);
  const previous = previousPage(query);
  const filtered = query.q || countFilters(query) > 0;
  const total = page?.total;
  const found = typeof total === 'number' ? text.found(format.number(total), page?.total_is_exact !== false) : '';
  return (
    <div class="stack wide">
      <div class="stack tight">
        <Title>{text.title}</Title>
        <p class="quiet">{text.lead}</p>
      </div>
      <Filters query={query} />
      {problem ? (
        <Problem problem={problem} retry={again} />
      ) : !page ? (
        <Loading />
      ) : (
        <div class="stack" aria-busy={loading ? 'true' : undefined}>
          <p role="status" class="quiet">
            {page.items.length > 0 && found}
          </p>
          {page.items.length === 0 ? (
            <Empty
              title={filtered ? text.none : text.nothing}
              action={
                filtered ? (
                  <Buttons>
                    <Button href="/">{text.clear}</Button>
                  </Buttons>
                ) : undefined
              }
            >
              {filtered ? text.noneHelp : text.nothingHelp}
            </Empty>
          ) : (
            <ul class={`results${loading ? ' stale' : ''}`}>
              {page.items.map((tender) => (
                <Result key={`${tender.source}${tender.id}`} tender={tender} now={now} />
              ))}
            </ul>
          )}
          <Pager
            previous={previous?.url}
            next={page.next ? writeQuery({ ...query, after: page.next }) : undefined}
            summary={previous && previous.number > 0 ? text.page(previous.number + 1) : undefined}
          />
        </div>
      )}
    </div>
  );
}
