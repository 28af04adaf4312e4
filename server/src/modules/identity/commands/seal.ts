import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Database } from '#platform/db/database.ts'
import { serverKey } from '#platform/secrets/server-key.ts'
import type { SecretBox } from '../store/second-factor-store.ts'

const known = new WeakMap<Database, Promise<SecretBox>>()

/** What seals the secrets of second factors: a key of the locality, itself sealed with the key file outside the database. */
export async function sealOf(database: Database): Promise<SecretBox> {
  const box = known.get(database) ?? openSeal(database)
  known.set(database, box)
  return await box
}

async function openSeal(database: Database): Promise<SecretBox> {
  const key = await serverKey(database, 'second-factor')
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
