import { useEffect, useState } from 'preact/hooks';
import { api, ApiProblem } from '../../../api/client';
import type { components } from '../../../api/types.gen';
import type { TenderView } from '../../../api/views';
import { dictionary, useText } from '../../../i18n/language';
import { Button, Buttons } from '../../../parts/button/button';
import { ErrorSummary } from '../../../parts/error_summary/error_summary';
import { Section } from '../../../parts/headings/headings';
import { Loading } from '../../../parts/loading/loading';
import { Notice } from '../../../parts/notice/notice';
import { navigate } from '../../../router';
import { Problem } from '../../../parts/problem/problem';
import { ReasonDialog } from '../../account/reason_dialog';
import { useRefusals } from '../refusals';
import { useEditing } from './fields';
import { cleaned, type Step, stepOf } from './model';
import { Preview } from './preview';
import { type Place, usePlaceName, useProblemName } from './problems';

const texts = dictionary(
  {
    check: 'Periksa lagi',
    checking: 'Memeriksa dokumen…',
    good: 'Dokumen lengkap dan dapat diumumkan',
    goodHelp: 'Lihat dahulu bagaimana publik akan membacanya, dan coba lelangnya dengan penawaran rekaan.',
    rehearse: 'Coba lelangnya',
    publish: 'Umumkan tender',
    publishTitle: 'Umumkan tender ini?',
    publishEffect: 'Tender tercatat di buku besar dan langsung dapat dibaca semua orang. Setelah itu hanya adendum yang dapat mengubahnya; harga batas rahasia dan susunan lot tidak dapat diubah lagi.',
    publishDo: 'Umumkan',
    preview: 'Beginilah publik membacanya',
    where: (step: string, what: string) => `${step}: ${what}`,
    saveFirst: 'Perubahan disimpan dahulu sebelum diumumkan.',
  },
  {
    check: 'Check again',
    checking: 'Checking the document…',
    good: 'The document is complete and can be published',
    goodHelp: 'First see how the public will read it, and rehearse its auction with invented bids.',
    rehearse: 'Rehearse the auction',
    publish: 'Publish tender',
    publishTitle: 'Publish this tender?',
    publishEffect: 'It enters the ledger and everybody can read it at once. From then on only an addendum can change it; the secret reserve and the set of lots can never be changed.',
    publishDo: 'Publish',
    preview: 'This is how the public reads it',
    where: (step: string, what: string) => `${step}: ${what}`,
    saveFirst: 'Changes are saved before publishing.',
  },
);

export interface CheckStepProps {
  id: string;
  dirty: boolean;
  saving: boolean;
  save: () => Promise<boolean>;
  problems: Place[];
  setProblems: (problems: Place[]) => void;
  nameOf: (step: Step) => string;
  go: (pointer: string) => void;
}

export function CheckStep({ id, dirty, saving, save, problems, setProblems, nameOf, go }: CheckStepProps) {
  const text = useText(texts);
  const say = useProblemName();
  const place = usePlaceName();
  const refusals = useRefusals();
  const { document } = useEditing();
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<'checking' | 'checked'>('checking');
  const [problem, setProblem] = useState<unknown>();
  const [view, setView] = useState<TenderView | undefined>();
  const [publishing, setPublishing] = useState(false);
  const [published, setPublished] = useState(false);

  const check = async (): Promise<void> => {
    setState('checking');
    setProblem(undefined);
    try {
      const body = cleaned(document) as unknown as components['schemas']['Document'];
      const answer = (await api.post('/api/v1/tenders/{tender}/preview', { path: { tender: id }, body })) as unknown as { tender?: TenderView; problems?: Place[] };
      setProblems(answer.problems ?? []);
      setView(answer.tender);
    } catch (refusal) {
      if (refusal instanceof ApiProblem && refusal.problems.length > 0) {
        setProblems(refusal.problems);
        setView(undefined);
      } else setProblem(refusal);
    }
    setState('checked');
    setAttempt((n) => n + 1);
  };
  useEffect(() => void check(), []);

  if (state === 'checking') return <Loading>{text.checking}</Loading>;
  return (
    <>
      <ErrorSummary
        attempt={attempt}
        errors={problems.map(({ path, name }) => ({
          message: (
            <a
              href={`?step=${stepOf(path)}`}
              onClick={(event) => {
                event.preventDefault();
                event.stopPropagation();
                go(path);
              }}
            >
              {text.where([nameOf(stepOf(path)), place(path)].filter(Boolean).join(', '), say(name))}
            </a>
          ),
        }))}
      />
      {problem !== undefined && <Problem problem={problem} own={refusals} retry={() => void check()} />}
      {problem === undefined && problems.length === 0 && (
        <Notice kind="good" title={text.good}>
          <p>{text.goodHelp}</p>
          {dirty && <p>{text.saveFirst}</p>}
          <Buttons>
            <Button href={`/manage/${id}/rehearse`}>{text.rehearse}</Button>
            <Button kind="primary" busy={saving} onClick={() => void (dirty ? save().then((done) => done && setPublishing(true)) : setPublishing(true))}>
              {text.publish}
            </Button>
          </Buttons>
        </Notice>
      )}
      {problems.length > 0 && (
        <Buttons>
          <Button onClick={() => void check()}>{text.check}</Button>
        </Buttons>
      )}
      {view && problems.length === 0 && (
        <Section title={text.preview}>
          <Preview view={view} />
        </Section>
      )}
      {publishing && (
        <ReasonDialog
          title={text.publishTitle}
          action={text.publishDo}
          reason={false}
          refusals={refusals}
          onClose={() => {
            setPublishing(false);
            if (published) navigate(`/manage/${id}`);
          }}
          onSend={async () => {
            try {
              return await api.post('/api/v1/tenders/{tender}/publish', { path: { tender: id } });
            } catch (refusal) {
              if (refusal instanceof ApiProblem && refusal.problems.length > 0) setProblems(refusal.problems);
              throw refusal;
            }
          }}
          onDone={() => setPublished(true)}
        >
          <p>
            <strong>{document.title}</strong>
          </p>
          <p>{text.publishEffect}</p>
        </ReasonDialog>
      )}
    </>
  );
}
