import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

type Tokens = Map<string, string>;

function tokensOf(block: string): Tokens {
  return new Map([...block.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1]!, m[2]!]));
}

const source = readFileSync('src/style/tokens.css', 'utf8');
const [lightBlock, darkBlock] = source.split(/@media (?:screen and \(prefers-color-scheme: dark\)|\(forced-colors: active\))/) as [string, string, string];
const light = tokensOf(lightBlock);
const dark = new Map([...light, ...tokensOf(darkBlock)]);

/** WCAG 2 relative luminance. */
function luminance(hex: string): number {
  const channel = (at: number): number => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const text: [string, string][] = [
  ...['ink', 'quiet', 'primary', 'primary-strong', 'good', 'warning', 'danger', 'info'].flatMap(
    (fore): [string, string][] => [[fore, 'page'], [fore, 'surface']],
  ),
  ...['primary', 'good', 'warning', 'danger', 'info'].flatMap((name): [string, string][] => [
    [name, `${name}-soft`],
    ['ink', `${name}-soft`],
    ['quiet', `${name}-soft`],
  ]),
  ['on-primary', 'primary'],
  ['on-primary', 'primary-strong'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-strong'],
  ['ink', 'flash'],
];
// Borders of controls, lines of charts, the focus ring with its edge: 3 : 1.
const shapes: [string, string][] = [
  ['edge', 'page'],
  ['edge', 'surface'],
  ['focus', 'focus-edge'],
  ...[1, 2, 3, 4, 5, 6, 'rest'].map((n): [string, string] => [`chart-${n}`, 'page']),
];

for (const [name, tokens] of [['light', light], ['dark', dark]] as const) {
  test(`${name}: every pair of tokens has enough contrast`, () => {
    for (const [pairs, least] of [[text, 4.5], [shapes, 3]] as const) {
      for (const [fore, back] of pairs) {
        const [a, b] = [tokens.get(fore), tokens.get(back)];
        assert.ok(a && b, `token ${fore} or ${back} is missing`);
        const ratio = contrast(a, b);
        assert.ok(ratio >= least, `${name}: ${fore} on ${back} has ${ratio.toFixed(2)} : 1, needs ${least} : 1`);
      }
    }
  });
}

test('the dark scheme redefines every colour', () => {
  const missing = [...light.keys()].filter((name) => !tokensOf(darkBlock).has(name));
  assert.deepEqual(missing, []);
});
