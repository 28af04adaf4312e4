import { z } from 'zod'
import { said } from '#platform/http/said.ts'
import { roles } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId, UnitId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { inTransaction } from '#platform/db/database.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import {
  endRole,
  endSessionsOf,
  giveRole,
  issueOneTimePassword,
  openAccount,
  resetSecondFactor,
  setAccountActive,
} from '../commands/manage-accounts.ts'
import { staffGrantableRoles } from '../domain/account-rights.ts'
import { identityRefusals } from '../domain/refusals.ts'
import { listSessions } from '../queries/find-session.ts'
import { describeAccount, listAccounts, placesToGive } from '../queries/list-accounts.ts'
import { listAccountEvents } from '../queries/own-account.ts'

const place = z.object({ id: z.string(), code: z.string(), name: z.string() })
const line = z
  .object({
    id: z.string(),
    isOwn: z.boolean(),
    /** Whether the caller may manage it, and why not: nobody manages their own account. */
    managing: z.object({ allowed: z.boolean(), reason: z.string().nullable() }),
    login: z.string(),
    name: z.string(),
    title: z.string(),
    agency: place.nullable(),
    state: z.enum(['active', 'disabled']),
    isDemonstration: z.boolean(),
    passwordKind: z.enum(['own', 'one_time', 'none']),
    passwordSetAt: z.string(),
    hasSecondFactor: z.boolean(),
    needsSecondFactor: z.boolean(),
    lastSeenAt: z.string().nullable(),
    grants: z.array(
      z.object({
        id: z.string(),
        role: z.enum(roles),
        roleName: said,
        isHead: z.boolean(),
        agency: place.nullable(),
        centre: place.nullable(),
      }),
    ),
  })
  .meta({ id: 'AccountLine' })
const session = z.object({ id: z.string(), userAgent: z.string(), createdAt: z.string(), lastSeenAt: z.string(), expiresAt: z.string() })
const event = z.object({ at: z.string(), kind: z.string(), byName: z.string(), isOwn: z.boolean(), detail: said })

const grant = {
  role: z.enum(staffGrantableRoles, 'Xin chọn vai trò'),
  agencyId: z.uuid('Xin chọn cơ quan').nullable().default(null),
  centreId: z.uuid('Xin chọn Trung tâm').nullable().default(null),
  /** At the head of the agency or centre, above the deputies of the same role. */
  isHead: z.boolean().default(false),
}
const byId = z.object({ id: z.uuid() })
const done = z.object({ done: z.boolean() })
const notYours = ['ACCOUNT_NOT_FOUND', 'ACCOUNT_IS_YOURS', 'ACCOUNT_NOT_YOURS_TO_RUN'] as const
const notGivable = ['ROLE_REACH_INCOMPLETE', 'ROLE_NOT_YOURS_TO_GIVE', 'ROLE_HELD_ALREADY', 'PLACE_UNKNOWN'] as const
const tags = ['accounts'] as const
const access = ['operator', 'centre_manager'] as const

