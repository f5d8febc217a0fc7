// Of the English auction: several winners, and floors that bid by themselves.
import type { Rules } from '../api/views';
import { dictionary, useText } from '../i18n/language';
import { IntegerAt, useEditing, useError } from '../pages/officer/editor/fields';
import { at, idOf } from '../pages/officer/editor/model';
import { CheckField } from '../parts/field/more_fields';

const texts = dictionary(
  {
    winners: 'Banyaknya pemenang',
    winnersHint: 'Kosongkan untuk satu. Masing-masing menang pada harganya sendiri; penurunan dari harga terbaik lalu tidak dapat disyaratkan.',
    least: 'Paling sedikit berapa pemenang',
    leastHint: 'Bila lebih sedikit, penetapan menjadi keputusan Anda.',
    proxy: 'Penyedia boleh menitipkan batas terendah',
    proxyHint: 'Terang lalu menawar untuk mereka sampai batas itu, juga bila sambungannya putus. Perlu harga tertinggi dan penurunan dari harga terbaik.',
  },
  {
    winners: 'Number of winners',
    winnersHint: 'Leave empty for one. Each wins at their own price; a drop below the best price can then not be required.',
    least: 'Least number of winners',
    leastHint: 'With fewer, the award is your decision.',
    proxy: 'Businesses may leave a floor',
    proxyHint: 'Terang then bids for them down to it, also when their line drops. It needs a ceiling and a drop below the best price.',
  },
);

export default function EnglishFields({ base }: { base: string }) {
  const text = useText(texts);
  const { document, change } = useEditing();
  const rules = (at(document, base) ?? {}) as Rules;
  const proxyError = useError(`${base}/proxy`);
  return (
    <>
      <IntegerAt pointer={`${base}/winners`} label={text.winners} hint={text.winnersHint} />
      {(rules.winners ?? 1) > 1 && <IntegerAt pointer={`${base}/min_winners`} label={text.least} hint={text.leastHint} />}
      {proxyError && <p class="field-error">{proxyError}</p>}
      <CheckField id={idOf(`${base}/proxy`)} label={text.proxy} hint={text.proxyHint} checked={rules.proxy ?? false} onChange={(on) => change(`${base}/proxy`, on || undefined)} />
    </>
  );
}
