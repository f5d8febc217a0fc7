// `npm run dev:mock`: the made-up server beside Vite's own, for work on pages without a server.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createServer } from 'vite';
import { bundle } from '../bundle.mjs';

const out = await bundle(['tests/mock/server.ts'], 'mock');
const { startMock } = await import(pathToFileURL(join(out, 'server.mjs')).href);
const mock = await startMock({ folder: 'dist' });
process.env.TERANG_API = mock.url;
const vite = await createServer();
await vite.listen();
vite.printUrls();
