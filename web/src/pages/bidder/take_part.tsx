import './bidder.css';
import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { TenderView } from '../../api/views';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { Button, Buttons } from '../../parts/button/button';
import { ErrorSummary } from '../../parts/error_summary/error_summary';
import { CheckField } from '../../parts/field/more_fields';
import { Title } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { Notice } from '../../parts/notice/notice';
import { Time } from '../../parts/time/time';
import type { PageProps } from '../../router';
import { Guard } from '../account/guard';
import { Problem } from '../../parts/problem/problem';
import { useLoad } from '../../lib/use_load';

const texts = dictionary(
  {
    title: 'Minta ikut serta',
    intro: (name: string) => `${name} meminta ikut dalam lelang. Petugas memeriksa lalu menerima perusahaan Anda untuk lot yang dipilih.`,
    secret: 'Petugas mengetahui nama perusahaan Anda. Penyedia lain dan masyarakat hanya melihat nama samaran sampai pemenang ditetapkan.',
    starts: 'Lelang mulai',
    lots: 'Lot yang ingin Anda ikuti',
    estimate: (amount: string) => `Perkiraan ${amount}`,
    noLots: 'Pilih sedikitnya satu lot.',
    send: 'Kirim permintaan',
    done: 'Permintaan tercatat',
    doneHelp: (seq: string) => `Nomor ${seq} di buku besar. Setelah petugas menerima, tender ini muncul di meja kerja Anda dan Anda dapat menawar.`,
    desk: 'Ke meja kerja',
    tender: 'Halaman tender',
    already: 'Anda sudah diterima untuk lot di tender ini.',
    toBid: 'Ke halaman lelang',
    late: 'Tender ini tidak lagi menerima permintaan ikut serta.',
    refusals: {
      already_applied: 'Perusahaan Anda sudah meminta ikut untuk lot itu. Tunggu keputusan petugas.',
      already_admitted: 'Perusahaan Anda sudah diterima untuk lot itu.',
      wrong_state: 'Tender ini tidak lagi menerima permintaan ikut serta.',
      no_lots: 'Pilih sedikitnya satu lot.',
    },
  },
  {
    title: 'Ask to take part',
    intro: (name: string) => `${name} asks to take part in the auction. The officer checks and admits your business to the lots you choose.`,
    secret: 'The officer knows your business’s name. Other businesses and the public see only a pseudonym until the award.',
    starts: 'The auction starts',
    lots: 'Lots you want to take part in',
    estimate: (amount: string) => `Estimate ${amount}`,
    noLots: 'Choose at least one lot.',
    send: 'Send request',
    done: 'Request recorded',
    doneHelp: (seq: string) => `Entry ${seq} in the ledger. Once the officer admits you, this tender is on your desk and you can bid.`,
    desk: 'Go to the desk',
    tender: 'Tender page',
    already: 'You are already admitted to lots of this tender.',
    toBid: 'Go to the auction',
    late: 'This tender takes no more requests.',
    refusals: {
      already_applied: 'Your business has asked for that lot before. Wait for the officer’s decision.',
      already_admitted: 'Your business is already admitted to that lot.',
      wrong_state: 'This tender takes no more requests.',
      no_lots: 'Choose at least one lot.',
    },
  },
);

function Form({ id, business }: { id: string; business: string }) {
  const text = useText(texts);
  const format = useFormat();
  const load = useLoad((signal) => api.get('/api/v1/tenders/{tender}', { path: { tender: id }, signal }), [id]);
  const [chosen, setChosen] = useState<string[] | undefined>();
  const [attempt, setAttempt] = useState(0);
  const [missing, setMissing] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [seq, setSeq] = useState<number | undefined>();
  if (!load.value) return load.problem !== undefined ? <Problem problem={load.problem} retry={load.again} /> : <Loading />;
  const tender = load.value.tender as unknown as TenderView;
  const mine = new Set((load.value.lots ?? []).filter(({ you }) => you).map(({ lot }) => lot));
  const open = tender.lots.filter(({ lot, phase }) => !mine.has(lot) && phase === 'scheduled');
  const picked = chosen ?? (open.length === 1 ? [open[0]!.lot] : []);
  const takes = tender.state === 'published' || tender.state === 'scheduled';

  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    setAttempt((n) => n + 1);
    setMissing(picked.length === 0);
    if (picked.length === 0 || busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const answer = await api.post('/api/v1/tenders/{tender}/participation', { path: { tender: id }, body: { lots: picked } });
      setSeq(answer.seq);
    } catch (refusal) {
      setProblem(refusal);
    }
    setBusy(false);
  };

  return (
    <div class="stack wide narrow-page">
      <Title caption={<a href={`/tender/${id}`}>{tender.document.title}</a>}>{text.title}</Title>
      {seq !== undefined ? (
        <Notice kind="good" title={text.done} live="status">
          <p>{text.doneHelp(String(seq))}</p>
          <Buttons>
            <Button kind="primary" href="/desk">
              {text.desk}
            </Button>
            <Button href={`/tender/${id}`}>{text.tender}</Button>
          </Buttons>
        </Notice>
      ) : (
        <>
          {mine.size > 0 && (
            <Notice>
              <p>{text.already}</p>
              <Buttons>
                <Button href={`/tender/${id}/bid`}>{text.toBid}</Button>
              </Buttons>
            </Notice>
          )}
          {(!takes || open.length === 0) && mine.size === 0 && <Notice kind="warning"><p>{text.late}</p></Notice>}
          {takes && open.length > 0 && (
            <form class="stack wide" noValidate onSubmit={(event) => void send(event)}>
              <ErrorSummary errors={missing ? [{ field: `lot-${open[0]!.lot}`, message: text.noLots }] : []} attempt={attempt} />
              {problem !== undefined && <Problem problem={problem} own={text.refusals} />}
              <p>{text.intro(business)}</p>
              <p class="quiet">{text.secret}</p>
              <p>
                {text.starts} <Time at={tender.schedule.auction_starts_at} zone={tender.document.time_zone} relative />
              </p>
              <fieldset class="field">
                <legend class="field-label">{text.lots}</legend>
                {open.map(({ lot, title, estimate }) => (
                  <CheckField
                    key={lot}
                    id={`lot-${lot}`}
                    label={`${lot}. ${title}`}
                    hint={estimate === null ? undefined : text.estimate(format.money(estimate, tender.document.currency))}
                    checked={picked.includes(lot)}
                    onChange={(on) => setChosen(on ? [...picked, lot] : picked.filter((other) => other !== lot))}
                  />
                ))}
              </fieldset>
              <Buttons>
                <Button kind="primary" type="submit" busy={busy}>
                  {text.send}
                </Button>
              </Buttons>
            </form>
          )}
        </>
      )}
    </div>
  );
}

export default function TakePart({ params }: PageProps) {
  return <Guard roles={['bidder']}>{(who) => <Form id={params.id!} business={who.business?.name ?? who.name} />}</Guard>;
}
