// What tenders hold of people: what may be erased now, what not yet and from when; and for administrators the erasure.
import '../../style/row_list.css';
import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { components } from '../../api/types.gen';
import { useFormat } from '../../i18n/format';
import { useText } from '../../i18n/language';
import { localZone } from '../../lib/time';
import { useLoad } from '../../lib/use_load';
import { Button, Buttons } from '../../parts/button/button';
import { Empty } from '../../parts/empty/empty';
import { CheckField, SelectField } from '../../parts/field/more_fields';
import { Section, SummaryList, Title } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { Notice } from '../../parts/notice/notice';
import { Pill } from '../../parts/pill/pill';
import { Problem } from '../../parts/problem/problem';
import { Time } from '../../parts/time/time';
import { navigate, type PageProps } from '../../router';
import { Guard } from '../account/guard';
import { ReasonDialog } from '../account/reason_dialog';
import { placeOf } from './audit';
import { entryTexts } from './entry_texts';
import { retentionTexts } from './retention_texts';

type Retained = components['schemas']['RetainedTender'];

/** As many as one erasure takes. */
const most = 1000;

function Rules() {
  const text = useText(retentionTexts);
  const format = useFormat();
  const names = useText(entryTexts).names as Record<string, string>;
  const { value, problem, again } = useLoad((signal) => api.get('/api/v1/retention', { signal }), []);
  if (!value) return problem !== undefined ? <Problem problem={problem} retry={again} /> : <Loading />;
  return (
    <div class="stack">
      <p>{text.rulesHelp(value.rules)}</p>
      <SummaryList
        items={value.kinds.map(({ kind, years, holds }) => ({
          key: names[kind] ?? kind,
          value: (
            <>
              <strong>{text.years(format.number(years))}</strong>. {(text.holds as Record<string, string>)[kind] ?? holds}
            </>
          ),
        }))}
      />
      <p>{text.others}</p>
    </div>
  );
}

function EraseDialog({ tender, chosen, onDone, onClose }: { tender: Retained; chosen: number[]; onDone: (seq: number) => void; onClose: () => void }) {
  const text = useText(retentionTexts);
  const format = useFormat();
  const names = useText(entryTexts).names as Record<string, string>;
  const [understood, setUnderstood] = useState(false);
  const [asked, setAsked] = useState(false);
  // As it was chosen: the list behind the dialog is new once it is done.
  const [entries] = useState(() => tender.entries.filter(({ seq }) => chosen.includes(seq)));
  const kinds = [...new Set(entries.map(({ kind }) => kind))];
  const title = tender.title ?? tender.tender;
  return (
    <ReasonDialog
      wide
      danger
      title={text.dialog(entries.length)}
      action={text.go(entries.length)}
      ready={understood}
      onBlocked={() => setAsked(true)}
      refusals={text.refusals}
      onSend={async (reason) => {
        const answer = await api.post('/api/v1/erasures', { body: { entries: entries.map(({ seq }) => seq), reason } });
        onDone(answer.seq);
        return answer;
      }}
      onDone={() => {}}
      onClose={onClose}
    >
      <div class="stack">
        <p>{text.of(title)}</p>
        <ul>
          {kinds.map((kind) => (
            <li key={kind}>
              {names[kind] ?? kind}: {entries.filter((one) => one.kind === kind).map(({ seq }) => `#${format.number(seq)}`).join(', ')}
            </li>
          ))}
        </ul>
        <Notice kind="danger" title={text.forEver}>
          <p>{text.forEverHelp}</p>
        </Notice>
        <Notice title={text.stays}>
          <p>{text.staysHelp}</p>
        </Notice>
        <CheckField label={text.understood} checked={understood} hint={asked && !understood ? <strong class="field-error" role="alert">{text.tick}</strong> : undefined} onChange={setUnderstood} />
      </div>
    </ReasonDialog>
  );
}

