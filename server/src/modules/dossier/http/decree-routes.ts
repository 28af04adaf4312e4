import { z } from 'zod'
import { dayFrom, dayKinds, daysFrom, occasions } from '#calendar'
import type { CalendarChange, DecreeDay, WeeklyHours } from '#calendar'
import { calendarRefusals } from '#calendar'
import type { Role } from '#kernel/actor.ts'
import { rights } from '#kernel/rights.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { afterCommit } from '#platform/db/database.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { writtenDay } from '#platform/http/written-day.ts'
import { confirmDecree, mayChange, previewDecree } from '../commands/change-calendar.ts'
import { findDecreeWithEffect, listDecreesWithEffect, listReprojected } from '../queries/list-reprojections.ts'

const makers = rights.enter_decrees.by
const readers: readonly Role[] = ['operator', 'centre_manager', 'provincial_leader', 'inspector']

const some = (max: number, message: string) => z.string().trim().min(1, message).max(max, `Không quá ${max} ký tự`)
const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/u, 'Giờ viết HH:mm')

const dayEntry = z.strictObject({
  /** `swap` is a day off and the day worked for it, entered together. */
  kind: z.enum([...dayKinds, 'revoked', 'swap']),
  on: writtenDay,
  /** Last day, when there are several in a row. */
  until: writtenDay.optional(),
  /** For a swap: the day worked instead. */
  workOn: writtenDay.optional(),
  name: some(200, 'Xin ghi tên ngày'),
  occasion: z.enum(occasions).optional(),
  from: hour.optional(),
  to: hour.optional(),
})

const session = z.strictObject({ weekdays: z.array(z.int().min(1).max(7)).min(1).max(7), from: hour, to: hour })

const change = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('days'), days: z.array(dayEntry).min(1, 'Xin ghi ít nhất một ngày').max(60) }),
  z.strictObject({
    kind: z.literal('office_hours'),
    agencyId: z.uuid().nullable().default(null),
    centreId: z.uuid().nullable().default(null),
    fromOn: writtenDay,
    sessions: z.array(session).min(1, 'Xin ghi ít nhất một buổi làm việc').max(20),
    /** Weekdays open for receiving only, which are no working days of a time limit. */
    uncounted: z.array(z.int().min(1).max(7)).max(7).default([]),
  }),
])

const decree = z.strictObject({
  change,
  name: some(200, 'Xin ghi tên văn bản'),
  basis: some(500, 'Xin ghi số, ngày và cơ quan ban hành văn bản'),
  reason: some(1000, 'Xin ghi lý do'),
  decreedOn: writtenDay.nullable().default(null),
})

const pageOf = { offset: z.int().min(0).max(1_000_000).default(0), limit: z.int().min(1).max(200).default(50) }
const moved = z.object({
  code: z.string(),
  agencyName: z.string(),
  dueWas: z.string().nullable(),
  dueIs: z.string().nullable(),
  turned: z.enum(['late', 'not_late']).nullable(),
})

const preview = z
  .object({
    fingerprint: z.string(),
    remarks: z.array(z.string()),
    running: z.int(),
    moved: z.int(),
    becomesLate: z.int(),
    noLongerLate: z.int(),
    suspended: z.int(),
    closed: z.object({ count: z.int(), codes: z.array(z.string()) }),
    agencies: z.array(
      z.object({
        agency: z.object({ code: z.string(), name: z.string() }),
        running: z.int(),
        moved: z.int(),
        later: z.int(),
        earlier: z.int(),
        becomesLate: z.int(),
        noLongerLate: z.int(),
        mostDays: z.int(),
      }),
    ),
    total: z.int(),
    dossiers: z.array(moved.extend({ days: z.int() })),
  })
  .meta({ id: 'DecreePreview' })

const entered = z
  .object({
    id: z.string(),
    kind: z.enum(['days', 'office_hours']),
    name: z.string(),
    basis: z.string(),
    reason: z.string(),
    decreedOn: z.string().nullable(),
    content: z.record(z.string(), z.unknown()),
    enteredBy: z.string(),
    enteredAt: z.string(),
    run: z.object({
      state: z.enum(['running', 'finished']),
      running: z.int(),
      seen: z.int(),
      moved: z.int(),
      becameLate: z.int(),
      noLongerLate: z.int(),
      startedAt: z.string(),
      finishedAt: z.string().nullable(),
    }),
  })
  .meta({ id: 'Decree' })

const faults = ['DECREE_NOT_YOURS', 'DECREE_DAY_INVALID', 'OFFICE_HOURS_INVALID', 'OFFICE_HOURS_OVERLAP']

