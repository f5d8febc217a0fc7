// Of a lot with sealed bids: what the price to be paid is, which need not be what was bid; and that nobody wins.
import type { OfficerLotView } from '../../api/views';
import { dictionary, useText } from '../../i18n/language';
import { isSealing } from '../../lot/sealing';

const texts = dictionary(
  {
    second: 'Setinggi penawaran berikutnya, paling tinggi batas harga lot. Penyedia lain yang dipilih dibayar penawarannya sendiri.',
    nobody: 'Menurut aturan lot ini tidak ada penawaran yang menang.',
  },
  {
    second: 'What the next one asked, at most the limit of the lot. Anybody else who is chosen is paid their own bid.',
    nobody: 'By the rules of this lot no bid wins.',
  },
);

export function PaidPrice({ lot }: { lot: OfficerLotView }) {
  const text = useText(texts);
  const { result } = lot;
  if (!isSealing(lot.format) || !result) return null;
  if (result.winner === null) return lot.opened?.some(({ amount }) => amount) ? <p>{text.nobody}</p> : null;
  return lot.format === 'sealed_second_price' ? <p class="small">{text.second}</p> : null;
}
