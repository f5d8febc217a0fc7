// Whether the second verifier says of time stamps and policies in bundles what terang-verify says:
// node tests/same_vouchers.mjs TERANG-VERIFY
import { join } from 'node:path';
import { bundle, root } from './bundle.mjs';

const folder = await bundle(['tests/same_vouchers.ts'], 'same-vouchers');
process.chdir(root);
const { judge } = await import(join(folder, 'same_vouchers.mjs'));
process.exit((await judge(process.argv[2])) ? 0 : 1);
