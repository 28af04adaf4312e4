import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** A file, or standard input for `-`; unpacked when its first bytes are those of gzip, whatever it is called. */
export async function openTable(path: string, stdin: Readable): Promise<Readable> {
  const source = path === '-' ? stdin : createReadStream(path)
  const chunks = source[Symbol.asyncIterator]()
  const head: Buffer[] = []
  while (Buffer.concat(head).length < 2) {
    const { value, done } = (await chunks.next()) as IteratorResult<Buffer | string, undefined>
    if (done) break
    head.push(typeof value === 'string' ? Buffer.from(value) : (value as Buffer))
  }
  const whole = Readable.from(
    (async function* () {
      yield* head
      for (;;) {
        const { value, done } = (await chunks.next()) as IteratorResult<Buffer, undefined>
        if (done) return
        yield value
      }
    })(),
    { objectMode: false },
  )
  const [first, second] = Buffer.concat(head)
  if (first !== 0x1f || second !== 0x8b) return whole
  const unpacked = createGunzip()
  whole.on('error', (error) => unpacked.destroy(error))
  return whole.pipe(unpacked)
}
