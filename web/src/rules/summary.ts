// An auction's rules in plain words: what they mean for someone who bids, one sentence each. Made from the rules as they
// are published (auction/README.md), so that nobody has to write it and it cannot say something else.
import type { Decrement, Rules, Visibility } from '../api/views';
import { formatFor } from '../i18n/format';
import { dictionary, type Language, one } from '../i18n/language';
import { formatDateTime } from '../lib/time';
import { summariseFormat } from './summary_formats';
import { summariseSealed } from './summary_sealed';

export type RuleTopic = 'time' | 'price' | 'steps' | 'sight' | 'ties' | 'extension' | 'outage' | 'reserve';

export interface RuleSentence {
  topic: RuleTopic;
  text: string;
}

const texts = dictionary(
  {
    time: (from: string, to: string) => `Lelang dimulai ${from} dan berakhir ${to}. Penawaran yang tiba tepat pada waktu berakhir sudah terlambat.`,
    falling: 'Harga hanya turun: setiap penawaran Anda harus lebih rendah dari penawaran Anda sebelumnya.',
    ceiling: (amount: string) => `Penawaran tidak boleh lebih tinggi dari ${amount}.`,
    tick: (amount: string) => `Setiap penawaran adalah kelipatan ${amount}.`,
    own: (step: string) => `Turunkan penawaran Anda sendiri paling sedikit ${step} setiap kali.`,
    leader: (step: string) => `Penawaran harus paling sedikit ${step} di bawah penawaran terbaik saat itu, juga bila yang terbaik itu milik Anda.`,
    both: (own: string, leader: string) => `Setiap penawaran harus paling sedikit ${own} di bawah penawaran Anda sendiri dan paling sedikit ${leader} di bawah penawaran terbaik saat itu.`,
    percent: (value: string) => `${value} persen`,
    confirm: (value: string) => `Penurunan lebih dari ${value} persen harus Anda tegaskan dulu, agar salah ketik tidak mengikat.`,
    sight: {
      leader_price_and_rank: 'Selama lelang Anda melihat harga terbaik dan peringkat Anda. Nama peserta lain tidak terlihat.',
      rank_only: 'Selama lelang Anda hanya melihat peringkat Anda, bukan harga peserta lain.',
      best_price_only: 'Selama lelang Anda melihat harga terbaik, bukan peringkat Anda.',
      nothing: 'Selama lelang Anda tidak melihat harga peserta lain maupun peringkat Anda.',
    },
    ties: {
      earlier_wins: 'Bila dua penawaran sama, yang lebih dulu tercatat berada di depan.',
      not_allowed: 'Penawaran yang sama dengan penawaran peserta lain ditolak.',
    },
    extension: (window: string, by: string, what: string, most: string) => `Bila dalam ${window} terakhir ${what}, waktu bertambah ${by}${most}.`,
    triggers: {
      any_bid: 'ada penawaran yang diterima',
      leader_change: 'peserta terdepan berganti',
      any_rank_change: 'ada peringkat yang berubah',
      top_k_change: (k: number) => `susunan ${k} peringkat teratas berubah`,
    },
    most: (n: number) => `, paling banyak ${n} kali`,
    unlimited: ', tanpa batas',
    noExtension: 'Waktu tidak diperpanjang karena penawaran.',
    outage: (least: string, remaining: string) => `Bila Terang tidak dapat menerima penawaran selama ${least} atau lebih, waktu berakhir digeser selama gangguan itu, dan paling sedikit tersisa ${remaining}.`,
    noOutage: 'Gangguan sistem tidak menggeser waktu berakhir dengan sendirinya.',
    winners: (n: string) => `${n} penyedia teratas menang, masing-masing pada harganya sendiri.`,
    least: (n: string) => `Bila pemenangnya kurang dari ${n}, pembeli dapat tidak menetapkannya.`,
    proxy: 'Anda boleh menitipkan batas terendah: Terang lalu menawar untuk Anda sampai batas itu, juga bila sambungan Anda putus. Batas itu tidak ditunjukkan kepada siapa pun selama lelang.',
    reserve: 'Ada harga batas yang dirahasiakan. Pemenang baru ditetapkan bila penawaran terbaik tidak melebihinya.',
  },
  {
    time: (from: string, to: string) => `The auction starts ${from} and ends ${to}. A bid that arrives exactly at the end is too late.`,
    falling: 'Prices only fall: each bid of yours must be below your last one.',
    ceiling: (amount: string) => `A bid may not be higher than ${amount}.`,
    tick: (amount: string) => `Every bid is a multiple of ${amount}.`,
    own: (step: string) => `Lower your own bid by at least ${step} each time.`,
    leader: (step: string) => `A bid must be at least ${step} below the best bid at that moment, even when that one is yours.`,
    both: (own: string, leader: string) => `Each bid must be at least ${own} below your own last bid and at least ${leader} below the best bid at that moment.`,
    percent: (value: string) => `${value} percent`,
    confirm: (value: string) => `A drop of more than ${value} percent needs your confirmation, so that a slip of the finger binds nobody.`,
    sight: {
      leader_price_and_rank: 'During the auction you see the best price and your rank. Nobody sees who the others are.',
      rank_only: 'During the auction you see only your rank, not the prices of others.',
      best_price_only: 'During the auction you see the best price, but not your rank.',
      nothing: 'During the auction you see neither the prices of others nor your rank.',
    },
    ties: {
      earlier_wins: 'Of two equal bids, the one recorded first ranks ahead.',
      not_allowed: 'A bid equal to another bidder’s is refused.',
    },
    extension: (window: string, by: string, what: string, most: string) => `If ${what} in the last ${window}, the time is extended by ${by}${most}.`,
    triggers: {
      any_bid: 'a bid is accepted',
      leader_change: 'another bidder takes the lead',
      any_rank_change: 'any rank changes',
      top_k_change: (k: number) => `the order of the first ${k} changes`,
    },
    most: (n: number) => `, at most ${n} ${one(n, 'time', 'times')}`,
    unlimited: ', without limit',
    noExtension: 'Bids do not extend the time.',
    outage: (least: string, remaining: string) => `If Terang could not take bids for ${least} or longer, the end moves by as long as that lasted, and at least ${remaining} remain.`,
    noOutage: 'A failure of the system does not move the end by itself.',
    winners: (n: string) => `The first ${n} win, each at their own price.`,
    least: (n: string) => `With fewer than ${n} winners the buyer need not award.`,
    proxy: 'You may leave a floor: Terang then bids for you down to it, also when your line drops. Nobody is shown it while the auction runs.',
    reserve: 'There is a secret limit. The lot is awarded only if the best bid does not exceed it.',
  },
);

