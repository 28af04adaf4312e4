import { EventEmitter, once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { open, unlink } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { HttpLimits } from './http-limits.ts'
import { httpRefusals } from './refusals.ts'

/** The maximum size of an export on disk; a locality's whole history is below a tenth of it. */
const mostBytes = 4 * 2 ** 30

/**
 * Slots for running exports. The rows are read as fast as the database gives them and kept in a file without a name, so
 * that a slow or stalled reader holds no connection; a stalled one is disconnected.
 */
export class Exports {
  readonly #limits: HttpLimits
  #held = 0

  constructor(limits: HttpLimits) {
    this.#limits = limits
  }

  /** @throws Refused EXPORTS_BUSY, and whatever `read` throws */
  async send(reply: FastifyReply, read: () => Promise<unknown>): Promise<Readable> {
    if (this.#held >= this.#limits.exports) throw new Refused(refusalFrom(httpRefusals, 'EXPORTS_BUSY', { seconds: 15 }))
    this.#held += 1
    let isHeld = true
    const letGo = (): void => {
      if (isHeld) this.#held -= 1
      isHeld = false
    }
    try {
      const text = (await read()) as string | AsyncIterable<string>
      const spool = await spoolFrom(typeof text === 'string' ? [text] : text)
      await spool.begun()
      reply.raw.once('close', () => {
        spool.destroy()
        letGo()
      })
      if (reply.raw.destroyed) spool.destroy()
      spool.once('close', letGo)
      this.#dropIdleReader(reply, spool)
      return spool
    } catch (error) {
      letGo()
      // The connections that exports have are all in use, by another process of this server's or by hand.
      if (/timeout exceeded when trying to connect/u.test(String(error)))
        throw new Refused(refusalFrom(httpRefusals, 'EXPORTS_BUSY', { seconds: 15 }))
      throw error
    }
  }

  /** The floor is that of files sent to us: who takes less is not reading. */
  #dropIdleReader(reply: FastifyReply, spool: Spool): void {
    const { floorEveryMs, bytesPerSecond } = this.#limits
    let before = 0
    const timer = setInterval(() => {
      const { taken } = spool
      const isSlow = taken - before < (bytesPerSecond * floorEveryMs) / 1000
      before = taken
      if (isSlow && !spool.isWaiting) reply.raw.destroy()
    }, floorEveryMs)
    timer.unref()
    reply.raw.once('close', () => clearInterval(timer))
  }
}

/** Reads behind what is being written. The file is already unlinked, so it disappears in every case. */
class Spool extends Readable {
  readonly #file: FileHandle
  readonly #progress = new EventEmitter()
  #written = 0
  #pieces = 0
  #isWhole = false
  #fault: Error | null = null
  /** Bytes handed on. */
  taken = 0
  /** The reader is ahead of the writer: that nothing moves is not its fault. */
  isWaiting = false

  constructor(file: FileHandle, pieces: AsyncIterable<string> | Iterable<string>) {
    super()
    this.#file = file
    void this.#write(pieces)
  }

  async #write(pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
    try {
      for await (const piece of pieces) {
        if (this.destroyed) break
        const bytes = Buffer.from(piece)
        await this.#file.write(bytes, 0, bytes.length, this.#written)
        this.#written += bytes.length
        this.#pieces += 1
        if (this.#written > mostBytes) throw new Error('an export is larger than may be kept')
        this.#progress.emit('more')
      }
      this.#isWhole = true
    } catch (error) {
      this.#fault = error instanceof Error ? error : new Error(String(error))
    }
    this.#progress.emit('more')
    if (this.destroyed) await this.#file.close()
  }

  /**
   * Waits for the head and the first row, or the end: what cannot be read at all is refused with its code, not begun and cut off.
   * @throws what kept the rows from being read
   */
  async begun(): Promise<void> {
    while (this.#pieces < 2 && !this.#isWhole && !this.#fault) await once(this.#progress, 'more')
    if (!this.#fault) return
    await this.#file.close()
    throw this.#fault
  }

  override _read(size: number): void {
    this.#next(size).then(
      (bytes) => this.push(bytes),
      (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
    )
  }

  async #next(size: number): Promise<Buffer | null> {
    while (this.taken === this.#written) {
      if (this.#fault) throw this.#fault
      if (this.#isWhole || this.destroyed) return null
      this.isWaiting = true
      await once(this.#progress, 'more')
      this.isWaiting = false
    }
    const bytes = Buffer.alloc(Math.min(size, this.#written - this.taken))
    const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, this.taken)
    this.taken += bytesRead
    return bytes.subarray(0, bytesRead)
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#progress.emit('more')
    // While rows are still being written the writer closes the file when it notices.
    const isOver = this.#isWhole || this.#fault !== null
    if (isOver) void this.#file.close().finally(() => done(error))
    else done(error)
  }
}

async function spoolFrom(pieces: AsyncIterable<string> | Iterable<string>): Promise<Spool> {
  const path = join(tmpdir(), `motcua-export-${randomUUID()}`)
  const file = await open(path, 'wx+', 0o600)
  await unlink(path)
  return new Spool(file, pieces)
}
