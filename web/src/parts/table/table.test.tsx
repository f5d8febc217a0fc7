import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markup, words } from '../render';
import { csv, csvCell } from './csv';
import { Table, type Column } from './table';

interface Row {
  name: string;
  amount: bigint;
}
const rows: Row[] = [{ name: 'b', amount: 30n }, { name: 'a', amount: 200n }];
const columns: Column<Row>[] = [
  { id: 'name', name: 'Name', lead: true, cell: (row) => row.name, sort: (row) => row.name },
  { id: 'amount', name: 'Amount', numeric: true, cell: (row) => row.amount.toString(), sort: (row) => row.amount },
];
const table = (sorted?: { column: string; down?: boolean }) => (
  <Table caption="T" rows={rows} columns={columns} rowKey={(row) => row.name} {...(sorted ? { sorted } : {})} empty="nothing" />
);

test('sorts by size, not by digits, and says so', () => {
  const html = markup(table({ column: 'amount' }));
  assert.match(html, /aria-sort="ascending"/);
  assert.ok(html.indexOf('>30<') < html.indexOf('>200<'));
  const down = markup(table({ column: 'amount', down: true }));
  assert.ok(down.indexOf('>200<') < down.indexOf('>30<'));
  assert.match(html, /<th scope="row" class="lead">/);
});

test('an empty table is what the page says', () => {
  assert.equal(words(<Table caption="T" rows={[]} columns={columns} rowKey={(row) => row.name} empty="Nothing yet" />), 'Nothing yet');
});

test('CSV by RFC 4180, and no cell runs as a formula', () => {
  assert.equal(csv([['a,b', 'say "x"'], ['1', 'line\nbreak']]), '"a,b","say ""x"""\r\n1,"line\nbreak"\r\n');
  assert.equal(csvCell('=HYPERLINK("x")'), `"'=HYPERLINK(""x"")"`);
  assert.equal(csvCell('-12.50'), '-12.50');
  assert.equal(csvCell('-cmd'), "'-cmd");
});
