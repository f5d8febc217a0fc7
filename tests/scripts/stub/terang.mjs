#!/usr/bin/env node
// Stands in for the server in the scripts' own tests: the same command line, nothing behind it.
import { readFileSync } from 'node:fs';
import { createServer as http } from 'node:http';
import { createServer as https } from 'node:https';
import { parseArgs } from 'node:util';

const text = { type: 'string' };
const { values: given, positionals: [task] } = parseArgs({
  allowPositionals: true,
  options: {
    database: text, port: text, 'health-port': text, 'tls-cert': text, 'tls-key': text, web: text, data: text,
    demo: { type: 'boolean' },
  },
});
const database = given.database ?? process.env.TERANG_DATABASE_URL;
if (!database) throw new Error('no database');
if (task === 'migrate') process.exit(0);

const server = https({ key: readFileSync(given['tls-key']), cert: readFileSync(given['tls-cert']) },
  (request, response) => response.end(database));
server.on('error', (error) => { console.error(error.message); process.exit(1); });
server.listen(Number(given.port), () => http((request, response) => response.end('ok')).listen(Number(given['health-port']), '127.0.0.1'));
process.on('SIGTERM', () => { console.log('draining'); setTimeout(() => process.exit(process.env.STUB_EXIT ?? 0), 200); });
