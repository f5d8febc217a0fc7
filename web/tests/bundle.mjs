// Bundles a TypeScript program of tests/ and returns where it is, so that plain Node can run it.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const root = fileURLToPath(new URL('..', import.meta.url));

export async function bundle(entryPoints, name) {
  const outdir = join(root, '.cache', name);
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    // What browsers are given: libraries as modules.
    mainFields: ['module', 'main'],
    format: 'esm',
    target: 'node18',
    outExtension: { '.js': '.mjs' },
    sourcemap: 'inline',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.css': 'empty' },
    define: { __STYLE_PAGE__: 'true' },
    external: ['playwright-core', 'axe-core', 'ws'],
    // Node 18, which Debian 12 has, keeps WebCrypto in a module.
    banner: { js: "import { webcrypto as nodeWebcrypto } from 'node:crypto'; globalThis.crypto ??= nodeWebcrypto;" },
    logLevel: 'warning',
  });
  return outdir;
}
