import { createHash } from 'node:crypto'
import { beforeFirstAct, sealText } from '../domain/act-chain.ts'
import type { SealedAct } from '../domain/act-chain.ts'

/** Hash of an act after the one before it; the first follows 32 zero bytes. `payload`: its canonical text, if already computed. */
export function sealAct(previous: Buffer | null, act: SealedAct, payload?: string): Buffer {
  return createHash('sha256')
    .update(sealText(previous ? previous.toString('hex') : beforeFirstAct, act, payload), 'utf8')
    .digest()
}
