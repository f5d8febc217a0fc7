// Steps of price and quantity as fields; and a schedule as a drawing, for those who see better than they add up.
import './schedule.css';
import { useId } from 'preact/hooks';
import type { Rules, SupplyStep } from '../../../api/views';
import { type DraftStep, type StepProblem, totalsOf } from '../../../bid/schedule';
import { useFormat } from '../../../i18n/format';
import { dictionary, useLanguage, useText } from '../../../i18n/language';
import { groupDigits, groupWhileTyping, minorOf, readTyped } from '../../../lib/money';
import { AmountField } from '../../../parts/amount_field/amount_field';
import { Button, Buttons } from '../../../parts/button/button';
import { TextField } from '../../../parts/field/field';
import { CheckField } from '../../../parts/field/more_fields';

const texts = dictionary(
  {
    step: (n: string) => `Langkah ${n}`,
    price: 'Harga satuan',
    quantity: (unit: string) => `Jumlah, ${unit}`,
    whole: 'Seluruhnya atau tidak sama sekali',
    remove: 'Hapus',
    removeName: (n: string) => `Hapus langkah ${n}`,
    add: 'Tambah langkah',
    problems: {
      no_price: 'Isi harga satuannya.',
      no_quantity: 'Isi jumlahnya.',
      off_tick: 'Harga ini bukan kelipatan yang berlaku.',
      above_ceiling: 'Harga ini di atas harga satuan tertinggi.',
      not_rising: 'Harga tidak boleh lebih rendah dari langkah sebelumnya.',
      below_min_award: 'Langkah pertama terlalu kecil menurut aturan lot.',
      too_large: 'Jumlah ini terlalu besar.',
      indivisible: 'Aturan lot tidak membolehkan ini.',
    },
    curve: (units: string, unit: string, from: string, to: string) => `Kurva penawaran: ${units} ${unit}, harga satuan dari ${from} sampai ${to}.`,
    demand: 'kebutuhan',
    won: 'dimenangkan',
  },
  {
    step: (n: string) => `Step ${n}`,
    price: 'Unit price',
    quantity: (unit: string) => `Quantity, ${unit}`,
    whole: 'All or nothing',
    remove: 'Remove',
    removeName: (n: string) => `Remove step ${n}`,
    add: 'Add step',
    problems: {
      no_price: 'Enter the unit price.',
      no_quantity: 'Enter the quantity.',
      off_tick: 'This price is not on a price step.',
      above_ceiling: 'This price is above the ceiling of the unit price.',
      not_rising: 'The price may not be lower than that of the step before.',
      below_min_award: 'The first step is too small by the rules of the lot.',
      too_large: 'This quantity is too large.',
      indivisible: 'The rules of the lot do not allow this.',
    },
    curve: (units: string, unit: string, from: string, to: string) => `Supply curve: ${units} ${unit}, unit prices from ${from} to ${to}.`,
    demand: 'demand',
    won: 'won',
  },
);

/** A step while it is written: as typed, by the marks of the language. */
export interface TypedStep {
  price: string;
  quantity: string;
  whole: boolean;
}

export const noStep: TypedStep = { price: '', quantity: '', whole: false };

export function useReadSteps(): (steps: readonly TypedStep[], currency: string) => DraftStep[] {
  const language = useLanguage();
  return (steps, currency) =>
    steps.map(({ price, quantity, whole }) => {
      const units = readTyped(language, quantity, 'JPY').amount;
      return { unit_price: readTyped(language, price, currency).amount, quantity: units === undefined || units.length > 13 ? undefined : Number(units), whole };
    });
}

export function useTypedSteps(): (steps: readonly SupplyStep[]) => TypedStep[] {
  const language = useLanguage();
  return (steps) => steps.map(({ unit_price, quantity, all_or_nothing }) => ({ price: groupDigits(language, unit_price), quantity: groupDigits(language, String(quantity)), whole: all_or_nothing === true }));
}

export interface ScheduleEditorProps {
  steps: TypedStep[];
  problems: (StepProblem | undefined)[];
  rules: Rules;
  currency: string;
  onChange: (steps: TypedStep[]) => void;
}

