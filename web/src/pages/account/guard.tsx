import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { loadSession, type Role, session, type Session } from '../../api/session';
import { dictionary, useText } from '../../i18n/language';
import { useStore } from '../../lib/store';
import { Button, Buttons } from '../../parts/button/button';
import { Title } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { Notice } from '../../parts/notice/notice';
import { location } from '../../router';

const texts = dictionary(
  {
    signInFirst: 'Masuk dahulu',
    signInHelp: 'Halaman ini memerlukan akun. Setelah masuk, Anda kembali ke halaman ini.',
    signIn: 'Masuk',
    toList: 'Lihat semua tender',
    notYours: 'Halaman ini bukan untuk akun Anda',
    roles: { bidder: 'penyedia', officer: 'petugas pengadaan', auditor: 'auditor', administrator: 'administrator' },
    forRole: (needed: string, name: string) => `Halaman ini untuk ${needed}. Anda masuk sebagai ${name}. Keluar dahulu jika Anda punya akun lain.`,
    or: ' atau ',
    slow: 'Server belum menjawab siapa Anda. Periksa sambungan Anda.',
    retry: 'Coba lagi',
  },
  {
    signInFirst: 'Sign in first',
    signInHelp: 'This page needs an account. After signing in you come back here.',
    signIn: 'Sign in',
    toList: 'See all tenders',
    notYours: 'This page is not for your account',
    roles: { bidder: 'businesses', officer: 'procurement officers', auditor: 'auditors', administrator: 'administrators' },
    forRole: (needed: string, name: string) => `This page is for ${needed}. You are signed in as ${name}. Sign out first if you have another account.`,
    or: ' or ',
    slow: 'The server has not said yet who you are. Check your connection.',
    retry: 'Try again',
  },
);

/** Shows its children to people who may see them, and tells everybody else what to do. */
export function Guard({ roles, children }: { roles?: Role[]; children: (session: Session) => ComponentChildren }) {
  const text = useText(texts);
  const who = useStore(session);
  const { path, search } = useStore(location);
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (who !== undefined) return;
    const timer = setTimeout(() => setSlow(true), 4000);
    return () => clearTimeout(timer);
  }, [who, slow]);

  if (who === undefined) {
    if (!slow) return <Loading />;
    return (
      <Notice kind="warning" live="status">
        <p>{text.slow}</p>
        <Buttons>
          <Button
            onClick={() => {
              setSlow(false);
              void loadSession();
            }}
          >
            {text.retry}
          </Button>
        </Buttons>
      </Notice>
    );
  }
  if (who === null) {
    return (
      <div class="stack">
        <Title>{text.signInFirst}</Title>
        <p>{text.signInHelp}</p>
        <Buttons>
          <Button kind="primary" href={`/sign-in?to=${encodeURIComponent(path + search)}`}>
            {text.signIn}
          </Button>
          <Button href="/">{text.toList}</Button>
        </Buttons>
      </div>
    );
  }
  if (roles && !roles.includes(who.role)) {
    return (
      <div class="stack">
        <Title>{text.notYours}</Title>
        <p>{text.forRole(roles.map((role) => text.roles[role]).join(text.or), who.name)}</p>
        <p>
          <a href="/">{text.toList}</a>
        </p>
      </div>
    );
  }
  return <>{children(who)}</>;
}
