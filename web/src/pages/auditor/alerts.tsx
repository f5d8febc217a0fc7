// What the monitor has seen: is it watching at all, and each alert with what it means and what to do.
import '../../style/row_list.css';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { useServerNow } from '../../lib/server_clock';
import { localZone } from '../../lib/time';
import { useLoad } from '../../lib/use_load';
import { Icon } from '../../parts/icon';
import { Loading } from '../../parts/loading/loading';
import { Notice } from '../../parts/notice/notice';
import { Pill, type PillKind } from '../../parts/pill/pill';
import { Problem } from '../../parts/problem/problem';
import { Time } from '../../parts/time/time';
import { ask } from './ask';
import type { Alert } from './audit';
import { placeOf } from './audit';

export const alertTexts = dictionary(
  {
    unwatched: 'Tidak ada pemantau',
    unwatchedHelp: 'Tidak ada program “terang-verify monitor” yang melapor ke sini. Siapa pun dapat menjalankannya di komputer sendiri; mintalah pengelola memasang laporannya.',
    silent: 'Pemantau diam',
    silentHelp: (when: string) => `Laporan terakhirnya ${when}. Selama ia diam, tidak ada yang mengawasi log. Minta pengelola memeriksa pemantau.`,
    never: 'Pemantau sudah dipasang, tetapi belum pernah melapor.',
    watching: 'Pemantau berjaga',
    seen: (when: string, size: string) => `Terakhir melapor ${when}, log berisi ${size} catatan.`,
    none: 'Tidak ada peringatan.',
    what: 'Artinya',
    todo: 'Yang perlu dilakukan',
    entry: (seq: string) => `Catatan ${seq}`,
    tender: 'Tender',
    expected: 'Seharusnya',
    found: 'Ternyata',
    severity: { information: 'Keterangan', warning: 'Peringatan', danger: 'Bahaya' },
    alerts: {
      fork: ['Log bercabang', 'Log menunjukkan isi yang berbeda kepada orang yang berbeda. Ini bukti kecurangan atau kerusakan berat.', 'Simpan kedua pernyataan log, beri tahu saksi dan pengawas, dan jangan percayai satu pun sampai jelas.'],
      rollback: ['Log mundur', 'Log sekarang lebih pendek daripada yang sudah pernah ditandatangani: ada catatan yang hilang.', 'Simpan pernyataan log yang lama, dan minta penjelasan pengelola sebelum percaya pada isi sekarang.'],
      stall: ['Log berhenti', 'Pernyataan log tidak bertambah padahal seharusnya ada yang baru.', 'Periksa apakah platform berjalan. Lelang yang sedang berlangsung mungkin terganggu.'],
      gap: ['Ada celah', 'Ada catatan dalam urutan yang tidak dapat diambil atau tidak menyambung.', 'Minta catatan yang hilang; bila tidak diberikan, perlakukan sebagai catatan yang dihapus.'],
      rule_broken: ['Aturan dilanggar', 'Sebuah keputusan dalam log tidak sama dengan hasil menjalankan ulang aturannya.', 'Buka catatan itu, bandingkan kedua nilainya, dan jalankan terang-verify pada bundel tendernya.'],
      signature: ['Tanda tangan tidak cocok', 'Pernyataan log atau penawaran memuat tanda tangan yang bukan milik kuncinya.', 'Jangan percayai pernyataan itu. Tanyakan apakah kunci diganti atau bocor.'],
      unreachable: ['Log tidak terjangkau', 'Pemantau tidak dapat menghubungi log.', 'Periksa sambungan dan platform. Bila lama, catat sejak kapan.'],
      recovered: ['Pulih', 'Keadaan sebelumnya sudah berakhir.', 'Tidak ada yang perlu dilakukan; bacalah apa yang terjadi sebelumnya.'],
    },
    other: ['Peringatan lain', 'Pemantau melaporkan sesuatu yang belum dikenal halaman ini.', 'Baca pesannya, dan tanyakan kepada pengelola pemantau.'],
  },
  {
    unwatched: 'Nobody is watching',
    unwatchedHelp: 'No program “terang-verify monitor” reports here. Anyone can run it on a computer of their own; ask those who run the platform to connect its reports.',
    silent: 'The monitor is silent',
    silentHelp: (when: string) => `It last reported ${when}. While it is silent nobody watches the log. Ask those who run it to look after it.`,
    never: 'A monitor is configured but has never reported.',
    watching: 'The monitor is watching',
    seen: (when: string, size: string) => `It last reported ${when}; the log has ${size} entries.`,
    none: 'No alerts.',
    what: 'What it means',
    todo: 'What to do',
    entry: (seq: string) => `Entry ${seq}`,
    tender: 'Tender',
    expected: 'Should be',
    found: 'Is',
    severity: { information: 'Information', warning: 'Warning', danger: 'Danger' },
    alerts: {
      fork: ['The log has forked', 'The log shows different contents to different people. That is proof of fraud or of grave damage.', 'Keep both statements of the log, tell the witnesses and the supervisors, and trust neither until it is clear.'],
      rollback: ['The log went back', 'The log is now shorter than what was signed before: entries are missing.', 'Keep the older statement, and demand an explanation before you trust what is there now.'],
      stall: ['The log stands still', 'The log’s statement does not grow although something new should be there.', 'See whether the platform runs. Auctions that are going on may be disturbed.'],
      gap: ['There is a gap', 'Entries of a sequence cannot be fetched or do not link.', 'Ask for the missing entries; if they are not given, treat them as removed.'],
      rule_broken: ['A rule was broken', 'A decision in the log is not what the rules come to when they are run again.', 'Open the entry, compare both values, and run terang-verify on the tender’s bundle.'],
      signature: ['A signature does not fit', 'A statement of the log or a bid bears a signature that is not of its key.', 'Do not trust the statement. Ask whether the key was replaced or compromised.'],
      unreachable: ['The log cannot be reached', 'The monitor gets no answer from the log.', 'Check the line and the platform. If it lasts, note since when.'],
      recovered: ['Recovered', 'What was reported before is over.', 'Nothing to do; read what happened before.'],
    },
    other: ['Another alert', 'The monitor reports something that this page does not know yet.', 'Read its message, and ask those who run the monitor.'],
  },
);

