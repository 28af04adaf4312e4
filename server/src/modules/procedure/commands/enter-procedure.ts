import { sql } from 'kysely'
import { getAgencyByCode } from '#agency'
import type { Actor } from '#kernel/actor.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import { judgeProcedureReach } from '../domain/procedure-reach.ts'
import { isProcedureCode } from '../domain/procedure.ts'
import { procedureRefusals } from '../domain/refusals.ts'
import { createProcedureVersion } from './create-procedure-version.ts'

export type EnteredProcedure = { readonly code: string; readonly name: string; readonly sector: string; readonly agencyCode: string }

/**
 * Enters a procedure by hand, as a draft that only its keepers see: everything else is written into its draft and published through
 * the gate. @throws Refused PROCEDURE_CODE_UNFIT, PROCEDURE_CODE_TAKEN, PROCEDURE_NOT_YOURS, AGENCY_NOT_FOUND
 * @law 63/2010/NĐ-CP Điều 8
 */
export async function enterProcedure(tx: Queryable, actor: Actor, input: EnteredProcedure): Promise<{ readonly code: string }> {
  const code = tidy(input.code).toUpperCase()
  if (!isProcedureCode(code)) {
    const field = [{ field: '/body/code', message: 'Mã có dạng 1.001193 hoặc 1.001193.000.00.00.H47' }]
    throw new Refused(refusalFrom(procedureRefusals, 'PROCEDURE_CODE_UNFIT', {}, field))
  }
  const agency = await getAgencyByCode(tx, input.agencyCode)
  const refusal = judgeProcedureReach(actor, [agency.id], ['procedure_designer'])
  if (refusal) throw new Refused(refusal)
  const { rows } = await sql`select from procedure.procedure where code = ${code}`.execute(tx)
  if (rows.length > 0) {
    const field = [{ field: '/body/code', message: 'Đã có thủ tục mang mã này' }]
    throw new Refused(refusalFrom(procedureRefusals, 'PROCEDURE_CODE_TAKEN', { code }, field))
  }
  await createProcedureVersion(tx, {
    code,
    name: tidy(input.name),
    agencyId: agency.id,
    sector: tidy(input.sector),
    levels: [],
    targets: [],
    decisionNumber: null,
    type: null,
    handling: 'forwarded',
    serviceLevel: null,
    legalLimit: null,
    committedLimit: null,
    channels: [{ channel: 'direct', limit: null, limitNote: '', fees: [] }],
    components: [],
    steps: [],
    conditions: '',
    resultNames: [],
    legalBases: [],
    procedureText: [],
    implementingAgency: null,
    publishState: 'draft',
    toComplete: [],
  })
  return { code }
}
