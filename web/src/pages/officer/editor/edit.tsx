import '../officer.css';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { api, ApiProblem } from '../../../api/client';
import type { components } from '../../../api/types.gen';
import { useFormat } from '../../../i18n/format';
import { dictionary, useText } from '../../../i18n/language';
import { localZone } from '../../../lib/time';
import { Button, Buttons } from '../../../parts/button/button';
import { Dialog } from '../../../parts/dialog/dialog';
import { Title } from '../../../parts/headings/headings';
import { Loading } from '../../../parts/loading/loading';
import { Notice } from '../../../parts/notice/notice';
import { type Task, TaskList, type TaskState } from '../../../parts/task_list/task_list';
import { navigate, type PageProps } from '../../../router';
import { Guard } from '../../account/guard';
import { Problem } from '../../../parts/problem/problem';
import { useLoad } from '../../../lib/use_load';
import { useRefusals } from '../refusals';
import { forget, keep, kept } from './backup';
import { CheckStep } from './check_step';
import { EditingContext } from './fields';
import { LotStep } from './lot_step';
import { cleaned, differences, idOf, type Step, stepOf, type TenderDocument, withValue } from './model';
import type { Place } from './problems';
import { AboutStep, LotsStep, ScheduleStep } from './steps';

const texts = dictionary(
  {
    caption: 'Konsep tender',
    untitled: 'Tender tanpa judul',
    steps: { about: 'Apa yang dibeli', schedule: 'Jadwal dan mata uang', lots: 'Daftar lot', check: 'Periksa dan umumkan' },
    lot: (n: string, name: string) => (name ? `Lot ${n}: ${name}` : `Lot ${n}`),
    tasks: 'Bagian dokumen',
    save: 'Simpan konsep',
    next: 'Simpan dan lanjut',
    saved: (version: number, time: string) => `Tersimpan pukul ${time} (versi ${version})`,
    unsaved: 'Ada perubahan yang belum tersimpan di server',
    saving: 'Menyimpan…',
    restored: (time: string) => `Perubahan Anda dari ${time} dipulihkan`,
    restoredHelp: 'Perubahan ini belum tersimpan di server ketika halaman ditutup.',
    discard: 'Buang perubahan itu',
    conflict: 'Konsep ini sudah disimpan dari tempat lain',
    conflictHelp: (mine: number, theirs: number) =>
      `Anda menulis di atas versi ${mine}; di server sudah ada versi ${theirs}. Pilih yang dipakai. Tulisan Anda tetap ada di peramban ini sampai Anda memilih.`,
    differs: 'Bagian yang berbeda',
    mine: 'Simpan tulisan saya',
    theirs: 'Pakai versi di server',
    notDraft: 'Tender ini sudah diumumkan',
    notDraftHelp: 'Konsepnya tidak dapat diubah lagi. Perubahan dilakukan dengan adendum.',
    manage: 'Kelola tender ini',
  },
  {
    caption: 'Draft tender',
    untitled: 'Untitled tender',
    steps: { about: 'What is bought', schedule: 'Schedule and currency', lots: 'List of lots', check: 'Check and publish' },
    lot: (n: string, name: string) => (name ? `Lot ${n}: ${name}` : `Lot ${n}`),
    tasks: 'Parts of the document',
    save: 'Save draft',
    next: 'Save and continue',
    saved: (version: number, time: string) => `Saved at ${time} (version ${version})`,
    unsaved: 'There are changes that the server does not have yet',
    saving: 'Saving…',
    restored: (time: string) => `Your changes of ${time} have been restored`,
    restoredHelp: 'They were not saved on the server when the page was closed.',
    discard: 'Discard those changes',
    conflict: 'This draft has been saved from somewhere else',
    conflictHelp: (mine: number, theirs: number) =>
      `You wrote on version ${mine}; the server has version ${theirs}. Choose which to keep. What you wrote stays in this browser until you choose.`,
    differs: 'Parts that differ',
    mine: 'Save what I wrote',
    theirs: 'Take the server’s version',
    notDraft: 'This tender has been published',
    notDraftHelp: 'Its draft cannot be changed any more. Changes are made by an addendum.',
    manage: 'Manage this tender',
  },
);

type Saved = { version: number; document: TenderDocument };

