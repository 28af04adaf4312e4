import { timingSafeEqual } from 'node:crypto'
import type { AccountId, DossierId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { databaseNow, isTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { FileInspector, Inspection, Sender } from '../adapters/file-inspector.ts'
import { keptName, mediaTypes, nameFor } from '../domain/arriving-file.ts'
import type { MediaType } from '../domain/arriving-file.ts'
import { documentRefusals } from '../domain/refusals.ts'
import type { SignatureReport } from '../domain/signature-report.ts'
import { wholeFile } from '../queries/arriving-files.ts'
import type { ArrivingFile } from '../queries/arriving-files.ts'
import { insertCheck, insertFile, insertWithdrawal } from '../store/arriving-file-store.ts'

/** A file that was looked at and may be kept. */
export type SoundFile = {
  readonly name: string
  readonly mediaType: MediaType
  readonly bytes: Uint8Array
  readonly sha256: Uint8Array
  readonly report: SignatureReport | null
  readonly trustSha256: Uint8Array | null
}

export type ArrivingBytes = {
  readonly sentName: string | null
  readonly bytes: Uint8Array
  readonly digest: Uint8Array | null
  readonly sender: Sender
}

/**
 * Looks at what arrived before any transaction is opened: nothing waits on a lock while a file is read.
 * @param digest SHA-256 that the sender says the bytes have
 * @throws Refused FILE_EMPTY, FILE_NAME_MISSING, FILE_DIGEST_DIFFERS, FILE_TYPE_UNKNOWN, FILE_NOT_WHAT_IT_SAYS,
 * FILE_PDF_BROKEN, FILE_PDF_EMPTY, FILE_PDF_LOCKED, FILE_PDF_ACTS, FILE_PDF_CARRIES, FILE_OFFICE_BROKEN, FILE_OFFICE_MACRO,
 * FILE_OFFICE_OUTSIDE, FILE_OFFICE_ACTIVE, FILE_TOO_HARD, FILES_BUSY
 */
export async function judgeArrival(
  db: Queryable,
  inspector: FileInspector,
  { sentName, bytes, digest, sender }: ArrivingBytes,
): Promise<SoundFile> {
  if (bytes.length === 0) throw new Refused(refusalFrom(documentRefusals, 'FILE_EMPTY'))
  const name = sentName === null ? null : keptName(sentName)
  if (name === null) throw new Refused(refusalFrom(documentRefusals, 'FILE_NAME_MISSING'))
  const found = await looked(db, inspector, bytes, name, sender)
  if (digest && !(digest.length === found.sha256.length && timingSafeEqual(digest, found.sha256)))
    throw new Refused(refusalFrom(documentRefusals, 'FILE_DIGEST_DIFFERS'))
  if (found.fault) throw new Refused(refusalFrom(documentRefusals, found.fault, { name, what: found.what ?? '' }))
  const { mediaType, sha256, report, trustSha256 } = found
  if (mediaType === null) throw new Error('a file without a fault has a kind')
  const fitting = nameFor(name, mediaType)
  if (fitting === null) throw new Refused(refusalFrom(documentRefusals, 'FILE_NOT_WHAT_IT_SAYS', { name, is: mediaTypes[mediaType].name }))
  return { name: fitting, mediaType, bytes, sha256, report, trustSha256 }
}

async function looked(db: Queryable, inspector: FileInspector, bytes: Uint8Array, name: string, sender: Sender): Promise<Inspection> {
  const found = await inspector.inspect(bytes, (await databaseNow(db)).toString(), sender)
  if (found === 'busy') throw new Refused(refusalFrom(documentRefusals, 'FILES_BUSY'))
  if (found === 'too_hard') throw new Refused(refusalFrom(documentRefusals, 'FILE_TOO_HARD', { name }))
  return found
}

export type KeepFile = {
  readonly dossierId: DossierId
  readonly purpose: string
  readonly componentNo: number | null
  readonly by: { readonly id: AccountId; readonly name: string; readonly role: string }
}

/** Keeps a sound file with its report, in the caller's transaction. Who may is the caller's to decide. */
export async function keepFile(tx: Queryable, file: SoundFile, where: KeepFile): Promise<string> {
  if (!isTransaction(tx)) throw new Error('a file is kept together with its report')
  const id = await insertFile(tx, { ...where, ...file })
  if (file.report && file.trustSha256) await insertCheck(tx, id, file.report, file.trustSha256, where.by)
  return id
}

/** What the signatures of a kept file are worth now, before it is written down. @throws Refused FILE_NOT_PDF, FILE_TOO_HARD, FILES_BUSY */
export async function judgeAgain(
  db: Queryable,
  inspector: FileInspector,
  file: ArrivingFile,
  sender: Sender,
): Promise<{ readonly report: SignatureReport; readonly trustSha256: Uint8Array }> {
  if (file.mediaType !== 'application/pdf') throw new Refused(refusalFrom(documentRefusals, 'FILE_NOT_PDF'))
  const { report, trustSha256 } = await looked(db, inspector, await wholeFile(db, file), file.name, sender)
  if (!report || !trustSha256) throw new Error('a kept PDF was not judged')
  return { report, trustSha256 }
}

/** Writes a further report down. */
export async function keepCheck(
  tx: Queryable,
  fileId: string,
  judged: { readonly report: SignatureReport; readonly trustSha256: Uint8Array },
  by: { readonly id: AccountId | null; readonly name: string },
): Promise<void> {
  await insertCheck(tx, fileId, judged.report, judged.trustSha256, by)
}

/** Marks a file as sent by mistake. That no act rests on it is the caller's to see to. @throws Refused FILE_ALREADY_WITHDRAWN */
export async function withdrawFile(
  tx: Queryable,
  file: ArrivingFile,
  reason: string,
  by: { readonly id: AccountId; readonly name: string },
): Promise<void> {
  if (file.withdrawal || !(await insertWithdrawal(tx, file.id, tidy(reason), by)))
    throw new Refused(refusalFrom(documentRefusals, 'FILE_ALREADY_WITHDRAWN', { when: file.withdrawal?.at ?? '' }))
}
