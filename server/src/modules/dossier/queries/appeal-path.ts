import { customaryAppeal, processOfVersion } from '#procedure'
import type { ProcedureVersion } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import type { AppealPath, RefusingBody } from '../domain/act-record.ts'

/**
 * Where one may complain about a refusal: the path the process gives the step that refused. A refusal that no step made (at
 * intake, by silence) has the path of the step that would have; what no process names is the customary one.
 */
export async function findAppealPath(
  db: Queryable,
  version: Pick<ProcedureVersion, 'versionId' | 'steps'>,
  refusedBy: RefusingBody,
  stepNo: number | null,
): Promise<AppealPath> {
  const steps = (await processOfVersion(db, version))?.compiled?.steps ?? []
  const role = refusedBy === 'counter' ? 'counter_officer' : 'signatory'
  const named = steps.filter((step) => step.role === role && step.refusal?.appeal)
  return (named.find((step) => step.no === stepNo) ?? named[0])?.refusal?.appeal ?? customaryAppeal
}

/** The reason of a refusal that the law reads into silence: no person wrote one. */
export function silenceReason(version: Pick<ProcedureVersion, 'clockRules'>): string {
  const law = version.clockRules?.silenceLaw
  return `Hết thời hạn giải quyết theo quy định mà không có trả lời; theo quy định riêng của thủ tục${law ? ` (${law})` : ''}, việc này được coi là từ chối.`
}
