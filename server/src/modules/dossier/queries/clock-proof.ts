import { z } from 'zod'
import { OutsideCalendar, compileDays, dayFrom, defaultDeadlineSettings, isoOf, limitUnits, localSecondOf, marksBetween } from '#calendar'
import type { DatedOfficeHours, DeadlineSettings, MarkedDay, WorkingCalendar } from '#calendar'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { AgencyId, CentreId } from '#kernel/ids.ts'
import type { Json } from '#kernel/canonical-json.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { promiseText } from '#kernel/vietnam-time.ts'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { causeRule, causeRules, groundOf, isGroundOf } from '../domain/clock-causes.ts'
import type { Cause } from '../domain/clock-causes.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { calendarFor } from './clocks.ts'
import { dueOfClock } from '../domain/clocks.ts'
import type { Clock, Stop } from '../domain/clocks.ts'
import { findDossierRow } from './dossier-record.ts'
import { recordFaultsOf } from './find-record-faults.ts'
import { versionOf } from './load-facts.ts'

/** The current format. Files of the first format have no seal for each act; they are still read. */
export const proofFormat = 'motcua-proof/2'

const limit = z.strictObject({ amount: z.number(), unit: z.enum(limitUnits) })
const instant = z.iso.datetime({ offset: true })
const minutes = z.int().min(0).max(1440)
const day = z.iso.date()
const intervals = z.array(z.strictObject({ from: minutes, to: minutes }))
const settings = z.strictObject({
  receiptOutsideHours: z.enum(['next_opening', 'as_received']),
  firstDay: z.enum(['not_counted', 'counted']),
  lastDayOff: z.enum(['next_working_day', 'stays']),
  dueTime: z.enum(['clock_hour', 'end_of_office_hours', 'end_of_day']),
  onSupplement: z.enum(['restart', 'pause']),
})

/**
 * Why a dossier is due when it is (vì sao là ngày này), complete in itself: the start, the limit, the office hours and
 * days off that were counted with, and every turn of the clocks with its ground. Anyone who has the file can compute the
 * date again without asking anyone; nothing in it names a person.
 */
export const proofContent = z.strictObject({
  format: z.enum(['motcua-proof/1', proofFormat]),
  madeAt: instant,
  dossier: z.strictObject({
    code: z.string(),
    procedureCode: z.string(),
    procedureName: z.string(),
    agencyName: z.string(),
    centreName: z.string(),
  }),
  /** When the centre received it, and when it was complete; the clocks start at `startedAt` of each. */
  receivedAt: instant,
  acceptedAt: instant.nullable(),
  clockFrom: z.enum(['acceptance', 'competent_agency']),
  clocks: z.array(
    z.strictObject({
      kind: z.enum(['legal', 'committed']),
      limit,
      startedAt: instant,
      settings,
      dueAt: instant.nullable(),
      because: z.array(z.strictObject({ day: z.string(), kind: z.string(), name: z.string(), basis: z.string(), sentence: z.string() })),
      sentence: z.string(),
    }),
  ),
  turns: z.array(
    z.strictObject({
      cause: z.enum(Object.keys(causeRules) as [Cause, ...Cause[]]),
      name: z.string(),
      law: z.string(),
      effect: z.enum(['pause', 'restart', 'extend']),
      fromAt: instant,
      toAt: instant.nullable(),
      endsBy: instant.nullable(),
      by: limit.nullable(),
      /** Absent: both clocks. An extension of a promise does not lengthen the limit by law. */
      moves: z.literal('committed').optional(),
    }),
  ),
  calendar: z.strictObject({
    fromOn: day,
    toOn: day,
    /** Minutes of the day, Sunday first. */
    officeHours: z
      .array(z.strictObject({ fromOn: day, byWeekday: z.array(intervals).length(7), uncounted: z.array(z.int().min(0).max(6)) }))
      .min(1),
    /** Days that differ from the plain week, each with the decree or law it rests on. */
    days: z.array(
      z.strictObject({
        on: day,
        kind: z.enum(['holiday', 'compensation', 'swapped_off', 'makeup_workday']),
        name: z.string(),
        basis: z.string(),
        swapsWith: day.nullable(),
        part: z.strictObject({ fromMinute: minutes, toMinute: minutes }).nullable(),
      }),
    ),
  }),
  /** The dossier's sealed record at that time: every act's number, kind, instant and seal; the last seal covers all. */
  record: z.strictObject({
    acts: z.array(
      z.strictObject({
        seq: z.int(),
        kind: z.string(),
        at: instant,
        hash: z
          .string()
          .regex(/^[0-9a-f]{64}$/u)
          .optional(),
      }),
    ),
    headHash: z.string().regex(/^[0-9a-f]{64}$/u),
  }),
})
export type ProofContent = z.infer<typeof proofContent>

