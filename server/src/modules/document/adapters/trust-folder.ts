import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readTrust, trustNobody } from './certificate-chain.ts'
import type { Trust } from './certificate-chain.ts'

export type Believed = { readonly trust: Trust; readonly sha256: Uint8Array }

/**
 * The trusted certificates, read again when a file of the folder changes: revocation lists arrive every day and must not
 * need a restart. While the folder cannot be read (a list half written), the last state is used.
 * @throws Error at the first reading, naming the file
 */
export function trustOf(folder: string | undefined): () => Believed {
  if (folder === undefined) {
    const nobody = { trust: trustNobody, sha256: fingerprint(trustNobody) }
    return () => nobody
  }
  let seen = ''
  let believed: Believed | undefined
  return () => {
    try {
      const state = readdirSync(folder)
        .sort()
        .map((name) => {
          const { mtimeMs, size } = statSync(join(folder, name))
          return `${name} ${mtimeMs} ${size}`
        })
        .join('\n')
      if (!believed || state !== seen) {
        const trust = readTrust(folder)
        believed = { trust, sha256: fingerprint(trust) }
        seen = state
      }
    } catch (error) {
      if (!believed) throw error
    }
    return believed
  }
}

function fingerprint({ anchors, revocationLists }: Trust): Uint8Array {
  const parts = [
    ...anchors.map((anchor) => createHash('sha256').update(anchor.raw).digest('hex')),
    ...revocationLists.map((list) => createHash('sha256').update(list.tbsView).digest('hex')),
  ]
  return createHash('sha256').update(parts.sort().join('\n')).digest()
}
