// Says on every page of a practice tender that nothing of it is meant.
import { dictionary, useText } from '../i18n/language';
import { Notice } from '../parts/notice/notice';

const texts = dictionary(
  { title: 'Latihan', text: 'Ini tender latihan: tidak ada yang dibeli, dan pemenangnya tidak pernah ditetapkan.' },
  { title: 'Practice', text: 'This is a practice tender: nothing is bought, and it is never awarded.' },
);

export function PracticeNotice({ of }: { of: { practice?: boolean | undefined } }) {
  const text = useText(texts);
  return of.practice ? <Notice kind="warning" title={text.title}><p>{text.text}</p></Notice> : null;
}
