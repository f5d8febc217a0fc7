// Bundles every src/**/*.test.ts(x) with esbuild and runs them with Node's own test runner.
// Arguments are substrings of the paths to run: `npm test money rules`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, '.cache/unit');
const wanted = process.argv.slice(2);

function tests(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return tests(path);
    return /\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

const chosen = tests('src').filter((path) => wanted.length === 0 || wanted.some((word) => path.includes(word)));
if (chosen.length === 0) {
  console.error(`no test file matches ${wanted.join(' ')}`);
  process.exit(2);
}
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: chosen,
  outdir: out,
  outbase: 'src',
  bundle: true,
  platform: 'node',
  // What browsers are given: libraries as modules.
  mainFields: ['module', 'main'],
  format: 'esm',
  target: 'node18',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  sourcemap: 'inline',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.css': 'empty' },
  define: { __STYLE_PAGE__: 'true' },
  external: ['node:*'],
  // Node 18, which Debian 12 has, keeps WebCrypto in a module; browsers and later versions have it everywhere.
  banner: { js: "import { webcrypto as nodeWebcrypto } from 'node:crypto'; globalThis.crypto ??= nodeWebcrypto;" },
  logLevel: 'warning',
});
const files = chosen.map((path) => join(out, path.replace(/^src\//, '').replace(/\.tsx?$/, '.mjs')));
const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...files], { stdio: 'inherit', cwd: root });
process.exit(run.status ?? 1);
