import { zipSync } from 'fflate'
import { afterAll, describe, expect, test } from 'vitest'
import { buildPdf, onePage, packedObject, streamObject } from '../../../testing/pdf-builder.ts'
import { fileInspector } from './file-inspector.ts'

const now = '2026-11-24T00:00:00Z'
const inspector = fileInspector(undefined)
afterAll(async () => await inspector.close())
const look = async (bytes: Uint8Array): Promise<unknown> => await inspector.inspect(bytes, now, 'a')

/** A later state of the file in which one object reads otherwise. */
function updated(file: Buffer, number: number, body: string): Buffer {
  const at = file.length + 1
  const object = `\n${number} 0 obj\n${body}\nendobj\n`
  const table = `xref\n${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`
  const before = /startxref\s+(\d+)\s+%%EOF\s*$/u.exec(file.toString('latin1'))?.[1] ?? ''
  const end = `trailer\n<</Size 20/Root 1 0 R/Prev ${before}>>\nstartxref\n${at + object.length - 1}\n%%EOF`
  return Buffer.concat([file, Buffer.from(object + table + end, 'latin1')])
}

/** A PDF with one file inside it. */
const carrying = (name: string, data: Buffer | string, more = ''): Buffer =>
  onePage('/Names<</EmbeddedFiles<</Names[(a) 9 0 R]>>>>', '', {
    9: `<</Type/Filespec/F(${name})/UF(${name})/EF<</F 10 0 R>>${more}>>`,
    10: packedObject('/Type/EmbeddedFile', Buffer.from(data)),
  })
const invoice = '<?xml version="1.0" encoding="UTF-8"?><HDon><DLHDon Id="data"><TTChung><SHDon>12</SHDon></TTChung></DLHDon></HDon>'

