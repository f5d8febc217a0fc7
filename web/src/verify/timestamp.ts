// RFC 3161: what a time-stamp authority says about octets, checked against whom the reader trusts to vouch for authorities.
// The checks and the names of refusals are those of ledger/timestamp.h. A chunk of its own: few files bring time stamps.
import { type AsnType, fromBER, GeneralizedTime, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import { BasicConstraints, Certificate, ContentInfo, ExtKeyUsage, type GeneralName, IssuerAndSerialNumber, RelativeDistinguishedNames, SignedData, TSTInfo } from 'pkijs';
import { fromBase64, hash, same, utf8 } from './bytes';
import { timeText } from './entry';
import { Malformed } from './note';

const ids = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  commonName: '2.5.4.3',
  keyUsage: '2.5.29.15',
  alternativeName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  policies: '2.5.29.32',
  extendedKeyUsage: '2.5.29.37',
} as const;
const hashes: { [id: string]: string } = {
  '1.3.14.3.2.26': 'SHA-1', '2.16.840.1.101.3.4.2.1': 'SHA-256', '2.16.840.1.101.3.4.2.2': 'SHA-384', '2.16.840.1.101.3.4.2.3': 'SHA-512',
};
/** Critical extensions that are understood here; a certificate with any other vouches for nothing. */
const understood: string[] = [ids.keyUsage, ids.alternativeName, ids.basicConstraints, ids.policies, ids.extendedKeyUsage];
/** Signatures of certificates that are tried, however many certificates a token brings. */
const mostTried = 64;

export interface Stamp {
  /** genTime, as the ledger writes times. */
  at: string;
  /** Whom the token names as the one who stamped. */
  by: string;
}

interface Read extends Stamp {
  signed: SignedData;
  info: TSTInfo;
  /** genTime in whole seconds, as certificates count. */
  seconds: number;
}

const untrusted = (why: string): Malformed => new Malformed('timestamp_untrusted', `The time stamp does not verify: ${why}.`);
const buffer = (octets: Uint8Array): ArrayBuffer => octets.slice().buffer as ArrayBuffer;
const derOf = (one: Pick<Certificate | GeneralName, 'toSchema'>): Uint8Array => new Uint8Array((one.toSchema() as AsnType).toBER());

/** The whole of the octets, or nothing. */
function decoded(octets: Uint8Array): AsnType {
  const { offset, result } = fromBER(buffer(octets));
  if (offset !== octets.length) throw new Error('not BER');
  return result;
}

/** GeneralizedTime as DER has it, "20261122220000Z", perhaps with a fraction of a second: microseconds since 1970. */
function micros(time: AsnType | undefined): number {
  if (!(time instanceof GeneralizedTime)) throw new Error('no GeneralizedTime');
  const text = String.fromCharCode(...time.valueBlock.valueHexView);
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,6}))?Z$/.exec(text);
  const at = parts ? Date.parse(`${parts[1]!}-${parts[2]!}-${parts[3]!}T${parts[4]!}:${parts[5]!}:${parts[6]!}Z`) : NaN;
  if (!parts || Number.isNaN(at)) throw new Error(text);
  return at * 1000 + Number((parts[7] ?? '').padEnd(6, '0'));
}

function commonName(name: RelativeDistinguishedNames): string {
  const { typesAndValues } = name;
  const one = typesAndValues.find(({ type }) => type === ids.commonName) ?? typesAndValues[0];
  return one ? String((one.value.valueBlock as { value?: unknown }).value ?? '') : '';
}

const certificatesOf = (signed: SignedData): Certificate[] => (signed.certificates ?? []).filter((one): one is Certificate => one instanceof Certificate);

function signerOf(signed: SignedData): Certificate | undefined {
  const sid = signed.signerInfos[0]?.sid as unknown;
  return sid instanceof IssuerAndSerialNumber ? certificatesOf(signed).find((one) => one.issuer.isEqual(sid.issuer) && one.serialNumber.isEqual(sid.serialNumber)) : undefined;
}

function read(token: Uint8Array): Read {
  try {
    const outer = new ContentInfo({ schema: decoded(token) });
    if (outer.contentType !== ids.signedData) throw new Error(outer.contentType);
    const signed = new SignedData({ schema: outer.content as AsnType });
    const { eContent, eContentType } = signed.encapContentInfo;
    if (eContentType !== ids.tstInfo || !eContent) throw new Error(eContentType);
    const content = decoded(new Uint8Array(eContent.getValue()));
    const at = micros((content as Sequence).valueBlock.value[4]);
    const info = new TSTInfo({ schema: content });
    const signer = signerOf(signed);
    const named = info.tsa?.value as unknown;
    const name = signer?.subject ?? (named instanceof RelativeDistinguishedNames ? named : undefined);
    return { signed, info, at: timeText(at), by: name ? commonName(name) : '', seconds: Math.floor(at / 1_000_000) };
  } catch {
    throw new Malformed('timestamp_malformed', 'That is no RFC 3161 time-stamp token.');
  }
}

