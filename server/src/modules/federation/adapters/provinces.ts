import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Province } from '../domain/national-board.ts'

const patienceMs = 10_000
const largestAnswer = 256 * 1024

const fileOfProvinces = z.strictObject({
  provinces: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[A-Z]\d{2}$/u, 'the code of a locality, such as H48'),
        name: z.string().trim().min(1).max(120),
        address: z.url({ protocol: /^https?$/u, error: 'a web address, such as https://mc.example.vn' }),
        vkey: z.string().regex(/^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+$/u, 'the verifier key that /api/v1/record/vkey of the place gives'),
      }),
    )
    .min(1)
    .max(100),
})

/**
 * The places whose figures are read, in the order in which they are shown.
 * @throws Error naming what is wrong with the file
 */
export function readProvinces(path: string): Province[] {
  let read: unknown
  try {
    read = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`MOTCUA_FEDERATION: ${path} cannot be read as JSON: ${String(error)}`, { cause: error })
  }
  const parsed = fileOfProvinces.safeParse(read)
  if (!parsed.success) throw new Error(`MOTCUA_FEDERATION: ${path}:\n${z.prettifyError(parsed.error)}`)
  const { provinces } = parsed.data
  const twice = provinces.find(({ code }, at) => provinces.findIndex((other) => other.code === code) !== at)
  if (twice) throw new Error(`MOTCUA_FEDERATION: ${path} names ${twice.code} twice`)
  return provinces.map((each) => ({ ...each, address: each.address.replace(/\/+$/u, '') }))
}

/** Asks the public API of a place; the unchanged text, `null` when it is not found. @throws Error when it gives no answer, an error, or too much */
export type AskPlace = (path: string) => Promise<string | null>

export function createAsker(address: string): AskPlace {
  return async (path) => {
    const answer = await fetch(`${address}/api/v1${path}`, { signal: AbortSignal.timeout(patienceMs), redirect: 'error' })
    const parts: Uint8Array[] = []
    let size = 0
    for await (const part of answer.body ?? []) {
      size += part.length
      if (size > largestAnswer) throw new Error('the place sent too much')
      parts.push(part)
    }
    if (answer.status === 404) return null
    if (!answer.ok) throw new Error(`the place answered ${answer.status}`)
    return Buffer.concat(parts).toString('utf8')
  }
}
