import { createHash, sign } from 'node:crypto'
import { Null, ObjectIdentifier, OctetString, Sequence, Set as Asn1Set } from 'asn1js'
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
import { cmsIds } from '../modules/document/adapters/cms-message.ts'
import type { RequestTimestamp } from '../modules/document/adapters/request-timestamp.ts'
import type { Trust } from '../modules/document/adapters/certificate-chain.ts'
import { signPdf } from '../modules/document/adapters/sign-pdf.ts'
import { inflate } from '../modules/document/adapters/verify-pdf.ts'
import { PdfFile } from '../modules/document/domain/pdf-file.ts'
import { signatureRoom } from '../modules/document/domain/pdf-update.ts'
import type { SignatureProblem, Verdict } from '../modules/document/domain/signature-report.ts'
import { issue, revocationList, startTimestampAuthority } from './test-authority.ts'
import type { Issued } from './test-authority.ts'

/**
 * Signed files as they should be, and in every way we know that they should not: each made from one good
 * form by a named change. The keys are new at every run; what is said about a file does not depend on them.
 */
export type Beast = {
  readonly name: string
  readonly bytes: Uint8Array
  readonly verdict: Verdict
  readonly problem: SignatureProblem | null
}

type Cms = {
  readonly hash?: 'sha256' | 'sha1' | 'md5'
  readonly without?: readonly ('certificate' | 'ess' | 'attributes' | 'message-digest')[]
  /** Whose certificate the signed attributes name. */
  readonly names?: Issued
  readonly signers?: number
  readonly embed?: boolean
  readonly stamp?: RequestTimestamp
  readonly digest?: Uint8Array
  /** Changes what the signature does not cover. */
  readonly loose?: (message: SignedData, info: SignerInfo) => void
}

const hashIds = { sha256: '2.16.840.1.101.3.4.2.1', sha1: '1.3.14.3.2.26', md5: '1.2.840.113549.2.5' } as const
const signatureIds = { sha256: '1.2.840.113549.1.1.11', sha1: '1.2.840.113549.1.1.5', md5: '1.2.840.113549.1.1.4' } as const

export async function message(
  who: Issued,
  signed: Uint8Array,
  { hash = 'sha256', without = [], names = who, signers = 1, embed = false, stamp, digest, loose }: Cms,
): Promise<Buffer> {
  const certificate = Certificate.fromBER(Uint8Array.from(who.certificate.raw))
  const octets = (bytes: Uint8Array): OctetString => new OctetString({ valueHex: Uint8Array.from(bytes) })
  const attributes = [
    new Attribute({ type: cmsIds.contentType, values: [new ObjectIdentifier({ value: cmsIds.data })] }),
    ...(without.includes('message-digest')
      ? []
      : [new Attribute({ type: cmsIds.messageDigest, values: [octets(digest ?? createHash(hash).update(signed).digest())] })]),
    ...(without.includes('ess')
      ? []
      : [
          new Attribute({
            type: cmsIds.signingCertificateV2,
            values: [
              new Sequence({
                value: [
                  new Sequence({ value: [new Sequence({ value: [octets(createHash('sha256').update(names.certificate.raw).digest())] })] }),
                ],
              }),
            ],
          }),
        ]),
  ]
  const toSign = without.includes('attributes')
    ? signed
    : new Uint8Array(new Asn1Set({ value: attributes.map((each) => each.toSchema()) }).toBER())
  const isRsa = who.key.asymmetricKeyType === 'rsa'
  const signature = sign(hash, toSign, who.key)
  const token = stamp ? await stamp(signature) : null
  const info = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
    digestAlgorithm: new AlgorithmIdentifier({ algorithmId: hashIds[hash], algorithmParams: new Null() }),
    ...(without.includes('attributes') ? {} : { signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }) }),
    signatureAlgorithm: isRsa
      ? new AlgorithmIdentifier({ algorithmId: signatureIds[hash], algorithmParams: new Null() })
      : new AlgorithmIdentifier({ algorithmId: '1.2.840.10045.4.3.2' }),
    signature: octets(signature),
    ...(token
      ? {
          unsignedAttrs: new SignedAndUnsignedAttributes({
            type: 1,
            attributes: [new Attribute({ type: cmsIds.signatureTimestamp, values: [token.toSchema()] })],
          }),
        }
      : {}),
  })
  const enclosed = new EncapsulatedContentInfo({ eContentType: cmsIds.data })
  if (embed) enclosed.eContent = octets(Buffer.from('giấy khác'))
  const data = new SignedData({
    version: 1,
    digestAlgorithms: [new AlgorithmIdentifier({ algorithmId: hashIds[hash], algorithmParams: new Null() })],
    encapContentInfo: enclosed,
    ...(without.includes('certificate')
      ? {}
      : { certificates: [certificate, ...who.chain.map(({ raw }) => Certificate.fromBER(Uint8Array.from(raw)))] }),
    signerInfos: Array.from({ length: signers }, () => info),
  })
  loose?.(data, info)
  return Buffer.from(new ContentInfo({ contentType: cmsIds.signedData, content: data.toSchema(true) }).toSchema().toBER())
}

