// A Dutch auction for one who bids: one price for all, one large button.
import { useEffect, useState } from 'preact/hooks';
import { useFormat } from '../../../i18n/format';
import { dictionary, useText } from '../../../i18n/language';
import { compareAmounts } from '../../../lib/money';
import { nextPrice } from '../../../lot/stage_time';
import { Amount } from '../../../parts/amount/amount';
import { Button } from '../../../parts/button/button';
import { Announcer } from '../../../parts/connection/announcer';
import { Notice } from '../../../parts/notice/notice';
import type { FormatDeskProps } from './props';
import { PriceClock } from './price_clock';
import { SayDialog, useSaying } from '../say_dialog';

const texts = dictionary(
  {
    now: 'Harga sekarang',
    next: (price: string, time: string) => `Lalu naik menjadi ${price} pada ${time}, bila belum diambil.`,
    nextHeld: (price: string) => `Berikutnya ${price}.`,
    last: 'Ini harga terakhir. Bila tidak diambil, lot tidak terjual.',
    bar: 'Ambil lot ini',
    take: (price: string) => `Ambil pada ${price}`,
    scheduled: 'Tombol ini menyala saat lelang mulai.',
    paused: 'Lelang dijeda. Harga diam, dan tidak dapat diambil sampai dilanjutkan.',
    offline: 'Tidak tersambung. Bila Anda menegaskan sekarang, pernyataan dikirim begitu tersambung; orang lain mungkin lebih cepat.',
    title: 'Ambil lot ini?',
    review: 'Anda mengambil lot ini pada',
    binding: 'Ini mengikat dan tidak dapat ditarik kembali. Bila yang pertama, Anda menang pada harga ini dan lelang selesai.',
    bindingMore: 'Ini mengikat dan tidak dapat ditarik kembali. Masih ada tempat bagi pemenang lain.',
    risen: 'Harga sudah naik',
    risenHelp: (price: string) => `Sekarang ${price}. Anda boleh tetap mengambil harga yang tadi, atau yang sekarang.`,
    use: (price: string) => `Pakai ${price}`,
    confirm: (price: string) => `Tegaskan: ambil pada ${price}`,
    back: 'Kembali, tunggu dulu',
    mine: (price: string) => `Anda mengambil lot ini pada ${price}`,
    others: (price: string) => `Lot ini sudah diambil penyedia lain pada ${price}`,
    othersMore: (n: string) => `${n} penyedia sudah mengambil; masih ada tempat.`,
    unsold: 'Lelang selesai tanpa ada yang mengambil',
    said: (price: string) => `Harga sekarang ${price}.`,
    free: 'Belum ada yang mengambil.',
  },
  {
    now: 'Price now',
    next: (price: string, time: string) => `Then it rises to ${price} at ${time}, unless somebody takes it.`,
    nextHeld: (price: string) => `Next ${price}.`,
    last: 'This is the last price. If nobody takes it, the lot is not sold.',
    bar: 'Take this lot',
    take: (price: string) => `Take at ${price}`,
    scheduled: 'This button works once the auction starts.',
    paused: 'The auction is paused. The price stands still and cannot be taken until it goes on.',
    offline: 'Not connected. If you confirm now, it is sent as soon as there is a connection; somebody else may be faster.',
    title: 'Take this lot?',
    review: 'You take this lot at',
    binding: 'This is binding and cannot be taken back. If you are the first, you win at this price and the auction is over.',
    bindingMore: 'This is binding and cannot be taken back. There is still room for other winners.',
    risen: 'The price has risen',
    risenHelp: (price: string) => `It is ${price} now. You may still take the price from before, or the one of now.`,
    use: (price: string) => `Use ${price}`,
    confirm: (price: string) => `Confirm: take at ${price}`,
    back: 'Back, wait a little',
    mine: (price: string) => `You took this lot at ${price}`,
    others: (price: string) => `Another business took this lot at ${price}`,
    othersMore: (n: string) => `${n} have taken it; there is still room.`,
    unsold: 'The auction ended without anybody taking it',
    said: (price: string) => `The price is ${price} now.`,
    free: 'Nobody has taken it yet.',
  },
);

export default function DutchDesk({ view, own, rules, zone, connected, ready, sendAmount }: FormatDeskProps) {
  const text = useText(texts);
  const format = useFormat();
  const money = (amount: string): string => format.money(amount, view.currency);
  const [asked, setAsked] = useState<string | undefined>();
  const saying = useSaying();
  const over = view.phase === 'closed' || view.phase === 'cancelled';
  const price = view.stage?.price;
  const next = nextPrice(view, rules);
  const mine = own.best;
  useEffect(() => {
    if (over || mine !== null) setAsked(undefined);
  }, [over, mine]);
  const risen = asked !== undefined && price !== undefined && compareAmounts(price, asked, view.currency) > 0;
  const confirm = async (): Promise<void> => {
    await sendAmount(asked!);
    setAsked(undefined);
  };
  const taken = view.bidders ?? 0;
  return (
    <div class="bid-format">
      <div class="stack">
        {mine !== null ? (
          <Notice kind="good" title={text.mine(money(mine))} live="status" />
        ) : over && view.phase === 'closed' ? (
          <Notice kind="info" title={view.best !== null ? text.others(money(view.best)) : text.unsold} live="status" />
        ) : null}
        {!over && (
          <PriceClock view={view} label={text.now}>
            <p>{next === undefined ? text.last : view.phase === 'live' && view.stage?.until ? text.next(money(next), format.clock(view.stage.until, zone)) : text.nextHeld(money(next))}</p>
            <p class="small quiet">{taken > 0 ? text.othersMore(format.number(taken)) : text.free}</p>
          </PriceClock>
        )}
        {!over && price && <Announcer message={text.said(money(price))} every={3000} />}
      </div>
      {!over && ready && mine === null && (
        <div class="bid-bar no-print" role="group" aria-label={text.bar}>
          {view.phase !== 'live' ? <p class="small">{view.phase === 'paused' ? text.paused : text.scheduled}</p> : !connected && <p class="small">{text.offline}</p>}
          <div class="big">
            <Button kind="primary" wide disabled={view.phase !== 'live' || price === undefined} onClick={() => setAsked(price)}>
              {price === undefined ? text.bar : text.take(money(price))}
            </Button>
          </div>
        </div>
      )}
      {asked !== undefined && (
        <SayDialog title={text.title} saying={saying} disabled={view.phase !== 'live'} yes={text.confirm(money(asked))} no={text.back} onYes={confirm} onNo={() => setAsked(undefined)}>
          <p>{text.review}</p>
          <Amount amount={asked} currency={view.currency} words size="large" />
          {risen && (
            <Notice kind="info" title={text.risen} live="status">
              <p>{text.risenHelp(money(price))}</p>
              <Button small onClick={() => setAsked(price)}>
                {text.use(money(price))}
              </Button>
            </Notice>
          )}
          {view.phase === 'paused' && <Notice kind="warning"><p>{text.paused}</p></Notice>}
          {!connected && <Notice kind="warning"><p>{text.offline}</p></Notice>}
          <p class="quiet">{(rules.winners ?? 1) > taken + 1 ? text.bindingMore : text.binding}</p>
        </SayDialog>
      )}
    </div>
  );
}
