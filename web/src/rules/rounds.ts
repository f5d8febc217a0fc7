// The timetable of stepped rounds: auction/formats/stepped_rounds.md.
import type { Rules } from '../api/views';

export const roundDefaults = { rounds: 3, opening_pause_seconds: 300, turn_seconds: 120, pause_seconds: 120, pre_announcement_seconds: 120 };

/** Opening pause, rounds of turns with pauses between, pre-announcement: in seconds, with so many bidders. */
export function lengthOf(rules: Rules, bidders: number): number {
  const of = { ...roundDefaults, ...rules };
  return of.opening_pause_seconds + of.rounds * bidders * of.turn_seconds + (of.rounds - 1) * of.pause_seconds + of.pre_announcement_seconds;
}
