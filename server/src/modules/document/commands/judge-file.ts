import type { MediaType } from '../domain/arriving-file.ts'
import type { SignatureReport } from '../domain/signature-report.ts'
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { Refusal } from '#kernel/refusal.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { fileInspector } from '../adapters/file-inspector.ts'
import type { FileInspector, Sender } from '../adapters/file-inspector.ts'
import { clamdScanner } from '../adapters/virus-scanner.ts'
import { keptName, largestArrivingFile, mediaTypes, nameFor } from '../domain/arriving-file.ts'
import { documentRefusals } from '../domain/refusals.ts'

/** A file as it arrives: the name it was sent under, its bytes, and whose turn its looking at takes. */
export type Arriving = { readonly sentName: string | null; readonly bytes: Uint8Array; readonly sender: Sender }

/** The decision on a file. `quarantined`: sound as far as we see, and kept apart until the virus scanner has looked at it. */
export type FileJudgement =
  | { readonly outcome: 'accepted' | 'quarantined'; readonly file: SoundFile; readonly kind: string; readonly sha256: Uint8Array }
  | { readonly outcome: 'refused'; readonly refusal: Refusal; readonly kind: string | null; readonly sha256: Uint8Array | null }

/**
 * The one rule of what is taken: the same for the desk, for the portal and for `motcua files judge`.
 * Refusals: FILE_EMPTY, FILE_NAME_MISSING, FILE_TOO_LARGE, FILE_TYPE_UNKNOWN, FILE_NOT_WHAT_IT_SAYS, FILE_TWO_KINDS, FILE_PICTURE_BROKEN,
 * FILE_PICTURE_TOO_LARGE, FILE_PDF_BROKEN, FILE_PDF_EMPTY, FILE_PDF_LOCKED, FILE_PDF_ACTS, FILE_PDF_CARRIES, FILE_OFFICE_BROKEN,
 * FILE_OFFICE_MACRO, FILE_OFFICE_OUTSIDE, FILE_OFFICE_ACTIVE, FILE_TOO_HARD, FILE_INFECTED.
 * @throws Refused FILES_BUSY when too many files wait
 */
export async function judgeFile(inspector: FileInspector, { sentName, bytes, sender }: Arriving, now: string): Promise<FileJudgement> {
  const refused = (refusal: Refusal, seen: { kind: string | null; sha256: Uint8Array } | null = null): FileJudgement => ({
    outcome: 'refused',
    refusal,
    kind: seen?.kind ?? null,
    sha256: seen?.sha256 ?? null,
  })
  if (bytes.length === 0) return refused(refusalFrom(documentRefusals, 'FILE_EMPTY'))
  if (bytes.length > largestArrivingFile) return refused(refusalFrom(documentRefusals, 'FILE_TOO_LARGE'))
  const name = sentName === null ? null : keptName(sentName)
  if (name === null) return refused(refusalFrom(documentRefusals, 'FILE_NAME_MISSING'))
  const found = await inspector.inspect(bytes, now, sender)
  if (found === 'busy') throw new Refused(refusalFrom(documentRefusals, 'FILES_BUSY'))
  if (found === 'too_hard') return refused(refusalFrom(documentRefusals, 'FILE_TOO_HARD', { name }))
  if (found.fault) return refused(refusalFrom(documentRefusals, found.fault, { name, what: found.what ?? '' }), found)
  const { mediaType, sha256, report, trustSha256 } = found
  if (mediaType === null) throw new Error('a file without a fault has a kind')
  const fitting = nameFor(name, mediaType)
  if (fitting === null)
    return refused(refusalFrom(documentRefusals, 'FILE_NOT_WHAT_IT_SAYS', { name, is: mediaTypes[mediaType].name }), found)
  const scan = await inspector.scan(bytes)
  if (scan?.outcome === 'infected') return refused(refusalFrom(documentRefusals, 'FILE_INFECTED', { name, what: scan.what }), found)
  const unscanned = scan?.outcome === 'away' ? scan.why : null
  const file: SoundFile = { name: fitting, mediaType, bytes, sha256, report, trustSha256, unscanned }
  return { outcome: unscanned === null ? 'accepted' : 'quarantined', file, kind: mediaType, sha256 }
}

/** One line of `motcua files judge`. */
export type JudgedPath = {
  readonly file: string
  readonly kind: string | null
  readonly size: number
  readonly sha256: string
  readonly outcome: FileJudgement['outcome']
  readonly code: string | null
  readonly reason: string | null
}

/**
 * Judges a file of the disk as if it were uploaded under its own name. Of one that is too large only the hash is read.
 * @throws Error of Node with `code` when the file cannot be read
 */
export async function judgePath(inspector: FileInspector, path: string, now: string): Promise<JudgedPath> {
  const { bytes, size, sha256 } = await readWithin(path)
  const judged = await judgeFile(inspector, { sentName: path, bytes, sender: 'motcua files judge' }, now)
  const refusal =
    judged.outcome === 'refused'
      ? judged.refusal
      : judged.outcome === 'quarantined'
        ? refusalFrom(documentRefusals, 'FILE_NOT_SCANNED', { name: judged.file.name })
        : null
  return {
    file: path,
    kind: judged.kind,
    size,
    sha256,
    outcome: judged.outcome,
    code: refusal?.code ?? null,
    reason: refusal?.message ?? null,
  }
}

/** The bytes that are checked: one more than the limit when the file is longer. Hash and size are of the whole file. */
async function readWithin(path: string): Promise<{ readonly bytes: Uint8Array; readonly size: number; readonly sha256: string }> {
  const handle = await open(path)
  try {
    const hash = createHash('sha256')
    const kept: Uint8Array[] = []
    let size = 0
    for await (const part of handle.createReadStream({ autoClose: false }) as AsyncIterable<Uint8Array>) {
      hash.update(part)
      if (size <= largestArrivingFile) kept.push(part)
      size += part.length
    }
    return { bytes: Buffer.concat(kept).subarray(0, largestArrivingFile + 1), size, sha256: hash.digest('hex') }
  } finally {
    await handle.close()
  }
}

/** Judges one file after another; `fault` is Node's code where one cannot be read. */
export async function* judgeFiles(
  paths: readonly string[],
  settings: { readonly trustFolder: string | undefined; readonly clamd: string | undefined },
): AsyncGenerator<JudgedPath | { readonly file: string; readonly fault: string }> {
  const inspector = fileInspector(settings.trustFolder, undefined, settings.clamd === undefined ? null : clamdScanner(settings.clamd))
  try {
    for (const path of paths) {
      try {
        yield await judgePath(inspector, path, Temporal.Now.instant().toString())
      } catch (error) {
        if (!(error instanceof Error && 'code' in error)) throw error
        yield { file: path, fault: String(error.code) }
      }
    }
  } finally {
    await inspector.close()
  }
}

/** A file that was looked at and may be kept. */
export type SoundFile = {
  readonly name: string
  readonly mediaType: MediaType
  readonly bytes: Uint8Array
  readonly sha256: Uint8Array
  readonly report: SignatureReport | null
  readonly trustSha256: Uint8Array | null
  /** Why the virus scanner gave no answer: the file is to be kept apart. `null` when it found nothing, or none is set. */
  readonly unscanned: string | null
}
