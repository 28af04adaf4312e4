import { existsSync } from 'node:fs'
import { addKey, createKeyFile, dropOlderKeys, keyRingOfFile } from '#platform/secrets/key-ring.ts'
import { keysInUse, renewServerKey, sealAgain } from '#platform/secrets/open-keys.ts'

type Io = {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  clusterUrl(): Promise<string>
  keyPath(): string
}

const usage = `motcua keys create FILE   makes a key file, for an outside database
motcua keys list          the number of values encrypted with each key
motcua keys rotate        adds a new key and encrypts everything again with it
motcua keys drop          removes older keys from the file, when no value is encrypted with them
motcua keys proof         gives every locality a new key for signing proofs; older signatures remain valid
motcua keys record        the same for the checkpoints of the verifiable record; send the new key to the witnesses
`

const signingKeys = [
  { name: 'proof', key: 'proof-signing', what: 'proofs' },
  { name: 'record', key: 'record-signing', what: 'checkpoints' },
] as const

/** `motcua keys …`. Exit 1 when keys that are still needed would be dropped, 2 when called wrongly. */
export async function run(args: string[], io: Io): Promise<number> {
  const [action, file] = args
  if (action === 'create' && file !== undefined) {
    if (existsSync(file)) {
      io.stderr.write(`${file} is there already; a key file is never overwritten.\n`)
      return 1
    }
    createKeyFile(file)
    io.stdout.write(`${file} made. Keep a copy of it apart from the backups of the database.\n`)
    return 0
  }
  if (!['list', 'rotate', 'drop', 'proof', 'record'].includes(action ?? '') || file !== undefined) {
    io.stderr.write(usage)
    return 2
  }
  const ownerUrl = await io.clusterUrl()
  if (action === 'rotate') {
    const keys = addKey(io.keyPath())
    io.stdout.write(`${await sealAgain(ownerUrl, keys)} values sealed again with key ${keys.currentId}.\n`)
    io.stdout.write('Copy the key file, restart the servers, then: motcua keys rotate is complete with "motcua keys drop".\n')
    return 0
  }
  const signing = signingKeys.find(({ name }) => name === action)
  if (signing) {
    const renewed = await renewServerKey(ownerUrl, keyRingOfFile(io.keyPath()), signing.key)
    io.stdout.write(`${renewed} localities sign ${signing.what} with a new key. Servers take it within a minute.\n`)
    return 0
  }
  const keys = keyRingOfFile(io.keyPath())
  if (action === 'drop') {
    // First the values that a running server has encrypted with its older key meanwhile.
    await sealAgain(ownerUrl, keys)
    io.stdout.write(`${dropOlderKeys(io.keyPath())} older keys removed. Servers that were not restarted since the rotation must be now.\n`)
    return 0
  }
  for (const [id, { count }] of await keysInUse(ownerUrl)) io.stdout.write(`${id}\t${count}${id === keys.currentId ? '\tcurrent' : ''}\n`)
  return 0
}
