// One clock decides: the server's. The device's clock only bridges the time between two samples of it.
import { useEffect, useState } from 'preact/hooks';
import { Store } from './store';

/** Milliseconds to add to the device's clock, and how wrong that may be. */
export interface ClockOffset {
  offset: number;
  uncertainty: number;
  known: boolean;
}

export const clockOffset = new Store<ClockOffset>({ offset: 0, uncertainty: Infinity, known: false });

interface Sample {
  offset: number;
  roundTrip: number;
  at: number;
}

let samples: Sample[] = [];

/**
 * One question and answer: `sent` and `received` by the device, `server` by the server. Half of the round trip bounds the
 * error; the sample with the shortest round trip among the recent ones rules.
 */
export function clockSample(sent: number, received: number, server: number): void {
  const roundTrip = Math.max(0, received - sent);
  const sample = { offset: server - (sent + received) / 2, roundTrip, at: received };
  const last = samples[samples.length - 1];
  // The device's clock was set meanwhile: what was learnt before is worthless.
  if (last && Math.abs(sample.offset - last.offset) > sample.roundTrip / 2 + last.roundTrip / 2 + 250) samples = [];
  samples = [...samples, sample].slice(-8);
  const best = samples.reduce((a, b) => (b.roundTrip < a.roundTrip ? b : a));
  clockOffset.set({ offset: best.offset, uncertainty: best.roundTrip / 2, known: true });
}

/** A server time that came with a message, without a round trip: good enough until a sample is known. */
export function clockHint(server: number, received: number): void {
  if (!clockOffset.get().known) clockOffset.set({ offset: server - received, uncertainty: 1000, known: false });
}

export function serverNow(): number {
  return Date.now() + clockOffset.get().offset;
}

/** The server's time in milliseconds, again every `every` milliseconds, on the beat of the server's seconds. */
export function useServerNow(every = 1000): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = (): void => {
      const time = serverNow();
      setNow(time);
      timer = setTimeout(tick, every - (((time % every) + every) % every) + 5);
    };
    tick();
    const stop = clockOffset.subscribe(() => {
      clearTimeout(timer);
      tick();
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [every]);
  return now;
}
