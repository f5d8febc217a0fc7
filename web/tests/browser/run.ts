// Runs the browser flows: against the mock, or against a running server when TERANG_URL says where it is.
import { spawnSync } from 'node:child_process';
import { chromium } from 'playwright-core';
import { startMock } from '../mock/server';
import { type Flow, World } from './flow';

const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

export async function main(files: string[], words: string[]): Promise<number> {
  const server = process.env.TERANG_URL;
  const all: Flow[] = [];
  for (const file of files) all.push(...((await import(file)) as { flows: Flow[] }).flows);
  const chosen = all.filter((flow) => (words.length === 0 ? !flow.whenNamed : words.some((word) => flow.name.includes(word))));
  const runnable = chosen.filter((flow) => flow.against === 'any' || (flow.against === 'server') === !!server);

  let url = server;
  let stopMock = async (): Promise<void> => {};
  if (!url) {
    if (!process.env.TERANG_NO_BUILD) {
      const built = spawnSync('npx', ['vite', 'build', '--mode', 'test', '--logLevel', 'warn'], { stdio: 'inherit' });
      if (built.status !== 0) return 1;
    }
    const mock = await startMock({ folder: '.cache/dist-test' });
    url = mock.url;
    stopMock = mock.stop;
  }
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
  let failed = 0;
  const play = async (flow: Flow): Promise<void> => {
    const world = new World(browser, url);
    const began = Date.now();
    try {
      await flow.run(world);
      const left = world.complaints.filter((line) => !world.expected.some((pattern) => pattern.test(line)));
      if (left.length) throw new Error(`the page complained:\n  ${left.join('\n  ')}`);
      console.log(`ok      ${flow.name} (${Date.now() - began} ms)`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED  ${flow.name}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      if (world.complaints.length) console.log(`  complaints: ${world.complaints.join('\n  ')}`);
    } finally {
      await world.close();
    }
  };
  // Flows of the mock are each in a house of their own and mostly wait, so several run at once; those that count on the
  // time that something takes, or on a server that everybody shares, go one by one.
  const lanes = Number(process.env.TERANG_LANES ?? (server ? 1 : 3));
  const waiting = runnable.filter(({ alone }) => !alone);
  await Promise.all(Array.from({ length: lanes }, async () => {
    for (let flow = waiting.shift(); flow; flow = waiting.shift()) await play(flow);
  }));
  for (const flow of runnable.filter(({ alone }) => alone)) await play(flow);
  await browser.close();
  await stopMock();
  const skipped = chosen.length - runnable.length;
  console.log(`${runnable.length - failed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  return failed || runnable.length === 0 ? 1 : 0;
}
