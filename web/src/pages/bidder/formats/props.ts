import type { LotView, OwnLine, Rules } from '../../../api/views';
import type { OfferContent } from '../../../bid/sign';

/** What a format's own part of a bidder's page needs. */
export interface FormatDeskProps {
  view: LotView;
  own: OwnLine;
  rules: Rules;
  zone: string;
  connected: boolean;
  /** This browser can sign, and the bidder is not disqualified. */
  ready: boolean;
  /** Something of one's own is on its way for this lot. */
  waiting: boolean;
  /** Under this name the browser keeps what is being written for this lot. */
  memory: string;
  sendAmount: (amount: string, confirm?: boolean) => Promise<void>;
  /** `sealed`: a bid's number that its envelope is bound to, and the envelope's octets in base64. */
  sendOffer: (content: OfferContent, sealed?: { bid: string; envelope: string }) => Promise<void>;
}
