import { z } from 'zod'
import type { Actor } from '#kernel/actor.ts'
import { Refused } from '#kernel/refusal.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { addSynonym, changeSynonym, removeSynonym } from '../commands/edit-synonyms.ts'
import { judgeProcedureReach } from '../domain/procedure-reach.ts'
import { listSynonyms } from '../queries/list-synonyms.ts'
import { rights } from '#kernel/rights.ts'

const words = z.object({
  phrase: z.string().max(200),
  means: z.string().max(300),
  doneAt: z.string().max(300).nullable().default(null).describe('Nơi làm việc này khi bộ thủ tục không có; bỏ trống khi không ghi'),
})
const synonym = z.object({ id: z.string(), phrase: z.string(), means: z.string(), doneAt: z.string().nullable() }).meta({ id: 'Synonym' })
const params = z.object({ id: z.uuid() })
const tags = ['Thủ tục']

export const synonymRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/synonyms',
    summary: 'Từ người dân hay dùng và cách gọi trong văn bản',
    tags,
    access: 'authenticated',
    query: z.object({ q: z.string().max(100).default(''), limit: z.coerce.number().int().min(1).max(1000).default(1000) }),
    response: z.object({
      items: z.array(synonym),
      total: z.int().describe('Số từ khớp'),
      more: z.boolean().describe('Còn từ khớp chưa hiện'),
    }),
    handle: async ({ db }, { query }) => await listSynonyms(db, query),
  }),
  route({
    method: 'POST',
    url: '/synonyms',
    summary: 'Thêm một từ đồng nghĩa',
    tags,
    access: rights.change_synonyms.by,
    command: true,
    body: words,
    response: synonym,
    status: 201,
    refusals: ['PROCEDURE_NOT_YOURS', 'SYNONYM_EMPTY', 'SYNONYM_EXISTS'],
    handle: async ({ db, actor }, { body }) => {
      mustReachAll(actor)
      return await addSynonym(db, body)
    },
  }),
  route({
    method: 'PUT',
    url: '/synonyms/:id',
    summary: 'Sửa một từ đồng nghĩa',
    tags,
    access: rights.change_synonyms.by,
    command: true,
    params,
    body: words,
    response: synonym,
    refusals: ['PROCEDURE_NOT_YOURS', 'SYNONYM_EMPTY', 'SYNONYM_EXISTS', 'SYNONYM_NOT_FOUND'],
    handle: async ({ db, actor }, { params, body }) => {
      mustReachAll(actor)
      return await changeSynonym(db, params.id, body)
    },
  }),
  route({
    method: 'DELETE',
    url: '/synonyms/:id',
    summary: 'Xoá một từ đồng nghĩa',
    tags,
    access: rights.change_synonyms.by,
    command: true,
    params,
    response: z.object({ removed: z.literal(true) }),
    refusals: ['PROCEDURE_NOT_YOURS', 'SYNONYM_NOT_FOUND'],
    handle: async ({ db, actor }, { params }) => {
      mustReachAll(actor)
      await removeSynonym(db, params.id)
      return { removed: true as const }
    },
  }),
]

/** Words are searched with at every centre. @throws Refused PROCEDURE_NOT_YOURS */
function mustReachAll(actor: Actor): void {
  const refusal = judgeProcedureReach(actor, [null], ['procedure_designer'])
  if (refusal) throw new Refused(refusal)
}
