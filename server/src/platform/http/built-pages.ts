import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A single-page application: its files under names that carry their hash, and its one page at every address of it. Nothing is mounted where it
 * was not built.
 * @param build the name of its folder in `.build` and the first part of its files' addresses
 */
export async function mountPages(http: FastifyInstance, buildRoot: string, build: string, addresses: readonly string[]): Promise<void> {
  const folder = join(buildRoot, build)
  if (!existsSync(join(folder, 'index.html'))) return
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  await http.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: `/${build}/assets/`,
    // The name of a built file carries its hash, so it may be kept for ever.
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    decorateReply: false,
  })
  const send = async (_request: unknown, reply: { type(t: string): { header(n: string, v: string): { send(b: string): unknown } } }) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page)
  for (const address of addresses) http.get(address, { schema: { hide: true } }, send as never)
}
