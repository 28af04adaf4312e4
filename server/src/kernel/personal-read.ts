import type { Actor } from './actor.ts'

/** What personal data is shown for: one look, a page of work, a search, a paper, a file, or all of a stretch of time. */
export const readPurposes = ['open', 'list', 'search', 'print', 'file', 'export'] as const
export type ReadPurpose = (typeof readPurposes)[number]

/** Everything a centre received from one instant until before another. */
export type ReadRange = { readonly centreId: string; readonly from: string; readonly to: string }

/** What somebody signed in was shown: dossiers by their codes, or all of a stretch of time. */
export type PersonalRead = {
  readonly actor: Actor
  readonly sessionId: string | null
  readonly purpose: ReadPurpose
  readonly codes: readonly string[]
  readonly range: ReadRange | null
  readonly fileId: string | null
}
