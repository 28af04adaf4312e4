import { z } from 'zod'
import { said } from '#platform/http/said.ts'
import { sessionCookie } from '#platform/http/credential.ts'
import { Answer, route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { endOtherSessions, revokeSession, signIn } from '../commands/sign-in.ts'
import { sessionSteps } from '../domain/session-rules.ts'
import { deviceCookieName, deviceIn } from '../commands/caller.ts'
import { describeSession } from '../queries/describe-session.ts'
import { listSessions } from '../queries/find-session.ts'
import type { FoundSession } from '../queries/find-session.ts'
import { rightNames } from '#kernel/rights.ts'
import { areas } from '../domain/role-names.ts'

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
    grants: z.array(z.object({ role: z.string(), roleName: said, agencyId: z.string().nullable(), centreId: z.string().nullable() })),
    areas: z.array(z.enum(areas)),
    /** Rights of the person that are not acts on a dossier; `centreIds` null: everywhere. */
    rights: z.array(z.object({ right: z.enum(rightNames), centreIds: z.array(z.string()).nullable() })),
    expiresAt: z.string(),
    /** The step that the session must complete first: every other route answers 403 until then. */
    step: z.enum(sessionSteps).nullable(),
    /** By what the person proves again to be there, before they sign or carry away. */
    confirmsWith: z.enum(['password', 'second_factor']),
    isConfirmed: z.boolean(),
    secondFactor: z.object({ hasTotp: z.boolean(), hasPasskeys: z.boolean(), isNeeded: z.boolean() }),
  })
  .meta({ id: 'CurrentSession' })

/** Sign-in, the caller's own sessions, and signing out. `secure` decides the cookie's name and flag. */
export function sessionRoutes(options: {
  secureCookies: boolean
  isPractice: boolean
  findSession: (token: string) => Promise<FoundSession | null>
}): RouteDefinition[] {
  const cookie = (value: string, maxAge: number): string =>
    `${sessionCookie(options.secureCookies, options.isPractice)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${options.secureCookies ? '; Secure' : ''}`
  // Kept by the browser for years: tries from it are counted apart from those of strangers.
  const deviceCookie = (secret: string): string =>
    `${deviceCookieName(options.secureCookies)}=${secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age=15552000${options.secureCookies ? '; Secure' : ''}`
  const everyStep = { access: 'authenticated', atStep: sessionSteps, tags: ['sessions'] } as const
  return [
    route({
      method: 'POST',
      url: '/sessions',
      security: {
        done: 'sign_in.done',
        refused: { SIGN_IN_FAILED: 'sign_in.failed', ONE_TIME_PASSWORD_OVER: 'sign_in.failed', SIGN_IN_LIMITED: 'sign_in.limited' },
      },
      summary: 'Sign in (đăng nhập)',
      tags: ['sessions'],
      access: 'public',
      body: z.strictObject({ login: z.string().trim().min(1).max(100), password: z.string().min(1).max(200) }),
      response: current.extend({ token: z.string() }),
      status: 201,
      refusals: ['SIGN_IN_FAILED', 'SIGN_IN_LIMITED', 'SIGN_IN_BUSY', 'ONE_TIME_PASSWORD_OVER'],
      countedByAddress: true,
      handle: async (context, { body }) => {
        const { address, userAgent, headers } = context
        const signedIn = await signIn(context.db, {
          ...body,
          userAgent,
          address,
          device: deviceIn(headers['cookie'], options.secureCookies),
        })
        const session = await options.findSession(signedIn.token)
        if (!session) throw new Error('the session just opened was not found')
        const description = await describeSession(context.db, session)
        return new Answer({ ...description, token: signedIn.token }, 201, {
          'set-cookie': [cookie(signedIn.token, 43_200), deviceCookie(signedIn.device)],
        })
      },
    }),
    route({
      method: 'GET',
      url: '/sessions/current',
      summary: 'The signed-in account and its rights',
      ...everyStep,
      response: current,
      handle: async (context) =>
        await describeSession(context.db, { id: context.sessionId ?? '', actor: context.actor, ...context.session }),
    }),
    route({
      method: 'GET',
      url: '/sessions',
      summary: 'Open sessions of the caller',
      tags: ['sessions'],
      access: 'authenticated',
      response: z.object({
        items: z.array(
          z.object({
            id: z.string(),
            current: z.boolean(),
            userAgent: z.string(),
            createdAt: z.string(),
            lastSeenAt: z.string(),
            expiresAt: z.string(),
          }),
        ),
      }),
      handle: async (context) => {
        const rows = context.actor.accountId ? await listSessions(context.db, context.actor.accountId) : []
        return { items: rows.map((row) => ({ ...row, current: row.id === context.sessionId })) }
      },
    }),
    route({
      method: 'DELETE',
      url: '/sessions/current',
      security: { done: 'sign_in.ended' },
      summary: 'Sign out',
      ...everyStep,
      response: z.object({ revoked: z.boolean() }),
      handle: async (context) => {
        if (context.actor.accountId && context.sessionId) {
          await revokeSession(context.db, context.actor.accountId, context.sessionId, 'signed_out')
        }
        return new Answer({ revoked: true }, 200, { 'set-cookie': cookie('', 0) })
      },
    }),
    route({
      method: 'DELETE',
      url: '/sessions',
      security: { done: 'session.ended' },
      summary: 'End the other sessions of the caller',
      tags: ['sessions'],
      access: 'authenticated',
      response: z.object({ ended: z.int() }),
      handle: async (context) => ({
        ended: context.actor.accountId ? await endOtherSessions(context.db, context.actor.accountId, context.sessionId) : 0,
      }),
    }),
    route({
      method: 'DELETE',
      url: '/sessions/:id',
      security: { done: 'session.ended' },
      summary: 'Revoke one session of the caller',
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
