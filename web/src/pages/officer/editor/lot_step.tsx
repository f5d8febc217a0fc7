import { useFormat } from '../../../i18n/format';
import { dictionary, useText } from '../../../i18n/language';
import { Button, Buttons } from '../../../parts/button/button';
import { Section } from '../../../parts/headings/headings';
import { RulesEditor } from '../../../rules/editor';
import { AreaAt, DecimalAt, MoneyAt, TextAt, useEditing, useError } from './fields';
import { type DocumentLot, emptyItem, idOf, itemSum, lotSum } from './model';

const texts = dictionary(
  {
    title: 'Nama lot',
    items: 'Yang dibeli',
    item: (n: number) => `Barang ${n}`,
    description: 'Uraian',
    quantity: 'Jumlah',
    unit: 'Satuan',
    unitHint: 'Misalnya kg, buah, paket.',
    unitEstimate: 'Perkiraan harga satuan',
    sum: (amount: string) => `Jumlah: ${amount}`,
    add: 'Tambah barang',
    remove: (n: number) => `Hapus barang ${n}`,
    removeShort: 'Hapus',
    estimate: 'Perkiraan nilai lot',
    estimateHint: 'Diumumkan. Penghematan dihitung terhadap nilai ini.',
    useSum: (amount: string) => `Pakai jumlah semua barang, ${amount}`,
    rules: 'Aturan lelang lot ini',
  },
  {
    title: 'Name of the lot',
    items: 'What is bought',
    item: (n: number) => `Item ${n}`,
    description: 'Description',
    quantity: 'Quantity',
    unit: 'Unit',
    unitHint: 'For example kg, pieces, package.',
    unitEstimate: 'Estimated unit price',
    sum: (amount: string) => `Sum: ${amount}`,
    add: 'Add item',
    remove: (n: number) => `Remove item ${n}`,
    removeShort: 'Remove',
    estimate: 'Estimated value of the lot',
    estimateHint: 'Published. The saving is measured against it.',
    useSum: (amount: string) => `Use the sum of the items, ${amount}`,
    rules: 'Auction rules of this lot',
  },
);

export function LotStep({ index, lot }: { index: number; lot: DocumentLot }) {
  const text = useText(texts);
  const format = useFormat();
  const { document, change } = useEditing();
  const base = `/lots/${index}`;
  const items = lot.items ?? [];
  const sum = lotSum(lot, document.currency);
  const itemsError = useError(`${base}/items`);
  return (
    <>
      <TextAt pointer={`${base}/title`} label={text.title} maxLength={300} />
      <Section title={text.items} level={3}>
        {itemsError && (
          <p class="field-error" id={idOf(`${base}/items`)} tabIndex={-1}>
            {itemsError}
          </p>
        )}
        {items.map((item, n) => {
          const at = `${base}/items/${n}`;
          const one = itemSum(item, document.currency);
          return (
            <fieldset class="item-card" key={n}>
              <legend>{text.item(n + 1)}</legend>
              <AreaAt pointer={`${at}/description`} label={text.description} rows={2} />
              <div class="item-row">
                <DecimalAt pointer={`${at}/quantity`} label={text.quantity} />
                <TextAt pointer={`${at}/unit`} label={text.unit} maxLength={50} size="short" />
                <MoneyAt pointer={`${at}/unit_estimate`} label={text.unitEstimate} optional />
              </div>
              <div class="row spread">
                <span class="quiet figures">{one ? text.sum(format.money(one, document.currency)) : ''}</span>
                {items.length > 1 && (
                  <Button kind="quiet" small aria-label={text.remove(n + 1)} onClick={() => change(at, undefined)}>
                    {text.removeShort}
                  </Button>
                )}
              </div>
            </fieldset>
          );
        })}
        <Buttons>
          <Button onClick={() => change(`${base}/items`, [...items, emptyItem()])}>{text.add}</Button>
        </Buttons>
      </Section>
      <MoneyAt pointer={`${base}/estimate`} label={text.estimate} hint={text.estimateHint} optional />
      {sum !== undefined && sum !== lot.estimate && sum !== '0' && (
        <p>
          <Button small onClick={() => change(`${base}/estimate`, sum)}>
            {text.useSum(format.money(sum, document.currency))}
          </Button>
        </p>
      )}
      <Section title={text.rules} level={3}>
        <RulesEditor index={index} lot={lot} />
      </Section>
    </>
  );
}
