// Who beside the log vouches for the statement that was checked: witnesses by the reader's policy, time stamps, the log's keys.
import { useEffect, useState } from 'preact/hooks';
import { dictionary, useText } from '../../i18n/language';
import { useFormat } from '../../i18n/format';
import { localZone } from '../../lib/time';
import { Button, Buttons } from '../../parts/button/button';
import { Section } from '../../parts/headings/headings';
import { Notice } from '../../parts/notice/notice';
import { Pill } from '../../parts/pill/pill';
import { download } from '../../parts/table/csv';
import { Time } from '../../parts/time/time';
import type { PolicyVerdict } from '../../verify/policy';

const texts = dictionary(
  {
    title: 'Saksi dan stempel waktu',
    none: 'Tidak disaksikan',
    noneHelp: 'Pernyataan log ini hanya ditandatangani log sendiri. Tidak ada pihak lain yang menjamin bahwa semua orang melihat log yang sama.',
    unchecked: 'Saksi tidak diperiksa',
    uncheckedHelp: (names: string) => `Ada tanda tangan atas nama ${names}. Isi kebijakan saksi yang Anda percayai untuk memeriksanya.`,
    enough: 'Disaksikan menurut kebijakan Anda',
    short: 'Saksi kurang dari kebijakan Anda',
    missing: (names: string) => `Belum menandatangani: ${names}.`,
    other: (names: string) => `Tanda tangan lain yang tidak dikenal kebijakan ini, tidak diperiksa: ${names}.`,
    wrong: 'Tanda tangan saksi tidak benar',
    wrongHelp: (what: string) => `Tanda tangan ${what} bukan untuk pernyataan ini. Jangan mengandalkan berkas ini.`,
    policyWrong: 'Kebijakan saksi tidak terbaca',
    noStamps: 'Tidak ada stempel waktu dalam berkas ini.',
    stamp: (size: string) => `Stempel waktu atas ${size} catatan`,
    stampNamed: 'Disebut, tidak diperiksa di sini',
    stampHelp: 'Stempel diperiksa dengan sertifikat lembaganya, di luar peramban:',
    note: 'Unduh yang distempel',
    token: 'Unduh stempel',
  },
  {
    title: 'Witnesses and time stamps',
    none: 'Not witnessed',
    noneHelp: 'This statement of the log is signed by the log alone. Nobody else vouches that everyone sees the same log.',
    unchecked: 'Witnesses not checked',
    uncheckedHelp: (names: string) => `There are signatures in the name of ${names}. Enter the witness policy that you trust to check them.`,
    enough: 'Witnessed, by your policy',
    short: 'Fewer witnesses than your policy demands',
    missing: (names: string) => `Have not signed: ${names}.`,
    other: (names: string) => `Other signatures that this policy does not know, not checked: ${names}.`,
    wrong: 'A witness’s signature is wrong',
    wrongHelp: (what: string) => `The signature of ${what} is not over this statement. Do not rely on this file.`,
    policyWrong: 'The witness policy cannot be read',
    noStamps: 'No time stamps in this file.',
    stamp: (size: string) => `Time stamp over ${size} entries`,
    stampNamed: 'Named, not checked here',
    stampHelp: 'A stamp is checked with its authority’s certificate, outside the browser:',
    note: 'Download what was stamped',
    token: 'Download the stamp',
  },
);

export interface Statement {
  note: string;
  stamps: { size: number; note: string; token: string }[];
}

/** The signed statement of a receipt or a bundle, and the stamps it brings. */
export function statementOf(content: string): Statement | undefined {
  if (!content.startsWith('{')) {
    const split = content.indexOf('\n\n');
    return split < 0 ? undefined : { note: content.slice(split + 2), stamps: [] };
  }
  try {
    const manifest = JSON.parse(content.slice(0, content.indexOf('\n') + 1 || undefined)) as { checkpoint?: unknown; timestamps?: unknown };
    const stamps = Array.isArray(manifest.timestamps) ? (manifest.timestamps as { size?: unknown; note?: unknown; token?: unknown }[]) : [];
    return typeof manifest.checkpoint === 'string'
      ? { note: manifest.checkpoint, stamps: stamps.flatMap(({ size, note, token }) => (typeof size === 'number' && typeof note === 'string' && typeof token === 'string' ? [{ size, note, token }] : [])) }
      : undefined;
  } catch {
    return undefined;
  }
}

