import './officer.css';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { api, ApiProblem } from '../../api/client';
import type { components } from '../../api/types.gen';
import type { OfficerTenderView } from '../../api/views';
import { dictionary, useText } from '../../i18n/language';
import { Button, Buttons } from '../../parts/button/button';
import { ErrorSummary } from '../../parts/error_summary/error_summary';
import { Section, Title } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { Notice } from '../../parts/notice/notice';
import { navigate, type PageProps } from '../../router';
import { Guard } from '../account/guard';
import { Problem } from '../../parts/problem/problem';
import { ReasonDialog } from '../account/reason_dialog';
import { useLoad } from '../../lib/use_load';
import { forget, keep, kept } from './editor/backup';
import { EditingContext } from './editor/fields';
import { LotStep } from './editor/lot_step';
import { cleaned, differences, idOf, withValue } from './editor/model';
import { type Place, usePlaceName, useProblemName } from './editor/problems';
import { AboutStep, ScheduleStep } from './editor/steps';
import { useRefusals } from './refusals';

const texts = dictionary(
  {
    title: 'Tulis adendum',
    intro: 'Ubah dokumen sebagaimana seharusnya terbaca. Perubahan, alasan, dan dokumen lama tetap dapat dibaca semua orang.',
    running: 'Lelang sudah dimulai: hanya uraian dan narahubung yang masih dapat diubah.',
    about: 'Isi',
    schedule: 'Jadwal',
    lot: (n: string, title: string) => `Lot ${n}: ${title}`,
    publish: 'Umumkan adendum',
    nothing: 'Belum ada yang berubah.',
    changed: (n: number) => `${n} bagian berubah`,
    confirmTitle: 'Umumkan adendum ini?',
    effect: 'Adendum langsung berlaku dan tercatat di buku besar.',
    where: (path: string, what: string) => `${path}: ${what}`,
  },
  {
    title: 'Write an addendum',
    intro: 'Change the document to how it shall read. The change, its reason and the old document stay readable for everybody.',
    running: 'The auction has begun: only the description and the contact can still change.',
    about: 'Content',
    schedule: 'Schedule',
    lot: (n: string, title: string) => `Lot ${n}: ${title}`,
    publish: 'Publish addendum',
    nothing: 'Nothing has changed yet.',
    changed: (n: number) => `${n} ${n === 1 ? 'place has' : 'places have'} changed`,
    confirmTitle: 'Publish this addendum?',
    effect: 'The addendum is in force at once and enters the ledger.',
    where: (path: string, what: string) => `${path}: ${what}`,
  },
);

function Addendum({ view }: { view: OfficerTenderView }) {
  const text = useText(texts);
  const say = useProblemName();
  const place = usePlaceName();
  const refusals = useRefusals();
  const name = `${view.id}.addendum`;
  const before = useMemo(() => kept(name), [name]);
  const [document, setDocument] = useState(before?.version === view.addenda.length ? before.document : view.document);
  const [problems, setProblems] = useState<Place[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [sending, setSending] = useState(false);
  const [done, setDone] = useState(false);
  const changed = differences(cleaned(view.document), cleaned(document));
  const early = view.state === 'published' || view.state === 'scheduled';
  const dirty = changed.length > 0 && !done;

  useEffect(() => {
    if (!dirty) {
      forget(name);
      return;
    }
    keep(name, { version: view.addenda.length, document, at: Date.now() });
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [document, dirty]);

  const change = (pointer: string, value: unknown): void => {
    setDocument((now) => withValue(now, pointer, value));
    setProblems((now) => now.filter(({ path }) => path !== pointer && !path.startsWith(`${pointer}/`)));
  };
  return (
    <EditingContext.Provider value={{ document, change, problems, addendum: true }}>
      <div class="stack wide">
        <Title caption={<a href={`/manage/${view.id}`}>{view.document.title}</a>}>{text.title}</Title>
        <p>{text.intro}</p>
        {!early && <Notice kind="warning"><p>{text.running}</p></Notice>}
        <ErrorSummary attempt={attempt} errors={problems.map(({ path, name: what }) => ({ field: idOf(path), message: text.where(place(path) || path, say(what)) }))} />
        <Section title={text.about}>
          <div class="editor-body">
            <AboutStep />
          </div>
        </Section>
        {early && (
          <>
            <Section title={text.schedule}>
              <div class="editor-body">
                <ScheduleStep replace={setDocument} />
              </div>
            </Section>
            {document.lots.map((lot, n) => (
              <details key={lot.id} open={problems.some(({ path }) => path.startsWith(`/lots/${n}`)) || undefined}>
                <summary>{text.lot(lot.id, lot.title)}</summary>
                <div class="editor-body">
                  <LotStep index={n} lot={lot} />
                </div>
              </details>
            ))}
          </>
        )}
        <div class="editor-save">
          <span class="quiet" role="status">
            {changed.length === 0 ? text.nothing : text.changed(changed.length)}
          </span>
          <Buttons>
            <Button kind="primary" disabled={changed.length === 0} onClick={() => setSending(true)}>
              {text.publish}
            </Button>
          </Buttons>
        </div>
        {sending && (
          <ReasonDialog
            title={text.confirmTitle}
            action={text.publish}
            refusals={refusals}
            onClose={() => {
              setSending(false);
              if (done) navigate(`/manage/${view.id}`);
              else if (problems.length > 0) setAttempt((n) => n + 1);
            }}
            onSend={async (reason) => {
              try {
                return await api.post('/api/v1/tenders/{tender}/addenda', {
                  path: { tender: view.id },
                  body: { document: cleaned(document) as unknown as components['schemas']['Document'], reason },
                });
              } catch (refusal) {
                if (refusal instanceof ApiProblem) setProblems(refusal.problems);
                throw refusal;
              }
            }}
            onDone={() => setDone(true)}
          >
            <p>{text.effect}</p>
            <ul>
              {changed.map((path) => (
                <li key={path}>
                  {[/^\/lots\/(\d+)/.test(path) ? text.lot(String(Number(/^\/lots\/(\d+)/.exec(path)![1]) + 1), '').replace(/: $/, '') : '', place(path)].filter(Boolean).join(', ') || <code>{path}</code>}
                </li>
              ))}
            </ul>
          </ReasonDialog>
        )}
      </div>
    </EditingContext.Provider>
  );
}

function Load({ id }: { id: string }) {
  const load = useLoad((signal) => api.get('/api/v1/tenders/{tender}', { path: { tender: id }, signal }), [id]);
  if (load.value) return <Addendum view={load.value.tender as unknown as OfficerTenderView} />;
  return load.problem !== undefined ? <Problem problem={load.problem} retry={load.again} /> : <Loading />;
}

export default function AddendumPage({ params }: PageProps) {
  return <Guard roles={['officer']}>{() => <Load id={params.id!} />}</Guard>;
}
