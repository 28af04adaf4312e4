import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The desk: one page and its files, as they were built; none is mounted where it was not. */
export async function mountDesk(http: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  await http.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/desk/assets/',
    // The name of a built file carries its hash, so it may be kept for ever.
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    decorateReply: false,
  })
  const send = async (_request: unknown, reply: { type(t: string): { header(n: string, v: string): { send(b: string): unknown } } }) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page)
  http.get('/desk', { schema: { hide: true } }, send as never)
  http.get('/desk/*', { schema: { hide: true } }, send as never)
}
