import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '#platform/db/database.ts'
import type { SecretBox } from '../store/second-factor-store.ts'

const known = new WeakMap<Database, Promise<SecretBox>>()

/** What seals the secrets of second factors. The seam: once the connection carries the keys of a file, this returns those. */
export async function sealOf(database: Database): Promise<SecretBox> {
  const box = known.get(database) ?? openSeal(database)
  known.set(database, box)
  return await box
}

async function openSeal(database: Database): Promise<SecretBox> {
  await sql`insert into platform.server_key (name, key) values ('second-factor', ${randomBytes(32)}) on conflict do nothing`.execute(
    database.kysely,
  )
  const { rows } = await sql<{ key: Buffer }>`select key from platform.server_key where name = 'second-factor'`.execute(database.kysely)
  const key = rows[0]?.key ?? randomBytes(32)
  return {
    seal(plain, purpose) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      cipher.setAAD(Buffer.from(purpose))
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    open(sealed, purpose) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
      decipher.setAAD(Buffer.from(purpose))
      decipher.setAuthTag(sealed.subarray(-16))
      return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
    },
  }
}
