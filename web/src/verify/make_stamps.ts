// For tests only: time-stamp authorities and tokens made with the openssl command, not with the code that checks them.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const configuration = `
[req]
distinguished_name = dn
prompt = no
[dn]
CN = Time
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[narrow]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign
[no_ca]
basicConstraints = critical,CA:FALSE
keyUsage = critical,keyCertSign
[good]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[no_use]
keyUsage = critical,digitalSignature
[not_critical]
extendedKeyUsage = timeStamping
[two_uses]
extendedKeyUsage = critical,timeStamping,emailProtection
[enciphers]
keyUsage = critical,digitalSignature,keyEncipherment
extendedKeyUsage = critical,timeStamping
[strange]
extendedKeyUsage = critical,timeStamping
1.2.3.4.5 = critical,ASN1:NULL
[tsa]
default_tsa = authority
[authority]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256,sha512
ess_cert_id_alg = sha256
[named]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha1
tsa_name = yes
`;

const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.of(tag, ...size), body]);
};
export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** A TSTInfo over `imprint`, as an authority might write it. */
export function tstInfo(imprint: Buffer, time: string, version = 1): Buffer {
  const algorithm = der(0x30, Buffer.from('0609608648016503040201', 'hex'), Buffer.from('0500', 'hex'));
  return der(0x30, der(2, Buffer.of(version)), Buffer.from('06042a030401', 'hex'), der(0x30, algorithm, der(4, imprint)), der(2, Buffer.of(5)), der(0x18, Buffer.from(time)));
}

type Key = 'P-256' | 'RSA-2048';
const newKey: { [kind in Key]: string[] } = { 'P-256': ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], 'RSA-2048': ['rsa:2048'] };

/** A folder with an authority, `tsa`, and whoever vouches for it, `ca`; and as many more as are made. */
export class Authorities {
  private readonly folder = mkdtempSync(join(tmpdir(), 'terang-tsa-'));

  constructor(private readonly kind: Key) {
    writeFileSync(join(this.folder, 'tsa.cnf'), configuration);
    writeFileSync(join(this.folder, 'serial'), '01\n');
    this.root('ca');
    this.certificate('tsa', 'good', 'ca');
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }

  private openssl(...words: string[]): Buffer {
    const { status, stdout, stderr } = spawnSync('openssl', words, { cwd: this.folder });
    if (status !== 0) throw new Error(`openssl ${words.join(' ')}: ${String(stderr)}`);
    return stdout;
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  pem(name: string): string {
    return readFileSync(this.file(`${name}.pem`), 'utf8');
  }

  root(name: string, extensions = 'ca'): void {
    this.openssl('req', '-x509', '-newkey', ...newKey[this.kind], '-nodes', '-config', 'tsa.cnf', '-subj', `/O=Test/CN=${name}`, '-extensions', extensions, '-days', '10', '-keyout', `${name}.key`, '-out', `${name}.pem`);
  }

  /** One that `by` vouches for; its extensions are a section above. */
  certificate(name: string, extensions: string, by: string): void {
    this.openssl('req', '-new', '-newkey', ...newKey[this.kind], '-nodes', '-config', 'tsa.cnf', '-subj', `/O=Test/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    this.openssl('x509', '-req', '-in', `${name}.csr`, '-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial', '-days', '10', '-extfile', 'tsa.cnf', '-extensions', extensions, '-out', `${name}.pem`);
  }

  /** A token over `text` as `openssl ts` makes it. */
  stamp(text: string, { by = 'tsa', chain = '', section = 'authority', digest = 'sha256' } = {}): Buffer {
    writeFileSync(this.file('text'), text);
    this.openssl('ts', '-query', '-data', 'text', `-${digest}`, '-cert', '-out', 'query');
    return this.openssl('ts', '-reply', '-config', 'tsa.cnf', '-section', section, '-queryfile', 'query', '-signer', `${by}.pem`, '-inkey', `${by}.key`, ...(chain ? ['-chain', `${chain}.pem`] : []), '-token_out');
  }

  /** A token of any content by any certificate: what `openssl ts` would refuse to make. */
  signed(info: Buffer, by: string, { names = true, brings = [] as string[] } = {}): Buffer {
    writeFileSync(this.file('info'), info);
    writeFileSync(this.file('brought'), brings.map((name) => this.pem(name)).join(''));
    return this.openssl('cms', '-sign', '-binary', '-nodetach', '-nosmimecap', '-md', 'sha256', '-econtent_type', 'id-smime-ct-TSTInfo', '-in', 'info', '-signer', `${by}.pem`, '-inkey', `${by}.key`, ...(names ? ['-cades'] : []), ...(brings.length ? ['-certfile', 'brought'] : []), '-outform', 'DER');
  }
}
