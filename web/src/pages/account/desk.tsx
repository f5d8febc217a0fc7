import './desk.css';
import { api } from '../../api/client';
import type { Session } from '../../api/session';
import type { components } from '../../api/types.gen';
import { useOutbox } from '../../bid/courier';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { useServerNow } from '../../lib/server_clock';
import { localZone } from '../../lib/time';
import { Button, Buttons } from '../../parts/button/button';
import { Empty } from '../../parts/empty/empty';
import { Section, Title } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { Notice } from '../../parts/notice/notice';
import { Pill } from '../../parts/pill/pill';
import { StatePill } from '../bidder/phase';
import { Guard } from './guard';
import { Problem } from '../../parts/problem/problem';
import { useLoad } from '../../lib/use_load';

type DeskItem = components['schemas']['DeskItem'];

const texts = dictionary(
  {
    title: 'Meja kerja',
    business: (name: string) => `Untuk ${name}`,
    waits: 'Menunggu Anda',
    now: 'Sedang berlangsung',
    coming: 'Akan datang',
    over: 'Selesai',
    untitled: 'Tanpa judul',
    starts: (when: string) => `Lelang mulai ${when}`,
    ends: (when: string) => `Lelang berakhir ${when}`,
    ended: (when: string) => `Lelang berakhir ${when}`,
    create: 'Buat tender baru',
    find: 'Cari tender',
    open: 'Buka',
    bid: 'Menawar',
    prepare: 'Lihat dan siapkan',
    myBids: 'Penawaran saya',
    cockpit: 'Pantau lelang',
    edit: 'Lanjutkan menulis',
    manage: 'Kelola',
    bundle: 'Unduh berkas bukti',
    verify: 'Periksa di peramban ini',
    record: 'Riwayat',
    waiting: (n: number) => `${n} permintaan ikut serta menunggu`,
    todo: {
      draft: 'Konsep; belum diumumkan',
      published: 'Terima perusahaan dan pastikan jadwal lelang',
      closed: 'Tetapkan hasil lelang',
    },
    none: 'Belum ada tender di meja Anda',
    noneBidder: 'Tender yang Anda ikuti muncul di sini setelah Anda meminta ikut serta atau diundang petugas.',
    noneOfficer: 'Tender yang Anda buat muncul di sini, diurutkan menurut apa yang menunggu Anda.',
    noneAuditor: 'Belum ada tender di buku besar ini.',
    nothingWaits: 'Tidak ada yang menunggu Anda sekarang.',
    unanswered: (n: number) => `${n} penawaran belum dijawab`,
    unansweredHelp: 'Penawaran itu tersimpan di peramban ini dan dikirim lagi begitu tersambung.',
    auditor: 'Sebagai auditor Anda boleh mengunduh berkas bukti setiap tender kapan saja dan memeriksanya di peramban ini atau dengan terang-verify.',
    retention: 'Masa simpan dan penghapusan data pribadi',
    administrator: 'Akun administrator dikelola dengan perintah “terang user” di server. Semua halaman umum terbuka untuk Anda.',
  },
  {
    title: 'Desk',
    business: (name: string) => `For ${name}`,
    waits: 'Waiting for you',
    now: 'Going on now',
    coming: 'Coming up',
    over: 'Finished',
    untitled: 'Untitled',
    starts: (when: string) => `Auction starts ${when}`,
    ends: (when: string) => `Auction ends ${when}`,
    ended: (when: string) => `Auction ended ${when}`,
    create: 'Create a tender',
    find: 'Find tenders',
    open: 'Open',
    bid: 'Bid',
    prepare: 'Look and prepare',
    myBids: 'My bids',
    cockpit: 'Watch over the auction',
    edit: 'Go on writing',
    manage: 'Manage',
    bundle: 'Download evidence bundle',
    verify: 'Verify in this browser',
    record: 'Record',
    waiting: (n: number) => `${n} ${n === 1 ? 'business is' : 'businesses are'} asking to take part`,
    todo: {
      draft: 'Draft; not published yet',
      published: 'Admit businesses and confirm the auction',
      closed: 'Confirm the result of the auction',
    },
    none: 'No tenders on your desk yet',
    noneBidder: 'Tenders you take part in appear here once you have asked to take part or an officer invites you.',
    noneOfficer: 'Tenders you make appear here, ordered by what waits for you.',
    noneAuditor: 'There are no tenders in this ledger yet.',
    nothingWaits: 'Nothing waits for you right now.',
    unanswered: (n: number) => `${n} unanswered ${n === 1 ? 'bid' : 'bids'}`,
    unansweredHelp: 'Kept in this browser and sent again as soon as there is a connection.',
    auditor: 'As an auditor you may download the evidence bundle of any tender at any time and verify it in this browser or with terang-verify.',
    retention: 'Retention and erasure of personal data',
    administrator: 'Administrator accounts are managed with the “terang user” command on the server. All public pages are open to you.',
  },
);

type Group = 'waits' | 'now' | 'coming' | 'over';

/** Where a tender stands on somebody's desk. */
export function groupOf(item: Pick<DeskItem, 'state' | 'waiting'>, role: Session['role']): Group {
  if (item.state === 'live' || item.state === 'paused') return 'now';
  if (role === 'officer' && (item.state === 'draft' || item.state === 'published' || item.state === 'closed' || (item.waiting ?? 0) > 0)) return 'waits';
  if (item.state === 'published' || item.state === 'scheduled' || item.state === 'draft') return 'coming';
  return 'over';
}

