import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { ProcedureVersionId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { toVietnamDay } from '#kernel/vietnam-time.ts'
import { addWorkingMinutes } from '#calendar'
import type { WorkingCalendar } from '#calendar'
import type { ControlResult, ControlSheetData, HandoverListData, WhyThisDateData } from '#document'
import { seesInFull, sightOf } from '#identity'
import { maskNumber } from '#kernel/vietnamese.ts'
import { limitText } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { findSheetHead, placeOfPaper } from './place-of-paper.ts'
import { procedureNames } from './register-book.ts'
import { getHandover } from './list-handovers.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { resultOfStep } from '../domain/step-clock.ts'
import type { Proof } from './clock-proof.ts'
import { calendarFor } from './clocks.ts'
import { findDossierRow } from './dossier-record.ts'
import { clockViews } from './clock-views.ts'
import { local } from './clocks.ts'
import { getLedger } from './get-ledger.ts'
import { versionOf } from './load-facts.ts'
import { partEndNames } from '../domain/run.ts'
import { partLinesOf } from './parts-view.ts'
import type { PartLine } from './process-run.ts'
import { runProcessOf } from './process-run.ts'
import { fingerprintOf } from './key-fingerprint.ts'

/**
 * Who handed the dossier to whom, and whether each unit kept the hours of its step, to the day; a step without hours has
 * no result. The whole is assessed by both limits.
 * @throws Refused DOSSIER_NOT_FOUND
 */
export async function controlSheet(db: Queryable, actor: Actor, code: string): Promise<ControlSheetData> {
  const row = await findDossierRow(db, code)
  const sight = row ? sightOf(actor, row) : null
  if (!row || !sight) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
  const [ledger, version] = [await getLedger(db, actor, code), await versionOf(db, row)]
  const process = row.handling === 'forwarded' ? await runProcessOf(db, version) : null
  const hours = new Map((process?.compiled.steps ?? version.steps).map((step) => [step.no, step.hours]))
  const parts = process ? await partLinesOf(db, row.id) : []
  const [calendar, now] = [await calendarFor(db, row), await databaseNow(db)]
  const markOf = (kind: string): ControlResult | null => clockViews(row, calendar, now).find((clock) => clock.kind === kind)?.mark ?? null
  const partNames = new Map((process?.steps ?? []).flatMap((step) => (step.part ? [[step.no, step.name] as const] : [])))
  type Entry = (typeof ledger.entries)[number]
  // Stretches of one hand-over are one row, also when a stop divides them for the clocks.
  const stays: { entry: Entry; workMs: number; endAt: string; note: string }[] = []
  for (const entry of ledger.entries) {
    // Parts that run in parallel are listed one by one, below; through which of them the dossier was held is the ledger's affair.
    if (parts.length > 0 && entry.stepName !== null && [...partNames.values()].includes(entry.stepName)) continue
    const previous = stays.at(-1)
    const same =
      previous && ['holderName', 'stepName', 'officerName'].every((key) => previous.entry[key as 'stepName'] === entry[key as 'stepName'])
    const note = entry.stopName ?? (entry.collecting ? 'Chờ trả kết quả' : '')
    if (previous && same) {
      previous.workMs += entry.stopName === null ? entry.workMs : 0
      previous.note ||= note
      previous.endAt = entry.to
    } else stays.push({ entry, workMs: entry.stopName === null ? entry.workMs : 0, endAt: entry.to, note })
  }
  const nameOf = (entry: Entry): string => [entry.holderName, entry.stepName].filter(Boolean).join(' – ')
  const rows = stays.map(({ entry, workMs, endAt, note }, index) => {
    const before = stays[index - 1]?.entry
    const isOver = index < stays.length - 1 || !ledger.isOpen
    const limit = entry.stepNo === null ? undefined : hours.get(entry.stepNo)
    return {
      from: before ? nameOf(before) : 'Người nộp hồ sơ',
      to: nameOf(entry),
      at: entry.from,
      giver: before ? before.officerName : row.applicantName,
      taker: entry.holderKind === 'applicant' ? row.applicantName : entry.officerName,
      result: isOver && limit !== undefined && limit > 0 ? resultOf(workMs, limit, endAt, calendar) : null,
      note,
    }
  })
  return {
    ...(await findSheetHead(db, row.centreName)),
    dossierCode: row.code,
    applicantName: row.applicantName,
    applicantPhone: seesInFull(sight) ? row.applicantPhone : maskNumber(row.applicantPhone),
    agencyName: row.agencyName,
    procedureName: version.name,
    receivedAt: local(row.receivedAt) ?? '',
    whole: { promise: markOf('committed'), law: markOf('legal') },
    otherAgencies: [...new Set(parts.filter((part) => part.agencyId !== row.agencyId).map((part) => part.agencyName))],
    rows: [...rows, ...parts.map((part) => partRow(part, row.agencyName, partNames.get(part.stepNo) ?? '', calendar))].toSorted(
      (a, b) => Temporal.Instant.from(a.at).epochMilliseconds - Temporal.Instant.from(b.at).epochMilliseconds,
    ),
  }
}

/** A part as a hand-over of its own: from the lead to its agency, when it opened. */
function partRow(part: PartLine, leadName: string, stepName: string, calendar: WorkingCalendar): ControlSheetData['rows'][number] {
  return {
    from: leadName,
    to: `${part.agencyName} – ${stepName}`,
    at: local(part.openedAt) ?? '',
    giver: null,
    taker: part.doneBy,
    result:
      part.how !== 'done' || part.hours === 0 || part.closedAt === null
        ? null
        : part.late
          ? 'late'
          : resultOf(part.workMs ?? 0, part.hours, part.closedAt, calendar),
    note: [
      part.code === null ? '' : `Hồ sơ con ${part.code}`,
      part.resultNumber === null ? '' : `${part.resultName} số ${part.resultNumber}`,
      part.how === null || part.how === 'done' ? '' : partEndNames[part.how],
    ]
      .filter(Boolean)
      .join('. '),
  }
}

/** A unit's result: its working time against the hours of its step, done at an instant of this calendar. */
function resultOf(workMs: number, hours: number, doneAt: string, calendar: WorkingCalendar): ControlResult {
  const done = Temporal.Instant.from(doneAt)
  return resultOfStep(workMs, hours * 3_600_000, toVietnamDay(done), (leftMs) =>
    toVietnamDay(addWorkingMinutes(calendar, done, leftMs / 60_000)),
  )
}

/** Everyone who was on the list when it was made, by when each is to be handed over, and who received it when. @throws Refused HANDOVER_NOT_FOUND */
export async function handoverSheet(db: Queryable, actor: Actor, number: string): Promise<HandoverListData> {
  const list = await getHandover(db, actor, number)
  const { rows } = await sql<{ code: string; versionId: ProcedureVersionId }>`
    select code, procedure_version_id as "versionId" from dossier.dossier
    where code = any(${list.dossiers.map(({ code }) => code)}::text[])`.execute(db)
  const names = await procedureNames(db, rows)
  const versionOf = new Map(rows.map(({ code, versionId }) => [code, versionId]))
  const toAgency = list.direction === 'to_agency'
  return {
    ...(await findSheetHead(db, list.centre.name)),
    number,
    giver: toAgency ? list.centre.name : list.agency.name,
    taker: toAgency ? list.agency.name : list.centre.name,
    agencyName: list.agency.name,
    handedAt: list.createdAt,
    handedBy: list.createdBy,
    rows: list.dossiers.map((line) => ({
      dossierCode: line.code,
      applicantName: line.applicantName,
      procedureName: names.get(versionOf.get(line.code) ?? '') ?? '',
      dueAt: line.dueAt,
      handBy: line.handOver?.by ?? null,
      received: line.receivedAt === null ? null : { by: line.receivedBy ?? '', at: line.receivedAt },
    })),
  }
}

/** What the paper says of a proof: everything the sum rests on, and how to check the file. */
export async function whyThisDate(
  db: Queryable,
  { dossier, receivedAt, acceptedAt, clockFrom, clocks, turns, madeAt, seal }: Proof,
): Promise<WhyThisDateData> {
  return {
    ...(await placeOfPaper(db)),
    centreName: dossier.centreName,
    printedAt: madeAt,
    dossierCode: dossier.code,
    procedureName: dossier.procedureName,
    agencyName: dossier.agencyName,
    receivedAt: acceptedAt ?? receivedAt,
    clockFrom,
    clocks: clocks.map((clock) => ({ ...clock, limitText: limitText(clock.limit) })),
    turns: turns.map((turn) => ({ ...turn, byText: turn.by === null ? null : limitText(turn.by) })),
    digest: seal.digest,
    fingerprint: fingerprintOf(seal.publicKey),
  }
}
