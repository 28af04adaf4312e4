import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { witnessLineFrom } from '../domain/witness.ts'

/** A folder outside the database: another disk, a share of another house, a stick. */
export type CopyFolder = {
  readonly name: string
  /** The checkpoint it has; `null` when it has none. */
  read(origin: string): string | null
  write(origin: string, note: string, day: string): void
}

/** A witness of others. @throws Error when it gives no answer */
export type HttpWitness = {
  readonly vkey: string
  addCheckpoint(body: string): Promise<{ readonly status: number; readonly body: string }>
}

export type Witnesses = { readonly folder: CopyFolder | null; readonly others: readonly HttpWitness[] }
export const noWitnesses: Witnesses = { folder: null, others: [] }

const patienceMs = 10_000
const largestAnswer = 64 * 1024

/**
 * The places outside that checkpoints are left at.
 * @param file lines of a verifier key and an address
 * @throws Error naming a line that is neither empty, a comment nor a witness
 */
export function openWitnesses(folder: string | undefined, file: string | undefined): Witnesses {
  const lines = file === undefined ? [] : readFileSync(file, 'utf8').split('\n')
  const others = lines.flatMap((line): HttpWitness[] => {
    if (line.trim() === '' || line.trim().startsWith('#')) return []
    const read = witnessLineFrom(line)
    if (!read)
      throw new Error(
        `MOTCUA_WITNESSES: "${line}" is not a verifier key and an address, such as: name+0123abcd+BASE64 https://witness.example`,
      )
    return [{ vkey: read.vkey, addCheckpoint: async (body) => await send(`${read.url}/add-checkpoint`, body) }]
  })
  return { folder: folder === undefined ? null : folderAt(folder), others }
}

/** The latest checkpoint of a log, and one of each day, so that no later one can hide an earlier. */
function folderAt(path: string): CopyFolder {
  const placeOf = (origin: string): string => join(path, origin.replaceAll(/[^\w.-]/gu, '_'))
  return {
    // Not where it is: the list of witnesses is public.
    name: 'folder',
    read(origin) {
      const file = join(placeOf(origin), 'checkpoint')
      return existsSync(file) ? readFileSync(file, 'utf8') : null
    },
    write(origin, note, day) {
      const place = placeOf(origin)
      mkdirSync(place, { recursive: true })
      for (const name of ['checkpoint', `checkpoint-${day}`]) {
        writeFileSync(join(place, `.${name}`), note)
        renameSync(join(place, `.${name}`), join(place, name))
      }
    },
  }
}

async function send(url: string, body: string): Promise<{ status: number; body: string }> {
  const answer = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(patienceMs), redirect: 'error' })
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.length
    if (size > largestAnswer) throw new Error('the witness sent too much')
    parts.push(part)
  }
  return { status: answer.status, body: Buffer.concat(parts).toString('utf8') }
}
