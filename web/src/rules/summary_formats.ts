// The rules of the formats beside the English auction in plain words, for those who bid.
import type { Rules } from '../api/views';
import { formatFor } from '../i18n/format';
import { dictionary, type Language } from '../i18n/language';
import { formatDateTime } from '../lib/time';
import { percentOf } from '../bid/share';
import { ladderOf } from './ladder';
import { roundDefaults } from './rounds';
import type { RuleSentence, RuleTopic } from './summary';
import { summarisePackages } from './summary_packages';

const texts = dictionary(
  {
    dutch: {
      time: (from: string, start: string, step: string, every: string) => `Lelang dimulai ${from} dengan harga ${start}. Setiap ${every} harga naik ${step}.`,
      top: (top: string) => `Harga tertinggi yang ditampilkan ${top}. Bila harga itu pun tidak diambil, lot tidak terjual.`,
      take: 'Yang pertama mengambil harga yang ditampilkan memenangkan lot pada harga itu, dan lelang selesai saat itu juga.',
      takes: (n: number) => `${n} penyedia pertama yang mengambil menang, masing-masing pada harga yang diambilnya.`,
      late: 'Bila harga naik selagi klik Anda di perjalanan, Anda mendapat harga yang Anda lihat.',
      sight: 'Semua peserta melihat harga yang sama dan apakah lot sudah diambil. Nama peserta tidak terlihat.',
      reserve: 'Ada harga batas yang dirahasiakan. Harga di atasnya tidak pernah ditampilkan; lelang lalu selesai tanpa pemenang.',
    },
    japanese: {
      time: (from: string, start: string, step: string, every: string) => `Lelang dimulai ${from} dengan harga ${start}. Setiap ${every} harga turun ${step}.`,
      floor: (floor: string) => `Harga terendah ${floor}.`,
      stay: 'Pada setiap harga, nyatakan bertahan, atau keluar untuk seterusnya. Bertahan berarti sanggup memasok pada harga itu.',
      silence: {
        leaves: 'Siapa yang diam pada suatu harga dianggap keluar.',
        stays: 'Pada harga pertama Anda harus menyatakan bertahan. Sesudah itu, diam berarti bertahan.',
      },
      ends: 'Lelang selesai setelah harga yang menyisakan satu penyedia; ia menang pada harga terakhir tempat ia bertahan.',
      endsWith: (n: number) => `Lelang selesai setelah harga yang menyisakan paling banyak ${n} penyedia; mereka menang, masing-masing pada harga terakhir tempat ia bertahan.`,
      least: (n: string) => `Lelang berjalan sedikitnya ${n} harga, juga bila tinggal satu peserta.`,
      remaining: 'Anda melihat berapa penyedia yang masih ikut saat harga mulai, bukan siapa mereka.',
      hidden: 'Anda tidak melihat berapa penyedia yang masih ikut.',
      ties: 'Di antara yang bertahan sampai harga yang sama, yang lebih dulu menyatakannya berada di depan.',
      reserve: 'Ada harga batas yang dirahasiakan. Hasil di atasnya belum tentu ditetapkan.',
    },
    held: 'Selama lelang dijeda, harga dan waktunya diam.',
    outage: (least: string, remaining: string) => `Bila Terang tidak dapat menerima pernyataan selama ${least} atau lebih, harga diam selama gangguan itu, dan paling sedikit tersisa ${remaining} pada harga itu.`,
    supply: {
      time: (from: string, to: string) => `Lelang dimulai ${from} dan berakhir ${to}. Daftar yang tiba tepat pada waktu berakhir sudah terlambat.`,
      demand: (units: string, unit: string) => `Yang dibutuhkan ${units} ${unit}.`,
      offer: (steps: string) => `Tawarkan berapa yang Anda sanggupi pada harga satuan berapa, dalam paling banyak ${steps} langkah yang harganya tidak turun.`,
      ceiling: (amount: string) => `Harga satuan tidak boleh lebih dari ${amount}.`,
      merit: 'Langkah termurah diambil lebih dulu, sampai kebutuhan terpenuhi.',
      least: (units: string) => `Bila yang terpenuhi kurang dari ${units}, pembeli dapat tidak menetapkan pemenang.`,
      pricing: {
        pay_as_bid: 'Setiap satuan dibayar pada harga langkahnya sendiri.',
        uniform_highest_accepted: 'Semua satuan dibayar sama: harga tertinggi di antara yang diambil.',
        uniform_lowest_rejected: 'Semua satuan dibayar sama: harga satuan pertama yang tidak lagi dibutuhkan.',
      },
      margin: {
        time_priority: 'Pada harga yang sama, daftar yang lebih dulu tercatat didahulukan.',
        pro_rata: 'Pada harga yang sama, sisa kebutuhan dibagi sebanding dengan jumlah yang ditawarkan.',
      },
      whole: 'Sebuah langkah boleh ditandai “seluruhnya atau tidak sama sekali”.',
      minAward: (units: string) => `Tidak ada yang memenangkan kurang dari ${units}.`,
      limitUnits: (units: string) => `Satu penyedia memenangkan paling banyak ${units}.`,
      limitShare: (percent: string) => `Satu penyedia memenangkan paling banyak ${percent} persen dari kebutuhan.`,
      replacement: {
        any: 'Daftar baru menggantikan yang lama, dan boleh ditarik kembali sampai lelang berakhir.',
        better: 'Daftar baru hanya boleh lebih baik dari yang lama, dan tidak dapat ditarik kembali.',
      },
      sight: {
        price_and_own_award: 'Selama lelang Anda melihat harga satuan terakhir yang diambil dan berapa yang akan Anda menangkan.',
        own_award: 'Selama lelang Anda melihat berapa yang akan Anda menangkan, bukan harga peserta lain.',
        nothing: 'Selama lelang Anda tidak melihat harga maupun hasil sementara.',
      },
      outage: (least: string, remaining: string) => `Bila Terang tidak dapat menerima daftar selama ${least} atau lebih, waktu berakhir digeser selama gangguan itu, dan paling sedikit tersisa ${remaining}.`,
      reserve: 'Ada batas harga satuan yang dirahasiakan.',
    },
    stepped: {
      time: (from: string) => `Penawaran awal diterima sampai ${from}; lalu semuanya dibuka bersama. Sampai saat itu Anda bebas mengganti atau menariknya, dan hanya Anda yang tahu.`,
      rounds: (rounds: string, turn: string) => `Sesudah itu ada ${rounds} babak. Dalam setiap babak Anda punya satu giliran selama ${turn}; yang penawarannya paling buruk mulai lebih dulu.`,
      pauses: (opening: string, pause: string, last: string) => `Sebelum babak pertama ada jeda ${opening}, sebelum babak berikutnya ${pause}, dan ${last} setelah giliran terakhir.`,
      step: (amount: string) => `Dalam giliran Anda, turunkan penawaran Anda sendiri paling sedikit ${amount}, atau diam: penawaran Anda lalu tetap.`,
      value: (percent: string) => `Dalam giliran Anda, naikkan nilai kini penawaran Anda sendiri paling sedikit ${percent} persen, atau diam: penawaran Anda lalu tetap.`,
      esco: (discount: string, least: string, most: string) => `Yang ditawarkan adalah kontrak kinerja energi; yang nilai kini bersihnya tertinggi menang. Tingkat diskonto ${discount} persen setahun, bagian penyedia dari ${least} sampai ${most}.`,
      ceiling: (amount: string) => `Penawaran tidak boleh lebih tinggi dari ${amount}.`,
      change: 'Perubahan Anda baru berlaku dan terlihat setelah giliran Anda habis. Sampai saat itu Anda boleh mengubah atau menariknya.',
      sight: 'Sejak pembukaan semua melihat semua penawaran yang berlaku dan giliran siapa, dengan nomor dan bukan nama.',
      ties: 'Di antara penawaran yang sama, yang lebih dulu tercatat berada di depan.',
      none: 'Tanpa penawaran awal Anda tidak punya giliran.',
      low: 'Harga pemenang yang jauh di bawah penawaran lain ditandai, dan penjelasannya dapat diminta.',
      held: 'Selama lelang dijeda, giliran yang berlangsung diam.',
      outage: (least: string, remaining: string) => `Bila Terang tidak dapat menerima penawaran selama ${least} atau lebih, giliran yang berlangsung mendapat kembali waktu itu, dan paling sedikit tersisa ${remaining}.`,
      reserve: 'Ada harga batas yang dirahasiakan. Hasil di atasnya belum tentu ditetapkan.',
    },
    other: 'Aturan format ini dijelaskan dalam dokumen tender.',
  },
  {
    dutch: {
      time: (from: string, start: string, step: string, every: string) => `The auction starts ${from} at ${start}. Every ${every} the price rises by ${step}.`,
      top: (top: string) => `The highest price shown is ${top}. If nobody takes that either, the lot is not sold.`,
      take: 'Whoever first takes the price that is shown has the lot at that price, and the auction is over at once.',
      takes: (n: number) => `The first ${n} who take it win, each at the price they took.`,
      late: 'If the price rises while your click is under way, you get the price you saw.',
      sight: 'All bidders see the same price and whether the lot has been taken. Nobody sees who the others are.',
      reserve: 'There is a secret limit. No price above it is ever shown; the auction then ends without a winner.',
    },
    japanese: {
      time: (from: string, start: string, step: string, every: string) => `The auction starts ${from} at ${start}. Every ${every} the price falls by ${step}.`,
      floor: (floor: string) => `The lowest price is ${floor}.`,
      stay: 'At each price, say that you stay, or leave for good. To stay means that you can supply at that price.',
      silence: {
        leaves: 'Whoever says nothing at a price has left.',
        stays: 'At the first price you must say that you stay. After that, saying nothing means staying.',
      },
      ends: 'The auction ends with the price that leaves one bidder; they win at the last price they stayed at.',
      endsWith: (n: number) => `The auction ends with the price that leaves at most ${n} bidders; they win, each at the last price they stayed at.`,
      least: (n: string) => `The auction goes on for at least ${n} prices, even with one bidder left.`,
      remaining: 'You see how many were still in when a price began, not who they are.',
      hidden: 'You do not see how many are still in.',
      ties: 'Of those who stayed to the same price, whoever said so first ranks ahead.',
      reserve: 'There is a secret limit. A result above it need not be awarded.',
    },
    held: 'While the auction is paused, the price and its time stand still.',
    outage: (least: string, remaining: string) => `If Terang could not hear bidders for ${least} or longer, the price stands still for as long as that lasted, and at least ${remaining} remain at it.`,
    supply: {
      time: (from: string, to: string) => `The auction starts ${from} and ends ${to}. A schedule that arrives exactly at the end is too late.`,
      demand: (units: string, unit: string) => `${units} ${unit} are wanted.`,
      offer: (steps: string) => `Offer how many you supply at which unit price, in at most ${steps} steps whose prices do not fall.`,
      ceiling: (amount: string) => `A unit price may not be above ${amount}.`,
      merit: 'The cheapest steps are taken first, until the demand is covered.',
      least: (units: string) => `If less than ${units} is covered, the buyer need not award.`,
      pricing: {
        pay_as_bid: 'Every unit is paid at the price of its own step.',
        uniform_highest_accepted: 'All units are paid alike: the highest price that was taken.',
        uniform_lowest_rejected: 'All units are paid alike: the price of the first unit that was no longer wanted.',
      },
      margin: {
        time_priority: 'At the same price, the schedule recorded earlier comes first.',
        pro_rata: 'At the same price, what is left is shared in proportion to what was offered.',
      },
      whole: 'A step may be marked “all or nothing”.',
      minAward: (units: string) => `Nobody wins fewer than ${units}.`,
      limitUnits: (units: string) => `One bidder wins at most ${units}.`,
      limitShare: (percent: string) => `One bidder wins at most ${percent} percent of the demand.`,
      replacement: {
        any: 'A new schedule takes the place of the old one, and can be taken back until the auction ends.',
        better: 'A new schedule may only be better than the old one, and cannot be taken back.',
      },
      sight: {
        price_and_own_award: 'During the auction you see the unit price of the last unit taken, and what you would win.',
        own_award: 'During the auction you see what you would win, not the prices of others.',
        nothing: 'During the auction you see neither prices nor how it stands.',
      },
      outage: (least: string, remaining: string) => `If Terang could not take schedules for ${least} or longer, the end moves by as long as that lasted, and at least ${remaining} remain.`,
      reserve: 'There is a secret limit for the unit price.',
    },
    stepped: {
      time: (from: string) => `Initial offers are taken until ${from}; then all are opened together. Until then you may replace or take back yours, and only you know of it.`,
      rounds: (rounds: string, turn: string) => `After that there are ${rounds} rounds. In each you have one turn of ${turn}; whoever has the worst offer begins.`,
      pauses: (opening: string, pause: string, last: string) => `There is a pause of ${opening} before the first round, of ${pause} before each further one, and of ${last} after the last turn.`,
      step: (amount: string) => `In your turn, lower your own offer by at least ${amount}, or be silent: your offer then stands.`,
      value: (percent: string) => `In your turn, raise the present value of your own offer by at least ${percent} percent, or be silent: your offer then stands.`,
      esco: (discount: string, least: string, most: string) => `What is offered are energy-performance contracts; the highest net present value wins. The discount rate is ${discount} percent a year, the supplier’s share from ${least} to ${most}.`,
      ceiling: (amount: string) => `An offer may not be higher than ${amount}.`,
      change: 'A change of yours stands, and is seen, once your turn is over. Until then you may change it or take it back.',
      sight: 'From the opening on, all see every standing offer and whose turn it is, under numbers, not names.',
      ties: 'Of equal offers, the one recorded first ranks ahead.',
      none: 'Without an initial offer you have no turn.',
      low: 'A winning price far below the others is flagged, and an explanation may be asked for.',
      held: 'While the auction is paused, the turn under way stands still.',
      outage: (least: string, remaining: string) => `If Terang could not take offers for ${least} or longer, the turn under way gets that time back, and at least ${remaining} remain.`,
      reserve: 'There is a secret limit. A result above it need not be awarded.',
    },
    other: 'The rules of this format are explained in the tender’s documents.',
  },
);