const looks: Record<Alert['severity'], PillKind> = { information: 'info', warning: 'warning', danger: 'danger' };
/** A monitor that is well reports far more often. */
const silentAfter = 15 * 60_000;

function AlertItem({ alert }: { alert: Alert }) {
  const text = useText(alertTexts);
  const format = useFormat();
  const [title, means, todo] = (text.alerts as Record<string, readonly string[]>)[alert.alert] ?? text.other;
  return (
    <li>
      <div class="stack tight">
        <p class="row">
          <Pill kind={looks[alert.severity]}>{text.severity[alert.severity]}</Pill>
          <strong>{title}</strong>
          <Time at={alert.at} zone={localZone()} seconds />
        </p>
        <p>{means}</p>
        {alert.alert !== 'recovered' && <p>{text.todo}: {todo}</p>}
        <details class="fold">
          <summary>
            {alert.message} <Icon name="down" size={12} />
          </summary>
          <dl class="stack tight small">
            {alert.tender && (
              <div>
                <dt class="quiet">{text.tender}</dt>
                <dd><a href={`/tender/${alert.tender}/record`}>{alert.tender}</a></dd>
              </div>
            )}
            {alert.seq !== null && (
              <div>
                <dt class="quiet">{text.entry(format.number(alert.seq))}</dt>
                <dd>{alert.tender ? <a href={placeOf(alert.tender, alert.seq)}>#{alert.seq}</a> : `#${alert.seq}`}</dd>
              </div>
            )}
            {alert.expected !== null && (
              <div>
                <dt class="quiet">{text.expected}</dt>
                <dd><code class="difference">{alert.expected}</code></dd>
              </div>
            )}
            {alert.found !== null && (
              <div>
                <dt class="quiet">{text.found}</dt>
                <dd><code class="difference">{alert.found}</code></dd>
              </div>
            )}
          </dl>
        </details>
      </div>
    </li>
  );
}

export function AlertList() {
  const text = useText(alertTexts);
  const format = useFormat();
  const now = useServerNow(30_000);
  const { value, problem, again } = useLoad((signal) => ask.alerts(undefined, signal), []);
  if (!value) return problem !== undefined ? <Problem problem={problem} retry={again} /> : <Loading />;
  const { configured, last_seen_at: seen, size } = value.monitor;
  const silent = seen !== null && now - Date.parse(seen) > silentAfter;
  return (
    <div class="stack">
      {!configured ? (
        <Notice kind="warning" title={text.unwatched}>
          <p>{text.unwatchedHelp}</p>
        </Notice>
      ) : seen === null ? (
        <Notice kind="warning" title={text.silent}>
          <p>{text.never}</p>
        </Notice>
      ) : silent ? (
        <Notice kind="warning" title={text.silent}>
          <p>{text.silentHelp(format.relative(seen, now))}</p>
        </Notice>
      ) : (
        <Notice kind="good" title={text.watching}>
          <p>{text.seen(format.relative(seen, now), format.number(size ?? 0))}</p>
        </Notice>
      )}
      {value.alerts.length === 0 ? (
        configured && <p class="quiet">{text.none}</p>
      ) : (
        <ul class="row-list spread">
          {[...value.alerts].sort((a, b) => (a.at < b.at ? 1 : -1)).map((alert) => (
            <AlertItem key={alert.id} alert={alert} />
          ))}
        </ul>
      )}
    </div>
  );
}