/** A percentage or a rational as people write it; "1/3" stays a fraction, because no decimal equals it. */
function percentText(language: Language, value: string): string {
  return formatFor(language).number(value);
}

export function summariseRules(language: Language, rules: Rules, currency: string, zone: string): RuleSentence[] {
  if (rules.type === 'sealed_first_price' || rules.type === 'sealed_second_price') return summariseSealed(language, rules, currency, zone, []);
  if (rules.type === 'hybrid') {
    const live = summariseRules(language, { ...rules.live, type: 'english_reverse' }, currency, zone);
    // What the whole lot has in common is said once.
    return summariseSealed(language, rules, currency, zone, live.filter(({ topic }) => topic !== 'outage'));
  }
  const other = summariseFormat(language, rules, currency, zone);
  if (other) return other;
  const text = texts[language];
  const format = formatFor(language);
  const money = (amount: string): string => format.money(amount, currency);
  const step = (decrement: Decrement): string =>
    'amount' in decrement ? money(decrement.amount) : text.percent(percentText(language, decrement.percent));
  const sentences: RuleSentence[] = [];
  const say = (topic: RuleTopic, sentence: string): void => void sentences.push({ topic, text: sentence });

  if (rules.starts_at && rules.ends_at) {
    say('time', text.time(formatDateTime(language, rules.starts_at, zone), formatDateTime(language, rules.ends_at, zone)));
  }
  if (rules.ceiling) say('price', text.ceiling(money(rules.ceiling)));
  const { own, leader } = rules.decrement ?? {};
  if (own && leader) say('steps', text.both(step(own), step(leader)));
  else if (own) say('steps', text.own(step(own)));
  else {
    say('steps', text.falling);
    if (leader) say('steps', text.leader(step(leader)));
  }
  if (rules.tick) say('steps', text.tick(money(rules.tick)));
  if (rules.confirm_drop_percent) say('steps', text.confirm(percentText(language, rules.confirm_drop_percent)));
  if ((rules.winners ?? 1) > 1) say('price', text.winners(format.number(rules.winners!)));
  if ((rules.min_winners ?? 1) > 1) say('price', text.least(format.number(rules.min_winners!)));
  if (rules.proxy) say('steps', text.proxy);
  say('sight', text.sight[(rules.visibility as Visibility | undefined) ?? 'leader_price_and_rank']);
  say('ties', text.ties[rules.ties ?? 'earlier_wins']);
  const soft = rules.soft_close;
  if (soft) {
    const what = soft.trigger === 'top_k_change' ? text.triggers.top_k_change(soft.top_k ?? 1) : text.triggers[soft.trigger];
    const most = soft.max_times === undefined ? text.unlimited : text.most(soft.max_times);
    say('extension', text.extension(format.duration(soft.window_seconds), format.duration(soft.extension_seconds), what, most));
  } else say('extension', text.noExtension);
  if (rules.outage) {
    say('outage', text.outage(format.duration(rules.outage.min_seconds), format.duration(rules.outage.min_remaining_seconds)));
  } else say('outage', text.noOutage);
  if (rules.has_reserve || rules.reserve) say('reserve', text.reserve);
  return sentences;
}
