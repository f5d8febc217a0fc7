// The log's newest statement: how large it is, who else has signed it, when it was stamped. What is missing is said.
import { api } from '../../api/client';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { localZone } from '../../lib/time';
import { useLoad } from '../../lib/use_load';
import { Button, Buttons } from '../../parts/button/button';
import { SummaryList } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { Pill } from '../../parts/pill/pill';
import { Problem } from '../../parts/problem/problem';
import { Time } from '../../parts/time/time';

const texts = dictionary(
  {
    origin: 'Log',
    size: 'Jumlah catatan',
    witnesses: 'Saksi',
    none: 'Tidak disaksikan',
    noneHelp: 'Tidak ada saksi luar yang dipasang. Hanya tanda tangan platform sendiri yang menjamin bahwa semua orang melihat log yang sama.',
    notYet: 'Belum disaksikan',
    notYetHelp: 'Saksi sudah dipasang, tetapi belum ada pernyataan yang mereka tanda tangani.',
    short: 'Saksi kurang dari yang disyaratkan',
    witnessed: 'Disaksikan',
    upTo: (size: string) => `sampai ${size} catatan`,
    behind: (n: string) => `${n} catatan terbaru belum disaksikan.`,
    oldKey: 'Berkas kebijakan saksi masih menyebut kunci log yang lama. Platform tetap disaksikan; saksi dan pemeriksa yang hanya punya kunci lama perlu diberi kunci baru.',
    silent: (name: string, answer: string) => `Saksi ${name} tidak ikut menandatangani (${answer}).`,
    stamp: 'Stempel waktu',
    noStamp: 'Tidak ada stempel waktu',
    noStampHelp: 'Tidak ada lembaga stempel waktu yang dipasang.',
    stampYet: 'Belum ada stempel waktu',
    key: 'Kunci',
    states: { current: 'berlaku', overlap: 'berlaku bersama kunci baru', retired: 'tidak dipakai lagi', compromised: 'bocor: jangan dipercaya' },
    fromSeq: (seq: string) => `sejak catatan ${seq}`,
    download: 'Unduh pernyataan terbaru',
    downloadWitnessed: 'Unduh yang disaksikan',
    token: 'Unduh stempel waktu',
  },
  {
    origin: 'Log',
    size: 'Entries',
    witnesses: 'Witnesses',
    none: 'Not witnessed',
    noneHelp: 'No outside witness is configured. Only the platform’s own signature says that everyone sees the same log.',
    notYet: 'Not witnessed yet',
    notYetHelp: 'Witnesses are configured, but no statement bears their signatures yet.',
    short: 'Fewer witnesses than demanded',
    witnessed: 'Witnessed',
    upTo: (size: string) => `up to ${size} entries`,
    behind: (n: string) => `The newest ${n} are not witnessed yet.`,
    oldKey: 'The witness policy’s file still names an earlier key of the log. The platform is witnessed on; witnesses and verifiers who have only the old key must be given the new one.',
    silent: (name: string, answer: string) => `The witness ${name} does not sign (${answer}).`,
    stamp: 'Time stamp',
    noStamp: 'No time stamp',
    noStampHelp: 'No time-stamp authority is configured.',
    stampYet: 'No time stamp yet',
    key: 'Key',
    states: { current: 'in force', overlap: 'in force beside the new one', retired: 'no longer used', compromised: 'compromised: do not trust it' },
    fromSeq: (seq: string) => `since entry ${seq}`,
    download: 'Download the newest statement',
    downloadWitnessed: 'Download the witnessed one',
    token: 'Download the time stamp',
  },
);

/** What `GET /api/v1/log` says beside origin, key and size; absent where the server has none of it. */
export interface LogState {
  origin: string;
  vkey: string;
  size: number;
  witnesses?: { configured: boolean; policy: string | null; quorum: boolean; names_key?: boolean | null; silent?: { name: string; answer: string }[]; newest: null | { size: number; at: string; cosigned_by: { name: string; at: string }[] } };
  timestamps?: { configured: boolean; newest: null | { size: number; at: string } };
  vkeys?: { vkey: string; from_seq: number | null; until_seq: number | null; state: 'current' | 'overlap' | 'retired' | 'compromised' }[];
}

const shortKey = (vkey: string): string => vkey.split('+').slice(0, 2).join('+');

function Witnesses({ log }: { log: LogState }) {
  const text = useText(texts);
  const format = useFormat();
  const { witnesses } = log;
  if (!witnesses?.configured) return <><Pill kind="warning">{text.none}</Pill><p>{text.noneHelp}</p></>;
  const { newest } = witnesses;
  const lacks = (
    <>
      {witnesses.names_key === false && <p>{text.oldKey}</p>}
      {witnesses.silent?.map(({ name, answer }) => <p key={name}>{text.silent(name, answer)}</p>)}
    </>
  );
  if (!newest) return <><Pill kind="warning">{text.notYet}</Pill><p>{text.notYetHelp}</p>{lacks}</>;
  return (
    <div class="stack tight">
      <p class="row">
        {witnesses.quorum ? <Pill kind="good">{text.witnessed}</Pill> : <Pill kind="danger">{text.short}</Pill>}
        <span>{text.upTo(format.number(newest.size))}, <Time at={newest.at} zone={localZone()} seconds relative /></span>
      </p>
      <ul>
        {newest.cosigned_by.map(({ name, at }) => (
          <li key={name}>
            <code>{name}</code>, <Time at={at} zone={localZone()} seconds />
          </li>
        ))}
      </ul>
      {log.size > newest.size && <p class="quiet small">{text.behind(format.number(log.size - newest.size))}</p>}
      {lacks}
    </div>
  );
}

export function LogStatement() {
  const text = useText(texts);
  const format = useFormat();
  const { value, problem, again } = useLoad(async (signal) => (await api.get('/api/v1/log', { signal })) as unknown as LogState, []);
  if (!value) return problem !== undefined ? <Problem problem={problem} retry={again} /> : <Loading />;
  const { timestamps } = value;
  const stamped = timestamps?.newest;
  return (
    <div class="stack">
      <SummaryList
        narrow
        items={[
          { key: text.origin, value: <code>{value.origin}</code> },
          { key: text.size, value: format.number(value.size) },
          { key: text.witnesses, value: <Witnesses log={value} /> },
          {
            key: text.stamp,
            value: stamped ? (
              <>
                <Time at={stamped.at} zone={localZone()} seconds relative />, {text.upTo(format.number(stamped.size))}
              </>
            ) : timestamps?.configured ? (
              <Pill kind="warning">{text.stampYet}</Pill>
            ) : (
              <>
                <Pill>{text.noStamp}</Pill> <span>{text.noStampHelp}</span>
              </>
            ),
          },
          ...(value.vkeys ?? []).map(({ vkey, state, from_seq }) => ({
            key: text.key,
            value: (
              <>
                <code>{shortKey(vkey)}</code>: {text.states[state]}
                {from_seq !== null && from_seq > 0 && `, ${text.fromSeq(format.number(from_seq))}`}
              </>
            ),
          })),
        ]}
      />
      <Buttons>
        <Button href="/log/checkpoint" download="terang-checkpoint.txt">
          {text.download}
        </Button>
        {value.witnesses?.newest && (
          <Button href="/log/checkpoint.witnessed" download="terang-checkpoint-witnessed.txt">
            {text.downloadWitnessed}
          </Button>
        )}
        {stamped && (
          <Button href={`/log/timestamp/${stamped.size}.tsr`} download={`terang-timestamp-${stamped.size}.tsr`}>
            {text.token}
          </Button>
        )}
      </Buttons>
    </div>
  );
}
