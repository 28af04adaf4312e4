import { z } from 'zod'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { isAwaitingFirstAccount, openFirstAccount } from '../commands/first-account.ts'

const tags = ['setup'] as const

/**
 * Opens a locality without accounts. Not a command with an Idempotency-Key: its body contains secrets, and a repetition answers
 * that an account exists.
 */
export const setupRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/setup',
    summary: 'Whether the locality waits for its first account (thiết lập ban đầu)',
    tags,
    access: 'public',
    response: z.object({ awaitsFirstAccount: z.boolean() }),
    handle: async (context) => ({ awaitsFirstAccount: await isAwaitingFirstAccount(context.db) }),
  }),
  route({
    method: 'POST',
    url: '/setup/account',
    security: {
      done: 'account.created',
      isKept: true,
      refused: { SETUP_CODE_WRONG: 'sign_in.failed', SETUP_CODE_OVER: 'sign_in.failed', SIGN_IN_LIMITED: 'sign_in.limited' },
    },
    summary: 'Open the first account, an operator’s, with the set-up code the server printed (mã thiết lập)',
    tags,
    access: 'public',
    body: z.strictObject({
      code: z.string().trim().min(1, 'Xin nhập mã thiết lập').max(60),
      login: z.string().trim().min(1, 'Xin nhập tên đăng nhập').max(60),
      displayName: z.string().trim().min(1, 'Xin nhập họ tên').max(200),
      password: z.string().min(1, 'Xin nhập mật khẩu').max(400),
    }),
    response: z.object({ login: z.string() }),
    status: 201,
    refusals: [
      'SETUP_DONE',
      'SETUP_CODE_WRONG',
      'SETUP_CODE_OVER',
      'LOGIN_UNUSABLE',
      'PASSWORD_UNUSABLE',
      'SIGN_IN_LIMITED',
      'SIGN_IN_BUSY',
    ],
    countedByAddress: true,
    handle: async (context, { body }) => await openFirstAccount(context.db, { ...body, address: context.address }),
  }),
]
