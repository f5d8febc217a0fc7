// Checks a receipt or a bundle in the browser. The checking code is loaded when there is something to check.
import './verify.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { api, ApiProblem, streamOf, urlOf } from '../../api/client';
import { useFormat } from '../../i18n/format';
import { useText } from '../../i18n/language';
import { localZone } from '../../lib/time';
import { Button, Buttons } from '../../parts/button/button';
import { later } from '../../parts/later/later';
import { serverNow } from '../../lib/server_clock';
import { TextField } from '../../parts/field/field';
import { TextArea } from '../../parts/field/more_fields';
import { download } from '../../parts/table/csv';
import { FileDrop, useSize } from '../../parts/file_drop/file_drop';
import { Section, SummaryList, Title } from '../../parts/headings/headings';
import { Icon, type IconName } from '../../parts/icon';
import { Loading } from '../../parts/loading/loading';
import { Notice } from '../../parts/notice/notice';
import { Problem } from '../../parts/problem/problem';
import { Time } from '../../parts/time/time';
import type { PageProps } from '../../router';
import type { Decided } from '../../verify/decisions';
import type { Reading } from '../../verify/reading';
import type { Check, Finding, Report } from '../../verify/report';
import { meaningOf, texts } from './texts';
import type { Statement, Witnessed } from './witnessed';

const WitnessSection = later(() => import('./witnessed').then((module) => module.WitnessSection));
const Words = later(() => import('./words').then((module) => module.Words));

const icons: Record<Check['state'], IconName> = { waiting: 'ring', running: 'half', passed: 'check', failed: 'cross' };

