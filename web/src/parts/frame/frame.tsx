import './frame.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { session, signOut } from '../../api/session';
import { useFormat } from '../../i18n/format';
import { dictionary, languageNames, languages, setLanguage, useLanguage, useText } from '../../i18n/language';
import { clockOffset } from '../../lib/server_clock';
import { useStore } from '../../lib/store';
import { location, navigate } from '../../router';
import { Icon } from '../icon';

const texts = dictionary(
  {
    skip: 'Lompat ke isi',
    main: 'Menu utama',
    menu: 'Menu',
    tenders: 'Tender',
    desk: 'Meja kerja',
    audit: 'Audit',
    verify: 'Periksa',
    help: 'Bantuan',
    language: 'Bahasa',
    signIn: 'Masuk',
    signOut: 'Keluar',
    account: 'Akun dan kunci',
    accountMenu: (name: string) => `Akun ${name}`,
    roles: { bidder: 'Penyedia', officer: 'Petugas pengadaan', auditor: 'Auditor', administrator: 'Administrator' },
    promise: 'Setiap penawaran tercatat dalam buku besar yang dapat diperiksa siapa pun.',
    ledger: 'Catatan buku besar terbaru',
    api: 'Data terbuka (API)',
    offset: (length: string) => `Jam perangkat Anda berbeda ${length} dari jam server. Yang berlaku: jam server.`,
  },
  {
    skip: 'Skip to content',
    main: 'Main menu',
    menu: 'Menu',
    tenders: 'Tenders',
    desk: 'Desk',
    audit: 'Audit',
    verify: 'Verify',
    help: 'Help',
    language: 'Language',
    signIn: 'Sign in',
    signOut: 'Sign out',
    account: 'Account and keys',
    accountMenu: (name: string) => `Account of ${name}`,
    roles: { bidder: 'Business', officer: 'Procurement officer', auditor: 'Auditor', administrator: 'Administrator' },
    promise: 'Every bid stands in a ledger that anyone can check.',
    ledger: 'Latest ledger checkpoint',
    api: 'Open data (API)',
    offset: (length: string) => `Your device’s clock is ${length} away from the server’s. The server’s clock decides.`,
  },
);

function LanguageSwitch() {
  const text = useText(texts);
  const current = useLanguage();
  return (
    <div class="language" role="group" aria-label={text.language}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === current ? 'true' : 'false'}
          aria-label={`${language.toUpperCase()}: ${languageNames[language]}`}
          onClick={() => setLanguage(language)}
        >
          {language.toUpperCase()}
        </button>
      ))}
    </div>
  );
}

/** A button that opens a small panel under it; Escape and a click elsewhere close it. */
function Disclosure({ label, name, children, className }: { label: ComponentChildren; name?: string; children: ComponentChildren; className: string }) {
  const [open, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const { path } = useStore(location);
  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event): void => {
      if (!whole.current?.contains(event.target as Node)) setOpen(false);
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      whole.current?.querySelector('button')?.focus();
    };
    addEventListener('pointerdown', outside);
    addEventListener('focusin', outside);
    addEventListener('keydown', escape);
    return () => {
      removeEventListener('pointerdown', outside);
      removeEventListener('focusin', outside);
      removeEventListener('keydown', escape);
    };
  }, [open]);
  return (
    <div class={`disclosure ${className}`} ref={whole}>
      <button type="button" class="disclosure-button" aria-expanded={open ? 'true' : 'false'} aria-label={name} onClick={() => setOpen(!open)}>
        {label}
      </button>
      {open && <div class="disclosure-panel">{children}</div>}
    </div>
  );
}

function AccountMenu() {
  const text = useText(texts);
  const who = useStore(session);
  const { path, search } = useStore(location);
  if (!who) {
    const back = path === '/' || path === '/sign-in' ? '' : `?to=${encodeURIComponent(path + search)}`;
    return (
      <a class="frame-sign-in" href={`/sign-in${back}`}>
        {text.signIn}
      </a>
    );
  }
  return (
    <Disclosure
      className="account"
      name={text.accountMenu(who.name)}
      label={
        <>
          <Icon name="person" size={18} />
          <span class="account-name">{who.name}</span>
          <Icon name="down" size={12} />
        </>
      }
    >
      <p class="account-who">
        <strong>{who.name}</strong>
        <br />
        <span class="quiet small">{who.business?.name ?? text.roles[who.role]}</span>
      </p>
      <a href="/account">{text.account}</a>
      <button
        type="button"
        onClick={() => {
          void signOut().then(() => navigate('/'));
        }}
      >
        {text.signOut}
      </button>
    </Disclosure>
  );
}

function NavLinks() {
  const text = useText(texts);
  const who = useStore(session);
  const { path } = useStore(location);
  const links: [string, string][] = [
    ['/', text.tenders],
    ...(who ? ([['/desk', text.desk]] as [string, string][]) : []),
    ...(who?.role === 'auditor' || who?.role === 'administrator' ? ([['/audit', text.audit]] as [string, string][]) : []),
    ['/verify', text.verify],
    ['/help', text.help],
  ];
  return (
    <ul>
      {links.map(([href, name]) => (
        <li key={href}>
          <a href={href} aria-current={path === href ? 'page' : undefined}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

function ClockWarning() {
  const text = useText(texts);
  const format = useFormat();
  const { offset, uncertainty, known } = useStore(clockOffset);
  if (!known || Math.abs(offset) - uncertainty < 2000) return null;
  return <p class="frame-clock quiet small">{text.offset(format.duration(Math.abs(offset) / 1000))}</p>;
}

/** Everything around a page. */
export function Frame({ children }: { children: ComponentChildren }) {
  const text = useText(texts);
  return (
    <div class="frame">
      <a class="skip" href="#main">
        {text.skip}
      </a>
      <header class="frame-header no-print">
        <div class="frame-bar">
          <a class="brand" href="/">
            <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
              <circle cx="16" cy="16" r="5" fill="currentColor" />
              <path
                d="M16 4v4M16 24v4M4 16h4M24 16h4M7.5 7.5l2.8 2.8M21.7 21.7l2.8 2.8M24.5 7.5l-2.8 2.8M10.3 21.7l-2.8 2.8"
                stroke="currentColor"
                stroke-width="2.4"
                stroke-linecap="round"
              />
            </svg>
            Terang
          </a>
          <nav class="frame-nav" aria-label={text.main}>
            <NavLinks />
          </nav>
          <div class="frame-tools">
            <LanguageSwitch />
            <AccountMenu />
            <Disclosure className="small-menu" name={text.menu} label={<Icon name="menu" size={22} />}>
              <nav aria-label={text.main}>
                <NavLinks />
              </nav>
            </Disclosure>
          </div>
        </div>
      </header>
      <main id="main" class="frame-main" tabIndex={-1}>
        <ClockWarning />
        {children}
      </main>
      <footer class="frame-footer no-print">
        <div class="frame-foot">
          <p>{text.promise}</p>
          <ul class="row">
            <li>
              <a href="/verify">{text.verify}</a>
            </li>
            <li>
              <a href="/log/checkpoint">{text.ledger}</a>
            </li>
            <li>
              <a href="/api/v1/openapi.json">{text.api}</a>
            </li>
            <li>
              <a href="/help">{text.help}</a>
            </li>
          </ul>
        </div>
      </footer>
    </div>
  );
}
