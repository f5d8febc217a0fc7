// Says that officers entered a bid for the bidder; nothing of a bid of his own.
import { dictionary, useText } from '../i18n/language';
import { Pill } from '../parts/pill/pill';

export const surrogateTexts = dictionary({ mark: 'dicatat petugas' }, { mark: 'entered by officers' });

export function SurrogateMark({ of }: { of: { surrogate?: boolean | undefined } }) {
  const text = useText(surrogateTexts);
  return of.surrogate ? <Pill kind="info">{text.mark}</Pill> : null;
}
