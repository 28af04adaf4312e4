import type { DeadlineSettings } from '#calendar/domain'
import type { OnBehalfOf, Role } from '#kernel/actor.ts'
import type { AgencyId, CentreId } from '#kernel/ids.ts'
import type { ActInput, Duty } from './act-facts.ts'
import type { AppealPath } from './act-record.ts'
import type { DossierAct } from './act-rows.ts'
import type { Candidate } from './assignment.ts'
import type { Limits } from './clocks.ts'
import type { Correctable } from './correction.ts'
import type { Calendars } from './dossier.ts'

/** One act somebody wants to do on a dossier. */
export type ActCommand = {
  readonly act: DossierAct
  readonly input: ActInput
  readonly duty: Duty
  readonly actor: { readonly name: string; readonly isAway: boolean }
  /** The list a `forward` puts the dossier on. */
  readonly handoverId?: string | undefined
  /** In whose place the actor acts, given the role and where they have duty; absent where nobody signs in. */
  readonly behalfOf?: (role: Role, place: { readonly agencyId: AgencyId; readonly centreId: CentreId | null }) => OnBehalfOf | null
}

/** What an act depends on beside the dossier. */
export type World = Calendars & {
  readonly at: Temporal.Instant
  /** Limits of the procedure for the dossier's channel; `null` while nobody has completed them. */
  readonly limits: Limits | null
  /** Settings a clock starts with. */
  readonly settings: DeadlineSettings
  /** Working days the applicant has to supplement, where the procedure sets them. */
  readonly supplementDays?: number | undefined
  /** What happens when they pass. */
  readonly supplementLapse?: 'notify' | 'stop' | undefined
  /** Data queried for the act; absent in memory, where there is no database. */
  readonly found?: Found
}

export type Found = {
  /** Agencies an opinion is asked of or comes from, by name. */
  readonly agencyNames: ReadonlyMap<AgencyId, string>
  /** Who may be given the step the act leads to. */
  readonly assignees: readonly Candidate[]
  /** Where one may complain about a refusal. */
  readonly appeal: AppealPath | null
  /** The reason of a refusal that a law reads into silence. */
  readonly silenceReason: string | null
  /** The applicant as recorded. */
  readonly applicant: Correctable
}
