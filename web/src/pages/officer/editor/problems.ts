// The server's names for what is wrong in a document, in words: auction/README.md (rules) and tender/README.md.
import { dictionary, useText } from '../../../i18n/language';

export const problemTexts = dictionary(
  {
    other: (name: string) => `Perlu diperbaiki (${name}).`,
    names: {
      missing: 'Belum diisi.',
      too_few: 'Tambahkan sedikitnya satu.',
      too_many: 'Terlalu banyak.',
      too_long: 'Terlalu panjang.',
      not_a_string: 'Isi dengan teks.',
      not_an_object: 'Belum diisi.',
      not_an_array: 'Belum diisi.',
      not_an_integer: 'Isi dengan bilangan bulat.',
      not_a_boolean: 'Pilih ya atau tidak.',
      not_a_time: 'Ini bukan tanggal dan jam.',
      not_an_email: 'Alamat surel belum benar, misalnya nama@instansi.go.id.',
      not_a_quantity: 'Jumlah barang harus bilangan lebih dari nol.',
      not_its_position: 'Nomor lot tidak urut.',
      unknown_field: 'Bagian ini tidak dikenal.',
      unknown_language: 'Pilih bahasa.',
      unknown_category: 'Pilih jenis pengadaan.',
      unknown_time_zone: 'Pilih zona waktu.',
      unknown_currency: 'Pilih mata uang.',
      unknown_type: 'Jenis lelang ini tidak dikenal.',
      unknown_version: 'Versi aturan ini tidak dikenal.',
      unknown_visibility: 'Pilih apa yang terlihat.',
      unknown_ties: 'Pilih aturan harga sama.',
      unknown_trigger: 'Pilih pemicu perpanjangan.',
      amount_malformed: 'Tulis jumlah dengan angka saja.',
      amount_not_positive: 'Jumlah harus lebih dari nol.',
      amount_fractional: 'Terlalu banyak angka desimal untuk mata uang ini.',
      amount_overflow: 'Jumlah ini terlalu besar.',
      ratio_malformed: 'Tulis persentase, misalnya 0,5.',
      currency_differs: 'Mata uangnya berbeda dari mata uang tender.',
      out_of_range: 'Di luar batas yang dibolehkan.',
      ends_before_start: 'Waktu berakhir harus setelah waktu mulai.',
      start_not_in_future: 'Waktu mulai harus masih di masa depan.',
      auction_too_long: 'Lelang paling lama 366 hari.',
      ceiling_below_tick: 'HPS lebih kecil dari kelipatan harga.',
      reserve_above_ceiling: 'Harga batas rahasia tidak boleh di atas HPS.',
      reserve_contradicted: 'Harga batas rahasia bertentangan dengan aturannya.',
      reserve_misplaced: 'Tulis harga batas rahasia pada lot, bukan pada aturan.',
      decrement_malformed: 'Isi jumlah atau persentase.',
      decrement_off_tick: 'Penurunan harus kelipatan harga.',
      decrement_not_below_ceiling: 'Penurunan harus lebih kecil dari HPS.',
      percent_out_of_range: 'Persentase harus di atas 0 dan di bawah 100.',
      percent_too_fine: 'Paling banyak empat angka desimal.',
      leader_price_hidden: 'Penurunan dari harga terbaik memerlukan harga terbaik yang terlihat.',
      window_longer_than_auction: 'Masa akhir tidak boleh lebih panjang dari lelangnya.',
      top_k_missing: 'Isi berapa peringkat teratas.',
      top_k_unexpected: 'Jumlah peringkat teratas hanya untuk pemicu itu.',
      may_not_change: 'Bagian ini tidak boleh diubah lagi.',
    },
  },
  {
    other: (name: string) => `Needs attention (${name}).`,
    names: {
      missing: 'Not filled in yet.',
      too_few: 'Add at least one.',
      too_many: 'There are too many.',
      too_long: 'This is too long.',
      not_a_string: 'Enter text.',
      not_an_object: 'Not filled in yet.',
      not_an_array: 'Not filled in yet.',
      not_an_integer: 'Enter a whole number.',
      not_a_boolean: 'Choose yes or no.',
      not_a_time: 'This is not a date and time.',
      not_an_email: 'This is not an e-mail address, for example name@agency.go.id.',
      not_a_quantity: 'The quantity must be a number above zero.',
      not_its_position: 'The lot’s number is out of order.',
      unknown_field: 'This part is not known.',
      unknown_language: 'Choose a language.',
      unknown_category: 'Choose a category.',
      unknown_time_zone: 'Choose a time zone.',
      unknown_currency: 'Choose a currency.',
      unknown_type: 'This kind of auction is not known.',
      unknown_version: 'This version of rules is not known.',
      unknown_visibility: 'Choose what is visible.',
      unknown_ties: 'Choose what happens with equal prices.',
      unknown_trigger: 'Choose what extends the auction.',
      amount_malformed: 'Write the amount in digits only.',
      amount_not_positive: 'The amount must be more than zero.',
      amount_fractional: 'Too many decimals for this currency.',
      amount_overflow: 'This amount is too large.',
      ratio_malformed: 'Write a percentage, for example 0.5.',
      currency_differs: 'The currency differs from the tender’s.',
      out_of_range: 'Outside what is allowed.',
      ends_before_start: 'The end must come after the start.',
      start_not_in_future: 'The start must still be in the future.',
      auction_too_long: 'An auction lasts at most 366 days.',
      ceiling_below_tick: 'The ceiling is smaller than the price step.',
      reserve_above_ceiling: 'The secret reserve may not be above the ceiling.',
      reserve_contradicted: 'The secret reserve contradicts the rules.',
      reserve_misplaced: 'Write the secret reserve in the lot, not in its rules.',
      decrement_malformed: 'Enter an amount or a percentage.',
      decrement_off_tick: 'The decrement must be a multiple of the price step.',
      decrement_not_below_ceiling: 'The decrement must be smaller than the ceiling.',
      percent_out_of_range: 'A percentage must be above 0 and below 100.',
      percent_too_fine: 'At most four decimals.',
      leader_price_hidden: 'A decrement against the best price needs that price to be visible.',
      window_longer_than_auction: 'The last stretch may not be longer than the auction.',
      top_k_missing: 'Enter how many top places.',
      top_k_unexpected: 'The number of top places belongs to that trigger alone.',
      may_not_change: 'This part may not be changed any more.',
    },
  },
);

