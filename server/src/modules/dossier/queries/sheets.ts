import { sql } from 'kysely'
import { overseeingRoles } from '#kernel/actor.ts'
import type { Actor, Role } from '#kernel/actor.ts'
import type { CentreId, DossierId, ProcedureVersionId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { toVietnamDay } from '#kernel/vietnam-time.ts'
import { addWorkingMinutes } from '#calendar'
import type { WorkingCalendar } from '#calendar'
import { linesOfBook, registerCells, registerColumns } from '#document'
import type { ControlResult, ControlSheetData, HandoverListData, RegisterData, RegisterLine, SheetHead, WhyThisDateData } from '#document'
import { dutyAt, seesInFull, sightOf } from '#identity'
import { maskNumber } from '#kernel/vietnamese.ts'
import { findVersionById, limitText } from '#procedure'
import { csvHead, csvLine } from '#platform/csv/csv.ts'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { getHandover } from './list-handovers.ts'
import { settledByOne } from '../domain/dossier-states.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { registerPlaceOf } from '../domain/register-place.ts'
import { resultOfStep } from '../domain/step-clock.ts'
import type { Proof } from './clock-proof.ts'
import { calendarFor } from './clocks.ts'
import { findDossierRow } from './dossier-record.ts'
import { clockViews, local } from './dossier-view.ts'
import { getLedger } from './get-ledger.ts'
import { versionOf } from './load-facts.ts'
import { partEndNames } from '../domain/run.ts'
import { partLinesOf } from './parts-view.ts'
import type { PartLine } from './parts-view.ts'
import { runProcessOf } from './process-run.ts'
import { fingerprintOf } from './proof-seal.ts'

/** What stands at the head of every paper: the authority above, the place, and whether it is only a sample. */
export async function placeOfPaper(db: Queryable): Promise<Pick<SheetHead, 'superiorName' | 'place' | 'sample'>> {
  const { rows } = await sql<{ name: string; sample: boolean }>`
    select name, demonstration or practice_of is not null as sample from platform.locality`.execute(db)
  const name = rows[0]?.name ?? ''
  return {
    superiorName: `Ủy ban nhân dân ${name.replace(/^Tỉnh/u, 'tỉnh').replace(/^Thành phố/u, 'thành phố')}`,
    place: name.replace(/^(Tỉnh|Thành phố) /u, ''),
    sample: rows[0]?.sample ?? false,
  }
}

async function headOf(db: Queryable, centreName: string): Promise<SheetHead> {
  return { ...(await placeOfPaper(db)), centreName, printedAt: (await databaseNow(db)).toString() }
}

/**
 * Who handed the dossier to whom, and whether each unit kept the hours of its step, judged to the day; a step without hours has
 * no result. The whole is judged by both limits.
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
    // Parts that run side by side are told one by one, below; through which of them the dossier was held is the ledger's affair.
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
    ...(await headOf(db, row.centreName)),
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
    select code, procedure_version_id as "versionId" from dossier.dossier where code = any(${list.dossiers.map(({ code }) => code)}::text[])`.execute(
    db,
  )
  const names = await procedureNames(db, rows)
  const versionOf = new Map(rows.map(({ code, versionId }) => [code, versionId]))
  const toAgency = list.direction === 'to_agency'
  return {
    ...(await headOf(db, list.centre.name)),
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

export async function procedureNames(
  db: Queryable,
  rows: readonly { versionId: ProcedureVersionId }[],
  names = new Map<string, string>(),
): Promise<Map<string, string>> {
  for (const { versionId } of rows) if (!names.has(versionId)) names.set(versionId, (await findVersionById(db, versionId))?.name ?? '')
  return names
}

export type RegisterQuestion = { readonly centreId: CentreId; readonly year: number }

/** Who keeps or looks into the register of a centre. */
export const registerKeepers: readonly Role[] = ['counter_officer', ...overseeingRoles]

/** The centre of a register the caller may read. @throws Refused REGISTER_NOT_FOUND */
export async function centreOfRegister(db: Queryable, actor: Actor, centreId: CentreId): Promise<{ name: string; inFull: boolean }> {
  const { rows } = await sql<{ name: string }>`select name from centre.v_centre where id = ${centreId}::uuid`.execute(db)
  // The register names everybody who came: an officer of one agency has no business in it.
  if (!rows[0] || dutyAt(actor, registerKeepers, { centreId, agencyId: null }) === null) {
    throw new Refused(refusalFrom(dossierRefusals, 'REGISTER_NOT_FOUND'))
  }
  const inFull = dutyAt(actor, ['counter_officer', 'centre_manager'], { centreId, agencyId: null }) !== null
  return { name: rows[0].name, inFull }
}

/** A line as those who only watch see it. */
const coveredLine = (line: RegisterLine): RegisterLine => ({ ...line, phone: maskNumber(line.phone), address: '(đã che)' })

/** SQL: the lines of a register, as `r`. */
export const linesOf = ({ centreId, year }: RegisterQuestion) => sql`r.centre_id = ${centreId}::uuid and r.year = ${year}`

/** How many lines the register of a year has; the count is the last number given. */
export async function countLines(db: Queryable, { centreId, year }: RegisterQuestion): Promise<number> {
  const { rows } = await sql<{
    lines: number
  }>`select lines from dossier.register_year where centre_id = ${centreId}::uuid and year = ${year}`.execute(db)
  return rows[0]?.lines ?? 0
}

/** One book of the register: at most 500 lines, numbered on from the books before. @throws Refused REGISTER_NOT_FOUND also for a book there is not */
export async function registerBook(db: Queryable, actor: Actor, question: RegisterQuestion, book: number): Promise<RegisterData> {
  const { name: centreName, inFull } = await centreOfRegister(db, actor, question.centreId)
  const count = await countLines(db, question)
  const books = Math.max(1, Math.ceil(count / linesOfBook))
  if (book > books) throw new Refused(refusalFrom(dossierRefusals, 'REGISTER_NOT_FOUND'))
  const head = await headOf(db, centreName)
  const lines = await registerLines(db, question, (book - 1) * linesOfBook, new Map())
  const isOver = Temporal.Instant.from(head.printedAt).toZonedDateTimeISO('+07:00').year > question.year
  return {
    ...head,
    year: question.year,
    book,
    lines: inFull ? lines : lines.map(coveredLine),
    closing: isOver && book === books ? { lines: count, books } : null,
  }
}

/** A year as CSV, read a book at a time, so that memory does not grow with the register. @throws Refused REGISTER_NOT_FOUND before the first line */
export async function registerCsv(db: Queryable, actor: Actor, question: RegisterQuestion): Promise<AsyncGenerator<string>> {
  const { inFull } = await centreOfRegister(db, actor, question.centreId)
  return csvOf(walk(db, question, inFull))
}

async function* csvOf(lines: AsyncGenerator<RegisterLine>): AsyncGenerator<string> {
  yield csvHead([...registerColumns])
  // A cell that a spreadsheet would take for a formula is made plain text; a name can be typed by anybody.
  for await (const line of lines) yield csvLine(registerCells(line).map((cell) => (/^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell)))
}

async function* walk(db: Queryable, question: RegisterQuestion, inFull: boolean): AsyncGenerator<RegisterLine> {
  const names = new Map<string, string>()
  for (let after = 0; ;) {
    const lines = await registerLines(db, question, after, names)
    yield* inFull ? lines : lines.map(coveredLine)
    const last = lines.at(-1)
    if (!last || lines.length < linesOfBook) return
    after = last.line
  }
}

/** Up to a book's lines after the line `after`, with the numbers they were given. */
async function registerLines(
  db: Queryable,
  question: RegisterQuestion,
  after: number,
  names: Map<string, string>,
): Promise<RegisterLine[]> {
  const { rows } = await sql<
    Omit<RegisterLine, 'procedureName' | 'dossierCode' | 'setCount'> & { code: string; versionId: ProcedureVersionId }
  >`
    select r.line, d.code, d.procedure_version_id as "versionId", coalesce(d.organisation_name, d.applicant_name) as "applicantName",
      d.applicant_address as address, d.applicant_phone as phone, a.name as "agencyName", d.accepted_at as "receivedAt",
      d.committed_due_at as "dueAt", case when d.state = 'returned' then d.ended_at end as "returnedAt", d.result_method as "resultMethod",
      case d.state when 'refused' then 'Từ chối giải quyết' when 'withdrawn' then 'Người nộp rút hồ sơ' when 'stopped' then 'Dừng giải quyết'
        else case when exists (select from dossier.act y join dossier.act r on r.locality_id = y.locality_id and r.dossier_id = y.dossier_id
            and r.kind in ('file', 'accept') and r.actor_account_id = y.actor_account_id
          where y.locality_id = d.locality_id and y.dossier_id = d.id and y.kind = 'approve') then ${settledByOne} else '' end end as note
    from dossier.register_line r
    join dossier.dossier d on d.locality_id = r.locality_id and d.id = r.dossier_id
    join agency.v_agency a on a.locality_id = d.locality_id and a.id = d.agency_id
    where ${linesOf(question)} and r.line > ${after}
    order by r.line limit ${linesOfBook}`.execute(db)
  await procedureNames(db, rows, names)
  return rows.map(({ code, versionId, ...row }) => ({
    ...row,
    dossierCode: code,
    procedureName: names.get(versionId) ?? '',
    setCount: 1,
    receivedAt: local(row.receivedAt) ?? '',
    dueAt: local(row.dueAt),
    returnedAt: local(row.returnedAt),
  }))
}

/** Where a dossier stands in the register: the book and the number it was given at acceptance. */
export async function registerPlace(db: Queryable, dossierId: DossierId): Promise<{ readonly book: string; readonly line: string } | null> {
  const { rows } = await sql<{ book: number; line: number; year: number }>`
    select book, line, year from dossier.register_line where dossier_id = ${dossierId}`.execute(db)
  const [place] = rows
  return place ? registerPlaceOf(place) : null
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