/** Every certificate of a PEM text, until one that is none. Throws Malformed: timestamp_ca_malformed. */
export function parseAuthorities(pem: string): Certificate[] {
  const found: Certificate[] = [];
  try {
    for (const [, body] of pem.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g)) {
      found.push(new Certificate({ schema: decoded(fromBase64(body!.replace(/\s/g, '')) ?? new Uint8Array()) }));
    }
  } catch {
    // Those before it are taken.
  }
  if (found.length === 0) throw new Malformed('timestamp_ca_malformed', 'The file that vouches for time-stamp authorities holds no certificate.');
  return found;
}

const parsedOf = (certificate: Certificate, id: string): unknown => certificate.extensions?.find(({ extnID }) => extnID === id)?.parsedValue;

/** The bits of keyUsage, the first of them highest; undefined where the certificate may be used for all. */
function usageOf(certificate: Certificate): number | undefined {
  const bits = parsedOf(certificate, ids.keyUsage) as { valueBlock?: { valueHexView?: Uint8Array } } | undefined;
  return bits && (bits.valueBlock?.valueHexView?.[0] ?? 0);
}

/** What any certificate of a chain is refused for. */
function unfit(certificate: Certificate, seconds: number): string | undefined {
  const name = commonName(certificate.subject);
  const extensions = certificate.extensions ?? [];
  if (new Set(extensions.map(({ extnID }) => extnID)).size < extensions.length) return `an extension stands twice in the certificate of ${name}`;
  const unknown = extensions.find(({ critical, extnID, parsedValue }) => critical && (!understood.includes(extnID) || !parsedValue));
  if (unknown) return `the certificate of ${name} has the critical extension ${unknown.extnID}`;
  const at = seconds * 1000;
  return certificate.notBefore.value.getTime() > at || certificate.notAfter.value.getTime() < at ? `the certificate of ${name} did not hold then` : undefined;
}

/** Whether it may sign the certificate above `below` others that are no roots. */
function isCa(certificate: Certificate, below: number): boolean {
  const constraints = parsedOf(certificate, ids.basicConstraints);
  // The first version of certificates has no extensions; only a root of it is believed.
  if (!certificate.extensions?.length) return certificate.subject.isEqual(certificate.issuer);
  if (!(constraints instanceof BasicConstraints) || !constraints.cA) return false;
  const usage = usageOf(certificate);
  if (usage !== undefined && (usage & 0x04) === 0) return false;
  const most = constraints.pathLenConstraint as unknown;
  return most === undefined || below <= (typeof most === 'number' ? most : (most as { valueBlock: { valueDec: number } }).valueBlock.valueDec);
}

async function signedBy(certificate: Certificate, issuer: Certificate): Promise<boolean> {
  if (!certificate.signature.isEqual(certificate.signatureAlgorithm)) return false;
  try {
    return await certificate.verify(issuer);
  } catch {
    return false;
  }
}

/** From the signer to one of the trusted roots; throws where there is no such chain. */
async function chainTo(trusted: Certificate[], signer: Certificate, others: Certificate[], seconds: number): Promise<Certificate[]> {
  const known = [...trusted, ...others];
  let tried = 0;
  let why = `nobody who is trusted vouches for ${commonName(signer.subject)}`;
  const upwards = async (path: Certificate[]): Promise<Certificate[] | undefined> => {
    const last = path[path.length - 1]!;
    const bad = unfit(last, seconds);
    if (bad) {
      why = bad;
      return undefined;
    }
    const isRoot = last.subject.isEqual(last.issuer);
    if (isRoot) return trusted.some((one) => same(one.tbsView, last.tbsView)) ? path : undefined;
    const below = path.slice(1).filter((one) => !one.subject.isEqual(one.issuer)).length;
    for (const issuer of known) {
      if (path.some((one) => same(one.tbsView, issuer.tbsView)) || !issuer.subject.isEqual(last.issuer) || !isCa(issuer, below)) continue;
      if ((tried += 1) > mostTried) return undefined;
      const found = (await signedBy(last, issuer)) && (await upwards([...path, issuer]));
      if (found) return found;
    }
    return undefined;
  };
  const chain = await upwards([signer]);
  if (!chain) throw untrusted(why);
  return chain;
}