export type Witnessed = { state: 'none' } | { state: 'unchecked'; names: string[] } | { state: 'checked'; verdict: PolicyVerdict } | { state: 'wrong'; check: string; what: string };

/** By the policy, or by names alone where there is none. */
export async function witnessedBy(note: string, origin: string, policy: string): Promise<Witnessed> {
  const [{ evaluatePolicy, otherSigners, parsePolicy }, { Malformed }] = await Promise.all([import('../../verify/policy'), import('../../verify/note')]);
  if (!policy.trim()) {
    const names = otherSigners(note, origin);
    return names.length ? { state: 'unchecked', names } : { state: 'none' };
  }
  try {
    return { state: 'checked', verdict: evaluatePolicy(parsePolicy(policy), note, origin) };
  } catch (error) {
    if (error instanceof Malformed) return { state: 'wrong', check: error.check, what: error.message.slice(0, 200) };
    throw error;
  }
}

const octetsOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));

export function WitnessSection({ statement, origin, policy, onResult }: { statement: Statement; origin: string; policy: string; onResult: (result: Witnessed) => void }) {
  const text = useText(texts);
  const format = useFormat();
  const [result, setResult] = useState<Witnessed | undefined>();
  useEffect(() => {
    let current = true;
    void witnessedBy(statement.note, origin, policy).then((found) => {
      if (!current) return;
      setResult(found);
      onResult(found);
    });
    return () => {
      current = false;
    };
  }, [statement.note, origin, policy]);
  if (!result) return null;
  return (
    <Section title={text.title}>
      {result.state === 'none' && (
        <div class="stack tight">
          <div><Pill kind="warning">{text.none}</Pill></div>
          <p>{text.noneHelp}</p>
        </div>
      )}
      {result.state === 'unchecked' && (
        <div class="stack tight">
          <div><Pill kind="warning">{text.unchecked}</Pill></div>
          <p>{text.uncheckedHelp(format.list(result.names))}</p>
        </div>
      )}
      {result.state === 'wrong' && (
        <Notice kind="danger" title={`${result.check.startsWith('policy_') || result.check.startsWith('vkey_') ? text.policyWrong : text.wrong}: ${result.check}`} live="alert">
          {result.check === 'cosignature_invalid' ? <p>{text.wrongHelp(result.what)}</p> : <p><code class="verify-value">{result.what}</code></p>}
        </Notice>
      )}
      {result.state === 'checked' && (
        <div class="stack tight">
          <div><Pill kind={result.verdict.quorum ? 'good' : 'warning'}>{result.verdict.quorum ? text.enough : text.short}</Pill></div>
          {result.verdict.cosigned.length > 0 && (
            <ul>
              {result.verdict.cosigned.map(({ name, at }) => (
                <li key={name}>
                  <code>{name}</code>, <Time at={at} zone={localZone()} seconds />
                </li>
              ))}
            </ul>
          )}
          {result.verdict.missing.length > 0 && <p>{text.missing(format.list(result.verdict.missing))}</p>}
          {result.verdict.unknown.length > 0 && <p class="quiet small">{text.other(format.list(result.verdict.unknown))}</p>}
        </div>
      )}
      {statement.stamps.length === 0 ? (
        <p class="quiet">{text.noStamps}</p>
      ) : (
        statement.stamps.map(({ size, note, token }) => (
          <div class="stack tight" key={size}>
            <h3>{text.stamp(format.number(size))}</h3>
            <div>
              <Pill kind="neutral">{text.stampNamed}</Pill>
            </div>
            <p>{text.stampHelp}</p>
            <pre class="verify-value small">{`openssl ts -verify -data ${size}.note -in ${size}.tsr -CAfile tsa.pem`}</pre>
            <Buttons>
              <Button small onClick={() => download(`${size}.note`, 'text/plain', note)}>{text.note}</Button>
              <Button small onClick={() => download(`${size}.tsr`, 'application/timestamp-reply', octetsOf(token))}>{text.token}</Button>
            </Buttons>
          </div>
        ))
      )}
    </Section>
  );
}
