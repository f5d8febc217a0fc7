// A Japanese auction for one who bids: a falling price, stay or leave.
import { useEffect, useState } from 'preact/hooks';
import { useFormat } from '../../../i18n/format';
import { dictionary, one, useText } from '../../../i18n/language';
import { japaneseState, nextPrice } from '../../../lot/stage_time';
import { Button } from '../../../parts/button/button';
import { Announcer } from '../../../parts/connection/announcer';
import { Icon } from '../../../parts/icon';
import type { FormatDeskProps } from './props';
import { PriceClock } from './price_clock';
import { SayDialog, SayingFailed, useSaying } from '../say_dialog';

const texts = dictionary(
  {
    now: 'Harga sekarang',
    position: 'Posisi Anda',
    states: { waiting: 'Lelang belum mulai', asked: 'Nyatakan: bertahan atau keluar?', stayed: 'Anda bertahan pada harga ini', out: 'Anda sudah keluar', over: 'Lelang ditutup' },
    silence: {
      leaves: 'Bila Anda diam sampai waktunya habis, Anda keluar.',
      stays: 'Bila Anda diam, Anda dianggap bertahan.',
      first: 'Ini harga pertama: bila Anda diam, Anda tidak ikut.',
    },
    wait: 'Tunggu harga berikutnya.',
    final: 'Yang sudah keluar tidak dapat masuk lagi.',
    remaining: (n: string) => `${n} penyedia masih ikut saat harga ini mulai.`,
    next: (price: string) => `Harga berikutnya ${price}.`,
    last: 'Ini harga terakhir.',
    lastStay: (price: string) => `Terakhir Anda bertahan pada ${price}.`,
    bar: 'Bertahan atau keluar',
    stay: (price: string) => `Bertahan pada ${price}`,
    leave: 'Keluar',
    paused: 'Lelang dijeda. Harga dan waktunya diam.',
    offline: 'Tidak tersambung. Pernyataan Anda disimpan dan dikirim begitu tersambung.',
    title: 'Keluar dari lelang ini?',
    effect: 'Anda tidak dapat masuk lagi.',
    effectStayed: (price: string) => `Yang tetap berlaku: Anda bertahan pada ${price}. Bila semua yang lain juga keluar, Anda masih dapat menang pada harga itu.`,
    confirm: 'Ya, keluar untuk seterusnya',
    back: 'Tetap ikut',
    said: (price: string) => `Harga sekarang ${price}.`,
  },
  {
    now: 'Price now',
    position: 'Your position',
    states: { waiting: 'The auction has not started', asked: 'Say it: stay or leave?', stayed: 'You stay at this price', out: 'You have left', over: 'The auction has closed' },
    silence: {
      leaves: 'If you say nothing until time is up, you have left.',
      stays: 'If you say nothing, you stay.',
      first: 'This is the first price: if you say nothing, you are not in.',
    },
    wait: 'Wait for the next price.',
    final: 'Who has left cannot come back.',
    remaining: (n: string) => `${n} ${one(Number(n), 'business was', 'businesses were')} in when this price began.`,
    next: (price: string) => `The next price is ${price}.`,
    last: 'This is the last price.',
    lastStay: (price: string) => `You last stayed at ${price}.`,
    bar: 'Stay or leave',
    stay: (price: string) => `Stay at ${price}`,
    leave: 'Leave',
    paused: 'The auction is paused. The price and its time stand still.',
    offline: 'Not connected. What you say is kept and sent as soon as there is a connection.',
    title: 'Leave this auction?',
    effect: 'You cannot come back.',
    effectStayed: (price: string) => `What stands: you stayed at ${price}. If all others leave too, you may still win at that price.`,
    confirm: 'Yes, leave for good',
    back: 'Stay in',
    said: (price: string) => `The price is ${price} now.`,
  },
);

export default function JapaneseDesk({ view, own, rules, connected, ready, waiting, sendAmount, sendOffer }: FormatDeskProps) {
  const text = useText(texts);
  const format = useFormat();
  const money = (amount: string): string => format.money(amount, view.currency);
  const [leaving, setLeaving] = useState(false);
  const saying = useSaying();
  const state = japaneseState(view, own);
  const { stage, phase } = view;
  const next = nextPrice(view, rules);
  useEffect(() => {
    if (state !== 'asked') setLeaving(false);
  }, [state]);
  const leave = async (): Promise<void> => {
    await sendOffer({ kind: 'leave' });
    setLeaving(false);
  };
  const silence = stage?.number === 1 ? text.silence.first : text.silence[rules.silence ?? 'leaves'];
  const over = state === 'over';
  const kind = state === 'stayed' ? 'leads' : state === 'out' ? 'out' : state === 'asked' ? 'behind' : '';
  return (
    <div class="bid-format">
      <div class="stack">
        {!over && (
          <PriceClock view={view} label={text.now}>
            <p>{next === undefined ? text.last : text.next(money(next))}</p>
            {stage?.remaining !== undefined && stage.number !== 1 && <p>{text.remaining(format.number(stage.remaining))}</p>}
          </PriceClock>
        )}
        {!over && (
          <section class={`position ${kind}`} aria-label={text.position} aria-live="polite">
            <p class="position-words">
              <Icon name={state === 'stayed' ? 'check' : state === 'out' ? 'cross' : 'warning'} size={24} /> {text.states[state]}
            </p>
            <p>{state === 'asked' ? silence : state === 'stayed' ? text.wait : state === 'out' ? text.final : ''}</p>
            {own.best !== null && state !== 'stayed' && <p>{text.lastStay(money(own.best))}</p>}
          </section>
        )}
        {!over && stage?.price && <Announcer message={text.said(money(stage.price))} every={3000} />}
      </div>
      {state === 'asked' && ready && stage?.price && (
        <div class="bid-bar no-print" role="group" aria-label={text.bar}>
          {phase === 'paused' ? <p class="small">{text.paused}</p> : !connected && <p class="small">{text.offline}</p>}
          <SayingFailed saying={saying} />
          <div class="big two">
            <Button kind="primary" busy={saying.busy || waiting} disabled={phase !== 'live'} onClick={() => void saying.say(() => sendAmount(stage.price!))}>
              {text.stay(money(stage.price))}
            </Button>
            <Button disabled={phase !== 'live'} onClick={() => setLeaving(true)}>
              {text.leave}
            </Button>
          </div>
        </div>
      )}
      {leaving && (
        <SayDialog title={text.title} kind="danger" saying={saying} yes={text.confirm} no={text.back} onYes={leave} onNo={() => setLeaving(false)}>
          <p>{text.effect}</p>
          {own.best !== null && <p>{text.effectStayed(money(own.best))}</p>}
        </SayDialog>
      )}
    </div>
  );
}