describe('a PDF that acts', () => {
  test.each([
    ['JavaScript that runs when it is opened', onePage('/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>'), /JavaScript/u],
    ['a program that is started', onePage('/OpenAction<</S/Launch/F(cmd.exe)>>'), /mở chương trình/u],
    ['scripts by name', onePage('/Names<</JavaScript<</Names[(a) 9 0 R]>>>>', '', { 9: '<</S/JavaScript/JS(1)>>' }), /JavaScript/u],
    ['a script behind a field', onePage('', '/Annots[9 0 R]', { 9: '<</Subtype/Widget/AA<</K<</S/JavaScript/JS(1)>>>>>>' }), /JavaScript/u],
    ['a name written in numbers', onePage('/OpenAction<</S/Java#53cript>>'), /JavaScript/u],
    [
      'an action packed in a stream',
      onePage('/OpenAction 9 0 R', '', {}, { kind: 'stream', packed: { 8: { 9: '<</S/Launch/F(a)>>' } } }),
      /mở chương trình/u,
    ],
    ['a form that sends itself', onePage('', '/Annots[<</Subtype/Widget/A<</S/SubmitForm/F(https://x.example)>>>>]'), /gửi dữ liệu/u],
    ['data brought in', onePage('/OpenAction<</S/ImportData/F(a.fdf)>>'), /nạp dữ liệu/u],
    ['a jump into a file inside', onePage('/OpenAction<</S/GoToE/T<</R/C>>>>'), /mở tệp kèm/u],
    ['a jump into another file', onePage('', '/Annots[<</Subtype/Link/A<</S/GoToR/F(//x.example/a.pdf)>>>>]'), /mở tệp khác/u],
    ['an address called at once', onePage('/OpenAction<</S/URI/URI(https://x.example)>>'), /khi vừa mở tệp/u],
    ['a dynamic form', onePage('/AcroForm<</Fields[]/XFA 9 0 R>>', '', { 9: packedObject('', Buffer.from('<xdp/>')) }), /XFA/u],
    ['rich media', onePage('', '/Annots[<</Subtype/RichMedia/RichMediaContent<<>>>>]'), /đa phương tiện/u],
    ['a film', onePage('', '/Annots[<</Subtype/Screen>>]'), /phim hoặc âm thanh/u],
    ['contents that stand elsewhere', onePage('', '', { 9: streamObject('/F(//x.example/a)', Buffer.from('')) }), /từ nơi khác/u],
    ['an action said twice, the first hidden', onePage('/OpenAction<</S/Launch/F(a)/S/GoTo>>'), /mở chương trình/u],
    ['an action where no object can be read', onePage('/OpenAction 9 0 R', '', { 9: '<</S/#4caunch/F(cmd.exe)/X <<' }), /mở chương trình/u],
    [
      'an action buried deeper than is read',
      onePage('', '', { 9: `<</X${'['.repeat(60)}1${']'.repeat(60)}/S/Launch>>` }),
      /mở chương trình/u,
    ],
    [
      'an action that a later state took away',
      updated(onePage('/OpenAction<</S/Launch/F(a)>>'), 1, '<</Type/Catalog/Pages 2 0 R>>'),
      /mở/u,
    ],
    ['an action that a later state brought', updated(onePage(), 1, '<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(a)>>>>'), /mở/u],
  ])('%s', async (_what, bytes, what) => {
    expect(await look(bytes)).toMatchObject({ fault: 'FILE_PDF_ACTS', what: expect.stringMatching(what) as string })
  })

  test('objects in an unknown encoding do not hide an action', async () => {
    const file = onePage('/OpenAction 9 0 R', '', { 8: streamObject('/Type/ObjStm/N 1/First 4/Filter/LZWDecode', Buffer.from('x')) })
    expect(await look(file)).toMatchObject({ fault: 'FILE_PDF_BROKEN' })
  })

  test.each([
    ['words alone', onePage('', '', { 9: '<</Title(JavaScript va Launch)/Kind/Ghi#20chu>>' }, { trailer: '/Info 9 0 R' })],
    ['a link to press', onePage('', '/Annots[<</Subtype/Link/A<</S/URI/URI(https://dichvucong.gov.vn)>>>>]')],
    ['a place to open at', onePage('/OpenAction[3 0 R/Fit]')],
    ['a jump within the file', onePage('/OpenAction<</S/GoTo/D[3 0 R/Fit]>>')],
    ['a later state that changes a page', updated(onePage(), 3, '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>')],
  ])('%s: no action', async (_what, bytes) => {
    expect(await look(bytes)).toMatchObject({ fault: null })
  })
})

