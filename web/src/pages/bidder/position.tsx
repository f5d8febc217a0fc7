import type { LotView, OwnLine } from '../../api/views';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { Amount } from '../../parts/amount/amount';
import { Icon } from '../../parts/icon';
import { SummaryList } from '../../parts/headings/headings';

const ordinal = (n: number): string => {
  const rest = n % 100;
  const last = rest >= 11 && rest <= 13 ? 0 : n % 10;
  return `${n}${last === 1 ? 'st' : last === 2 ? 'nd' : last === 3 ? 'rd' : 'th'}`;
};

export const positionTexts = dictionary(
  {
    position: 'Posisi Anda',
    you: (pseudonym: string) => `Anda adalah Penyedia ${pseudonym}. Penyedia lain hanya melihat nama samaran ini.`,
    leads: 'Anda memimpin',
    ledAtClose: 'Penawaran Anda yang terbaik',
    rank: (n: number, of: number) => (of > 0 ? `Peringkat ${n} dari ${of}` : `Peringkat ${n}`),
    behind: 'Anda tidak memimpin',
    none: 'Anda belum menawar',
    hidden: 'Peringkat dirahasiakan aturan lot ini',
    disqualified: 'Anda didiskualifikasi',
    best: 'Terbaik Anda',
    evaluated: 'Harga evaluasi Anda',
    leading: 'Harga terbaik',
    hiddenPrice: 'dirahasiakan sampai ditutup',
    noBids: 'belum ada penawaran',
    next: 'Tawaran berikutnya paling tinggi',
    ceiling: 'Batas tertinggi Anda sendiri',
  },
  {
    position: 'Your position',
    you: (pseudonym: string) => `You are Bidder ${pseudonym}. Other businesses see only this pseudonym.`,
    leads: 'You lead',
    ledAtClose: 'Your bid is the best',
    rank: (n: number, of: number) => (of > 0 ? `${ordinal(n)} of ${of}` : ordinal(n)),
    behind: 'You do not lead',
    none: 'You have not bid yet',
    hidden: 'The rules of this lot hide the rank',
    disqualified: 'You are disqualified',
    best: 'Your best',
    evaluated: 'Your evaluated price',
    leading: 'Best price',
    hiddenPrice: 'hidden until the close',
    noBids: 'no bids yet',
    next: 'Your next bid must be at most',
    ceiling: 'Your own ceiling',
  },
);

/** "You lead", "3rd of 6", or why there is nothing to say. */
export function usePositionWords(): (own: OwnLine, view: LotView) => string {
  const text = useText(positionTexts);
  return (own, view) => {
    if (own.disqualified) return text.disqualified;
    if (own.best === null) return text.none;
    if (own.leads) return view.phase === 'closed' ? text.ledAtClose : text.leads;
    if (own.rank !== null) return text.rank(own.rank, view.bidders ?? 0);
    return view.visibility === 'nothing' || view.visibility === 'best_price_only' ? text.hidden : text.behind;
  };
}

export function Position({ own, view }: { own: OwnLine; view: LotView }) {
  const text = useText(positionTexts);
  const format = useFormat();
  const words = usePositionWords();
  const { currency } = view;
  const over = view.phase === 'closed' || view.phase === 'cancelled';
  const hidden = view.best === null && view.bids !== 0;
  const kind = own.disqualified ? 'out' : own.leads ? 'leads' : own.best !== null && own.rank !== null ? 'behind' : 'none';
  return (
    <section class={`position ${kind}`} aria-label={text.position}>
      <p class="position-words">
        <Icon name={own.leads ? 'check' : own.disqualified ? 'cross' : kind === 'behind' ? 'warning' : 'info'} size={24} /> {words(own, view)}
      </p>
      <SummaryList
        narrow
        items={[
          { key: text.leading, value: view.best !== null ? <Amount amount={view.best} currency={currency} flash /> : <span class="quiet">{hidden ? text.hiddenPrice : text.noBids}</span> },
          own.best !== null && { key: text.best, value: <Amount amount={own.best} currency={currency} /> },
          own.evaluated !== null && own.evaluated !== own.best && /^\d+(\.\d+)?$/.test(own.evaluated) && { key: text.evaluated, value: format.money(own.evaluated, currency) },
          !over && typeof own.ceiling === 'string' && { key: text.ceiling, value: format.money(own.ceiling, currency) },
          !over && own.next_valid !== null && {
            key: text.next,
            value: <strong class="position-next"><Amount amount={own.next_valid} currency={currency} words flash /></strong>,
          },
        ]}
      />
      <p class="small quiet">{text.you(own.pseudonym)}</p>
    </section>
  );
}
