// Which witnesses the bundle itself names, who of them cosigned, whether that is enough: the log's own claim.
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { localZone } from '../../lib/time';
import { Pill } from '../../parts/pill/pill';
import { Time } from '../../parts/time/time';
import type { PolicyVerdict } from '../../verify/policy';

const texts = dictionary(
  {
    title: 'Kebijakan saksi dari berkas ini',
    claim: 'Menurut log itu sendiri',
    yours: 'Yang berlaku adalah kebijakan yang Anda berikan, di atas.',
    help: 'Log itu sendiri yang memilih saksi-saksinya. Itu baru berarti bila Anda memercayai mereka: berikan kebijakan Anda sendiri untuk memeriksanya.',
    enough: 'Menurut kebijakan itu saksinya cukup.',
    short: 'Menurut kebijakan itu saksinya belum cukup.',
    none: 'Kebijakan itu tidak meminta saksi.',
    signed: 'ikut menandatangani pada',
    missing: 'belum menandatangani',
    written: 'Kebijakan seperti tertulis',
    others: (names: string) => `Tanda tangan lain yang tidak disebut kebijakan itu, tidak diperiksa: ${names}.`,
  },
  {
    title: 'The file’s own witness policy',
    claim: 'By the log’s own word',
    yours: 'What counts is the policy that you gave, above.',
    help: 'The log itself chose its witnesses. That counts only if you trust them: give a policy of your own to judge by it.',
    enough: 'By that policy there are enough witnesses.',
    short: 'By that policy there are too few witnesses.',
    none: 'That policy asks for no witness.',
    signed: 'cosigned at',
    missing: 'has not cosigned',
    written: 'The policy as written',
    others: (names: string) => `Other signatures that that policy does not name, not checked: ${names}.`,
  },
);

/** `given`: the reader judges by a policy of another source. */
export function OwnPolicy({ verdict, policy, given }: { verdict: PolicyVerdict; policy: string; given: boolean }) {
  const text = useText(texts);
  const format = useFormat();
  const { cosigned, missing, quorum, unknown } = verdict;
  return (
    <div class="stack tight own-policy">
      <h3>{text.title}</h3>
      <div>
        <Pill kind="neutral">{text.claim}</Pill>
      </div>
      <p>{given ? text.yours : text.help}</p>
      <p>{cosigned.length + missing.length === 0 ? text.none : quorum ? text.enough : text.short}</p>
      {cosigned.length + missing.length > 0 && (
        <ul>
          {cosigned.map(({ name, at }) => (
            <li key={name}>
              <code>{name}</code>: {text.signed} <Time at={at} zone={localZone()} seconds />
            </li>
          ))}
          {missing.map((name) => (
            <li key={name}>
              <code>{name}</code>: {text.missing}
            </li>
          ))}
        </ul>
      )}
      {unknown.length > 0 && <p class="quiet small">{text.others(format.list(unknown))}</p>}
      <details>
        <summary>{text.written}</summary>
        <pre class="verify-value small">{policy}</pre>
      </details>
    </div>
  );
}
