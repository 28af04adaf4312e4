import { randomUUID } from 'node:crypto'
import type { App } from '../app.ts'

export type CitizenReply<Body> = { readonly status: number; readonly body: Body; readonly cookies: readonly string[] }

/** A browser of a citizen: it keeps cookies of ours and of the provider, and follows what a person would follow. */
export type CitizenBrowser = {
  call<Body = Record<string, unknown>>(method: string, path: string, body?: unknown, key?: string): Promise<CitizenReply<Body>>
  /** Sends one file, as a browser's script does. */
  upload<Body = Record<string, unknown>>(path: string, name: string, bytes: Uint8Array, key?: string): Promise<CitizenReply<Body>>
  /** Signs in as somebody of the stand-in provider; answers as the last request did. */
  signIn(subject: string, next?: string): Promise<CitizenReply<{ next: string; code?: string }>>
  /** Goes to the provider and comes back with its answer, without handing it in. */
  comeBack(subject: string, next?: string): Promise<string>
  readonly ours: Map<string, string>
}

/** oxlint keeps `fetch` for adapters; a test speaks to loopback. */
const ask = globalThis['fetch']

export function openCitizenBrowser({ app }: { readonly app: App }): CitizenBrowser {
  const ours = new Map<string, string>()
  const call: CitizenBrowser['call'] = async <Body>(method: string, path: string, body?: unknown, key?: string) => {
    const answer = await app.http.inject({
      method: method as 'GET',
      url: `/api/v1${path}`,
      headers: {
        cookie: [...ours].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(method === 'GET' ? {} : { 'idempotency-key': key ?? randomUUID() }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    })
    const set = [answer.headers['set-cookie'] ?? []].flat()
    keep(ours, set)
    const isJson = String(answer.headers['content-type'] ?? '').includes('json')
    return { status: answer.statusCode, body: (isJson ? answer.json() : answer.rawPayload) as Body, cookies: set }
  }
  const upload: CitizenBrowser['upload'] = async <Body>(path: string, name: string, bytes: Uint8Array, key?: string) => {
    const answer = await app.http.inject({
      method: 'POST',
      url: `/api/v1${path}`,
      headers: {
        cookie: [...ours].map(([cookie, value]) => `${cookie}=${value}`).join('; '),
        'idempotency-key': key ?? randomUUID(),
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      },
      payload: Buffer.from(bytes),
    })
    return { status: answer.statusCode, body: answer.json<Body>(), cookies: [] }
  }
  const comeBack = async (subject: string, next?: string): Promise<string> => {
    const { body } = await call<{ address: string }>('POST', '/citizen-sign-ins/begin', next === undefined ? {} : { next })
    const theirs = new Map<string, string>()
    let at = new URL(body.address)
    const { origin } = at
    for (let hop = 0; hop < 12; hop += 1) {
      if (at.origin !== origin) return at.search.slice(1)
      const isChoice = at.pathname.startsWith('/chon-nguoi/')
      const answer = await ask(at, {
        method: isChoice ? 'POST' : 'GET',
        redirect: 'manual',
        headers: {
          cookie: [...theirs].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(isChoice ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        },
        ...(isChoice ? { body: `subject=${subject}` } : {}),
      })
      keep(theirs, answer.headers.getSetCookie())
      const to = answer.headers.get('location')
      if (to === null) throw new Error(`the provider stayed at ${at.pathname}: ${answer.status} ${await answer.text()}`)
      at = new URL(to, at)
    }
    throw new Error('the provider goes round in a circle')
  }
  return {
    call,
    upload,
    ours,
    comeBack,
    signIn: async (subject, next) => await call('POST', '/citizen-sign-ins', { query: await comeBack(subject, next) }),
  }
}

function keep(jar: Map<string, string>, set: readonly string[]): void {
  for (const each of set) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(each) ?? []
    if (value === '' || /max-age=0/iu.test(each)) jar.delete(name)
    else jar.set(name, value)
  }
}
