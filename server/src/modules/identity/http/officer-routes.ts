import { z } from 'zod'
import { said } from '#platform/http/said.ts'
import { roles } from '#kernel/actor.ts'
import type { Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId } from '#kernel/ids.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { writtenDay } from '#platform/http/written-day.ts'
import { delegateRole, endEarly, recordAbsence } from '../commands/duty.ts'
import { delegableRoles } from '../domain/duty.ts'
import { listDelegations, listOfficers } from '../queries/officers.ts'

const workers: readonly Role[] = [...delegableRoles, 'centre_manager']
const style = z.enum(['KT', 'TL', 'TUQ'])
const made = z.object({ id: z.string() })
const byId = z.object({ id: z.uuid() })

/** Colleagues, days of absence, and roles held in another's place. */
export const officerRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/officers',
    summary: 'Those I work with: roles, days of absence, and what I may order about them (cán bộ)',
    tags: ['officers'],
    access: workers,
    response: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          title: z.string(),
          isMe: z.boolean(),
          roles: z.array(
            z.object({
              role: z.enum(roles),
              roleName: said,
              agencyId: z.string().nullable(),
              centreId: z.string().nullable(),
              onBehalfOf: z.object({ name: z.string(), style, basis: z.string() }).nullable(),
            }),
          ),
          absence: z.object({ id: z.string(), fromOn: z.string(), toOn: z.string(), reason: z.string(), isNow: z.boolean() }).nullable(),
          mayReplace: z.boolean(),
          mayRecordAbsence: z.boolean(),
          mayDelegateFor: z.boolean(),
        }),
      ),
    }),
    handle: async (context) => ({ items: await listOfficers(context.db, context.actor) }),
  }),
  route({
    method: 'POST',
    url: '/absences',
    summary: 'Record that an officer is away: colleagues may take their work (ghi nhận vắng mặt)',
    tags: ['officers'],
    access: workers,
    body: z.strictObject({
      accountId: z.uuid('Xin chọn cán bộ'),
      fromOn: writtenDay,
      toOn: writtenDay,
      reason: z.string().trim().min(1, 'Xin nêu lý do').max(500),
    }),
    response: made,
    status: 201,
    command: true,
    refusals: ['OFFICER_NOT_FOUND', 'ABSENCE_NOT_YOURS', 'ABSENCE_DAYS_WRONG', 'ABSENCE_THERE_ALREADY'],
    handle: async (context, { body }) =>
      await recordAbsence(context.db, context.actor, { ...body, accountId: body.accountId as AccountId }),
  }),
  route({
    method: 'POST',
    url: '/absences/:id/end',
    summary: 'End an absence before its last day',
    tags: ['officers'],
    access: workers,
    params: byId,
    response: z.object({ ended: z.boolean() }),
    command: true,
    refusals: ['DELEGATION_NOT_FOUND'],
    handle: async (context, { params }) => {
      await endEarly(context.db, context.actor, 'absence', params.id)
      return { ended: true }
    },
  }),
  route({
    method: 'GET',
    url: '/delegations',
    summary: 'Delegated roles, current and future',
    tags: ['officers'],
    access: workers,
    response: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          fromName: z.string(),
          toName: z.string(),
          role: z.enum(roles),
          roleName: said,
          fromOn: z.string(),
          toOn: z.string(),
          style,
          basis: z.string(),
          mayEnd: z.boolean(),
        }),
      ),
    }),
    handle: async (context) => ({ items: await listDelegations(context.db, context.actor) }),
  }),
  route({
    method: 'POST',
    url: '/delegations',
    confirmed: true,
    security: { done: 'delegation.given' },
    summary: 'Delegate a role to a colleague for named days, by a written order (giao làm thay)',
    tags: ['officers'],
    access: workers,
    body: z.strictObject({
      fromAccountId: z.uuid('Xin chọn người giao'),
      toAccountId: z.uuid('Xin chọn người làm thay'),
      role: z.enum(delegableRoles),
      agencyId: z.uuid().nullable().default(null),
      centreId: z.uuid().nullable().default(null),
      fromOn: writtenDay,
      toOn: writtenDay,
      style,
      basis: z.string().trim().min(1, 'Xin ghi số và ngày văn bản').max(300),
    }),
    response: made,
    status: 201,
    command: true,
    refusals: ['OFFICER_NOT_FOUND', 'DELEGATION_REFUSED'],
    handle: async (context, { body }) =>
      await delegateRole(context.db, context.actor, {
        ...body,
        fromAccountId: body.fromAccountId as AccountId,
        toAccountId: body.toAccountId as AccountId,
        agencyId: body.agencyId as AgencyId | null,
        centreId: body.centreId as CentreId | null,
      }),
  }),
  route({
    method: 'POST',
    url: '/delegations/:id/end',
    security: { done: 'delegation.ended' },
    summary: 'End a delegation before its last day',
    tags: ['officers'],
    access: workers,
    params: byId,
    response: z.object({ ended: z.boolean() }),
    command: true,
    refusals: ['DELEGATION_NOT_FOUND'],
    handle: async (context, { params }) => {
      await endEarly(context.db, context.actor, 'delegation', params.id)
      return { ended: true }
    },
  }),
]
