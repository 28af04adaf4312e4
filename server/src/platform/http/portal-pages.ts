import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { addressOf, citizenFrom } from './credential.ts'
import { httpRefusals } from './refusals.ts'
import { refuseUnreadableForm, sendPageProblem } from './page-problem.ts'
import { PageTurns } from './page-turns.ts'
import { portalHandler } from './portal-handler.ts'
import type { PortalLocality } from './portal-handler.ts'
import { UploadSlots } from './upload-slots.ts'

type PortalPages = {
  /** Where the built portal is; without it no page is mounted. */
  readonly buildPath: string
  /** Host and port of this server, for addresses no one can have. */
  readonly ownHost: string
  /** What every page says about the place. */
  readonly locality: () => Promise<PortalLocality>
  readonly logger: Logger
  readonly perMinute: number | undefined
}

/** A hall of people behind one address reads less than this; its API calls from here are counted with it. */
const pagesPerMinute = 1200

/** Forms of a citizen who is signed in: answers of a section of a form, and files, several at once. */
const largerForms = ['', '/en'].flatMap((language) => [
  { url: `${language}/ban-nhap/:id/phan/:section`, bytes: 262_144, isUpload: false },
  { url: `${language}/ca-nhan/ho-so/:code/bo-sung`, bytes: 25 * 1024 * 1024, isUpload: true },
  { url: `${language}/ban-nhap/:id/giay-to`, bytes: 25 * 1024 * 1024, isUpload: true },
])

/** The pages of the portal, set on the server and called in the same process. */
export async function mountPortal(http: FastifyInstance, options: PortalPages): Promise<void> {
  const { buildPath, ownHost, logger, perMinute } = options
  if (!existsSync(join(buildPath, 'server/index.js'))) return
  await http.register(fastifyStatic, {
    root: join(buildPath, 'client/assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    decorateReply: false,
  })
  const handle = await portalHandler({
    buildPath: join(buildPath, 'server/index.js'),
    // The portal is a client of the public API like any other; in one process the call needs no socket.
    api: async (visitor, path, init) => {
      const headers = Object.fromEntries(new Headers(init?.headers))
      const answer = await http.inject({
        method: (init?.method ?? 'GET') as 'GET',
        url: path,
        headers: { ...headers, ...(visitor.cookie ? { cookie: visitor.cookie } : {}) },
        remoteAddress: visitor.address,
        ...(typeof init?.body === 'string'
          ? { payload: init.body }
          : init?.body instanceof Uint8Array
            ? { payload: Buffer.from(init.body) }
            : {}),
      })
      const answered = new Headers()
      // Several cookies are several headers, and never one.
      for (const [name, value] of Object.entries(answer.headers))
        for (const each of [value ?? []].flat()) answered.append(name, String(each))
      return new Response(answer.statusCode === 204 ? null : new Uint8Array(answer.rawPayload), {
        status: answer.statusCode,
        headers: answered,
      })
    },
    locality: options.locality,
    onError: (error) => logger.error({ err: error }, 'portal page'),
  })
  const turns = new PageTurns({ atOnce: 4, perCaller: 2, waiting: 50 })
  await http.register(async (portal) => {
    portal.setErrorHandler((error, request, reply) => sendPageProblem(error, request, reply))
    portal.removeAllContentTypeParsers()
    portal.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 32_768 }, (_request, body, done) => done(null, body))
    const config = {
      rateLimit: { max: Math.max(pagesPerMinute, perMinute ?? 0), timeWindow: 60_000, allowList: () => false, keyGenerator: addressOf },
    }
    const slots = new UploadSlots({ uploads: 4, uploadsPerAccount: 1 })
    // The forms and uploads of a signed-in person may be larger than those of others: the sender is checked before the body is read.
    for (const { url, bytes, isUpload } of largerForms)
      portal.route({
        method: 'POST',
        url,
        schema: { hide: true },
        bodyLimit: bytes,
        config: {
          ...config,
          isForCitizens: true,
          ...(isUpload ? { isUpload, tooLarge: refusalFrom(httpRefusals, 'FORM_TOO_LARGE') } : {}),
        },
        preParsing: async (request, reply) => {
          const citizen = citizenFrom(request)
          if (!citizen) return await reply.redirect(`${request.url.startsWith('/en/') ? '/en' : ''}/dang-nhap`, 303)
          if (!isUpload) return
          const letGo = slots.take(citizen.personId)
          if (!letGo) throw new Refused(refusalFrom(httpRefusals, 'RATE_LIMITED', { seconds: 5 }))
          reply.raw.once('close', letGo)
        },
        handler: async (request, reply) => await show(request, reply, isUpload),
      })
    portal.route({
      method: ['GET', 'POST'],
      url: '/*',
      schema: { hide: true },
      bodyLimit: 32_768,
      config,
      handler: async (request, reply) => await show(request, reply, false),
    })
    const show = async (request: FastifyRequest, reply: FastifyReply, isUpload: boolean): Promise<unknown> => {
      // A program that calls a wrong address gets the refusal in its own language.
      if (request.url.startsWith('/api/')) return reply.callNotFound()
      // An invalid host name is replaced by our own: the page is the same.
      const host = URL.canParse(`${request.protocol}://${request.host || ownHost}/`) ? request.host || ownHost : ownHost
      const body = request.method === 'POST' ? new Uint8Array((request.body as Buffer | null) ?? []) : null
      const headers = new Headers()
      for (const [name, value] of Object.entries(request.headers)) {
        if (typeof value === 'string' && !/^(connection|content-length|transfer-encoding|keep-alive|upgrade)$/u.test(name))
          headers.set(name, value)
      }
      // Files are read once, by the page that takes them.
      if (body && !isUpload) await refuseUnreadableForm(request.headers['content-type'], body)
      const asked = new Request(`${request.protocol}://${host}${request.url}`, { method: request.method, headers, body })
      const visitor = { address: request.ip, cookie: request.headers.cookie }
      const answer = await turns.take(addressOf(request), async () => await handle(asked, visitor))
      if (!answer) throw new Refused(refusalFrom(httpRefusals, 'RATE_LIMITED', { seconds: 5 }))
      reply.status(answer.status)
      for (const [name, value] of answer.headers) reply.header(name, value)
      // Never nothing: what asks for the head of a page is sent the length of its body.
      return await reply.send(Buffer.from(await answer.arrayBuffer()))
    }
  })
}
