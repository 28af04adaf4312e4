import { X509Certificate, createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Sequence } from 'asn1js'
import {
  BitString,
  Constructed,
  Enumerated,
  GeneralizedTime,
  Integer,
  Null,
  OctetString,
  Primitive,
  PrintableString,
  Utf8String,
} from 'asn1js'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  BasicConstraints,
  BasicOCSPResponse,
  CertID,
  Certificate,
  CertificateRevocationList,
  ContentInfo,
  ExtKeyUsage,
  Extension,
  OCSPResponse,
  PKIStatusInfo,
  PublicKeyInfo,
  ResponseBytes,
  RevokedCertificate,
  SingleResponse,
  TSTInfo,
  Time,
  TimeStampReq,
  TimeStampResp,
} from 'pkijs'
import { cmsIds } from '../modules/document/adapters/cms-message.ts'
import { cmsMessage } from '../modules/document/adapters/sign-pdf.ts'
import type { SigningIdentity } from '../modules/document/adapters/signing-identity.ts'
import { timestampFrom } from '../modules/document/adapters/request-timestamp.ts'
import type { RequestTimestamp } from '../modules/document/adapters/request-timestamp.ts'

/** An authority made for one run of the tests: nothing of it is kept, and nobody else trusts it. */
export type Issued = { readonly key: KeyObject; readonly certificate: X509Certificate; readonly chain: readonly X509Certificate[] }

export type Issue = {
  readonly name: string
  readonly issuer?: Issued
  readonly key?: 'rsa' | 'ec' | { readonly rsa: number }
  readonly from?: string
  readonly to?: string
  readonly authority?: boolean
  readonly pathLength?: number
  /** First byte of the key usage bits; 0x80 digitalSignature, 0x40 nonRepudiation, 0x04 keyCertSign. */
  readonly usage?: number
  readonly purposes?: readonly string[]
  /** Sign the certificate with this hash instead. */
  readonly hash?: 'sha256' | 'sha1'
  /** An extension nobody knows, marked critical. */
  readonly strangeExtension?: boolean
}

export function issue({
  name,
  issuer,
  key = 'ec',
  from = '2025-01-01T00:00:00Z',
  to = '2035-01-01T00:00:00Z',
  hash = 'sha256',
  ...more
}: Issue): Issued {
  const pair =
    key === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
      : generateKeyPairSync('rsa', { modulusLength: key === 'rsa' ? 2048 : key.rsa })
  const signer = issuer?.key ?? pair.privateKey
  const certificate = new Certificate()
  certificate.version = 2
  certificate.serialNumber = new Integer({ valueHex: Uint8Array.from([1, ...randomBytes(8)]) })
  certificate.subject.typesAndValues.push(
    new AttributeTypeAndValue({ type: '2.5.4.6', value: new PrintableString({ value: 'VN' }) }),
    new AttributeTypeAndValue({ type: '2.5.4.10', value: new Utf8String({ value: 'Cơ quan thử' }) }),
    new AttributeTypeAndValue({ type: '2.5.4.3', value: new Utf8String({ value: name }) }),
  )
  certificate.issuer = issuer ? Certificate.fromBER(Uint8Array.from(issuer.certificate.raw)).subject : certificate.subject
  certificate.notBefore = new Time({ type: 1, value: dateOf(from) })
  certificate.notAfter = new Time({ type: 1, value: dateOf(to) })
  certificate.subjectPublicKeyInfo = PublicKeyInfo.fromBER(Uint8Array.from(pair.publicKey.export({ format: 'der', type: 'spki' })))
  const extensions: Extension[] = []
  if (more.authority) {
    const constraints = new BasicConstraints({ cA: true, ...(more.pathLength === undefined ? {} : { pathLenConstraint: more.pathLength }) })
    extensions.push(new Extension({ extnID: '2.5.29.19', critical: true, extnValue: constraints.toSchema().toBER() }))
  }
  const usage = more.usage ?? (more.authority ? 0x06 : 0xc0)
  const bits = new BitString({ valueHex: Uint8Array.from([usage]), unusedBits: Math.min(7, Math.log2(usage & -usage)) })
  extensions.push(new Extension({ extnID: '2.5.29.15', critical: true, extnValue: bits.toBER() }))
  if (more.purposes)
    extensions.push(
      new Extension({
        extnID: '2.5.29.37',
        critical: more.purposes.length === 1,
        extnValue: new ExtKeyUsage({ keyPurposes: [...more.purposes] }).toSchema().toBER(),
      }),
    )
  if (more.strangeExtension)
    extensions.push(new Extension({ extnID: '1.3.6.1.4.1.99999.1', critical: true, extnValue: new Null().toBER() }))
  certificate.extensions = extensions
  const algorithm = algorithmOf(signer, hash)
  certificate.signature = algorithm
  certificate.signatureAlgorithm = algorithm
  const tbs = certificate.encodeTBS()
  certificate.signatureValue = new BitString({ valueHex: Uint8Array.from(sign(hash, new Uint8Array(tbs.toBER()), signer)) })
  certificate.tbsView = new Uint8Array(tbs.toBER())
  const issued = new X509Certificate(Buffer.from(certificate.toSchema(true).toBER()))
  // The root itself does not travel.
  const chain = issuer ? [issuer.certificate, ...issuer.chain].filter((each) => !each.checkIssued(each)) : []
  return { key: pair.privateKey, certificate: issued, chain }
}

