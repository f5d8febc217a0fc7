// Who beside the log vouches for the statement that was checked: witnesses by the reader's policy, time stamps, the log's keys.
import { useEffect, useState } from 'preact/hooks';
import { dictionary, useText } from '../../i18n/language';
import { useFormat } from '../../i18n/format';
import { localZone } from '../../lib/time';
import { Section } from '../../parts/headings/headings';
import { Notice } from '../../parts/notice/notice';
import { Pill } from '../../parts/pill/pill';
import { Time } from '../../parts/time/time';
import type { PolicyVerdict } from '../../verify/policy';
import type { Vouched } from '../../verify/report';
import { OwnPolicy } from './own_policy';
import { type BroughtStamp, Stamps, type StampVerdict } from './stamps';

const texts = dictionary(
  {
    title: 'Saksi dan stempel waktu',
    none: 'Tidak disaksikan',
    noneHelp: 'Pernyataan log ini hanya ditandatangani log sendiri. Tidak ada pihak lain yang menjamin bahwa semua orang melihat log yang sama.',
    unchecked: 'Saksi tidak diperiksa',
    uncheckedHelp: (names: string) => `Ada tanda tangan atas nama ${names}. Isi kebijakan saksi yang Anda percayai untuk memeriksanya.`,
    enough: { given: 'Disaksikan menurut kebijakan Anda', site: 'Disaksikan menurut kebijakan situs ini' },
    short: { given: 'Saksi kurang dari kebijakan Anda', site: 'Saksi kurang dari kebijakan situs ini' },
    missing: (names: string) => `Belum menandatangani: ${names}.`,
    other: (names: string) => `Tanda tangan lain yang tidak dikenal kebijakan ini, tidak diperiksa: ${names}.`,
    wrong: 'Tanda tangan saksi tidak benar',
    wrongHelp: (what: string) => `Tanda tangan ${what} bukan untuk pernyataan ini. Jangan mengandalkan berkas ini.`,
    policyWrong: 'Kebijakan saksi tidak terbaca',
  },
  {
    title: 'Witnesses and time stamps',
    none: 'Not witnessed',
    noneHelp: 'This statement of the log is signed by the log alone. Nobody else vouches that everyone sees the same log.',
    unchecked: 'Witnesses not checked',
    uncheckedHelp: (names: string) => `There are signatures in the name of ${names}. Enter the witness policy that you trust to check them.`,
    enough: { given: 'Witnessed, by your policy', site: 'Witnessed, by this site’s policy' },
    short: { given: 'Fewer witnesses than your policy demands', site: 'Fewer witnesses than this site’s policy demands' },
    missing: (names: string) => `Have not signed: ${names}.`,
    other: (names: string) => `Other signatures that this policy does not know, not checked: ${names}.`,
    wrong: 'A witness’s signature is wrong',
    wrongHelp: (what: string) => `The signature of ${what} is not over this statement. Do not rely on this file.`,
    policyWrong: 'The witness policy cannot be read',
  },
);

export interface Statement {
  note: string;
  /** The log's own, in a bundle's manifest. */
  policy: string;
  stamps: BroughtStamp[];
}

/** The signed statement of a receipt or a bundle, and others' word that it brings. */
export function statementOf(content: string): Statement | undefined {
  if (!content.startsWith('{')) {
    const split = content.indexOf('\n\n');
    return split < 0 ? undefined : { note: content.slice(split + 2), policy: '', stamps: [] };
  }
  try {
    // What does not have this form is refused by the checks themselves.
    const { checkpoint, policy = '', timestamps = [] } = JSON.parse(content.slice(0, content.indexOf('\n') + 1 || undefined)) as { checkpoint?: string; policy?: string; timestamps?: BroughtStamp[] };
    return typeof checkpoint === 'string' ? { note: checkpoint, policy, stamps: timestamps } : undefined;
  } catch {
    return undefined;
  }
}

/** Whose policy it is: what the reader gave, or what this site fills in. */
export interface AskedPolicy {
  text: string;
  from: 'given' | 'site';
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

interface WitnessProps {
  statement: Statement;
  origin: string;
  policy: AskedPolicy;
  /** Certificates (PEM) of those whom the reader trusts to vouch for time-stamp authorities. */
  authorities: string;
  /** What the checks of the bundle said of these. */
  vouched: Vouched | undefined;
  onResult: (result: Witnessed) => void;
  onStamps: (result: StampVerdict[]) => void;
}

const nothing: Vouched['timestamps'] = [];

export function WitnessSection({ statement, origin, policy, authorities, vouched, onResult, onStamps }: WitnessProps) {
  const text = useText(texts);
  const format = useFormat();
  const [result, setResult] = useState<Witnessed | undefined>();
  useEffect(() => {
    let current = true;
    void witnessedBy(statement.note, origin, policy.text).then((found) => {
      if (!current) return;
      setResult(found);
      onResult(found);
    });
    return () => {
      current = false;
    };
  }, [statement.note, origin, policy.text]);
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
          <div><Pill kind={result.verdict.quorum ? 'good' : 'warning'}>{(result.verdict.quorum ? text.enough : text.short)[policy.from]}</Pill></div>
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
      {vouched?.ownPolicy && <OwnPolicy verdict={vouched.ownPolicy} policy={statement.policy} given={policy.from === 'given' && policy.text.trim() !== ''} />}
      <Stamps stamps={statement.stamps} said={vouched?.timestamps ?? nothing} authorities={authorities} onResult={onStamps} />
    </Section>
  );
}
