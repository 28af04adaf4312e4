import type { Actor, Role } from '#kernel/actor.ts'
import type { AgencyId, CentreId } from '#kernel/ids.ts'

/** Who reads the log of the set-up, each as far as their grant reaches. */
export const logReaders = ['operator', 'centre_manager', 'inspector', 'provincial_leader'] as const satisfies readonly Role[]

/** The places whose lines somebody reads, beside those of the locality itself; `null`: all. */
export type LogReach = { readonly centreIds: readonly CentreId[]; readonly agencyIds: readonly AgencyId[] } | null

/** How far the log is somebody's to read: the account of another centre is no more theirs here than under its own address. */
export function logReachOf({ grants }: Pick<Actor, 'grants'>): LogReach {
  const reading = grants.filter(({ role }) => (logReaders as readonly Role[]).includes(role))
  if (reading.some(({ agencyId, centreId }) => agencyId === null && centreId === null)) return null
  return {
    centreIds: reading.flatMap(({ agencyId, centreId }) => (agencyId === null && centreId !== null ? [centreId] : [])),
    agencyIds: reading.flatMap(({ agencyId, centreId }) => (centreId === null && agencyId !== null ? [agencyId] : [])),
  }
}