export function ScheduleEditor({ steps, problems, rules, currency, onChange }: ScheduleEditorProps) {
  const text = useText(texts);
  const format = useFormat();
  const language = useLanguage();
  const unit = rules.demand?.unit ?? '';
  const change = (at: number, next: Partial<TypedStep>): void => onChange(steps.map((step, n) => (n === at ? { ...step, ...next } : step)));
  const focus = (id: string): void => void requestAnimationFrame(() => document.getElementById(id)?.focus());
  return (
    <>
      <ol class="schedule-steps">
        {steps.map((step, at) => {
          const problem = problems[at];
          const ofPrice = problem !== undefined && problem !== 'no_quantity' && problem !== 'below_min_award' && problem !== 'too_large';
          const name = format.number(at + 1);
          return (
            <li key={at}>
              <fieldset class="schedule-step">
                <legend>{text.step(name)}</legend>
                <AmountField id={`step-${at}-price`} label={text.price} currency={currency} value={step.price} error={ofPrice ? text.problems[problem] : undefined} onInput={(price) => change(at, { price })} />
                <TextField
                  id={`step-${at}-quantity`}
                  label={text.quantity(unit)}
                  inputMode="numeric"
                  value={step.quantity}
                  error={problem && !ofPrice ? text.problems[problem] : undefined}
                  onInput={(quantity) => change(at, { quantity: groupWhileTyping(language, quantity.replace(/[^\d.,]/g, ''), quantity.length).text })}
                />
                <div class="schedule-step-more">
                  {rules.margin?.all_or_nothing ? <CheckField label={text.whole} checked={step.whole} onChange={(whole) => change(at, { whole })} /> : <span />}
                  {steps.length > 1 && (
                    <Button
                      kind="quiet"
                      small
                      aria-label={text.removeName(name)}
                      onClick={() => {
                        onChange(steps.filter((_, n) => n !== at));
                        focus(`step-${Math.max(0, at - 1)}-price`);
                      }}
                    >
                      {text.remove}
                    </Button>
                  )}
                </div>
              </fieldset>
            </li>
          );
        })}
      </ol>
      <Buttons>
        <Button
          disabled={steps.length >= (rules.max_steps ?? 20)}
          onClick={() => {
            onChange([...steps, { ...noStep }]);
            focus(`step-${steps.length}-price`);
          }}
        >
          {text.add}
        </Button>
      </Buttons>
    </>
  );
}

const [width, height, left, top, bottom] = [320, 140, 8, 18, 22];

/** Unit price over units; what is wanted as a line, what is won (as it stands) filled. */
export function SupplyCurve({ steps, rules, currency, won }: { steps: readonly SupplyStep[]; rules: Rules; currency: string; won?: number | undefined }) {
  const text = useText(texts);
  const format = useFormat();
  const clip = useId();
  const totals = totalsOf(steps, currency);
  const units = totals[totals.length - 1]?.units ?? 0;
  if (units === 0) return null;
  const demand = rules.demand?.units ?? 0;
  const widest = Math.max(units, demand);
  const prices = steps.map(({ unit_price }) => Number(minorOf(unit_price, currency)));
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  // Pixels alone: from a little below the cheapest step to the dearest, so that steps can be told apart.
  const base = low - Math.max((high - low) * 0.5, high * 0.02);
  const x = (n: number): number => left + ((width - 2 * left) * n) / widest;
  const y = (price: number): number => top + (height - top - bottom) * (1 - (price - base) / (high - base));
  const floor = height - bottom;
  const path = steps.map((_, at) => `H${x(totals[at - 1]?.units ?? 0).toFixed(1)}V${y(prices[at]!).toFixed(1)}H${x(totals[at]!.units).toFixed(1)}`).join('');
  const money = (amount: string): string => format.money(amount, currency);
  const name = text.curve(format.number(units), rules.demand?.unit ?? '', money(steps[0]!.unit_price), money(steps[steps.length - 1]!.unit_price));
  return (
    <figure class="supply-curve">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={name}>
        <path class="supply-area" d={`M${left} ${floor}${path}V${floor}Z`} />
        {!!won && (
          <>
            <clipPath id={clip}>
              <rect x="0" y="0" width={x(Math.min(won, units))} height={height} />
            </clipPath>
            <path class="supply-won" d={`M${left} ${floor}${path}V${floor}Z`} clip-path={`url(#${clip})`} />
          </>
        )}
        <path class="supply-line" d={`M${left} ${y(prices[0]!).toFixed(1)}${path}`} />
        <path class="supply-axis" d={`M${left} ${floor}H${width - left}`} />
        {demand > 0 && <path class="supply-demand" d={`M${x(demand).toFixed(1)} ${top - 4}V${floor}`} />}
        <text x={left} y={height - 6}>0</text>
        <text x={x(units)} y={height - 6} text-anchor={units > widest / 2 ? 'end' : 'middle'}>{format.number(units)}</text>
        {demand > 0 && <text x={x(demand)} y={top - 7} text-anchor={demand > widest / 2 ? 'end' : 'middle'}>{`${text.demand} ${format.number(demand)}`}</text>}
        {!!won && <text class="supply-won-text" x={x(Math.min(won, units) / 2)} y={floor - 6} text-anchor="middle">{text.won}</text>}
      </svg>
    </figure>
  );
}
