// How long a replay waits between two moments of a record.

/** Seconds of the record that pass in one second; the last is as fast as the eye follows. */
export const speeds = [1, 10, 60, 600] as const;
export type Speed = (typeof speeds)[number];

/** Long silences are cut short, and what comes together stays apart for the eye. In milliseconds. */
export const longestWait = 2500;
export const shortestWait = 120;

export function waitBetween(from: string, to: string, speed: Speed): number {
  const passed = (Date.parse(to) - Date.parse(from)) / speed;
  return Math.min(longestWait, Math.max(shortestWait, Math.round(passed)));
}
