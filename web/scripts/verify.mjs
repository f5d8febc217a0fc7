// The second verifier as a program: npm run verify -- [--vkey KEY] [--policy FILE] [--since NOTE] [--timestamp-ca PEM] [--json] FILE…
import { join } from 'node:path';
import { bundle, root } from '../tests/bundle.mjs';

const folder = await bundle(['src/verify/program.ts'], 'verify');
const { run } = await import(join(folder, 'program.mjs'));
process.exit(await run(process.argv.slice(2), join(root, 'src/verify/replay.gen.wasm')));
