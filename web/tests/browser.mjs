// `npm run test:browser [WORD…]`: see tests/browser/run.ts. Words choose flows by name.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, root } from './bundle.mjs';

const flows = readdirSync(join(root, 'tests/browser/flows')).filter((name) => name.endsWith('.ts'));
const out = await bundle(['tests/browser/run.ts', ...flows.map((name) => `tests/browser/flows/${name}`)], 'browser');
const { main } = await import(pathToFileURL(join(out, 'run.mjs')).href);
process.exit(await main(flows.map((name) => pathToFileURL(join(out, 'flows', name.replace(/\.ts$/, '.mjs'))).href), process.argv.slice(2)));