type Crafted = Cms & {
  /** Changes what is appended before it is signed; must keep its length. */
  readonly edit?: (update: string) => string
  /** Changes the finished range. */
  readonly range?: (range: number[]) => number[]
  readonly contents?: (cms: Buffer, signed: Buffer) => Buffer | Promise<Buffer>
}

const filler = 'x'.repeat(120)
const reasonHex = `/Reason <feff${'0078'.repeat(120)}>`

/** Signs with every liberty a forger who holds a key would take. */
export async function craft(pdf: Uint8Array, who: Issued, options: Crafted = {}): Promise<Buffer> {
  const file = new PdfFile(pdf, inflate)
  const plain = signatureRoom(file, { name: 'Vườn thú', reason: filler, signedAt: '2026-11-23T10:05:00+07:00', size: 9000 })
  const update = (options.edit ?? ((each: string) => each))(plain)
  if (update.length !== plain.length) throw new Error('an edit must keep the length')
  const bytes = Buffer.concat([pdf, Buffer.from(update, 'latin1')])
  const start = bytes.indexOf(Buffer.from(`<${'0'.repeat(200)}`, 'latin1'), pdf.length)
  const stop = bytes.indexOf(0x3e, start) + 1
  const range = (options.range ?? ((each: number[]) => each))([0, start, stop, bytes.length - stop])
  const slot = bytes.lastIndexOf('/ByteRange [0 /**********')
  if (slot >= 0) {
    const end = bytes.indexOf(0x5d, slot) + 1
    bytes.write(`/ByteRange [${range.join(' ')}]`.padEnd(end - slot), slot, 'latin1')
  }
  const [, first = start, second = stop, length = bytes.length - stop] = range
  const signed = Buffer.concat([bytes.subarray(0, Math.max(0, first)), bytes.subarray(second, second + length)])
  const cms = await (options.contents ?? ((each: Buffer) => each))(await message(who, signed, options), signed)
  bytes.write(cms.toString('hex'), start + 1, 'latin1')
  return bytes
}

export const reasonBecomes =
  (text: string) =>
  (update: string): string =>
    update.replace(reasonHex, text.padEnd(reasonHex.length))

/** Appends an update with these objects, as an editor would. */
export function append(pdf: Uint8Array, objects: Readonly<Record<number, string>>, trailer = '', newRoot?: number): Buffer {
  const file = new PdfFile(pdf, inflate)
  const root = file.trailer.entries.get('Root') as { number: number }
  const info = file.trailer.entries.get('Info') as { number: number }
  let text = '\n'
  let rows = ''
  for (const [number, body] of Object.entries(objects)) {
    rows += `${number} 1\n${String(pdf.length + text.length).padStart(10, '0')} 00000 n \n`
    text += `${number} 0 obj\n${body}\nendobj\n`
  }
  const at = pdf.length + text.length
  const size = Math.max(Number(file.trailer.entries.get('Size')), ...Object.keys(objects).map((each) => Number(each) + 1))
  text += `xref\n${rows === '' ? '0 0\n' : rows}trailer\n<</Size ${size}/Root ${newRoot ?? root.number} 0 R/Info ${info.number} 0 R/Prev ${file.startsAt}${trailer}>>\nstartxref\n${at}\n%%EOF`
  return Buffer.concat([pdf, Buffer.from(text, 'latin1')])
}

