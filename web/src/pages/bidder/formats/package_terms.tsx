// What holds for all that a bidder wins: how much he can supply, and what he gives off for much.
import { useState } from 'preact/hooks';
import type { OfferContent } from '../../../bid/sign';
import { useFormat } from '../../../i18n/format';
import { dictionary, useText } from '../../../i18n/language';
import { readTyped } from '../../../lib/money';
import type { OwnPackages } from '../../../lot/packages';
import { AmountField } from '../../../parts/amount_field/amount_field';
import { Button, Buttons } from '../../../parts/button/button';
import { TextField } from '../../../parts/field/field';
import { Notice } from '../../../parts/notice/notice';

const texts = dictionary(
  {
    title: 'Batas dan potongan saya', most: 'Paling banyak berapa bagian', mostHint: 'Kosongkan bila sanggup semuanya.',
    from: 'Mulai dari nilai', percent: 'Potongan atas semua yang dimenangkan', save: 'Tanda tangani dan simpan', none: 'Hapus batas dan potongan',
    now: (parts: string, from: string, percent: string) => [parts && `Paling banyak ${parts} bagian.`, percent && `Potongan ${percent} % mulai ${from}.`].filter(Boolean).join(' '),
    wrong: 'Isi bilangan bulat untuk bagian, dan potongan di atas 0 sampai kurang dari 100 dengan paling banyak dua desimal beserta nilainya.',
  },
  {
    title: 'My limits and discount', most: 'At most so many parts', mostHint: 'Leave empty if you can supply all.',
    from: 'From a value of', percent: 'Discount on all that is won', save: 'Sign and keep', none: 'Remove limit and discount',
    now: (parts: string, from: string, percent: string) => [parts && `At most ${parts} parts.`, percent && `${percent} % off from ${from} on.`].filter(Boolean).join(' '),
    wrong: 'Enter a whole number of parts, and a discount above 0 and below 100 with at most two decimals together with its value.',
  },
);

export function PackageTermsForm({ mine, currency, send }: { mine: OwnPackages; currency: string; send: (content: OfferContent) => Promise<void> }) {
  const text = useText(texts);
  const format = useFormat();
  const tier = mine.discount?.tiers[0];
  const [parts, setParts] = useState(mine.capacity?.parts === undefined ? '' : String(mine.capacity.parts));
  const [from, setFrom] = useState(typeof tier?.from === 'string' ? format.number(tier.from) : '');
  const [percent, setPercent] = useState(tier?.percent ?? '');
  const [wrong, setWrong] = useState(false);
  const save = (): void => {
    const amount = readTyped(format.language, from, currency).amount;
    const off = percent.trim().replace(',', '.');
    const fine = /^\d{0,4}$/.test(parts.trim()) && (off === '' ? from.trim() === '' : /^\d{1,2}(\.\d{1,2})?$/.test(off) && Number(off) > 0 && amount !== undefined);
    setWrong(!fine);
    if (!fine) return;
    void send({
      kind: 'package_terms',
      ...(parts.trim() && { capacity: { parts: Number(parts) } }),
      ...(off && { discount: { basis: 'value', tiers: [{ from: amount!, percent: off.replace(/\.0+$/, '').replace(/(\.\d)0$/, '$1') }] } }),
    });
  };
  const stands = text.now(mine.capacity?.parts === undefined ? '' : format.number(mine.capacity.parts), typeof tier?.from === 'string' ? format.money(tier.from, currency) : '', tier?.percent ?? '');
  return (
    <details>
      <summary>{text.title}{stands && `: ${stands}`}</summary>
      <div class="stack">
        <TextField label={text.most} hint={text.mostHint} optional value={parts} onInput={setParts} inputMode="numeric" size="short" />
        <TextField label={text.percent} optional value={percent} onInput={setPercent} inputMode="decimal" size="short" after="%" />
        <AmountField id="package-discount-from" label={text.from} currency={currency} value={from} onInput={setFrom} />
        {wrong && <Notice kind="danger" live="alert"><p>{text.wrong}</p></Notice>}
        <Buttons>
          <Button onClick={save}>{text.save}</Button>
          {stands && <Button onClick={() => { setParts(''); setFrom(''); setPercent(''); setWrong(false); void send({ kind: 'package_terms' }); }}>{text.none}</Button>}
        </Buttons>
      </div>
    </details>
  );
}
