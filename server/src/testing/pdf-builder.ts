import { deflateSync } from 'node:zlib'

/** Files built by hand that our tools would not write: cross-reference streams, hybrid files, objects packed in streams. */
export type BuiltPdf = {
  readonly objects: Readonly<Record<number, string | Buffer>>
  /** Objects in object streams: by the number of the container, in order. The container is made of them. */
  readonly packed?: Readonly<Record<number, Readonly<Record<number, string>>>>
  /** Rows of packed objects whose container is given as it is: container and place in it. */
  readonly places?: Readonly<Record<number, readonly [number, number]>>
  readonly root: number
  /** Further entries of the trailer. */
  readonly trailer?: string
  readonly kind?: 'table' | 'stream' | 'hybrid'
}

export function streamObject(dictionary: string, data: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<<${dictionary}/Length ${data.length}>>\nstream\n`, 'latin1'),
    data,
    Buffer.from('\nendstream', 'latin1'),
  ])
}

export function packedObject(dictionary: string, data: Buffer): Buffer {
  return streamObject(`${dictionary}/Filter/FlateDecode`, deflateSync(data))
}

function containerOf(parts: Readonly<Record<number, string>>): Buffer {
  let head = ''
  let body = ''
  for (const [number, text] of Object.entries(parts)) {
    head += `${number} ${body.length} `
    body += `${text} `
  }
  return packedObject(`/Type/ObjStm/N ${Object.keys(parts).length}/First ${head.length}`, Buffer.from(head + body, 'latin1'))
}

type Row = readonly [kind: 0 | 1 | 2, second: number, third: number]

export function buildPdf({ objects, packed = {}, places = {}, root, trailer = '', kind = 'table' }: BuiltPdf): Buffer {
  let bytes = Buffer.from('%PDF-1.7\n%âãÏÓ\n', 'latin1')
  const rows = new Map<number, Row>([[0, [0, 0, 65_535]]])
  const parts: Buffer[] = [bytes]
  let at = bytes.length
  const put = (number: number, body: string | Buffer): void => {
    rows.set(number, [1, at, 0])
    const whole = Buffer.concat([
      Buffer.from(`${number} 0 obj\n`, 'latin1'),
      typeof body === 'string' ? Buffer.from(body, 'latin1') : body,
      Buffer.from('\nendobj\n', 'latin1'),
    ])
    parts.push(whole)
    at += whole.length
  }
  for (const [number, body] of Object.entries(objects)) put(Number(number), body)
  for (const [container, inside] of Object.entries(packed)) {
    put(Number(container), containerOf(inside))
    Object.keys(inside).forEach((number, index) => rows.set(Number(number), [2, Number(container), index]))
  }
  for (const [number, [container, index]] of Object.entries(places)) rows.set(Number(number), [2, container, index])
  const size = Math.max(...rows.keys()) + 2
  const words = `/Size ${size}/Root ${root} 0 R${trailer}`
  const rowsOf = (kinds: readonly number[]): [number, Row][] =>
    [...rows].filter(([, [each]]) => kinds.includes(each)).sort(([one], [other]) => one - other)
  const streamAt = (listed: readonly [number, Row][], number: number): Buffer => {
    const data = Buffer.alloc(listed.length * 9)
    listed.forEach(([, [each, second, third]], index) => {
      data.writeUInt8(each, index * 9)
      data.writeUInt32BE(second, index * 9 + 1)
      data.writeUInt32BE(third, index * 9 + 5)
    })
    const index = listed.map(([each]) => `${each} 1`).join(' ')
    return Buffer.concat([
      Buffer.from(`${number} 0 obj\n`, 'latin1'),
      packedObject(`/Type/XRef/W[1 4 4]/Index[${index}]${words}`, data),
      Buffer.from('\nendobj\n', 'latin1'),
    ])
  }
  let besides = ''
  if (kind === 'hybrid') {
    const stream = streamAt(rowsOf([2]), size - 1)
    besides = `/XRefStm ${at}`
    parts.push(stream)
    at += stream.length
  }
  if (kind === 'stream') {
    rows.set(size - 1, [1, at, 0])
    parts.push(streamAt(rowsOf([0, 1, 2]), size - 1))
  } else {
    const table = rowsOf([0, 1]).map(
      ([number, [each, second, third]]) =>
        `${number} 1\n${String(second).padStart(10, '0')} ${String(third).padStart(5, '0')} ${each === 1 ? 'n' : 'f'} \n`,
    )
    parts.push(Buffer.from(`xref\n${table.join('')}trailer\n<<${words}${besides}>>\n`, 'latin1'))
  }
  bytes = Buffer.concat([...parts, Buffer.from(`startxref\n${at}\n%%EOF`, 'latin1')])
  return bytes
}

/** The smallest file with one page, and what else is given. */
export function onePage(catalogue = '', page = '', objects: BuiltPdf['objects'] = {}, more: Partial<BuiltPdf> = {}): Buffer {
  return buildPdf({
    objects: {
      1: `<</Type/Catalog/Pages 2 0 R${catalogue}>>`,
      2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 500]/Contents 4 0 R/Resources<<>>${page}>>`,
      4: streamObject('', Buffer.from('BT (Quyet dinh) Tj ET')),
      ...objects,
    },
    root: 1,
    ...more,
  })
}
