// Evidence to take away: what each file holds, and how it is checked elsewhere.
import './auditor.css';
import { useState } from 'preact/hooks';
import { api, ApiProblem, urlOf } from '../../api/client';
import { session } from '../../api/session';
import { dictionary, useText } from '../../i18n/language';
import { useStore } from '../../lib/store';
import { useLoad } from '../../lib/use_load';
import { Button, Buttons } from '../../parts/button/button';
import { TextField } from '../../parts/field/field';
import { CheckField, RadioField } from '../../parts/field/more_fields';
import { Section } from '../../parts/headings/headings';
import { Icon } from '../../parts/icon';
import { Notice } from '../../parts/notice/notice';
import { useProblemText } from '../../parts/problem/problem';
import { download } from '../../parts/table/csv';
import type { PageProps } from '../../router';
import { TenderPage } from './tender_pages';

const texts = dictionary(
  {
    title: 'Berkas bukti',
    lead: 'Ambil bukti yang dapat diperiksa di tempat lain, tanpa Terang. Setiap berkas berdiri sendiri.',
    what: 'Yang Anda perlukan',
    kinds: {
      bundle: ['Seluruh tender', 'Semua catatan tender ini dalam satu berkas, dengan bukti tempatnya dalam log.'],
      receipt: ['Satu catatan', 'Tanda terima: satu catatan, isinya, dan bukti bahwa ia ada dalam log.'],
      range: ['Rentang log', 'Catatan dari nomor berapa sampai berapa, dari semua tender, sejauh terbuka bagi Anda.'],
      checkpoint: ['Pernyataan log terbaru', 'Ukuran dan sidik jari seluruh log, ditandatangani; simpan untuk membandingkannya kelak.'],
    },
    holds: 'Isi berkas',
    contents: {
      bundle: ['semua kepala catatan tender ini, juga yang isinya belum terbuka', 'isi yang boleh Anda baca, dengan garam yang menguncinya', 'bukti tempat setiap catatan dalam pohon', 'pernyataan log dengan tanda tangannya, dan saksi bila ada', 'kunci publik log'],
      receipt: ['kepala dan isi satu catatan', 'bukti tempatnya dalam pohon', 'pernyataan log dengan tanda tangannya'],
      range: ['kepala setiap catatan dalam rentang', 'isi yang boleh Anda baca', 'paling banyak 256 catatan dalam satu berkas'],
      checkpoint: ['nama log, jumlah catatan, akar pohon', 'tanda tangan log dan saksi bila ada'],
    },
    seq: 'Nomor catatan',
    seqHint: 'Nomor dalam log, seperti dalam riwayat tender.',
    from: 'Dari catatan',
    most: 'Banyaknya',
    seqWrong: 'Tulis nomor catatan dengan angka saja.',
    mostWrong: 'Tulis 1 sampai 256.',
    take: { bundle: 'Unduh bundel tender', receipt: 'Unduh tanda terima', range: 'Unduh rentang', checkpoint: 'Unduh pernyataan log' },
    here: 'Periksa di peramban ini',
    got: (name: string) => `Berkas ${name} sudah diserahkan ke peramban Anda.`,
    notDisclosed: 'Catatan lengkap tender ini terbuka setelah pemenang ditetapkan atau tender dibatalkan. Sampai saat itu hanya auditor yang dapat mengambilnya, dan tidak selama ada penawaran yang masih tersegel.',
    large: 'Bundel ini terlalu besar untuk diunduh dari halaman. Mintalah kepada pengelola, yang membuatnya dengan perintah “terang export”.',
    largeDocuments: 'Dengan dokumennya bundel ini terlalu besar untuk diunduh dari halaman. Ambil tanpa dokumen dan unduh setiap dokumen tersendiri, atau mintalah kepada pengelola, yang membuatnya dengan perintah “terang export --documents”.',
    documents: 'Sertakan dokumen',
    documentsHint: 'Surat yang dengannya petugas mencatat penawaran bagi penyedia. Isinya hanya dari dokumen yang boleh Anda baca; yang lain disebut saja. Dokumen menyebut nama orang: simpan dengan hati-hati.',
    documentsNot: 'Anda bukan pihak dalam satu pun dokumen tender ini. Ambil bundelnya tanpa dokumen.',
    withDocuments: 'dokumen yang disebut catatan, sejauh boleh Anda baca',
    how: 'Cara memeriksanya di tempat lain',
    program: 'Dengan program terang-verify, di komputer tanpa sambungan ke Terang:',
    hand: 'Dengan tangan, memakai sha256sum, openssl dan jq: lihat ledger/VERIFY.md dalam kode sumber Terang. Langkah pertamanya, tanda tangan pernyataan log:',
    key: 'Kunci log (catat juga dari sumber lain, misalnya pengumuman resmi):',
    whole: 'Rentang yang lebih besar diambil pengelola dengan perintah “terang export”.',
  },
  {
    title: 'Evidence files',
    lead: 'Take evidence that can be checked elsewhere, without Terang. Each file stands by itself.',
    what: 'What you need',
    kinds: {
      bundle: ['The whole tender', 'All entries of this tender in one file, with the proof of their place in the log.'],
      receipt: ['One entry', 'A receipt: one entry, its content, and the proof that it is in the log.'],
      range: ['A range of the log', 'Entries from one number on, of all tenders, as far as they are open to you.'],
      checkpoint: ['The log’s newest statement', 'Size and fingerprint of the whole log, signed; keep it to compare with later.'],
    },
    holds: 'What the file holds',
    contents: {
      bundle: ['all entry headers of this tender, also of what is not disclosed', 'the content that you may read, with the salt that locks it', 'the proof of each entry’s place in the tree', 'the log’s statement with its signatures, and witnesses where there are', 'the log’s public key'],
      receipt: ['header and content of one entry', 'the proof of its place in the tree', 'the log’s statement with its signatures'],
      range: ['the header of every entry in the range', 'the content that you may read', 'at most 256 entries in one file'],
      checkpoint: ['the log’s name, the number of entries, the root of the tree', 'the signatures of the log, and of witnesses where there are'],
    },
    seq: 'Number of the entry',
    seqHint: 'The number in the log, as in the tender’s record.',
    from: 'From entry',
    most: 'How many',
    seqWrong: 'Write the entry’s number in digits only.',
    mostWrong: 'Write 1 to 256.',
    take: { bundle: 'Download the tender’s bundle', receipt: 'Download the receipt', range: 'Download the range', checkpoint: 'Download the log’s statement' },
    here: 'Verify in this browser',
    got: (name: string) => `The file ${name} was handed to your browser.`,
    notDisclosed: 'The whole record of this tender opens once it is awarded or cancelled. Until then only auditors can take it, and not while bids are still sealed.',
    large: 'This bundle is too large to be downloaded from a page. Ask those who run the platform, who make it with the command “terang export”.',
    largeDocuments: 'With its documents this bundle is too large to be downloaded from a page. Take it without them and download each document by itself, or ask those who run the platform, who make it with the command “terang export --documents”.',
    documents: 'With documents',
    documentsHint: 'The letters by which officers entered bids for bidders. Only of documents that you may read the content comes along; others are only named. Documents name people: keep them with care.',
    documentsNot: 'You are no party to any document of this tender. Take the bundle without documents.',
    withDocuments: 'the documents that entries name, as far as you may read them',
    how: 'How to check it elsewhere',
    program: 'With the program terang-verify, on a computer without a connection to Terang:',
    hand: 'By hand, with sha256sum, openssl and jq: see ledger/VERIFY.md in Terang’s source code. Its first step, the signed text of the statement:',
    key: 'The log’s key (note it from another source too, such as an official announcement):',
    whole: 'Larger ranges are taken by those who run the platform, with the command “terang export”.',
  },
);

