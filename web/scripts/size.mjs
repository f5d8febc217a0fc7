// Page budgets: gzipped JavaScript and CSS that a page needs before its lazy parts. Exit 1 when one is over.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const manifestPath = join(dist, 'manifest.json');
if (!existsSync(manifestPath)) {
  console.error('no build: run `npm run build` first');
  process.exit(2);
}
const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
const html = readFileSync(join(dist, 'index.html'), 'utf8');
const entry = Object.keys(manifest).find((key) => manifest[key].file.endsWith('.js') && html.includes(`src="/${manifest[key].file}"`));

/** The files of a chunk and of all that it imports at once; what it imports later is lazy. */
function filesOf(key, seen = new Set()) {
  if (seen.has(key)) return [];
  seen.add(key);
  const chunk = manifest[key];
  if (!chunk) throw new Error(`no chunk ${key}`);
  return [chunk.file, ...(chunk.css ?? []), ...(chunk.imports ?? []).flatMap((name) => filesOf(name, seen))];
}

const zipped = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(6);
let over = 0;
// A page whose parts a lazy chunk of its own takes too is a shared chunk, which the manifest names after its file.
// Some pages stand behind a door of their folder.
const reached = (manifest[entry].dynamicImports ?? []).flatMap((key) => (key.endsWith('/doors.ts') ? manifest[key].dynamicImports : [key]));
const routed = new Set(reached.filter((key) => manifest[key].isDynamicEntry && /^(src\/pages\/.+\.tsx$|_)/.test(key)));
for (const page of ['(frame)', ...[...routed].sort()]) {
  const files = new Set([...filesOf(entry), 'index.html', ...(page === '(frame)' ? [] : filesOf(page))]);
  const size = [...files].reduce((sum, file) => sum + zipped(file), 0);
  const budget = /public\/(?!live)|verify\/|frame/.test(page) ? 60_000 : 90_000;
  const state = size <= budget ? 'ok  ' : 'OVER';
  if (size > budget) over += 1;
  console.log(`${state} ${kb(size)} KB of ${kb(budget)}  ${page.replace('src/pages/', '')}`);
}
const lazy = Object.keys(manifest).filter((key) => manifest[key].isDynamicEntry && !routed.has(key));
for (const key of lazy) console.log(`     ${kb(filesOf(key).filter((file) => !filesOf(entry).includes(file)).reduce((sum, file) => sum + zipped(file), 0))} KB lazy       ${key}`);
// The cores that decide, fetched where a bundle is verified: by Brotli, as the server sends them.
const cores = readdirSync(join(dist, 'assets')).filter((file) => file.endsWith('.wasm'));
for (const file of cores) {
  const size = brotliCompressSync(readFileSync(join(dist, 'assets', file)), { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).length;
  if (size > 175_000) over += 1;
  console.log(`${size <= 175_000 ? 'ok  ' : 'OVER'} ${kb(size)} KB of ${kb(175_000)}  ${file}`);
}
console.log(`${routed.size + 1 + cores.length - over} passed, ${over} failed`);
process.exit(over ? 1 : 0);
