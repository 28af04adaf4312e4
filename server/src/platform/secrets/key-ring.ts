import { createCipheriv, createDecipheriv, createHash, createSecretKey, randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

/**
 * Keys that are not in the database. What must not be readable by somebody who reads the database (the seed that signs
 * proofs, the key of the look-up secrets, ballots that wait to be counted) is stored sealed with one of them.
 */
export type KeyRing = {
  /** Name of the key that seals now. */
  readonly currentId: string
  /** AES-256-GCM under the current key. The purpose is sealed with it: a value moved to another place does not open. */
  seal(plain: Uint8Array, purpose: string): Buffer
  /** @throws Error when the key is not here, or when the value, its place or its purpose is another. */
  open(sealed: Uint8Array, purpose: string): Buffer
}

const version = 1
const idBytes = 8
const nonceBytes = 12
const tagBytes = 16
const keyLine = /^motcua-key-1 ([A-Za-z0-9_-]{43})$/u

/** Which key a sealed value needs. */
export function keyIdOf(sealed: Uint8Array): string {
  if (sealed[0] !== version || sealed.length < 1 + idBytes + nonceBytes + tagBytes) throw new Error('The value is not a sealed one.')
  return Buffer.from(sealed.subarray(1, 1 + idBytes)).toString('hex')
}

/** The keys of a file: the first seals, all of them open. A file that another process has changed is read again when a key is missing. */
export function keyRingOfFile(path: string): KeyRing {
  const first = readKeys(path)
  return ringOf(first, () => readKeys(path))
}

/** One key in memory, for tests and for tools that never write. */
export function keyRingOf(key: Uint8Array): KeyRing {
  return ringOf([Buffer.from(key)], () => [Buffer.from(key)])
}

/** Makes the file with one new key, readable by its owner alone. @throws Error when there is a file already. */
export function createKeyFile(path: string): void {
  writeFileSync(path, fileText([randomBytes(32)]), { mode: 0o600, flag: 'wx' })
}

/** Puts a new key before the others; the older ones still open what they sealed. */
export function addKey(path: string): KeyRing {
  const keys = [randomBytes(32), ...readKeys(path)]
  replaceFile(path, keys)
  return keyRingOfFile(path)
}

/** Leaves only the key that seals now. Call it when nothing sealed by the others is left. */
export function dropOlderKeys(path: string): number {
  const [current, ...older] = readKeys(path)
  if (!current || older.length === 0) return 0
  replaceFile(path, [current])
  return older.length
}

function replaceFile(path: string, keys: readonly Uint8Array[]): void {
  const made = `${path}.new`
  writeFileSync(made, fileText(keys), { mode: 0o600 })
  // Renamed over the old one, so that a power cut leaves one or the other.
  renameSync(made, path)
}

function fileText(keys: readonly Uint8Array[]): string {
  const lines = keys.map((key) => `motcua-key-1 ${Buffer.from(key).toString('base64url')}\n`)
  return `# Keys of this installation. Without this file the database's secrets cannot be read. Keep a copy apart from the backups.\n${lines.join('')}`
}

function readKeys(path: string): Buffer[] {
  if (!existsSync(path)) throw new Error(`The key file ${path} is not there.`)
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  const keys = lines.map((line) => keyLine.exec(line)?.[1])
  if (keys.length === 0 || keys.includes(undefined)) throw new Error(`The key file ${path} is damaged: each line must be "motcua-key-1 …".`)
  return keys.map((key) => Buffer.from(key ?? '', 'base64url'))
}

function idOf(key: Uint8Array): string {
  return createHash('sha256')
    .update('motcua key id')
    .update(key)
    .digest('hex')
    .slice(0, idBytes * 2)
}

function ringOf(keys: readonly Buffer[], readAgain: () => readonly Buffer[]): KeyRing {
  // As key objects: from bytes, Node makes the object at every use, which takes four times as long as to seal a short value.
  const byId = new Map<string, KeyObject>()
  const add = (key: Buffer): void => {
    byId.set(idOf(key), createSecretKey(key))
  }
  for (const key of keys) add(key)
  const [first] = keys
  if (!first) throw new Error('A key ring needs a key.')
  const currentId = idOf(first)
  const current = createSecretKey(first)
  return {
    currentId,
    seal(plain, purpose) {
      const nonce = randomBytes(nonceBytes)
      const head = Buffer.concat([Buffer.from([version]), Buffer.from(currentId, 'hex'), nonce])
      const cipher = createCipheriv('aes-256-gcm', current, nonce)
      cipher.setAAD(Buffer.concat([head, Buffer.from(purpose)]))
      return Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    open(sealed, purpose) {
      const id = keyIdOf(sealed)
      if (!byId.has(id)) for (const key of readAgain()) add(key)
      const key = byId.get(id)
      if (!key) throw new Error(`The key file has no key ${id}, which sealed this value.`)
      const head = sealed.subarray(0, 1 + idBytes + nonceBytes)
      const decipher = createDecipheriv('aes-256-gcm', key, head.subarray(1 + idBytes))
      decipher.setAAD(Buffer.concat([head, Buffer.from(purpose)]))
      decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
      return Buffer.concat([decipher.update(sealed.subarray(head.length, sealed.length - tagBytes)), decipher.final()])
    },
  }
}