type Kind = 'bundle' | 'receipt' | 'range' | 'checkpoint';
const kinds: Kind[] = ['bundle', 'receipt', 'range', 'checkpoint'];
const digits = /^\d{1,15}$/;

/** The file's address and name. */
export function fileOf(kind: Kind, tender: string, seq: string, most: string, documents: boolean): { url: string; name: string } {
  switch (kind) {
    case 'bundle': return { url: urlOf('/api/v1/tenders/{tender}/bundle', { path: { tender }, query: { documents: documents ? 'yes' : undefined } }), name: `terang-${tender}${documents ? '-documents' : ''}.jsonl` };
    case 'receipt': return { url: urlOf('/api/v1/receipts/{seq}', { path: { seq } }), name: `terang-receipt-${seq}.txt` };
    case 'range': return { url: urlOf('/api/v1/log/entries', { query: { from: seq, limit: most } }), name: `terang-entries-${seq}.jsonl` };
    case 'checkpoint': return { url: '/log/checkpoint', name: 'terang-checkpoint.txt' };
  }
}

/** What is typed into a shell to check the file. */
export function commandsOf(kind: Kind, name: string, vkey: string): string {
  const key = vkey ? ` --vkey '${vkey}'` : '';
  if (kind === 'checkpoint') return `terang-verify --log ${typeof window === 'undefined' ? '' : window.location.origin} --state terang.state${key}`;
  return `terang-verify${key} ${name}`;
}

