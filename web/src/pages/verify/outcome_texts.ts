import { dictionary, one } from '../../i18n/language';

export const outcomeTexts = dictionary(
  {
    checkedAt: 'Diperiksa pada',
    fileHash: 'SHA-256 berkas',
    receipt: 'Tanda terima',
    holds: {
      receipt: 'Tanda terima ini benar: catatan ini ada dalam buku besar, persis seperti tertulis.',
      bundle: 'Semua cocok: catatan ini utuh, berurutan, dan tidak diubah.',
    },
    wrong: 'Ada yang tidak cocok',
    ownWord: 'Kunci yang dipakai berasal dari berkas itu sendiri. Bandingkan dengan kunci yang Anda dapat dari tempat lain.',
    decisions: {
      taken: (count: string) => `Diambil ulang di peramban ini, dengan hasil yang sama: ${count} keputusan. Aturannya dihitung oleh kode yang sama dengan kode platform; rantai, pohon dan tanda tangan diperiksa oleh kode lain.`,
      undecided: (tender: string, count: string, from: string) => `Tender ${tender}: ${count} keputusan setelah catatan ${from} tidak diambil ulang, karena bergantung pada catatan yang isinya tidak dibuka.`,
      unavailable: 'Keputusan tidak diambil ulang di peramban ini: WebAssembly tidak ada atau tidak dapat dimuat. Program terang-verify mengambil ulang semuanya dari bundel ini.',
      before: (tender: string, count: string, from: string) => `${tender === '' ? 'Di luar tender' : `Tender ${tender}`}: ${count} keputusan mulai catatan ${from} tidak diambil ulang, karena bergantung pada catatan sebelum rentang ini.`,
      broken: 'Kesalahan pada program kami, bukan pada berkas Anda: keputusan tidak selesai diambil ulang.',
    },
    withheld: (count: string) => `${count} catatan tidak disertai isinya, karena belum dibuka atau sudah dihapus. Tempatnya dalam buku besar tetap terbukti.`,
    unchecked: (count: string) => `${count} tanda tangan tidak dapat diperiksa, karena pendaftaran kuncinya tidak ada dalam berkas ini.`,
    surrogates: (count: string) => `${count} penawaran dicatat petugas untuk penyedia: tanpa tanda tangan penyedia, tetapi dua petugas berbeda yang menyatakannya.`,
    states: { waiting: 'menunggu', running: 'berjalan', passed: 'cocok', failed: 'tidak cocok' },
    counted: (count: string, what: string) => `${count} ${what}`,
    ms: (value: string) => `${value} md`,
    facts: 'Rincian',
    log: 'Log',
    size: 'Jumlah catatan saat ditandatangani',
    vkey: 'Kunci',
    tender: 'Tender',
    entries: 'Catatan yang diperiksa',
    bids: 'Penawaran',
    recorded: 'Yang tercatat',
    entry: 'Nomor catatan',
    at: 'Waktu',
    kind: 'Jenis',
    lot: 'Lot',
    amount: 'Jumlah',
    verdict: 'Jawaban',
    bidder: 'Penyedia',
    raw: 'Seluruh isi catatan',
    foundEntry: 'Catatan',
    field: 'Bagian',
    expected: 'Seharusnya',
    found: 'Ternyata',
    whole: 'seluruh berkas',
    meanings: {
      format: 'Berkas ini rusak atau terpotong. Minta lagi dari sumbernya.',
      key: 'Berkas ini tidak ditandatangani oleh kunci yang Anda percayai. Jangan mengandalkannya sebelum Anda tahu sebabnya.',
      log: 'Isi berkas ini bukan yang ditandatangani log. Ada yang mengubah, menghapus, atau menukar catatan setelah ditandatangani.',
      decision: 'Keputusan ini bukan hasil aturan yang diumumkan atas catatan-catatan sebelumnya. Mungkin catatan itu diubah, atau keputusannya keliru.',
      surrogate: 'Penawaran ini dicatat petugas untuk penyedia, tetapi tidak dinyatakan oleh dua petugas berbeda dari pembeli yang sama.',
      voucher: 'Kebijakan saksi atau stempel waktu yang dibawa berkas ini bukan untuk pernyataan log ini, atau rusak. Jangan mengandalkannya.',
      signature: 'Catatan ini memuat tanda tangan yang bukan milik kunci yang disebut. Penawaran itu tidak terbukti berasal dari pemiliknya.',
    },
    bundle: 'Bundel',
  },
  {
    checkedAt: 'Checked at',
    fileHash: 'SHA-256 of the file',
    receipt: 'Receipt',
    holds: {
      receipt: 'This receipt is right: the entry stands in the ledger, exactly as written.',
      bundle: 'Everything fits: this record is whole, in order and unaltered.',
    },
    wrong: 'Something does not fit',
    ownWord: 'The key that was used comes from the file itself. Compare it with one that you got elsewhere.',
    decisions: {
      taken: (count: string) => `Taken again in this browser, with the same result: ${count} ${one(Number(count.replace(/\D/g, '')), 'decision', 'decisions')}. The rules are computed by the same code as the platform’s; chain, tree and signatures are checked by other code.`,
      undecided: (tender: string, count: string, from: string) => `Tender ${tender}: ${count} ${one(Number(count.replace(/\D/g, '')), 'decision', 'decisions')} after entry ${from} ${one(Number(count.replace(/\D/g, '')), 'was', 'were')} not taken again, because entries are withheld that they may depend on.`,
      unavailable: 'Decisions were not taken again in this browser: WebAssembly is missing or could not be loaded. The program terang-verify takes all of them again from this bundle.',
      before: (tender: string, count: string, from: string) => `${tender === '' ? 'Of no tender' : `Tender ${tender}`}: ${count} ${one(Number(count.replace(/\D/g, '')), 'decision', 'decisions')} from entry ${from} on ${one(Number(count.replace(/\D/g, '')), 'was', 'were')} not taken again, because what they may depend on stands before this range.`,
      broken: 'An error of our own program, not of your file: the decisions could not all be taken again.',
    },
    withheld: (count: string) => `${count} ${one(Number(count.replace(/\D/g, '')), 'entry comes', 'entries come')} without content, not disclosed yet or erased. Their place in the ledger is proved all the same.`,
    unchecked: (count: string) => `${count} ${one(Number(count.replace(/\D/g, '')), 'signature', 'signatures')} could not be checked, because the registration of the key is not in this file.`,
    surrogates: (count: string) => `${count} bids were entered by officers for a bidder: without the bidder’s signature, by the word of two different officers.`,
    states: { waiting: 'waiting', running: 'running', passed: 'fits', failed: 'does not fit' },
    counted: (count: string, what: string) => `${count} ${what}`,
    ms: (value: string) => `${value} ms`,
    facts: 'Details',
    log: 'Log',
    size: 'Entries when it was signed',
    vkey: 'Key',
    tender: 'Tender',
    entries: 'Entries checked',
    bids: 'Bids',
    recorded: 'What is recorded',
    entry: 'Entry',
    at: 'Time',
    kind: 'Kind',
    lot: 'Lot',
    amount: 'Amount',
    verdict: 'Answer',
    bidder: 'Bidder',
    raw: 'The whole content of the entry',
    foundEntry: 'Entry',
    field: 'Field',
    expected: 'Should be',
    found: 'Is',
    whole: 'the whole file',
    meanings: {
      format: 'This file is damaged or cut short. Get it again from its source.',
      key: 'This file is not signed by the key that you trust. Do not rely on it before you know why.',
      log: 'What this file holds is not what the log signed. Something was altered, removed or swapped after it was signed.',
      decision: 'This decision is not what the published rules give from the entries before it. Those were altered, or the decision was wrong.',
      surrogate: 'Officers entered this bid for a bidder, but it does not stand by two different officers of the same buyer.',
      voucher: 'The witness policy or the time stamp that the file brings is not over this log’s statement, or is damaged. Do not rely on it.',
      signature: 'This entry carries a signature that is not of the key it names. It is not proved that the bid came from the key’s owner.',
    },
    bundle: 'Bundle',
  },
);

const formatChecks = ['bundle_malformed', 'bundle_truncated', 'proof_malformed', 'receipt_malformed'];
const keyChecks = ['vkey_mismatch', 'vkey_unknown', 'vkey_compromised', 'vkey_retired', 'rotation_broken', 'rotation_signature_invalid', 'vkey_malformed', 'vkey_unsupported', 'note_malformed', 'note_unsigned', 'note_signature_invalid', 'checkpoint_malformed', 'checkpoint_foreign_origin'];
const signatureChecks = ['signature_invalid', 'key_mismatch', 'key_malformed', 'key_unknown'];

export function meaningOf(check: string): 'decision' | 'format' | 'key' | 'signature' | 'surrogate' | 'voucher' | 'log' {
  if (/^(timestamp_|policy_|cosignature_)|^checkpoint_foreign$/.test(check)) return 'voucher';
  if (check.startsWith('surrogate_')) return 'surrogate';
  if (check === 'replay_mismatch') return 'decision';
  if (formatChecks.includes(check)) return 'format';
  if (keyChecks.includes(check)) return 'key';
  return signatureChecks.includes(check) ? 'signature' : 'log';
}
