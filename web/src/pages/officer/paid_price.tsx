// Of a lot with sealed bids: what the winner is paid, which need not be what he bid.
import type { OfficerLotView } from '../../api/views';
import { dictionary, useText } from '../../i18n/language';
import { isSealing } from '../../lot/sealing';
import { Amount } from '../../parts/amount/amount';
import { SummaryList } from '../../parts/headings/headings';

const texts = dictionary(
  {
    paid: 'Harga yang dibayar',
    second: 'Setinggi penawaran berikutnya, paling tinggi batas harga lot. Penyedia lain yang dipilih dibayar penawarannya sendiri.',
    nobody: 'Menurut aturan lot ini tidak ada penawaran yang menang.',
  },
  {
    paid: 'Price to be paid',
    second: 'What the next one asked, at most the limit of the lot. Anybody else who is chosen is paid their own bid.',
    nobody: 'By the rules of this lot no bid wins.',
  },
);

export function PaidPrice({ lot }: { lot: OfficerLotView }) {
  const text = useText(texts);
  const { result } = lot;
  if (!isSealing(lot.format) || !result) return null;
  if (result.winner === null) return lot.opened?.some(({ amount }) => amount) ? <p>{text.nobody}</p> : null;
  const one = (result.winners ?? []).length < 2 && result.amount !== undefined;
  return (
    <>
      {one && <SummaryList items={[{ key: text.paid, value: <Amount amount={result.amount!} currency={lot.currency} words /> }]} />}
      {lot.format === 'sealed_second_price' && <p class="small">{text.second}</p>}
    </>
  );
}