export function identityOf({ key, certificate, chain }: Issued): SigningIdentity {
  return { key, certificate, chain }
}

/** A list of revoked certificates, signed by their issuer. */
export function revocationList(
  issuer: Issued,
  revoked: readonly Issued[],
  { from = '2025-01-01T00:00:00Z', to = '2035-01-01T00:00:00Z', on = '2026-06-01T00:00:00Z' } = {},
): CertificateRevocationList {
  const list = new CertificateRevocationList({ version: 1 })
  list.issuer = Certificate.fromBER(Uint8Array.from(issuer.certificate.raw)).subject
  list.thisUpdate = new Time({ type: 1, value: dateOf(from) })
  list.nextUpdate = new Time({ type: 1, value: dateOf(to) })
  if (revoked.length > 0) {
    list.revokedCertificates = revoked.map(
      ({ certificate }) =>
        new RevokedCertificate({
          userCertificate: Certificate.fromBER(Uint8Array.from(certificate.raw)).serialNumber,
          revocationDate: new Time({ type: 1, value: dateOf(on) }),
        }),
    )
  }
  const algorithm = algorithmOf(issuer.key, 'sha256')
  list.signature = algorithm
  list.signatureAlgorithm = algorithm
  // Protected in the declaration only; it is what the list is signed over.
  const tbs = (list as unknown as { encodeTBS(): Sequence }).encodeTBS().toBER()
  list.signatureValue = new BitString({ valueHex: Uint8Array.from(sign('sha256', new Uint8Array(tbs), issuer.key)) })
  list.tbsView = new Uint8Array(tbs)
  return CertificateRevocationList.fromBER(list.toSchema(true).toBER())
}

