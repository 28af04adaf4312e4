import { Worker } from 'node:worker_threads'
import { readTrust } from './certificate-chain.ts'
import type { Scan, VirusScanner } from './virus-scanner.ts'
import type { FileFault, MediaType } from '../domain/arriving-file.ts'
import type { SignatureReport } from '../domain/signature-report.ts'

/** What the bytes of a file are. */
export type Inspection = {
  readonly sha256: Uint8Array
  /** What the bytes are, taken or not, as a media type; `null` when nobody knows. */
  readonly kind: string | null
  /** `null` when it is no kind we take. */
  readonly mediaType: MediaType | null
  /** Of a PDF. */
  readonly report: SignatureReport | null
  /** The trust anchors of that report. */
  readonly trustSha256: Uint8Array | null
  readonly fault: FileFault | null
  /** The details, where the fault alone is not enough. */
  readonly what?: string
}

export type InspectionRequest = { readonly id: number; readonly bytes: Uint8Array; readonly now: string }

/** The account of the file: each account waits behind its own files. */
export type Sender = string

export type FileInspector = {
  /**
   * Inspects a file in a separate thread. `busy`: too many wait; `too_hard`: it took longer or more memory than any
   * file is allowed, and was aborted.
   */
  inspect(bytes: Uint8Array, now: string, sender: Sender): Promise<Inspection | 'busy' | 'too_hard'>
  /** What the virus scanner says; `null` where none is set. */
  scan(bytes: Uint8Array): Promise<Scan | null>
  close(): Promise<void>
}

type Waiting = {
  readonly sender: Sender
  readonly request: InspectionRequest
  readonly settle: (answer: Inspection | 'too_hard' | Error) => void
}

/** How long one file may take (milliseconds), how many may wait, and how many of one account. */
export type InspectionLimits = { readonly patience: number; readonly queue: number; readonly ofOne: number }

/**
 * One thread, one file at a time, started when the first file comes. A file costs the event loop no more than copying it.
 * Accounts take turns: an account that sends four expensive files waits for all four, and the others wait for one of them.
 * @throws Error naming what cannot be read in the trust folder
 */
export function fileInspector(
  trustFolder: string | undefined,
  limits: InspectionLimits = { patience: 5_000, queue: 24, ofOne: 6 },
  scanner: VirusScanner | null = null,
): FileInspector {
  if (trustFolder !== undefined) readTrust(trustFolder)
  /** The files that wait, by account; the account whose turn it is comes first. */
  const queues = new Map<Sender, Waiting[]>()
  let lastSender: Sender | undefined
  let worker: Worker | undefined
  let current: { readonly waiting: Waiting; readonly timer: NodeJS.Timeout } | undefined
  let next = 1

  const finish = (answer: Inspection | 'too_hard' | Error): void => {
    if (!current) return
    clearTimeout(current.timer)
    const { settle } = current.waiting
    current = undefined
    settle(answer)
    work()
  }

  const start = (): Worker => {
    const started = new Worker(new URL('inspect-file-worker.ts', import.meta.url), {
      workerData: { trustFolder },
      // The memory limit of one thread; a file made to exhaust memory ends the thread and nothing else.
      resourceLimits: { maxOldGenerationSizeMb: 512 },
      execArgv: [],
    })
    started.unref()
    started.on('message', (answer: { id: number; inspection?: Inspection; error?: string }) => {
      if (answer.id === current?.waiting.request.id) finish(answer.inspection ?? new Error(answer.error ?? 'no answer'))
    })
    const gone = (error?: Error): void => {
      if (worker !== started) return
      worker = undefined
      finish(error === undefined || ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') ? 'too_hard' : error)
    }
    started.on('error', gone)
    started.on('exit', () => gone())
    return started
  }

  const work = (): void => {
    if (current) return
    const waiting = nextOf(queues, lastSender)
    if (!waiting) return
    worker ??= start()
    lastSender = waiting.sender
    const timer = setTimeout(() => {
      const slow = worker
      worker = undefined
      void slow?.terminate()
      finish('too_hard')
    }, limits.patience)
    current = { waiting, timer }
    worker.ref()
    // A copy travels, for the bytes themselves are still to be kept.
    const bytes = new Uint8Array(waiting.request.bytes)
    worker.postMessage({ ...waiting.request, bytes }, [bytes.buffer])
  }

  return {
    async inspect(bytes, now, sender) {
      const own = queues.get(sender) ?? []
      const all = [...queues.values()].reduce((sum, each) => sum + each.length, 0)
      if (own.length >= limits.ofOne || all >= limits.queue) return 'busy'
      const answer = await new Promise<Inspection | 'too_hard' | Error>((settle) => {
        queues.set(sender, [...own, { sender, request: { id: next, bytes, now }, settle }])
        next += 1
        work()
      })
      if (!current) worker?.unref()
      if (answer instanceof Error) throw answer
      return answer
    },
    scan: async (bytes) => (scanner ? await scanner.scan(bytes) : null),
    async close() {
      const last = worker
      worker = undefined
      await last?.terminate()
    },
  }
}

/** Takes the file whose turn it is: not of the account that was served last, while another waits. */
function nextOf(queues: Map<Sender, Waiting[]>, last: Sender | undefined): Waiting | undefined {
  const turn = [...queues].find(([sender]) => sender !== last) ?? [...queues][0]
  if (!turn) return undefined
  const [sender, [waiting, ...later]] = turn
  queues.delete(sender)
  if (later.length > 0) queues.set(sender, later)
  return waiting
}
