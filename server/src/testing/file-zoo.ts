import { crc32, deflateSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { jpeg, png } from './arriving-files.ts'
import { onePage, packedObject } from './pdf-builder.ts'

/** One animal: the name it is sent under, its bytes, and what is to become of it. */
export type Animal = {
  readonly what: string
  readonly name: string
  readonly bytes: () => Uint8Array
  readonly outcome: 'accepted' | 'refused'
  /** The refusal code of one that is refused. */
  readonly code?: string
  /** The name an accepted one is kept under, where it is not the sent one. */
  readonly keptAs?: string
}

/** EICAR's harmless test text, written so that no scanner stops at this file. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', '$H+H*'].join('')

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const bytesOf = (text: string | Uint8Array): Uint8Array => new Uint8Array(Buffer.from(text as string))
const packed = (parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, bytesOf(part)])))

export function docxOf(parts: Readonly<Record<string, string | Uint8Array>> = {}): Uint8Array {
  return packed({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="${relations}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': '<w:document xmlns:w="x"><w:body/></w:document>',
    ...parts,
  })
}

/** A DOCX with a part of which its directory says that it unpacks to 2 GB. */
function bombOf(): Uint8Array {
  const file = Buffer.from(docxOf({ 'word/media/a.bmp': Buffer.alloc(100_000) }))
  file.writeUInt32LE(0x7fff_ffff, file.lastIndexOf('word/media/a.bmp') - 46 + 24)
  return file
}

const related = (type: string, rest: string): Record<string, string> => ({
  'word/_rels/document.xml.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="${relations}/${type}" ${rest}/></Relationships>`,
})

function xlsx(): Uint8Array {
  return packed({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    'xl/workbook.xml': '<workbook xmlns="x"/>',
  })
}

/** A PNG that says it has these sides; its points are as few as a file may have. */
function pngOf(width: number, height: number): Buffer {
  const chunk = (kind: string, data: Buffer): Buffer => {
    const head = Buffer.alloc(4)
    head.writeUInt32BE(data.length)
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([head, body, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(1, 8)
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(Math.ceil(width / 8) + 1))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A JPEG of these sides. */
function jpegOf(width: number, height: number): Buffer {
  const copy = Buffer.from(jpeg)
  const frame = copy.indexOf(Buffer.from('ffc0', 'hex'))
  copy.writeUInt16BE(height, frame + 5)
  copy.writeUInt16BE(width, frame + 7)
  return copy
}

/** A TIFF whose directories have these sides; `next` overrides where the last one leads. */
function tiffOf(sides: readonly (readonly [number, number])[], next = 0): Buffer {
  const parts = [Buffer.from('49492a0008000000', 'hex')]
  sides.forEach(([width, height], index) => {
    const directory = Buffer.alloc(2 + 24 + 4)
    directory.writeUInt16LE(2, 0)
    for (const [row, tag, value] of [
      [0, 256, width],
      [1, 257, height],
    ] as const) {
      directory.writeUInt16LE(tag, 2 + row * 12)
      directory.writeUInt16LE(4, 4 + row * 12)
      directory.writeUInt32LE(1, 6 + row * 12)
      directory.writeUInt32LE(value, 10 + row * 12)
    }
    directory.writeUInt32LE(index + 1 < sides.length ? 8 + (index + 1) * 30 : next, 26)
    parts.push(directory)
  })
  return Buffer.concat(parts)
}

/** A ZIP in a ZIP in a ZIP …, the innermost a page of text. */
function nested(depth: number): Uint8Array {
  let bytes: Uint8Array = Buffer.from('trong cùng')
  for (let level = 0; level < depth; level += 1) bytes = packed({ [`${level}.zip`]: bytes })
  return bytes
}

const carrying = (name: string, data: Buffer | string): Buffer =>
  onePage('/Names<</EmbeddedFiles<</Names[(a) 9 0 R]>>>>', '', {
    9: `<</Type/Filespec/F(${name})/UF(${name})/EF<</F 10 0 R>>>>`,
    10: packedObject('/Type/EmbeddedFile', Buffer.from(data)),
  })
const heif = (brand: string): Buffer =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}`), Buffer.from('\0\0\0\0mif1heic'), Buffer.alloc(64)])
const text = (words: string) => (): Uint8Array => Buffer.from(words)
const pdf = (): Buffer => onePage()
const behind = (first: Uint8Array, second: Uint8Array | string): Uint8Array => Buffer.concat([first, Buffer.from(second as string)])
const grown = (length: number): Buffer => Buffer.alloc(length, ' ')

const taken: readonly Omit<Animal, 'outcome'>[] = [
  { what: 'a PDF of one page', name: 'don.pdf', bytes: pdf },
  { what: 'a JPEG', name: 'anh.jpg', bytes: () => jpeg },
  { what: 'a PNG', name: 'anh.png', bytes: () => png },
  {
    what: 'a TIFF of two pages',
    name: 'quet.tif',
    bytes: () =>
      tiffOf([
        [2480, 3508],
        [2480, 3508],
      ]),
  },
  { what: 'a DOCX', name: 'to-khai.docx', bytes: () => docxOf() },
  { what: 'an XLSX', name: 'bang.xlsx', bytes: xlsx },
  {
    what: 'a name in pieces, as a Mac writes it (NFD)',
    name: 'Giấy khai sinh.pdf'.normalize('NFD'),
    bytes: pdf,
    keptAs: 'Giấy khai sinh.pdf',
  },
  { what: 'a name turned around by a mark (RTL override)', name: 'don\u202Efdp.pdf', bytes: pdf, keptAs: 'donfdp.pdf' },
  { what: 'a name with a path', name: '../../etc/don.pdf', bytes: pdf, keptAs: 'don.pdf' },
  { what: 'a name with a path of Windows', name: 'C:\\Users\\thu\\don.pdf', bytes: pdf, keptAs: 'don.pdf' },
  { what: 'a name with a zero byte and line breaks', name: 'don\0\r\n.pdf', bytes: pdf, keptAs: 'don.pdf' },
  { what: 'a name of pictures', name: '📄✨.pdf', bytes: pdf },
  { what: 'a name of 300 letters', name: `${'ệ'.repeat(300)}.pdf`, bytes: pdf, keptAs: `${'ệ'.repeat(65)}.pdf` },
  { what: 'a name without extension', name: 'don', bytes: pdf, keptAs: 'don.pdf' },
  { what: 'a name in capital letters', name: 'DON.PDF', bytes: pdf },
  { what: 'a name that begins with dots', name: '...don.pdf', bytes: pdf, keptAs: 'don.pdf' },
  { what: 'a device of old Windows', name: 'CON.pdf', bytes: pdf },
  { what: 'the scan of a sheet of A3 at 1200 dpi', name: 'a3.jpg', bytes: () => jpegOf(14_031, 16_000) },
  {
    what: 'a picture with a film of the moment behind it',
    name: 'anh.jpg',
    bytes: () => behind(jpeg, Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42\0\0\0\0isommp42')])),
  },
  { what: 'a picture with zeros behind it', name: 'anh.png', bytes: () => behind(png, Buffer.alloc(500)) },
  { what: 'a PDF behind an empty line', name: 'don.pdf', bytes: () => Buffer.concat([Buffer.from('\r\n'), onePage()]) },
  { what: 'an invoice with its data inside', name: 'hoa-don.pdf', bytes: () => carrying('hoadon.xml', '<?xml version="1.0"?><HDon/>') },
]

const refused: readonly Omit<Animal, 'outcome'>[] = [
  { what: 'nothing', name: 'don.pdf', bytes: () => new Uint8Array(), code: 'FILE_EMPTY' },
  { what: 'a file of more than 20 MB', name: 'don.pdf', bytes: () => behind(pdf(), grown(20 * 1024 * 1024)), code: 'FILE_TOO_LARGE' },
  { what: 'a name of dots alone', name: '...', bytes: pdf, code: 'FILE_NAME_MISSING' },
  { what: 'a name of marks alone', name: '\u202E\u200B', bytes: pdf, code: 'FILE_NAME_MISSING' },
  { what: 'a picture called PDF', name: 'don.pdf', bytes: () => png, code: 'FILE_NOT_WHAT_IT_SAYS' },
  { what: 'a PDF called a picture', name: 'anh.png', bytes: pdf, code: 'FILE_NOT_WHAT_IT_SAYS' },
  { what: 'a PDF called a program', name: 'don.pdf.exe', bytes: pdf, code: 'FILE_NOT_WHAT_IT_SAYS' },
  { what: 'a PDF whose name is turned around to end well', name: 'don\u202Efdp.exe', bytes: pdf, code: 'FILE_NOT_WHAT_IT_SAYS' },
  { what: 'a DOCX called XLSX', name: 'bang.xlsx', bytes: () => docxOf(), code: 'FILE_NOT_WHAT_IT_SAYS' },
  { what: 'plain words', name: 'don.txt', bytes: text('Kính gửi'), code: 'FILE_TYPE_UNKNOWN' },
  { what: 'words called PDF', name: 'don.pdf', bytes: text('Kính gửi'), code: 'FILE_TYPE_UNKNOWN' },
  { what: 'the test text of virus scanners', name: 'eicar.com', bytes: text(eicar), code: 'FILE_TYPE_UNKNOWN' },
  { what: 'that text in an archive', name: 'a.zip', bytes: () => packed({ 'eicar.com': eicar }), code: 'FILE_TYPE_UNKNOWN' },
  { what: 'a page for a browser', name: 'a.html', bytes: text('<!doctype html><script>alert(1)</script>'), code: 'FILE_TYPE_UNKNOWN' },
  {
    what: 'a drawing with a script',
    name: 'a.svg',
    bytes: text('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    code: 'FILE_TYPE_UNKNOWN',
  },
  {
    what: 'such a drawing called PNG',
    name: 'a.png',
    bytes: text('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    code: 'FILE_TYPE_UNKNOWN',
  },
  { what: 'a program', name: 'a.exe', bytes: () => behind(Buffer.from('MZ\x90\0'), grown(300)), code: 'FILE_TYPE_UNKNOWN' },
  {
    what: 'a program of Linux',
    name: 'a.pdf',
    bytes: () => behind(Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), grown(300)),
    code: 'FILE_TYPE_UNKNOWN',
  },
  { what: 'a script', name: 'a.pdf', bytes: text('#!/bin/sh\nrm -rf /'), code: 'FILE_TYPE_UNKNOWN' },
  { what: 'an archive', name: 'a.zip', bytes: () => packed({ 'a.txt': 'a' }), code: 'FILE_TYPE_UNKNOWN' },
  { what: 'archives in one another, 42 deep', name: '42.zip', bytes: () => nested(42), code: 'FILE_TYPE_UNKNOWN' },
  { what: 'a RAR', name: 'a.rar', bytes: () => behind(Buffer.from('526172211a0701000000', 'hex'), grown(64)), code: 'FILE_TYPE_UNKNOWN' },
  {
    what: 'a document of old Word',
    name: 'a.doc',
    bytes: () => behind(Buffer.from('d0cf11e0a1b11ae1', 'hex'), grown(600)),
    code: 'FILE_TYPE_UNKNOWN',
  },
  {
    what: 'a film',
    name: 'a.mp4',
    bytes: () => Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom\0\0\0\0isommp42')]),
    code: 'FILE_TYPE_UNKNOWN',
  },
  { what: 'a picture of an iPhone (HEIC)', name: 'IMG_0001.HEIC', bytes: () => heif('heic'), code: 'FILE_TYPE_UNKNOWN' },
  { what: 'such a picture called JPEG', name: 'IMG_0001.jpg', bytes: () => heif('heic'), code: 'FILE_TYPE_UNKNOWN' },
  { what: 'a GIF', name: 'a.gif', bytes: () => behind(Buffer.from('GIF89a\x01\0\x01\0\0\0\0'), ';'), code: 'FILE_TYPE_UNKNOWN' },
  { what: 'the first bytes of a PNG alone', name: 'a.png', bytes: () => png.subarray(0, 4), code: 'FILE_TYPE_UNKNOWN' },
  { what: 'a PNG cut off', name: 'a.png', bytes: () => png.subarray(0, png.length - 14), code: 'FILE_PICTURE_BROKEN' },
  { what: 'a JPEG cut off', name: 'a.jpg', bytes: () => jpeg.subarray(0, jpeg.length - 2), code: 'FILE_PICTURE_BROKEN' },
  {
    what: 'a JPEG of no picture',
    name: 'a.jpg',
    bytes: () => Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'),
    code: 'FILE_PICTURE_BROKEN',
  },
  { what: 'a PNG without width', name: 'a.png', bytes: () => pngOf(0, 100), code: 'FILE_PICTURE_BROKEN' },
  { what: 'a PNG of 50 000 by 50 000', name: 'a.png', bytes: () => pngOf(50_000, 50_000), code: 'FILE_PICTURE_TOO_LARGE' },
  { what: 'a JPEG of 50 000 by 50 000', name: 'a.jpg', bytes: () => jpegOf(50_000, 50_000), code: 'FILE_PICTURE_TOO_LARGE' },
  { what: 'a strip of 60 000 points', name: 'a.jpg', bytes: () => jpegOf(60_000, 1), code: 'FILE_PICTURE_TOO_LARGE' },
  { what: 'a picture of 17 000 by 17 000', name: 'a.png', bytes: () => pngOf(17_000, 17_000), code: 'FILE_PICTURE_TOO_LARGE' },
  {
    what: 'a TIFF whose second page is 50 000 by 50 000',
    name: 'a.tif',
    bytes: () =>
      tiffOf([
        [100, 100],
        [50_000, 50_000],
      ]),
    code: 'FILE_PICTURE_TOO_LARGE',
  },
  {
    what: 'a TIFF whose pages lead in a circle',
    name: 'a.tif',
    bytes: () =>
      tiffOf(
        [
          [100, 100],
          [100, 100],
        ],
        8,
      ),
    code: 'FILE_PICTURE_BROKEN',
  },
  { what: 'a TIFF whose page lies outside it', name: 'a.tif', bytes: () => tiffOf([[100, 100]], 90_000), code: 'FILE_PICTURE_BROKEN' },
  { what: 'a PDF that is an archive too', name: 'a.pdf', bytes: () => behind(pdf(), packed({ 'a.exe': 'MZ' })), code: 'FILE_TWO_KINDS' },
  { what: 'a picture that is an archive too', name: 'a.jpg', bytes: () => behind(jpeg, packed({ 'a.js': '1' })), code: 'FILE_TWO_KINDS' },
  {
    what: 'a PNG with a page for a browser behind it',
    name: 'a.png',
    bytes: () => behind(png, '<html><script>1</script>'),
    code: 'FILE_TWO_KINDS',
  },
  { what: 'a JPEG with a program behind it', name: 'a.jpg', bytes: () => behind(jpeg, 'MZ\x90\0'), code: 'FILE_TWO_KINDS' },
  {
    what: 'a PDF behind a page for a browser',
    name: 'a.pdf',
    bytes: () => behind(Buffer.from('<html><script>1</script>\n'), pdf()),
    code: 'FILE_TWO_KINDS',
  },
  { what: 'a PDF behind a script', name: 'a.pdf', bytes: () => behind(Buffer.from('#!/bin/sh\necho\n'), pdf()), code: 'FILE_TWO_KINDS' },
  {
    what: 'a PDF with a page for a browser behind it',
    name: 'a.pdf',
    bytes: () => behind(pdf(), '\n<script>1</script>'),
    code: 'FILE_TWO_KINDS',
  },
  {
    what: 'a PNG in which a PDF begins',
    name: 'a.png',
    bytes: () =>
      Buffer.concat([png.subarray(0, 33), Buffer.from('0000000d744558742550', 'hex'), Buffer.from('%PDF-1.7 xxxx'), png.subarray(33)]),
    code: 'FILE_TWO_KINDS',
  },
  { what: 'a PDF cut off', name: 'a.pdf', bytes: () => pdf().subarray(0, 300), code: 'FILE_PDF_BROKEN' },
  {
    what: 'a PDF without pages',
    name: 'a.pdf',
    bytes: () => onePage('', '', { 2: '<</Type/Pages/Kids[]/Count 0>>' }),
    code: 'FILE_PDF_EMPTY',
  },
  {
    what: 'a PDF behind a password',
    name: 'a.pdf',
    bytes: () => onePage('', '', { 9: '<</Filter/Standard/V 2/R 3/O(a)/U(b)/P -4>>' }, { trailer: '/Encrypt 9 0 R/ID[(a)(b)]' }),
    code: 'FILE_PDF_LOCKED',
  },
  { what: 'a PDF with JavaScript', name: 'a.pdf', bytes: () => onePage('/OpenAction<</S/JavaScript/JS(1)>>'), code: 'FILE_PDF_ACTS' },
  {
    what: 'a PDF that starts a program',
    name: 'a.pdf',
    bytes: () => onePage('/OpenAction<</S/Launch/F(cmd.exe)>>'),
    code: 'FILE_PDF_ACTS',
  },
  {
    what: 'a PDF with a dynamic form',
    name: 'a.pdf',
    bytes: () => onePage('/AcroForm<</Fields[]/XFA 9 0 R>>', '', { 9: packedObject('', Buffer.from('<xdp/>')) }),
    code: 'FILE_PDF_ACTS',
  },
  { what: 'a PDF that carries a program', name: 'a.pdf', bytes: () => carrying('a.exe', 'MZ'), code: 'FILE_PDF_CARRIES' },
  {
    what: 'a PDF that carries the test text of virus scanners',
    name: 'a.pdf',
    bytes: () => carrying('eicar.com', eicar),
    code: 'FILE_PDF_CARRIES',
  },
  {
    what: 'a PDF whose inside unpacks without end',
    name: 'a.pdf',
    bytes: () => carrying('a.txt', Buffer.alloc(80 * 1024 * 1024, 'a')),
    code: 'FILE_TOO_HARD',
  },
  { what: 'a DOCX with macros', name: 'a.docx', bytes: () => docxOf({ 'word/vbaProject.bin': 'x' }), code: 'FILE_OFFICE_MACRO' },
  {
    what: 'a DOCX with a template from outside',
    name: 'a.docx',
    bytes: () => docxOf(related('attachedTemplate', 'Target="http://x.example/a.dotm" TargetMode="External"')),
    code: 'FILE_OFFICE_OUTSIDE',
  },
  {
    what: 'a DOCX with entities of its own (XXE)',
    name: 'a.docx',
    bytes: () => docxOf({ 'word/_rels/document.xml.rels': '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>' }),
    code: 'FILE_OFFICE_BROKEN',
  },
  {
    what: 'a DOCX with an object of OLE',
    name: 'a.docx',
    bytes: () => docxOf(related('oleObject', 'Target="embeddings/a.bin"')),
    code: 'FILE_OFFICE_ACTIVE',
  },
  {
    what: 'a DOCX that carries archives in one another, 42 deep',
    name: 'a.docx',
    bytes: () => docxOf({ 'word/embeddings/a.bin': nested(42) }),
    code: 'FILE_OFFICE_ACTIVE',
  },
  {
    what: 'a DOCX that carries a program',
    name: 'a.docx',
    bytes: () => docxOf({ 'word/media/a.png': 'MZ\x90' }),
    code: 'FILE_OFFICE_ACTIVE',
  },
  {
    what: 'a DOCX whose part unpacks without end',
    name: 'a.docx',
    bytes: () => bombOf(),
    code: 'FILE_TOO_HARD',
  },
  { what: 'a DOCX cut off', name: 'a.docx', bytes: () => docxOf().subarray(0, docxOf().length - 30), code: 'FILE_OFFICE_BROKEN' },
]

export const fileZoo: readonly Animal[] = [
  ...taken.map((animal) => ({ ...animal, outcome: 'accepted' as const })),
  ...refused.map((animal) => ({ ...animal, outcome: 'refused' as const })),
]
