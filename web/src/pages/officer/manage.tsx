import './officer.css';
import '../../style/row_list.css';
import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import { useTender } from '../../api/live_browser';
import type { OfficerTenderView } from '../../api/views';
import { useFormat } from '../../i18n/format';
import { PracticeNotice } from '../../lot/practice_notice';
import { dictionary, useText } from '../../i18n/language';
import { Button, Buttons } from '../../parts/button/button';
import { Section, SummaryList, Title } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { type Task, TaskList } from '../../parts/task_list/task_list';
import { Time } from '../../parts/time/time';
import type { PageProps } from '../../router';
import { Guard } from '../account/guard';
import { Problem } from '../../parts/problem/problem';
import { ReasonDialog } from '../account/reason_dialog';
import { useLoad } from '../../lib/use_load';
import { StatePill } from '../bidder/phase';
import { Participants } from './participants';
import { useRefusals } from './refusals';

const texts = dictionary(
  {
    untitled: 'Tender tanpa judul',
    public: 'Halaman publik',
    next: 'Langkah tender ini',
    tasks: {
      write: 'Tulis dokumen',
      publish: 'Periksa dan umumkan',
      rehearse: 'Coba lelang dengan penawaran rekaan',
      admit: 'Terima penyedia',
      schedule: 'Pastikan lelang',
      watch: 'Pantau lelang',
      award: 'Tetapkan hasil',
      done: 'Hasil sudah ditetapkan',
    },
    hints: {
      admit: (n: number) => (n > 0 ? `${n} permintaan menunggu` : 'Undang perusahaan atau tunggu permintaan'),
      schedule: 'Lelang berjalan pada jadwalnya setelah dipastikan',
      starts: (when: string) => `Mulai ${when}`,
      award: 'Dengan alasan yang diumumkan',
    },
    schedule: 'Jadwal',
    starts: 'Lelang mulai',
    ends: 'Lelang berakhir',
    confirmed: 'Kepastian',
    yes: 'Lelang sudah dipastikan',
    no: 'Belum dipastikan',
    published: 'Diumumkan',
    scheduleTitle: 'Pastikan lelang ini?',
    scheduleEffect: (n: number) => `Lelang dibuka sendiri pada waktunya untuk ${n} penyedia yang sudah diterima. Penyedia lain masih dapat diterima sampai lelang berakhir.`,
    scheduleDo: 'Pastikan lelang',
    addenda: 'Adendum',
    addendum: 'Tulis adendum',
    practice: 'Latihan',
    practiceHelp: 'Salinan tender ini untuk berlatih: aturan yang sama, tanpa harga batas rahasia, ditandai Latihan, mulai seperempat jam lagi. Anda menerbitkannya dan menerima penyedia yang ingin berlatih.',
    practiceDo: 'Buat salinan latihan',
    noAddenda: 'Belum ada adendum.',
    changed: (what: string) => `Mengubah: ${what}`,
    entry: (seq: number) => `Buku besar nomor ${seq}`,
    evidence: 'Bukti',
    bundle: 'Unduh berkas bukti',
    files: 'Berkas lain, dan dengan dokumen',
    verify: 'Periksa di peramban ini',
    stop: 'Batalkan tender',
    stopHelp: 'Menghentikan seluruh tender untuk selamanya. Alasannya diumumkan.',
    stopTitle: 'Batalkan tender ini?',
    stopEffect: (live: boolean) => `Semua lot berhenti${live ? ', juga lelang yang sedang berlangsung' : ''}. Ini tidak dapat dibatalkan. Penyedia dan masyarakat melihat alasan Anda.`,
    stopDo: 'Batalkan tender',
    awardReason: 'Alasan penetapan',
    cancelled: 'Alasan pembatalan',
  },
  {
    untitled: 'Untitled tender',
    public: 'Public page',
    next: 'Steps of this tender',
    tasks: {
      write: 'Write the document',
      publish: 'Check and publish',
      rehearse: 'Rehearse the auction with invented bids',
      admit: 'Admit businesses',
      schedule: 'Confirm the auction',
      watch: 'Watch over the auction',
      award: 'Confirm the result',
      done: 'The result has been confirmed',
    },
    hints: {
      admit: (n: number) => (n > 0 ? `${n} ${n === 1 ? 'request waits' : 'requests wait'}` : 'Invite businesses or wait for requests'),
      schedule: 'Once confirmed the auction runs at its time',
      starts: (when: string) => `Starts ${when}`,
      award: 'With a reason that is published',
    },
    schedule: 'Schedule',
    starts: 'Auction starts',
    ends: 'Auction ends',
    confirmed: 'Confirmed',
    yes: 'The auction is confirmed',
    no: 'Not confirmed yet',
    published: 'Published',
    scheduleTitle: 'Confirm this auction?',
    scheduleEffect: (n: number) => `The auction opens by itself at its time for the ${n} admitted ${n === 1 ? 'business' : 'businesses'}. Others can still be admitted until it ends.`,
    scheduleDo: 'Confirm auction',
    addenda: 'Addenda',
    addendum: 'Write an addendum',
    practice: 'Practice',
    practiceHelp: 'A copy of this tender to practise on: the same rules, no secret reserve, marked as practice, to start in a quarter of an hour. You publish it and admit the businesses that want to practise.',
    practiceDo: 'Make a practice copy',
    noAddenda: 'No addenda yet.',
    changed: (what: string) => `Changes: ${what}`,
    entry: (seq: number) => `Ledger entry ${seq}`,
    evidence: 'Evidence',
    bundle: 'Download evidence bundle',
    files: 'Other files, and with documents',
    verify: 'Verify in this browser',
    stop: 'Cancel the tender',
    stopHelp: 'Stops the whole tender for good. The reason is published.',
    stopTitle: 'Cancel this tender?',
    stopEffect: (live: boolean) => `All lots stop${live ? ', the running auction included' : ''}. This cannot be undone. Businesses and the public see your reason.`,
    stopDo: 'Cancel tender',
    awardReason: 'Reason for the award',
    cancelled: 'Reason for the cancellation',
  },
);

