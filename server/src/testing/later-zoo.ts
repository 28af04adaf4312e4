import { PdfFile } from '../modules/document/domain/pdf-file.ts'
import { inflate } from '../modules/document/adapters/verify-pdf.ts'
import type { Trust } from '../modules/document/adapters/certificate-chain.ts'
import type { SignatureProblem, Verdict } from '../modules/document/domain/signature-report.ts'
import { onePage, streamObject } from './pdf-builder.ts'
import { append, craft, objectText, reasonBecomes } from './signature-zoo.ts'
import { issue, ocspAnswer, revocationList, startTimestampAuthority } from './test-authority.ts'
import type { Issued } from './test-authority.ts'

/** Files that were written on after they were signed: as the standard lets them be, and as a forger would. */
export type LaterBeast = {
  readonly name: string
  readonly bytes: Uint8Array
  readonly verdict: Verdict
  /** Of the first signature: exactly these. */
  readonly problems: readonly SignatureProblem[]
}

const appearance = streamObject('/Type/XObject/Subtype/Form/BBox[0 0 50 20]', Buffer.from('0 0 50 20 re'))
const fields = {
  6: '<</Fields[7 0 R 8 0 R 14 0 R]/DA(/Helv 0 Tf 0 g)>>',
  7: '<</Type/Annot/Subtype/Widget/FT/Tx/T(Ghi chu)/V(cu)/Rect[10 10 60 30]/P 3 0 R/AP<</N 9 0 R>>/F 4>>',
  8: '<</Type/Annot/Subtype/Widget/FT/Tx/T(So tien)/V(1)/Rect[10 40 60 60]/P 3 0 R/F 4>>',
  9: appearance,
  10: '<</Title(Quyet dinh)/Producer(A)/ModDate(D:20260101000000Z)>>',
  11: streamObject('/Type/Metadata/Subtype/XML', Buffer.from('<x/>')),
  12: '<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Dest[3 0 R/Fit]>>',
  13: '<</Nothing true>>',
  14: '<</Type/Annot/Subtype/Widget/FT/Sig/T(Ky hai)/Rect[100 10 160 40]/P 3 0 R/F 4>>',
}

/** A form with two texts, a prepared place for a second signature, a link, metadata and a reference to nothing. */
export function formToSign(kind: 'table' | 'hybrid' = 'table'): Buffer {
  const packed = kind === 'hybrid' ? { 20: { 15: '<</Packed true>>' } } : {}
  const beside = kind === 'hybrid' ? '/PieceInfo 15 0 R' : ''
  return onePage(`/AcroForm 6 0 R/Metadata 11 0 R/Names<<>>${beside}`, '/Annots[7 0 R 8 0 R 12 0 R 14 0 R]/Group 90 0 R', fields, {
    trailer: '/Info 10 0 R',
    kind,
    packed,
  })
}

