// Decides in a thread of its own, so that the page stays able to paint and to be left.
import { coresFrom, decider } from './decider';
import { Broken, type Decider } from './decisions';

export type Asked = { begin: string; partial: boolean; from: number } | { take: Uint8Array } | { settle: true } | { rest: true };
export type Answer = { result: unknown } | { failure: string; broken: boolean };

let mine: Decider | undefined;
let cores: WebAssembly.Module | undefined;

async function answer(asked: Exclude<Asked, { rest: true }>): Promise<unknown> {
  if ('begin' in asked) {
    cores ??= await coresFrom(await fetch(asked.begin));
    mine = await decider(cores, asked.partial, asked.from);
    return true;
  }
  return 'take' in asked ? mine!.take(asked.take) : mine!.settle();
}

let order: Promise<void> = Promise.resolve();
onmessage = ({ data }: MessageEvent<Asked>): void => {
  order = order.then(async () => {
    if ('rest' in data) return void (mine = undefined);
    let said: Answer;
    try {
      said = { result: await answer(data) };
    } catch (error) {
      said = { failure: (error as Error).message, broken: error instanceof Broken };
    }
    postMessage(said);
  });
};