function Manage({ id }: { id: string }) {
  const text = useText(texts);
  const format = useFormat();
  const refusals = useRefusals();
  const store = useTender(id);
  const load = useLoad((signal) => api.get('/api/v1/tenders/{tender}', { path: { tender: id }, signal }), [id]);
  const [dialog, setDialog] = useState<'schedule' | 'cancel' | 'practice' | undefined>();
  const [rest, live] = [load.value?.tender as unknown as OfficerTenderView | undefined, store.tender?.view as OfficerTenderView | undefined];
  const view = live && live.applied !== undefined && live.seq >= (rest?.seq ?? -1) ? live : rest;
  if (!view) return load.problem !== undefined ? <Problem problem={load.problem} own={refusals} retry={load.again} /> : <Loading />;
  const { state, document } = view;
  const zone = document.time_zone ?? 'Asia/Jakarta';
  const may = new Set(view.may ?? []);
  const before = (...states: string[]): boolean => states.includes(state);
  const waiting = (view.applied ?? []).length;
  const starts = view.schedule?.auction_starts_at ?? document.schedule?.auction_starts_at;

  const tasks: Task[] = [
    { name: text.tasks.write, state: before('draft') ? 'started' : 'done', ...(before('draft') && { href: `/manage/${id}/edit` }) },
    { name: text.tasks.publish, state: before('draft') ? 'todo' : 'done', ...(before('draft') && { href: `/manage/${id}/edit?step=check` }) },
    { name: text.tasks.rehearse, state: before('draft', 'published', 'scheduled') ? 'todo' : 'done', ...(before('draft', 'published', 'scheduled') && { href: `/manage/${id}/rehearse` }) },
    {
      name: text.tasks.admit,
      hint: before('published', 'scheduled') ? text.hints.admit(waiting) : undefined,
      state: before('draft') ? 'blocked' : before('published', 'scheduled', 'live', 'paused') ? (waiting > 0 ? 'problem' : view.admitted_bidders.length > 0 ? 'started' : 'todo') : 'done',
      ...(may.has('admit') && { onClick: () => window.document.getElementById('participants')?.scrollIntoView() }),
    },
    {
      name: text.tasks.schedule,
      hint: before('published') ? text.hints.schedule : undefined,
      state: before('draft') || (before('published') && view.admitted_bidders.length === 0) ? 'blocked' : before('published') ? 'todo' : before('cancelled') ? 'blocked' : 'done',
      ...(may.has('schedule') && { onClick: () => setDialog('schedule') }),
    },
    {
      name: text.tasks.watch,
      hint: before('scheduled') && starts ? text.hints.starts(format.dateTime(starts, zone)) : undefined,
      state: before('scheduled') ? 'todo' : before('live', 'paused') ? 'started' : before('closed', 'awarded') ? 'done' : 'blocked',
      ...(!before('draft', 'published') && { href: `/manage/${id}/auction` }),
    },
    {
      name: before('awarded') ? text.tasks.done : text.tasks.award,
      hint: before('closed') ? text.hints.award : undefined,
      state: document.practice ? 'blocked' : before('closed') ? 'todo' : before('awarded') ? 'done' : 'blocked',
      ...(before('closed') && !document.practice && { href: `/manage/${id}/award` }),
    },
  ];

  return (
    <div class="stack wide">
      <div class="stack tight">
        <Title caption={document.buyer?.name}>{document.title || text.untitled}</Title>
        <p class="row">
          <StatePill state={state} />
          {!before('draft') && <a href={`/tender/${id}`}>{text.public}</a>}
        </p>
      </div>
      <PracticeNotice of={document} />
      {view.cancelled && (
        <p>
          {text.cancelled}: {view.cancelled.reason}
        </p>
      )}
      {view.award && (
        <p>
          {text.awardReason}: {view.award.reason}
        </p>
      )}
      <Section title={text.next}>
        <TaskList tasks={tasks} />
      </Section>
      {!before('draft') && (
        <>
          <Section title={text.schedule}>
            <SummaryList
              items={[
                view.published_at ? { key: text.published, value: <Time at={view.published_at} zone={zone} relative /> } : null,
                { key: text.starts, value: <Time at={view.schedule.auction_starts_at} zone={zone} relative zones /> },
                { key: text.ends, value: <Time at={view.schedule.auction_ends_at} zone={zone} relative /> },
                { key: text.confirmed, value: view.schedule.confirmed ? text.yes : text.no },
              ]}
            />
            {may.has('schedule') && (
              <Buttons>
                <Button kind="primary" disabled={view.admitted_bidders.length === 0} onClick={() => setDialog('schedule')}>
                  {text.scheduleDo}
                </Button>
              </Buttons>
            )}
          </Section>
          <Participants view={view} reload={load.again} />
          <Section title={text.addenda}>
            {view.addenda.length === 0 && <p class="quiet">{text.noAddenda}</p>}
            {view.addenda.length > 0 && (
              <ul class="row-list spread">
                {view.addenda.map((addendum) => (
                  <li key={addendum.seq}>
                    <div>
                      <p>{addendum.reason}</p>
                      <p class="quiet small">
                        <Time at={addendum.at} zone={zone} /> · {text.changed(addendum.changed.join(', '))} · {text.entry(addendum.seq)}
                      </p>
                    </div>
                  </li>
                ))}
              </ul>
            )}
            {may.has('amend') && (
              <Buttons>
                <Button href={`/manage/${id}/addendum`}>{text.addendum}</Button>
              </Buttons>
            )}
          </Section>
          {before('awarded', 'cancelled') && (
            <Section title={text.evidence}>
              <Buttons>
                <Button href={`/api/v1/tenders/${id}/bundle`} download={`terang-${id}.jsonl`}>
                  {text.bundle}
                </Button>
                <Button href={`/verify?tender=${id}`}>{text.verify}</Button>
                <Button href={`/tender/${id}/evidence`}>{text.files}</Button>
              </Buttons>
            </Section>
          )}
          {!document.practice && (
            <Section title={text.practice}>
              <p>{text.practiceHelp}</p>
              <Buttons>
                <Button onClick={() => setDialog('practice')}>{text.practiceDo}</Button>
              </Buttons>
            </Section>
          )}
          {may.has('cancel_tender') && (
            <section class="danger-zone stack">
              <h2>{text.stop}</h2>
              <p>{text.stopHelp}</p>
              <Buttons>
                <Button kind="danger" onClick={() => setDialog('cancel')}>
                  {text.stop}
                </Button>
              </Buttons>
            </section>
          )}
        </>
      )}
      {dialog === 'schedule' && (
        <ReasonDialog
          title={text.scheduleTitle}
          action={text.scheduleDo}
          reason={false}
          refusals={refusals}
          onClose={() => setDialog(undefined)}
          onSend={() => api.post('/api/v1/tenders/{tender}/schedule', { path: { tender: id } })}
          onDone={load.again}
        >
          <p>
            <Time at={view.schedule.auction_starts_at} zone={zone} relative />
          </p>
          <p>{text.scheduleEffect(view.admitted_bidders.length)}</p>
        </ReasonDialog>
      )}
      {dialog === 'practice' && (
        <ReasonDialog
          title={text.practiceDo}
          action={text.practiceDo}
          reason={false}
          refusals={refusals}
          onClose={() => setDialog(undefined)}
          onSend={async () => {
            const made = await api.post('/api/v1/tenders/{tender}/practice', { path: { tender: id } });
            window.location.assign(`/manage/${made.id}`);
          }}
          onDone={() => undefined}
        >
          <p>{text.practiceHelp}</p>
        </ReasonDialog>
      )}
      {dialog === 'cancel' && (
        <ReasonDialog
          title={text.stopTitle}
          action={text.stopDo}
          danger
          refusals={refusals}
          onClose={() => setDialog(undefined)}
          onSend={(reason) => api.post('/api/v1/tenders/{tender}/cancel', { path: { tender: id }, body: { reason } })}
          onDone={load.again}
        >
          <p>{text.stopEffect(before('live', 'paused'))}</p>
        </ReasonDialog>
      )}
    </div>
  );
}

export default function ManagePage({ params }: PageProps) {
  return <Guard roles={['officer']}>{() => <Manage id={params.id!} />}</Guard>;
}
