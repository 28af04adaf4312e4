import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import type { Adapter, AdapterPayload } from 'oidc-provider'
import { standInPeople } from './stand-in-people.ts'
import type { StandInPerson } from './stand-in-people.ts'

export type StandInProvider = { readonly issuer: string; close(): Promise<void> }

export const standInClient = 'motcua'
/** The level of assurance that the stand-in says everybody proved. */
export const standInAcr = '2'

/**
 * A provider of electronic identities for the demonstration and for tests: people of our own invention, who sign in by choosing a name. It speaks
 * OpenID Connect in full, on loopback only; a real centre names its provider in MOTCUA_OIDC_ISSUER, and this is never started.
 * @throws Error of Node with `code` when the port is taken
 */
export async function startStandInProvider(port: number, redirectUris: readonly string[]): Promise<StandInProvider> {
  const http = createServer()
  await new Promise<void>((done, fail) => {
    http.once('error', fail)
    http.listen(port, '127.0.0.1', done)
  })
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const provider = new Provider(issuer, {
    adapter: InMemory,
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    ttl: { Interaction: 900, Session: 900, Grant: 900, AccessToken: 300, IdToken: 300, AuthorizationCode: 60 },
    clients: [
      {
        client_id: standInClient,
        token_endpoint_auth_method: 'none',
        redirect_uris: [...redirectUris],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    pkce: { required: () => true },
    acrValues: [standInAcr],
    claims: {
      openid: ['sub'],
      acr: null,
      profile: ['name', 'birthdate', 'identity_number', 'subject_kind'],
      email: ['email'],
      phone: ['phone_number'],
      address: ['address'],
    },
    cookies: { keys: [randomBytes(24).toString('hex')] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/chon-nguoi/${uid}` },
    findAccount: (_context, id) => {
      const person = standInPeople.find(({ subject }) => subject === id)
      return person && { accountId: id, claims: () => claimsOf(person) }
    },
    // A person who chose a name has agreed; there is no second question.
    loadExistingGrant: async (context) => {
      const { session, client, params } = context.oidc
      const grant = new context.oidc.provider.Grant({ accountId: session?.accountId ?? '', clientId: client?.clientId ?? '' })
      grant.addOIDCScope(String(params?.['scope'] ?? 'openid'))
      await grant.save()
      return grant
    },
    renderError: (context, { error, error_description: why }) => {
      context.type = 'text/plain; charset=utf-8'
      context.body = `${error}: ${why ?? ''}`
    },
  })
  const answer = provider.callback()
  http.on('request', (request, response) => {
    if (request.url?.startsWith('/chon-nguoi/')) void choose(provider, request, response)
    else void answer(request, response)
  })
  return {
    issuer,
    close: async () => {
      http.closeAllConnections()
      await new Promise((done) => http.close(done))
    },
  }
}

/** What the provider remembers, until this process ends. */
class InMemory implements Adapter {
  readonly #name: string
  static readonly #kept = new Map<string, AdapterPayload>()
  constructor(name: string) {
    this.#name = name
  }
  #key(id: string): string {
    return `${this.#name}:${id}`
  }
  async upsert(id: string, payload: AdapterPayload): Promise<undefined> {
    InMemory.#kept.set(this.#key(id), payload)
    if (InMemory.#kept.size <= 5_000) return
    const [oldest] = InMemory.#kept.keys()
    if (oldest !== undefined) InMemory.#kept.delete(oldest)
  }
  async find(id: string): Promise<AdapterPayload | undefined> {
    return InMemory.#kept.get(this.#key(id))
  }
  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return [...InMemory.#kept].find(([key, payload]) => key.startsWith(`${this.#name}:`) && payload.uid === uid)?.[1]
  }
  async findByUserCode(): Promise<undefined> {}
  async consume(id: string): Promise<undefined> {
    const payload = InMemory.#kept.get(this.#key(id))
    if (payload) payload['consumed'] = 1
  }
  async destroy(id: string): Promise<undefined> {
    InMemory.#kept.delete(this.#key(id))
  }
  async revokeByGrantId(grantId: string): Promise<undefined> {
    for (const [key, payload] of InMemory.#kept) if (payload.grantId === grantId) InMemory.#kept.delete(key)
  }
}

const claimsOf = ({ subject, kind, name, identityNumber, birthdate, address, phone, email }: StandInPerson) => ({
  sub: subject,
  name,
  subject_kind: kind,
  identity_number: identityNumber,
  ...(birthdate === undefined ? {} : { birthdate }),
  address: { formatted: address },
  phone_number: phone,
  email,
})

/** The sign-in page of the provider, and its result. */
async function choose(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const subject = request.method === 'POST' ? new URLSearchParams(await bodyOf(request)).get('subject') : null
    if (subject !== null && standInPeople.some((each) => each.subject === subject)) {
      await provider.interactionFinished(request, response, { login: { accountId: subject, acr: standInAcr, remember: false } })
      return
    }
    await provider.interactionDetails(request, response)
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(page())
  } catch {
    response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end('Lượt đăng nhập này đã cũ. Xin quay lại và đăng nhập lại.')
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const piece of request) {
    body += String(piece)
    if (body.length > 1000) break
  }
  return body
}

function page(): string {
  const buttons = standInPeople.map(
    ({ subject, name, kind, identityNumber }) =>
      `<p><button name="subject" value="${subject}">${name}<br><small>${kind === 'person' ? 'Công dân' : 'Tổ chức'} · ${identityNumber}</small></button></p>`,
  )
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Đăng nhập thử</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
button{font:inherit;width:100%;padding:.75rem 1rem;text-align:left;border:1px solid;border-radius:.5rem;background:none;color:inherit;cursor:pointer}
button:focus-visible{outline:3px solid #1d4ed8;outline-offset:2px}small{opacity:.75}</style>
<main><h1>Đăng nhập thử</h1><p>Đây là tài khoản định danh giả của bản trình diễn; không ai ở đây có thật. Ông/bà muốn là ai?</p>
<form method="post">${buttons.join('')}</form></main></html>`
}
