import { sql } from 'kysely'
import { z } from 'zod'
import type { Role } from '#kernel/actor.ts'
import type { Queryable } from '#platform/db/database.ts'
import { sessionCookie } from '#platform/http/credential.ts'
import { Answer, route } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import { revokeSession, signIn } from '../commands/sign-in.ts'
import { areas, areasFor, roleNames } from '../domain/role-names.ts'

const place = z.object({ id: z.string(), code: z.string(), name: z.string() })
const account = z.object({
  id: z.string(),
  login: z.string(),
  displayName: z.string(),
  title: z.string(),
  agency: place.nullable(),
  centre: place.nullable(),
})
const current = z
  .object({
    account,
    grants: z.array(z.object({ role: z.string(), roleName: z.string(), agencyId: z.string().nullable(), centreId: z.string().nullable() })),
    areas: z.array(z.enum(areas)),
    expiresAt: z.string(),
  })
  .meta({ id: 'CurrentSession' })

type CurrentRow = {
  id: string
  login: string
  displayName: string
  title: string
  agency: { id: string; code: string; name: string } | null
  centre: { id: string; code: string; name: string } | null
  expiresAt: string
}

async function describeSession(db: Queryable, sessionId: string, grants: RequestContext['actor']['grants']) {
  const centreId = grants.find((grant) => grant.centreId !== null)?.centreId ?? null
  const { rows } = await sql<CurrentRow>`
    select a.id, a.login, a.display_name as "displayName", a.title, s.expires_at as "expiresAt",
      (select jsonb_build_object('id', g.id, 'code', g.code, 'name', g.name) from agency.v_agency g where g.id = a.agency_id) as agency,
      (select jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name) from centre.v_centre c
        where c.id = coalesce(${centreId}::uuid, c.id) order by c.code limit 1) as centre
    from identity.session s join identity.account a on a.id = s.account_id where s.id = ${sessionId}::uuid`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('a session without an account')
  const { expiresAt, ...found } = row
  return {
    account: found,
    grants: grants.map((grant) => ({ ...grant, roleName: roleNames[grant.role] })),
    areas: areasFor(grants.map((grant): Role => grant.role)),
    expiresAt,
  }
}

/** Sign-in, the caller's own sessions, and signing out. `secure` decides the cookie's name and flag. */
export function sessionRoutes(options: {
  secureCookies: boolean
  isPractice: boolean
  findSession: (token: string) => Promise<{ id: string; actor: RequestContext['actor'] } | null>
}): RouteDefinition[] {
  const cookie = (value: string, maxAge: number): string =>
    `${sessionCookie(options.secureCookies, options.isPractice)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${options.secureCookies ? '; Secure' : ''}`
  return [
    route({
      method: 'POST',
      url: '/sessions',
      summary: 'Sign in (đăng nhập)',
      tags: ['sessions'],
      access: 'public',
      body: z.strictObject({ login: z.string().trim().min(1).max(100), password: z.string().min(1).max(200) }),
      response: current.extend({ token: z.string() }),
      status: 201,
      refusals: ['SIGN_IN_FAILED', 'SIGN_IN_LIMITED'],
      perMinute: 60,
      handle: async (context, { body }) => {
        const signedIn = await signIn(context.db, { ...body, userAgent: context.userAgent })
        const session = await options.findSession(signedIn.token)
        if (!session) throw new Error('the session just opened was not found')
        const description = await describeSession(context.db, session.id, session.actor.grants)
        return new Answer({ ...description, token: signedIn.token }, 201, { 'set-cookie': cookie(signedIn.token, 43_200) })
      },
    }),
    route({
      method: 'GET',
      url: '/sessions/current',
      summary: 'Who am I, what may I see',
      tags: ['sessions'],
      access: 'authenticated',
      response: current,
      handle: async (context) => await describeSession(context.db, context.sessionId ?? '', context.actor.grants),
    }),
    route({
      method: 'GET',
      url: '/sessions',
      summary: 'My open sessions',
      tags: ['sessions'],
      access: 'authenticated',
      response: z.object({
        items: z.array(
          z.object({ id: z.string(), current: z.boolean(), userAgent: z.string(), createdAt: z.string(), expiresAt: z.string() }),
        ),
      }),
      handle: async (context) => {
        const { rows } = await sql<{ id: string; userAgent: string; createdAt: string; expiresAt: string }>`
          select id, user_agent as "userAgent", created_at as "createdAt", expires_at as "expiresAt" from identity.session
          where account_id = ${context.actor.accountId} and revoked_at is null and expires_at > now()
          order by created_at desc limit 100`.execute(context.db)
        return { items: rows.map((row) => ({ ...row, current: row.id === context.sessionId })) }
      },
    }),
    route({
      method: 'DELETE',
      url: '/sessions/current',
      summary: 'Sign out',
      tags: ['sessions'],
      access: 'authenticated',
      response: z.object({ revoked: z.boolean() }),
      handle: async (context) => {
        if (context.actor.accountId && context.sessionId) await revokeSession(context.db, context.actor.accountId, context.sessionId)
        return new Answer({ revoked: true }, 200, { 'set-cookie': cookie('', 0) })
      },
    }),
    route({
      method: 'DELETE',
      url: '/sessions/:id',
      summary: 'Revoke one of my sessions',
      tags: ['sessions'],
      access: 'authenticated',
      params: z.object({ id: z.uuid() }),
      response: z.object({ revoked: z.boolean() }),
      refusals: ['SESSION_NOT_FOUND'],
      handle: async (context, { params }) => {
        if (context.actor.accountId) await revokeSession(context.db, context.actor.accountId, params.id)
        return { revoked: true }
      },
    }),
  ]
}
