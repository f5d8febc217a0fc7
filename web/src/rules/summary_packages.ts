// The rules of a package lot in plain words, for those who bid.
import type { Rules } from '../api/views';
import { formatFor } from '../i18n/format';
import { dictionary, type Language } from '../i18n/language';
import { formatDateTime } from '../lib/time';
import type { PackageConstraint, PackageRules } from '../lot/packages';
import type { RuleTopic } from './summary';

const texts = dictionary(
  {
    time: (from: string, to: string) => `Lelang dimulai ${from} dan berakhir ${to}. Paket yang tiba tepat pada waktu berakhir sudah terlambat.`,
    parts: (n: string) => `Yang dibeli bersama: ${n} bagian.`,
    offer: (most: string) => `Tawarkan bagian mana pun, sendiri atau sebagai paket dengan satu harga: semuanya atau tidak sama sekali. Paling banyak ${most} paket; boleh diganti dan ditarik sampai berakhir.`,
    alternatives: 'Dari paket Anda dengan kelompok pilihan yang sama paling banyak satu yang menang; yang lain boleh menang bersama.',
    ceiling: (amount: string) => `Satu paket tidak boleh lebih dari ${amount}.`,
    ceilings: 'Sebuah paket tidak boleh lebih dari jumlah harga tertinggi bagian-bagiannya.',
    cheapest: 'Sesudah penutupan, pemecah mencari gabungan paket yang paling murah dan memenuhi semua syarat. Siapa pun dapat menghitung ulang biaya dan syaratnya.',
    reserve: 'Bagian yang punya batas umum boleh tidak ditetapkan seharga batas itu.',
    payment: { pay_as_bid: 'Pemenang dibayar sesuai penawarannya, dikurangi potongan yang ia janjikan.', vcg: 'Pemenang dibayar penawarannya ditambah yang dihemat pembeli karena ia ikut (Vickrey).' },
    constraint: (words: string) => `Syarat: ${words}.`,
    scenarios: (names: string) => `Petugas membandingkan juga: ${names}. Bila salah satunya ditetapkan, alasannya tercatat.`,
    ties: 'Di antara gabungan yang sama murahnya, yang memuat paket yang lebih dulu tercatat menang.',
    sight: 'Sampai penutupan hanya Anda yang melihat paket Anda. Paket disimpan terbaca: platform sendiri dapat membacanya.',
    outage: (least: string, remaining: string) => `Bila Terang tidak dapat menerima paket selama ${least} atau lebih, waktu berakhir digeser selama gangguan itu, dan paling sedikit tersisa ${remaining}.`,
    secret: 'Ada batas rahasia untuk seluruh pembayaran.',
    groups: { any: 'penyedia', small: 'usaha kecil', incumbent: 'pemasok sekarang', newcomer: 'pendatang baru' },
    least: (n: string, who: string, part: string) => `sedikitnya ${n} ${who} menang${part && ` pada ${part}`}`,
    most: (n: string, who: string, part: string) => `paling banyak ${n} ${who} menang${part && ` pada ${part}`}`,
    shareLeast: (percent: string, who: string) => `sedikitnya ${percent} % nilainya untuk ${who}`,
    shareMost: (percent: string, who: string) => `paling banyak ${percent} % nilainya untuk ${who}`,
    each: 'setiap pemenang', aside: (part: string, who: string) => `${part} hanya untuk ${who}`,
  },
  {
    time: (from: string, to: string) => `The auction starts ${from} and ends ${to}. A package that arrives exactly at the end is too late.`,
    parts: (n: string) => `Bought together: ${n} parts.`,
    offer: (most: string) => `Bid for any parts, single or as a package at one price: all of it or nothing. At most ${most} packages; they may be replaced and withdrawn until the end.`,
    alternatives: 'Of your packages with the same alternative group at most one wins; others may win together.',
    ceiling: (amount: string) => `A package may not be above ${amount}.`,
    ceilings: 'A package may not be above the ceilings of its parts together.',
    cheapest: 'After the close a solver finds the combination of packages that costs least and keeps all constraints. Anybody can count its cost and the constraints again.',
    reserve: 'Parts with a public limit may stay unawarded at that limit.',
    payment: { pay_as_bid: 'Winners are paid as they bid, less the discount they promised.', vcg: 'Winners are paid their bid and what the buyer saves because they took part (Vickrey).' },
    constraint: (words: string) => `Constraint: ${words}.`,
    scenarios: (names: string) => `The officer also compares: ${names}. If one of them is settled, the reason is recorded.`,
    ties: 'Of combinations that cost the same, the one with the package recorded earlier wins.',
    sight: 'Until the close only you see your packages. They are kept readable: the platform itself could read them.',
    outage: (least: string, remaining: string) => `If Terang could not take packages for ${least} or longer, the end moves by as long as that lasted, and at least ${remaining} remain.`,
    secret: 'There is a secret limit for all payments together.',
    groups: { any: 'businesses', small: 'small businesses', incumbent: 'incumbents', newcomer: 'newcomers' },
    least: (n: string, who: string, part: string) => `at least ${n} ${who} win${part && ` in ${part}`}`,
    most: (n: string, who: string, part: string) => `at most ${n} ${who} win${part && ` in ${part}`}`,
    shareLeast: (percent: string, who: string) => `at least ${percent} % of the value for ${who}`,
    shareMost: (percent: string, who: string) => `at most ${percent} % of the value for ${who}`,
    each: 'each winner', aside: (part: string, who: string) => `${part} for ${who} alone`,
  },
);

