// What a check has come to so far: each check, what is wrong, what was recorded, who else vouches for it.
import { useFormat } from '../../i18n/format';
import { useText } from '../../i18n/language';
import { localZone } from '../../lib/time';
import { Section, SummaryList } from '../../parts/headings/headings';
import { Icon, type IconName } from '../../parts/icon';
import { later } from '../../parts/later/later';
import { Notice } from '../../parts/notice/notice';
import { Time } from '../../parts/time/time';
import type { Decided } from '../../verify/decisions';
import type { Check, Finding, Report } from '../../verify/report';
import { meaningOf, outcomeTexts } from './outcome_texts';
import type { StampVerdict } from './stamps';
import { texts } from './texts';
import type { AskedPolicy, Statement, Witnessed } from './witnessed';

const WitnessSection = later(() => import('./witnessed').then((module) => module.WitnessSection));
const Words = later(() => import('./words').then((module) => module.Words));

const icons: Record<Check['state'], IconName> = { waiting: 'ring', running: 'half', passed: 'check', failed: 'cross' };

function Checks({ checks }: { checks: Check[] }) {
  const text = useText(outcomeTexts);
  const names = useText(texts).checks;
  const format = useFormat();
  return (
    <ol class="verify-checks">
      {checks.map((check) => {
        const [name, single, many] = names[check.id] as readonly [string, string, string];
        return (
          <li key={check.id} class={check.state}>
            <span class="verify-mark">
              <Icon name={icons[check.state]} size={14} />
            </span>
            <div>
              <span class="verify-name">{name}</span>
              <span class="sr-only">: {text.states[check.state]}</span>
            </div>
            <span class="verify-count quiet small figures">
              {check.state !== 'waiting' && (
                <>
                  {text.counted(format.number(check.count), check.count === 1 ? single : many)}
                  <br />
                  {text.ms(format.number(Math.round(check.milliseconds)))}
                </>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function FindingNotice({ finding }: { finding: Finding }) {
  const text = useText(outcomeTexts);
  const format = useFormat();
  return (
    <Notice kind="danger" title={`${text.wrong}: ${finding.check}`} live="alert">
      <p>{text.meanings[meaningOf(finding.check)]}</p>
      <SummaryList
        items={[
          { key: text.foundEntry, value: finding.seq === undefined ? text.whole : format.number(finding.seq) },
          { key: text.field, value: <code>{finding.field}</code> },
          { key: text.expected, value: <code class="verify-value">{finding.expected || '–'}</code> },
          { key: text.found, value: <code class="verify-value">{finding.found || '–'}</code> },
        ]}
      />
    </Notice>
  );
}

function Recorded({ entry }: { entry: NonNullable<Report['entry']> }) {
  const text = useText(outcomeTexts);
  const format = useFormat();
  const { data } = entry;
  const shown = (name: string): string | undefined => (typeof data[name] === 'string' ? (data[name] as string) : undefined);
  const amount = shown('amount');
  return (
    <Section title={text.recorded}>
      <SummaryList
        items={[
          { key: text.entry, value: format.number(entry.seq) },
          {
            key: text.at,
            value: (
              <>
                <Time at={entry.time} zone={localZone()} seconds /> <br />
                <code class="quiet">{entry.time}</code>
              </>
            ),
          },
          { key: text.kind, value: <code>{entry.kind}</code> },
          entry.tender ? { key: text.tender, value: <a href={`/tender/${encodeURIComponent(entry.tender)}`}>{entry.tender}</a> } : null,
          shown('lot') ? { key: text.lot, value: shown('lot') } : null,
          shown('bidder') ? { key: text.bidder, value: shown('bidder') } : null,
          // The currency stands in the tender's rules, not in the bid: only the number can be shown here.
          amount ? { key: text.amount, value: /^\d+(\.\d+)?$/.test(amount) ? format.number(amount) : amount } : null,
          shown('verdict') ? { key: text.verdict, value: <code>{shown('verdict')}</code> } : null,
        ]}
      />
      <details>
        <summary>{text.raw}</summary>
        <pre class="verify-value small">{JSON.stringify(data, null, 2)}</pre>
      </details>
    </Section>
  );
}

function DecidedWords({ decided }: { decided: Decided }) {
  const text = useText(outcomeTexts);
  const format = useFormat();
  if (decided.state === 'broken') return null;
  if (decided.state !== 'taken') return <p>{text.decisions[decided.state]}</p>;
  return (
    <>
      <p>{text.decisions.taken(format.number(decided.again))}</p>
      {decided.undecided.map((one) => (
        <p key={one.tender}>{text.decisions[one.before ? 'before' : 'undecided'](one.tender, format.number(one.decisions), format.number(one.from))}</p>
      ))}
    </>
  );
}

/** What was read, beside what it came to: for the report. */
export interface Read {
  /** Once all of it was read. */
  sha256?: string;
  at: string;
  statement: Statement | undefined;
}

export interface OutcomeProps {
  report: Report;
  name: string;
  read: Read | undefined;
  policy: AskedPolicy;
  authorities: string;
  onWitnessed: (result: Witnessed) => void;
  onStamps: (result: StampVerdict[]) => void;
}

export function Outcome({ report, name, read, policy, authorities, onWitnessed, onStamps }: OutcomeProps) {
  const text = useText(outcomeTexts);
  const format = useFormat();
  return (
    <div class="stack">
      <p class="quiet">
        {text[report.what]}: <span class="file-name">{name}</span>
      </p>
      {report.done && !report.finding && (
        <Notice kind="good" title={text.holds[report.what]} live="status">
          {!report.keyGiven && <p>{text.ownWord}</p>}
          {report.withheld > 0 && <p>{text.withheld(format.number(report.withheld))}</p>}
          {report.unchecked > 0 && <p>{text.unchecked(format.number(report.unchecked))}</p>}
          {report.surrogates > 0 && <p>{text.surrogates(format.number(report.surrogates))}</p>}
          {report.decided && <DecidedWords decided={report.decided} />}
        </Notice>
      )}
      {report.decided?.state === 'broken' && (
        <Notice kind="danger" title={text.decisions.broken} live="alert">
          <p>
            <code class="verify-value">{report.decided.why}</code>
          </p>
        </Notice>
      )}
      {report.finding && <FindingNotice finding={report.finding} />}
      <Checks checks={report.checks} />
      {report.done && !report.finding && read?.statement && report.origin && <WitnessSection statement={read.statement} origin={report.origin} policy={policy} authorities={authorities} vouched={report.vouched} onResult={onWitnessed} onStamps={onStamps} />}
      {report.done && report.keyWords.length + report.erasureWords.length + report.documentWords.length + (report.namedKeys ? 1 : 0) > 0 && <Words keys={report.keyWords} erasures={report.erasureWords} documents={report.documentWords} named={report.namedKeys} holds={!report.finding} />}
      {report.entry && <Recorded entry={report.entry} />}
      {report.done && (
        <Section title={text.facts}>
          <SummaryList
            items={[
              report.origin ? { key: text.log, value: <code>{report.origin}</code> } : null,
              report.size !== undefined ? { key: text.size, value: format.number(report.size) } : null,
              report.vkey ? { key: text.vkey, value: <code class="verify-value">{report.vkey}</code> } : null,
              report.tender ? { key: text.tender, value: <code>{report.tender}</code> } : null,
              report.what === 'bundle' ? { key: text.entries, value: format.number(report.entries) } : null,
              report.what === 'bundle' ? { key: text.bids, value: format.number(report.bids) } : null,
              read ? { key: text.checkedAt, value: <Time at={read.at} zone={localZone()} seconds /> } : null,
              read?.sha256 ? { key: text.fileHash, value: <code class="verify-value">{read.sha256}</code> } : null,
            ]}
          />
        </Section>
      )}
    </div>
  );
}

