// What holds for all that a bidder wins: how much he can supply, and what he gives off for much.
import { useState } from 'preact/hooks';
import type { OfferContent } from '../../../bid/sign';
import { useFormat } from '../../../i18n/format';
import { dictionary, useText } from '../../../i18n/language';
import { minorOf, readTyped } from '../../../lib/money';
import type { OwnPackages } from '../../../lot/packages';
import { AmountField } from '../../../parts/amount_field/amount_field';
import { Button, Buttons } from '../../../parts/button/button';
import { TextField } from '../../../parts/field/field';
import { Notice } from '../../../parts/notice/notice';

const texts = dictionary(
  {
    title: 'Batas dan potongan saya', most: 'Paling banyak berapa bagian', mostHint: 'Kosongkan bila sanggup semuanya.',
    from: (n: string) => `Potongan ${n}: mulai dari nilai`, percent: (n: string) => `Potongan ${n} atas semua yang dimenangkan`, add: 'Tambah potongan', remove: (n: string) => `Hapus potongan ${n}`, save: 'Tanda tangani dan simpan', none: 'Hapus batas dan potongan',
    parts: (parts: string) => `Paling banyak ${parts} bagian.`, tier: (from: string, percent: string) => `Potongan ${percent} % mulai ${from}.`,
    wrong: 'Isi bilangan bulat untuk bagian, dan tiap potongan di atas 0 sampai kurang dari 100 dengan paling banyak dua desimal beserta nilainya. Nilai dan potongan harus naik bersama.',
  },
  {
    title: 'My limits and discount', most: 'At most so many parts', mostHint: 'Leave empty if you can supply all.',
    from: (n: string) => `Discount ${n}: from a value of`, percent: (n: string) => `Discount ${n} on all that is won`, add: 'Add a discount', remove: (n: string) => `Remove discount ${n}`, save: 'Sign and keep', none: 'Remove limit and discount',
    parts: (parts: string) => `At most ${parts} parts.`, tier: (from: string, percent: string) => `${percent} % off from ${from} on.`,
    wrong: 'Enter a whole number of parts, and each discount above 0 and below 100 with at most two decimals together with its value. Values and discounts must rise together.',
  },
);

/** More than these no bidder may have: auction/formats/package.md. */
const mostTiers = 10;

interface Tier {
  from: string;
  percent: string;
}
const noTier: Tier = { from: '', percent: '' };

export function PackageTermsForm({ mine, currency, send }: { mine: OwnPackages; currency: string; send: (content: OfferContent) => Promise<void> }) {
  const text = useText(texts);
  const format = useFormat();
  const known = (mine.discount?.tiers ?? []).filter((tier): tier is Tier => typeof tier.from === 'string');
  const [parts, setParts] = useState(mine.capacity?.parts === undefined ? '' : String(mine.capacity.parts));
  const [tiers, setTiers] = useState<Tier[]>(known.length > 0 ? known.map(({ from, percent }) => ({ from: format.number(from), percent })) : [{ ...noTier }]);
  const [wrong, setWrong] = useState(false);
  const change = (at: number, next: Partial<Tier>): void => setTiers(tiers.map((tier, n) => (n === at ? { ...tier, ...next } : tier)));
  const save = (): void => {
    const written = tiers.filter(({ from, percent }) => from.trim() !== '' || percent.trim() !== '');
    const read = written.map(({ from, percent }) => ({ from: readTyped(format.language, from, currency).amount, percent: percent.trim().replace(',', '.') }));
    const rises = (at: number): boolean => at === 0 || (minorOf(read[at]!.from!, currency) > minorOf(read[at - 1]!.from!, currency) && Number(read[at]!.percent) > Number(read[at - 1]!.percent));
    const fine =
      /^\d{0,4}$/.test(parts.trim()) &&
      read.every(({ from, percent }) => from !== undefined && /^\d{1,2}(\.\d{1,2})?$/.test(percent) && Number(percent) > 0) &&
      read.every((_, at) => rises(at));
    setWrong(!fine);
    if (!fine) return;
    void send({
      kind: 'package_terms',
      ...(parts.trim() && { capacity: { parts: Number(parts) } }),
      ...(read.length > 0 && { discount: { basis: 'value', tiers: read.map(({ from, percent }) => ({ from: from!, percent: percent.replace(/\.0+$/, '').replace(/(\.\d)0$/, '$1') })) } }),
    });
  };
  const stands = [
    ...(mine.capacity?.parts === undefined ? [] : [text.parts(format.number(mine.capacity.parts))]),
    ...known.map(({ from, percent }) => text.tier(format.money(from, currency), percent)),
  ].join(' ');
  return (
    <details>
      <summary>{text.title}{stands && `: ${stands}`}</summary>
      <div class="stack">
        <TextField label={text.most} hint={text.mostHint} optional value={parts} onInput={setParts} inputMode="numeric" size="short" />
        {tiers.map(({ from, percent }, at) => {
          const n = format.number(at + 1);
          return (
            <div class="rule-inner stack" key={at}>
              <AmountField id={`package-discount-from-${at}`} label={text.from(n)} currency={currency} value={from} onInput={(value) => change(at, { from: value })} />
              <TextField label={text.percent(n)} optional value={percent} onInput={(value) => change(at, { percent: value })} inputMode="decimal" size="short" after="%" />
              {tiers.length > 1 && <Buttons><Button small onClick={() => setTiers(tiers.filter((_, k) => k !== at))}>{text.remove(n)}</Button></Buttons>}
            </div>
          );
        })}
        {wrong && <Notice kind="danger" live="alert"><p>{text.wrong}</p></Notice>}
        <Buttons>
          <Button disabled={tiers.length >= mostTiers} onClick={() => setTiers([...tiers, { ...noTier }])}>{text.add}</Button>
          <Button onClick={save}>{text.save}</Button>
          {stands && <Button onClick={() => { setParts(''); setTiers([{ ...noTier }]); setWrong(false); void send({ kind: 'package_terms' }); }}>{text.none}</Button>}
        </Buttons>
      </div>
    </details>
  );
}
