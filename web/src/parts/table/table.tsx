import '../field/field.css';
import './table.css';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { dictionary, useText } from '../../i18n/language';
import { Button } from '../button/button';
import { Icon } from '../icon';
import { csv, download } from './csv';

const texts = dictionary(
  { export: 'Unduh CSV', sortedUp: 'urut naik', sortedDown: 'urut turun', sortBy: (name: string) => `Urutkan menurut ${name}`, sort: 'Urutkan' },
  { export: 'Download CSV', sortedUp: 'sorted up', sortedDown: 'sorted down', sortBy: (name: string) => `Sort by ${name}`, sort: 'Sort' },
);

export interface Column<Row> {
  id: string;
  name: string;
  cell: (row: Row) => ComponentChildren;
  /** Right-aligned, tabular figures. */
  numeric?: boolean;
  /** Makes the column sortable. Bigints and numbers by size, texts by the alphabet. */
  sort?: (row: Row) => string | number | bigint;
  /** The plain text for CSV; a column without it is not exported. */
  text?: (row: Row) => string;
  /** The heading of the card on small screens. */
  lead?: boolean;
}

export interface TableProps<Row> {
  /** What the table is; read by screen readers and shown unless `hideCaption`. */
  caption: string;
  hideCaption?: boolean;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string | number;
  /** The name of the CSV file, without its ending; no export without it. */
  file?: string;
  /** At first; a click on a heading changes it. */
  sorted?: { column: string; down?: boolean };
  /** Marks a row, for instance one's own. */
  mark?: (row: Row) => boolean;
  empty?: ComponentChildren;
}

function compare(a: string | number | bigint, b: string | number | bigint): number {
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A table that becomes a list of cards under 640 px. */
export function Table<Row>({ caption, hideCaption, columns, rows, rowKey, file, sorted, mark, empty }: TableProps<Row>) {
  const text = useText(texts);
  const [order, setOrder] = useState(sorted);
  const by = columns.find((column) => column.id === order?.column)?.sort;
  const shown = by ? [...rows].sort((a, b) => (order?.down ? -1 : 1) * compare(by(a), by(b))) : rows;
  const sortable = columns.filter((column) => column.sort);
  const exportRows = (): void => {
    const kept = columns.filter((column) => column.text);
    const lines = [kept.map((column) => column.name), ...shown.map((row) => kept.map((column) => column.text!(row)))];
    download(`${file}.csv`, 'text/csv;charset=utf-8', '\ufeff', csv(lines));
  };
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    <div class="table-whole">
      {sortable.length > 0 && (
        <label class="table-sort no-print">
          <span>{text.sort}</span>
          <select
            class="control"
            value={order ? `${order.column}${order.down ? '-' : ''}` : ''}
            onChange={(event) => {
              const value = event.currentTarget.value;
              setOrder(value ? { column: value.replace(/-$/, ''), down: value.endsWith('-') } : undefined);
            }}
          >
            <option value="">–</option>
            {sortable.flatMap((column) => [
              <option key={column.id} value={column.id}>
                {column.name}, {text.sortedUp}
              </option>,
              <option key={`${column.id}-`} value={`${column.id}-`}>
                {column.name}, {text.sortedDown}
              </option>,
            ])}
          </select>
        </label>
      )}
      <div class="table-frame">
        <table class="table">
          <caption class={hideCaption ? 'sr-only' : undefined}>{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => {
                const down = order?.column === column.id ? !!order.down : undefined;
                return (
                  <th
                    key={column.id}
                    scope="col"
                    class={column.numeric ? 'numeric' : undefined}
                    aria-sort={down === undefined ? undefined : down ? 'descending' : 'ascending'}
                  >
                    {column.sort ? (
                      <button
                        type="button"
                        title={text.sortBy(column.name)}
                        onClick={() => setOrder({ column: column.id, down: down === undefined ? false : !down })}
                      >
                        {column.name}
                        <span class="table-arrow">
                          {down !== undefined && <Icon name={down ? 'down' : 'up'} size={12} />}
                        </span>
                      </button>
                    ) : (
                      column.name
                    )}
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={rowKey(row)} class={mark?.(row) ? 'marked' : undefined}>
                {columns.map((column) => {
                  const Cell = column.lead ? 'th' : 'td';
                  return (
                    <Cell
                      key={column.id}
                      scope={column.lead ? 'row' : undefined}
                      class={[column.numeric && 'numeric', column.lead && 'lead'].filter(Boolean).join(' ') || undefined}
                    >
                      {!column.lead && (
                        <span class="cell-name" aria-hidden="true">
                          {column.name}
                        </span>
                      )}
                      <span class="cell-value">{column.cell(row)}</span>
                    </Cell>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {file && rows.length > 0 && (
        <p class="no-print">
          <Button kind="quiet" small onClick={exportRows}>
            <Icon name="download" /> {text.export}
          </Button>
        </p>
      )}
    </div>
  );
}
