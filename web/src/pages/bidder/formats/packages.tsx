// A package lot for one who bids: pick parts, one price for all of them; alternatives; what stands, by name.
import './packages.css';
import { useState } from 'preact/hooks';
import { useFormat } from '../../../i18n/format';
import { dictionary, useText } from '../../../i18n/language';
import { compareAmounts, readTyped } from '../../../lib/money';
import { ceilingOf, freshName, itemPart, itemUnits, type OwnPackage, type OwnPackages, type PackageItem, partsOf, type PackageRules } from '../../../lot/packages';
import { PackageResult } from '../../../lot/package_result';
import { Amount } from '../../../parts/amount/amount';
import { AmountField } from '../../../parts/amount_field/amount_field';
import { Button, Buttons } from '../../../parts/button/button';
import { CheckField } from '../../../parts/field/more_fields';
import { TextField } from '../../../parts/field/field';
import { Section } from '../../../parts/headings/headings';
import { Notice } from '../../../parts/notice/notice';
import { PackageTermsForm } from './package_terms';
import type { FormatDeskProps } from './props';
import { SayDialog, useSaying } from '../say_dialog';

const texts = dictionary(
  {
    withheld: 'Sampai penutupan hanya Anda yang melihat paket Anda. Sesudahnya semua paket terbuka, dan pemecah mencari gabungan termurah.',
    own: (n: string, most: string) => `Paket saya (${n} dari paling banyak ${most})`,
    none: 'Belum ada paket.',
    edit: 'Ubah', editName: (name: string) => `Ubah paket ${name}`,
    back: 'Tarik', backName: (name: string) => `Tarik paket ${name}`,
    alternativeOf: (word: string) => `Pilihan “${word}”: paling banyak satu yang menang`,
    build: 'Susun paket', rebuild: (name: string) => `Ubah paket ${name}`,
    find: 'Cari bagian', findHint: 'Nama atau nomor bagian',
    chosenOnly: 'Hanya yang dipilih',
    parts: 'Bagian', chosen: (n: string, all: string) => `${n} dari ${all} bagian dipilih`,
    all: 'Pilih semua yang tampak', clear: 'Kosongkan pilihan', more: (n: string) => `Tampilkan ${n} lagi`,
    nothing: 'Tidak ada bagian dengan kata itu.',
    units: (title: string, of: string) => `Jumlah ${title}, dari ${of}`,
    price: 'Satu harga untuk semuanya', most: (amount: string) => `Paling tinggi ${amount}.`,
    alternative: 'Kelompok pilihan', alternativeHint: 'Kosongkan bila paket ini boleh menang bersama yang lain. Dari paket dengan kata yang sama paling banyak satu yang menang.',
    review: 'Periksa paket', new: 'Mulai paket baru',
    needParts: 'Pilih sedikitnya satu bagian.', needPrice: 'Tulis harganya.', tooHigh: (amount: string) => `Paling tinggi ${amount} untuk bagian ini.`, badUnits: 'Jumlah satuan tidak sesuai.',
    full: (most: string) => `Anda sudah punya ${most} paket. Ubah atau tarik salah satunya.`,
    title: 'Ajukan paket ini?', binding: 'Semuanya atau tidak sama sekali pada harga ini. Sampai penutupan boleh diganti atau ditarik; sesudahnya mengikat.',
    confirm: 'Tanda tangani dan kirim', close: 'Kembali',
    backTitle: (name: string) => `Tarik paket ${name}?`, backHelp: 'Paket ini tidak lagi ikut. Anda boleh menyusun yang baru sampai penutupan.', backConfirm: 'Tarik paket',
    offline: 'Tidak tersambung. Yang Anda kirim sampai begitu tersambung; setelah penutupan sudah terlambat.',
    notYet: 'Paket diterima saat lot mulai.', paused: 'Dijeda: paket tidak diterima sampai dilanjutkan.',
    solving: 'Lot sudah ditutup. Pemecah sedang mencari gabungan termurah; hasilnya muncul di halaman ini.',
    won: (n: string, amount: string) => `Paket Anda menang: ${n} bagian, ${amount}`, lost: 'Tidak ada paket Anda di antara gabungan yang ditetapkan pemecah',
  },
  {
    withheld: 'Until the close only you see your packages. Afterwards all packages are open, and a solver finds the cheapest combination.',
    own: (n: string, most: string) => `My packages (${n} of at most ${most})`,
    none: 'No package yet.',
    edit: 'Change', editName: (name: string) => `Change package ${name}`,
    back: 'Withdraw', backName: (name: string) => `Withdraw package ${name}`,
    alternativeOf: (word: string) => `Alternative “${word}”: at most one of them wins`,
    build: 'Build a package', rebuild: (name: string) => `Change package ${name}`,
    find: 'Find parts', findHint: 'A part’s name or number',
    chosenOnly: 'Only those chosen',
    parts: 'Parts', chosen: (n: string, all: string) => `${n} of ${all} parts chosen`,
    all: 'Choose all that are shown', clear: 'Clear the choice', more: (n: string) => `Show ${n} more`,
    nothing: 'No part has these words.',
    units: (title: string, of: string) => `Units of ${title}, of ${of}`,
    price: 'One price for all of it', most: (amount: string) => `At most ${amount}.`,
    alternative: 'Alternative group', alternativeHint: 'Leave empty if this package may win beside others. Of packages with the same word at most one wins.',
    review: 'Check the package', new: 'Begin a new package',
    needParts: 'Choose at least one part.', needPrice: 'Enter its price.', tooHigh: (amount: string) => `At most ${amount} for these parts.`, badUnits: 'The number of units does not fit.',
    full: (most: string) => `You have ${most} packages. Change or withdraw one of them.`,
    title: 'Offer this package?', binding: 'All of it or nothing, at this price. It may be replaced or withdrawn until the close; after that it binds.',
    confirm: 'Sign and send', close: 'Back',
    backTitle: (name: string) => `Withdraw package ${name}?`, backHelp: 'It no longer takes part. You may build a new one until the close.', backConfirm: 'Withdraw the package',
    offline: 'Not connected. What you send arrives once there is a connection; after the close it is too late.',
    notYet: 'Packages are taken once the lot starts.', paused: 'Paused: packages are not taken until it goes on.',
    solving: 'The lot has closed. The solver is looking for the cheapest combination; the result appears on this page.',
    won: (n: string, amount: string) => `Your packages won: ${n} parts, ${amount}`, lost: 'None of your packages is in the combination that was settled',
  },
);

