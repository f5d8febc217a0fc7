// The decider of a page: in a worker, loaded when a bundle is verified. WebAssembly needs no permission of the page's
// content security policy there: a worker has that of its own response.
import { Broken, type Decider, type Settled } from './decisions';
import type { Answer, Asked } from './decision_worker';

export async function decideApart(partial: boolean, from: number): Promise<Decider> {
  if (typeof WebAssembly !== 'object' || typeof Worker !== 'function') throw new Error('WebAssembly');
  const worker = new Worker(new URL('./decision_worker.ts', import.meta.url));
  const asked: { resolve: (result: unknown) => void; reject: (error: Error) => void }[] = [];
  worker.onmessage = ({ data }: MessageEvent<Answer>): void => {
    const { resolve, reject } = asked.shift()!;
    if ('result' in data) resolve(data.result);
    else reject(new (data.broken ? Broken : Error)(data.failure));
  };
  worker.onerror = (event): void => {
    event.preventDefault();
    for (const { reject } of asked.splice(0)) reject(new Error(event.message || 'the worker did not load'));
  };
  const ask = (question: Asked, transfer: Transferable[] = []): Promise<unknown> =>
    new Promise((resolve, reject) => {
      asked.push({ resolve, reject });
      worker.postMessage(question, transfer);
    });
  try {
    await ask({ begin: new URL('./replay.gen.wasm', import.meta.url).href, partial, from });
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return {
    take: (records) => ask({ take: records }, [records.buffer]) as Promise<boolean>,
    settle: () => ask({ settle: true }) as Promise<Settled>,
    end: () => worker.terminate(),
  };
}
