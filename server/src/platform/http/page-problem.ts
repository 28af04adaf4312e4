import type { FastifyReply, FastifyRequest } from 'fastify'
import { reasonFrom, Refused, refusalFrom } from '#kernel/refusal.ts'
import { asRefusal } from './problem.ts'
import { httpRefusals } from './refusals.ts'

/**
 * A refusal for a person who asked for a page, when the portal itself was not asked: in words, not as a problem document.
 * Refusals are our own sentences, so they contain no input of a caller.
 */
export function sendPageProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [refusal, status] = asRefusal(error, request)
  const { seconds } = refusal.details ?? {}
  if (typeof seconds === 'number' && !reply.hasHeader('retry-after')) reply.header('retry-after', String(seconds))
  // As the pages of the portal: the address says the language.
  const isEnglish = /^\/en(?:\/|$)/u.test(request.url)
  const title = isEnglish ? 'The page could not be opened' : 'Chưa mở được trang'
  const home = isEnglish ? '<a href="/en">To the home page</a>' : '<a href="/">Về trang đầu</a>'
  return reply.status(status).type('text/html; charset=utf-8').header('cache-control', 'no-store')
    .send(`<!doctype html><html lang="${isEnglish ? 'en' : 'vi'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title></head>
<body><main><h1>${title}</h1><p>${reasonFrom(refusal, isEnglish ? 'en' : 'vi')}</p><p>${home}</p></main></body></html>`)
}

/**
 * A form of the portal is parsed before the portal sees it: a body that no browser sends is a refusal, not a 500.
 * @throws Refused FORM_NOT_READABLE
 */
export async function refuseUnreadableForm(type: string | undefined, body: Uint8Array): Promise<void> {
  const isForm = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/iu.test(type ?? '')
  try {
    if (isForm) {
      await new Response(body as Uint8Array<ArrayBuffer>, { headers: { 'content-type': type ?? '' } }).formData()
      return
    }
  } catch {
    // refused below, as what is no form is
  }
  throw new Refused(refusalFrom(httpRefusals, 'FORM_NOT_READABLE'))
}