function Export({ tender }: { tender: string }) {
  const text = useText(texts);
  const who = useStore(session);
  const [wanted, setWanted] = useState(false);
  // Documents are for those who are signed in.
  const documents = wanted && !!who;
  const said = useProblemText({ not_disclosed: text.notDisclosed, bundle_too_large: documents ? text.largeDocuments : text.large, ...(documents && { not_yours: text.documentsNot }) });
  const log = useLoad((signal) => api.get('/api/v1/log', { signal }), []);
  const [kind, setKind] = useState<Kind>('bundle');
  const [seq, setSeq] = useState('');
  const [most, setMost] = useState('256');
  const [wrong, setWrong] = useState<'' | 'seq' | 'most'>('');
  const [state, setState] = useState<{ busy?: boolean; got?: string; problem?: unknown }>({});
  const needsSeq = kind === 'receipt' || kind === 'range';
  const file = fileOf(kind, tender, seq, most, documents);
  const vkey = log.value?.vkey ?? '';
  const choose = (value: string): void => {
    setKind(value as Kind);
    setWrong('');
    setState({});
  };
  // Fetched, so that a refusal is told here and is not saved as if it were the file.
  const take = async (): Promise<void> => {
    if (needsSeq && !digits.test(seq)) return setWrong('seq');
    if (kind === 'range' && (!digits.test(most) || Number(most) < 1 || Number(most) > 256)) return setWrong('most');
    setWrong('');
    setState({ busy: true });
    try {
      const answer = await fetch(file.url, { credentials: 'same-origin', cache: 'no-cache' });
      if (!answer.ok) {
        const body = (await answer.json().catch(() => ({}))) as { code?: string; title?: string };
        throw new ApiProblem(body.code ?? 'unknown', answer.status, body.title ?? '');
      }
      download(file.name, answer.headers.get('content-type') ?? 'application/octet-stream', await answer.blob());
      setState({ got: file.name });
    } catch (problem) {
      setState({ problem: problem instanceof ApiProblem ? problem : new ApiProblem('network', 0, '') });
    }
  };
  return (
    <div class="columns even">
      <div class="stack">
        <RadioField label={text.what} value={kind} onChange={choose} choices={kinds.map((one) => ({ value: one, label: text.kinds[one][0], hint: text.kinds[one][1] }))} />
        {needsSeq && <TextField label={kind === 'range' ? text.from : text.seq} hint={text.seqHint} error={wrong === 'seq' ? text.seqWrong : undefined} value={seq} onInput={setSeq} inputMode="numeric" size="short" />}
        {kind === 'range' && <TextField label={text.most} error={wrong === 'most' ? text.mostWrong : undefined} value={most} onInput={setMost} inputMode="numeric" size="short" />}
        {kind === 'bundle' && who && <CheckField label={text.documents} hint={text.documentsHint} checked={wanted} onChange={setWanted} />}
        <Buttons>
          <Button kind="primary" busy={!!state.busy} onClick={() => void take()}>
            <Icon name="download" /> {text.take[kind]}
          </Button>
          {kind === 'bundle' && <Button href={`/verify?tender=${tender}${documents ? '&documents=yes' : ''}`}>{text.here}</Button>}
          {kind === 'receipt' && digits.test(seq) && who && <Button href={`/verify?receipt=${seq}`}>{text.here}</Button>}
        </Buttons>
        {state.got && (
          <Notice kind="good" live="status">
            <p>{text.got(state.got)}</p>
          </Notice>
        )}
        {state.problem !== undefined && (
          <Notice kind="danger" live="alert">
            <p>{said(state.problem)}</p>
          </Notice>
        )}
        {kind === 'range' && <p class="quiet small">{text.whole}</p>}
      </div>
      <div class="stack">
        <Section title={text.holds}>
          <ul>
            {[...text.contents[kind], ...(kind === 'bundle' && documents ? [text.withDocuments] : [])].map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Section>
        <Section title={text.how}>
          <p>{text.program}</p>
          <pre class="evidence-commands small" tabIndex={0}>
            <code>{commandsOf(kind, file.name, vkey)}</code>
          </pre>
          <p>{text.hand}</p>
          <pre class="evidence-commands small" tabIndex={0}>
            <code>{kind === 'bundle' ? `head -n 1 ${file.name} | jq -r .checkpoint` : kind === 'range' ? `head -n 1 ${file.name} | jq -r .header | base64 -d | xxd` : `sed -n '/^$/q;p' ${file.name}`}</code>
          </pre>
          {vkey && (
            <>
              <p>{text.key}</p>
              <p>
                <code class="evidence-commands">{vkey}</code>
              </p>
            </>
          )}
        </Section>
      </div>
    </div>
  );
}

export default function EvidencePage({ params }: PageProps) {
  const text = useText(texts);
  const id = params.id!;
  return (
    <TenderPage id={id} title={text.title}>
      {() => (
        <>
          <p>{text.lead}</p>
          <Export tender={id} />
        </>
      )}
    </TenderPage>
  );
}
