import { createHash, sign } from 'node:crypto'
import { Constructed, Null, ObjectIdentifier, OctetString, Sequence, Set as Asn1Set } from 'asn1js'
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs'
import { SignPdf } from '@signpdf/signpdf'
import { Signer } from '@signpdf/utils'
import { PdfFile } from '../domain/pdf-file.ts'
import { signatureRoom } from '../domain/pdf-update.ts'
import { summaryOf } from './certificate-chain.ts'
import { cmsIds } from './cms-message.ts'
import type { RequestTimestamp } from './request-timestamp.ts'
import type { SigningIdentity } from './signing-identity.ts'
import { inflate } from './verify-pdf.ts'

const sha256 = '2.16.840.1.101.3.4.2.1'

export type SignPdfRequest = {
  readonly identity: SigningIdentity
  /** Why, as shown by readers: `Phát hành giấy tờ`. */
  readonly reason: string
  /** ISO 8601; claimed, not proved, unless a time stamp is asked for. */
  readonly signedAt: string
  readonly requestTimestamp?: RequestTimestamp | undefined
}

/**
 * Signs a form by appending to it: PAdES baseline B-B (ETSI EN 319 142-1), or B-T with a time stamp. What was
 * printed stays byte for byte at the front of the file.
 *
 * @throws PdfBroken for a file not built as ours are; Error when the time-stamping authority fails.
 */
export async function signPdf(bytes: Uint8Array, { identity, reason, signedAt, requestTimestamp }: SignPdfRequest): Promise<Uint8Array> {
  const { name } = summaryOf(identity.certificate)
  const certificates = [identity.certificate, ...identity.chain].reduce((sum, { raw }) => sum + raw.length, 0)
  const size = 2048 + certificates + (requestTimestamp ? 12_288 : 0)
  const file = new PdfFile(bytes, inflate)
  const prepared = Buffer.concat([bytes, Buffer.from(signatureRoom(file, { name, reason, signedAt, size }), 'latin1')])
  return await new SignPdf().sign(prepared, new CmsSigner(identity, requestTimestamp))
}

class CmsSigner extends Signer {
  readonly #identity: SigningIdentity
  readonly #requestTimestamp: RequestTimestamp | undefined

  constructor(identity: SigningIdentity, requestTimestamp: RequestTimestamp | undefined) {
    super()
    this.#identity = identity
    this.#requestTimestamp = requestTimestamp
  }

  override async sign(signedBytes: Buffer): Promise<Buffer> {
    const digest = createHash('sha256').update(signedBytes).digest()
    return await cmsMessage({
      identity: this.#identity,
      digest,
      type: cmsIds.data,
      content: null,
      requestTimestamp: this.#requestTimestamp,
    })
  }
}

export type CmsRequest = {
  readonly identity: SigningIdentity
  /** SHA-256 of the content. */
  readonly digest: Uint8Array
  readonly type: string
  /** The content itself when it travels inside; null for a detached message. */
  readonly content: Uint8Array | null
  readonly requestTimestamp?: RequestTimestamp | undefined
}

/** A CMS message with the signed attributes of CAdES baseline: content type, digest, and which certificate signed. No signing time: PAdES keeps it in the PDF. */
export async function cmsMessage({ identity, digest, type, content, requestTimestamp }: CmsRequest): Promise<Buffer> {
  const certificate = Certificate.fromBER(Uint8Array.from(identity.certificate.raw))
  const certificateHash = createHash('sha256').update(identity.certificate.raw).digest()
  const isRsa = identity.key.asymmetricKeyType === 'rsa'
  const digestAlgorithm = new AlgorithmIdentifier({ algorithmId: sha256, algorithmParams: new Null() })
  const signatureAlgorithm = isRsa
    ? new AlgorithmIdentifier({ algorithmId: '1.2.840.113549.1.1.11', algorithmParams: new Null() })
    : new AlgorithmIdentifier({ algorithmId: '1.2.840.10045.4.3.2' })
  const attributes = inOrder([
    new Attribute({ type: cmsIds.contentType, values: [new ObjectIdentifier({ value: type })] }),
    new Attribute({ type: cmsIds.messageDigest, values: [octets(digest)] }),
    // Which algorithms were used is signed too (RFC 6211): nothing about the signature is left for others to write.
    new Attribute({
      type: cmsIds.algorithmProtection,
      values: [
        new Sequence({
          value: [
            digestAlgorithm.toSchema(),
            new Constructed({ idBlock: { tagClass: 3, tagNumber: 1 }, value: signatureAlgorithm.toSchema().valueBlock.value }),
          ],
        }),
      ],
    }),
    // SHA-256 is the default of ESSCertIDv2 and is therefore not written (DER).
    new Attribute({
      type: cmsIds.signingCertificateV2,
      values: [new Sequence({ value: [new Sequence({ value: [new Sequence({ value: [octets(certificateHash)] })] })] })],
    }),
  ])
  const toSign = new Asn1Set({ value: attributes.map((attribute) => attribute.toSchema()) }).toBER()
  const signature = sign('sha256', new Uint8Array(toSign), identity.key)
  const token = requestTimestamp ? await requestTimestamp(signature) : null
  const message = new SignedData({
    version: type === cmsIds.data ? 1 : 3,
    digestAlgorithms: [digestAlgorithm],
    encapContentInfo: enclosed(type, content),
    certificates: [certificate, ...identity.chain.map(({ raw }) => Certificate.fromBER(Uint8Array.from(raw)))],
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        digestAlgorithm,
        signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
        signatureAlgorithm,
        signature: octets(signature),
        ...(token
          ? {
              unsignedAttrs: new SignedAndUnsignedAttributes({
                type: 1,
                attributes: [new Attribute({ type: cmsIds.signatureTimestamp, values: [token.toSchema()] })],
              }),
            }
          : {}),
      }),
    ],
  })
  return Buffer.from(new ContentInfo({ contentType: cmsIds.signedData, content: message.toSchema(true) }).toSchema().toBER())
}

/** Set apart from the constructor, which would cut the content into pieces as only BER may. */
function enclosed(type: string, content: Uint8Array | null): EncapsulatedContentInfo {
  const info = new EncapsulatedContentInfo({ eContentType: type })
  if (content) info.eContent = octets(content)
  return info
}

/** DER wants the members of a set in the order of their bytes. */
function inOrder(attributes: Attribute[]): Attribute[] {
  return attributes
    .map((attribute) => ({ attribute, bytes: Buffer.from(attribute.toSchema().toBER()) }))
    .sort((one, other) => Buffer.compare(one.bytes, other.bytes))
    .map(({ attribute }) => attribute)
}

function octets(bytes: Uint8Array): OctetString {
  return new OctetString({ valueHex: Uint8Array.from(bytes) })
}
