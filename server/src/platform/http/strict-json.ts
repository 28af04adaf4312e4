import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { httpRefusals } from './refusals.ts'

/**
 * JSON as the sender wrote it, or not at all. A byte that is no UTF-8, half a character or a NUL could not be kept as it is,
 * and what is kept must be what was sent: a name with a � in it is nobody's.
 */
export function readJsonStrictly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (!isUtf8(body)) {
      done(new Refused(refusalFrom(httpRefusals, 'REQUEST_NOT_JSON')), undefined)
      return
    }
    const text = body.toString()
    void parse(request, text, (error, value: unknown) => {
      // Both can only be written as escapes, which almost no body has.
      const fields = error || !/\\u(?:0000|d[89a-f])/iu.test(text) ? [] : unkeepable(value, '/body')
      if (fields.length === 0) done(error, value)
      else done(new Refused(refusalFrom(httpRefusals, 'REQUEST_INVALID', {}, fields)), undefined)
    })
  })
}

/** Where a value holds text that no database and no paper can: the first twenty places. */
function unkeepable(value: unknown, at: string): { field: string; message: string }[] {
  const isWhole = (text: string): boolean => text.isWellFormed() && !text.includes('\0')
  const fault = (field: string) => ({ field, message: 'Có ký tự không lưu được. Xin gõ lại.' })
  if (typeof value === 'string') return isWhole(value) ? [] : [fault(at)]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value)
    .flatMap(([name, each]) => (isWhole(name) ? unkeepable(each, `${at}/${name}`) : [fault(at)]))
    .slice(0, 20)
}
