import { z } from 'zod'
import { said } from '#platform/http/said.ts'
import { isInstant } from '#kernel/instant.ts'
import { addWorkingMinutes, loadWorkingCalendar } from '#calendar'
import { competentAgencyOf, judgeProcedureReach } from '#procedure'
import { becomeInPractice, roleNames } from '#identity'
import type { Role } from '#kernel/actor.ts'
import type { AgencyId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { afterCommit } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'
import { sessionCookie } from '#platform/http/credential.ts'
import { Answer, route } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import { copyCentre, copyProcedure } from '../commands/copy-centre.ts'
import { catchUpWithTime } from '../commands/catch-up-with-time.ts'
import { moveClock } from '../commands/move-clock.ts'
import { issueTicket, spendTicket } from '../commands/tickets.ts'
import { practiceRefusals } from '../domain/refusals.ts'
import { listPeople } from '../queries/list-people.ts'
import { rights } from '#kernel/rights.ts'

/** The practice place beside this real centre: its database and where people open it; `null` when none is served. */
export type Beside = () => PracticeBeside | null | Promise<PracticeBeside | null>
type PracticeBeside = { readonly database: Database; readonly address: string }

/** From practice: where the real centre is opened; `null` at the real centre itself. */
export type Home = () => string | null

const deskPath = z
  .string()
  .max(300)
  .regex(/^\/desk(\/[\w./%-]*)?$/u, 'phải là một trang của bàn làm việc')

/** The moves a trial asks for again and again, so that nobody reckons office hours by hand. */
const clockMoves = ['hour', 'next_opening', 'working_day'] as const

/** One clock for everybody who practises: roles that lead an exercise move it. */
const clockKeepers: readonly Role[] = ['procedure_designer', 'centre_manager']

const state = z
  .object({
    isPractice: z.boolean(),
    /** Where the practice place is opened, from the real centre; `null` when none is served or this is it. */
    address: z.string().nullable(),
    /** Where the real centre is opened, from practice: the way back; `null` at the real centre. */
    home: z.string().nullable(),
    now: z.string(),
    mayMoveClock: z.boolean(),
    people: z.array(
      z.object({ login: z.string(), displayName: z.string(), role: z.string(), roleName: said, agency: z.string().nullable() }),
    ),
  })
  .meta({ id: 'Practice' })

/** Going into practice from the real centre; and in practice, whom to be and what time it is. */
export function practiceRoutes(options: {
  readonly secureCookies: boolean
  readonly beside: Beside
  readonly home: Home
}): RouteDefinition[] {
  const opened = async (): Promise<PracticeBeside> => {
    const beside = await options.beside()
    if (!beside) throw new Refused(refusalFrom(practiceRefusals, 'PRACTICE_NOT_OPEN'))
    return beside
  }
  const wayIn = async (context: RequestContext, path: string, as?: Role): Promise<{ address: string }> => {
    const { database, address } = await opened()
    const roles = new Set<Role>(as ? [as] : context.actor.grants.map((grant) => grant.role))
    const people = await listPeople(database.kysely)
    const login = people.find((person) => roles.has(person.role))?.login ?? people[0]?.login
    if (!login) throw new Refused(refusalFrom(practiceRefusals, 'PRACTICE_NOT_OPEN'))
    return { address: `${address}/desk/chay-thu?ve=${await issueTicket(database.kysely, login, path)}` }
  }
  const mustReach = ({ actor }: RequestContext, agencyId: AgencyId | null): void => {
    const refusal = judgeProcedureReach(actor, [agencyId])
    if (refusal) throw new Refused(refusal)
  }
  const cookie = (token: string): string =>
    `${sessionCookie(options.secureCookies, true)}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200${options.secureCookies ? '; Secure' : ''}`

  return [
    route({
      method: 'GET',
      url: '/practice',
      summary: 'Whether this is practice (chạy thử), its time, and the available roles',
      tags: ['practice'],
      access: 'authenticated',
      response: state,
      handle: async (context) => {
        const { isPractice } = context.database
        const people = isPractice ? await listPeople(context.db) : []
        return {
          isPractice,
          address: (await options.beside())?.address ?? null,
          home: isPractice ? options.home() : null,
          now: (await context.now()).toString(),
          mayMoveClock: isPractice && context.actor.grants.some(({ role }) => clockKeepers.includes(role)),
          people: people.map((person) => ({ ...person, roleName: roleNames[person.role] })),
        }
      },
    }),
    route({
      method: 'POST',
      url: '/practice/tickets',
      security: { done: 'practice.entered' },
      summary: 'A ticket from the real centre into practice, valid once and for a minute',
      tags: ['practice'],
      access: 'authenticated',
      body: z.strictObject({ path: deskPath.default('/desk') }),
      response: z.object({ address: z.string() }),
      refusals: ['PRACTICE_NOT_OPEN'],
      // Not a command: the answer is a secret that must not be kept to be given again.
      handle: async (context, { body }) => await wayIn(context, body.path),
    }),
    route({
      method: 'POST',
      url: '/practice/procedures/:code',
      summary: 'Try the current content of a procedure, also of a draft: copies it into practice',
      tags: ['practice'],
      access: rights.take_to_practice.by,
      params: z.object({ code: z.string().max(60) }),
      response: z.object({ address: z.string() }),
      refusals: ['PRACTICE_NOT_OPEN', 'PROCEDURE_NOT_TRIABLE', 'PROCEDURE_NOT_YOURS'],
      handle: async (context, { params }) => {
        mustReach(context, await competentAgencyOf(context.db, params.code))
        const { database } = await opened()
        await copyProcedure(context.db, database.kysely, params.code)
        // A trial begins where a dossier begins.
        return await wayIn(context, '/desk/tiep-nhan', 'counter_officer')
      },
    }),
    route({
      method: 'POST',
      url: '/practice/refresh',
      summary: 'Bring agencies, calendar and procedures of the practice place up to date',
      tags: ['practice'],
      access: rights.refresh_practice.by,
      response: z.object({ agencies: z.int(), centres: z.int(), people: z.int(), procedures: z.int() }),
      refusals: ['PRACTICE_NOT_OPEN', 'PROCEDURE_NOT_YOURS'],
      handle: async (context) => {
        mustReach(context, null)
        return await copyCentre(context.db, (await opened()).database.kysely)
      },
    }),
    route({
      method: 'POST',
      url: '/practice/sessions',
      summary: 'In practice: sign in with a ticket, or switch the person',
      tags: ['practice'],
      access: 'public',
      body: z.union([z.strictObject({ ticket: z.string().min(10).max(100) }), z.strictObject({ login: z.string().min(1).max(100) })]),
      response: z.object({ login: z.string(), path: z.string(), token: z.string() }),
      status: 201,
      refusals: ['ONLY_IN_PRACTICE', 'PRACTICE_TICKET_SPENT', 'PRACTICE_PERSON_UNKNOWN', 'SESSION_NEEDED'],
      perMinute: 120,
      handle: async (context, { body }) => {
        if (!context.database.isPractice) throw new Refused(refusalFrom(practiceRefusals, 'ONLY_IN_PRACTICE'))
        if ('login' in body && context.sessionId === null) throw new Refused(refusalFrom(practiceRefusals, 'PRACTICE_TICKET_SPENT'))
        const { login, path } = 'login' in body ? { login: body.login, path: '/desk' } : await spendTicket(context.db, body.ticket)
        const session = await becomeInPractice(context.db, login, context.userAgent)
        if (!session) throw new Refused(refusalFrom(practiceRefusals, 'PRACTICE_PERSON_UNKNOWN'))
        return new Answer({ login, path, token: session.token }, 201, { 'set-cookie': cookie(session.token) })
      },
    }),
    route({
      method: 'POST',
      url: '/practice/clock',
      security: { done: 'practice.clock_moved' },
      summary: 'In practice: move the clock forward, for everybody who practises; by a month at most at a time',
      tags: ['practice'],
      access: clockKeepers,
      command: true,
      body: z.union([
        z.strictObject({ to: z.iso.datetime({ offset: true }).refine(isInstant, 'Xin ghi ngày và giờ') }),
        z.strictObject({ by: z.enum(clockMoves) }),
      ]),
      response: z.object({ now: z.string() }),
      refusals: ['ONLY_IN_PRACTICE', 'PRACTICE_CLOCK_BACK', 'PRACTICE_CLOCK_LEAP', 'PRACTICE_CLOCK_TOO_FAR'],
      handle: async (context, { body }) => {
        if (!context.database.isPractice) throw new Refused(refusalFrom(practiceRefusals, 'ONLY_IN_PRACTICE'))
        const to = 'to' in body ? Temporal.Instant.from(body.to) : await moved(context, body.by)
        const now = await moveClock(context.db, to)
        // The person who moved the clock expects the effects at once, so the rounds do not wait for their five minutes of real time.
        afterCommit(context.db, () => void catchUpWithTime(context.database))
        return { now: now.toString() }
      },
    }),
  ]
}

async function moved(context: RequestContext, by: (typeof clockMoves)[number]): Promise<Temporal.Instant> {
  const now = await context.now()
  if (by === 'hour') return now.add({ hours: 1 })
  const calendar = await loadWorkingCalendar(context.db)
  if (by === 'working_day') return addWorkingMinutes(calendar, now, 480)
  const tomorrow = now.toZonedDateTimeISO('Asia/Ho_Chi_Minh').add({ days: 1 }).startOfDay().toInstant()
  return addWorkingMinutes(calendar, tomorrow, 1).subtract({ minutes: 1 })
}
