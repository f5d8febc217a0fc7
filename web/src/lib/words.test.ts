import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amountInWords, numberInWords } from './words';

const known: [string, string, string][] = [
  ['0', 'nol', 'zero'],
  ['1', 'satu', 'one'],
  ['10', 'sepuluh', 'ten'],
  ['11', 'sebelas', 'eleven'],
  ['12', 'dua belas', 'twelve'],
  ['19', 'sembilan belas', 'nineteen'],
  ['21', 'dua puluh satu', 'twenty-one'],
  ['100', 'seratus', 'one hundred'],
  ['111', 'seratus sebelas', 'one hundred eleven'],
  ['200', 'dua ratus', 'two hundred'],
  ['1000', 'seribu', 'one thousand'],
  ['1100', 'seribu seratus', 'one thousand one hundred'],
  ['2000', 'dua ribu', 'two thousand'],
  ['11000', 'sebelas ribu', 'eleven thousand'],
  ['101000', 'seratus satu ribu', 'one hundred one thousand'],
  ['1001000', 'satu juta seribu', 'one million one thousand'],
  ['1250000000', 'satu miliar dua ratus lima puluh juta', 'one billion two hundred fifty million'],
  ['1000000000000', 'satu triliun', 'one trillion'],
  ['92233720368547758',
    'sembilan puluh dua kuadriliun dua ratus tiga puluh tiga triliun tujuh ratus dua puluh miliar tiga ratus enam puluh delapan juta lima ratus empat puluh tujuh ribu tujuh ratus lima puluh delapan',
    'ninety-two quadrillion two hundred thirty-three trillion seven hundred twenty billion three hundred sixty-eight million five hundred forty-seven thousand seven hundred fifty-eight'],
];

test('numbers in words, both languages', () => {
  for (const [value, id, en] of known) {
    assert.equal(numberInWords('id', BigInt(value)), id);
    assert.equal(numberInWords('en', BigInt(value)), en);
  }
});

test('amounts name their currency', () => {
  assert.equal(amountInWords('id', '1250000000', 'IDR'), 'satu miliar dua ratus lima puluh juta rupiah');
  assert.equal(amountInWords('en', '1250000000', 'IDR'), 'one billion two hundred fifty million rupiah');
  assert.equal(amountInWords('id', '12.50', 'IDR'), 'dua belas rupiah lima puluh sen');
  assert.equal(amountInWords('en', '12.50', 'USD'), 'twelve US dollars and fifty cents');
  assert.equal(amountInWords('en', '0.05', 'IDR'), 'five sen');
  assert.equal(amountInWords('id', '7', 'XYZ'), 'tujuh XYZ');
});

// Words are read back by an independent little parser: no two amounts may read alike.
function readBack(words: string): bigint {
  const units: Record<string, bigint> = Object.fromEntries(
    ['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan', 'sepuluh', 'sebelas'].map((w, i) => [w, BigInt(i)]),
  );
  const scales: Record<string, bigint> = { ribu: 10n ** 3n, juta: 10n ** 6n, miliar: 10n ** 9n, triliun: 10n ** 12n, kuadriliun: 10n ** 15n };
  let total = 0n;
  let group = 0n;
  let last = 0n;
  for (const word of words.split(' ')) {
    if (word === 'seribu') { total += 1000n; continue; }
    if (word === 'seratus') { group += 100n; last = 0n; continue; }
    if (word === 'belas') { group += 10n; continue; }
    if (word === 'puluh') { group += last * 9n; continue; }
    if (word === 'ratus') { group += last * 99n; continue; }
    const scale = scales[word];
    if (scale) { total += group * scale; group = 0n; continue; }
    last = units[word]!;
    group += last;
  }
  return total + group;
}

test('random numbers read back as themselves', () => {
  let seed = 7n;
  for (let i = 0; i < 3000; i += 1) {
    seed = (seed * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    const value = (seed >> BigInt(8 + (i % 55))) % 10n ** 17n;
    assert.equal(readBack(numberInWords('id', value)), value, `seed 7, step ${i}`);
  }
});
