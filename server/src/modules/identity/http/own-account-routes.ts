import { z } from 'zod'
import { route } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import { toCaller } from '../commands/caller.ts'
import { changeOwnPassword } from '../commands/change-password.ts'
import { challengeForPasskey, confirm } from '../commands/confirm.ts'
import {
  addPasskey,
  beginPasskey,
  beginTotp,
  confirmTotp,
  removePasskey,
  removeTotp,
  renewRecoveryCodes,
} from '../commands/second-factor.ts'
import { describeOwnAccount } from '../queries/describe-own-account.ts'

const code = z.string().trim().min(1, 'Xin nhập mã').max(40)
const done = z.object({ done: z.boolean() })
const codes = z.object({ recoveryCodes: z.array(z.string()) })
/** The options for `navigator.credentials`, as WebAuthn defines them. */
const passkeyOptions = z.object({ options: z.record(z.string(), z.unknown()) })
const passkeyAnswer = z.looseObject({ id: z.string().max(1400), response: z.record(z.string(), z.unknown()) })

const place = z.object({ at: z.string(), kind: z.string(), byName: z.string(), isOwn: z.boolean(), detail: z.string() })
const ownAccount = z
  .object({
    login: z.string(),
    isDemonstration: z.boolean(),
    password: z.object({ kind: z.enum(['own', 'one_time', 'none']), setAt: z.string(), shortest: z.int() }),
    secondFactor: z.object({
      isNeeded: z.boolean(),
      hasTotp: z.boolean(),
      passkeys: z.array(z.object({ id: z.string(), name: z.string(), createdAt: z.string(), lastUsedAt: z.string().nullable() })),
      recoveryCodesLeft: z.int(),
    }),
    events: z.array(place),
  })
  .meta({ id: 'OwnAccount' })

const keysOf = (context: RequestContext) => context.database.keys
const tags = ['account'] as const
/** Who could not prove to be the person of the session. */
const notProved = {
  PASSWORD_WRONG: 'confirmation.failed',
  CODE_WRONG: 'confirmation.failed',
  PASSKEY_WRONG: 'confirmation.failed',
  SIGN_IN_LIMITED: 'sign_in.limited',
} as const
const enrolling = { tags, access: 'authenticated', atStep: ['enrolment'], confirmed: true } as const

/**
 * One's own account: the steps of a sign-in, the password, the second factor. None is a command with an Idempotency-Key: what they
 * are sent and what they answer are secrets, and is kept nowhere to be given again.
 */
