// The rules of sealed bids in plain words, for those who bid; of a hybrid lot those of its sealed round.
import type { Rules } from '../api/views';
import { formatFor } from '../i18n/format';
import { dictionary, type Language } from '../i18n/language';
import { formatDateTime } from '../lib/time';
import type { RuleSentence, RuleTopic } from './summary';

const texts = dictionary(
  {
    time: (from: string, to: string) => `Penawaran tersegel diterima dari ${from} sampai ${to}. Yang tiba tepat pada batas waktu sudah terlambat.`,
    round: (from: string, to: string, live: string, end: string) => `Penawaran tersegel diterima dari ${from} sampai ${to}; yang tiba tepat saat itu sudah terlambat. Babak langsung mulai ${live} dan berakhir ${end}.`,
    seal: 'Jumlah Anda disegel di peramban Anda. Sampai batas waktu Anda boleh menggantinya atau menariknya kembali.',
    sight: 'Sampai penawaran dibuka tidak ada yang melihat apakah Anda menawar, petugas pun tidak. Lalu semua dibuka bersama-sama, dan setiap jumlah terlihat.',
    platform: 'Dalam mode ini platform sendiri dapat membuka penawaran sebelum waktunya.',
    ceiling: (amount: string) => `Penawaran di atas ${amount} tidak dihitung.`,
    tick: (amount: string) => `Setiap penawaran adalah kelipatan ${amount}; yang bukan tidak dihitung.`,
    first: 'Yang terendah menang dan dibayar harganya sendiri.',
    firsts: (n: string) => `${n} yang terendah menang, masing-masing dibayar harganya sendiri.`,
    match: (n: string) => `${n} yang terendah menang, dan semuanya dibayar setara dengan harga terendah.`,
    second: 'Yang terendah menang dan dibayar setinggi penawaran berikutnya, paling tinggi batas harga lot: menawar sebesar biaya sendiri adalah yang terbaik.',
    seconds: (n: string) => `${n} yang terendah menang dan dibayar setinggi penawaran terbaik yang tidak menang, paling tinggi batas harga lot.`,
    best: (n: string) => `${n} penawaran tersegel terbaik lanjut ke babak langsung, masing-masing mulai dari harga tersegelnya.`,
    edge: { all_equal: 'Yang sama dengan penawaran terakhir yang lanjut, ikut lanjut.', earlier_wins: 'Di antara yang sama dengan penawaran terakhir yang lanjut, yang lebih dulu tercatat lanjut.' },
    live: 'Dalam babak langsung berlaku:',
    ties: 'Bila dua penawaran sama, yang lebih dulu tercatat berada di depan.',
    moves: 'Jeda dan perpanjangan menggeser batas waktu. Yang sudah disegel tetap berlaku.',
    outage: (least: string, remaining: string) => `Bila Terang tidak dapat menerima penawaran selama ${least} atau lebih, batas waktu digeser selama gangguan itu, dan paling sedikit tersisa ${remaining}.`,
    reserve: 'Ada harga batas yang dirahasiakan. Penawaran di atasnya tidak menang.',
    reserveHybrid: 'Ada harga batas yang dirahasiakan. Pemenang baru ditetapkan bila penawaran terbaik tidak melebihinya.',
  },
  {
    time: (from: string, to: string) => `Sealed bids are taken from ${from} to ${to}. What arrives exactly at the deadline is too late.`,
    round: (from: string, to: string, live: string, end: string) => `Sealed bids are taken from ${from} to ${to}; what arrives exactly then is too late. The live round starts ${live} and ends ${end}.`,
    seal: 'Your amount is sealed in your browser. Until the deadline you may replace it or take it back.',
    sight: 'Until the bids are opened nobody sees whether you bid, the officer neither. Then all are opened at once, and every amount is seen.',
    platform: 'In this mode the platform itself could open a bid early.',
    ceiling: (amount: string) => `A bid above ${amount} does not count.`,
    tick: (amount: string) => `Every bid is a multiple of ${amount}; any other does not count.`,
    first: 'The lowest wins and is paid its own price.',
    firsts: (n: string) => `The lowest ${n} win, each paid their own price.`,
    match: (n: string) => `The lowest ${n} win, and all are paid the equal of the lowest price.`,
    second: 'The lowest wins and is paid what the next one asked, at most the limit of the lot: bidding one’s own cost is the best one can do.',
    seconds: (n: string) => `The lowest ${n} win and are paid what the best of the others asked, at most the limit of the lot.`,
    best: (n: string) => `The best ${n} sealed bids go on to the live round, each beginning with its sealed price.`,
    edge: { all_equal: 'Bids that equal the last of these go on as well.', earlier_wins: 'Of bids that equal the last of these, the one recorded first goes on.' },
    live: 'In the live round:',
    ties: 'Of two equal bids, the one recorded first ranks ahead.',
    moves: 'Pauses and extensions move the deadline. What is sealed stands.',
    outage: (least: string, remaining: string) => `If Terang could not take bids for ${least} or longer, the deadline moves by as long as that lasted, and at least ${remaining} remain.`,
    reserve: 'There is a secret limit. A bid above it does not win.',
    reserveHybrid: 'There is a secret limit. The lot is awarded only if the best bid does not exceed it.',
  },
);

/** `live`: the sentences of a hybrid lot's live round. */
export function summariseSealed(language: Language, rules: Rules, currency: string, zone: string, live: RuleSentence[]): RuleSentence[] {
  const text = texts[language];
  const format = formatFor(language);
  const money = (amount: string): string => format.money(amount, currency);
  const when = (time: string | number): string => formatDateTime(language, time, zone);
  const sentences: RuleSentence[] = [];
  const say = (topic: RuleTopic, sentence: string): void => void sentences.push({ topic, text: sentence });
  const { starts_at: from, ends_at: to, winners = 1 } = rules;
  const hybrid = rules.type === 'hybrid';
  if (from && to && !hybrid) say('time', text.time(when(from), when(to)));
  if (from && to && hybrid && rules.sealed_seconds && rules.opening_seconds) {
    const deadline = Date.parse(from) + rules.sealed_seconds * 1000;
    say('time', text.round(when(from), when(deadline), when(deadline + rules.opening_seconds * 1000), when(to)));
  }
  if (rules.ceiling) say('price', text.ceiling(money(rules.ceiling)));
  say('steps', text.seal);
  if (rules.tick) say('steps', text.tick(money(rules.tick)));
  if (hybrid) {
    say('steps', text.best(format.number(rules.best ?? 2)));
    say('ties', text.edge[rules.at_the_edge ?? 'all_equal']);
  } else if (rules.type === 'sealed_second_price') say('price', winners > 1 ? text.seconds(format.number(winners)) : text.second);
  else if (winners > 1) say('price', (rules.pay === 'match_lowest' ? text.match : text.firsts)(format.number(winners)));
  else say('price', text.first);
  say('sight', text.sight);
  say('sight', text.platform);
  if (!hybrid) say('ties', text.ties);
  say('extension', text.moves);
  if (live.length > 0) {
    say('steps', text.live);
    sentences.push(...live);
  }
  if (rules.outage) say('outage', text.outage(format.duration(rules.outage.min_seconds), format.duration(rules.outage.min_remaining_seconds)));
  if (rules.has_reserve || rules.reserve) say('reserve', hybrid ? text.reserveHybrid : text.reserve);
  return sentences;
}