export function constraintWords(language: Language, constraint: PackageConstraint, rules: PackageRules): string {
  const text = texts[language];
  const format = formatFor(language);
  const who = constraint.each ? text.each : text.groups[constraint.group ?? 'any'];
  const part = constraint.part === undefined ? '' : (rules.parts?.find(({ id }) => id === constraint.part)?.title || constraint.part);
  if (constraint.kind === 'set_aside') return text.aside(part, who);
  if (constraint.kind === 'winners')
    return [constraint.at_least !== undefined && text.least(format.number(constraint.at_least), who, part), constraint.at_most !== undefined && text.most(format.number(constraint.at_most), who, part)].filter(Boolean).join(', ');
  return [constraint.at_least_percent && text.shareLeast(format.number(constraint.at_least_percent), who), constraint.at_most_percent && text.shareMost(format.number(constraint.at_most_percent), who)].filter(Boolean).join(', ');
}

export function summarisePackages(language: Language, rules: Rules & PackageRules, currency: string, zone: string, say: (topic: RuleTopic, text: string) => void): void {
  const text = texts[language];
  const format = formatFor(language);
  if (rules.starts_at && rules.ends_at) say('time', text.time(formatDateTime(language, rules.starts_at, zone), formatDateTime(language, rules.ends_at, zone)));
  say('price', text.parts(format.number(rules.parts?.length ?? 0)));
  if (rules.ceiling) say('price', text.ceiling(format.money(rules.ceiling, currency)));
  if (rules.parts?.some(({ ceiling }) => ceiling)) say('price', text.ceilings);
  say('steps', text.offer(format.number(rules.max_bids ?? 50)));
  say('steps', text.alternatives);
  say('steps', text.cheapest);
  if (rules.parts?.some(({ reserve }) => reserve)) say('price', text.reserve);
  for (const constraint of rules.constraints ?? []) say('steps', text.constraint(constraintWords(language, constraint, rules)));
  if (rules.scenarios?.length) say('steps', text.scenarios(rules.scenarios.map(({ name }) => name).join(', ')));
  say('price', text.payment[rules.payment ?? 'pay_as_bid']);
  say('ties', text.ties);
  say('sight', text.sight);
  if (rules.outage) say('outage', text.outage(format.duration(rules.outage.min_seconds), format.duration(rules.outage.min_remaining_seconds)));
  if (rules.has_reserve || rules.reserve) say('reserve', text.secret);
}