export async function loadDraft(id: string, signal?: AbortSignal): Promise<Saved> {
  const { version, document } = await api.get('/api/v1/tenders/{tender}/draft', { path: { tender: id }, ...(signal ? { signal } : {}) });
  return { version, document: document as unknown as TenderDocument };
}

function Editor({ id, first, wanted }: { id: string; first: Saved; wanted: Step }) {
  const text = useText(texts);
  const format = useFormat();
  const refusals = useRefusals();
  const backup = useMemo(() => kept(id), [id]);
  const differs = backup && differences(cleaned(backup.document), cleaned(first.document)).length > 0;
  const [document, setDocument] = useState<TenderDocument>(differs ? backup.document : first.document);
  const [server, setServer] = useState<Saved>(first);
  const [base, setBase] = useState(differs ? backup.version : first.version);
  const [restored, setRestored] = useState(differs ? backup.at : undefined);
  const [conflict, setConflict] = useState<Saved | undefined>();
  const [problems, setProblems] = useState<Place[]>([]);
  const [problem, setProblem] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  const [savedAt, setSavedAt] = useState<number | undefined>();
  const step = wanted;
  const dirty = differences(cleaned(document), cleaned(server.document)).length > 0;
  const newest = useRef(document);
  newest.current = document;

  // Kept with every change, before anything else can happen to the page, and asked about before it is left.
  useLayoutEffect(() => {
    if (dirty) keep(id, { version: base, document, at: Date.now() });
    else forget(id);
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [document, dirty, base]);

  const save = async (over?: number): Promise<boolean> => {
    const sent = newest.current;
    setSaving(true);
    setProblem(undefined);
    try {
      const body = cleaned(sent) as unknown as components['schemas']['Document'];
      const answer = await api.put('/api/v1/tenders/{tender}/draft', { path: { tender: id }, query: { version: over ?? base }, body });
      setServer({ version: answer.version, document: sent });
      setBase(answer.version);
      setSavedAt(Date.now());
      setConflict(undefined);
      setRestored(undefined);
      const found = (answer as { problems?: Place[] }).problems;
      if (found && problems.length > 0) setProblems(found);
      return true;
    } catch (refusal) {
      if (refusal instanceof ApiProblem && refusal.code === 'draft_version_conflict') {
        try {
          setConflict(await loadDraft(id));
        } catch (other) {
          setProblem(other);
        }
      } else setProblem(refusal);
      return false;
    } finally {
      setSaving(false);
    }
  };

  const go = (next: Step, focus?: string): void => {
    if (dirty) void save();
    navigate(`/manage/${id}/edit?step=${next}`);
    window.scrollTo(0, 0);
    const find = (left: number): void => {
      const field = window.document.getElementById(focus ?? 'step-title');
      if (field) {
        // A place without a control of its own shows through the nearest one.
        field.focus({ preventScroll: focus === undefined });
        if (focus) field.closest('.field')?.scrollIntoView({ block: 'center' });
      } else if (left > 0) setTimeout(() => find(left - 1), 60);
    };
    setTimeout(() => find(8), 30);
  };

  const order: Step[] = ['about', 'schedule', 'lots', ...document.lots.map((_, n) => `lot-${n + 1}` as const), 'check'];
  const following = order[order.indexOf(step) + 1];
  const nameOf = (one: Step): string =>
    one.startsWith('lot-') ? text.lot(one.slice(4), document.lots[Number(one.slice(4)) - 1]?.title ?? '') : text.steps[one as keyof typeof text.steps];
  const stateOf = (one: Step): TaskState => {
    if (one === 'check') return 'todo';
    if (problems.some(({ path }) => stepOf(path) === one)) return 'problem';
    if (one === 'about') return document.title && document.description && document.contact?.name && document.contact.email ? 'done' : document.title ? 'started' : 'todo';
    if (one === 'schedule') return Date.parse(document.schedule.auction_starts_at) > Date.now() ? 'done' : 'started';
    if (one === 'lots') return document.lots.length > 0 ? 'done' : 'todo';
    const lot = document.lots[Number(one.slice(4)) - 1];
    return lot?.title && lot.items.length > 0 && lot.items.every((item) => item.description && item.quantity && item.unit) ? 'done' : lot?.title ? 'started' : 'todo';
  };
  const tasks: Task[] = order.map((one) => ({ name: one === step ? <strong>{nameOf(one)}</strong> : nameOf(one), state: stateOf(one), onClick: () => go(one) }));
  const lotIndex = step.startsWith('lot-') ? Number(step.slice(4)) - 1 : -1;
  const lot = document.lots[lotIndex];

  const change = (pointer: string, value: unknown): void => {
    setDocument((before) => withValue(before, pointer, value));
    // What was wrong there has been touched: it is asked again at the next check.
    setProblems((before) => before.filter(({ path }) => path !== pointer && !path.startsWith(`${pointer}/`)));
  };

  return (
    <EditingContext.Provider value={{ document, change, problems }}>
      <div class="stack">
        <Title caption={text.caption}>{document.title || text.untitled}</Title>
        {restored !== undefined && (
          <Notice kind="info" title={text.restored(format.dateTime(restored, localZone()))} live="status">
            <p>{text.restoredHelp}</p>
            <Button
              small
              onClick={() => {
                setDocument(server.document);
                setBase(server.version);
                setRestored(undefined);
              }}
            >
              {text.discard}
            </Button>
          </Notice>
        )}
        {problem !== undefined && <Problem problem={problem} own={refusals} retry={() => void save()} />}
        <div class="editor">
          <nav class="editor-steps" aria-label={text.tasks}>
            <TaskList tasks={tasks} />
          </nav>
          <div class="editor-body">
            <h2 id="step-title" tabIndex={-1}>
              {nameOf(step)}
            </h2>
            {step === 'about' && <AboutStep />}
            {step === 'schedule' && <ScheduleStep replace={setDocument} />}
            {step === 'lots' && <LotsStep open={(next) => go(next)} />}
            {lot && <LotStep key={lotIndex} index={lotIndex} lot={lot} />}
            {step === 'check' && (
              <CheckStep id={id} dirty={dirty} saving={saving} save={() => save()} problems={problems} setProblems={setProblems} nameOf={nameOf} go={(place) => go(stepOf(place), idOf(place))} />
            )}
            <div class="editor-save no-print">
              <span class="quiet small" role="status">
                {saving ? text.saving : dirty ? text.unsaved : savedAt ? text.saved(server.version, format.clock(savedAt, localZone())) : ''}
              </span>
              <Buttons>
                {following && (
                  <Button kind="primary" onClick={() => go(following)}>
                    {text.next}
                  </Button>
                )}
                <Button busy={saving} onClick={() => void save()}>
                  {text.save}
                </Button>
              </Buttons>
            </div>
          </div>
        </div>
        {conflict && (
          <Dialog
            title={text.conflict}
            onClose={() => setConflict(undefined)}
            actions={
              <>
                <Button kind="primary" busy={saving} onClick={() => void save(conflict.version)}>
                  {text.mine}
                </Button>
                <Button
                  onClick={() => {
                    setServer(conflict);
                    setDocument(conflict.document);
                    setBase(conflict.version);
                    setConflict(undefined);
                    forget(id);
                  }}
                >
                  {text.theirs}
                </Button>
              </>
            }
          >
            <p>{text.conflictHelp(base, conflict.version)}</p>
            <p>{text.differs}</p>
            <ul>
              {[...new Set(differences(cleaned(document), cleaned(conflict.document)).map((path) => nameOf(stepOf(path))))].map((name) => (
                <li key={name}>{name}</li>
              ))}
            </ul>
          </Dialog>
        )}
      </div>
    </EditingContext.Provider>
  );
}

function Edit({ id, step }: { id: string; step: Step }) {
  const text = useText(texts);
  const refusals = useRefusals();
  const draft = useLoad((signal) => loadDraft(id, signal), [id]);
  if (draft.value) return <Editor id={id} first={draft.value} wanted={step} />;
  if (draft.problem instanceof ApiProblem && (draft.problem.code === 'wrong_state' || draft.problem.code === 'not_a_draft')) {
    return (
      <Notice title={text.notDraft}>
        <p>{text.notDraftHelp}</p>
        <Buttons>
          <Button kind="primary" href={`/manage/${id}`}>
            {text.manage}
          </Button>
        </Buttons>
      </Notice>
    );
  }
  return draft.problem !== undefined ? <Problem problem={draft.problem} own={refusals} retry={draft.again} /> : <Loading />;
}

export default function EditPage({ params, query }: PageProps) {
  return <Guard roles={['officer']}>{() => <Edit id={params.id!} step={(query.get('step') ?? 'about') as Step} />}</Guard>;
}
