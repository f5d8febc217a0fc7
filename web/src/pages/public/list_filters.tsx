// What the list can be filtered by, besides words.
import { dictionary, useText } from '../../i18n/language';
import { Button } from '../../parts/button/button';
import { TextField } from '../../parts/field/field';
import { SelectField } from '../../parts/field/more_fields';
import { categories, tenderStatuses, useStatusNames } from '../../parts/status/status';
import type { ListQuery } from './list_query';

const texts = dictionary(
  {
    apply: 'Terapkan',
    clear: 'Hapus semua',
    status: 'Status',
    category: 'Jenis',
    buyer: 'Pembeli',
    currency: 'Mata uang',
    min: 'Nilai paling sedikit',
    max: 'Nilai paling banyak',
    from: 'Diumumkan sejak',
    to: 'Diumumkan sampai',
    sort: 'Urutkan',
    sorts: { newest: 'Terbaru', closing: 'Segera berakhir', value: 'Nilai tertinggi' },
    any: 'Semua',
  },
  {
    apply: 'Apply',
    clear: 'Clear all',
    status: 'Status',
    category: 'Category',
    buyer: 'Buyer',
    currency: 'Currency',
    min: 'Value at least',
    max: 'Value at most',
    from: 'Published from',
    to: 'Published until',
    sort: 'Sort',
    sorts: { newest: 'Newest', closing: 'Ending soon', value: 'Highest value' },
    any: 'Any',
  },
);

export interface FilterFieldsProps {
  draft: ListQuery;
  onDraft: (draft: ListQuery) => void;
  /** Where nothing is filtered; undefined where nothing is. */
  clear: string | undefined;
}

export function FilterFields({ draft, onDraft, clear }: FilterFieldsProps) {
  const text = useText(texts);
  const names = useStatusNames();
  const set = (name: keyof ListQuery) => (value: string) => onDraft({ ...draft, [name]: value });
  return (
    <>
      <div class="filters-fields">
        <SelectField
          label={text.status}
          empty={text.any}
          value={draft.status ?? ''}
          onChange={set('status')}
          choices={tenderStatuses.map((value) => ({ value, label: names.tender(value) }))}
        />
        <SelectField
          label={text.category}
          empty={text.any}
          value={draft.category ?? ''}
          onChange={set('category')}
          choices={categories.map((value) => ({ value, label: names.category(value) }))}
        />
        <TextField label={text.buyer} value={draft.buyer ?? ''} onInput={set('buyer')} />
        <SelectField
          label={text.sort}
          value={draft.sort ?? 'newest'}
          onChange={(value) => onDraft({ ...draft, sort: value === 'newest' ? '' : value })}
          choices={(['newest', 'closing', 'value'] as const).map((value) => ({ value, label: text.sorts[value] }))}
        />
        <TextField label={text.min} inputMode="decimal" value={draft.min_value ?? ''} onInput={set('min_value')} />
        <TextField label={text.max} inputMode="decimal" value={draft.max_value ?? ''} onInput={set('max_value')} />
        <TextField label={text.from} type="date" value={draft.from ?? ''} onInput={set('from')} />
        <TextField label={text.to} type="date" value={draft.to ?? ''} onInput={set('to')} />
        <SelectField
          label={text.currency}
          empty={text.any}
          value={draft.currency ?? ''}
          onChange={set('currency')}
          choices={['IDR', 'INR', 'USD', 'EUR'].map((value) => ({ value, label: value }))}
        />
      </div>
      <div class="row filters-actions">
        <Button kind="primary" type="submit">
          {text.apply}
        </Button>
        {clear && (
          <Button kind="quiet" href={clear}>
            {text.clear}
          </Button>
        )}
      </div>
    </>
  );
}
