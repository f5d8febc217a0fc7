import '../../public/tender.css';
import type { TenderView } from '../../../api/views';
import { later } from '../../../parts/later/later';

const TenderBody = later(() => import('../../public/tender_body').then((module) => module.TenderBody));

/** The public page of a document, drawn as that page draws it, from the server's own view of it. */
export function Preview({ view }: { view: TenderView }) {
  return (
    <article class="card stack wide" lang={view.document.language}>
      <p class="preview-title">{view.document.title}</p>
      <TenderBody view={view} />
    </article>
  );
}
