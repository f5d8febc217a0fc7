// Checks a receipt or a bundle in the browser. The checking code is loaded when there is something to check.
import './verify.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { api, ApiProblem, streamOf, urlOf } from '../../api/client';
import { useText } from '../../i18n/language';
import { Button, Buttons } from '../../parts/button/button';
import { later } from '../../parts/later/later';
import { serverNow } from '../../lib/server_clock';
import { TextField } from '../../parts/field/field';
import { TextArea } from '../../parts/field/more_fields';
import { download } from '../../parts/table/csv';
import { FileDrop, useSize } from '../../parts/file_drop/file_drop';
import { Section, Title } from '../../parts/headings/headings';
import { Icon } from '../../parts/icon';
import { Loading } from '../../parts/loading/loading';
import { Notice } from '../../parts/notice/notice';
import { Problem } from '../../parts/problem/problem';
import type { PageProps } from '../../router';
import type { Reading } from '../../verify/reading';
import type { Report } from '../../verify/report';
import type { Read } from './outcome';
import { prepare } from './prepare';
import { texts } from './texts';
import type { StampVerdict } from './stamps';
import type { AskedPolicy, Witnessed } from './witnessed';

const Outcome = later(() => import('./outcome').then((module) => module.Outcome));

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
  const [policy, setPolicy] = useState<AskedPolicy>({ text: '', from: 'site' });
  const [policyOpen, setPolicyOpen] = useState(false);
  const [read, setRead] = useState<Read | undefined>();
  const [witnessed, setWitnessed] = useState<Witnessed | undefined>();
  const [authorities, setAuthorities] = useState('');
  const [authoritiesOpen, setAuthoritiesOpen] = useState(false);
  const [stamps, setStamps] = useState<StampVerdict[]>([]);
  const [ready, setReady] = useState(false);
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
        setPolicy({ text: small, from: 'given' });
        setPolicyOpen(true);
        setMessage(text.policyTaken);
        return;
      }
      if (small !== undefined && !looksLikeReceipt(small) && small.includes('-----BEGIN CERTIFICATE-----')) {
        setAuthorities(small);
        setAuthoritiesOpen(true);
        setMessage(text.authoritiesTaken);
        return;
      }
      setSource(from);
      setReport(undefined);
      setWitnessed(undefined);
      setStamps([]);
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
        if (own) setPolicy((shown) => (shown.from === 'given' ? shown : { text: own, from: 'site' }));
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

  // After what was asked for: the page is there to be read, and a file or the platform's answer to be waited for.
  useEffect(() => {
    if (!keyKnown && !keyOpen) return;
    let current = true;
    prepare().then(() => current && setReady(true), () => {});
    return () => {
      current = false;
    };
  }, [keyKnown || keyOpen]);

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
            <Icon name="lock" />
            <span>
              {text.nothingSent} {ready && text.mayDisconnect}
            </span>
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
            <TextArea label={text.policy} hint={text.policyHint} value={policy.text} onInput={(typed) => setPolicy({ text: typed, from: 'given' })} rows={6} id="policy" />
          ) : (
            <div>
              <Button kind="quiet" small onClick={() => setPolicyOpen(true)}>
                {text.policySet}
              </Button>
            </div>
          )}
          {authoritiesOpen ? (
            <TextArea label={text.authorities} hint={text.authoritiesHint} value={authorities} onInput={setAuthorities} rows={6} id="authorities" />
          ) : (
            <div>
              <Button kind="quiet" small onClick={() => setAuthoritiesOpen(true)}>
                {text.authoritiesSet}
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
          {report && source && <Outcome report={report} name={source.name} read={read} policy={policy} authorities={authorities} onWitnessed={setWitnessed} onStamps={setStamps} />}
          {report?.done && !way && source && (
            <Buttons>
              <Button onClick={() => void verify(source, key)}>{text.again}</Button>
              <Button onClick={() => window.print()}>{text.print}</Button>
              <Button onClick={() => download(`terang-verification-${read?.sha256?.slice(0, 12) ?? ''}.json`, 'application/json', JSON.stringify({ at: read?.at, file: { name: source.name, sha256: read?.sha256 }, program: 'terang web', report, witnesses: witnessed ?? null, timestamps: stamps }, null, 2))}>
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
