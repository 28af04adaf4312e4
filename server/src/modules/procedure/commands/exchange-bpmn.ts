import type { Role } from '#kernel/actor.ts'
import { roleNames } from '#identity'
import { toEnglish } from '#kernel/in-english.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { fold } from '#kernel/vietnamese.ts'
import type { ReadBpmn } from '../adapters/read-bpmn.ts'
import type { Process } from '../domain/process.ts'
import { procedureRefusals } from '../domain/refusals.ts'

/** A lane named after a role is that role's; any other name is a unit. */
function roleOfLane(name: string): Role | null {
  const wanted = fold(name)
  const found = Object.entries(roleNames).find(([, vietnamese]) => fold(vietnamese) === wanted)
  return found ? (found[0] as Role) : null
}

/** Reads a BPMN file; see `readBpmn`. Its parser is loaded when the first file comes. */
export async function processFromBpmn(file: string | Uint8Array): Promise<ReadBpmn> {
  const { readBpmn } = await import('../adapters/read-bpmn.ts')
  return readBpmn(file, roleOfLane)
}

/** The same for a caller who can only be refused. @throws Refused BPMN_REFUSED, a field for each reason */
export async function processFromBpmnOrRefuse(file: string | Uint8Array): Promise<Extract<ReadBpmn, { process: Process }>> {
  const read = await processFromBpmn(file)
  if ('process' in read) return read
  const fields = read.faults.map(({ code, elementId, message }) => ({
    field: `/body/xml${elementId === null ? '' : `#${elementId}`}`,
    message: `${code}: ${message}`,
    english: `${code}: ${toEnglish(message)}`,
  }))
  throw new Refused(refusalFrom(procedureRefusals, 'BPMN_REFUSED', { count: fields.length, first: read.faults[0]?.message ?? '' }, fields))
}

export async function bpmnOfProcess(process: Process, of: { readonly code: string; readonly name: string }): Promise<string> {
  const { writeBpmn } = await import('../adapters/write-bpmn.ts')
  return await writeBpmn(process, of)
}