describe('a PDF that carries files', () => {
  test('the embedded data of an invoice are allowed, and the officer is notified of them', async () => {
    expect(await look(carrying('hoadon.xml', invoice))).toMatchObject({ fault: null, report: { problems: ['CARRIES_DATA'] } })
    expect(await look(carrying('hoadon.xml', Buffer.from(`\uFEFF${invoice.replace('UTF-8', 'UTF-16')}`, 'utf16le')))).toMatchObject({
      fault: null,
    })
    expect(await look(carrying('bang.csv', 'TT;Ten\r\n1;Nguyen Van Thu\r\n'))).toMatchObject({ fault: null })
  })

  test.each([
    ['a program', 'setup.exe', 'MZ\u0000\u0003'],
    ['a program called data', 'hoadon.xml', 'MZ\u0000\u0003'],
    ['a script called text', 'docme.txt', '#!/bin/sh\nrm -r /'],
    ['commands', 'a.bat', 'del *'],
    ['an archive', 'a.zip', 'PK\u0003\u0004'],
    ['a page for a browser', 'a.xml', '<html xmlns="http://www.w3.org/1999/xhtml"><script>1</script></html>'],
    ['data shown through a style sheet', 'a.xml', '<?xml version="1.0"?><?xml-stylesheet href="a.xsl" type="text/xsl"?><a/>'],
    ['entities', 'a.xml', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'],
    ['another paper', 'a.pdf', '%PDF-1.7'],
  ])('%s is no embedded file', async (_what, name, data) => {
    expect(await look(carrying(name, data))).toMatchObject({ fault: 'FILE_PDF_CARRIES', what: name })
  })

  test('a file attached to a page, one named only by its type, and a missing one', async () => {
    const pinned = onePage('', '/Annots[<</Subtype/FileAttachment/FS 9 0 R>>]', {
      9: '<</F(a.exe)/EF<</F 10 0 R>>>>',
      10: packedObject('', Buffer.from('MZ')),
    })
    expect(await look(pinned)).toMatchObject({ fault: 'FILE_PDF_CARRIES', what: 'a.exe' })
    const loose = onePage('', '', { 9: packedObject('/Type/Embedded#46ile', Buffer.from('MZ')) })
    expect(await look(loose)).toMatchObject({ fault: 'FILE_PDF_CARRIES' })
    expect(await look(carrying('a.xml', invoice, '/RF<</F[(a) 10 0 R]>>'))).toMatchObject({ fault: 'FILE_PDF_CARRIES' })
  })

  test('an embedded file that unpacks without end costs no more than any file', async () => {
    const bomb = carrying('a.txt', Buffer.alloc(80 * 1024 * 1024, 'a'))
    expect(bomb.length).toBeLessThan(200_000)
    expect(await look(bomb)).toMatchObject({ fault: 'FILE_TOO_HARD' })
  }, 30_000)

  test('a hundred thousand objects are examined within the time limit of one file', async () => {
    const inside: Record<number, string> = {}
    for (let number = 100; number < 100_100; number += 1) inside[number] = `<</S/GoTo/D[3 0 R/Fit]/N(${number})>>`
    const file = buildPdf({
      objects: { 1: '<</Type/Catalog/Pages 2 0 R>>', 2: '<</Type/Pages/Kids[3 0 R]/Count 1>>', 3: '<</Type/Page/Parent 2 0 R>>' },
      packed: { 4: inside },
      root: 1,
      kind: 'stream',
    })
    expect(await look(file)).toMatchObject({ fault: null })
  }, 30_000)
})

const kinds = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relations = (...each: readonly string[]): string =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.map((rest) => `<Relationship Id="r" ${rest}/>`).join('')}</Relationships>`

const typesOf = (main: string): string =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.${main}"/></Types>`

function packed(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, new Uint8Array(Buffer.from(part as string))])))
}

function docx(parts: Readonly<Record<string, string | Uint8Array>> = {}): Uint8Array {
  return packed({
    '[Content_Types].xml': typesOf('wordprocessingml.document.main+xml'),
    '_rels/.rels': relations(`Type="${kinds}/officeDocument" Target="word/document.xml"`),
    'word/document.xml': '<w:document xmlns:w="x"><w:body/></w:document>',
    ...parts,
  })
}
const links = (...each: readonly string[]): Record<string, string> => ({ 'word/_rels/document.xml.rels': relations(...each) })
const body = (inside: string): Record<string, string> => ({
  'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>${inside}</w:p></w:body></w:document>`,
})
const mark = (kind: string): string => `<w:r><w:fldChar w:fldCharType="${kind}"/></w:r>`
const words = (text: string): string => `<w:r><w:instrText xml:space="preserve">${text}</w:instrText></w:r>`

