// The words of a printed report, in both languages. Neither is a translation of the other's idiom.
#pragma once

#include <array>
#include <string_view>

namespace terang::ledger {

struct ReportWords {
  std::string_view language, title, holds, holds_not, unread, lead, made_at, program, asked_key, no_key, results;
  std::string_view what, count, outcome;
  // outcomes
  std::string_view fits, until_finding, not_asked, partly, own_word, none_needed;
  // rows
  std::string_view entries, checkpoint, tree, witnesses, earlier, signatures, signatures_unchecked, surrogates, opened, decisions, withheld, erased,
      documents, timestamps, seal, fresh;
  // facts
  std::string_view of_tender, of_range, log_name, log_size, log_root, signed_by_log, sealed_octets, bids, tenders;
  // why decisions were not taken again
  std::string_view not_replayed, undecided_of, undecided_of_none, undecided_after, undecided_before, undecided_withheld, and_more;
  // the finding
  std::string_view finding, entry, tender, check, field, expected, found, means, whole, nothing;
  // the signature
  std::string_view signature, is_signed, not_signed, signer, signature_octets, report_hash, by_hand;
  char thousands;
};

struct Meaning {
  std::string_view check, id, en;
};

inline constexpr ReportWords kIndonesian = {
    .language = "id",
    .title = "Laporan pemeriksaan buku besar",
    .holds = "Semua yang diperiksa cocok.",
    .holds_not = "Ada yang tidak cocok.",
    .unread = "Tidak dapat diperiksa.",
    .lead = "Dihitung oleh terang-verify dari berkas atau log yang disebut di bawah, tanpa bantuan server yang membuatnya.",
    .made_at = "Diperiksa pada",
    .program = "Program (SHA-256 berkasnya)",
    .asked_key = "Kunci log yang dipercaya pemeriksa",
    .no_key = "tidak diberikan",
    .results = "Hasil",
    .what = "Yang diperiksa",
    .count = "Banyaknya",
    .outcome = "Hasil",
    .fits = "cocok",
    .until_finding = "diperiksa sampai temuan di atas",
    .not_asked = "tidak diperiksa: tidak diminta",
    .partly = "sebagian; lihat keterangan",
    .own_word = "cocok, tetapi kuncinya dari berkas itu sendiri: bandingkan dengan yang Anda dapat dari tempat lain",
    .none_needed = "diketahui",
    .entries = "Catatan: rantai, isi yang dikunci, urutan setiap tender",
    .checkpoint = "Tanda tangan log atas pernyataannya",
    .tree = "Pohon Merkle yang ditandatangani",
    .witnesses = "Saksi yang ikut menandatangani",
    .earlier = "Pernyataan log dari hari sebelumnya",
    .signatures = "Tanda tangan penyedia",
    .signatures_unchecked = "Tanda tangan oleh kunci yang tidak ada dalam berkas",
    .surrogates = "Penawaran yang dicatat dua petugas",
    .opened = "Penawaran tertutup yang dibuka kembali",
    .decisions = "Keputusan yang diambil ulang menurut aturan",
    .withheld = "Catatan yang isinya tidak disertakan",
    .erased = "Catatan yang isinya sudah dihapus, seperti dinyatakan catatan lain",
    .documents = "Dokumen",
    .timestamps = "Stempel waktu (RFC 3161)",
    .seal = "Segel log atas seluruh berkas",
    .fresh = "Catatan baru sejak kunjungan terakhir, tumbuh dari yang sudah dilihat",
    .of_tender = "Tender",
    .of_range = "Rentang catatan",
    .log_name = "Log",
    .log_size = "Jumlah catatan saat ditandatangani",
    .log_root = "Akar pohon",
    .signed_by_log = "Ditandatangani kunci",
    .sealed_octets = "SHA-256 isi berkas di atas segel",
    .bids = "Penawaran",
    .tenders = "Tender",
    .not_replayed = "Keputusan tidak diambil ulang.",
    .undecided_of = "Dari tender",
    .undecided_of_none = "Di luar tender",
    .undecided_after = "keputusan tidak diambil ulang, karena mungkin bergantung pada isi yang tidak disertakan sejak catatan",
    .undecided_before = "keputusan tidak diambil ulang, karena yang mungkin menjadi dasarnya ada sebelum rentang ini; mulai catatan",
    .undecided_withheld = "Catatan tanpa isi:",
    .and_more = "dan lainnya:",
    .finding = "Temuan pertama",
    .entry = "Catatan",
    .tender = "Tender",
    .check = "Pemeriksaan",
    .field = "Bagian",
    .expected = "Seharusnya",
    .found = "Ternyata",
    .means = "Artinya",
    .whole = "seluruhnya",
    .nothing = "tidak ada",
    .signature = "Tanda tangan laporan ini",
    .is_signed = "Berkas laporan (JSON) ditandatangani pemeriksa dengan Ed25519.",
    .not_signed = "Laporan ini tidak ditandatangani: ia hanya dapat dipercaya sejauh cara ia sampai kepada Anda.",
    .signer = "Kunci pemeriksa",
    .signature_octets = "Tanda tangan",
    .report_hash = "SHA-256 berkas laporan",
    .by_hand = "Cara memeriksanya dengan openssl ada di ledger/VERIFY.md.",
    .thousands = '.',
};

inline constexpr ReportWords kEnglish = {
    .language = "en",
    .title = "Report on a check of the ledger",
    .holds = "All that was checked holds.",
    .holds_not = "Something does not hold.",
    .unread = "It could not be checked.",
    .lead = "Computed by terang-verify from the file or log named below, without the help of the server that made it.",
    .made_at = "Checked at",
    .program = "Program (SHA-256 of its file)",
    .asked_key = "The log's key that the checker trusts",
    .no_key = "none was given",
    .results = "Results",
    .what = "What was checked",
    .count = "How many",
    .outcome = "Outcome",
    .fits = "holds",
    .until_finding = "checked up to the finding above",
    .not_asked = "not checked: not asked for",
    .partly = "in part; see the note",
    .own_word = "holds, but by the file's own key: compare it with one that you got elsewhere",
    .none_needed = "told",
    .entries = "Entries: chain, commitments, each tender's sequence",
    .checkpoint = "The log's signature under its checkpoint",
    .tree = "The Merkle tree that was signed",
    .witnesses = "Witnesses that cosigned",
    .earlier = "The log's checkpoint of an earlier day",
    .signatures = "Bidders' signatures",
    .signatures_unchecked = "Signatures by keys that are not in the file",
    .surrogates = "Bids entered by two officers",
    .opened = "Sealed bids opened again",
    .decisions = "Decisions taken again from the rules",
    .withheld = "Entries that come without their content",
    .erased = "Entries whose content was erased, as another entry says",
    .documents = "Documents",
    .timestamps = "Time stamps (RFC 3161)",
    .seal = "The log's seal over the whole file",
    .fresh = "New entries since the last visit, grown from what was seen",
    .of_tender = "Tender",
    .of_range = "Range of entries",
    .log_name = "Log",
    .log_size = "Entries when it was signed",
    .log_root = "Root of the tree",
    .signed_by_log = "Signed by the key",
    .sealed_octets = "SHA-256 of the file above its seal",
    .bids = "Bids",
    .tenders = "Tenders",
    .not_replayed = "Decisions were not taken again.",
    .undecided_of = "Of tender",
    .undecided_of_none = "Of no tender",
    .undecided_after = "decisions were not taken again, because they may depend on content that is withheld from this entry on:",
    .undecided_before = "decisions were not taken again, because what they may depend on stands before the range; from entry",
    .undecided_withheld = "Entries without content:",
    .and_more = "and more:",
    .finding = "First finding",
    .entry = "Entry",
    .tender = "Tender",
    .check = "Check",
    .field = "Field",
    .expected = "Expected",
    .found = "Found",
    .means = "What it means",
    .whole = "the whole",
    .nothing = "nothing",
    .signature = "This report's signature",
    .is_signed = "The report's file (JSON) is signed by the checker with Ed25519.",
    .not_signed = "This report is not signed: it can be trusted only as far as the way by which it reached you.",
    .signer = "The checker's key",
    .signature_octets = "Signature",
    .report_hash = "SHA-256 of the report's file",
    .by_hand = "How to check it with openssl stands in ledger/VERIFY.md.",
    .thousands = ',',
};

// By how the check's name begins; the last fits all.
inline constexpr std::array kMeanings = {
    Meaning{"replay_mismatch", "Menurut aturan yang diumumkan, keputusan ini seharusnya lain.",
            "By the rules as published this decision should have been another."},
    Meaning{"vkey_", "Yang menandatangani bukan kunci yang Anda percayai, atau kunci itu tidak berlaku lagi.",
            "Who signed is not the key that you trust, or it no longer holds."},
    Meaning{"note_", "Pernyataan log tidak ditandatangani oleh kunci itu.", "The log's statement is not signed by that key."},
    Meaning{"quorum_", "Saksi yang ikut menandatangani kurang dari yang Anda minta.", "Fewer witnesses cosigned than you ask for."},
    Meaning{"signature_", "Sebuah tanda tangan penyedia bukan milik kunci yang disebut.", "A bidder's signature is not by the key that is named."},
    Meaning{"surrogate_", "Penawaran yang dicatat petugas tidak dinyatakan oleh dua petugas berbeda.",
            "A bid entered by officers is not stated by two different ones."},
    Meaning{"sealed_", "Penawaran tertutup tidak diterima atau dibuka seperti yang dinyatakan.", "Sealed bids were not taken or opened as is said."},
    Meaning{"sealing_", "Penawaran tertutup dibuka dengan kunci lain daripada yang diumumkan.", "Sealed bids were opened with another key than the published one."},
    Meaning{"envelope_", "Amplop sebuah penawaran tertutup tidak disertakan.", "The envelope of a sealed bid is not there."},
    Meaning{"rotation_", "Kunci log diganti dengan cara yang tidak sah.", "The log's key was changed in a way that is not valid."},
    Meaning{"cosignature_", "Tanda tangan seorang saksi tidak sah.", "A witness's signature is not valid."},
    Meaning{"payload_missing", "Isi sebuah catatan hilang tanpa pernyataan bahwa ia dihapus.", "An entry's content is missing without a word that it was erased."},
    Meaning{"erasure_", "Isi sebuah catatan hilang tanpa pernyataan bahwa ia dihapus.", "An entry's content is missing without a word that it was erased."},
    Meaning{"opening_", "Penawaran tertutup tidak dibuka seperti yang dinyatakan.", "Sealed bids were not opened as is said."},
    Meaning{"log_forked", "Log menceritakan riwayat lain daripada yang pernah ditandatanganinya.", "The log tells another history than the one it signed before."},
    Meaning{"log_rolled_back", "Log lebih pendek daripada yang pernah ditandatanganinya.", "The log is shorter than it once signed."},
    Meaning{"seal_", "Berkas ini bukan yang disegel log: ada yang diganti, ditambah, atau diambil.",
            "This file is not what the log sealed: something was changed, added or taken away."},
    Meaning{"document_", "Sebuah dokumen bukan yang disebut dalam catatan, atau tidak ada.", "A document is not the one that an entry names, or is not there."},
    Meaning{"timestamp_", "Stempel waktu itu bukan atas pernyataan log ini, atau bukan oleh otoritas yang Anda percayai.",
            "The time stamp is not over this log's statement, or not by the authority that you trust."},
    Meaning{"", "Isinya bukan yang ditandatangani log: ada yang diubah, dihapus, atau ditukar setelahnya.",
            "The content is not what the log signed: something was changed, removed or swapped afterwards."},
};

}  // namespace terang::ledger
