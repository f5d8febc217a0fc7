// The decider of a page: in a worker, loaded when a bundle is verified. WebAssembly needs no permission of the page's
// content security policy there: a worker has that of its own response.
import { Broken, type Decider, type Settled } from './decisions';
import type { Answer, Asked } from './decision_worker';

/** One that has loaded its cores and decides nothing now: it is there without a connection too. */
let spare: Worker | undefined;

export async function decideApart(partial: boolean, from: number): Promise<Decider> {
  if (typeof WebAssembly !== 'object' || typeof Worker !== 'function') throw new Error('WebAssembly');
  const worker = spare ?? new Worker(new URL('./decision_worker.ts', import.meta.url));
  spare = undefined;
  const asked: { resolve: (result: unknown) => void; reject: (error: Error) => void }[] = [];
  worker.onmessage = ({ data }: MessageEvent<Answer>): void => {
    const { resolve, reject } = asked.shift()!;
    if ('result' in data) resolve(data.result);
    else {
      broken = true;
      reject(new (data.broken ? Broken : Error)(data.failure));
    }
  };
  worker.onerror = (event): void => {
    event.preventDefault();
    broken = true;
    for (const { reject } of asked.splice(0)) reject(new Error(event.message || 'the worker did not load'));
  };
  let broken = false;
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
    end: () => {
      // Whoever is left in the midst of its work, or has stumbled, is not asked again.
      if (asked.length > 0 || broken || spare) return worker.terminate();
      spare = worker;
      worker.postMessage({ rest: true } satisfies Asked);
    },
  };
}