describe('a document of Word or Excel that acts', () => {
  test.each<[string, Record<string, string | Uint8Array>, string]>([
    ['macros', { 'word/vbaProject.bin': 'x' }, 'FILE_OFFICE_MACRO'],
    [
      'macros under another name',
      links('Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="m.png"'),
      'FILE_OFFICE_MACRO',
    ],
    [
      'a kind that says macros',
      {
        '[Content_Types].xml': typesOf('wordprocessingml.document.main+xml"  B="application/x')
          .replace('B=', 'ContentTypeX=')
          .replace('<Override', '<Default Extension="dat" ContentType="application/vnd.ms-office.vbaProject"/><Override'),
      },
      'FILE_OFFICE_MACRO',
    ],
    [
      'a template from outside',
      links(`Type="${kinds}/attachedTemplate" Target="http://x.example/a.dotm" TargetMode="External"`),
      'FILE_OFFICE_OUTSIDE',
    ],
    [
      'a template behind a sign in an attribute',
      links(`Note="a>b" Type="${kinds}/attachedTemplate" Target="http://x.example/a" TargetMode="External"`),
      'FILE_OFFICE_OUTSIDE',
    ],
    [
      'single quotes and letters as numbers',
      links(`TargetMode='&#69;xternal' Type='${kinds}/image' Target='file://x/a'`),
      'FILE_OFFICE_OUTSIDE',
    ],
    ['another spelling', links(`Type="${kinds}/image" Target="https://x.example/a.png" targetMode=" EXTERNAL "`), 'FILE_OFFICE_OUTSIDE'],
    ['an address without a mode', links(`Type="${kinds}/attachedTemplate" Target="\\\\x.example\\a.dotm"`), 'FILE_OFFICE_OUTSIDE'],
    [
      'written in UTF-16 with its mark',
      {
        'word/_rels/document.xml.rels': Buffer.from(
          `\uFEFF${relations(`Type="${kinds}/image" Target="https://x.example/a" TargetMode="External"`).replace('"1.0"', '"1.0" encoding="UTF-16"')}`,
          'utf16le',
        ),
      },
      'FILE_OFFICE_OUTSIDE',
    ],
    [
      'written in UTF-16 without it',
      { 'word/_rels/document.xml.rels': Buffer.from(relations(`Type="${kinds}/oleObject" Target="a.bin"`), 'utf16le') },
      'FILE_OFFICE_ACTIVE',
    ],
    [
      'in a writing that nobody uses here',
      { 'word/_rels/document.xml.rels': relations().replace('"1.0"', '"1.0" encoding="utf-7"') },
      'FILE_OFFICE_BROKEN',
    ],
    [
      'entities of its own',
      { 'word/_rels/document.xml.rels': `<!DOCTYPE a [<!ENTITY e "External">]>${relations().replace('<?xml version="1.0"?>', '')}` },
      'FILE_OFFICE_BROKEN',
    ],
    ['an OLE object', links(`Type="${kinds}/oleObject" Target="embeddings/oleObject1.bin"`), 'FILE_OFFICE_ACTIVE'],
    [
      'an OLE object that nobody names',
      { 'word/media/image1.png': new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]) },
      'FILE_OFFICE_ACTIVE',
    ],
    ['ActiveX', links(`Type="${kinds}/control" Target="x/a.xml"`), 'FILE_OFFICE_ACTIVE'],
    ['a page of HTML brought in', links(`Type="${kinds}/aFChunk" Target="/word/a.html"`), 'FILE_OFFICE_ACTIVE'],
    ['a program', { 'word/embeddings/a.dat': 'MZ\u0090' }, 'FILE_OFFICE_ACTIVE'],
    ['DDE', body(mark('begin') + words('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc.exe"') + mark('end')), 'FILE_OFFICE_ACTIVE'],
    [
      'DDE letter by letter',
      body(mark('begin') + words(' D') + words('D') + words('E') + words(' cmd') + mark('separate') + mark('end')),
      'FILE_OFFICE_ACTIVE',
    ],
    [
      'a word made by another field',
      body(mark('begin') + mark('begin') + words('QUOTE 68 68 69') + mark('separate') + mark('end') + words(' cmd') + mark('end')),
      'FILE_OFFICE_ACTIVE',
    ],
    ['DDE in one element', body('<w:fldSimple w:instr=" &#68;DE cmd"/>'), 'FILE_OFFICE_ACTIVE'],
    ['a picture fetched', body(mark('begin') + words('INCLUDEPICTURE "http://x.example/a.png" \\d') + mark('end')), 'FILE_OFFICE_ACTIVE'],
    [
      'DDE of a workbook',
      { 'xl/externalLinks/externalLink1.xml': '<externalLink xmlns="x"><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>' },
      'FILE_OFFICE_ACTIVE',
    ],
    ['data connections', links(`Type="${kinds}/connections" Target="connections.xml"`), 'FILE_OFFICE_OUTSIDE'],
    ['a workbook inside with macros', { 'word/embeddings/a.xlsx': docx({ 'xl/vbaProject.bin': 'x' }) }, 'FILE_OFFICE_MACRO'],
    ['an archive inside', { 'word/embeddings/a.xlsx': packed({ 'a.js': 'x' }) }, 'FILE_OFFICE_ACTIVE'],
    ['a part that unpacks without end', { 'word/media/a.bmp': new Uint8Array(140 * 1024 * 1024) }, 'FILE_TOO_HARD'],
  ])('%s', async (_what, parts, fault) => {
    expect(await look(docx(parts))).toMatchObject({ fault })
  })

  test.each<[string, Record<string, string | Uint8Array>]>([
    ['a link to press', links(`Type="${kinds}/hyperlink" Target="https://dichvucong.gov.vn" TargetMode="External"`)],
    ['a chart with its workbook', { ...links(`Type="${kinds}/package" Target="embeddings/a.xlsx"`), 'word/embeddings/a.xlsx': docx() }],
    [
      'page numbers and a table of contents',
      body(
        mark('begin') +
          words('TOC \\o') +
          mark('separate') +
          mark('begin') +
          words('PAGEREF _Toc1 \\h') +
          mark('separate') +
          mark('end') +
          mark('end'),
      ),
    ],
    ['words about linking', body('<w:r><w:t>DDE va LINK la gi</w:t></w:r><w:fldSimple w:instr="PAGE"/>')],
    ['nothing of the kind', {}],
  ])('%s: no finding', async (_what, parts) => {
    expect(await look(docx(parts))).toMatchObject({ fault: null })
  })

  test('a truncated DOCX, or one with two parts of one name, is reported as such', async () => {
    const whole = docx()
    expect(await look(whole.subarray(0, whole.length - 30))).toMatchObject({ fault: 'FILE_OFFICE_BROKEN' })
    const twice = Buffer.from(docx({ 'word/_rels/document.xml.relx': relations() }))
    expect(await look(Buffer.from(twice.toString('latin1').replaceAll('document.xml.relx', '_rels/.RELS_12345'), 'latin1'))).toMatchObject({
      fault: null,
    })
    const same = Buffer.from(docx({ 'word/documenx.xml': '<a/>' }).slice())
      .toString('latin1')
      .replaceAll('word/documenx.xml', 'word/DOCUMENT.xml')
    expect(await look(Buffer.from(same, 'latin1'))).toMatchObject({ fault: 'FILE_OFFICE_BROKEN' })
  })

  test('a part that is longer than its directory entry is not read partially', async () => {
    const file = Buffer.from(docx(links(`Type="${kinds}/image" Target="https://x.example/a" TargetMode="External"`)))
    const at = file.lastIndexOf('word/_rels/document.xml.rels') - 46
    file.writeUInt32LE(20, at + 24)
    expect(await look(file)).toMatchObject({ fault: 'FILE_OFFICE_BROKEN' })
  })

  test('a LibreOffice text is no accepted type, with or without macros', async () => {
    const odt = zipSync({
      mimetype: [Buffer.from('application/vnd.oasis.opendocument.text'), { level: 0 }],
      'Basic/a.xml': Buffer.from('<a/>'),
    })
    expect(await look(odt)).toMatchObject({ fault: 'FILE_TYPE_UNKNOWN' })
  })
})
