import { z } from 'zod'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { castRating } from '../commands/cast-rating.ts'
import { faces, longestComment } from '../domain/rating.ts'
import { getInvitation } from '../queries/find-invitation.ts'

const params = z.object({ token: z.string().min(1).max(100) })

export const feedbackRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/ratings/:token',
    summary: 'Lời mời đánh giá: còn mở hay không',
    tags: ['public'],
    access: 'public',
    params,
    response: z.object({ open: z.boolean(), procedureName: z.string(), centreName: z.string() }),
    refusals: ['RATING_LINK_UNKNOWN'],
    perMinute: 120,
    handle: async ({ db }, input) => await getInvitation(db, input.params.token),
  }),
  route({
    method: 'POST',
    url: '/ratings/:token',
    summary: 'Đánh giá kết quả và thái độ phục vụ, một lần',
    tags: ['public'],
    access: 'public',
    params,
    body: z.strictObject({
      result: z.enum(faces, 'Xin chọn một mặt cho kết quả giải quyết'),
      attitude: z.enum(faces, 'Xin chọn một mặt cho thái độ phục vụ'),
      comment: z.string().max(longestComment, 'Ý kiến dài quá 1.000 ký tự, xin viết ngắn hơn').optional(),
    }),
    response: z.object({ recorded: z.literal(true) }),
    status: 201,
    refusals: ['RATING_LINK_UNKNOWN', 'RATING_LINK_CLOSED', 'RATING_NOT_BY_STAFF'],
    perMinute: 60,
    // Not a command: the link itself is the identity of the intention, and a stored request would say who sent it and when.
    handle: async ({ database, isStaffDevice }, { params: { token }, body }) => {
      await castRating(database, { isStaff: isStaffDevice }, token, { ...body, comment: body.comment ?? null })
      return { recorded: true as const }
    },
  }),
]
