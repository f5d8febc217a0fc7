// All standing offers of stepped rounds, best first, under numbers: what everybody sees from the opening on.
import './turn_table.css';
import type { LotView, Standing } from '../api/views';
import { evaluatedText } from '../bid/evaluated';
import { useFormat } from '../i18n/format';
import { dictionary, useText } from '../i18n/language';
import { Icon } from '../parts/icon';
import { SurrogateMark } from './surrogate_mark';

const texts = dictionary(
  {
    title: 'Penawaran yang berlaku, terbaik di atas',
    who: 'Penyedia',
    offer: 'Penawaran',
    bidder: (n: string) => `#${n}`,
    you: 'Anda',
    named: (pseudonym: string) => `Penyedia ${pseudonym}`,
    evaluated: (amount: string) => `evaluasi ${amount}`,
    npv: (value: string) => `nilai kini ${value}`,
    turn: 'sedang giliran',
    done: 'sudah giliran',
    comes: 'menunggu giliran',
  },
  {
    title: 'Standing offers, best first',
    who: 'Bidder',
    offer: 'Offer',
    bidder: (n: string) => `#${n}`,
    you: 'You',
    named: (pseudonym: string) => `Bidder ${pseudonym}`,
    evaluated: (amount: string) => `evaluated ${amount}`,
    npv: (value: string) => `present value ${value}`,
    turn: 'has the turn',
    done: 'turn is over',
    comes: 'waits for the turn',
  },
);

export default function TurnTable({ view, you }: { view: Pick<LotView, 'standings' | 'stage' | 'turns' | 'currency'>; you?: string }) {
  const text = useText(texts);
  const format = useFormat();
  const { standings, stage, turns, currency } = view;
  if (standings.length === 0) return null;
  const now = stage?.turn === undefined ? -1 : (turns?.indexOf(stage.turn) ?? -1);
  const state = ({ pseudonym }: Standing): 'turn' | 'done' | 'comes' | undefined => {
    const place = turns?.indexOf(pseudonym) ?? -1;
    if (place < 0) return undefined;
    return place === now ? 'turn' : place < now ? 'done' : 'comes';
  };
  return (
    <table class="turn-table">
      <caption>{text.title}</caption>
      <thead>
        <tr>
          <th scope="col">{text.who}</th>
          <th scope="col" class="numeric">
            {text.offer}
          </th>
        </tr>
      </thead>
      <tbody>
        {standings.map((row) => {
          const at = state(row);
          return (
            <tr key={row.pseudonym} class={row.pseudonym === you ? 'marked' : undefined}>
              <th scope="row">
                {row.number !== undefined ? text.bidder(String(row.number)) : ''} {row.pseudonym === you ? <strong>({text.you})</strong> : <span class="quiet small">{text.named(row.pseudonym)}</span>}
                {at && (
                  <span class={`turn-state ${at}`}>
                    <Icon name={at === 'turn' ? 'play' : at === 'done' ? 'check' : 'clock'} /> {text[at]}
                  </span>
                )}
              </th>
              <td class="numeric figures">
                {row.score ? text.npv(format.number(row.score.evaluated ?? row.score.value)) : format.money(row.amount, currency)}
                {row.score && <span class="small quiet">{format.money(row.amount, currency)}</span>}
                <SurrogateMark of={row} />
                {!row.score && row.evaluated && row.evaluated !== row.amount && <span class="small quiet">{text.evaluated(evaluatedText(format.language, row.evaluated, currency))}</span>}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