/** Whoever stamps may do nothing else with that key. */
function checkPurpose(signer: Certificate): void {
  const extension = signer.extensions?.find(({ extnID }) => extnID === ids.extendedKeyUsage);
  const purposes = extension?.parsedValue instanceof ExtKeyUsage ? extension.parsedValue.keyPurposes : [];
  if (!extension?.critical || purposes.length !== 1 || purposes[0] !== ids.timeStamping) throw untrusted('the certificate is not for time stamps alone');
  const usage = usageOf(signer);
  // digitalSignature, nonRepudiation, and nothing beside them.
  if (usage !== undefined && ((usage & 0xc0) === 0 || (usage & 0x3f) !== 0)) throw untrusted('the certificate is not for signatures alone');
}

/** The signature names the certificates that it stands by (RFC 2634, RFC 5035), the signer's first. */
async function checkNamed(signed: SignedData, chain: Certificate[]): Promise<void> {
  const attributes = (signed.signerInfos[0]!.signedAttrs?.attributes ?? []).filter(({ type }) => type === ids.signingCertificate || type === ids.signingCertificateV2);
  if (attributes.length === 0) throw untrusted('its signature names no certificate');
  for (const { type, values } of attributes) {
    const list = ((values as Sequence[])[0]?.valueBlock.value[0] as Sequence | undefined)?.valueBlock.value as Sequence[] | undefined;
    for (const [at, one] of (list ?? [undefined]).entries()) {
      const [first, second] = one?.valueBlock.value ?? [];
      const said = first instanceof Sequence ? second : first;
      const algorithm = first instanceof Sequence && first.valueBlock.value[0];
      const name = type === ids.signingCertificate ? 'SHA-1' : algorithm instanceof ObjectIdentifier ? hashes[algorithm.valueBlock.toString()] : 'SHA-256';
      if (!(said instanceof OctetString) || !name) throw untrusted('the certificates that its signature names cannot be read');
      const fits = await Promise.all((at === 0 ? chain.slice(0, 1) : chain).map(async (link) => same(new Uint8Array(await crypto.subtle.digest(name, buffer(derOf(link)))), said.valueBlock.valueHexView)));
      if (!fits.includes(true)) throw untrusted('its signature names another certificate');
    }
  }
}

async function checkSignature(signed: SignedData, text: Uint8Array): Promise<void> {
  let good: boolean;
  try {
    good = await signed.verify({ signer: 0, data: buffer(text) });
  } catch (error) {
    throw untrusted((error as Error).message || 'its signature cannot be read');
  }
  if (!good) throw untrusted('its signature is wrong');
}

/** The token may name its authority: then it is the one who signed. */
function checkAuthority({ tsa }: TSTInfo, signer: Certificate): void {
  if (!tsa) return;
  const alternatives = (parsedOf(signer, ids.alternativeName) as { altNames?: GeneralName[] } | undefined)?.altNames ?? [];
  const itself = tsa.value instanceof RelativeDistinguishedNames && tsa.value.isEqual(signer.subject);
  if (!itself && !alternatives.some((one) => same(derOf(one), derOf(tsa)))) throw untrusted('it names another authority than the one who signed');
}

async function checkTrust({ signed, info, seconds }: Read, text: Uint8Array, trusted: Certificate[]): Promise<void> {
  const signer = signed.signerInfos.length === 1 ? signerOf(signed) : undefined;
  if (!signer) throw untrusted('it does not bring the certificate of one signer');
  const chain = await chainTo(trusted, signer, certificatesOf(signed), seconds);
  checkPurpose(signer);
  await checkNamed(signed, chain);
  await checkSignature(signed, text);
  if (info.version !== 1) throw untrusted('it is of another version');
  checkAuthority(info, signer);
}

/**
 * When a token says that `text` was there, and who says it; whether that holds only where `authorities` (PEM) are given.
 * Throws Malformed, in this order: timestamp_malformed, timestamp_other_hash, timestamp_ca_malformed, timestamp_untrusted.
 */
export async function checkTimestamp(token: Uint8Array, text: string, authorities?: string): Promise<Stamp> {
  const stamped = read(token);
  const { hashAlgorithm, hashedMessage } = stamped.info.messageImprint;
  const octets = utf8.encode(text);
  if (hashes[hashAlgorithm.algorithmId] !== 'SHA-256' || !same(hashedMessage.valueBlock.valueHexView, hash(octets))) {
    throw new Malformed('timestamp_other_hash', 'The time stamp is over other octets.');
  }
  if (authorities !== undefined) {
    const trusted = parseAuthorities(authorities);
    try {
      await checkTrust(stamped, octets, trusted);
    } catch (error) {
      // Whatever a token may hold that the libraries stumble over is no proof.
      throw error instanceof Malformed ? error : untrusted((error as Error).message);
    }
  }
  return { at: stamped.at, by: stamped.by };
}
