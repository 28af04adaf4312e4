import { sql } from 'kysely'
import type { DossierId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { isTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { documentRefusals } from '../domain/refusals.ts'
import { deleteHeldFile, deleteHeldFilesOf, insertHeldFile, moveHeldFiles } from '../store/held-file-store.ts'
import type { MovedFile } from '../store/held-file-store.ts'

import type { SoundFile } from './judge-file.ts'

export type { MovedFile }

/** Holds a sound file for a draft. Whose draft it is, is the caller's to know. */
export async function holdFile(
  tx: Queryable,
  file: SoundFile,
  where: { readonly heldFor: string; readonly componentNo: number | null },
): Promise<string> {
  return await insertHeldFile(tx, { ...file, ...where })
}

/** @throws Refused FILE_NOT_FOUND */
export async function dropHeldFile(tx: Queryable, heldFor: string, id: string): Promise<void> {
  if (!(await deleteHeldFile(tx, heldFor, id))) throw new Refused(refusalFrom(documentRefusals, 'FILE_NOT_FOUND'))
}

/** Deletes the files held for deleted drafts. */
export async function dropHeldFiles(tx: Queryable, heldFor: readonly string[]): Promise<void> {
  if (heldFor.length > 0) await deleteHeldFilesOf(tx, heldFor)
}

/** Turns the files held for a draft into files of the dossier that a citizen filed or adds to. */
export async function keepHeldFiles(
  tx: Queryable,
  heldFor: string,
  dossierId: DossierId,
  person: { readonly id: string; readonly name: string },
): Promise<readonly MovedFile[]> {
  if (!isTransaction(tx)) throw new Error('held files become files of a dossier together with the act')
  return await moveHeldFiles(tx, heldFor, dossierId, { id: null, personId: person.id, name: person.name, role: 'citizen' })
}

/** Deletes bytes that no file refers to. @returns the number of deleted contents */
export async function dropUnusedContent(db: Queryable, most: number): Promise<number> {
  const { rows } = await sql<{ dropped: number }>`select document.drop_unused_content(${most}) as dropped`.execute(db)
  return rows[0]?.dropped ?? 0
}
