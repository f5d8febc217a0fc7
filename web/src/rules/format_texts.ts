// What the formats are called, and what each is for.
import { dictionary, useText } from '../i18n/language';

export const formatTexts = dictionary(
  {
    other: 'Format lain',
    names: {
      english_reverse: 'Lelang turun terbuka', dutch_reverse: 'Lelang Belanda: harga naik', japanese_reverse: 'Lelang Jepang: harga turun', supply_schedule: 'Daftar harga dan jumlah',
      stepped_rounds: 'Babak bergiliran', sealed_first_price: 'Penawaran tertutup', sealed_second_price: 'Penawaran tertutup, harga kedua', hybrid: 'Tertutup, lalu langsung', package: 'Penawaran paket',
    },
    purpose: {
      english_reverse: 'Untuk kebanyakan pengadaan: penyedia saling menurunkan harga sampai waktu habis.',
      dutch_reverse: 'Untuk keputusan cepat dengan sedikit penyedia: harga mulai rendah dan naik; yang pertama mengambil menang.',
      japanese_reverse: 'Bila penyedia hanya perlu tahu biayanya sendiri: harga turun bertahap; yang bertahan terakhir menang.',
      stepped_rounds: 'Tanpa tergesa: penawaran awal dibuka bersama, lalu dalam beberapa babak setiap penyedia punya satu giliran untuk memperbaiki penawarannya sendiri.',
      supply_schedule: 'Bila beberapa penyedia dapat memasok sebagian: masing-masing menawarkan jumlah dan harga satuan.',
      package: 'Bila menang beberapa bagian sekaligus menghemat biaya: penyedia menawarkan paket dengan satu harga; gabungan termurah dicari tepat.',
      sealed_first_price: 'Satu penawaran yang tidak dapat dibaca siapa pun sampai batas waktu; yang terendah menang dan dibayar harganya sendiri. Dalam mode ini platform sendiri dapat membuka penawaran sebelum waktunya.',
      sealed_second_price: 'Tertutup juga, tetapi yang terendah dibayar setinggi penawaran berikutnya: menawar sebesar biaya sendiri adalah yang terbaik bagi setiap penyedia.',
      hybrid: 'Babak tertutup lebih dulu, lalu lelang langsung di antara penawaran terbaik.',
    },
  },
  {
    other: 'Another format',
    names: {
      english_reverse: 'Open descending auction', dutch_reverse: 'Dutch: the price rises', japanese_reverse: 'Japanese: the price falls', supply_schedule: 'Prices and quantities',
      stepped_rounds: 'Rounds with turns', sealed_first_price: 'Sealed bids', sealed_second_price: 'Sealed bids, second price', hybrid: 'Sealed, then live', package: 'Package bids',
    },
    purpose: {
      english_reverse: 'For most purchases: businesses lower their prices against each other until time is up.',
      dutch_reverse: 'For a quick decision with few businesses: the price starts low and rises; the first to take it wins.',
      japanese_reverse: 'Where businesses need only know their own cost: the price falls step by step; the last one in wins.',
      stepped_rounds: 'Without hurry: initial offers are opened together, then in a few rounds each bidder has one turn to better their own offer.',
      supply_schedule: 'Where several can supply a part each: they offer quantities at unit prices.',
      package: 'Where winning several parts together saves money: businesses bid for packages at one price; the cheapest combination is found exactly.',
      sealed_first_price: 'One bid that nobody can read before the deadline; the lowest wins and is paid its own price. In this mode the platform itself could open a bid early.',
      sealed_second_price: 'Sealed as well, but the lowest is paid what the next one asked: to bid one’s own cost is the best for every business.',
      hybrid: 'A sealed round first, then a live auction among the best.',
    },
  },
);

export function useFormatName(): (type: string | undefined) => string {
  const text = useText(formatTexts);
  return (type) => (text.names as Record<string, string>)[type ?? 'english_reverse'] ?? text.other;
}
