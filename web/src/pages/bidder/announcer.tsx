import { useEffect, useRef, useState } from 'preact/hooks';
import type { LotView, OwnLine } from '../../api/views';
import { useExtension } from '../../lot/extension';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { Announcer } from '../../parts/connection/announcer';
import { usePositionWords } from './position';

const texts = dictionary(
  {
    outbid: 'Penawaran Anda sudah dilewati.',
    best: (price: string) => `Harga terbaik ${price}.`,
    next: (price: string) => `Tawaran berikutnya paling tinggi ${price}.`,
    extended: (note: string) => `Waktu diperpanjang, ${note}.`,
    phases: { scheduled: '', live: 'Lelang berlangsung.', paused: 'Lelang dijeda, jam berhenti.', closed: 'Lelang ditutup.', cancelled: 'Lot dibatalkan.' },
  },
  {
    outbid: 'You have been outbid.',
    best: (price: string) => `Best price ${price}.`,
    next: (price: string) => `Your next bid must be at most ${price}.`,
    extended: (note: string) => `Time extended, ${note}.`,
    phases: { scheduled: '', live: 'The auction is live.', paused: 'The auction is paused, the clock has stopped.', closed: 'The auction has closed.', cancelled: 'The lot has been cancelled.' },
  },
);

/** What a screen reader says to one who bids: prices politely and at most every five seconds; outbid and extended at once. */
export function BidAnnouncer({ own, view, zone }: { own: OwnLine; view: LotView; zone: string }) {
  const text = useText(texts);
  const format = useFormat();
  const words = usePositionWords();
  const extension = useExtension();
  const [alert, setAlert] = useState('');
  const before = useRef({ leads: own.leads, used: view.extensions.used, phase: view.phase });

  const news = [
    `${words(own, view)}.`,
    view.best !== null ? text.best(format.money(view.best, view.currency)) : '',
    own.next_valid !== null && view.phase === 'live' ? text.next(format.money(own.next_valid, view.currency)) : '',
  ].filter(Boolean).join(' ');

  useEffect(() => {
    const parts: string[] = [];
    if (before.current.leads && !own.leads && view.phase === 'live') parts.push(text.outbid, view.best !== null ? text.best(format.money(view.best, view.currency)) : '');
    if (view.extensions.used > before.current.used && view.extensions.last) parts.push(text.extended(extension(view.extensions.last, zone)));
    if (view.phase !== before.current.phase) parts.push(text.phases[view.phase]);
    before.current = { leads: own.leads, used: view.extensions.used, phase: view.phase };
    if (parts.length > 0) setAlert(parts.filter(Boolean).join(' '));
  }, [own.leads, view.extensions.used, view.phase]);

  return <Announcer message={news} urgent={alert} every={5000} />;
}
