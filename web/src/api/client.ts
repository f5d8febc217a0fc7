// The REST API, typed by the server's OpenAPI document. Every failure is an ApiProblem with a stable code.
import type { paths } from './types.gen';
import { clockSample } from '../lib/server_clock';

export interface FieldProblem {
  path: string; // JSON Pointer into what was sent
  name: string;
}

/** An RFC 9457 problem document, or our own: `network` (no answer) and `answer_malformed` (an answer nobody can read). */
export class ApiProblem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly title: string,
    readonly detail = '',
    readonly problems: FieldProblem[] = [],
    readonly retryAfterSeconds?: number,
  ) {
    super(`${code}: ${title}`);
  }
}

type Method = 'get' | 'post' | 'put' | 'delete';
type PathsWith<M extends Method> = { [P in keyof paths]: paths[P][M] extends { responses: unknown } ? P : never }[keyof paths];
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
type Parameters<O> = O extends { parameters: infer X } ? X : never;
type PathOf<O> = Parameters<O> extends { path: infer X } ? { path: X } : { path?: undefined };
type QueryOf<O> = Parameters<O> extends { query: infer X } ? { query: X } : Parameters<O> extends { query?: infer X } ? { query?: X } : { query?: undefined };
type BodyOf<O> = O extends { requestBody: { content: { 'application/json': infer X } } } ? { body: X } : { body?: undefined };
type ContentOf<R> = R extends { content: infer C } ? C[keyof C] : undefined;
type Success<O> = O extends { responses: infer R }
  ? { [K in keyof R]: K extends 200 | 201 | 204 ? ContentOf<R[K]> : never }[keyof R]
  : never;
type Options<O> = PathOf<O> & QueryOf<O> & BodyOf<O> & { signal?: AbortSignal };
type Rest<O> = {} extends Options<O> ? [options?: Options<O>] : [options: Options<O>];

interface Plain {
  path?: Record<string, string | number> | undefined;
  query?: Record<string, string | number | boolean | undefined> | undefined;
  body?: unknown;
  signal?: AbortSignal;
}

export function urlOf(path: string, options: Plain = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(options.path?.[name] ?? '')));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `${filled}?${text}` : filled;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const retry = Number(response.headers.get('retry-after')) || undefined;
  try {
    const body = (await response.json()) as Record<string, unknown>;
    const text = (name: string): string => (typeof body[name] === 'string' ? (body[name] as string) : '');
    const code = text('code') || text('type').split('/').pop() || 'unknown';
    const problems = Array.isArray(body.problems) ? (body.problems as FieldProblem[]) : [];
    const after = typeof body.retry_after_seconds === 'number' ? body.retry_after_seconds : retry;
    return new ApiProblem(code, response.status, text('title'), text('detail'), problems, after);
  } catch {
    return new ApiProblem('answer_malformed', response.status, response.statusText, '', [], retry);
  }
}

/** The page's first question, when it was asked before this code was there (scripts/early_plugin.ts). Good for once. */
function takeEarly(method: Method, url: string): Promise<Response> | undefined {
  const early = typeof window === 'undefined' ? undefined : window.terangEarly;
  if (early?.url !== url || method !== 'get') return undefined;
  delete window.terangEarly;
  return early.answer;
}

async function answerTo(method: Method, path: string, options: Plain): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json, text/plain, application/jsonl' };
  const request: RequestInit = { method: method.toUpperCase(), headers, credentials: 'same-origin', cache: 'no-cache' };
  if (options.body !== undefined) {
    headers['content-type'] = 'application/json';
    request.body = JSON.stringify(options.body);
  }
  if (options.signal) request.signal = options.signal;
  const url = urlOf(path, options);
  let response: Response;
  try {
    response = await (takeEarly(method, url) ?? fetch(url, request));
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiProblem('network', 0, 'No answer from the server');
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function send(method: Method, path: string, options: Plain = {}): Promise<unknown> {
  const response = await answerTo(method, path, options);
  if (response.status === 204) return undefined;
  try {
    const kind = response.headers.get('content-type') ?? '';
    return /^application\/(\w+\+)?json\b/.test(kind) ? await response.json() : await response.text();
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiProblem('answer_malformed', response.status, 'The answer could not be read');
  }
}

export const api = {
  get: <P extends PathsWith<'get'>>(path: P, ...[options]: Rest<Operation<P, 'get'>>): Promise<Success<Operation<P, 'get'>>> =>
    send('get', path, options as Plain) as Promise<Success<Operation<P, 'get'>>>,
  post: <P extends PathsWith<'post'>>(path: P, ...[options]: Rest<Operation<P, 'post'>>): Promise<Success<Operation<P, 'post'>>> =>
    send('post', path, options as Plain) as Promise<Success<Operation<P, 'post'>>>,
  put: <P extends PathsWith<'put'>>(path: P, ...[options]: Rest<Operation<P, 'put'>>): Promise<Success<Operation<P, 'put'>>> =>
    send('put', path, options as Plain) as Promise<Success<Operation<P, 'put'>>>,
  delete: <P extends PathsWith<'delete'>>(path: P, ...[options]: Rest<Operation<P, 'delete'>>): Promise<Success<Operation<P, 'delete'>>> =>
    send('delete', path, options as Plain) as Promise<Success<Operation<P, 'delete'>>>,
};

/** A large answer as it comes; its size where the server tells it and nothing was squeezed on the way. */
export async function streamOf<P extends PathsWith<'get'>>(path: P, ...[options]: Rest<Operation<P, 'get'>>): Promise<{ stream: ReadableStream<Uint8Array>; size: number | undefined }> {
  const { body, headers } = await answerTo('get', path, options as Plain);
  const size = headers.has('content-encoding') ? 0 : Number(headers.get('content-length'));
  return { stream: body!, size: size || undefined };
}

/** Asks the server's clock over HTTP; the live connection asks again and again by itself. */
export async function sampleClock(): Promise<void> {
  const sent = Date.now();
  const { now } = await api.get('/api/v1/time');
  clockSample(sent, Date.now(), Date.parse(now));
}