/** The current text of a dictionary object, to be changed and written again. */
export function objectText(pdf: Uint8Array, number: number): string {
  const file = new PdfFile(pdf, inflate)
  const value = file.object({ kind: 'reference', number, generation: 0 }) as { from: number; to: number }
  return Buffer.from(pdf.subarray(value.from, value.to)).toString('latin1')
}

export function at(pdf: Uint8Array, text: string): number {
  const place = Buffer.from(pdf).lastIndexOf(text, undefined, 'latin1')
  if (place < 0) throw new Error(`${text} does not occur`)
  return place
}

export function put(pdf: Uint8Array, place: number, text: string): Buffer {
  const copy = Buffer.from(pdf)
  copy.write(text, place, 'latin1')
  return copy
}

function flip(pdf: Uint8Array, place: number): Buffer {
  const copy = Buffer.from(pdf)
  copy[place] = (copy[place] ?? 0) ^ 1
  return copy
}

/** @param form an unsigned form as the centre prints it. */
export async function signatureZoo(
  form: Uint8Array,
): Promise<{ readonly beasts: readonly Beast[]; readonly trust: Trust; readonly now: string; readonly root: Issued }> {
  const root = issue({ name: 'Gốc thử', authority: true })
  const middle = issue({ name: 'Tổ chức chứng thực thử', issuer: root, authority: true, pathLength: 0 })
  const signer = issue({ name: 'Trung tâm Phục vụ hành chính công', issuer: middle, key: 'rsa' })
  const elliptic = issue({ name: 'Trung tâm (ECDSA)', issuer: middle })
  const revoked = issue({ name: 'Đã thu hồi', issuer: middle })
  const expired = issue({ name: 'Hết hạn', issuer: middle, to: '2026-11-23T12:00:00Z' })
  const stamper = issue({ name: 'Cấp dấu thời gian thử', issuer: middle, purposes: ['1.3.6.1.5.5.7.3.8'], usage: 0x80 })
  const longer = issue({ name: 'Cấp dưới không được phép', issuer: middle, authority: true })
  const peer = await startTimestampAuthority(stamper)
  const now = '2026-11-24T00:00:00Z'
  const trust: Trust = { anchors: [root.certificate], revocationLists: [revocationList(root, []), revocationList(middle, [revoked])] }
  const sign = async (pdf: Uint8Array, identity: Issued, requestTimestamp?: RequestTimestamp): Promise<Uint8Array> =>
    await signPdf(pdf, { identity, reason: 'Phát hành giấy tờ', signedAt: '2026-11-23T10:05:00+07:00', requestTimestamp })

  const good = await sign(form, signer)
  const contents = at(good, '/Contents <') + '/Contents '.length
  const contentsEnd = Buffer.from(good).indexOf(0x3e, contents)
  const cmsHex = Buffer.from(good.subarray(contents + 1, contentsEnd))
    .toString('latin1')
    .replace(/(?:00)+$/u, '')
  const range = at(good, '/ByteRange [')
  const rangeEnd = Buffer.from(good).indexOf(0x5d, range)
  const ranges = (text: string): Buffer => put(good, range, `/ByteRange [${text}]`.padEnd(rangeEnd - range + 1))
  const [, a = 0, b = 0, c = 0] =
    /\[(\d+) (\d+) (\d+) (\d+)/u
      .exec(Buffer.from(good.subarray(range, rangeEnd)).toString('latin1'))
      ?.slice(1)
      .map(Number) ?? []
  const file = new PdfFile(good, inflate)
  const rootNumber = (file.trailer.entries.get('Root') as { number: number }).number
  const infoNumber = (file.trailer.entries.get('Info') as { number: number }).number
  const size = Number(file.trailer.entries.get('Size'))
  const pageNumber = Number(/\/P (\d+) 0 R/u.exec(Buffer.from(good).toString('latin1', form.length))?.[1])
  const page = objectText(good, pageNumber)
  const catalog = objectText(good, rootNumber)
  const twice = await sign(good, elliptic)
  const firstStream = Buffer.from(good).indexOf('stream\n') + 40
  const certified = await craft(form, signer, {
    edit: reasonBecomes('/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 1/V/1.2>>>>]'),
  })

  const beasts: Beast[] = []
  const add = (name: string, bytes: Uint8Array, verdict: Verdict, problem: SignatureProblem | null = null): void => {
    beasts.push({ name, bytes, verdict, problem })
  }
  // As it should be.
  add('good-rsa', good, 'valid')
  add('good-ecdsa', await sign(form, elliptic), 'valid')
  add('good-timestamped', await sign(form, signer, peer.stamp), 'valid')
  add('good-signed-twice', twice, 'valid', 'LATER_SIGNATURE')
  add(
    'good-older-format',
    await craft(form, signer, { edit: (update) => update.replace('/SubFilter/ETSI.CAdES.detached', '/SubFilter/adbe.pkcs7.detached') }),
    'valid',
  )
  add('good-certified', certified, 'valid')
  add(
    'good-visible-second',
    await craft(good, signer, { edit: (update) => update.replace('/Rect [0 0 0 0]', '/Rect [1 1 9 9]') }),
    'valid',
    'LATER_SIGNATURE_VISIBLE',
  )
  // Not signed, not a form.
  add('unsigned', form, 'unsigned')
  add('empty', new Uint8Array(), 'unreadable', 'NOT_PDF')
  add('not-pdf', Buffer.from('Đơn đề nghị\n'.repeat(100)), 'unreadable', 'NOT_PDF')
  add('encrypted', append(good, {}, '/Encrypt<</Filter/Standard/V 1/R 2/O <00>/U <00>/P -4>>'), 'unreadable', 'DOCUMENT_ENCRYPTED')
  // Cut, damaged.
  add('cut-in-half', good.subarray(0, good.length >> 1), 'unreadable', 'STRUCTURE_BROKEN')
  add('cut-inside-contents', good.subarray(0, contents + 400), 'invalid', 'SIGNATURE_HIDDEN')
  add('cut-at-the-end', good.subarray(0, good.length - 20), 'unreadable', 'STRUCTURE_BROKEN')
  add('bytes-before', Buffer.concat([Buffer.from('xx\n'), good]), 'indeterminate', 'BYTES_BEFORE_HEADER')
  add('startxref-elsewhere', put(good, at(good, 'startxref\n') + 10, '00012'), 'unreadable', 'STRUCTURE_BROKEN')
  add(
    'sections-in-a-circle',
    await craft(form, signer, {
      edit: (update) =>
        update.replace(/\/Prev \d+/u, (text) => `/Prev ${/startxref\n(\d+)/u.exec(update)?.[1]}`.padEnd(text.length).slice(0, text.length)),
    }),
    'unreadable',
    'STRUCTURE_BROKEN',
  )
  add(
    'nested-to-exhaust',
    await craft(form, signer, { edit: reasonBecomes(`/Reason ${'['.repeat(100)}${']'.repeat(100)}`) }),
    'unreadable',
    'STRUCTURE_BROKEN',
  )
  // Content changed.
  add('content-byte-flipped', flip(good, firstStream), 'invalid', 'DIGEST_WRONG')
  add('tail-byte-flipped', put(good, at(good, '/Reason <') + 14, '0049'), 'invalid', 'DIGEST_WRONG')
  add('signing-time-moved', put(good, at(good, '/M (D:') + 9, '5'), 'invalid', 'DIGEST_WRONG')
  add(
    'signature-of-another-file',
    put(await sign(form, elliptic).then((other) => put(other, 200, 'xxxx')), contents + 1, cmsHex),
    'invalid',
    'DIGEST_WRONG',
  )
  // The place of the signature.
  add('contents-zero', put(good, contents + 1, '0'.repeat(contentsEnd - contents - 1)), 'invalid', 'CONTENTS_EMPTY')
  add('contents-no-length', put(good, contents, '<>'.padEnd(contentsEnd - contents + 1)), 'invalid', 'BYTE_RANGE_GAP')
  add('contents-as-text', put(put(good, contents, '('), contentsEnd, ')'), 'invalid', 'BYTE_RANGE_GAP')
  add('contents-spaced', put(good, contentsEnd - 4, '    '), 'invalid', 'BYTE_RANGE_GAP')
  add('contents-not-hexadecimal', put(good, contents + 100, 'zz'), 'unreadable', 'STRUCTURE_BROKEN')
  add('contents-missing', put(good, at(good, '/Contents <'), '/Contentz'), 'invalid', 'SIGNATURE_INCOMPLETE')
  add('contents-cut', put(good, contents + 1 + (cmsHex.length >> 2) * 2, '0'.repeat(cmsHex.length >> 1)), 'invalid', 'CMS_MALFORMED')
  add(
    'contents-garbage',
    put(good, contents + 1, createHash('sha512').update('garbage').digest('hex').repeat(8)),
    'invalid',
    'CMS_MALFORMED',
  )
  add('contents-padding-dirty', put(good, contentsEnd - 8, 'deadbeef'), 'indeterminate', 'CONTENTS_PADDED')
  add(
    'contents-nested-to-exhaust',
    await craft(form, signer, { contents: () => Buffer.from('30800000'.slice(0, 4).repeat(4000), 'hex') }),
    'invalid',
    'CMS_MALFORMED',
  )
  add(
    'contents-indefinite-length',
    await craft(form, signer, {
      contents: (cms) => Buffer.concat([Buffer.from('3080', 'hex'), cms.subarray(4), Buffer.from('0000', 'hex')]),
    }),
    'valid',
    'CMS_NOT_DER',
  )
  add('signature-bit-flipped', put(good, contents + cmsHex.length - 5, cmsHex.at(-6) === '0' ? '1' : '0'), 'invalid', 'SIGNATURE_WRONG')
  // The signed range.
  add('range-missing', put(good, range, '/ByteRanje'), 'invalid', 'SIGNATURE_INCOMPLETE')
  add('range-negative', ranges(`0 ${a} -${b} ${c}`.slice(0, rangeEnd - range - 12)), 'invalid', 'BYTE_RANGE_MALFORMED')
  add('range-overlaps', ranges(`0 ${a} ${a - 10} ${good.length - a + 10}`), 'invalid', 'BYTE_RANGE_MALFORMED')
  add('range-beyond-the-file', ranges(`0 ${a} ${b} ${c + 900}`), 'invalid', 'BYTE_RANGE_MALFORMED')
  add('range-starts-late', ranges(`9 ${a - 9} ${b} ${c}`), 'invalid', 'BYTE_RANGE_MALFORMED')
  add('range-first-part-empty', ranges(`0 0 ${b} ${c}`), 'invalid', 'BYTE_RANGE_MALFORMED')
  add('range-of-three', ranges(`0 ${a} ${b}`), 'invalid', 'BYTE_RANGE_MALFORMED')
  add('range-of-names', ranges('/a /b /c /d'), 'invalid', 'BYTE_RANGE_MALFORMED')
  add('range-with-fractions', ranges(`0 ${a}.5 ${b} ${c}`.slice(0, rangeEnd - range - 12)), 'invalid', 'BYTE_RANGE_MALFORMED')
  add('range-swapped', ranges(`${b} ${c} 0 ${a}`), 'invalid', 'BYTE_RANGE_MALFORMED')
  add(
    'range-stops-short',
    await craft(form, signer, { range: ([w = 0, x = 0, y = 0, z = 0]) => [w, x, y, z - 60] }),
    'invalid',
    'CHANGED_AFTER_SIGNING',
  )
  add(
    'range-hole-before',
    await craft(form, signer, { range: ([w = 0, x = 0, y = 0, z = 0]) => [w, x - 80, y, z] }),
    'invalid',
    'BYTE_RANGE_GAP',
  )
  add(
    'range-hole-after',
    await craft(form, signer, { range: ([w = 0, x = 0, y = 0, z = 0]) => [w, x, y + 80, z - 80] }),
    'invalid',
    'BYTE_RANGE_GAP',
  )
  add('range-said-twice', await craft(form, signer, { edit: reasonBecomes('/ByteRange [0 10 20 30]') }), 'invalid', 'SIGNATURE_AMBIGUOUS')
  add('contents-said-twice', await craft(form, signer, { edit: reasonBecomes('/Contents <3003020100>') }), 'invalid', 'SIGNATURE_AMBIGUOUS')
  // Something after the signature.
  add('after-a-line-break', Buffer.concat([good, Buffer.from('\n')]), 'invalid', 'BYTES_AFTER_SIGNATURE')
  add('after-text', Buffer.concat([good, Buffer.from('\n% thêm\n')]), 'invalid', 'BYTES_AFTER_SIGNATURE')
  add(
    'after-a-second-end',
    Buffer.concat([good, Buffer.from('\nstartxref\n' + String(file.startsAt) + '\n%%EOF\n')]),
    'invalid',
    'BYTES_AFTER_SIGNATURE',
  )
  add('after-an-empty-update', append(good, {}), 'invalid', 'CHANGED_AFTER_SIGNING')
  add(
    'after-a-page-replaced',
    append(good, {
      [pageNumber]: page.replace(/\/MediaBox\s?\[[^\]]*\]|<<6d656469617/u, '/MediaBox [0 0 9 9]').replace('/Annots', '/Rotate 90/Annots'),
    }),
    'invalid',
    'CHANGED_AFTER_SIGNING',
  )
  add(
    'after-a-note-on-the-page',
    append(good, {
      [pageNumber]: page.replace('/Annots [', `/Annots [${size} 0 R `),
      [size]: '<</Type/Annot/Subtype/FreeText/Rect [9 9 300 300]/Contents (1.000.000)/DA(/Helv 9 Tf)>>',
    }),
    'invalid',
    'CHANGED_AFTER_SIGNING',
  )
  add(
    'after-a-picture-as-signature',
    append(good, {
      [pageNumber]: page.replace(/\/Annots \[([^\]]*)\]/u, `/Annots [$1 ${size} 0 R]`),
      [size]: '<</Type/Annot/Subtype/Stamp/FT/Sig/Rect [9 9 300 300]>>',
    }),
    'invalid',
    'CHANGED_AFTER_SIGNING',
  )
  add(
    'after-the-catalogue-replaced',
    append(good, { [rootNumber]: catalog.replace(/\/Lang[^/]*/u, '/Lang (en)').replace('<<', '<</OpenAction null/PageMode/UseNone') }),
    'invalid',
    'CHANGED_AFTER_SIGNING',
  )
  add('after-the-form-removed', append(good, { [rootNumber]: catalog.replace(/\/AcroForm \d+ 0 R/u, '') }), 'invalid', 'SIGNATURE_HIDDEN')
  add('after-the-title-changed', append(good, { [infoNumber]: '<</Title (Giay khac)>>' }), 'invalid', 'CHANGED_AFTER_SIGNING')
  add('after-another-catalogue', append(good, { [size]: catalog }, '', size), 'invalid', 'CHANGED_AFTER_SIGNING')
  add('after-certified-signed-again', await sign(certified, elliptic), 'invalid', 'CHANGE_FORBIDDEN')
  add('second-signature-broken', put(twice, at(twice, '/M (D:') + 9, '5'), 'invalid', 'DIGEST_WRONG')
  add(
    'second-signature-adds-a-page-change',
    await sign(append(good, { [pageNumber]: page.replace('/Annots', '/Rotate 90/Annots') }), elliptic),
    'invalid',
    'CHANGED_AFTER_SIGNING',
  )
  // The message.
  add('hash-sha1', await craft(form, signer, { hash: 'sha1' }), 'invalid', 'HASH_WEAK')
  add('hash-md5', await craft(form, signer, { hash: 'md5' }), 'invalid', 'HASH_WEAK')
  add('digest-of-something-else', await craft(form, signer, { digest: new Uint8Array(32) }), 'invalid', 'DIGEST_WRONG')
  add('certificate-missing', await craft(form, signer, { without: ['certificate'] }), 'invalid', 'SIGNER_CERTIFICATE_MISSING')
  add('certificate-of-another', await craft(form, signer, { names: elliptic }), 'invalid', 'SIGNER_CERTIFICATE_DIFFERS')
  add('certificate-not-bound', await craft(form, signer, { without: ['ess'] }), 'valid', 'SIGNER_CERTIFICATE_UNBOUND')
  add('attributes-missing', await craft(form, signer, { without: ['attributes'] }), 'invalid', 'SIGNED_ATTRIBUTES_MISSING')
  add('digest-attribute-missing', await craft(form, signer, { without: ['message-digest'] }), 'invalid', 'SIGNED_ATTRIBUTES_MISSING')
  add('two-signers-in-one', await craft(form, signer, { signers: 2 }), 'invalid', 'CMS_SIGNER_COUNT')
  add('no-signer', await craft(form, signer, { signers: 0 }), 'invalid', 'CMS_SIGNER_COUNT')
  add('other-content-inside', await craft(form, signer, { embed: true }), 'invalid', 'CMS_NOT_DETACHED')
  add(
    'format-unknown',
    await craft(form, signer, { edit: (update) => update.replace('/SubFilter/ETSI.CAdES.detached', '/SubFilter/adbe.x509.rsa_sha1 ') }),
    'indeterminate',
    'FORMAT_UNSUPPORTED',
  )
  // Bytes that the signature does not cover and that nobody may change.
  const copy = (who: Issued): Certificate => Certificate.fromBER(Uint8Array.from(who.certificate.raw))
  const hexOf = (pdf: Uint8Array, write: (hex: string) => string): Buffer =>
    put(pdf, contents + 1, write(Buffer.from(pdf.subarray(contents + 1, contentsEnd)).toString('latin1')))
  add(
    'good-in-capital-digits',
    hexOf(good, (hex) => hex.toUpperCase()),
    'valid',
  )
  add(
    'one-digit-in-another-case',
    hexOf(good, (hex) => hex.replace(/[a-f](?=[^a-f]*$)/u, (digit) => digit.toUpperCase())),
    'indeterminate',
    'CONTENTS_MIXED_CASE',
  )
  add('good-root-enclosed', await craft(form, signer, { loose: ({ certificates }) => void certificates?.push(copy(root)) }), 'valid')
  add(
    'certificate-nobody-vouches-for',
    await craft(form, signer, {
      loose: ({ certificates }) => void certificates?.push(copy(issue({ name: 'Lạ', issuer: issue({ name: 'Gốc lạ' }) }))),
    }),
    'indeterminate',
    'CMS_UNKNOWN_PART',
  )
  add(
    'enclosed-root-altered',
    hexOf(await craft(form, signer, { loose: ({ certificates }) => void certificates?.push(copy(root)) }), (hex) => {
      // In the last bytes of its own signature, where nothing but that signature is harmed.
      const place = hex.lastIndexOf(root.certificate.raw.toString('hex')) + root.certificate.raw.length * 2 - 6
      return `${hex.slice(0, place)}${hex[place] === '1' ? '2' : '1'}${hex.slice(place + 1)}`
    }),
    'indeterminate',
    'CMS_UNKNOWN_PART',
  )
  add(
    'unsigned-attribute-strange',
    await craft(form, signer, {
      loose: (_message, info) => {
        info.unsignedAttrs = new SignedAndUnsignedAttributes({
          type: 1,
          attributes: [new Attribute({ type: '1.3.6.1.4.1.99999.2', values: [new OctetString({ valueHex: Uint8Array.of(1) })] })],
        })
      },
    }),
    'indeterminate',
    'CMS_UNKNOWN_PART',
  )
  add(
    'message-version-odd',
    hexOf(good, (hex) => hex.replace('020101', '020102')),
    'indeterminate',
    'CMS_NOT_CANONICAL',
  )
  add(
    'digest-algorithms-differ',
    await craft(form, signer, {
      loose: (message_) => {
        message_.digestAlgorithms = [new AlgorithmIdentifier({ algorithmId: hashIds.sha1, algorithmParams: new Null() })]
      },
    }),
    'indeterminate',
    'CMS_NOT_CANONICAL',
  )
  add(
    'algorithm-not-the-one-signed',
    hexOf(good, (hex) => {
      const place = hex.lastIndexOf('2a864886f70d01010b')
      return `${hex.slice(0, place)}2a864886f70d010101${hex.slice(place + 18)}`
    }),
    'indeterminate',
    'CMS_NOT_CANONICAL',
  )
  // The certificate.
  add('signer-revoked', await craft(form, revoked), 'invalid', 'CERTIFICATE_REVOKED')
  add('signer-expired', await craft(form, expired), 'indeterminate', 'CERTIFICATE_EXPIRED')
  add('signer-expired-but-stamped-in-time', await craft(form, expired, { stamp: peer.stamp }), 'valid')
  add(
    'signer-not-yet',
    await craft(form, issue({ name: 'Chưa tới ngày', issuer: middle, from: '2027-01-01T00:00:00Z' })),
    'indeterminate',
    'CERTIFICATE_NOT_YET_VALID',
  )
  add('signer-self-made', await craft(form, issue({ name: 'Trung tâm Phục vụ hành chính công' })), 'indeterminate', 'CERTIFICATE_UNTRUSTED')
  add(
    'signer-under-a-signer',
    await craft(form, issue({ name: 'Do người ký cấp', issuer: elliptic })),
    'indeterminate',
    'CERTIFICATE_UNTRUSTED',
  )
  add(
    'signer-under-too-long-a-path',
    await craft(form, issue({ name: 'Quá dài', issuer: longer })),
    'indeterminate',
    'CERTIFICATE_UNTRUSTED',
  )
  add(
    'signer-with-a-strange-duty',
    await craft(form, issue({ name: 'Lạ', issuer: middle, strangeExtension: true })),
    'indeterminate',
    'CERTIFICATE_UNTRUSTED',
  )
  add(
    'signer-for-web-sites',
    await craft(form, issue({ name: 'motcua.example.vn', issuer: middle, purposes: ['1.3.6.1.5.5.7.3.1'] })),
    'invalid',
    'CERTIFICATE_NOT_FOR_SIGNING',
  )
  add(
    'signer-for-enciphering',
    await craft(form, issue({ name: 'Mã hoá', issuer: middle, usage: 0x20 })),
    'invalid',
    'CERTIFICATE_NOT_FOR_SIGNING',
  )
  add('signer-with-a-short-key', await craft(form, issue({ name: 'Khoá ngắn', issuer: middle, key: { rsa: 1024 } })), 'invalid', 'KEY_WEAK')
  add('signer-certified-with-sha1', await craft(form, issue({ name: 'SHA-1', issuer: middle, hash: 'sha1' })), 'invalid', 'HASH_WEAK')
  // The stamp.
  const other = await startTimestampAuthority(issue({ name: 'Dấu lạ', purposes: ['1.3.6.1.5.5.7.3.8'], usage: 0x80 }))
  add('stamp-untrusted', await craft(form, signer, { stamp: other.stamp }), 'indeterminate', 'TIMESTAMP_UNTRUSTED')
  add('stamp-untrusted-saves-nobody', await craft(form, expired, { stamp: other.stamp }), 'indeterminate', 'CERTIFICATE_EXPIRED')
  add(
    'stamp-of-another-signature',
    await craft(form, signer, { stamp: async () => await peer.stamp(Buffer.from('một chữ ký khác')) }),
    'invalid',
    'TIMESTAMP_WRONG',
  )
  await peer.close()
  await other.close()
  return { beasts, trust, now, root }
}
