import './account.css';
import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import { type Session, signOut } from '../../api/session';
import { type ServerKey, useSigning } from '../../bid/signing';
import { SigningCard } from '../../bid/signing_card';
import { useFormat } from '../../i18n/format';
import { dictionary, type Language, languageNames, languages, setLanguage, useLanguage, useText } from '../../i18n/language';
import { localZone } from '../../lib/time';
import { Button, Buttons } from '../../parts/button/button';
import { RadioField } from '../../parts/field/more_fields';
import { Section, SummaryList, Title } from '../../parts/headings/headings';
import { Loading } from '../../parts/loading/loading';
import { Pill } from '../../parts/pill/pill';
import { navigate } from '../../router';
import { Guard } from './guard';
import { Problem } from '../../parts/problem/problem';
import { ReasonDialog } from './reason_dialog';
import { useLoad } from '../../lib/use_load';

const texts = dictionary(
  {
    title: 'Akun dan kunci',
    who: 'Siapa Anda',
    name: 'Nama',
    login: 'Nama pengguna',
    role: 'Peran',
    roles: { bidder: 'Penyedia', officer: 'Petugas pengadaan', auditor: 'Auditor', administrator: 'Administrator' },
    business: 'Perusahaan',
    agency: 'Instansi',
    until: 'Sesi berlaku sampai',
    signOut: 'Keluar dari sesi ini',
    language: 'Bahasa halaman',
    keys: 'Kunci tanda tangan',
    keysHelp: 'Setiap peramban yang Anda pakai untuk menawar punya kunci sendiri. Cabut kunci dari peramban yang hilang atau tidak Anda pakai lagi.',
    thisBrowser: 'Peramban ini',
    valid: 'Berlaku',
    revoked: 'Dicabut',
    registered: 'Didaftarkan',
    revoke: 'Cabut',
    revokeName: (key: string) => `Cabut kunci ${key}`,
    revokeTitle: 'Cabut kunci ini?',
    revokeEffect: 'Kunci ini tidak dapat menandatangani penawaran lagi. Penawaran yang sudah tercatat tetap sah. Ini tidak dapat dibatalkan.',
    revokeDo: 'Cabut kunci',
    none: 'Belum ada kunci yang terdaftar.',
    refusals: { key_revoked: 'Kunci ini sudah dicabut sebelumnya.', key_unknown: 'Kunci ini tidak dikenal.' },
  },
  {
    title: 'Account and keys',
    who: 'Who you are',
    name: 'Name',
    login: 'User name',
    role: 'Role',
    roles: { bidder: 'Business', officer: 'Procurement officer', auditor: 'Auditor', administrator: 'Administrator' },
    business: 'Business',
    agency: 'Agency',
    until: 'Session valid until',
    signOut: 'Sign out of this session',
    language: 'Language of the pages',
    keys: 'Signing keys',
    keysHelp: 'Each browser you bid from has a key of its own. Revoke the key of a browser that is lost or no longer used.',
    thisBrowser: 'This browser',
    valid: 'Valid',
    revoked: 'Revoked',
    registered: 'Registered',
    revoke: 'Revoke',
    revokeName: (key: string) => `Revoke key ${key}`,
    revokeTitle: 'Revoke this key?',
    revokeEffect: 'This key can no longer sign bids. Bids already recorded stay valid. This cannot be undone.',
    revokeDo: 'Revoke key',
    none: 'No key is registered yet.',
    refusals: { key_revoked: 'This key has been revoked before.', key_unknown: 'This key is not known.' },
  },
);

function Keys({ who }: { who: Session }) {
  const text = useText(texts);
  const format = useFormat();
  const { signing, busy, setUp, check } = useSigning(who);
  const list = useLoad(async (signal) => (await api.get('/api/v1/keys', { signal })).keys, [who.account, signing.state]);
  const [revoking, setRevoking] = useState<ServerKey | undefined>();
  const own = signing.state === 'ready' ? signing.key.id : undefined;
  return (
    <Section title={text.keys} id="keys">
      <p class="quiet">{text.keysHelp}</p>
      <SigningCard signing={signing} busy={busy} setUp={setUp} check={check} />
      {list.problem !== undefined && <Problem problem={list.problem} retry={list.again} />}
      {!list.value && list.loading && <Loading />}
      {list.value?.length === 0 && signing.state !== 'missing' && <p>{text.none}</p>}
      {list.value && list.value.length > 0 && (
        <ul class="key-list">
          {list.value.map((key) => (
            <li key={key.key} class="row spread">
              <div class="stack tight">
                <p class="row">
                  <code>{key.key}</code>
                  <Pill kind={key.revoked ? 'neutral' : 'good'} icon={key.revoked ? 'cross' : undefined}>
                    {key.revoked ? text.revoked : text.valid}
                  </Pill>
                  {key.key === own && <Pill kind="primary">{text.thisBrowser}</Pill>}
                </p>
                <p class="quiet small">
                  {text.registered} {format.dateTime(key.registered_at, localZone())}
                </p>
              </div>
              {!key.revoked && (
                <Button small aria-label={text.revokeName(key.key)} onClick={() => setRevoking(key)}>
                  {text.revoke}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {revoking && (
        <ReasonDialog
          title={text.revokeTitle}
          action={text.revokeDo}
          danger
          refusals={text.refusals}
          onClose={() => setRevoking(undefined)}
          onSend={(reason) => api.post('/api/v1/keys/{key}/revoke', { path: { key: revoking.key }, body: { reason } })}
          onDone={() => {
            list.again();
            check();
          }}
        >
          <p>
            <code>{revoking.key}</code>
          </p>
          <p>{text.revokeEffect}</p>
        </ReasonDialog>
      )}
    </Section>
  );
}

export default function Account() {
  const text = useText(texts);
  const format = useFormat();
  const language = useLanguage();
  return (
    <Guard>
      {(who) => (
        <div class="stack wide">
          <Title>{text.title}</Title>
          <Section title={text.who}>
            <SummaryList
              items={[
                { key: text.name, value: who.name },
                { key: text.login, value: who.login },
                { key: text.role, value: text.roles[who.role] },
                who.business && { key: who.role === 'bidder' ? text.business : text.agency, value: who.business.name },
                { key: text.until, value: format.dateTime(who.expires_at, localZone()) },
              ]}
            />
            <Buttons>
              <Button onClick={() => void signOut().then(() => navigate('/'))}>{text.signOut}</Button>
            </Buttons>
          </Section>
          {who.role === 'bidder' && <Keys who={who} />}
          <Section title={text.language}>
            <RadioField
              label={text.language}
              value={language}
              choices={languages.map((code) => ({ value: code, label: <span lang={code}>{languageNames[code]}</span> }))}
              onChange={(value) => setLanguage(value as Language)}
            />
          </Section>
        </div>
      )}
    </Guard>
  );
}
