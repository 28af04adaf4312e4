import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'

export type NewSignedDocument = {
  readonly documentId: string
  readonly signedAt: string
  readonly signerName: string
  readonly signerSha256: string
  readonly stampedAt: string | null
  readonly bytes: Uint8Array
}

/** The kept signed version; null when there is none. */
export async function findSignedDocument(db: Queryable, documentId: string): Promise<Uint8Array | null> {
  const { rows } = await sql<{ bytes: Buffer }>`select bytes from document.signed_document where document_id = ${documentId}`.execute(db)
  return rows[0]?.bytes ?? null
}

/** Stores the signed version unless there is one; a second caller finds the first version. */
export async function keepSignedDocument(db: Queryable, { bytes, ...signed }: NewSignedDocument): Promise<void> {
  await sql`
    insert into document.signed_document (document_id, signed_at, signer_name, signer_sha256, stamped_at, size,
      content_sha256, bytes)
    values (${signed.documentId}, ${signed.signedAt}::timestamptz, ${signed.signerName},
      decode(${signed.signerSha256}, 'hex'), ${signed.stampedAt}::timestamptz, ${bytes.length},
      sha256(${Buffer.from(bytes)}::bytea), ${Buffer.from(bytes)})
    on conflict do nothing`.execute(db)
}
