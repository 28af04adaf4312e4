import type { AccountId, DossierId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { databaseNow, isTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { FileInspector, Inspection, Sender } from '../adapters/file-inspector.ts'
import { documentRefusals } from '../domain/refusals.ts'
import type { SignatureReport } from '../domain/signature-report.ts'
import { wholeFile } from '../queries/arriving-files.ts'
import type { ArrivingFile } from '../queries/arriving-files.ts'
import { insertCheck, insertFile, insertQuarantine, insertWithdrawal } from '../store/arriving-file-store.ts'
import type { FileSender } from '../store/arriving-file-store.ts'
import { judgeFile } from './judge-file.ts'
import type { Arriving, SoundFile } from './judge-file.ts'
import { timingSafeEqual } from 'node:crypto'

export type ArrivingBytes = Arriving & { readonly digest: Uint8Array | null }

/**
 * Inspects an arriving file before any transaction is opened: no lock is held while a file is read.
 * @param digest SHA-256 that the sender says the bytes have
 * @throws Refused FILE_DIGEST_DIFFERS, FILES_BUSY and those of `judgeFile`
 */
export async function judgeArrival(db: Queryable, inspector: FileInspector, { digest, ...arriving }: ArrivingBytes): Promise<SoundFile> {
  const judged = await judgeFile(inspector, arriving, (await databaseNow(db)).toString())
  if (digest && judged.sha256 && !(digest.length === judged.sha256.length && timingSafeEqual(digest, judged.sha256)))
    throw new Refused(refusalFrom(documentRefusals, 'FILE_DIGEST_DIFFERS'))
  if (judged.outcome === 'refused') throw new Refused(judged.refusal)
  return judged.file
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
  readonly by: FileSender
}

/** Keeps a sound file with its report, in the caller's transaction. Who may is the caller's to decide. */
export async function keepFile(tx: Queryable, file: SoundFile, where: KeepFile): Promise<string> {
  if (!isTransaction(tx)) throw new Error('a file is kept together with its report')
  const id = await insertFile(tx, { ...where, ...file })
  if (file.unscanned !== null) await insertQuarantine(tx, id, file.unscanned)
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
