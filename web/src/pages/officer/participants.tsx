import '../../style/row_list.css';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { components } from '../../api/types.gen';
import type { OfficerTenderView } from '../../api/views';
import { useFormat } from '../../i18n/format';
import { dictionary, useLanguage, useText } from '../../i18n/language';
import { readTyped } from '../../lib/money';
import { AmountField } from '../../parts/amount_field/amount_field';
import { Button } from '../../parts/button/button';
import { TextField } from '../../parts/field/field';
import { CheckField, SelectField } from '../../parts/field/more_fields';
import { Section } from '../../parts/headings/headings';
import { Pill } from '../../parts/pill/pill';
import { Time } from '../../parts/time/time';
import { ReasonDialog } from '../account/reason_dialog';
import { useRefusals } from './refusals';

type Business = components['schemas']['Business'];

const texts = dictionary(
  {
    title: 'Penyedia yang ikut',
    secret: 'Nama penyedia rahasia sampai hasil ditetapkan. Publik dan penyedia lain hanya melihat nama samaran.',
    asking: 'Meminta ikut',
    admitted: 'Sudah diterima',
    none: 'Belum ada penyedia yang diterima.',
    lots: (lots: string) => `Lot ${lots}`,
    pseudonym: (name: string) => `Penyedia ${name}`,
    admit: 'Terima',
    admitName: (name: string) => `Terima ${name}`,
    invite: 'Undang perusahaan',
    search: 'Cari nama perusahaan',
    searchHint: 'Sedikitnya dua huruf.',
    found: (n: number) => `${n} perusahaan ditemukan`,
    nothing: 'Tidak ada perusahaan dengan nama itu.',
    choose: 'Pilih',
    chooseName: (name: string) => `Pilih ${name}`,
    admitTitle: (name: string) => `Terima ${name}?`,
    effect: 'Perusahaan ini mendapat nama samaran dan dapat menawar untuk lot yang dipilih. Penerimaan tercatat di buku besar dan tidak dapat ditarik; penyedia hanya dapat didiskualifikasi dengan alasan.',
    which: 'Untuk lot',
    groups: 'Kelompok, untuk syarat atas paket', groupNames: { small: 'Usaha kecil', incumbent: 'Pemasok sekarang' },
    adjustment: 'Penyesuaian harga evaluasi',
    adjustments: {
      none: 'Tanpa penyesuaian',
      factor: 'Dikalikan faktor',
      add: 'Ditambah jumlah',
      subtract: 'Dikurangi jumlah',
    },
    adjustmentHint: 'Peringkat dihitung dari harga evaluasi. Diumumkan bersama nama samarannya.',
    factor: 'Faktor',
    factorHint: 'Antara 1/10 dan 10, misalnya 0,9 atau 10/11.',
    amount: 'Jumlah',
    adjusted: (lot: string, what: string) => `Penyesuaian lot ${lot}: ${what}`,
    ceiling: 'Batas tertinggi sendiri',
    ceilingHint: 'Boleh kosong. Penyedia ini tidak dapat menawar di atasnya. Hanya Anda dan dia yang melihatnya sampai hasil ditetapkan.',
    ceilingOf: (lot: string, amount: string) => `Batas sendiri lot ${lot}: ${amount}`,
  },
  {
    title: 'Businesses taking part',
    secret: 'Names stay secret until the award. The public and other businesses see only pseudonyms.',
    asking: 'Asking to take part',
    admitted: 'Admitted',
    none: 'No business is admitted yet.',
    lots: (lots: string) => `Lots ${lots}`,
    pseudonym: (name: string) => `Bidder ${name}`,
    admit: 'Admit',
    admitName: (name: string) => `Admit ${name}`,
    invite: 'Invite a business',
    search: 'Search for a business',
    searchHint: 'At least two letters.',
    found: (n: number) => `${n} ${n === 1 ? 'business' : 'businesses'} found`,
    nothing: 'No business of that name.',
    choose: 'Choose',
    chooseName: (name: string) => `Choose ${name}`,
    admitTitle: (name: string) => `Admit ${name}?`,
    effect: 'This business gets a pseudonym and can bid for the chosen lots. The admission enters the ledger and cannot be taken back; a bidder can only be disqualified with a reason.',
    which: 'For the lots',
    groups: 'Groups, for constraints on packages', groupNames: { small: 'A small business', incumbent: 'An incumbent' },
    adjustment: 'Adjustment of the evaluated price',
    adjustments: {
      none: 'No adjustment',
      factor: 'Multiplied by a factor',
      add: 'Plus an amount',
      subtract: 'Minus an amount',
    },
    adjustmentHint: 'Ranks follow the evaluated price. Published with the pseudonym.',
    factor: 'Factor',
    factorHint: 'Between 1/10 and 10, for example 0.9 or 10/11.',
    amount: 'Amount',
    adjusted: (lot: string, what: string) => `Adjustment of lot ${lot}: ${what}`,
    ceiling: 'A ceiling of its own',
    ceilingHint: 'May stay empty. This business cannot bid above it. Only you and it see this until the award.',
    ceilingOf: (lot: string, amount: string) => `Own ceiling of lot ${lot}: ${amount}`,
  },
);

