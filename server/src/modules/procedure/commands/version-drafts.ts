import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { listAgencies } from '#agency'
import type { Actor, Role } from '#kernel/actor.ts'
import type { ProcedureVersionId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { obstacleToPublishing } from '../domain/completeness.ts'
import type { ProcedureInput, ProcedureVersion } from '../domain/procedure.ts'
import { judgeProcess, leastWorkingHours } from '../domain/process-gate.ts'
import type { GateReport } from '../domain/process-gate.ts'
import { compile, stepsOfProcess } from '../domain/process.ts'
import { judgeProcedureReach } from '../domain/procedure-reach.ts'
import { procedureRefusals } from '../domain/refusals.ts'
import { aboutOf, customaryProcess, judgePublisher, tidiedAbout, tidiedClock } from '../domain/version-draft.ts'
import type { DraftContent } from '../domain/version-draft.ts'
import { gateGivensFor, processOfVersion } from '../queries/get-process.ts'
import { getProcedureVersionById } from '../queries/get-procedure-version.ts'
import { lockCatalogue } from '../store/catalogue-store.ts'
import { closeDraft, insertDraft, openDraft, updateDraft } from '../store/process-store.ts'
import type { DraftRow } from '../store/process-store.ts'
import { recordProcedures } from './record-procedures.ts'

/** What a designer sees: the open draft, or the current version as the beginning of one (`revision` 0). */
export type DraftView = {
  readonly id: string | null
  readonly revision: number
  readonly savedAt: string | null
  readonly savedByName: string | null
  /** The accounts that edited the open draft. */
  readonly editedBy: readonly string[]
  readonly version: ProcedureVersion
  readonly content: DraftContent
}

/** @throws Refused PROCEDURE_NOT_FOUND */
export async function viewDraft(db: Queryable, code: string): Promise<DraftView> {
  const draft = await openDraft(db, code, false)
  if (draft) {
    const version = await versionNamed(db, code, draft.baseVersionId)
    return {
      id: draft.id,
      revision: draft.revision,
      savedAt: draft.savedAt,
      savedByName: draft.savedByName,
      editedBy: draft.editedBy,
      version,
      content: { ...draft.content, about: draft.content.about ?? aboutOf(version), clock: draft.content.clock ?? version.clockRules ?? {} },
    }
  }
  const version = await latestVersion(db, code)
  return { id: null, revision: 0, savedAt: null, savedByName: null, editedBy: [], version, content: await contentOf(db, version) }
}

/** What the open draft would replace: the version in force or planned last; null while the procedure was never recorded in full. */
export async function findReplaced(db: Queryable, code: string): Promise<Pick<DraftView, 'version' | 'content'> | null> {
  const version = await latestVersion(db, code)
  return version.publishState === 'draft' ? null : { version, content: await contentOf(db, version) }
}

/**
 * Keeps a draft. Nothing in it need be sound yet: that is for the gate.
 * @param seen the revision the person was looking at, 0 for none
 * @throws Refused PROCEDURE_NOT_FOUND, PROCEDURE_NOT_YOURS, DRAFT_CHANGED when somebody saved in between, VERSION_DRAFT_GONE when it was published
 */
export async function saveDraft(tx: Queryable, actor: Actor, code: string, seen: number, content: DraftContent): Promise<DraftView> {
  const by = actor.accountId
  if (by === null) throw new Error('a draft has an author')
  const draft = await openDraft(tx, code, true)
  if ((draft?.revision ?? 0) !== seen) throw changed(code, draft)
  await mustReach(tx, actor, code, content, ['procedure_designer'])
  if (draft) await updateDraft(tx, draft.id, content, by, actor.displayName)
  else {
    const version = await latestVersion(tx, code)
    const isOurs = await insertDraft(tx, {
      procedureId: version.procedureId,
      baseVersionId: version.versionId,
      content,
      by,
      byName: actor.displayName,
    })
    if (!isOurs) throw changed(code, await openDraft(tx, code, false))
  }
  return await viewDraft(tx, code)
}

/**
 * The agency competent now and the one the draft names: a draft does not take a procedure away from another agency.
 * @throws Refused PROCEDURE_NOT_YOURS
 */
async function mustReach(db: Queryable, actor: Actor, code: string, content: DraftContent, roles?: readonly Role[]): Promise<void> {
  const [version, agencies] = [await latestVersion(db, code), await listAgencies(db)]
  const named = agencies.find((agency) => agency.code === content.agencyCode)?.id ?? null
  const refusal = judgeProcedureReach(actor, [version.agencyId, named], roles)
  if (refusal) throw new Refused(refusal)
}

/** Another person saved the draft after it was read, or published it. */
function changed(code: string, draft: DraftRow | null): Refused {
  if (!draft) return new Refused(refusalFrom(procedureRefusals, 'VERSION_DRAFT_GONE', { code }))
  return new Refused(refusalFrom(procedureRefusals, 'DRAFT_CHANGED', { who: draft.savedByName, revision: draft.revision }))
}

/** The findings of the gate for the open draft, or for a version. @throws Refused VERSION_NOT_FOUND */
export async function checkVersion(
  db: Queryable,
  code: string,
  id: string,
  validFrom: string | null,
): Promise<GateReport & { readonly revision: number }> {
  const draft = await openDraft(db, code, false)
  if (draft?.id === id) return { ...(await judge(db, code, draft.content, validFrom)), revision: draft.revision }
  const version = await versionNamed(db, code, id)
  return { ...(await judge(db, code, await contentOf(db, version), null)), revision: 0 }
}

async function judge(db: Queryable, code: string, content: DraftContent, validFrom: string | null): Promise<GateReport> {
  const overlapOn = validFrom === null ? null : await plannedBeyond(db, code, validFrom)
  return judgeProcess(content.process, await gateGivensFor(db, content, overlapOn))
}

/** `day` itself, when a version already waits to begin on that day or later. */
async function plannedBeyond(db: Queryable, code: string, day: string): Promise<string | null> {
  const { rows } = await sql<{ found: boolean }>`select exists (
    select from procedure.procedure_version v join procedure.procedure p on p.id = v.procedure_id
    where p.code = ${code} and v.set_aside = 0 and lower(v.valid_during) >= ${day}::date
      and lower(v.valid_during) > (platform.now() at time zone 'Asia/Ho_Chi_Minh')::date) as found`.execute(db)
  return rows[0]?.found === true ? day : null
}

/**
 * Publishes the open draft as a version from `validFrom`, through the gate. Who edited it does not publish it.
 * @throws Refused VERSION_DRAFT_GONE, DRAFT_CHANGED, DRAFT_UNCHANGED, EDITOR_CANNOT_PUBLISH, PROCEDURE_NOT_YOURS, PROCESS_NOT_SOUND, PROCEDURE_NOT_PUBLISHABLE
 */
export async function publishDraft(
  tx: Queryable,
  actor: Actor,
  code: string,
  id: string,
  seen: { readonly revision: number; readonly validFrom: string | null },
): Promise<{ readonly versionId: ProcedureVersionId; readonly report: GateReport }> {
  await lockCatalogue(tx)
  const draft = await openDraft(tx, code, true)
  if (!draft || draft.id !== id) throw new Refused(refusalFrom(procedureRefusals, 'VERSION_DRAFT_GONE', { code }))
  if (draft.revision !== seen.revision) throw changed(code, draft)
  const by = actor.accountId
  const refused = judgePublisher(draft.editedBy, by)
  if (by === null || refused) throw new Refused(refused ?? refusalFrom(procedureRefusals, 'EDITOR_CANNOT_PUBLISH'))
  await mustReach(tx, actor, code, draft.content)
  const today = await todayOf(tx)
  const validFrom = seen.validFrom === null || seen.validFrom < today ? today : seen.validFrom
  const report = await judge(tx, code, draft.content, validFrom)
  if (report.findings.length > 0) {
    throw new Refused(
      refusalFrom(
        procedureRefusals,
        'PROCESS_NOT_SOUND',
        { count: report.findings.length, first: { vi: report.findings[0]?.message ?? '', en: report.findings[0]?.english ?? '' } },
        report.findings.map((finding) => ({
          field: finding.stepNo === null ? '/process' : `/process/steps/${finding.stepNo}`,
          message: finding.message,
          english: finding.english,
        })),
      ),
    )
  }
  const base = await latestVersion(tx, code)
  const { content } = draft
  if (base.publishState === 'published' && isDeepStrictEqual(asStored(content), asStored(await contentOf(tx, base)))) {
    throw new Refused(refusalFrom(procedureRefusals, 'DRAFT_UNCHANGED', { code }))
  }
  const agency = (await listAgencies(tx)).find((each) => each.code === content.agencyCode)
  const shape = compile(content.process)
  if ('faults' in shape) throw new Error('the gate let a process pass that does not compile')
  const { procedureId: _p, versionId: _v, validFrom: _f, validTo: _t, ...said } = base
  const procedure: ProcedureInput = {
    ...said,
    ...(content.about ? tidiedAbout(content.about) : {}),
    ...(content.clock ? { clockRules: tidiedClock(content.clock) } : {}),
    agencyId: agency?.id ?? null,
    handling: content.handling,
    legalLimit: content.legalLimit,
    committedLimit: content.committedLimit,
    channels: content.channels,
    components: content.components,
    steps: stepsOfProcess(shape.compiled) ?? [],
    process: content.process,
    publishState: 'published',
    toComplete: [],
  }
  const reason = obstacleToPublishing(procedure)
  if (reason !== null) throw new Refused(refusalFrom(procedureRefusals, 'PROCEDURE_NOT_PUBLISHABLE', { code, reason }))
  const [outcome] = await recordProcedures(tx, 'centre', [procedure], validFrom)
  if (!outcome) throw new Error(`nothing was recorded for ${code}`)
  await closeDraft(tx, draft.id, outcome.versionId, by)
  return { versionId: outcome.versionId, report }
}

/** As a draft comes back from its table: what is undefined is not there. */
function asStored(content: DraftContent): unknown {
  return JSON.parse(JSON.stringify(content)) as unknown
}

async function contentOf(db: Queryable, version: ProcedureVersion): Promise<DraftContent> {
  const agencies = version.agencyId === null ? [] : await listAgencies(db)
  const process = await processOfVersion(db, version)
  const limit = version.committedLimit ?? version.legalLimit
  return {
    agencyCode: agencies.find(({ id }) => id === version.agencyId)?.code ?? null,
    handling: version.handling,
    legalLimit: version.legalLimit,
    committedLimit: version.committedLimit,
    channels: version.channels,
    components: version.components,
    about: aboutOf(version),
    clock: version.clockRules ?? {},
    process: process?.definition ?? customaryProcess(limit === null ? 8 : leastWorkingHours(limit)),
  }
}

/** The version in force or planned last: the one a new version would replace. */
async function latestVersion(db: Queryable, code: string): Promise<ProcedureVersion> {
  const { rows } = await sql<{ id: ProcedureVersionId }>`
    select v.id from procedure.procedure p
    join procedure.procedure_version v on v.procedure_id = p.id and v.set_aside = 0 and upper_inf(v.valid_during)
    where p.code = ${code}`.execute(db)
  const version = rows[0] ? await getProcedureVersionById(db, rows[0].id) : null
  if (!version) throw new Refused(refusalFrom(procedureRefusals, 'PROCEDURE_NOT_FOUND', { code }))
  return version
}

async function versionNamed(db: Queryable, code: string, id: string): Promise<ProcedureVersion> {
  const version = await getProcedureVersionById(db, id as ProcedureVersionId)
  if (!version || version.code !== code) throw new Refused(refusalFrom(procedureRefusals, 'VERSION_NOT_FOUND', { code }))
  return version
}

async function todayOf(tx: Queryable): Promise<string> {
  const { rows } = await sql<{ today: string }>`select (platform.now() at time zone 'Asia/Ho_Chi_Minh')::date::text as today`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error('the database gave no day')
  return row.today
}
