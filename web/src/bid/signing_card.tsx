import { useId } from 'preact/hooks';
import { dictionary, useText } from '../i18n/language';
import { Problem } from '../parts/problem/problem';
import { Button, Buttons } from '../parts/button/button';
import { Loading } from '../parts/loading/loading';
import { Notice } from '../parts/notice/notice';
import type { Signing } from './signing';

const texts = dictionary(
  {
    title: 'Siapkan peramban ini untuk menawar',
    first: 'Peramban ini membuat kunci tanda tangan milik Anda. Kunci itu menandatangani setiap penawaran Anda dan tidak pernah keluar dari peramban ini.',
    others: 'Akun Anda sudah memakai peramban lain. Peramban ini memerlukan kunci sendiri; kunci yang lain tetap berlaku.',
    revoked: 'Kunci peramban ini sudah dicabut. Untuk menawar lagi dari sini, buat kunci baru.',
    setUp: 'Buat dan daftarkan kunci',
    why: 'Mengapa perlu kunci?',
    because:
      'Tanda tangan membuktikan bahwa penawaran itu dari Anda dan tidak diubah, juga oleh kami. Pendaftaran kunci tercatat di buku besar. Jika data peramban ini dihapus, Anda cukup membuat kunci baru; penawaran lama tetap sah.',
    unsupported: 'Peramban ini tidak dapat menyimpan kunci',
    unsupportedHelp:
      'Mungkin Anda memakai jendela penyamaran, atau peramban melarang penyimpanan. Buka halaman ini di jendela biasa, atau pakai peramban yang lebih baru.',
    taken: 'Kunci ini sudah terdaftar atas akun lain.',
    tooMany: 'Akun Anda sudah punya 16 kunci. Cabut satu kunci di halaman akun, lalu coba lagi.',
    toAccount: 'Buka akun dan kunci',
  },
  {
    title: 'Set up this browser for bidding',
    first: 'This browser makes a signing key of your own. It signs each of your bids and never leaves this browser.',
    others: 'Your account already uses another browser. This one needs a key of its own; the others stay valid.',
    revoked: 'This browser’s key has been revoked. To bid from here again, make a new key.',
    setUp: 'Make and register a key',
    why: 'Why a key?',
    because:
      'The signature proves that a bid is yours and that nobody changed it, we included. The registration stands in the ledger. If this browser’s data is cleared, you simply make a new key; earlier bids stay valid.',
    unsupported: 'This browser cannot keep a key',
    unsupportedHelp:
      'You may be in a private window, or the browser forbids storage. Open this page in an ordinary window, or use a newer browser.',
    taken: 'This key is already registered for another account.',
    tooMany: 'Your account already has 16 keys. Revoke one on the account page, then try again.',
    toAccount: 'Open account and keys',
  },
);

/** Tells what is missing before this browser can bid, and does it; nothing once it is ready. */
export function SigningCard({ signing, busy, setUp, check }: { signing: Signing; busy: boolean; setUp: () => Promise<void>; check: () => void }) {
  const text = useText(texts);
  const heading = useId();
  if (signing.state === 'ready') return null;
  if (signing.state === 'checking') return <Loading />;
  if (signing.state === 'failed') {
    return (
      <div class="stack">
        <Problem problem={signing.problem} own={{ key_taken: text.taken, too_many_keys: text.tooMany }} retry={check} />
        <p>
          <a href="/account">{text.toAccount}</a>
        </p>
      </div>
    );
  }
  if (signing.state === 'unsupported') {
    return (
      <Notice kind="danger" title={text.unsupported}>
        <p>{text.unsupportedHelp}</p>
      </Notice>
    );
  }
  return (
    <section class="card stack" aria-labelledby={heading}>
      <h2 id={heading}>{text.title}</h2>
      <p>{signing.revoked ? text.revoked : signing.others > 0 ? text.others : text.first}</p>
      <Buttons>
        <Button kind="primary" busy={busy} onClick={() => void setUp()}>
          {text.setUp}
        </Button>
      </Buttons>
      <details>
        <summary>{text.why}</summary>
        <p class="quiet">{text.because}</p>
      </details>
    </section>
  );
}
