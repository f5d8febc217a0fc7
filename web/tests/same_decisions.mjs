// Whether the second verifier says of decisions what terang-verify says: node tests/same_decisions.mjs FILE, made by
// tests/faults/same_decisions_test.cpp
import { join } from 'node:path';
import { bundle, root } from './bundle.mjs';

const folder = await bundle(['tests/same_decisions.ts'], 'same-decisions');
const { judge } = await import(join(folder, 'same_decisions.mjs'));
process.exit((await judge(process.argv[2], join(root, 'src/verify/replay.gen.wasm'))) ? 0 : 1);