/** `wake`: resumes the runs of this process. */
export function decreeRoutes(wake: () => void): RouteDefinition[] {
  return [
    route({
      method: 'POST',
      url: '/decrees/preview',
      summary: 'What a change of working time would move, before it is confirmed (xem trước)',
      tags: ['Lịch làm việc'],
      access: makers,
      body: z.strictObject({ change, basis: z.string().max(500).default(''), ...pageOf }),
      response: preview,
      refusals: faults,
      handle: async (context, { body }) => {
        const { fingerprint, ...shown } = await previewDecree(context.db, context.actor, changeOf(body.change, body.basis || '—'), body)
        return { ...shown, fingerprint, remarks: [...shown.remarks] }
      },
    }),
    route({
      method: 'POST',
      url: '/decrees',
      summary: 'Put a change of working time in force and recompute every running dossier',
      tags: ['Lịch làm việc'],
      access: makers,
      body: decree.extend({ fingerprint: z.string().min(1).max(64) }),
      response: entered,
      status: 201,
      command: true,
      refusals: [...faults, 'DECREE_CHANGES_NOTHING', 'DECREE_PREVIEW_STALE', 'REPROJECTION_UNDER_WAY'],
      handle: async (context, { body }) => {
        const { fingerprint, ...given } = body
        const { decreeId } = await confirmDecree(
          context.db,
          context.actor,
          { ...given, change: changeOf(body.change, body.basis) },
          fingerprint,
        )
        afterCommit(context.db, wake)
        return found(await findDecreeWithEffect(context.db, decreeId))
      },
    }),
    route({
      method: 'GET',
      url: '/decrees',
      summary: 'Changes of working time with their authors and moved dossiers',
      tags: ['Lịch làm việc'],
      access: readers,
      query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
      response: z.object({
        /** What the caller may enter; `centreIds` null: the hours of any office. */
        mayEnter: z.object({ days: z.boolean(), centreIds: z.array(z.string()).nullable() }),
        items: z.array(entered),
      }),
      handle: async (context, { query }) => ({
        mayEnter: mayChange(context.actor),
        items: (await listDecreesWithEffect(context.db, query.limit)).map(found),
      }),
    }),
    route({
      method: 'GET',
      url: '/decrees/:id',
      summary: 'One change of working time, the progress of its recomputation, and a page of moved dossiers',
      tags: ['Lịch làm việc'],
      access: readers,
      params: z.object({ id: z.uuid() }),
      query: z.object({
        offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      response: entered.extend({ dossiers: z.array(moved) }),
      refusals: ['DECREE_NOT_FOUND'],
      handle: async (context, { params, query }) => {
        const one = found(await findDecreeWithEffect(context.db, params.id))
        // Watching a run that another process left unfinished continues it here.
        if (one.run.state === 'running') wake()
        return { ...one, dossiers: await listReprojected(context.db, params.id, query) }
      },
    }),
  ]
}

type Shown = z.input<typeof entered>

function found(decreed: Awaited<ReturnType<typeof findDecreeWithEffect>>): Shown {
  if (!decreed) throw new Refused(refusalFrom(calendarRefusals, 'DECREE_NOT_FOUND'))
  return decreed as Shown
}

function changeOf(given: z.output<typeof change>, basis: string): CalendarChange {
  if (given.kind === 'days') return { kind: 'days', days: given.days.flatMap((entry, index) => daysOf(entry, index, basis)) }
  const { agencyId, centreId, fromOn } = given
  return { kind: 'office_hours', agencyId, centreId, fromDay: dayFrom(fromOn), hours: hoursOf(given) }
}

const mostDays = 31

function daysOf(entry: z.output<typeof dayEntry>, index: number, basis: string): DecreeDay[] {
  const refuse = (field: string, fault: string): never => {
    throw new Refused(
      refusalFrom(calendarRefusals, 'DECREE_DAY_INVALID', { day: entry.on, fault }, [
        { field: `/body/change/days/${index}/${field}`, message: fault },
      ]),
    )
  }
  const { on, until = on, workOn, name, occasion, from, to } = entry
  if (until < on) refuse('until', 'ngày cuối phải từ ngày đầu trở đi.')
  if ((from === undefined) !== (to === undefined)) refuse('to', 'giờ bắt đầu và giờ kết thúc đi cùng nhau.')
  const part = from !== undefined && to !== undefined ? { fromMinute: minuteOf(from), toMinute: minuteOf(to) } : undefined
  if (entry.kind === 'swap') {
    if (workOn === undefined || workOn === on) return refuse('workOn', 'xin ghi ngày làm bù, khác ngày nghỉ.')
    const [off, work] = [dayFrom(on), dayFrom(workOn)]
    return [
      { day: off, kind: 'swapped_off', name, basis, swapsWith: work },
      { day: work, kind: 'makeup_workday', name: `Làm bù: ${name}`, basis, swapsWith: off },
    ]
  }
  const days = daysFrom(on, until)
  if (days.length > mostDays) refuse('until', `không quá ${mostDays} ngày liền nhau.`)
  const { kind } = entry
  const swapsWith = kind === 'makeup_workday' && workOn !== undefined ? dayFrom(workOn) : undefined
  return days.map((each) => ({ day: each, kind, name, basis, occasion, swapsWith, part }))
}

function hoursOf(given: { sessions: z.output<typeof session>[]; uncounted: number[] }): WeeklyHours {
  const on = (weekday: number): (readonly [number, number])[] =>
    given.sessions
      .filter((each) => each.weekdays.includes(weekday))
      .map((each) => [minuteOf(each.from), minuteOf(each.to)] as const)
      .sort((a, b) => a[0] - b[0])
  const uncounted = given.uncounted.map((weekday) => (weekday % 7) as WeeklyHours['uncounted'][number]).sort((a, b) => a - b)
  return { byWeekday: [on(7), on(1), on(2), on(3), on(4), on(5), on(6)], uncounted }
}

function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
}