/** Accounts of the staff: an operator runs those within their reach, the manager of a centre those at its counters. */
export const accountRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/accounts',
    summary: 'Accounts I run, and my own, by login; q looks in login, name and title (tài khoản)',
    tags,
    access,
    query: z.object({ q: z.string().max(100).default('') }),
    response: z.object({ items: z.array(line), more: z.boolean(), total: z.int() }),
    handle: async (context, { query }) => await listAccounts(context.db, context.actor, query.q, context.language),
  }),
  route({
    method: 'GET',
    url: '/account-places',
    summary: 'Roles the caller may grant, and where',
    tags,
    access,
    response: z.object({
      roles: z.array(
        z.object({
          role: z.enum(staffGrantableRoles),
          roleName: said,
          needs: z.enum(['centre', 'agency']).nullable(),
          mayHead: z.boolean(),
          isEverywhere: z.boolean(),
          centreIds: z.array(z.string()),
        }),
      ),
      agencies: z.array(place.extend({ units: z.array(z.object({ id: z.string(), name: z.string() })) })),
      centres: z.array(place),
    }),
    handle: async (context) => await placesToGive(context.db, context.actor),
  }),
  route({
    method: 'GET',
    url: '/accounts/:id',
    summary: 'One account: roles, open sessions, events',
    tags,
    access,
    params: byId,
    response: line.extend({ sessions: z.array(session), events: z.array(event) }),
    refusals: ['ACCOUNT_NOT_FOUND'],
    handle: async (context, { params }) => {
      const id = params.id as AccountId
      const found = await describeAccount(context.db, context.actor, id)
      if (!found) throw new Refused(refusalFrom(identityRefusals, 'ACCOUNT_NOT_FOUND'))
      return { ...found, sessions: [...(await listSessions(context.db, id))], events: [...(await listAccountEvents(context.db, id))] }
    },
  }),
  route({
    method: 'POST',
    url: '/accounts',
    security: { done: 'account.created', isKept: true },
    summary: 'Create an account with its first role; it has no password until one is issued',
    tags,
    access,
    confirmed: true,
    body: z.strictObject({
      login: z.string().trim().min(1, 'Xin nhập tên đăng nhập').max(60),
      displayName: z.string().trim().min(1, 'Xin nhập họ tên').max(200),
      title: z.string().trim().max(200).default(''),
      ...grant,
      unitId: z.uuid().nullable().default(null),
    }),
    response: z.object({ id: z.string() }),
    status: 201,
    command: true,
    refusals: ['LOGIN_UNUSABLE', 'LOGIN_TAKEN', ...notGivable],
    handle: async (context, { body }) =>
      await openAccount(context.db, context.actor, {
        ...body,
        agencyId: body.agencyId as AgencyId | null,
        centreId: body.centreId as CentreId | null,
        unitId: body.unitId as UnitId | null,
      }),
  }),
  route({
    method: 'POST',
    url: '/accounts/:id/one-time-password',
    security: { done: 'account.one_time_password', isKept: true },
    summary: 'A new one-time password, shown only in this answer; sessions end (cấp mật khẩu một lần)',
    tags,
    access,
    confirmed: true,
    params: byId,
    response: z.object({ oneTimePassword: z.string() }),
    refusals: [...notYours, 'ACCOUNT_IS_DEMONSTRATION'],
    // Not a command: the answer is a secret that must not be kept to be given again.
    handle: async (context, { params }) => ({
      oneTimePassword: await inTransaction(context.db, async (tx) => await issueOneTimePassword(tx, context.actor, params.id as AccountId)),
    }),
  }),
  ...(['disable', 'enable'] as const).map((action) =>
    route({
      method: 'POST',
      url: `/accounts/:id/${action}`,
      security: { done: `account.${action}d`, isKept: true },
      summary: action === 'disable' ? 'Disable an account; its sessions end at once (khoá)' : 'Enable an account again (mở khoá)',
      tags,
      access,
      confirmed: true,
      params: byId,
      response: done,
      command: true,
      refusals: [...notYours, 'ACCOUNT_IS_DEMONSTRATION'],
      handle: async (context, { params }) => {
        await setAccountActive(context.db, context.actor, params.id as AccountId, action === 'enable')
        return { done: true }
      },
    }),
  ),
  route({
    method: 'POST',
    url: '/accounts/:id/grants',
    security: { done: 'account.role_given', isKept: true },
    summary: 'Give a role with its reach (giao vai trò)',
    tags,
    access,
    confirmed: true,
    params: byId,
    body: z.strictObject(grant),
    response: done,
    status: 201,
    command: true,
    refusals: [...notYours, ...notGivable],
    handle: async (context, { params, body }) => {
      await giveRole(context.db, context.actor, params.id as AccountId, {
        role: body.role,
        agencyId: body.agencyId as AgencyId | null,
        centreId: body.centreId as CentreId | null,
        isHead: body.isHead,
      })
      return { done: true }
    },
  }),
  route({
    method: 'POST',
    url: '/accounts/:id/grants/:grantId/end',
    security: { done: 'account.role_ended', isKept: true },
    summary: 'End a role (thu vai trò)',
    tags,
    access,
    confirmed: true,
    params: z.object({ id: z.uuid(), grantId: z.uuid() }),
    response: done,
    command: true,
    refusals: [...notYours, 'ROLE_NOT_HELD'],
    handle: async (context, { params }) => {
      await endRole(context.db, context.actor, params.id as AccountId, params.grantId)
      return { done: true }
    },
  }),
  route({
    method: 'POST',
    url: '/accounts/:id/second-factor/reset',
    security: { done: 'account.second_factor_reset', isKept: true },
    summary: 'Remove the second factor of an account whose owner has lost it; its sessions end',
    tags,
    access,
    confirmed: true,
    params: byId,
    response: done,
    command: true,
    refusals: [...notYours],
    handle: async (context, { params }) => {
      await resetSecondFactor(context.db, context.actor, params.id as AccountId)
      return { done: true }
    },
  }),
  route({
    method: 'POST',
    url: '/accounts/:id/sessions/end',
    security: { done: 'account.sessions_ended', isKept: true },
    summary: 'End all sessions of an account, or one',
    tags,
    access,
    params: byId,
    body: z.strictObject({ sessionId: z.uuid().nullable().default(null) }),
    response: done,
    command: true,
    refusals: [...notYours, 'SESSION_NOT_FOUND'],
    handle: async (context, { params, body }) => {
      await endSessionsOf(context.db, context.actor, params.id as AccountId, body.sessionId)
      return { done: true }
    },
  }),
]
