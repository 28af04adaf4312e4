import { sql } from 'kysely'
import type { AgencyId } from '#kernel/ids.ts'
import { owedNow } from '#payment'
import type { Queryable } from '#platform/db/database.ts'
import { isRefusal } from '../domain/act-facts.ts'
import { refusingBody } from '../domain/act-payload.ts'
import type { Candidate } from '../domain/assignment.ts'
import { decideAct } from '../domain/decide-act.ts'
import { actRules } from '../domain/dossier-acts.ts'
import type { Dossier } from '../domain/dossier.ts'
import type { ActCommand, Found } from '../domain/world.ts'
import { findAppealPath, silenceReason } from './appeal-path.ts'
import { assigneesOf } from './assignees.ts'
import type { DossierRecord } from './dossier-record.ts'
import { fileFact } from './file-facts.ts'
import type { Assessment } from './load-facts.ts'

/**
 * Data that one act depends on beside the record of the dossier: the files, the money where the act names it, and what only
 * its own kind asks for. Nothing is looked up for the usual act.
 */
export async function lookUpFor(
  db: Queryable,
  record: DossierRecord,
  assessment: Assessment,
  command: ActCommand,
): Promise<{ readonly dossier: Dossier; readonly found: Found }> {
  const { version, facts } = assessment
  const { act, input, duty } = command
  const money = input.cause === 'financial_duty' ? await owedNow(db, record.id) : undefined
  const dossier: Dossier = {
    ...assessment.dossier,
    files: record.files.map(fileFact),
    ...(money === undefined ? {} : { owedDong: money ?? 0, isBilled: money !== null }),
  }
  const refuses = actRules[act].rows.some((row) => row.to === 'refused')
  const found: Found = {
    agencyNames: await agencyNames(db, record, input.agencyId),
    assignees: input.assigneeId ? await assignees(db, assessment, command) : [],
    appeal: refuses ? await findAppealPath(db, version, duty.accountId === null ? 'system' : refusingBody(facts), facts.stepNo) : null,
    silenceReason: refuses ? silenceReason(version) : null,
    applicant: {
      name: record.applicantName,
      idNumber: record.applicantIdNumber,
      bornOn: record.applicantBornOn,
      address: record.applicantAddress,
      phone: record.applicantPhone,
      email: record.applicantEmail,
    },
  }
  return { dossier, found }
}

/** The agencies asked before, by name, and the one the act names. */
async function agencyNames(db: Queryable, { consultations }: DossierRecord, named: AgencyId | undefined): Promise<Found['agencyNames']> {
  const names = new Map(consultations.map((each) => [each.agencyId, each.agencyName]))
  if (named === undefined || names.has(named)) return names
  const { rows } = await sql<{ name: string }>`select name from agency.v_agency where id = ${named}`.execute(db)
  for (const { name } of rows) names.set(named, name)
  return names
}

async function assignees(db: Queryable, { facts }: Assessment, { act, duty, input }: ActCommand): Promise<readonly Candidate[]> {
  const change = decideAct(facts, act, duty, input)
  return isRefusal(change) ? [] : ((await assigneesOf(db, facts, change, duty.accountId)) ?? [])
}