const kShown = 100;

export default function PackagesDesk({ view, own, rules, connected, ready, sendOffer }: FormatDeskProps) {
  const text = useText(texts);
  const format = useFormat();
  const { currency } = view;
  const money = (amount: string): string => format.money(amount, currency);
  const parts = partsOf(rules);
  const most = (rules as PackageRules).max_bids ?? 50;
  const mine: OwnPackages = (own as { packages?: OwnPackages | null }).packages ?? { bids: [] };
  const [name, setName] = useState<string | undefined>();
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map());
  const [price, setPrice] = useState('');
  const [group, setGroup] = useState('');
  const [words, setWords] = useState('');
  const [only, setOnly] = useState(false);
  const [shown, setShown] = useState(kShown);
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState<{ content: { kind: string; [member: string]: unknown }; bid?: OwnPackage; back?: string } | undefined>();
  const saying = useSaying();
  const closed = view.phase === 'closed' || view.phase === 'cancelled';

  const wanted = words.trim().toLocaleLowerCase();
  const matching = parts.filter(({ id, title }) => (!only || chosen.has(id)) && (!wanted || `${id} ${title ?? ''}`.toLocaleLowerCase().includes(wanted)));
  const visible = matching.slice(0, shown);
  const ceiling = chosen.size > 0 ? (ceilingOf(chosen, parts, currency) ?? rules.ceiling) : undefined;
  const amount = readTyped(format.language, price, currency).amount;
  const unitsWrong = parts.some(({ id, units = 1 }) => chosen.has(id) && !(chosen.get(id)! >= 1 && ((rules as PackageRules).surplus || chosen.get(id)! <= units)));
  const high = amount !== undefined && ceiling !== undefined && compareAmounts(amount, ceiling, currency) > 0;
  const full = name === undefined && mine.bids.length >= most;
  const set = (id: string, units: number | undefined): void => {
    const next = new Map(chosen);
    if (units === undefined) next.delete(id);
    else next.set(id, units);
    setChosen(next);
  };
  const fresh = (): void => {
    setName(undefined);
    setChosen(new Map());
    setPrice('');
    setGroup('');
    setTried(false);
  };
  const edit = (bid: OwnPackage): void => {
    setName(bid.name);
    setChosen(new Map(bid.parts.map((item) => [itemPart(item), itemUnits(item, parts.find(({ id }) => id === itemPart(item)))])));
    setPrice(format.number(bid.amount));
    setGroup(bid.alternative ?? '');
    setOnly(false);
  };
  const title = (item: PackageItem): string => {
    const part = parts.find(({ id }) => id === itemPart(item));
    const units = itemUnits(item, part);
    return `${part?.title ?? itemPart(item)}${(part?.units ?? 1) > 1 ? ` × ${format.number(units)}` : ''}`;
  };
  const review = (): void => {
    setTried(true);
    if (chosen.size === 0 || !amount || unitsWrong || high || full) return;
    const items: PackageItem[] = parts.filter(({ id }) => chosen.has(id)).map(({ id, units = 1 }) => (chosen.get(id) === units ? id : { part: id, units: chosen.get(id)! }));
    const bid: OwnPackage = { name: name ?? freshName(mine.bids.map((one) => one.name)), parts: items, amount, ...(group.trim() && { alternative: group.trim() }) };
    setAsked({ content: { kind: 'package', ...bid }, bid });
  };
  const send = async (): Promise<void> => {
    await sendOffer(asked!.content);
    if (asked!.bid) fresh();
    setAsked(undefined);
  };
  const award = own.award;
  return (
    <div class="bid-format">
      <div class="stack">
        {closed && view.phase === 'closed' ? (
          <Notice kind={award && award.quantity > 0 ? 'good' : 'info'} title={view.result ? (award && award.quantity > 0 ? text.won(format.number(award.quantity), money(award.amount)) : text.lost) : text.solving} live="status" />
        ) : (
          !closed && <Notice><p>{view.phase === 'scheduled' ? text.notYet : view.phase === 'paused' ? text.paused : text.withheld}</p></Notice>
        )}
        {view.phase === 'closed' && view.result && <PackageResult view={view} rules={rules} />}
        <Section title={text.own(format.number(mine.bids.length), format.number(most))}>
          {mine.bids.length === 0 && <p class="quiet">{text.none}</p>}
          {mine.bids.map((bid) => (
            <div class="package-own" key={bid.name}>
              <p class="package-own-head"><span>{bid.name}</span><span class="figures">{money(bid.amount)}</span></p>
              <p class="small">{bid.parts.slice(0, 12).map(title).join(', ')}{bid.parts.length > 12 ? ` … (${format.number(bid.parts.length)})` : ''}</p>
              {bid.alternative && <p class="small quiet">{text.alternativeOf(bid.alternative)}</p>}
              {ready && view.phase === 'live' && (
                <Buttons>
                  <Button small aria-label={text.editName(bid.name)} onClick={() => edit(bid)}>{text.edit}</Button>
                  <Button small aria-label={text.backName(bid.name)} onClick={() => setAsked({ content: { kind: 'withdraw_package', name: bid.name }, back: bid.name })}>{text.back}</Button>
                </Buttons>
              )}
            </div>
          ))}
        </Section>
        {ready && view.phase === 'live' && (
          <Section title={name === undefined ? text.build : text.rebuild(name)}>
            <div class="stack">
              {parts.length > 12 && <TextField label={text.find} hint={text.findHint} value={words} onInput={(value) => { setWords(value); setShown(kShown); }} inputMode="search" />}
              <p role="status">{text.chosen(format.number(chosen.size), format.number(parts.length))}</p>
              {parts.length > 12 && <CheckField label={text.chosenOnly} checked={only} onChange={setOnly} />}
              <div class="package-parts" role="group" aria-label={text.parts} tabIndex={0}>
                {visible.length === 0 && <p class="quiet">{text.nothing}</p>}
                {visible.map((part) => (
                  <div class="package-part" key={part.id}>
                    <CheckField
                      label={part.title ? `${part.id}. ${part.title}` : part.id}
                      hint={part.ceiling && text.most(money(part.ceiling) + ((part.units ?? 1) > 1 ? ` × ${format.number(part.units!)}` : ''))}
                      checked={chosen.has(part.id)}
                      onChange={(on) => set(part.id, on ? (part.units ?? 1) : undefined)}
                    />
                    {(part.units ?? 1) > 1 && chosen.has(part.id) && (
                      <input class="control figures" type="number" inputMode="numeric" min="1" aria-label={text.units(part.title ?? part.id, format.number(part.units!))} value={String(chosen.get(part.id))} onInput={(event) => set(part.id, Math.trunc(Number(event.currentTarget.value)))} />
                    )}
                  </div>
                ))}
                {matching.length > visible.length && <Button small onClick={() => setShown(shown + kShown)}>{text.more(format.number(Math.min(kShown, matching.length - visible.length)))}</Button>}
              </div>
              <Buttons>
                <Button small onClick={() => setChosen(new Map([...chosen, ...visible.map(({ id, units = 1 }) => [id, units] as const)]))}>{text.all}</Button>
                <Button small onClick={() => setChosen(new Map())}>{text.clear}</Button>
              </Buttons>
              <AmountField
                id="package-price" label={text.price} currency={currency} value={price} onInput={setPrice} onEnter={review}
                hint={ceiling && text.most(money(ceiling))}
                error={!tried ? undefined : chosen.size === 0 ? text.needParts : unitsWrong ? text.badUnits : !amount ? text.needPrice : high ? text.tooHigh(money(ceiling!)) : full ? text.full(format.number(most)) : undefined}
              />
              <TextField label={text.alternative} hint={text.alternativeHint} optional value={group} onInput={setGroup} maxLength={40} size="medium" />
              {!connected && <p class="small">{text.offline}</p>}
              <Buttons>
                <Button kind="primary" onClick={review}>{text.review}</Button>
                {name !== undefined && <Button onClick={fresh}>{text.new}</Button>}
              </Buttons>
            </div>
          </Section>
        )}
        {ready && view.phase === 'live' && <PackageTermsForm mine={mine} currency={currency} send={sendOffer} />}
      </div>
      {asked && (
        <SayDialog
          title={asked.back === undefined ? text.title : text.backTitle(asked.back)}
          kind={asked.back === undefined ? 'primary' : 'danger'}
          saying={saying}
          disabled={view.phase !== 'live'}
          yes={asked.back === undefined ? text.confirm : text.backConfirm}
          no={text.close}
          onYes={send}
          onNo={() => setAsked(undefined)}
        >
          {asked.bid ? (
            <>
              <Amount amount={asked.bid.amount} currency={currency} words size="large" />
              <p>{asked.bid.parts.map(title).join(', ')}</p>
              {asked.bid.alternative && <p>{text.alternativeOf(asked.bid.alternative)}</p>}
              <p class="quiet">{text.binding}</p>
            </>
          ) : (
            <p>{text.backHelp}</p>
          )}
          {!connected && <Notice kind="warning"><p>{text.offline}</p></Notice>}
        </SayDialog>
      )}
    </div>
  );
}
