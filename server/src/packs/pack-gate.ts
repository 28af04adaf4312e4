import type { Role } from '#kernel/actor.ts'
import { customaryAppeal, customaryReason, dossierFields, judgeProcess, parseOnward } from '#procedure'
import type { Gap, Onward, Process, ProcessNode } from '#procedure'
import type { Pack, PackHead, PackProcedure } from './pack-schema.ts'

/** Whether the process says more than the steps one after the other. */
export function isOfSeveralAgencies({ steps }: PackProcedure): boolean {
  return steps.some((step) => step.agency !== undefined || step.kind !== undefined || step.next !== undefined)
}

/** The process of a procedure of the pack, and what of it cannot be read. */
export function packProcess({ steps }: PackProcedure): { readonly process: Process; readonly faults: readonly string[] } {
  const faults: string[] = []
  const process: Process = {
    entry: { kind: 'step', no: 1 },
    steps: steps.map((step, index): ProcessNode => {
      const customary: Onward = index === steps.length - 1 ? { kind: 'end' } : { kind: 'step', no: index + 2 }
      const read = step.next === undefined ? { onward: customary } : parseOnward(step.next)
      if (!('onward' in read)) faults.push(`bước ${index + 1}: ${read.fault}`)
      return {
        no: index + 1,
        name: step.name,
        kind: step.kind ?? 'work',
        role: step.role,
        agencyCode: step.agency ?? null,
        unitName: step.unit ?? null,
        hours: step.hours,
        returnNo: step.back ?? null,
        refusal: step.role === 'signatory' ? { reasons: [customaryReason], appeal: customaryAppeal } : null,
        onward: 'onward' in read ? read.onward : customary,
      }
    }),
  }
  return { process, faults }
}

/**
 * Why the publish gate would refuse a procedure of the pack, as gaps that a person has to close at the desk. It is the
 * gate that publishes a draft: a pack has no other way into force. Empty when the procedure may be published.
 */
export function gapsOf(procedure: PackProcedure, head: PackHead): Gap[] {
  const { findings } = judgeProcess(packProcess(procedure).process, {
    agencyCode: procedure.agencyCode,
    handling: procedure.handling,
    legalLimit: procedure.legal,
    committedLimit: procedure.committed,
    fields: dossierFields,
    agencyCodes: new Set(head.agencies.map((agency) => agency.code)),
    isStaffed: (role) => rolesOf(head).has(role),
    channels: procedure.channels,
    components: procedure.components,
    overlapOn: null,
  })
  const seen = new Set<string>()
  return findings.flatMap(({ code, stepNo, message }) => {
    // The same sum is unknown for each way of handing in: it is one thing to find out.
    if (seen.has(message)) return []
    seen.add(message)
    return [{ field: code === 'FEE_UNKNOWN' ? 'fees' : stepNo === null ? 'process' : `process.steps.${stepNo}`, reason: message }]
  })
}

/** The procedures of the pack that are loaded as not yet published, each with what is missing. */
export function notYetPublishedIn({ head, procedures }: Pack): { readonly procedure: PackProcedure; readonly gaps: readonly Gap[] }[] {
  return procedures.flatMap((procedure) => {
    const gaps = gapsOf(procedure, head)
    return gaps.length === 0 ? [] : [{ procedure, gaps }]
  })
}

/** Every agency of a pack has the same accounts, so a role is held everywhere or nowhere. */
function rolesOf(head: PackHead): ReadonlySet<Role> {
  return new Set([
    ...head.personas.flatMap((persona) => persona.grants.map((each) => each.role)),
    ...head.agencyPersonas.map((persona) => persona.role),
  ])
}
