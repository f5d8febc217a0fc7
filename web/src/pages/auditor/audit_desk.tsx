// The auditor's desk: find a tender, what is new in those one watches, what the monitor saw, the log's newest statement.
import './auditor.css';
import '../../style/row_list.css';
import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import { dictionary, useText } from '../../i18n/language';
import { useLoad } from '../../lib/use_load';
import { Button, Buttons } from '../../parts/button/button';
import { TextField } from '../../parts/field/field';
import { Section, Title } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { Problem } from '../../parts/problem/problem';
import { navigate, type PageProps } from '../../router';
import { Guard } from '../account/guard';
import { StatePill } from '../bidder/phase';
import { AlertList } from './alerts';
import { ask } from './ask';
import { LogStatement } from './log_state';
import { WatchList } from './watch_list';

const texts = dictionary(
  {
    title: 'Meja audit',
    find: 'Cari tender',
    search: 'Judul, pembeli, atau isi tender',
    searchDo: 'Cari',
    nothing: 'Tidak ada tender yang cocok. Coba kata lain.',
    more: 'Semua hasil',
    record: 'Riwayat',
    recordName: (title: string) => `Riwayat: ${title}`,
    watch: 'Pantau',
    watchName: (title: string) => `Pantau: ${title}`,
    found: (n: number) => `${n} tender ditemukan`,
    watches: 'Yang Anda pantau',
    alerts: 'Peringatan pemantau',
    log: 'Pernyataan log terbaru',
    retention: 'Masa simpan data pribadi',
    retentionHelp: 'Apa yang menyebut orang, sampai kapan disimpan, dan apa yang sekarang boleh dihapus.',
    retentionOpen: 'Lihat masa simpan',
  },
  {
    title: 'Audit desk',
    find: 'Find a tender',
    search: 'Title, buyer or content of the tender',
    searchDo: 'Find',
    nothing: 'No tender fits. Try other words.',
    more: 'All results',
    record: 'Record',
    recordName: (title: string) => `Record: ${title}`,
    watch: 'Watch',
    watchName: (title: string) => `Watch: ${title}`,
    found: (n: number) => `${n} ${n === 1 ? 'tender' : 'tenders'} found`,
    watches: 'What you watch',
    alerts: 'Alerts of the monitor',
    log: 'The log’s newest statement',
    retention: 'Retention of personal data',
    retentionHelp: 'What names people, how long it is kept, and what may be erased now.',
    retentionOpen: 'See retention',
  },
);

const most = 8;

function Found({ words, onWatch }: { words: string; onWatch: () => void }) {
  const text = useText(texts);
  const [failed, setFailed] = useState<unknown>();
  const { value, problem, again } = useLoad(async (signal) => (await api.get('/api/v1/tenders', { query: { q: words, limit: 20 }, signal })).items.filter(({ source }) => source === 'terang'), [words]);
  if (!value) return problem !== undefined ? <Problem problem={problem} retry={again} /> : <Loading />;
  if (value.length === 0) return <p role="status">{text.nothing}</p>;
  return (
    <div class="stack tight">
      <p role="status" class="sr-only">{text.found(Math.min(value.length, most))}</p>
      {failed !== undefined && <Problem problem={failed} />}
      <ul class="row-list spread">
        {value.slice(0, most).map((item) => (
          <li key={item.id}>
            <div class="stack tight">
              <p>
                <a href={`/tender/${item.id}`}>{item.title}</a>
              </p>
              <p class="row">
                <StatePill state={item.status as Parameters<typeof StatePill>[0]['state']} />
                <span class="quiet small">{item.buyer}</span>
              </p>
            </div>
            <Buttons>
              <Button small href={`/tender/${item.id}/record`} aria-label={text.recordName(item.title)}>
                {text.record}
              </Button>
              <Button small aria-label={text.watchName(item.title)} onClick={() => {
                setFailed(undefined);
                ask.watch(item.id).then(onWatch, setFailed);
              }}>
                {text.watch}
              </Button>
            </Buttons>
          </li>
        ))}
      </ul>
      {value.length > most && (
        <p>
          <a href={`/?q=${encodeURIComponent(words)}`}>{text.more}</a>
        </p>
      )}
    </div>
  );
}

export default function AuditDesk({ query }: PageProps) {
  const text = useText(texts);
  const words = query.get('q') ?? '';
  const [typed, setTyped] = useState(words);
  const [round, setRound] = useState(0);
  return (
    <Guard roles={['auditor', 'administrator']}>
      {() => (
        <div class="stack wide">
          <Title>{text.title}</Title>
          <div class="columns even">
            <div class="stack wide">
              <Section title={text.find}>
                <form
                  class="search-line"
                  role="search"
                  onSubmit={(event) => {
                    event.preventDefault();
                    navigate(typed.trim() ? `/audit?q=${encodeURIComponent(typed.trim())}` : '/audit');
                  }}
                >
                  <TextField label={text.search} type="search" value={typed} onInput={setTyped} />
                  <Button type="submit">{text.searchDo}</Button>
                </form>
                {words && <Found words={words} onWatch={() => setRound((n) => n + 1)} />}
              </Section>
              <Section title={text.watches}>
                <WatchList round={round} />
              </Section>
            </div>
            <div class="stack wide">
              <Section title={text.alerts}>
                <AlertList />
              </Section>
              <Section title={text.log}>
                <LogStatement />
              </Section>
              <Section title={text.retention}>
                <p>{text.retentionHelp}</p>
                <Buttons>
                  <Button href="/retention">{text.retentionOpen}</Button>
                </Buttons>
              </Section>
            </div>
          </div>
        </div>
      )}
    </Guard>
  );
}
