// The second verifier's judgement of altered bundles, which tests/faults/tamper_test.cpp makes: node tests/tamper.mjs FILE
import { join } from 'node:path';
import { bundle, root } from './bundle.mjs';

const folder = await bundle(['tests/tamper.ts'], 'tamper');
const { judge } = await import(join(folder, 'tamper.mjs'));
process.exit((await judge(process.argv[2], join(root, 'src/verify/replay.gen.wasm'))) ? 0 : 1);
