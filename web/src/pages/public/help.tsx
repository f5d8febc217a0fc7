import { dictionary, useText } from '../../i18n/language';
import { Section, Title } from '../../parts/headings/headings';

const texts = dictionary(
  {
    title: 'Bantuan',
    lead: 'Terang adalah tempat lembaga publik membeli secara terbuka. Nama ini berarti apa yang dijanjikan: semua dapat dilihat, dan semua dapat diperiksa.',
    parts: {
      read: {
        title: 'Membaca dan mengikuti tender',
        text: 'Semua tender yang diumumkan dapat dicari dan dibaca tanpa akun. Lelangnya dapat diikuti langsung; peserta tampil dengan nomor sampai pemenang ditetapkan.',
      },
      bid: {
        title: 'Menawar sebagai penyedia',
        text: 'Masuk dengan akun usaha Anda, siapkan peramban ini untuk menawar, lalu ajukan keikutsertaan di halaman tender. Kunci penawaran dibuat di perangkat Anda dan tidak pernah keluar darinya. Setiap penawaran ditandatangani dengan kunci itu.',
      },
      sealed: {
        title: 'Penawaran tersegel',
        text: 'Pada sebagian lot, jumlah penawaran disegel di peramban Anda sebelum dikirim. Sampai batas waktu tidak ada orang lain yang melihat bahwa Anda menawar, petugas pun tidak; Anda dapat mengganti atau menarik penawaran. Setelah batas waktu semua amplop dibuka sekaligus, dan setiap jumlah terlihat. Jumlah yang Anda segel hanya diingat perangkat Anda. Dalam mode ini platform sendiri dapat membuka penawaran sebelum waktunya: kuncinya ada padanya.',
      },
      after: {
        title: 'Setelah penawaran dikirim',
        text: 'Jawaban baru datang setelah penawaran Anda tersimpan dalam buku besar. Anda mendapat tanda terima; simpanlah. Jika sambungan terputus, kirim lagi penawaran yang sama: penawaran itu tidak akan tercatat dua kali.',
      },
      clock: {
        title: 'Jam yang berlaku',
        text: 'Yang berlaku adalah jam server, sampai sepersejuta detik. Halaman menyesuaikan hitungan mundur dengan jam itu, dan memberi tahu bila jam perangkat Anda berbeda lebih dari dua detik. Waktu ditulis dengan zonanya: WIB, WITA, atau WIT.',
      },
      failure: {
        title: 'Bila ada gangguan',
        text: 'Gangguan pada Terang tidak boleh menentukan hasil. Bila penawaran tidak dapat diterima, waktu yang hilang ditambahkan kembali menurut aturan yang diumumkan sebelumnya, dan buku besar mencatat kapan dan berapa lama.',
      },
      check: {
        title: 'Memeriksa sendiri',
        text: 'Halaman Periksa menghitung ulang tanda terima dan catatan tender di peramban Anda, tanpa mengirim apa pun. Buku besar memakai format terbuka, jadi alat lain pun dapat memeriksanya.',
      },
    },
    verify: 'Ke halaman Periksa',
  },
  {
    title: 'Help',
    lead: 'Terang is where public bodies buy in the open. The name is Indonesian for bright and clear: everything can be seen, and everything can be checked.',
    parts: {
      read: {
        title: 'Reading and following tenders',
        text: 'Every published tender can be searched and read without an account. Its auction can be followed live; bidders appear as numbers until the award.',
      },
      bid: {
        title: 'Bidding as a business',
        text: 'Sign in with your business’s account, set up this browser for bidding, then ask to take part on the page of the tender. The bidding key is made on your device and never leaves it. Every bid is signed with it.',
      },
      sealed: {
        title: 'Sealed bids',
        text: 'For some lots the amount is sealed in your browser before it is sent. Until the deadline nobody else sees that you bid, the officer neither; you can replace the bid or take it back. After the deadline all envelopes are opened at once, and every amount is seen. Only your device remembers what you sealed. In this mode the platform itself could open a bid early: it holds the key.',
      },
      after: {
        title: 'After a bid is sent',
        text: 'The answer comes only after your bid is stored in the ledger. You get a receipt; keep it. If the connection breaks, send the same bid again: it will not be recorded twice.',
      },
      clock: {
        title: 'The clock that counts',
        text: 'The server’s clock decides, to the millionth of a second. Pages set their countdown by it, and tell you when your device’s clock is more than two seconds off. Times are written with their zone: WIB, WITA or WIT.',
      },
      failure: {
        title: 'When something fails',
        text: 'A failure of Terang must not decide a tender. If bids could not be taken, the time that was lost is given back by a rule that was published before, and the ledger says when and for how long.',
      },
      check: {
        title: 'Checking it yourself',
        text: 'The Verify page recomputes receipts and the records of tenders in your browser, without sending anything. The ledger uses open formats, so other tools can check it too.',
      },
    },
    verify: 'Go to the Verify page',
  },
);

export default function HelpPage() {
  const text = useText(texts);
  return (
    <div class="stack wide">
      <div class="stack tight">
        <Title>{text.title}</Title>
        <p>{text.lead}</p>
      </div>
      {Object.values(text.parts).map((part) => (
        <Section key={part.title} title={part.title}>
          <p>{part.text}</p>
        </Section>
      ))}
      <p>
        <a href="/verify">{text.verify}</a>
      </p>
    </div>
  );
}
