// Fields of the formats whose bids are sealed.
import type { Rules } from '../api/views';
import { useFormat } from '../i18n/format';
import { dictionary, useText } from '../i18n/language';
import { IntegerAt, useEditing, useError } from '../pages/officer/editor/fields';
import { at, idOf } from '../pages/officer/editor/model';
import { RadioField } from '../parts/field/more_fields';
import { Seconds } from './editor_parts';

const texts = dictionary(
  {
    winners: 'Banyaknya pemenang',
    winnersHint: 'Lebih dari satu untuk perjanjian kerangka.',
    pay: 'Yang dibayar kepada para pemenang',
    pays: { own_price: 'Masing-masing harganya sendiri', match_lowest: 'Semua setara dengan harga terendah' },
    sealed: 'Lama babak tertutup',
    opening: 'Jeda untuk pembukaan',
    openingHint: 'Dari batas waktu sampai babak langsung. Bila pembukaan belum selesai, babak langsung mundur.',
    left: (length: string) => `Babak langsung berlangsung ${length}.`,
    none: 'Tidak tersisa waktu untuk babak langsung.',
    best: 'Berapa penawaran terbaik yang lanjut',
    edge: 'Harga yang sama dengan yang terakhir lanjut',
    edges: { all_equal: 'Semuanya ikut lanjut', earlier_wins: 'Hanya yang lebih dulu tercatat' },
    live: 'Aturan babak langsung ada di “Sesuaikan aturan”.',
  },
  {
    winners: 'Number of winners',
    winnersHint: 'More than one for a framework agreement.',
    pay: 'What winners are paid',
    pays: { own_price: 'Each their own price', match_lowest: 'All the equal of the lowest price' },
    sealed: 'Length of the sealed round',
    opening: 'Pause for the opening',
    openingHint: 'From the deadline to the live round. If the opening is not done by then, the live round moves.',
    left: (length: string) => `The live round lasts ${length}.`,
    none: 'No time is left for the live round.',
    best: 'How many of the best bids go on',
    edge: 'Bids that equal the last of these',
    edges: { all_equal: 'All of them go on', earlier_wins: 'Only what was recorded first' },
    live: 'The rules of the live round are under “Adjust the rules”.',
  },
);

function HybridFields({ base }: { base: string }) {
  const text = useText(texts);
  const format = useFormat();
  const { document, change } = useEditing();
  const rules = (at(document, base) ?? {}) as Rules;
  const edgeError = useError(`${base}/at_the_edge`);
  const { auction_starts_at: starts, auction_ends_at: ends } = document.schedule;
  const whole = (Date.parse(rules.ends_at ?? ends) - Date.parse(rules.starts_at ?? starts)) / 1000;
  const left = whole - (rules.sealed_seconds ?? 0) - (rules.opening_seconds ?? 0);
  return (
    <>
      <Seconds pointer={`${base}/sealed_seconds`} label={text.sealed} />
      <Seconds pointer={`${base}/opening_seconds`} label={text.opening} hint={text.openingHint} />
      {Number.isFinite(left) && (
        <p class="quiet" role="status">
          {left > 0 ? text.left(format.duration(left)) : text.none}
        </p>
      )}
      <IntegerAt pointer={`${base}/best`} label={text.best} />
      <RadioField
        id={idOf(`${base}/at_the_edge`)}
        label={text.edge}
        error={edgeError}
        value={rules.at_the_edge ?? 'all_equal'}
        choices={(['all_equal', 'earlier_wins'] as const).map((id) => ({ value: id, label: text.edges[id] }))}
        onChange={(value) => change(`${base}/at_the_edge`, value)}
      />
      <p class="quiet">{text.live}</p>
    </>
  );
}

export default function SealedFields({ base }: { base: string }) {
  const text = useText(texts);
  const { document, change } = useEditing();
  const rules = (at(document, base) ?? {}) as Rules;
  const payError = useError(`${base}/pay`);
  if (rules.type === 'hybrid') return <HybridFields base={base} />;
  return (
    <>
      <IntegerAt pointer={`${base}/winners`} label={text.winners} hint={text.winnersHint} />
      {rules.type === 'sealed_first_price' && ((rules.winners ?? 1) > 1 || rules.pay === 'match_lowest') && (
        <RadioField
          id={idOf(`${base}/pay`)}
          label={text.pay}
          error={payError}
          value={rules.pay ?? 'own_price'}
          choices={(['own_price', 'match_lowest'] as const).map((id) => ({ value: id, label: text.pays[id] }))}
          onChange={(value) => change(`${base}/pay`, value)}
        />
      )}
    </>
  );
}
