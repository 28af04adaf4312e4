import { toBase64 } from './base64.ts'
import { noteFrom, signatureFrom } from './note.ts'
import type { NoteSignature } from './note.ts'

/** Why a checkpoint could not be left with a witness. `ahead` and `forked` mean that the record was bent or the database brought back. */
export const witnessFaults = ['unreachable', 'refused', 'unsigned', 'ahead', 'forked', 'unreadable'] as const
export type WitnessFault = (typeof witnessFaults)[number]
export const alarmingFaults: readonly WitnessFault[] = ['ahead', 'forked']

/** What a witness is sent: the size it knows, the proof from there, and the checkpoint (C2SP tlog-witness, add-checkpoint). */
export function addCheckpointBody(older: number, proof: readonly Uint8Array[], note: string): string {
  return `old ${older}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`
}

/** The lines of signature of an answer; lines that are none are left out. */
export function signaturesFrom(answer: string): NoteSignature[] {
  return answer.split('\n').flatMap((line) => signatureFrom(line) ?? [])
}

/** The note with further lines of signature. */
export function addSignatures(note: string, lines: readonly string[]): string {
  return noteFrom(note) ? note + lines.join('') : note
}

/** One line of the file of witnesses: a verifier key and where checkpoints are sent; `null` when it is none. */
export function witnessLineFrom(line: string): { readonly vkey: string; readonly url: string } | null {
  const found = /^(\S+)\s+(https?:\/\/\S+)$/u.exec(line.trim())
  return found?.[1] && found[2] ? { vkey: found[1], url: found[2].replace(/\/+$/u, '') } : null
}
