// Package lots: what stands in rules, own lines and results. auction/formats/package.md has the meaning.
import type { Rules } from '../api/views';
import { amountOf, minorOf } from '../lib/money';

export interface PackagePart {
  id: string;
  title?: string;
  units?: number;
  ceiling?: string;
  reserve?: string;
}
/** A part's id (all its units), or so many of them. */
export type PackageItem = string | { part: string; units: number };

export interface PackageConstraint {
  kind: 'winners' | 'share' | 'set_aside';
  group?: 'any' | 'small' | 'incumbent' | 'newcomer';
  part?: string;
  each?: boolean;
  basis?: 'value' | 'parts';
  at_least?: number;
  at_most?: number;
  at_least_percent?: string;
  at_most_percent?: string;
}
export interface PackageScenario {
  name: string;
  constraints: PackageConstraint[];
}
export interface PackageRules {
  parts?: PackagePart[];
  surplus?: boolean;
  payment?: 'pay_as_bid' | 'vcg';
  max_bids?: number;
  time_limit_seconds?: number;
  constraints?: PackageConstraint[];
  scenarios?: PackageScenario[];
}

export interface OwnPackage {
  name: string;
  parts: PackageItem[];
  amount: string;
  alternative?: string;
}
export interface OwnPackages {
  bids: OwnPackage[];
  capacity?: { parts?: number; units?: number; value?: string };
  discount?: { basis: 'value' | 'parts'; tiers: { from: string | number; percent: string }[] };
}

/** `result.packages`: the settled award. */
export interface SettledPackages {
  scenario: string;
  status: 'optimal' | 'feasible' | 'infeasible';
  solver: string;
  ties_settled: boolean;
  cost?: string;
  bound?: string;
  gap_percent?: string;
  unpriced?: string;
  accepted?: { bidder: string; package: string; amount: string; parts: PackageItem[] }[];
  suppliers?: { bidder: string; bid: string; paid: string; parts: number; discount_percent?: string }[];
  unawarded?: { part: string; units: number }[];
}

export function partsOf(rules: Rules): PackagePart[] {
  return (rules as PackageRules).parts ?? [];
}
export function itemPart(item: PackageItem): string {
  return typeof item === 'string' ? item : item.part;
}
export function itemUnits(item: PackageItem, part: PackagePart | undefined): number {
  return typeof item === 'string' ? (part?.units ?? 1) : item.units;
}

/** The most that may be asked for these parts; undefined where one of them has no ceiling. */
export function ceilingOf(items: ReadonlyMap<string, number>, parts: readonly PackagePart[], currency: string): string | undefined {
  let sum = 0n;
  for (const part of parts) {
    const units = items.get(part.id);
    if (units === undefined) continue;
    if (!part.ceiling) return undefined;
    sum += minorOf(part.ceiling, currency) * BigInt(units);
  }
  return amountOf(sum, currency);
}

/** A name for a new package that is not taken yet: P1, P2 … */
export function freshName(taken: readonly string[]): string {
  for (let n = 1; ; ++n) if (!taken.includes(`P${n}`)) return `P${n}`;
}

/** Who supplies each part, by the accepted packages. */
export function byPart(settled: SettledPackages, parts: readonly PackagePart[]): { part: PackagePart; winners: { bidder: string; package: string; units: number }[]; missing: number }[] {
  const found = new Map(parts.map((part) => [part.id, { part, winners: [] as { bidder: string; package: string; units: number }[], missing: 0 }]));
  for (const bid of settled.accepted ?? [])
    for (const item of bid.parts) {
      const row = found.get(itemPart(item));
      row?.winners.push({ bidder: bid.bidder, package: bid.package, units: itemUnits(item, row.part) });
    }
  for (const { part, units } of settled.unawarded ?? []) {
    const row = found.get(part);
    if (row) row.missing = units;
  }
  return [...found.values()];
}
