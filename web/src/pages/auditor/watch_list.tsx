// The tenders one watches, and what is new in each since one last looked.
import '../../style/row_list.css';
import { useState } from 'preact/hooks';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { useServerNow } from '../../lib/server_clock';
import { useLoad } from '../../lib/use_load';
import { Button, Buttons } from '../../parts/button/button';
import { Empty } from '../../parts/empty/empty';
import { Loading } from '../../parts/loading/loading';
import { Pill } from '../../parts/pill/pill';
import { Problem } from '../../parts/problem/problem';
import { StatePill } from '../bidder/phase';
import { ask } from './ask';
import { entryTexts } from './entry_texts';

const texts = dictionary(
  {
    none: 'Anda belum memantau tender',
    noneHelp: 'Cari tender di atas, lalu pilih “Pantau”. Yang baru sejak Anda terakhir melihat muncul di sini.',
    fresh: 'Ada yang baru',
    nothing: 'Tidak ada yang baru',
    newest: (what: string, when: string) => `Terakhir: ${what}, ${when}`,
    withheld: 'isi belum dibuka',
    look: 'Lihat yang baru',
    record: 'Riwayat',
    seen: 'Tandai sudah dilihat',
    seenName: (title: string) => `Tandai sudah dilihat: ${title}`,
    stop: 'Berhenti memantau',
    stopName: (title: string) => `Berhenti memantau: ${title}`,
  },
  {
    none: 'You are not watching a tender yet',
    noneHelp: 'Find a tender above, then choose “Watch”. What is new since you last looked appears here.',
    fresh: 'Something is new',
    nothing: 'Nothing new',
    newest: (what: string, when: string) => `Newest: ${what}, ${when}`,
    withheld: 'content not disclosed',
    look: 'See what is new',
    record: 'Record',
    seen: 'Mark as seen',
    seenName: (title: string) => `Mark as seen: ${title}`,
    stop: 'Stop watching',
    stopName: (title: string) => `Stop watching: ${title}`,
  },
);

export function WatchList({ round }: { round: number }) {
  const text = useText(texts);
  const format = useFormat();
  const names = useText(entryTexts).names as Record<string, string>;
  const now = useServerNow(30_000);
  const [failed, setFailed] = useState<unknown>();
  const { value, problem, again } = useLoad((signal) => ask.watches(signal), [round]);
  if (!value) return problem !== undefined ? <Problem problem={problem} retry={again} /> : <Loading />;
  if (value.length === 0) return <Empty title={text.none}>{text.noneHelp}</Empty>;
  const act = (what: Promise<unknown>): void => {
    setFailed(undefined);
    what.then(again, setFailed);
  };
  return (
    <div class="stack">
      {failed !== undefined && <Problem problem={failed} />}
      <ul class="row-list spread">
        {value.map((watch) => {
          const { newest_seq: newest, seen_seq: seen } = watch;
          const title = watch.title ?? watch.tender;
          const fresh = newest !== null && newest > (seen ?? -1);
          return (
            <li key={watch.tender}>
              <div class="stack tight">
                <p>
                  <a href={`/tender/${watch.tender}/record`}>{title}</a>
                </p>
                <p class="row">
                  {watch.state && <StatePill state={watch.state} />}
                  {fresh ? <Pill kind="primary">{text.fresh}</Pill> : <span class="quiet small">{text.nothing}</span>}
                </p>
                {watch.newest_at && <p class="quiet small">{text.newest(watch.newest_kind ? (names[watch.newest_kind] ?? watch.newest_kind) : text.withheld, format.relative(watch.newest_at, now))}</p>}
              </div>
              <Buttons>
                {fresh && <Button small href={`/tender/${watch.tender}/record${seen === null ? '' : `?after=${seen}`}`}>{text.look}</Button>}
                {fresh && (
                  <Button small aria-label={text.seenName(title)} onClick={() => act(ask.watch(watch.tender, newest))}>
                    {text.seen}
                  </Button>
                )}
                <Button small kind="quiet" aria-label={text.stopName(title)} onClick={() => act(ask.unwatch(watch.tender))}>
                  {text.stop}
                </Button>
              </Buttons>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
