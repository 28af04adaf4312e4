import { toBase64 } from './base64.ts'

/** A proof that needs no server (C2SP tlog-proof): the index, the path, and the checkpoint it leads to. */
export function proofText(index: number, path: readonly Uint8Array[], checkpoint: string): string {
  return `c2sp.org/tlog-proof@v1\nindex ${index}\n${path.map((hash) => `${toBase64(hash)}\n`).join('')}\n${checkpoint}`
}