export const ownAccountRoutes: RouteDefinition[] = [
  route({
    method: 'POST',
    url: '/sessions/current/confirmation',
    security: { done: 'confirmation.done', refused: notProved },
    summary: 'Prove to be there: the second step of a sign-in, and again before signing or an export (xác nhận lại)',
    tags: ['sessions'],
    access: 'authenticated',
    atStep: ['second_factor', 'enrolment'],
    body: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('password'), password: z.string().min(1, 'Xin nhập mật khẩu').max(200) }),
      z.strictObject({ kind: z.literal('code'), code }),
      z.strictObject({ kind: z.literal('recovery_code'), code }),
      z.strictObject({ kind: z.literal('passkey'), answer: passkeyAnswer }),
    ]),
    response: done,
    refusals: ['PASSWORD_WRONG', 'CODE_WRONG', 'PASSKEY_WRONG', 'SECOND_FACTOR_ASKED_FOR', 'SIGN_IN_LIMITED', 'SIGN_IN_BUSY'],
    handle: async (context, { body }) => {
      await confirm(context.db, keysOf(context), toCaller(context), body)
      return { done: true }
    },
  }),
  route({
    method: 'POST',
    url: '/sessions/current/confirmation/challenge',
    summary: 'A challenge for a passkey of the caller',
    tags: ['sessions'],
    access: 'authenticated',
    atStep: ['second_factor', 'enrolment'],
    response: z.object({ options: z.record(z.string(), z.unknown()).nullable() }),
    handle: async (context) => ({ options: (await challengeForPasskey(context.db, toCaller(context))) as Record<string, unknown> | null }),
  }),
  route({
    method: 'GET',
    url: '/account',
    summary: 'The caller’s account: password, second factor, events',
    tags,
    access: 'authenticated',
    atStep: ['enrolment'],
    response: ownAccount,
    handle: async (context) =>
      await describeOwnAccount(
        context.db,
        toCaller(context).accountId,
        context.actor.grants.map(({ role }) => role),
      ),
  }),
  route({
    method: 'POST',
    url: '/account/password',
    security: { done: 'account.password_changed', isKept: true, refused: notProved },
    summary: 'Change my password; my other sessions end (đổi mật khẩu)',
    tags,
    access: 'authenticated',
    atStep: ['password'],
    body: z.strictObject({
      current: z.string().min(1, 'Xin nhập mật khẩu đang dùng').max(200),
      next: z.string().min(1, 'Xin nhập mật khẩu mới').max(400),
    }),
    response: done,
    refusals: ['PASSWORD_WRONG', 'PASSWORD_UNUSABLE', 'ACCOUNT_IS_DEMONSTRATION', 'SIGN_IN_LIMITED', 'SIGN_IN_BUSY'],
    handle: async (context, { body }) => {
      await changeOwnPassword(context.db, toCaller(context), body)
      return { done: true }
    },
  }),
  route({
    method: 'POST',
    url: '/account/totp',
    summary: 'Begin the enrolment of an authenticator application (TOTP)',
    ...enrolling,
    response: z.object({ address: z.string(), base32: z.string() }),
    refusals: ['TOTP_THERE_ALREADY', 'ACCOUNT_IS_DEMONSTRATION'],
    handle: async (context) => await beginTotp(context.db, keysOf(context), toCaller(context)),
  }),
  route({
    method: 'POST',
    url: '/account/totp/confirmation',
    security: { done: 'account.totp_added', isKept: true, refused: notProved },
    summary: 'Confirm the enrolment of the authenticator application with its first code',
    ...enrolling,
    body: z.strictObject({ code }),
    response: codes,
    refusals: ['CODE_WRONG', 'SIGN_IN_LIMITED'],
    handle: async (context, { body }) => ({
      recoveryCodes: [...(await confirmTotp(context.db, keysOf(context), toCaller(context), body.code))],
    }),
  }),
  route({
    method: 'DELETE',
    url: '/account/totp',
    security: { done: 'account.totp_removed', isKept: true },
    summary: 'Remove the authenticator application',
    tags,
    access: 'authenticated',
    confirmed: true,
    response: done,
    refusals: ['SECOND_FACTOR_NOT_THERE'],
    handle: async (context) => {
      await removeTotp(context.db, toCaller(context))
      return { done: true }
    },
  }),
  route({
    method: 'POST',
    url: '/account/passkeys/challenge',
    summary: 'What the browser is asked for a new passkey (khoá truy cập)',
    ...enrolling,
    response: passkeyOptions,
    refusals: ['PASSKEY_NOT_HERE', 'PASSKEYS_TOO_MANY', 'ACCOUNT_IS_DEMONSTRATION'],
    handle: async (context) => ({ options: (await beginPasskey(context.db, toCaller(context))) as unknown as Record<string, unknown> }),
  }),
  route({
    method: 'POST',
    url: '/account/passkeys',
    security: { done: 'account.passkey_added', isKept: true, refused: notProved },
    summary: 'Add a passkey created by the browser',
    ...enrolling,
    body: z.strictObject({ name: z.string().trim().min(1, 'Xin đặt tên cho khoá').max(60), answer: passkeyAnswer }),
    response: codes,
    refusals: ['PASSKEY_WRONG', 'PASSKEY_NOT_HERE'],
    handle: async (context, { body }) => ({ recoveryCodes: [...(await addPasskey(context.db, toCaller(context), body))] }),
  }),
  route({
    method: 'DELETE',
    url: '/account/passkeys/:id',
    security: { done: 'account.passkey_removed', isKept: true },
    summary: 'Remove a passkey of the caller',
    tags,
    access: 'authenticated',
    confirmed: true,
    params: z.object({ id: z.uuid() }),
    response: done,
    refusals: ['SECOND_FACTOR_NOT_THERE'],
    handle: async (context, { params }) => {
      await removePasskey(context.db, toCaller(context), params.id)
      return { done: true }
    },
  }),
  route({
    method: 'POST',
    url: '/account/recovery-codes',
    security: { done: 'account.recovery_codes', isKept: true },
    summary: 'New recovery codes in the place of the old ones (mã dự phòng)',
    tags,
    access: 'authenticated',
    confirmed: true,
    response: codes,
    refusals: ['SECOND_FACTOR_NOT_THERE'],
    handle: async (context) => ({ recoveryCodes: [...(await renewRecoveryCodes(context.db, toCaller(context)))] }),
  }),
]
