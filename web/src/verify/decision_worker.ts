// Decides in a thread of its own, so that the page stays able to paint and to be left.
import { coresFrom, decider } from './decider';
import { Broken, type Decider } from './decisions';

export type Asked = { begin: string; partial: boolean; from: number } | { take: Uint8Array } | { settle: true };
export type Answer = { result: unknown } | { failure: string; broken: boolean };

let mine: Decider | undefined;

async function answer(asked: Asked): Promise<unknown> {
  if ('begin' in asked) {
    mine = await decider(await coresFrom(await fetch(asked.begin)), asked.partial, asked.from);
    return true;
  }
  return 'take' in asked ? mine!.take(asked.take) : mine!.settle();
}

let order: Promise<void> = Promise.resolve();
onmessage = ({ data }: MessageEvent<Asked>): void => {
  order = order.then(async () => {
    let said: Answer;
    try {
      said = { result: await answer(data) };
    } catch (error) {
      said = { failure: (error as Error).message, broken: error instanceof Broken };
    }
    postMessage(said);
  });
};