export interface Place {
  path: string;
  name: string;
}

/** What the fields are called, by the end of their pointer; the longest that fits. */
export const placeTexts = dictionary(
  {
    item: (n: number) => `barang ${n}`,
    names: {
      title: 'judul', description: 'uraian', category: 'jenis pengadaan', place: 'tempat', language: 'bahasa', 'contact/name': 'nama narahubung', email: 'surel narahubung', phone: 'telepon', contact: 'narahubung',
      time_zone: 'zona waktu', currency: 'mata uang', auction_starts_at: 'waktu mulai', auction_ends_at: 'waktu berakhir', starts_at: 'waktu mulai', ends_at: 'waktu berakhir', schedule: 'jadwal', lots: 'daftar lot',
      items: 'daftar barang', quantity: 'jumlah', unit: 'satuan', unit_estimate: 'perkiraan harga satuan', estimate: 'perkiraan nilai', reserve: 'harga batas rahasia', ceiling: 'harga tertinggi', tick: 'kelipatan harga',
      'decrement/own': 'penurunan dari penawaran sendiri', 'decrement/own/amount': 'penurunan dari penawaran sendiri', 'decrement/own/percent': 'penurunan dari penawaran sendiri',
      'decrement/leader': 'penurunan dari harga terbaik', 'decrement/leader/amount': 'penurunan dari harga terbaik', 'decrement/leader/percent': 'penurunan dari harga terbaik',
      confirm_drop_percent: 'batas penegasan', visibility: 'yang terlihat', ties: 'harga yang sama', soft_close: 'perpanjangan', window_seconds: 'masa terakhir', extension_seconds: 'lama perpanjangan', trigger: 'pemicu perpanjangan',
      top_k: 'peringkat teratas', max_times: 'banyaknya perpanjangan', outage: 'ganti waktu', min_seconds: 'lama gangguan', min_remaining_seconds: 'sisa waktu', rules: 'aturan lelang',
    },
  },
  {
    item: (n: number) => `item ${n}`,
    names: {
      title: 'title', description: 'description', category: 'category', place: 'place', language: 'language', 'contact/name': 'contact’s name', email: 'contact’s e-mail', phone: 'telephone', contact: 'contact',
      time_zone: 'time zone', currency: 'currency', auction_starts_at: 'start', auction_ends_at: 'end', starts_at: 'start', ends_at: 'end', schedule: 'schedule', lots: 'list of lots',
      items: 'list of items', quantity: 'quantity', unit: 'unit', unit_estimate: 'estimated unit price', estimate: 'estimated value', reserve: 'secret reserve', ceiling: 'ceiling price', tick: 'price step',
      'decrement/own': 'drop below one’s own bid', 'decrement/own/amount': 'drop below one’s own bid', 'decrement/own/percent': 'drop below one’s own bid',
      'decrement/leader': 'drop below the best price', 'decrement/leader/amount': 'drop below the best price', 'decrement/leader/percent': 'drop below the best price',
      confirm_drop_percent: 'limit for asking back', visibility: 'what is visible', ties: 'equal prices', soft_close: 'extension', window_seconds: 'last stretch', extension_seconds: 'length of the extension', trigger: 'what extends',
      top_k: 'top places', max_times: 'number of extensions', outage: 'time given back', min_seconds: 'length of the outage', min_remaining_seconds: 'time left', rules: 'auction rules',
    },
  },
);

/** "item 2, unit": the place of a problem as a person would call it; empty where it has no name. */
export function usePlaceName(): (pointer: string) => string {
  const text = useText(placeTexts);
  return (pointer) => {
    const parts = pointer.split('/').slice(1);
    const names = text.names as Record<string, string>;
    const name = [3, 2, 1].map((length) => names[parts.slice(-length).join('/')]).find(Boolean) ?? '';
    const item = /\/items\/(\d+)/.exec(pointer);
    return [item ? text.item(Number(item[1]) + 1) : '', name].filter(Boolean).join(', ');
  };
}

export function useProblemName(): (name: string) => string {
  const text = useText(problemTexts);
  return (name) => (text.names as Record<string, string>)[name] ?? text.other(name);
}
