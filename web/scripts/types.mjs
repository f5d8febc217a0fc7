// Types of the REST API, made from the server's OpenAPI document; again only when that document is newer.
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const source = new URL('../../server/api/openapi.json', import.meta.url);
const target = fileURLToPath(new URL('../src/api/types.gen.ts', import.meta.url));

if (!existsSync(target) || statSync(target).mtimeMs < statSync(source).mtimeMs) {
  writeFileSync(target, astToString(await openapiTS(source, { alphabetize: true })));
}