/** A responder's answer for one certificate (RFC 6960); `revokedAt` null is good. Signed by the issuer, or by `by`. */
export function ocspAnswer(issuer: Issued, of: Issued, revokedAt: string | null, by: Issued = issuer): Buffer {
  const own = Certificate.fromBER(Uint8Array.from(issuer.certificate.raw))
  const sha1 = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(createHash('sha1').update(bytes).digest())
  const answer = new BasicOCSPResponse()
  const about = new CertID({
    hashAlgorithm: new AlgorithmIdentifier({ algorithmId: '1.3.14.3.2.26', algorithmParams: new Null() }),
    issuerNameHash: new OctetString({ valueHex: sha1(new Uint8Array(own.subject.toSchema().toBER())) }),
    issuerKeyHash: new OctetString({ valueHex: sha1(own.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView) }),
    serialNumber: Certificate.fromBER(Uint8Array.from(of.certificate.raw)).serialNumber,
  })
  const single = new SingleResponse({
    certID: about,
    thisUpdate: dateOf('2026-11-23T00:00:00Z'),
    nextUpdate: dateOf('2026-12-23T00:00:00Z'),
  })
  single.certStatus =
    revokedAt === null
      ? new Primitive({ idBlock: { tagClass: 3, tagNumber: 0 }, lenBlock: { length: 1 } })
      : new Constructed({ idBlock: { tagClass: 3, tagNumber: 1 }, value: [new GeneralizedTime({ valueDate: dateOf(revokedAt) })] })
  answer.tbsResponseData.responderID = own.subject
  answer.tbsResponseData.producedAt = dateOf('2026-11-23T00:00:00Z')
  answer.tbsResponseData.responses = [single]
  answer.signatureAlgorithm = algorithmOf(by.key, 'sha256')
  const tbs = new Uint8Array(answer.tbsResponseData.toSchema(true).toBER())
  answer.tbsResponseData.tbsView = tbs
  answer.signature = new BitString({ valueHex: Uint8Array.from(sign('sha256', tbs, by.key)) })
  const whole = new OCSPResponse({
    responseStatus: new Enumerated({ value: 0 }),
    responseBytes: new ResponseBytes({
      responseType: '1.3.6.1.5.5.7.48.1.1',
      response: new OctetString({ valueHex: answer.toSchema().toBER() }),
    }),
  })
  return Buffer.from(whole.toSchema().toBER())
}

function algorithmOf(key: KeyObject, hash: 'sha256' | 'sha1'): AlgorithmIdentifier {
  const isRsa = key.asymmetricKeyType === 'rsa'
  if (hash === 'sha1')
    return isRsa
      ? new AlgorithmIdentifier({ algorithmId: '1.2.840.113549.1.1.5', algorithmParams: new Null() })
      : new AlgorithmIdentifier({ algorithmId: '1.2.840.10045.4.1' })
  return isRsa
    ? new AlgorithmIdentifier({ algorithmId: '1.2.840.113549.1.1.11', algorithmParams: new Null() })
    : new AlgorithmIdentifier({ algorithmId: '1.2.840.10045.4.3.2' })
}

function dateOf(instant: string): Date {
  return new Date(Temporal.Instant.from(instant).epochMilliseconds)
}

/** A time-stamping authority on loopback that stamps what it is asked, at a given hour. */
export async function startTimestampAuthority(
  authority: Issued,
  { at = '2026-11-23T03:05:10Z', alterImprint = false, refuse = false } = {},
): Promise<{ readonly url: string; readonly stamp: RequestTimestamp; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      const asked = TimeStampReq.fromBER(Uint8Array.from(Buffer.concat(parts)))
      if (alterImprint) asked.messageImprint.hashedMessage = new OctetString({ valueHex: new Uint8Array(32) })
      const info = new TSTInfo({
        version: 1,
        policy: '1.3.6.1.4.1.99999.2',
        messageImprint: asked.messageImprint,
        serialNumber: new Integer({ value: 7 }),
        genTime: dateOf(at),
        ...(asked.nonce ? { nonce: asked.nonce } : {}),
      })
      const content = new Uint8Array(info.toSchema().toBER())
      const token = await cmsMessage({
        identity: authority,
        digest: createHash('sha256').update(content).digest(),
        type: cmsIds.timestampInfo,
        content,
      })
      const answer = refuse
        ? new TimeStampResp({ status: new PKIStatusInfo({ status: 2 }) })
        : new TimeStampResp({ status: new PKIStatusInfo({ status: 0 }), timeStampToken: ContentInfo.fromBER(Uint8Array.from(token)) })
      response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(Buffer.from(answer.toSchema().toBER()))
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    url,
    stamp: timestampFrom(url),
    close: async () => await new Promise((resolve) => server.close(() => resolve())),
  }
}
