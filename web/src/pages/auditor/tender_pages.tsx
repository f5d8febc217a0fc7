// What the pages about one tender's evidence share: the tender itself, its heading, and the way from one to the other.
import type { ComponentChildren } from 'preact';
import { api, ApiProblem } from '../../api/client';
import { session } from '../../api/session';
import type { TenderDocument, TenderView } from '../../api/views';
import { dictionary, useText } from '../../i18n/language';
import { useStore } from '../../lib/store';
import { useLoad } from '../../lib/use_load';
import { Title } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { Problem } from '../../parts/problem/problem';
import { location } from '../../router';

const texts = dictionary(
  {
    pages: 'Halaman bukti tender ini',
    tender: 'Tender',
    names: { record: 'Riwayat', replay: 'Putar ulang', compare: 'Bandingkan', access: 'Siapa melihat apa', evidence: 'Berkas bukti' },
  },
  {
    pages: 'Pages of evidence of this tender',
    tender: 'Tender',
    names: { record: 'Record', replay: 'Replay', compare: 'Compare', access: 'Who saw what', evidence: 'Evidence files' },
  },
);

type Name = keyof (typeof texts)['en']['names'];

/** A tender that stands in our own ledger; those taken over from elsewhere have no record. */
export async function tenderOf(id: string, signal: AbortSignal): Promise<TenderView> {
  const { tender } = await api.get('/api/v1/tenders/{tender}', { path: { tender: id }, signal });
  if (!tender) throw new ApiProblem('no_such_tender', 404, '');
  return tender as unknown as TenderView;
}

export function TenderPage({ id, title, children }: { id: string; title: string; children: (document: TenderDocument, view: TenderView) => ComponentChildren }) {
  const text = useText(texts);
  const who = useStore(session);
  const { path } = useStore(location);
  const { value, problem, again } = useLoad((signal) => tenderOf(id, signal), [id, who?.account]);
  const may = who && who.role !== 'bidder';
  const shown: Name[] = ['record', 'replay', 'compare', ...(may ? (['access'] as const) : []), 'evidence'];
  return (
    <div class="stack wide">
      <div class="stack tight">
        <Title caption={value ? <a href={`/tender/${id}`}>{value.document.title}</a> : `${text.tender} ${id}`} document={value ? `${title}: ${value.document.title}` : title}>
          {title}
        </Title>
        <nav class="evidence-nav no-print" aria-label={text.pages}>
          {shown.map((name) => {
            const href = `/tender/${id}/${name}`;
            return (
              <a key={name} href={href} aria-current={path === href ? 'page' : undefined}>
                {text.names[name]}
              </a>
            );
          })}
        </nav>
      </div>
      {value ? children(value.document, value) : problem !== undefined ? <Problem problem={problem} retry={again} /> : <Loading />}
    </div>
  );
}