/** By the next deadline; what has none comes last. */
export function byDeadline(a: DeskItem, b: DeskItem): number {
  const of = (item: DeskItem): string => (item.state === 'live' || item.state === 'paused' ? item.auction_ends_at : item.auction_starts_at) ?? '9';
  return of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : 0;
}

function Item({ item, role }: { item: DeskItem; role: Session['role'] }) {
  const text = useText(texts);
  const format = useFormat();
  const now = useServerNow(30_000);
  const { id, state } = item;
  const running = state === 'live' || state === 'paused';
  const past = state === 'closed' || state === 'awarded' || state === 'cancelled';
  const at = running || past ? item.auction_ends_at : item.auction_starts_at;
  const when = at ? `${format.dateTime(at, localZone())} (${format.relative(at, now)})` : '';
  const todo = role === 'officer' ? (text.todo as Record<string, string>)[state] : undefined;
  const main =
    role === 'officer'
      ? state === 'draft'
        ? { href: `/manage/${id}/edit`, name: text.edit }
        : running
          ? { href: `/manage/${id}/auction`, name: text.cockpit }
          : { href: `/manage/${id}`, name: text.manage }
      : role === 'bidder'
        ? running
          ? { href: `/tender/${id}/bid`, name: text.bid }
          : past
            ? { href: `/tender/${id}/my-bids`, name: text.myBids }
            : { href: `/tender/${id}/bid`, name: text.prepare }
        : undefined;
  return (
    <li class="desk-item">
      <div class="stack tight">
        <p class="desk-title">
          <a href={role === 'officer' ? `/manage/${id}` : `/tender/${id}`}>{item.title || text.untitled}</a>
        </p>
        <p class="row">
          <StatePill state={state} />
          {(item.waiting ?? 0) > 0 && role === 'officer' && !past && state !== 'draft' && <Pill kind="warning">{text.waiting(item.waiting!)}</Pill>}
        </p>
        {todo && <p>{todo}</p>}
        {when && <p class="quiet small">{running ? text.ends(when) : past ? text.ended(when) : text.starts(when)}</p>}
      </div>
      <Buttons>
        {main && (
          <Button kind={state === 'live' && role === 'bidder' ? 'primary' : 'plain'} href={main.href}>
            {main.name}
          </Button>
        )}
        {role === 'auditor' && (
          <>
            <Button href={`/api/v1/tenders/${id}/bundle`} download={`terang-${id}.jsonl`}>
              {text.bundle}
            </Button>
            <Button href={`/verify?tender=${id}`}>{text.verify}</Button>
            <Button href={`/tender/${id}/record`}>{text.record}</Button>
          </>
        )}
      </Buttons>
    </li>
  );
}

function Unanswered({ account }: { account: string }) {
  const text = useText(texts);
  const { bids } = useOutbox(account);
  const waiting = bids.filter(({ answer }) => !answer);
  if (waiting.length === 0) return null;
  return (
    <Notice kind="warning" title={text.unanswered(waiting.length)}>
      <p>{text.unansweredHelp}</p>
      <Buttons>
        <Button href={`/tender/${waiting[0]!.frame.tender}/bid?lot=${waiting[0]!.frame.lot}`}>{text.open}</Button>
      </Buttons>
    </Notice>
  );
}

function Tenders({ who }: { who: Session }) {
  const text = useText(texts);
  const desk = useLoad(async (signal) => (await api.get('/api/v1/desk', { signal })).tenders, [who.account]);
  if (!desk.value) return desk.problem !== undefined ? <Problem problem={desk.problem} retry={desk.again} /> : <Loading />;
  const groups: Group[] = ['waits', 'now', 'coming', 'over'];
  const helps = { bidder: text.noneBidder, officer: text.noneOfficer, auditor: text.noneAuditor, administrator: text.noneAuditor };
  if (desk.value.length === 0) {
    return (
      <Empty title={text.none} action={<Button href="/">{text.find}</Button>}>
        {helps[who.role]}
      </Empty>
    );
  }
  return (
    <>
      {groups.map((group) => {
        const items = desk.value!.filter((item) => groupOf(item, who.role) === group).sort(byDeadline);
        if (group === 'over') items.reverse();
        if (items.length === 0 && !(group === 'waits' && who.role === 'officer')) return null;
        return (
          <Section key={group} title={text[group]}>
            {items.length === 0 ? (
              <p class="quiet">{text.nothingWaits}</p>
            ) : (
              <ul class="desk-list">
                {items.map((item) => (
                  <Item key={item.id} item={item} role={who.role} />
                ))}
              </ul>
            )}
          </Section>
        );
      })}
    </>
  );
}

export default function Desk() {
  const text = useText(texts);
  return (
    <Guard>
      {(who) => (
        <div class="stack wide">
          <div class="row spread">
            <Title caption={text.business(who.business?.name ?? who.name)}>{text.title}</Title>
            {who.role === 'officer' ? (
              <Button kind="primary" href="/manage/new">
                {text.create}
              </Button>
            ) : (
              <Button href="/">{text.find}</Button>
            )}
          </div>
          {who.role === 'auditor' && <p>{text.auditor}</p>}
          {who.role === 'administrator' && (
            <p>
              {text.administrator} <a href="/retention">{text.retention}</a>
            </p>
          )}
          {who.role === 'bidder' && <Unanswered account={who.account} />}
          <Tenders who={who} />
        </div>
      )}
    </Guard>
  );
}
