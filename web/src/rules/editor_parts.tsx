import { useFormat } from '../i18n/format';
import { dictionary, useText } from '../i18n/language';
import { IntegerAt, useEditing } from '../pages/officer/editor/fields';
import { at } from '../pages/officer/editor/model';

const texts = dictionary({ seconds: 'detik', asTime: (length: string) => `= ${length}` }, { seconds: 'seconds', asTime: (length: string) => `= ${length}` });

/** A length of time in seconds, said in minutes and hours beside it. */
export function Seconds({ pointer, label, hint }: { pointer: string; label: string; hint?: string }) {
  const text = useText(texts);
  const format = useFormat();
  const { document } = useEditing();
  const value = at(document, pointer);
  const length = typeof value === 'number' && value >= 60 ? ` ${text.asTime(format.duration(value))}` : '';
  return <IntegerAt pointer={pointer} label={label} hint={hint} suffix={`${text.seconds}${length}`} />;
}