type Say = (topic: RuleTopic, text: string) => void;

function byClock(language: Language, rules: Rules, currency: string, zone: string, say: Say): void {
  const text = texts[language];
  const format = formatFor(language);
  const money = (amount: string): string => format.money(amount, currency);
  const { start, step, interval_seconds: every, winners = 1 } = rules;
  const reserve = !!(rules.has_reserve || rules.reserve);
  const ladder = ladderOf(rules, currency);
  const words = rules.type === 'dutch_reverse' ? text.dutch : text.japanese;
  if (rules.starts_at && start && step && typeof every === 'number') say('time', words.time(formatDateTime(language, rules.starts_at, zone), money(start), money(step), format.duration(every)));
  if (rules.type === 'dutch_reverse') {
    if (ladder) say('price', text.dutch.top(money(ladder.last)));
    say('steps', winners > 1 ? text.dutch.takes(winners) : text.dutch.take);
    say('steps', text.dutch.late);
    say('sight', text.dutch.sight);
  } else {
    if (ladder && rules.floor) say('price', text.japanese.floor(money(ladder.last)));
    say('steps', text.japanese.stay);
    say('steps', text.japanese.silence[rules.silence ?? 'leaves']);
    say('steps', winners > 1 ? text.japanese.endsWith(winners) : text.japanese.ends);
    if ((rules.min_levels ?? 1) > 1) say('steps', text.japanese.least(format.number(rules.min_levels!)));
    say('sight', (rules.shows_remaining ?? true) ? text.japanese.remaining : text.japanese.hidden);
    say('ties', text.japanese.ties);
  }
  say('extension', text.held);
  if (rules.outage) say('outage', text.outage(format.duration(rules.outage.min_seconds), format.duration(rules.outage.min_remaining_seconds)));
  if (reserve) say('reserve', words.reserve);
}