export const proofSeal = z.strictObject({
  digest: z.string(),
  algorithm: z.literal('Ed25519'),
  publicKey: z.string(),
  signature: z.string(),
})
export const proof = proofContent.extend({ seal: proofSeal }).meta({ id: 'ClockProof' })
export type Proof = z.infer<typeof proof>

/** The input of the digest and the signature. */
export function proofText(content: ProofContent): string {
  return canonicalJson(content as unknown as Json)
}

/**
 * The proof of a dossier's current dates.
 * @throws Refused DOSSIER_NOT_FOUND, PROOF_NOT_POSSIBLE while no clock has started, PROOF_RECORD_DIFFERS when what is stored is not what
 * its acts lead to: the centre signs nothing that somebody wrote past them
 */
export async function getProof(
  db: Queryable,
  code: string,
  mayRead: (place: { agencyId: AgencyId; centreId: CentreId }) => boolean,
): Promise<ProofContent> {
  const row = await findDossierRow(db, code)
  if (!row || !mayRead(row)) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
  if (row.clocks.length === 0) throw new Refused(refusalFrom(dossierRefusals, 'PROOF_NOT_POSSIBLE'))
  if ((await recordFaultsOf(db, row.code)).length > 0) throw new Refused(refusalFrom(dossierRefusals, 'PROOF_RECORD_DIFFERS'))
  const version = await versionOf(db, row)
  const calendar = await calendarFor(db, row)
  const utc = (at: string): string => Temporal.Instant.from(at).toString({ smallestUnit: 'millisecond' })
  const orNull = (at: string | null): string | null => (at === null ? null : utc(at))
  const clocks = row.clocks.map((clock) => {
    const explained = dueOfClock(calendar, clock, row.stops)
    return {
      kind: clock.kind,
      limit: clock.limit,
      startedAt: utc(clock.startedAt),
      settings: { ...defaultDeadlineSettings, ...clock.settings },
      dueAt: explained.dueAt?.toString({ smallestUnit: 'millisecond' }) ?? null,
      because: explained.because.map((each) => ({ ...each })),
      sentence: explained.sentence,
    }
  })
  const content: ProofContent = {
    format: proofFormat,
    madeAt: (await databaseNow(db)).toString({ smallestUnit: 'millisecond' }),
    dossier: {
      code: row.code,
      procedureCode: version.code,
      procedureName: version.name,
      agencyName: row.agencyName,
      centreName: row.centreName,
    },
    receivedAt: utc(row.receivedAt),
    acceptedAt: orNull(row.acceptedAt),
    clockFrom: row.clockFrom,
    clocks,
    turns: row.stops.map((stop) => ({
      cause: stop.cause,
      name: causeRule(stop.cause).name,
      law: stop.law ?? groundOf(stop.cause, stop.effect),
      effect: stop.effect,
      fromAt: utc(stop.fromAt),
      toAt: orNull(stop.toAt),
      endsBy: orNull(stop.endsBy),
      by: stop.by ? { ...stop.by } : null,
      ...(stop.moves === 'committed' ? { moves: stop.moves } : {}),
    })),
    calendar: { fromOn: '', toOn: '', officeHours: [], days: [] },
    record: { acts: row.acts.map((act) => ({ seq: act.seq, kind: act.kind, at: utc(act.at), hash: act.hash })), headHash: row.lastHash },
  }
  return withCalendar(content, calendar)
}

/** Carries just so much of the calendar that the dates come out of it; widened until they do. */
function withCalendar(content: ProofContent, calendar: WorkingCalendar): ProofContent {
  const moments = [
    ...content.clocks.flatMap((clock) => [clock.startedAt, clock.dueAt]),
    ...content.turns.flatMap((turn) => [turn.fromAt, turn.toAt, turn.endsBy]),
  ]
  const days = moments.flatMap((at) => (at === null ? [] : [dayOf(at)]))
  const first = Math.min(...days) - 1
  const covered = calendar.firstDay + calendar.dayCount - 1
  for (let margin = 2; ; margin *= 4) {
    const last = Math.min(Math.max(...days) + margin, covered)
    const carried: ProofContent = { ...content, calendar: calendarPart(calendar, first, last) }
    if (last === covered || differencesOf(carried).length === 0) return carried
  }
}