export async function laterZoo(): Promise<{ readonly beasts: readonly LaterBeast[]; readonly trust: Trust; readonly now: string }> {
  const root = issue({ name: 'Gốc thử', authority: true })
  const middle = issue({ name: 'Tổ chức chứng thực thử', issuer: root, authority: true, pathLength: 0 })
  const signer = issue({ name: 'Người ký thử', issuer: middle, key: 'rsa' })
  const second = issue({ name: 'Người ký thứ hai', issuer: middle })
  const expired = issue({ name: 'Hết hạn', issuer: middle, to: '2026-11-23T12:00:00Z' })
  const stamper = issue({ name: 'Cấp dấu thời gian thử', issuer: middle, purposes: ['1.3.6.1.5.5.7.3.8'], usage: 0x80 })
  const authority = await startTimestampAuthority(stamper)
  const beasts: LaterBeast[] = []
  const add = (name: string, bytes: Uint8Array, verdict: Verdict, problems: readonly SignatureProblem[] = []): void =>
    void beasts.push({ name, bytes, verdict, problems })

  const form = formToSign()
  const good = await craft(form, signer)
  const allows = (level: number): ((update: string) => string) =>
    reasonBecomes(`/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P ${level}/V/1.2>>>>]`)
  const [first, filling] = [await craft(form, signer, { edit: allows(1) }), await craft(form, signer, { edit: allows(2) })]
  const locking = await craft(form, signer, {
    edit: reasonBecomes('/Reference[<</TransformMethod/FieldMDP/TransformParams<</Action/Include/Fields[(So tien)]>>>>]'),
  })
  const size = (pdf: Uint8Array): number => Number(new PdfFile(pdf, inflate).trailer.entries.get('Size'))
  const withEntry = (pdf: Uint8Array, number: number, entry: string): string => objectText(pdf, number).replace(/>>$/u, `${entry}>>`)
  const stampOver = async (pdf: Uint8Array, alter = false): Promise<Buffer> =>
    await craft(pdf, signer, {
      edit: (update) => update.replace('/SubFilter/ETSI.CAdES.detached', '/SubFilter/ETSI.RFC3161'.padEnd(30)),
      contents: async (_cms, signed) => {
        const token = await authority.stamp(alter ? Buffer.concat([signed, Buffer.from('x')]) : signed)
        return Buffer.from(token.toSchema().toBER())
      },
    })
  const evidence = (pdf: Uint8Array, parts: Readonly<Record<string, readonly Buffer[]>>): Buffer => {
    let next = size(pdf)
    const objects: Record<number, string> = {}
    const lists = Object.entries(parts).map(([key, list]) => {
      const numbers = list.map((bytes) => {
        objects[next] = streamObject('', bytes).toString('latin1')
        next += 1
        return `${next - 1} 0 R`
      })
      return `/${key}[${numbers.join(' ')}]`
    })
    objects[1] = withEntry(pdf, 1, `/DSS<<${lists.join('')}>>`)
    return append(pdf, objects)
  }
  const list = (revoked: readonly Issued[], when = {}): Buffer => Buffer.from(revocationList(middle, revoked, when).toSchema().toBER())

  // Additions that the standard permits.
  add('second-signature', await craft(good, second), 'valid', ['LATER_SIGNATURE'])
  const dated = '<</Title(Quyet dinh)/Producer(B)/ModDate(D:20261123100500Z)>>'
  add('second-signature-and-date-of-change', await craft(append(good, { 10: dated }), second), 'valid', ['LATER_SIGNATURE'])
  add('date-of-change-alone', append(good, { 10: dated }), 'valid', ['LATER_FILE_WORDS'])
  add(
    'metadata-and-second-signature',
    await craft(append(good, { 11: streamObject('/Type/Metadata/Subtype/XML', Buffer.from('<y/>')).toString('latin1') }), second),
    'valid',
    ['LATER_SIGNATURE'],
  )
  add(
    'form-defaults-and-second-signature',
    await craft(
      append(good, {
        6: objectText(good, 6)
          .replace('/Fields', '/DR<</Font<<>>>>/NeedAppearances false/Fields')
          .replace(/\/DA\([^)]*\)/u, '/DA(/F 9 Tf)'),
      }),
      second,
    ),
    'valid',
    ['LATER_SIGNATURE'],
  )
  add('evidence', evidence(good, { Certs: [middle.certificate.raw], CRLs: [list([])] }), 'valid', ['LATER_EVIDENCE'])
  add('stamp-over-the-document', await stampOver(good), 'valid', ['LATER_EVIDENCE'])
  add('evidence-and-stamp', await stampOver(evidence(good, { CRLs: [list([])] })), 'valid', ['LATER_EVIDENCE'])
  add('stamp-alone', await stampOver(form), 'valid')
  add('stamp-proves-that-an-expired-certificate-was-in-force', await stampOver(await craft(form, expired)), 'valid', ['LATER_EVIDENCE'])
  add('nothing-allowed-but-evidence', await stampOver(evidence(first, { CRLs: [list([])] })), 'valid', ['LATER_EVIDENCE'])
  const filled = (pdf: Uint8Array, number = 7): Buffer =>
    append(pdf, {
      [number]: objectText(pdf, number)
        .replace(/\/V\([^)]*\)/u, '/V(moi)')
        .replace('/N 9 0 R', `/N ${size(pdf)} 0 R`),
      [size(pdf)]: appearance.toString('latin1'),
    })
  add('filled-as-allowed', filled(filling), 'valid', ['LATER_FORM_FILLED'])
  add('filled-beside-what-is-locked', filled(locking), 'indeterminate', ['LATER_FORM_FILLED_UNASKED'])
  add('filled-and-nobody-said', filled(good), 'indeterminate', ['LATER_FORM_FILLED_UNASKED'])
  add(
    'field-prepared',
    append(good, { 6: objectText(good, 6).replace('14 0 R', `14 0 R ${size(good)} 0 R`), [size(good)]: '<</FT/Sig/T(Ky ba)>>' }),
    'valid',
    ['LATER_SIGNATURE'],
  )
  add(
    'message-in-ber',
    await craft(form, signer, {
      contents: (cms) => Buffer.concat([Buffer.from('3080', 'hex'), cms.subarray(4), Buffer.from('0000', 'hex')]),
    }),
    'valid',
    ['CMS_NOT_DER'],
  )
  add(
    'older-format-without-attributes',
    await craft(form, signer, {
      without: ['attributes'],
      edit: (update) => update.replace('/SubFilter/ETSI.CAdES.detached', '/SubFilter/adbe.pkcs7.detached'),
    }),
    'valid',
    ['SIGNER_CERTIFICATE_UNBOUND'],
  )
  add(
    'bare-format',
    await craft(form, signer, { edit: (update) => update.replace('/SubFilter/ETSI.CAdES.detached', '/SubFilter/adbe.x509.rsa_sha1 ') }),
    'indeterminate',
    ['FORMAT_UNSUPPORTED'],
  )
  const hybrid = formToSign('hybrid')
  const besides = /\/XRefStm (\d+)/u.exec(hybrid.toString('latin1'))?.[1]
  add('hybrid', await craft(hybrid, signer), 'valid')
  add(
    'hybrid-continued-with-the-old-stream',
    await craft(append(hybrid, { 13: '<</Nothing false>>' }, `/XRefStm ${besides}`), signer),
    'valid',
  )

  // Changes of the signed content.
  const bad = (name: string, bytes: Uint8Array, problem: SignatureProblem = 'CHANGED_AFTER_SIGNING'): void =>
    add(name, bytes, 'invalid', [problem])
  const page = objectText(good, 3)
  const field = (pdf: Uint8Array): number => size(pdf) - 1
  add('nothing-allowed-and-filled', filled(first), 'invalid', ['LATER_FORM_FILLED', 'CHANGE_FORBIDDEN'])
  add('nothing-allowed-and-signed', await craft(first, second), 'invalid', ['LATER_SIGNATURE', 'CHANGE_FORBIDDEN'])
  add('locked-field-filled', filled(locking, 8), 'invalid', ['LATER_FORM_FILLED_UNASKED', 'CHANGE_FORBIDDEN'])
  bad('title', append(good, { 10: '<</Title(Giay khac)>>' }))
  bad('content-rewritten', append(good, { 4: streamObject('', Buffer.from('BT (Giay khac) Tj ET')).toString('latin1') }))
  bad(
    'content-rewritten-under-evidence',
    evidence(append(good, { 4: streamObject('', Buffer.from('BT (Giay khac) Tj ET')).toString('latin1') }), { CRLs: [list([])] }),
  )
  bad(
    'content-rewritten-under-a-second-signature',
    await craft(append(good, { 4: streamObject('', Buffer.from('BT (X) Tj ET')).toString('latin1') }), second),
  )
  bad(
    'content-rewritten-under-a-stamp',
    await stampOver(append(good, { 4: streamObject('', Buffer.from('BT (X) Tj ET')).toString('latin1') })),
  )
  bad('page-turned', append(good, { 3: page.replace(/>>$/u, '/Rotate 90>>') }))
  bad(
    'another-page',
    append(good, {
      2: `<</Type/Pages/Kids[3 0 R ${size(good)} 0 R]/Count 2>>`,
      [size(good)]: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>',
    }),
  )
  bad(
    'note-on-the-page',
    append(good, {
      3: page.replace('/Annots[', `/Annots[${size(good)} 0 R `).replace('/Annots [', `/Annots [${size(good)} 0 R `),
      [size(good)]: '<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/Contents(x)>>',
    }),
  )
  bad('link-led-elsewhere', append(good, { 12: '<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://x)>>>>' }))
  bad('attachment', append(good, { 1: objectText(good, 1).replace('/Names<<>>', '/Names<</EmbeddedFiles<</Names[]>>>>') }))
  bad('action-at-opening', append(good, { 1: withEntry(good, 1, '/OpenAction[3 0 R/Fit]') }))
  bad(
    'appearance-without-a-value',
    append(good, { 9: streamObject('/Type/XObject/Subtype/Form/BBox[0 0 50 20]', Buffer.from('1 1 9 9 re')).toString('latin1') }),
  )
  bad('picture-of-the-signature', append(good, { [field(good)]: withEntry(good, field(good), '/AP<</N 9 0 R>>') }))
  bad('hole-filled', append(good, { 90: '<</S/Transparency>>' }))
  bad('field-gone', append(good, { 6: objectText(good, 6).replace('8 0 R ', '') }))
  bad(
    'text-field-added',
    append(good, { 6: objectText(good, 6).replace('14 0 R', `14 0 R ${size(good)} 0 R`), [size(good)]: '<</FT/Tx/T(x)/V(y)>>' }),
  )
  bad(
    'second-field-of-the-same-name',
    append(good, { 6: objectText(good, 6).replace('14 0 R', `14 0 R ${size(good)} 0 R`), [size(good)]: '<</FT/Sig/T(Ghi chu)>>' }),
  )
  const pictured = `<</Type/Annot/Subtype/Widget/FT/Sig/T(Ky ba)/Rect[0 0 400 500]/AP<</N 9 0 R>>>>`
  bad(
    'picture-in-a-field-nobody-signed',
    append(good, {
      6: objectText(good, 6).replace('14 0 R', `14 0 R ${size(good)} 0 R`),
      3: page.replace('14 0 R', `14 0 R ${size(good)} 0 R`),
      [size(good)]: pictured,
    }),
  )
  bad('picture-in-a-field-of-no-form', append(good, { 3: page.replace('14 0 R', `14 0 R ${size(good)} 0 R`), [size(good)]: pictured }))
  bad('nothing-changed-at-all', append(good, {}))
  bad('bytes-after', Buffer.concat([good, Buffer.from('\n% thêm')]), 'BYTES_AFTER_SIGNATURE')
  add('stamp-over-something-else', await stampOver(good, true), 'invalid', ['LATER_EVIDENCE'])
  add('revoked-by-a-list-in-the-file', evidence(good, { CRLs: [list([signer])] }), 'invalid', ['LATER_EVIDENCE', 'CERTIFICATE_REVOKED'])
  add('revoked-by-an-answer-in-the-file', evidence(good, { OCSPs: [ocspAnswer(middle, signer, '2026-06-01T00:00:00Z')] }), 'invalid', [
    'LATER_EVIDENCE',
    'CERTIFICATE_REVOKED',
  ])
  add(
    'answer-of-another-authority-is-no-evidence',
    evidence(good, { OCSPs: [ocspAnswer(middle, signer, '2026-06-01T00:00:00Z', second)] }),
    'valid',
    ['LATER_EVIDENCE'],
  )
  add('revoked-after-the-stamp', await stampOver(evidence(good, { CRLs: [list([signer], { on: '2026-11-23T20:00:00Z' })] })), 'valid', [
    'LATER_EVIDENCE',
  ])
  await authority.close()
  const trust = { anchors: [root.certificate], revocationLists: [revocationList(root, []), revocationList(middle, [])] }
  return { beasts, trust, now: '2026-11-24T00:00:00Z' }
}