function supply(language: Language, rules: Rules, currency: string, zone: string, say: Say): void {
  const text = texts[language].supply;
  const format = formatFor(language);
  const { demand = {}, margin = {}, bidder_limit: limit = {} } = rules;
  const units = (n: number): string => `${format.number(n)} ${demand.unit ?? ''}`.trim();
  if (rules.starts_at && rules.ends_at) say('time', text.time(formatDateTime(language, rules.starts_at, zone), formatDateTime(language, rules.ends_at, zone)));
  if (demand.units) say('price', text.demand(format.number(demand.units), demand.unit ?? ''));
  if (rules.ceiling) say('price', text.ceiling(format.money(rules.ceiling, currency)));
  say('steps', text.offer(format.number(rules.max_steps ?? 20)));
  say('steps', text.merit);
  say('price', text.pricing[rules.pricing ?? 'pay_as_bid']);
  say('ties', text.margin[margin.rule ?? 'time_priority']);
  if (margin.all_or_nothing) say('steps', text.whole);
  if (margin.min_award && margin.min_award > 1) say('steps', text.minAward(units(margin.min_award)));
  if (limit.units) say('steps', text.limitUnits(units(limit.units)));
  if (limit.percent) say('steps', text.limitShare(format.number(limit.percent)));
  if (demand.min_units && demand.min_units > 1) say('price', text.least(units(demand.min_units)));
  say('steps', text.replacement[rules.replacement ?? 'any']);
  const sight = rules.visibility as keyof typeof text.sight | undefined;
  say('sight', text.sight[sight ?? 'own_award']);
  if (rules.outage) say('outage', text.outage(format.duration(rules.outage.min_seconds), format.duration(rules.outage.min_remaining_seconds)));
  if (rules.has_reserve || rules.reserve) say('reserve', text.reserve);
}

