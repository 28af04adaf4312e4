import type { Actor } from '#kernel/actor.ts'
import type { AgencyId, CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { sql } from 'kysely'
import { blankOnPaper, drawForm, printForm, slipLines } from '#document'
import type { NumberedFormData } from '#document'
import { findVersionForIntake, limitText } from '#procedure'
import type { Channel, ProcedureVersion } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { feesOnSlip, headOf, resultPlace, slipHead } from './slip-facts.ts'
import { beginningText } from '../domain/clock-begin.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { calendarFor, limitsFor, settingsFor } from './clocks.ts'
import { due } from '../domain/clocks.ts'
import { requiredPapers } from './load-facts.ts'
import { clockFromAt } from './places.ts'

/** The typed data of an intake so far; empty fields where there are none. */
export type SlipSoFar = {
  readonly procedureCode?: string | undefined
  readonly channel: Channel
  readonly centreId: CentreId
  readonly applicant: {
    readonly fullName: string
    readonly organisationName: string
    readonly idNumber: string
    readonly address: string
    readonly phone: string
    readonly email: string
  }
  readonly papers: readonly { componentNo: number; originals: number; copies: number; certified: number }[]
  readonly resultMethod: string
}

type Asking = { readonly actor: Actor; readonly publicUrl: string; readonly db: Queryable }

/** The slip as it would be printed if the dossier were received at this moment; no number, no secret, nothing stored. */
export async function previewSlip(asking: Asking, input: SlipSoFar): Promise<Uint8Array> {
  return await printForm('receipt-slip', await slipSoFar(asking, input), 'preview')
}

/** The same slip as a drawing of the copy the visitor takes along, and its text for people who cannot see it. */
export async function drawSlip(asking: Asking, input: SlipSoFar): Promise<{ picture: string; lines: string[] }> {
  const data = await slipSoFar(asking, input)
  return { picture: await drawForm('receipt-slip', data), lines: slipLines(data) }
}

/**
 * An unknown value is left blank at its final place.
 * @throws Refused PROCEDURE_NOT_RECEIVED_HERE, INTAKE_PLACE_UNKNOWN
 */
async function slipSoFar({ actor, publicUrl, db }: Asking, input: SlipSoFar): Promise<NumberedFormData['receipt-slip']> {
  const now = await databaseNow(db)
  const today = now.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()
  const version = input.procedureCode ? await findVersionForIntake(db, input.procedureCode, today) : null
  if (input.procedureCode && !version) throw new Refused(refusalFrom(dossierRefusals, 'PROCEDURE_NOT_RECEIVED_HERE'))
  const { rows } = await sql<{
    name: string
    phone: string
  }>`select name, phone from centre.v_centre where id = ${input.centreId}::uuid`.execute(db)
  const centre = rows[0]
  if (!centre)
    throw new Refused(
      refusalFrom(dossierRefusals, 'INTAKE_PLACE_UNKNOWN', {}, [{ field: '/body/centreId', message: 'Không có trung tâm này' }]),
    )
  const { applicant } = input
  const names = version ? requiredPapers(version) : []
  return {
    ...(await headOf(db, centre.name, now.toString())),
    ...slipHead('', publicUrl, null),
    number: null,
    applicant: {
      name: applicant.organisationName || applicant.fullName,
      address: applicant.address,
      phone: applicant.phone,
      email: applicant.email,
      idNumber: applicant.idNumber,
    },
    owner: null,
    procedureName: version?.name ?? '',
    papers: input.papers.map((paper) => ({
      name: names.find((each) => each.no === paper.componentNo)?.name ?? 'Giấy tờ khác',
      originals: paper.originals,
      certifiedCopies: paper.certified,
      photocopies: paper.copies,
    })),
    receivedAt: now.toString(),
    ...(await promiseSoFar(db, version, input, now)),
    resultPlace: resultPlace(input.resultMethod, centre.name),
    ...(version ? feesOnSlip(version, input.channel) : { fees: null, feePayment: null }),
    register: null,
    receivedBy: actor.displayName,
    hotline: centre.phone,
  }
}

/** Limits and dates; room to write while the procedure is not chosen or still lacks its limit. */
async function promiseSoFar(db: Queryable, version: ProcedureVersion | null, input: SlipSoFar, now: Temporal.Instant) {
  const limits = version && limitsFor(version, input.channel)
  if (!version?.agencyId || !limits) return { legalLimit: blankOnPaper, committedLimit: null, legalDueAt: null, committedDueAt: null }
  const agencyId: AgencyId = version.agencyId
  const calendar = await calendarFor(db, { agencyId, centreId: input.centreId })
  const settings = settingsFor(version, calendar)
  const { rows } = await sql<{ name: string }>`select name from agency.v_agency where id = ${agencyId}::uuid`.execute(db)
  const beginning = beginningText(await clockFromAt(db, agencyId, input.centreId, version.handling ?? ''), rows[0]?.name ?? '', null)
  const dueOn = (kind: 'legal' | 'committed'): string | null =>
    beginning === null ? (due(calendar, limits[kind], now, [], settings).dueAt?.toString() ?? null) : null
  return {
    legalLimit: limitText(limits.legal),
    committedLimit: limitText(limits.committed),
    legalDueAt: dueOn('legal'),
    committedDueAt: dueOn('committed'),
    beginning: beginning ?? undefined,
  }
}
