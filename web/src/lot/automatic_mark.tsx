// Says that a floor made a bid for its bidder; nothing of a bid that somebody made.
import { dictionary, useText } from '../i18n/language';
import { Pill } from '../parts/pill/pill';

const texts = dictionary(
  { own: 'dibuat oleh batas Anda', mark: 'dibuat oleh batas penawarnya' },
  { own: 'made by your floor', mark: 'made by the bidder’s floor' },
);

/** `own`: to its bidder. */
export function AutomaticMark({ of, own = false }: { of: { automatic?: boolean | undefined }; own?: boolean }) {
  const text = useText(texts);
  return of.automatic ? <Pill kind="neutral">{own ? text.own : text.mark}</Pill> : null;
}
