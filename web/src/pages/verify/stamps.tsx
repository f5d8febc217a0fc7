// The time stamps that a bundle brings: when and by whom, and whether the reader's own certificate vouches for it.
import { useEffect, useState } from 'preact/hooks';
import { dictionary, useText } from '../../i18n/language';
import { useFormat } from '../../i18n/format';
import { localZone } from '../../lib/time';
import { Button, Buttons } from '../../parts/button/button';
import { Loading } from '../../parts/loading/loading';
import { Notice } from '../../parts/notice/notice';
import { Pill } from '../../parts/pill/pill';
import { download } from '../../parts/table/csv';
import { Time } from '../../parts/time/time';
import type { Vouched } from '../../verify/report';

const texts = dictionary(
  {
    none: 'Tidak ada stempel waktu dalam berkas ini.',
    stamp: (size: string) => `Stempel waktu atas ${size} catatan`,
    by: (who: string) => `Distempel oleh ${who || 'lembaga tanpa nama'} pada`,
    named: 'Disebut, tidak diperiksa',
    namedHelp: 'Stempel itu atas pernyataan log ini. Siapa yang membuatnya belum diperiksa: sertifikat lembaga stempel waktu belum diberikan.',
    good: 'Terbukti',
    goodHelp: 'Sertifikat yang Anda berikan menjaminnya: pada saat itu pernyataan log ini sudah ada.',
    wrong: 'Stempel waktu ini tidak terbukti',
    wrongHelp: 'Jangan mengandalkan waktunya: pembuatnya tidak dijamin oleh sertifikat yang Anda berikan, atau stempelnya diubah.',
    caWrong: 'Sertifikat yang Anda berikan tidak terbaca',
    caWrongHelp: 'Bentuknya PEM: mulai dengan -----BEGIN CERTIFICATE-----.',
    checking: 'Memeriksa stempel…',
    elsewhere: 'Dapat juga diperiksa di luar peramban:',
    note: 'Unduh yang distempel',
    token: 'Unduh stempel',
  },
  {
    none: 'No time stamps in this file.',
    stamp: (size: string) => `Time stamp over ${size} entries`,
    by: (who: string) => `Stamped by ${who || 'an authority without a name'} at`,
    named: 'Named, not checked',
    namedHelp: 'The stamp is over this log’s statement. Who made it was not checked: no authority’s certificate was given.',
    good: 'Proved',
    goodHelp: 'The certificate you gave vouches for it: by then this statement of the log was there.',
    wrong: 'This time stamp is not proved',
    wrongHelp: 'Do not rely on its time: the certificate you gave does not vouch for who made it, or the stamp was altered.',
    caWrong: 'The certificate you gave cannot be read',
    caWrongHelp: 'It is in the form PEM: it begins with -----BEGIN CERTIFICATE-----.',
    checking: 'Checking the stamp…',
    elsewhere: 'It can be checked outside the browser too:',
    note: 'Download what was stamped',
    token: 'Download the stamp',
  },
);

export interface BroughtStamp {
  size: number;
  note: string;
  token: string;
}
export type StampVerdict = { size: number; at: string; by: string } & ({ state: 'unchecked' } | { state: 'good' } | { state: 'wrong'; check: string; why: string });

const octetsOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));

/** Of stamps that the bundle's own checks have read: whether the certificates vouch for them. */
export async function judged(stamps: BroughtStamp[], said: Vouched['timestamps'], authorities: string): Promise<StampVerdict[]> {
  const told = stamps.map(({ size }, n) => ({ size, at: said[n]?.at ?? '', by: said[n]?.by ?? '' }));
  if (!authorities.trim()) return told.map((one) => ({ ...one, state: 'unchecked' }));
  const [{ checkTimestamp }, { Malformed }] = await Promise.all([import('../../verify/timestamp'), import('../../verify/note')]);
  return Promise.all(
    stamps.map(async ({ note, token }, n): Promise<StampVerdict> => {
      try {
        await checkTimestamp(octetsOf(token), note, authorities);
        return { ...told[n]!, state: 'good' };
      } catch (error) {
        if (error instanceof Malformed) return { ...told[n]!, state: 'wrong', check: error.check, why: error.message };
        throw error;
      }
    }),
  );
}

function Verdict({ verdict }: { verdict: StampVerdict }) {
  const text = useText(texts);
  if (verdict.state === 'wrong') {
    const ca = verdict.check === 'timestamp_ca_malformed';
    return (
      <Notice kind={ca ? 'warning' : 'danger'} title={`${ca ? text.caWrong : text.wrong}: ${verdict.check}`} live="alert">
        <p>{ca ? text.caWrongHelp : text.wrongHelp}</p>
        {!ca && <p><code class="verify-value">{verdict.why}</code></p>}
      </Notice>
    );
  }
  return (
    <>
      <div>
        <Pill kind={verdict.state === 'good' ? 'good' : 'neutral'}>{verdict.state === 'good' ? text.good : text.named}</Pill>
      </div>
      <p>{verdict.state === 'good' ? text.goodHelp : text.namedHelp}</p>
    </>
  );
}

export function Stamps({ stamps, said, authorities, onResult }: { stamps: BroughtStamp[]; said: Vouched['timestamps']; authorities: string; onResult: (result: StampVerdict[]) => void }) {
  const text = useText(texts);
  const format = useFormat();
  const [result, setResult] = useState<StampVerdict[] | undefined>();
  useEffect(() => {
    let current = true;
    setResult(undefined);
    void judged(stamps, said, authorities).then((found) => {
      if (!current) return;
      setResult(found);
      onResult(found);
    });
    return () => {
      current = false;
    };
  }, [stamps, said, authorities]);
  if (stamps.length === 0) return <p class="quiet">{text.none}</p>;
  return (
    <>
      {stamps.map(({ size, note, token }, n) => (
        <div class="stack tight" key={n}>
          <h3>{text.stamp(format.number(size))}</h3>
          {said[n] && (
            <p>
              {text.by(said[n].by)} <Time at={said[n].at} zone={localZone()} seconds />
            </p>
          )}
          {result?.[n] ? <Verdict verdict={result[n]} /> : <Loading>{text.checking}</Loading>}
          <details>
            <summary>{text.elsewhere}</summary>
            <pre class="verify-value small">{`openssl ts -verify -token_in -in ${size}.tsr -data ${size}.note -CAfile tsa.pem`}</pre>
          </details>
          <Buttons>
            <Button small onClick={() => download(`${size}.note`, 'text/plain', note)}>{text.note}</Button>
            <Button small onClick={() => download(`${size}.tsr`, 'application/timestamp-reply', octetsOf(token))}>{text.token}</Button>
          </Buttons>
        </div>
      ))}
    </>
  );
}