function Checks({ checks }: { checks: Check[] }) {
  const text = useText(texts);
  const format = useFormat();
  return (
    <ol class="verify-checks">
      {checks.map((check) => {
        const [name, single, many] = text.checks[check.id] as readonly [string, string, string];
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
  const text = useText(texts);
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
  const text = useText(texts);
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
  const text = useText(texts);
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
interface Read {
  /** Once all of it was read. */
  sha256?: string;
  at: string;
  statement: Statement | undefined;
}

interface Way {
  done: number;
  size: number | undefined;
}

function Progress({ name, way, onStop }: { name: string; way: Way; onStop: () => void }) {
  const text = useText(texts);
  const size = useSize();
  return (
    <div class="verify-progress">
      <progress max={way.size ?? 1} value={way.size === undefined ? undefined : way.done} aria-label={text.reading(name)} />
      <p class="quiet small figures">{way.size === undefined ? size(way.done) : text.read(size(way.done), size(way.size))}</p>
      <Button small onClick={onStop}>
        {text.stop}
      </Button>
    </div>
  );
}

function Outcome({ report, name, read, policy, onWitnessed }: { report: Report; name: string; read: Read | undefined; policy: string; onWitnessed: (result: Witnessed) => void }) {
  const text = useText(texts);
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
      {report.done && !report.finding && read?.statement && report.origin && <WitnessSection statement={read.statement} origin={report.origin} policy={policy} onResult={onWitnessed} />}
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

type Source = { name: string; open: () => Promise<{ stream: ReadableStream<Uint8Array>; size: number | undefined }> };

export default function VerifyPage({ query }: PageProps) {
  const text = useText(texts);
  const [key, setKey] = useState('');
  const [keyKnown, setKeyKnown] = useState(false);
  const [keyOpen, setKeyOpen] = useState(false);
  const [source, setSource] = useState<Source | undefined>();
  const [report, setReport] = useState<Report | undefined>();
  const [message, setMessage] = useState('');
  const [problem, setProblem] = useState<unknown>();
  const [opening, setOpening] = useState('');
  const [way, setWay] = useState<Way | undefined>();
  const [policy, setPolicy] = useState('');
  const [policyOpen, setPolicyOpen] = useState(false);
  const [read, setRead] = useState<Read | undefined>();
  const [witnessed, setWitnessed] = useState<Witnessed | undefined>();
  const round = useRef(0);
  const stop = useRef(() => {});
  const tender = query.get('tender');
  const receipt = query.get('receipt');
  // As the evidence page links here: the bundle with its documents.
  const documents = query.get('documents') === 'yes';

  const verify = async (from: Source, typedKey: string): Promise<void> => {
    stop.current();
    const mine = (round.current += 1);
    const current = (): boolean => mine === round.current;
    const show = (state: Report): void => void (current() && setReport(state));
    setMessage('');
    setProblem(undefined);
    setOpening(from.name);
    let reading: Reading | undefined;
    let left = false;
    try {
      const [{ stream, size }, { parseVkey }, { looksLikeReceipt, verifyReceipt }, { verifyBundle }, { chunksOf }, { Reading: Reader }, { decideApart }, { statementOf }] = await Promise.all([
        from.open(),
        import('../../verify/note'),
        import('../../verify/receipt'),
        import('../../verify/bundle'),
        import('../../verify/lines'),
        import('../../verify/reading'),
        import('../../verify/decide_apart'),
        import('./witnessed'),
      ]);
      if (!current()) return void stream.cancel();
      let told = -Infinity;
      reading = new Reader(chunksOf(stream), (done) => {
        if (!current() || (performance.now() - told < 100 && done !== size)) return;
        told = performance.now();
        setWay({ done, size });
      });
      const mineToStop = reading;
      stop.current = () => {
        left = true;
        mineToStop.stop();
      };
      const first = await reading.firstLine();
      const small = first.startsWith('{') ? undefined : await reading.whole();
      if (!current()) return;
      if (small !== undefined && /^\s*(#|log |witness |group |quorum )/.test(small)) {
        // What was checked before stays, and is held against the policy now.
        setPolicy(small);
        setPolicyOpen(true);
        setMessage(text.policyTaken);
        return;
      }
      setSource(from);
      setReport(undefined);
      setWitnessed(undefined);
      const at = new Date(serverNow()).toISOString();
      const statement = statementOf(small ?? first);
      setRead({ at, statement });
      let trusted;
      if (typedKey.trim()) {
        try {
          trusted = parseVkey(typedKey);
        } catch {
          setMessage(text.keyWrong);
          setKeyOpen(true);
          return;
        }
      }
      setOpening('');
      if (small !== undefined && looksLikeReceipt(small)) {
        if (trusted) await verifyReceipt(small, trusted, true, show);
        else {
          setMessage(text.noKey);
          setKeyOpen(true);
        }
      } else if (small === undefined && first.startsWith('{')) await verifyBundle(reading.pieces(), trusted, show, { decide: decideApart });
      else {
        setMessage(text.unknown);
        return;
      }
      const sha256 = await reading.hash();
      if (current()) setRead({ at, statement, sha256 });
    } catch (error) {
      if (!current()) return;
      const code = error instanceof ApiProblem ? error.code : '';
      // What was found stands, though the rest of the file was not read.
      setReport((shown) => (left && shown?.done ? shown : undefined));
      if (left) setMessage(text.stopped);
      else if (code === 'not_disclosed') setMessage(text.notDisclosed);
      else if (code === 'not_yours' || code === 'signed_out') setMessage(receipt ? text.notYours : text.documentsNot);
      else setProblem(error);
    } finally {
      reading?.stop();
      if (current()) {
        setOpening('');
        setWay(undefined);
      }
    }
  };

  useEffect(() => {
    let current = true;
    const begin = (known: string): void => {
      if (!current) return;
      if (receipt && /^\d+$/.test(receipt)) {
        void verify({ name: `#${receipt}`, open: () => streamOf('/api/v1/receipts/{seq}', { path: { seq: receipt } }) }, known);
      } else if (tender) {
        void verify({ name: tender, open: () => streamOf('/api/v1/tenders/{tender}/bundle', { path: { tender }, query: { documents: documents ? 'yes' : undefined } }) }, known);
      }
    };
    // The page is of use without a connection too: then the key is asked for.
    api.get('/api/v1/log').then(
      ({ vkey, ...more }) => {
        if (!current) return;
        const own = (more as { witnesses?: { policy?: string | null } }).witnesses?.policy;
        if (own) setPolicy(own);
        setKey(vkey);
        setKeyKnown(true);
        begin(vkey);
      },
      () => {
        if (current) setKeyOpen(true);
        begin('');
      },
    );
    return () => {
      current = false;
      round.current += 1;
      stop.current();
    };
  }, [tender, receipt, documents]);

  const choose = (files: File[]): void => {
    const file = files[0]!;
    void verify({ name: file.name, open: () => Promise.resolve({ stream: file.stream(), size: file.size }) }, key);
  };

  return (
    <div class="stack wide">
      <div class="stack tight">
        <Title>{text.title}</Title>
        <p>{text.lead}</p>
      </div>
      <div class="columns even">
        <div class="stack">
          <FileDrop label={text.drop} hint={text.dropHint} onFiles={choose} />
          <p class="verify-private">
            <Icon name="lock" /> {text.nothingSent}
          </p>
          {keyOpen ? (
            <TextField label={text.key} hint={text.keyHint} value={key} onInput={setKey} spellcheck={false} id="vkey" />
          ) : (
            keyKnown && (
              <div>
                <p class="small quiet">
                  {text.key}: <code class="verify-value">{key}</code>
                </p>
                <Button kind="quiet" small onClick={() => setKeyOpen(true)}>
                  {text.keyOther}
                </Button>
              </div>
            )
          )}
          {policyOpen ? (
            <TextArea label={text.policy} hint={text.policyHint} value={policy} onInput={setPolicy} rows={6} id="policy" />
          ) : (
            <div>
              <Button kind="quiet" small onClick={() => setPolicyOpen(true)}>
                {text.policySet}
              </Button>
            </div>
          )}
        </div>
        <div class="stack">
          {!report && !opening && !message && !problem && (
            <Section title={text.what}>
              <ul class="verify-what">
                {(['checkpoint', 'chain', 'commitments', 'sequence', 'inclusion', 'signatures', 'decisions'] as const).map((id) => (
                  <li key={id}>{text.checks[id][0]}</li>
                ))}
              </ul>
              <p class="quiet small">{text.whatOnly}</p>
            </Section>
          )}
          {opening && <Loading>{text.opening(opening)}</Loading>}
          {way && <Progress name={source?.name ?? opening} way={way} onStop={() => stop.current()} />}
          {message && (
            <Notice kind="warning" live="status">
              <p>{message}</p>
            </Notice>
          )}
          {problem ? <Problem problem={problem} retry={source && (() => void verify(source, key))} /> : null}
          {report && source && <Outcome report={report} name={source.name} read={read} policy={policy} onWitnessed={setWitnessed} />}
          {report?.done && !way && source && (
            <Buttons>
              <Button onClick={() => void verify(source, key)}>{text.again}</Button>
              <Button onClick={() => window.print()}>{text.print}</Button>
              <Button onClick={() => download(`terang-verification-${read?.sha256?.slice(0, 12) ?? ''}.json`, 'application/json', JSON.stringify({ at: read?.at, file: { name: source.name, sha256: read?.sha256 }, program: 'terang web', report, witnesses: witnessed ?? null }, null, 2))}>
                <Icon name="download" /> {text.report}
              </Button>
              {tender && (
                <Button href={urlOf('/api/v1/tenders/{tender}/bundle', { path: { tender }, query: { documents: documents ? 'yes' : undefined } })} download>
                  <Icon name="download" /> {text.bundle}
                </Button>
              )}
            </Buttons>
          )}
        </div>
      </div>
    </div>
  );
}