function stepped(language: Language, rules: Rules, currency: string, zone: string, say: Say): void {
  const text = texts[language].stepped;
  const format = formatFor(language);
  const { esco } = rules;
  const of = { ...roundDefaults, ...rules };
  if (rules.starts_at) say('time', text.time(formatDateTime(language, rules.starts_at, zone)));
  say('time', text.rounds(format.number(of.rounds), format.duration(of.turn_seconds)));
  say('time', text.pauses(format.duration(of.opening_pause_seconds), format.duration(of.pause_seconds), format.duration(of.pre_announcement_seconds)));
  if (esco) {
    const share = (value: string): string => format.percent(percentOf(value));
    say('price', text.esco(format.number(esco.discount_percent ?? '0'), share(esco.share?.at_least ?? '0.8'), share(esco.share?.at_most ?? '1')));
    if (esco.step_percent) say('steps', text.value(format.number(esco.step_percent)));
  } else {
    if (rules.ceiling) say('price', text.ceiling(format.money(rules.ceiling, currency)));
    if (rules.step) say('steps', text.step(format.money(rules.step, currency)));
  }
  say('steps', text.none);
  say('steps', text.change);
  say('sight', text.sight);
  say('ties', text.ties);
  if (rules.abnormally_low) say('price', text.low);
  say('extension', text.held);
  if (rules.outage) say('outage', text.outage(format.duration(rules.outage.min_seconds), format.duration(rules.outage.min_remaining_seconds)));
  if (rules.has_reserve || rules.reserve) say('reserve', text.reserve);
}

/** Undefined for the English auction, whose sentences are in summary.ts. */
export function summariseFormat(language: Language, rules: Rules, currency: string, zone: string): RuleSentence[] | undefined {
  const { type } = rules;
  if (type === undefined || type === 'english_reverse') return undefined;
  const sentences: RuleSentence[] = [];
  const say: Say = (topic, text) => void sentences.push({ topic, text });
  if (type === 'dutch_reverse' || type === 'japanese_reverse') byClock(language, rules, currency, zone, say);
  else if (type === 'stepped_rounds') stepped(language, rules, currency, zone, say);
  else if (type === 'supply_schedule') supply(language, rules, currency, zone, say);
  else if (type === 'package') summarisePackages(language, rules, currency, zone, say);
  else say('steps', texts[language].other);
  return sentences;
}
