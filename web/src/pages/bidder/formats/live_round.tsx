// After the sealed bids of a hybrid lot are opened: who goes on, and what the others had sealed.
import type { LotView, OwnLine, Rules } from '../../../api/views';
import { useFormat } from '../../../i18n/format';
import { dictionary, useText } from '../../../i18n/language';
import { useDefect } from '../../../lot/defects';
import { OpenedList } from '../../../lot/sealed';
import { goesOn } from '../../../lot/sealing';
import { Notice } from '../../../parts/notice/notice';

const texts = dictionary(
  {
    on: 'Anda lanjut ke babak langsung',
    onHelp: (amount: string) => `Anda mulai dengan harga tersegel Anda, ${amount}. Turunkan selama babak langsung; harga itu tetap berlaku bila Anda diam.`,
    starts: (time: string) => `Babak langsung mulai ${time}.`,
    off: 'Anda tidak lanjut ke babak langsung',
    offHelp: (best: string) => `Hanya ${best} penawaran tersegel terbaik yang lanjut. Anda tetap dapat menonton.`,
    offSealed: (amount: string) => `Harga tersegel Anda ${amount}.`,
    defect: (why: string) => `Penawaran tersegel Anda tidak dihitung: ${why}.`,
    none: 'Anda tidak mengirim penawaran tersegel.',
    list: 'Penawaran tersegel yang dibuka',
  },
  {
    on: 'You go on to the live round',
    onHelp: (amount: string) => `You begin with your sealed price, ${amount}. Lower it during the live round; it stands if you say nothing.`,
    starts: (time: string) => `The live round starts ${time}.`,
    off: 'You do not go on to the live round',
    offHelp: (best: string) => `Only the best ${best} sealed bids go on. You may still watch.`,
    offSealed: (amount: string) => `Your sealed price is ${amount}.`,
    defect: (why: string) => `Your sealed bid does not count: ${why}.`,
    none: 'You made no sealed bid.',
    list: 'The sealed bids as opened',
  },
);

export default function LiveRound({ view, own, rules, zone }: { view: LotView; own: OwnLine; rules: Rules; zone: string }) {
  const text = useText(texts);
  const format = useFormat();
  const defect = useDefect();
  const on = goesOn(view, own);
  const mine = own.opened;
  const money = (amount: string): string => format.money(amount, view.currency);
  const starts = view.stage?.name === 'opening' && view.stage.until ? text.starts(format.clock(view.stage.until, zone)) : '';
  const why = mine?.amount ? text.offSealed(money(mine.amount)) : mine?.defect ? text.defect(defect(mine.defect)) : text.none;
  return (
    <div class="stack">
      {on === true && (
        <Notice kind="good" title={text.on} live="status">
          <p>
            {mine?.amount && text.onHelp(money(mine.amount))} {starts}
          </p>
        </Notice>
      )}
      {on === false && !own.disqualified && (
        <Notice kind="info" title={text.off} live="status">
          <p>
            {why} {text.offHelp(format.number(rules.best ?? 2))} {starts}
          </p>
        </Notice>
      )}
      <details open={view.stage?.name === 'opening' || undefined}>
        <summary>{text.list}</summary>
        <OpenedList view={view} you={own.pseudonym} />
      </details>
    </div>
  );
}
