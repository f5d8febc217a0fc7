// What everybody looks for first on a tender's page: what it is, how it stands, the next deadline. Small, so that it comes
// early on a slow line; the rest of the page follows.
import './tender.css';
import { session } from '../../api/session';
import type { TenderView } from '../../api/views';
import { PracticeNotice } from '../../lot/practice_notice';
import { dictionary, useText } from '../../i18n/language';
import { useServerNow } from '../../lib/server_clock';
import { useStore } from '../../lib/store';
import { Button, Buttons } from '../../parts/button/button';
import { Title } from '../../parts/headings/headings';
import { Notice } from '../../parts/notice/notice';
import { TenderStatus, useStatusNames } from '../../parts/status/status';
import { Time } from '../../parts/time/time';
import { nextDeadline } from './tender_deadline';

const texts = dictionary(
  {
    starts: 'Lelang dimulai',
    ends: 'Lelang berakhir',
    live: 'Ikuti lelang langsung',
    outcome: 'Lihat jalannya lelang',
    takePart: 'Ikut serta',
    manage: 'Kelola tender ini',
    enter: 'Masuk ke ruang lelang',
    cancelled: 'Tender ini dibatalkan',
  },
  {
    starts: 'The auction starts',
    ends: 'The auction ends',
    live: 'Follow the auction live',
    outcome: 'See how the auction went',
    takePart: 'Take part',
    manage: 'Manage this tender',
    enter: 'Enter the auction',
    cancelled: 'This tender was cancelled',
  },
);

export function TenderHead({ view }: { view: TenderView }) {
  const text = useText(texts);
  const names = useStatusNames();
  const who = useStore(session);
  const now = useServerNow(1000);
  const { document } = view;
  const deadline = nextDeadline(view, now);
  const base = `/tender/${encodeURIComponent(view.id)}`;
  const running = ['scheduled', 'live', 'paused'].includes(view.state);
  const bidder = who?.role === 'bidder';
  return (
    <div class="tender-head">
      <Title caption={document.buyer.name}>{document.title}</Title>
      <PracticeNotice of={document} />
      <div class="row">
        <TenderStatus state={view.state} />
        <span class="quiet">{names.category(document.category)}</span>
      </div>
      {view.cancelled && (
        <Notice kind="danger" title={text.cancelled}>
          <p>{view.cancelled.reason}</p>
        </Notice>
      )}
      {deadline && (
        <div class="deadline">
          <p class="deadline-what">{deadline.what === 'starts' ? text.starts : text.ends}</p>
          <p>
            <Time at={deadline.at} zone={document.time_zone} relative zones />
          </p>
        </div>
      )}
      <Buttons>
        {bidder && view.state !== 'awarded' && view.state !== 'cancelled' && (
          <Button kind="primary" href={running ? `${base}/bid` : `${base}/take-part`}>
            {running ? text.enter : text.takePart}
          </Button>
        )}
        {'may' in view && (
          <Button kind="primary" href={`/manage/${encodeURIComponent(view.id)}`}>
            {text.manage}
          </Button>
        )}
        {running && (
          <Button kind={bidder || 'may' in view ? 'plain' : 'primary'} href={`${base}/live`}>
            {text.live}
          </Button>
        )}
        {(view.state === 'closed' || view.state === 'awarded') && <Button href={`${base}/live`}>{text.outcome}</Button>}
      </Buttons>
    </div>
  );
}
