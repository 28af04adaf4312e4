import type { Actor } from './actor.ts'

/** The purpose for which personal data is shown: one dossier, a page of work, a search, a paper, a file, or all of a period. */
export const readPurposes = ['open', 'list', 'search', 'print', 'file', 'export'] as const
export type ReadPurpose = (typeof readPurposes)[number]

/** Everything a centre received from one instant until before another. */
export type ReadRange = { readonly centreId: string; readonly from: string; readonly to: string }

/** The dossiers shown to a signed-in person: by their codes, or all of a period. */
export type PersonalRead = {
  readonly actor: Actor
  readonly sessionId: string | null
  readonly purpose: ReadPurpose
  readonly codes: readonly string[]
  readonly range: ReadRange | null
  readonly fileId: string | null
}
