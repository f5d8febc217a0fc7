// What both made-up servers have in common: the built files under the content security policy of the real one, and JSON.
import { existsSync, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const kinds: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json', '.wasm': 'application/wasm' };
const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

export const iso = (time: number): string => new Date(time).toISOString().replace('Z', '000Z');
export const now = (): string => iso(Date.now());

export function secure(response: ServerResponse): void {
  response.setHeader('content-security-policy', policy);
  response.setHeader('x-content-type-options', 'nosniff');
}

export function json(response: ServerResponse, body: unknown, status = 200): void {
  const text = JSON.stringify(body);
  const small = text.length < 1000;
  response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...(!small && { 'content-encoding': 'gzip' }) });
  response.end(small ? text : gzipSync(text));
}

const packed = new Map<string, Buffer>();

/** A built file, or the page that makes every page. Compressed as the real server does. */
export function file(folder: string, url: URL, request: IncomingMessage, response: ServerResponse): void {
  const wanted = join(folder, normalize(url.pathname));
  const path = url.pathname !== '/' && existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(folder, 'index.html');
  const kind = kinds[extname(path)] ?? 'application/octet-stream';
  response.setHeader('content-type', kind);
  // As the real server: a policy is for documents.
  if (!kind.startsWith('text/html')) response.removeHeader('content-security-policy');
  const accepted = /text|javascript|json|svg|wasm/.test(kind) ? String(request.headers['accept-encoding']) : '';
  const coding = ['br', 'gzip'].find((one) => accepted.split(/[,;]\s*/).includes(one));
  if (coding) response.setHeader('content-encoding', coding);
  const key = `${coding}:${path}:${statSync(path).mtimeMs}`;
  const body = packed.get(key) ?? (coding === 'br' ? brotliCompressSync(readFileSync(path)) : coding === 'gzip' ? gzipSync(readFileSync(path), { level: 9 }) : readFileSync(path));
  packed.set(key, body);
  response.end(body);
}
