import type { Role } from '#kernel/actor.ts'

/** One step of the process at the centre and the agency. */
export type ProcessStep = {
  readonly no: number
  readonly name: string
  readonly role: Role
  readonly unitName: string | null
  /** Working hours allotted. */
  readonly hours: number
  /** Step that follows; `null` ends the process. Absent: the next number. */
  readonly nextNo?: number | null
  /** Step a file may be sent back to. Absent: the previous number. */
  readonly returnNo?: number | null
}
