// How a public page arrives over a bad line: 150 kbit/s and 400 ms, with nothing in the browser's cache.
import type { Page } from 'playwright-core';
import type { World } from './flow';

export interface Arrival {
  /** Milliseconds until the first meaningful content was painted. */
  at: number;
  /** What had come over the line by then: bodies as they were sent (compressed), and how many answers. */
  bytes: number;
  requests: number;
}

/** Opens `path` and waits for `content`, which is what people came for. */
export async function arrive(world: World, path: string, content: string): Promise<Arrival> {
  const page: Page = await world.person({ width: 360 });
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 150_000 / 8, uploadThroughput: 150_000 / 8 });
  await page.addInitScript((selector) => {
    const seen = new MutationObserver(() => {
      if (!document.querySelector(selector)) return;
      seen.disconnect();
      // After the next frame it has been painted.
      requestAnimationFrame(() => setTimeout(() => Object.assign(window, { contentAt: performance.now() })));
    });
    seen.observe(document, { childList: true, subtree: true });
  }, content);
  await page.goto(path, { waitUntil: 'commit' });
  await page.waitForFunction(() => 'contentAt' in window);
  return page.evaluate(() => {
    const at = (window as unknown as { contentAt: number }).contentAt;
    const files = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')] as PerformanceResourceTiming[];
    const before = files.filter((one) => one.responseEnd > 0 && one.responseEnd <= at);
    return { at, bytes: before.reduce((sum, one) => sum + one.encodedBodySize, 0), requests: before.length };
  });
}
