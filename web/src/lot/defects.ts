// Why a sealed bid counted for nothing at the opening, in words: the names of sealing/ENVELOPE.md and auction/formats/sealed.md.
import { dictionary, useText } from '../i18n/language';

export const defectTexts = dictionary(
  {
    other: (name: string) => `Tidak sah (${name})`,
    names: {
      envelope_hash_mismatch: 'Amplopnya berbeda dari yang tercatat',
      envelope_malformed: 'Amplopnya rusak',
      context_mismatch: 'Amplopnya dibuat untuk lot atau penawaran lain',
      key_commitment_mismatch: 'Kunci amplopnya berbeda dari yang tercatat',
      share_commitments_mismatch: 'Bagian kuncinya berbeda dari yang tercatat',
      not_decryptable: 'Amplopnya tidak dapat dibuka',
      content_not_decryptable: 'Isi amplopnya tidak dapat dibaca',
      content_malformed: 'Isi amplopnya bukan sebuah harga',
      amount_malformed: 'Isinya bukan sebuah jumlah',
      amount_not_positive: 'Jumlahnya tidak lebih dari nol',
      amount_fractional: 'Jumlahnya punya terlalu banyak desimal',
      amount_overflow: 'Jumlahnya terlalu besar',
      amount_off_tick: 'Jumlahnya tidak sesuai kelipatan harga',
      above_ceiling: 'Jumlahnya di atas harga tertinggi',
      evaluated_not_positive: 'Harga setelah penyesuaian tidak lebih dari nol',
    },
  },
  {
    other: (name: string) => `Not valid (${name})`,
    names: {
      envelope_hash_mismatch: 'Its envelope is not the one that was recorded',
      envelope_malformed: 'Its envelope is damaged',
      context_mismatch: 'Its envelope was made for another lot or bid',
      key_commitment_mismatch: 'The envelope’s key is not the one that was recorded',
      share_commitments_mismatch: 'The shares of its key are not those that were recorded',
      not_decryptable: 'Its envelope could not be opened',
      content_not_decryptable: 'What is in its envelope could not be read',
      content_malformed: 'There is no price in its envelope',
      amount_malformed: 'What it says is no amount',
      amount_not_positive: 'Its amount is not more than zero',
      amount_fractional: 'Its amount has too many decimals',
      amount_overflow: 'Its amount is too large',
      amount_off_tick: 'Its amount is not on a price step',
      above_ceiling: 'Its amount is above the ceiling',
      evaluated_not_positive: 'Its price after adjustment is not more than zero',
    },
  },
);

export function useDefect(): (name: string) => string {
  const text = useText(defectTexts);
  return (name) => (text.names as Record<string, string>)[name] ?? text.other(name);
}