function Entries({ tender, may, onErase }: { tender: Retained; may: boolean; onErase: (chosen: number[]) => void }) {
  const text = useText(retentionTexts);
  const format = useFormat();
  const names = useText(entryTexts).names as Record<string, string>;
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [blocked, setBlocked] = useState(false);
  const due = tender.entries.filter(({ refusal }) => refusal === null);
  const later = tender.entries.filter(({ refusal }) => refusal !== null);
  const title = tender.title ?? tender.tender;
  const nameOf = ({ kind, seq }: Retained['entries'][number]): string => text.choose(names[kind] ?? kind, format.number(seq));
  const set = (seqs: number[], on: boolean): void => {
    setBlocked(false);
    setChosen((before) => new Set(on ? [...before, ...seqs] : [...before].filter((seq) => !seqs.includes(seq))));
  };
  const all = due.slice(0, most).map(({ seq }) => seq);
  const picked = all.filter((seq) => chosen.has(seq));
  return (
    <div class="stack tight">
      {due.length > 0 && may && (
        <div class="stack tight" role="group" aria-label={text.legend(title)}>
          {due.length > 1 && <CheckField label={text.chooseAll(format.number(all.length))} checked={picked.length === all.length} onChange={(on) => set(all, on)} />}
          {due.map((entry) => (
            <CheckField
              key={entry.seq}
              label={nameOf(entry)}
              hint={entry.erasable_from && <>{text.nowErasable} {text.since} <Time at={entry.erasable_from} zone={localZone()} /> ({text.years(format.number(entry.years))})</>}
              checked={chosen.has(entry.seq)}
              onChange={(on) => set([entry.seq], on)}
            />
          ))}
          {blocked && <p class="field-error" role="alert">{text.chooseFirst}</p>}
          <Buttons>
            <Button kind="danger" onClick={() => (picked.length > 0 ? onErase(picked) : setBlocked(true))}>
              {text.erase(picked.length)}
            </Button>
          </Buttons>
        </div>
      )}
      <ul class="row-list spread">
        {(may ? later : [...due, ...later]).map((entry) => (
          <li key={entry.seq}>
            <span>{nameOf(entry)}</span>
            <span class="row">
              <Pill kind={entry.refusal === null ? 'warning' : 'neutral'}>{entry.refusal === null ? text.nowErasable : text.notYet}</Pill>
              {entry.erasable_from && (
                <span>
                  {entry.refusal === null ? text.since : text.from} <Time at={entry.erasable_from} zone={localZone()} /> ({text.years(format.number(entry.years))})
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Tenders({ query, may }: { query: URLSearchParams; may: boolean }) {
  const text = useText(retentionTexts);
  const format = useFormat();
  const one = query.get('tender') ?? '';
  const every = query.get('show') === 'all' || one !== '';
  const after = query.get('after') ?? undefined;
  const [erasing, setErasing] = useState<{ tender: Retained; chosen: number[] } | undefined>();
  const [done, setDone] = useState<{ tender: string; seq: number; count: number } | undefined>();
  const { value, problem, again, loading } = useLoad(
    (signal) => api.get('/api/v1/retention/tenders', { query: one ? { tender: one } : { after, due: every ? undefined : 'true' }, signal }),
    [one, every, after],
  );
  if (!value) return problem !== undefined ? <Problem problem={problem} retry={again} /> : <Loading />;
  const shown = value.tenders.filter(({ entries }) => entries.length > 0 || one);
  return (
    <div class="stack wide" aria-busy={loading ? 'true' : undefined}>
      {done && (
        <Notice kind="good" title={text.done(done.count)} live="status">
          <p>
            {text.recorded} <a href={placeOf(done.tender, done.seq)}>#{format.number(done.seq)}</a>.
          </p>
        </Notice>
      )}
      {one ? (
        <p>
          <a href="/retention">{text.all}</a>
        </p>
      ) : (
        <SelectField
          label={text.show}
          value={every ? 'all' : 'due'}
          choices={[{ value: 'due', label: text.due }, { value: 'all', label: text.every }]}
          onChange={(value) => navigate(value === 'all' ? '/retention?show=all' : '/retention')}
        />
      )}
      {shown.length === 0 && value.next === null && <Empty title={every ? text.noneAll : text.none}>{every ? undefined : text.noneHelp}</Empty>}
      {shown.map((tender) => (
        <Section key={tender.tender} level={3} title={<a href={`/tender/${tender.tender}/record`}>{tender.title ?? tender.tender}</a>}>
          {tender.over_at ? (
            <p>
              {text.over}: <Time at={tender.over_at} zone={localZone()} />
            </p>
          ) : (
            <Notice>
              <p>{text.notOver}</p>
            </Notice>
          )}
          <Entries tender={tender} may={may} onErase={(chosen) => setErasing({ tender, chosen })} />
        </Section>
      ))}
      {value.next !== null && (
        <p>
          <a rel="next" href={`/retention?${new URLSearchParams({ ...(every && { show: 'all' }), after: value.next })}`}>
            {text.more}
          </a>
        </p>
      )}
      {erasing && (
        <EraseDialog
          tender={erasing.tender}
          chosen={erasing.chosen}
          onDone={(seq) => {
            setDone({ tender: erasing.tender.tender, seq, count: erasing.chosen.length });
            again();
          }}
          onClose={() => setErasing(undefined)}
        />
      )}
    </div>
  );
}

export default function Retention({ query }: PageProps) {
  const text = useText(retentionTexts);
  return (
    <Guard roles={['auditor', 'administrator']}>
      {(who) => (
        <div class="stack wide">
          <Title>{text.title}</Title>
          <p>{text.lead}</p>
          {who.role === 'auditor' && <p>{text.readOnly}</p>}
          <Section title={query.get('tender') ? text.ofOne : text.list}>
            <Tenders query={query} may={who.role === 'administrator'} />
          </Section>
          <Section title={text.rules}>
            <Rules />
          </Section>
        </div>
      )}
    </Guard>
  );
}