type AdjustmentKind = 'none' | 'factor' | 'add' | 'subtract';

function AdmitDialog({ view, business, lots, onDone, onClose }: { view: OfficerTenderView; business: Business; lots: string[]; onDone: () => void; onClose: () => void }) {
  const text = useText(texts);
  const language = useLanguage();
  const refusals = useRefusals();
  const { currency } = view.document;
  const already = new Set(view.admitted_bidders.filter((one) => one.business === business.id).flatMap((one) => one.lots));
  const open = view.lots.filter(({ lot, phase }) => !already.has(lot) && phase !== 'closed' && phase !== 'cancelled');
  const [chosen, setChosen] = useState(lots.length > 0 ? lots.filter((lot) => open.some((one) => one.lot === lot)) : open.map(({ lot }) => lot));
  const [groups, setGroups] = useState<('small' | 'incumbent')[]>([]);
  const packages = view.document.lots.some(({ id, rules }) => chosen.includes(id) && rules.type === 'package');
  const [kind, setKind] = useState<AdjustmentKind>('none');
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const factor = language === 'id' ? typed.trim().replace(',', '.') : typed.trim();
  const amount = readTyped(language, typed, currency).amount;
  const value = kind === 'factor' ? (/^\d+(\.\d+)?$|^\d+\/[1-9]\d*$/.test(factor) ? factor : undefined) : amount;
  const [ceilingTyped, setCeilingTyped] = useState('');
  const ceiling = readTyped(language, ceilingTyped, currency).amount;
  const ceilingReady = ceilingTyped.trim() === '' || ceiling !== undefined;
  const ready = chosen.length > 0 && (kind === 'none' || value !== undefined) && ceilingReady;
  return (
    <ReasonDialog
      title={text.admitTitle(business.name)}
      action={text.admit}
      reason={false}
      ready={ready}
      onBlocked={() => setTried(true)}
      refusals={refusals}
      onClose={onClose}
      onDone={onDone}
      onSend={() =>
        api.post('/api/v1/tenders/{tender}/bidders', {
          path: { tender: view.id },
          body: {
            business: business.id, lots: chosen, ...(packages && groups.length > 0 && { groups }), ...(kind !== 'none' && { adjustment: { [kind]: value! } }),
            ...(ceiling !== undefined && { ceiling }),
          } as never,
        })
      }
    >
      <p>{text.effect}</p>
      <fieldset class={`field${tried && chosen.length === 0 ? ' wrong' : ''}`}>
        <legend class="field-label">{text.which}</legend>
        {tried && chosen.length === 0 && <p class="field-error" role="alert">{refusals.no_lots}</p>}
        {open.map(({ lot, title }) => (
          <CheckField key={lot} label={`${lot}. ${title}`} checked={chosen.includes(lot)} onChange={(on) => setChosen(on ? [...chosen, lot] : chosen.filter((one) => one !== lot))} />
        ))}
      </fieldset>
      {packages && (
        <fieldset class="field">
          <legend class="field-label">{text.groups}</legend>
          {(['small', 'incumbent'] as const).map((id) => (
            <CheckField key={id} label={text.groupNames[id]} checked={groups.includes(id)} onChange={(on) => setGroups(on ? [...groups, id] : groups.filter((one) => one !== id))} />
          ))}
        </fieldset>
      )}
      <SelectField
        label={text.adjustment}
        hint={text.adjustmentHint}
        value={kind}
        choices={(['none', 'factor', 'add', 'subtract'] as const).map((id) => ({ value: id, label: text.adjustments[id] }))}
        onChange={(next) => {
          setKind(next as AdjustmentKind);
          setTyped('');
        }}
      />
      {kind === 'factor' && <TextField label={text.factor} hint={text.factorHint} value={typed} onInput={setTyped} size="short" error={tried && value === undefined ? refusals.adjustment_invalid : undefined} />}
      <AmountField label={text.ceiling} hint={text.ceilingHint} currency={currency} value={ceilingTyped} onInput={setCeilingTyped} error={tried && !ceilingReady ? refusals.ceiling_invalid : undefined} />
      {(kind === 'add' || kind === 'subtract') && <AmountField label={text.amount} currency={currency} value={typed} onInput={setTyped} error={tried && value === undefined ? refusals.adjustment_invalid : undefined} />}
    </ReasonDialog>
  );
}

