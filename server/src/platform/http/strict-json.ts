import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { hasWideForms, toPlainValue } from '#kernel/plain-forms.ts'
import { hasUnseen, tidy } from '#kernel/vietnamese.ts'
import { httpRefusals } from './refusals.ts'

/**
 * JSON as the sender wrote it, or not at all. A byte that is no UTF-8, half a character or a NUL could not be kept as it is,
 * and what is kept must be what was sent: no person's name contains a �. An invisible text is refused too, which would
 * fill a required field, and so is one that grows when it is brought into the form in which it is stored, beyond what was
 * measured. Nesting deeper than any of our forms is refused before it is traversed. Wide digits and letters are converted to their plain forms,
 * in the body here and in the address by {@link readAddressInPlainForms}, so that no other rule has to handle them.
 */
export function readJsonStrictly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (!isUtf8(body)) {
      done(new Refused(refusalFrom(httpRefusals, 'REQUEST_NOT_JSON')), undefined)
      return
    }
    const text = body.toString()
    if (isTooDeep(text)) {
      const fields = [{ field: '/body', message: `Dữ liệu lồng quá ${deepest} tầng` }]
      done(new Refused(refusalFrom(httpRefusals, 'REQUEST_INVALID', {}, fields)), undefined)
      return
    }
    void parse(request, text, (error, value: unknown) => {
      // Almost no body has an escape, a character that is not seen or one that grows.
      const isSuspect = text.includes(String.raw`\u`) || hasUnseen(text) || grows(text)
      const kept = !error && (hasWideForms(text) || text.includes(String.raw`\u`)) ? toPlainValue(value) : value
      const fields = error || !isSuspect ? [] : unkeepable(value, '/body')
      if (fields.length === 0) done(error, kept)
      else done(new Refused(refusalFrom(httpRefusals, 'REQUEST_INVALID', {}, fields)), undefined)
    })
  })
}

/** Codes, days and words of a search stand in the address too. */
export function readAddressInPlainForms(app: FastifyInstance): void {
  app.addHook('preValidation', (request, _reply, done) => {
    // As it is sent: %EF%BC%81 to %EF%BD%9E, and the wide blank %E3%80%80.
    if (/%ef%b[cd]|%e3%80%80/iu.test(request.url)) {
      request.query = toPlainValue(request.query)
      request.params = toPlainValue(request.params)
    }
    done()
  })
}

const deepest = 64

function isTooDeep(text: string): boolean {
  let depth = 0
  let isInText = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (isInText) {
      if (sign === '\\') at += 1
      else if (sign === '"') isInText = false
    } else if (sign === '"') isInText = true
    else if (sign === '[' || sign === '{') {
      depth += 1
      if (depth > deepest) return true
    } else if (sign === ']' || sign === '}') depth -= 1
  }
  return false
}

const grows = (text: string): boolean => text.normalize('NFC').length > text.length

/** Whether there is something in a text, and nothing that can be seen. */
const isUnseen = (text: string): boolean => text.trim() !== '' && tidy(text) === ''

/** Where a value holds text that no database and no paper can: the first twenty places. */
function unkeepable(value: unknown, at: string): { field: string; message: string }[] {
  const isWhole = (text: string): boolean => text.isWellFormed() && !text.includes('\0')
  const fault = (field: string) => ({ field, message: 'Có ký tự không lưu được. Xin gõ lại.' })
  if (typeof value === 'string') return isWhole(value) && !isUnseen(value) && !grows(value) ? [] : [fault(at)]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value)
    .flatMap(([name, each]) => (isWhole(name) ? unkeepable(each, `${at}/${name}`) : [fault(at)]))
    .slice(0, 20)
}
