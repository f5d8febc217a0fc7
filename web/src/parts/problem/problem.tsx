// What to tell a person about a refusal or a failure that any page can meet. Pages add the names of their own.
import { ApiProblem } from '../../api/client';
import { useFormat } from '../../i18n/format';
import { dictionary, useText } from '../../i18n/language';
import { Button, Buttons } from '../button/button';
import { Notice } from '../notice/notice';

const texts = dictionary(
  {
    known: {
      network: 'Tidak ada jawaban dari server. Periksa sambungan Anda, lalu coba lagi.',
      answer_malformed: 'Jawaban server tidak dapat dibaca. Coba lagi sebentar lagi.',
      signed_out: 'Sesi Anda sudah berakhir. Masuk lagi; isian Anda di halaman ini tetap ada.',
      unauthenticated: 'Sesi Anda sudah berakhir. Masuk lagi; isian Anda di halaman ini tetap ada.',
      not_your_role: 'Akun Anda tidak berwenang melakukan ini.',
      forbidden: 'Akun Anda tidak berwenang melakukan ini.',
      not_found: 'Yang Anda cari tidak ada, atau belum boleh dilihat.',
      no_such_tender: 'Tender ini tidak ada, atau belum boleh Anda lihat.',
      no_such_lot: 'Lot ini tidak ada.',
      platform_busy: 'Server sedang sangat sibuk. Tidak ada yang tercatat; coba lagi sebentar lagi.',
      platform_unavailable: 'Buku besar sedang tidak dapat ditulis. Tidak ada yang tercatat; coba lagi sebentar lagi.',
      sign_in_too_often: 'Terlalu banyak percobaan yang gagal. Tunggu seperempat jam, lalu coba lagi.',
      database_unavailable: 'Basis data sedang tidak menjawab. Tidak ada yang tercatat; coba lagi sebentar lagi.',
      not_yours: 'Ini milik akun lain.',
      not_disclosed: 'Ini belum dibuka untuk akun Anda.',
      no_such_entry: 'Catatan ini tidak ada di buku besar.',
      origin_refused: 'Permintaan ini tidak datang dari alamat situs. Muat ulang halaman lewat alamat resminya.',
      restarting: 'Server sedang dimulai ulang. Tidak ada yang tercatat; coba lagi sebentar lagi.',
    },
    tooMany: (wait: string) => `Terlalu banyak permintaan. Tunggu ${wait}, lalu coba lagi.`,
    soon: 'sebentar',
    unknown: (code: string) => `Permintaan ditolak (${code}). Tidak ada yang berubah.`,
    server: (code: string) => `Terjadi kesalahan di server (${code}). Coba lagi; bila berulang, hubungi pengelola.`,
    retry: 'Coba lagi',
  },
  {
    known: {
      network: 'The server does not answer. Check your connection, then try again.',
      answer_malformed: 'The server’s answer could not be read. Try again in a moment.',
      signed_out: 'Your session has ended. Sign in again; what you typed on this page is kept.',
      unauthenticated: 'Your session has ended. Sign in again; what you typed on this page is kept.',
      not_your_role: 'Your account may not do this.',
      forbidden: 'Your account may not do this.',
      not_found: 'What you are looking for does not exist or may not be seen yet.',
      no_such_tender: 'This tender does not exist, or you may not see it yet.',
      no_such_lot: 'This lot does not exist.',
      platform_busy: 'The server is very busy. Nothing was recorded; try again in a moment.',
      platform_unavailable: 'The ledger cannot be written right now. Nothing was recorded; try again in a moment.',
      sign_in_too_often: 'Too many failed tries. Wait a quarter of an hour, then try again.',
      database_unavailable: 'The database does not answer right now. Nothing was recorded; try again in a moment.',
      not_yours: 'This belongs to another account.',
      not_disclosed: 'This is not disclosed to your account yet.',
      no_such_entry: 'There is no such entry in the ledger.',
      origin_refused: 'This request did not come from the site’s own address. Reload the page at its proper address.',
      restarting: 'The server is restarting. Nothing was recorded; try again in a moment.',
    },
    tooMany: (wait: string) => `Too many requests. Wait ${wait}, then try again.`,
    soon: 'a moment',
    unknown: (code: string) => `This was refused (${code}). Nothing has changed.`,
    server: (code: string) => `Something went wrong on the server (${code}). Try again; if it happens again, tell those who run it.`,
    retry: 'Try again',
  },
);

/** Sentences for failures. `own` are the page's names, which go first. */
export function useProblemText(own: Record<string, string> = {}): (problem: unknown) => string {
  const text = useText(texts);
  const format = useFormat();
  return (problem) => {
    if (!(problem instanceof ApiProblem)) return text.server('browser');
    const { code, status, retryAfterSeconds, detail } = problem;
    if (own[code]) return own[code];
    if (code === 'too_many_requests') {
      return text.tooMany(retryAfterSeconds ? format.duration(retryAfterSeconds) : text.soon);
    }
    const known = (text.known as Record<string, string>)[code];
    if (known) return known;
    if (status >= 500) return text.server(code);
    return detail || text.unknown(code);
  };
}

/** A failure in place of, or above, what should be there. */
export function Problem({ problem, own, retry }: { problem: unknown; own?: Record<string, string>; retry?: () => void }) {
  const text = useText(texts);
  const say = useProblemText(own);
  return (
    <Notice kind="danger" live="alert">
      <p>{say(problem)}</p>
      {retry && (
        <Buttons>
          <Button small onClick={retry}>
            {text.retry}
          </Button>
        </Buttons>
      )}
    </Notice>
  );
}
