// What each kind of entry says, one sentence in each language. The kinds are those of tender/README.md; a test holds
// this list against it.
import { dictionary, one } from '../../i18n/language';

/** The parts of a sentence, as text in the reader's language; empty where the entry does not say it. */
export interface Facts {
  who: string;
  lot: string;
  lots: string;
  bidder: string;
  amount: string;
  business: string;
  reason: string;
  /** " until 10.00 WIB" of a clock that moved. */
  ends: string;
  from: string;
  to: string;
  length: string;
  count: number;
  rank: string;
  /** The answer where it is not "accepted". */
  refused: string;
  key: string;
  other: string;
}

const because = (reason: string): string => (reason ? ` Alasan: ${reason}` : '');
const why = (reason: string): string => (reason ? ` Reason: ${reason}` : '');

export const entryTexts = dictionary(
  {
    who: {
      clock: 'Jam platform', bidder: 'Penyedia', officer: 'Petugas pembeli', auditor: 'Auditor', administrator: 'Administrator', unknown: 'Tidak diketahui',
      account: (role: string, account: string) => `${role} (akun ${account})`,
      pseudonym: (pseudonym: string) => `Penyedia ${pseudonym}`,
    },
    basis: {
      clock: 'Menurut jadwal dan aturan yang sudah diumumkan; tidak ada orang yang memutuskan.',
      officer: 'Keputusan petugas pembeli yang diperbolehkan oleh keadaan tender saat itu.',
      bidder: 'Tindakan penyedia sendiri, ditandatangani kuncinya.',
      surrogate: 'Ditulis petugas untuk penyedia: tanpa tanda tangan penyedia, harus dinyatakan dua petugas.',
      account: 'Tindakan pemilik akun sendiri.',
      administrator: 'Tindakan administrator log menurut aturan kunci dan masa simpan.',
    },
    lot: (id: string, title: string) => (title ? `lot ${id} (${title})` : `lot ${id}`),
    until: (when: string) => ` Akhirnya menjadi ${when}.`,
    first: ' Ini harga terbaik.',
    rank: (n: string) => ` Peringkat ${n}.`,
    answer: (words: string) => ` Ditolak: ${words}.`,
    nobody: 'tanpa pemenang',
    won: (lot: string, who: string, amount: string) => `${lot}: ${who}${amount ? `, ${amount}` : ''}`,
    names: {
      'key.registered': 'Kunci didaftarkan', 'key.revoked': 'Kunci dicabut', 'tender.drafted': 'Konsep disimpan', 'tender.published': 'Tender diumumkan',
      'tender.amended': 'Adendum', 'tender.covered': 'Penyamar', 'tender.scheduled': 'Lelang dipastikan', 'tender.cancelled': 'Tender dibatalkan',
      'tender.awarded': 'Pemenang ditetapkan', 'bidder.applied': 'Permintaan ikut serta', 'bidder.named': 'Nomor peserta diberikan',
      'bidder.admitted': 'Peserta diterima', 'lot.settled': 'Pembagian dihitung', 'lot.advanced': 'Tahap berikutnya', 'offer.placed': 'Pernyataan peserta',
      'lot.opened': 'Lelang dibuka', 'lot.closed': 'Lelang ditutup', 'lot.unsealed': 'Segel dibuka', 'lot.paused': 'Lelang dijeda', 'lot.resumed': 'Lelang dilanjutkan',
      'lot.cancelled': 'Lot dibatalkan', 'lot.extended': 'Waktu ditambah', 'lot.disqualified': 'Peserta didiskualifikasi', 'lot.outage': 'Gangguan platform',
      'bid.proposed': 'Penawaran diajukan petugas', 'bid.approved': 'Penawaran petugas disetujui', 'bid.rejected': 'Penawaran petugas ditolak', 'bid.placed': 'Penawaran',
      'log.key_rotated': 'Kunci log diganti', 'log.key_compromised': 'Kunci log bocor', 'entry.erased': 'Isi catatan dihapus',
    },
    says: {
      'key.registered': (f: Facts) => `${f.who} mendaftarkan kunci ${f.key} untuk menandatangani penawaran.`,
      'key.revoked': (f: Facts) => `${f.who} mencabut kunci ${f.key}.${because(f.reason)}`,
      'tender.drafted': (f: Facts) => `${f.who} menyimpan konsep tender${f.other ? ` sebagai ganti versi ${f.other}` : ''}.`,
      'tender.published': (f: Facts) => `${f.who} mengumumkan tender dengan ${f.count} lot.`,
      'tender.amended': (f: Facts) => `${f.who} mengumumkan adendum yang mengubah ${f.count} bagian.${because(f.reason)}`,
      'tender.covered': () => 'Platform menulis catatan tanpa isi, agar dari jumlah catatan tidak terbaca berapa penawaran tersegel yang masuk.',
      'tender.scheduled': (f: Facts) => `${f.who} memastikan jadwal lelang ${f.lots}${f.from ? `, mulai ${f.from}` : ''}.`,
      'tender.cancelled': (f: Facts) => `${f.who} membatalkan tender.${because(f.reason)}`,
      'tender.awarded': (f: Facts) => `${f.who} menetapkan hasil: ${f.other}.${because(f.reason)}`,
      'bidder.applied': (f: Facts) => `${f.business || f.who} meminta ikut serta pada ${f.lots}.`,
      'bidder.named': (f: Facts) => `${f.who} memberi ${f.business} nama samaran ${f.bidder}.`,
      'bidder.admitted': (f: Facts) => `${f.who} menerima ${f.bidder} pada ${f.lots}${f.amount ? `, dengan batas harga sendiri ${f.amount}` : ''}${f.other ? ', dengan penyesuaian harga' : ''}.`,
      'lot.settled': (f: Facts) => `Pembagian pemenang ${f.lot} dihitung: ${f.count} pemenang${f.amount ? `, seluruhnya ${f.amount}` : ''}.${because(f.reason)}`,
      'lot.advanced': (f: Facts) => `Tahap berikutnya pada ${f.lot}${f.other ? `: ${f.other}` : ''}.${f.ends}`,
      'offer.placed': (f: Facts) => `${f.bidder} menyatakan pada ${f.lot}: ${f.other}.${f.refused}${f.rank}${f.ends}`,
      'lot.opened': (f: Facts) => `Lelang ${f.lot} dibuka.${f.ends}`,
      'lot.closed': (f: Facts) => `Lelang ${f.lot} ditutup.`,
      'lot.unsealed': (f: Facts) => `Segel ${f.lot} dibuka: ${f.count} penawaran, ${f.other} di antaranya tidak dihitung.${f.ends}`,
      'lot.paused': (f: Facts) => `${f.who} menjeda ${f.lot}; jamnya berhenti.${because(f.reason)}`,
      'lot.resumed': (f: Facts) => `${f.who} melanjutkan ${f.lot}.${f.ends}${because(f.reason)}`,
      'lot.cancelled': (f: Facts) => `${f.who} membatalkan ${f.lot}.${because(f.reason)}`,
      'lot.extended': (f: Facts) => `${f.who} menambah waktu ${f.lot} sebanyak ${f.length}.${f.ends}${because(f.reason)}`,
      'lot.disqualified': (f: Facts) => `${f.who} mendiskualifikasi ${f.bidder} dari ${f.lot}.${because(f.reason)}`,
      'lot.outage': (f: Facts) => `Platform tidak dapat menerima penawaran dari ${f.from} sampai ${f.to}; waktu itu diganti pada ${f.lots}.${f.ends}`,
      'bid.proposed': (f: Facts) => `${f.who} mengajukan penawaran ${f.amount || f.other} untuk ${f.bidder} pada ${f.lot}; baru berlaku bila petugas lain menyetujuinya.${because(f.reason)}`,
      'bid.approved': (f: Facts) => `${f.who} menyetujui penawaran ${f.amount || f.other} untuk ${f.bidder} pada ${f.lot}; sejak saat ini penawaran itu berlaku.${f.rank}${f.ends}`,
      'bid.rejected': (f: Facts) => `${f.who} menolak penawaran yang diajukan untuk ${f.bidder} pada ${f.lot}.${because(f.reason)}`,
      'bid.placed': (f: Facts) => `${f.bidder} menawar ${f.amount} pada ${f.lot}.${f.refused}${f.rank}${f.ends}`,
      'log.key_rotated': (f: Facts) => `${f.who} mengganti kunci log: ${f.key} diganti ${f.other}${f.to ? `; keduanya menandatangani sampai ${f.to}` : ''}.${because(f.reason)}`,
      'log.key_compromised': (f: Facts) => `${f.who} menyatakan kunci log ${f.key} bocor; tanda tangannya sejak catatan ${f.count} tidak dipercaya.${because(f.reason)}`,
      'entry.erased': (f: Facts) => `${f.who} menghapus isi ${f.count} catatan (${f.other}); tempat dan sidik jarinya tetap ada.${because(f.reason)}`,
    },
    unknown: (kind: string) => `Catatan jenis ${kind}.`,
  },
  {
    who: {
      clock: 'The platform’s clock', bidder: 'Business', officer: 'The buyer’s officer', auditor: 'Auditor', administrator: 'Administrator', unknown: 'Not known',
      account: (role: string, account: string) => `${role} (account ${account})`,
      pseudonym: (pseudonym: string) => `Bidder ${pseudonym}`,
    },
    basis: {
      clock: 'By the timetable and the rules as published; nobody decides.',
      officer: 'A decision of the buyer’s officer that the state of the tender allowed.',
      bidder: 'The bidder’s own act, signed with its key.',
      surrogate: 'Written by an officer for the bidder: without the bidder’s signature, by the word of two officers.',
      account: 'The account holder’s own act.',
      administrator: 'An act of the log’s administrator by the rules for keys and retention.',
    },
    lot: (id: string, title: string) => (title ? `lot ${id} (${title})` : `lot ${id}`),
    until: (when: string) => ` It now ends ${when}.`,
    first: ' That is the best price.',
    rank: (n: string) => ` Rank ${n}.`,
    answer: (words: string) => ` Refused: ${words}.`,
    nobody: 'no winner',
    won: (lot: string, who: string, amount: string) => `${lot}: ${who}${amount ? `, ${amount}` : ''}`,
    names: {
      'key.registered': 'Key registered', 'key.revoked': 'Key revoked', 'tender.drafted': 'Draft saved', 'tender.published': 'Tender published',
      'tender.amended': 'Addendum', 'tender.covered': 'Cover', 'tender.scheduled': 'Auction confirmed', 'tender.cancelled': 'Tender cancelled',
      'tender.awarded': 'Awarded', 'bidder.applied': 'Asked to take part', 'bidder.named': 'Pseudonym given',
      'bidder.admitted': 'Bidder admitted', 'lot.settled': 'Division computed', 'lot.advanced': 'Next stage', 'offer.placed': 'Bidder’s statement',
      'lot.opened': 'Auction opened', 'lot.closed': 'Auction closed', 'lot.unsealed': 'Seals opened', 'lot.paused': 'Auction paused', 'lot.resumed': 'Auction resumed',
      'lot.cancelled': 'Lot cancelled', 'lot.extended': 'Time added', 'lot.disqualified': 'Bidder disqualified', 'lot.outage': 'Outage of the platform',
      'bid.proposed': 'Bid entered by an officer', 'bid.approved': 'Officer’s bid approved', 'bid.rejected': 'Officer’s bid rejected', 'bid.placed': 'Bid',
      'log.key_rotated': 'Log key replaced', 'log.key_compromised': 'Log key compromised', 'entry.erased': 'Content erased',
    },
    says: {
      'key.registered': (f: Facts) => `${f.who} registers the key ${f.key} to sign bids with.`,
      'key.revoked': (f: Facts) => `${f.who} revokes the key ${f.key}.${why(f.reason)}`,
      'tender.drafted': (f: Facts) => `${f.who} saves a draft of the tender${f.other ? ` in place of version ${f.other}` : ''}.`,
      'tender.published': (f: Facts) => `${f.who} publishes the tender with ${f.count} ${one(f.count, 'lot', 'lots')}.`,
      'tender.amended': (f: Facts) => `${f.who} publishes an addendum that changes ${f.count} ${one(f.count, 'field', 'fields')}.${why(f.reason)}`,
      'tender.covered': () => 'The platform writes an entry without content, so that the number of entries does not tell how many sealed bids came in.',
      'tender.scheduled': (f: Facts) => `${f.who} confirms the auction of ${f.lots}${f.from ? `, from ${f.from}` : ''}.`,
      'tender.cancelled': (f: Facts) => `${f.who} cancels the tender.${why(f.reason)}`,
      'tender.awarded': (f: Facts) => `${f.who} awards: ${f.other}.${why(f.reason)}`,
      'bidder.applied': (f: Facts) => `${f.business || f.who} asks to take part in ${f.lots}.`,
      'bidder.named': (f: Facts) => `${f.who} gives ${f.business} the pseudonym ${f.bidder}.`,
      'bidder.admitted': (f: Facts) => `${f.who} admits ${f.bidder} to ${f.lots}${f.amount ? `, with a ceiling of its own of ${f.amount}` : ''}${f.other ? ', with an adjusted price' : ''}.`,
      'lot.settled': (f: Facts) => `The winners of ${f.lot} are computed: ${f.count} ${one(f.count, 'winner', 'winners')}${f.amount ? `, ${f.amount} in all` : ''}.${why(f.reason)}`,
      'lot.advanced': (f: Facts) => `The next stage of ${f.lot}${f.other ? `: ${f.other}` : ''}.${f.ends}`,
      'offer.placed': (f: Facts) => `${f.bidder} states for ${f.lot}: ${f.other}.${f.refused}${f.rank}${f.ends}`,
      'lot.opened': (f: Facts) => `The auction of ${f.lot} opens.${f.ends}`,
      'lot.closed': (f: Facts) => `The auction of ${f.lot} closes.`,
      'lot.unsealed': (f: Facts) => `The seals of ${f.lot} are opened: ${f.count} ${one(f.count, 'bid', 'bids')}, of which ${f.other} ${f.other === '1' ? 'does' : 'do'} not count.${f.ends}`,
      'lot.paused': (f: Facts) => `${f.who} pauses ${f.lot}; its clock stops.${why(f.reason)}`,
      'lot.resumed': (f: Facts) => `${f.who} resumes ${f.lot}.${f.ends}${why(f.reason)}`,
      'lot.cancelled': (f: Facts) => `${f.who} cancels ${f.lot}.${why(f.reason)}`,
      'lot.extended': (f: Facts) => `${f.who} adds ${f.length} to ${f.lot}.${f.ends}${why(f.reason)}`,
      'lot.disqualified': (f: Facts) => `${f.who} disqualifies ${f.bidder} from ${f.lot}.${why(f.reason)}`,
      'lot.outage': (f: Facts) => `The platform could not take bids from ${f.from} to ${f.to}; that time is given back to ${f.lots}.${f.ends}`,
      'bid.proposed': (f: Facts) => `${f.who} enters a bid of ${f.amount || f.other} for ${f.bidder} on ${f.lot}; it counts once another officer approves.${why(f.reason)}`,
      'bid.approved': (f: Facts) => `${f.who} approves the bid of ${f.amount || f.other} for ${f.bidder} on ${f.lot}; from now on it counts.${f.rank}${f.ends}`,
      'bid.rejected': (f: Facts) => `${f.who} rejects the bid entered for ${f.bidder} on ${f.lot}.${why(f.reason)}`,
      'bid.placed': (f: Facts) => `${f.bidder} bids ${f.amount} on ${f.lot}.${f.refused}${f.rank}${f.ends}`,
      'log.key_rotated': (f: Facts) => `${f.who} replaces the log’s key: ${f.other} takes the place of ${f.key}${f.to ? `; both sign until ${f.to}` : ''}.${why(f.reason)}`,
      'log.key_compromised': (f: Facts) => `${f.who} declares the log’s key ${f.key} compromised; what it signed from entry ${f.count} on is not to be trusted.${why(f.reason)}`,
      'entry.erased': (f: Facts) => `${f.who} erases the content of ${f.count} ${one(f.count, 'entry', 'entries')} (${f.other}); their place and fingerprint remain.${why(f.reason)}`,
    },
    unknown: (kind: string) => `An entry of the kind ${kind}.`,
  },
);

export type EntryKind = keyof (typeof entryTexts)['en']['says'];
export const entryKinds = Object.keys(entryTexts.en.says) as EntryKind[];