function calendarPart(calendar: WorkingCalendar, first: number, last: number): ProofContent['calendar'] {
  return {
    fromOn: isoOf(first),
    toOn: isoOf(last),
    officeHours: calendar.officeHours
      .filter((each) => each.fromDay <= last)
      .map(({ fromDay, hours }) => ({
        fromOn: isoOf(fromDay),
        byWeekday: hours.byWeekday.map((open) => open.map(([from, to]) => ({ from, to }))),
        uncounted: [...hours.uncounted],
      })),
    days: marksBetween(calendar, first, last).map((mark) => ({
      on: isoOf(mark.day),
      kind: mark.kind,
      name: mark.name,
      basis: mark.basis,
      swapsWith: mark.swapsWith === undefined ? null : isoOf(mark.swapsWith),
      part: mark.part ? { ...mark.part } : null,
    })),
  }
}

/** The differences between a file's statements and their recomputation from its own data, in Vietnamese. */
export function differencesOf(content: ProofContent): string[] {
  const calendar = compileDays({
    firstDay: dayFrom(content.calendar.fromOn),
    lastDay: dayFrom(content.calendar.toOn),
    officeHours: content.calendar.officeHours.map((each): DatedOfficeHours => ({
      fromDay: dayFrom(each.fromOn),
      hours: {
        byWeekday: each.byWeekday.map((open) => open.map(({ from, to }) => [from, to])),
        uncounted: each.uncounted,
      } as unknown as DatedOfficeHours['hours'],
    })),
    marks: content.calendar.days.map((each): MarkedDay => ({
      day: dayFrom(each.on),
      kind: each.kind,
      name: each.name,
      basis: each.basis,
      swapsWith: each.swapsWith === null ? undefined : dayFrom(each.swapsWith),
      part: each.part ?? undefined,
    })),
  })
  const stops = content.turns.map((turn): Stop => ({
    cause: turn.cause,
    effect: turn.effect,
    fromAt: turn.fromAt,
    toAt: turn.toAt,
    endsBy: turn.endsBy,
    by: turn.by,
    law: turn.law,
    ...(turn.moves ? { moves: turn.moves } : {}),
  }))
  const differences: string[] = []
  for (const turn of content.turns) {
    const { name } = causeRule(turn.cause)
    if (turn.name !== name || !isGroundOf(turn.cause, turn.law)) differences.push(`căn cứ “${turn.name}” không phải là căn cứ đã liệt kê`)
  }
  for (const stated of content.clocks) {
    const name = stated.kind === 'legal' ? 'hạn theo luật' : 'ngày hẹn'
    const clock: Clock = {
      kind: stated.kind,
      limit: stated.limit,
      startedAt: stated.startedAt,
      settings: stated.settings satisfies DeadlineSettings,
    }
    try {
      const again = dueOfClock(calendar, clock, stops)
      const dueAt = again.dueAt?.toString({ smallestUnit: 'millisecond' }) ?? null
      if (dueAt !== stated.dueAt) differences.push(`${name}: tính lại ra ${dueText(dueAt)}, trong tệp ghi ${dueText(stated.dueAt)}`)
      else if (
        again.sentence !== stated.sentence ||
        canonicalJson(again.because as unknown as Json) !== canonicalJson(withGrounds(stated.because, again.because) as unknown as Json)
      ) {
        differences.push(`${name}: lời giải thích trong tệp không phải là lời giải thích của phép tính`)
      }
    } catch (error) {
      if (!(error instanceof OutsideCalendar)) throw error
      differences.push(`${name}: lịch trong tệp không đủ ngày để tính lại`)
    }
  }
  return differences
}

/** What a new beginning after a supplement was said to rest on until November 2026; files made then are still what was said then. */
const formerGroundOfRestart = 'Theo quy định của từng thủ tục; chưa đối chiếu quy định chung'

/** The reasons of a file, an old ground of a new beginning read as the one of today. */
function withGrounds<R extends { readonly kind: string; readonly basis: string }>(stated: readonly R[], again: readonly R[]): readonly R[] {
  return stated.map((reason, index) =>
    reason.kind === 'restarted' && reason.basis === formerGroundOfRestart ? { ...reason, basis: again[index]?.basis ?? '' } : reason,
  )
}

function dueText(at: string | null): string {
  if (at === null) return 'đồng hồ đang dừng'
  return promiseText(Temporal.Instant.from(at))
}

function dayOf(at: string): number {
  return Math.floor(localSecondOf(Temporal.Instant.from(at)) / 86_400)
}
