import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { PassThrough } from 'node:stream'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

export type SourceLine =
  | { readonly line: number; readonly text: string }
  | { readonly line: number; readonly fault: 'encoding_wrong' | 'line_too_long' | 'file_broken' }

// A procedure with all its papers is some 30 KB; a line a hundred times that is not one.
const longestLine = 4 * 1024 * 1024

/**
 * Lines of a `.jsonl` or `.jsonl.gz` file, in order, in constant memory. Whether it is compressed is read from its
 * first bytes, not its name. Each line is decoded by itself, so that one in another encoding does not spoil the rest.
 */
export async function* readSourceLines(path: string): AsyncGenerator<SourceLine> {
  const file = await open(path, 'r')
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(2), 0, 2, 0)
    const compressed = bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
    const source = file.createReadStream({ start: 0, autoClose: false })
    yield* splitLines(compressed ? gunzipped(source) : source)
  } finally {
    await file.close()
  }
}

function gunzipped(source: Readable): Readable {
  const out = new PassThrough()
  // A cut or damaged archive destroys `out` with the error; the reader below turns that into a fault of the file.
  pipeline(source, createGunzip(), out).catch(() => undefined)
  return out
}

async function* splitLines(source: Readable): AsyncGenerator<SourceLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let pending: Buffer[] = []
  let size = 0
  let line = 0
  const finish = (): SourceLine | null => {
    line += 1
    const bytes = Buffer.concat(pending)
    const tooLong = size > longestLine
    pending = []
    size = 0
    if (tooLong) return { line, fault: 'line_too_long' }
    try {
      const text = decoder.decode(bytes).trim()
      return text === '' ? null : { line, text }
    } catch (error) {
      if (error instanceof TypeError) return { line, fault: 'encoding_wrong' }
      throw error
    }
  }
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      let from = 0
      for (let end = chunk.indexOf(10, from); end >= 0; end = chunk.indexOf(10, from)) {
        keep(chunk.subarray(from, end))
        const found = finish()
        if (found) yield found
        from = end + 1
      }
      keep(chunk.subarray(from))
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))) throw error
    yield { line: line + 1, fault: 'file_broken' }
    return
  }
  const last = size > 0 ? finish() : null
  if (last) yield last

  function keep(part: Buffer): void {
    if (size <= longestLine) pending.push(part)
    size += part.length
  }
}