function Search({ admitted, onChoose }: { admitted: ReadonlySet<string>; onChoose: (business: Business) => void }) {
  const text = useText(texts);
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<Business[] | undefined>();
  useEffect(() => {
    const q = query.trim();
    if (q.length < 2) {
      setFound(undefined);
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      api.get('/api/v1/businesses', { query: { q }, signal: stop.signal }).then(
        ({ businesses }) => setFound(businesses),
        () => undefined,
      );
    }, 250);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [query]);
  return (
    <div class="stack">
      <TextField label={text.search} hint={text.searchHint} type="search" value={query} onInput={setQuery} size="medium" />
      <p class="quiet small" role="status">
        {found === undefined ? '' : found.length === 0 ? text.nothing : text.found(found.length)}
      </p>
      {found && found.length > 0 && (
        <ul class="row-list spread">
          {found.slice(0, 20).map((business) => (
            <li key={business.id}>
              <span>{business.name}</span>
              {admitted.has(business.id) ? (
                <Pill kind="good">{text.admitted}</Pill>
              ) : (
                <Button small aria-label={text.chooseName(business.name)} onClick={() => onChoose(business)}>
                  {text.choose}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Who asks, who is admitted, and inviting others. */
export function Participants({ view, reload }: { view: OfficerTenderView; reload: () => void }) {
  const text = useText(texts);
  const format = useFormat();
  const [admitting, setAdmitting] = useState<{ business: Business; lots: string[] } | undefined>();
  const may = (view.may ?? []).includes('admit');
  const zone = view.document.time_zone;
  const everywhere = new Set(view.admitted_bidders.filter(({ lots }) => lots.length === view.lots.length).map(({ business }) => business));
  return (
    <Section title={text.title} id="participants">
      <p class="quiet">{text.secret}</p>
      {view.applied.length > 0 && (
        <>
          <h3>{text.asking}</h3>
          <ul class="row-list spread">
            {view.applied.map((one) => (
              <li key={one.business}>
                <div>
                  <strong>{one.name}</strong>
                  <p class="quiet small">
                    {text.lots(one.lots.join(', '))} · <Time at={one.at} zone={zone} relative />
                  </p>
                </div>
                {may && (
                  <Button kind="primary" small aria-label={text.admitName(one.name)} onClick={() => setAdmitting({ business: { id: one.business, name: one.name }, lots: one.lots })}>
                    {text.admit}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{text.admitted}</h3>
      {view.admitted_bidders.length === 0 ? (
        <p class="quiet">{text.none}</p>
      ) : (
        <ul class="row-list spread">
          {view.admitted_bidders.map((one) => (
            <li key={`${one.business}-${one.lots.join()}`}>
              <div>
                <strong>{one.name}</strong>
                <p class="quiet small">
                  {text.pseudonym(one.pseudonym)} · {text.lots(one.lots.join(', '))}
                  {Object.entries(one.adjustments ?? {})
                    .filter(([, adjustment]) => adjustment)
                    .map(([lot, adjustment]) => ` · ${text.adjusted(lot, JSON.stringify(adjustment).replace(/[{}"]/g, '').replace(':', ' '))}`)
                    .join('')}
                  {Object.entries(one.ceilings ?? {}).map(([lot, amount]) => ` · ${text.ceilingOf(lot, format.money(amount, view.document.currency))}`).join('')}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {may && (
        <>
          <h3>{text.invite}</h3>
          <Search admitted={everywhere} onChoose={(business) => setAdmitting({ business, lots: [] })} />
        </>
      )}
      {admitting && <AdmitDialog view={view} {...admitting} onDone={reload} onClose={() => setAdmitting(undefined)} />}
    </Section>
  );
}
