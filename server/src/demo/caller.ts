import { demoPassword } from '../packs/index.ts'

/** One request to the interface with a session's token, or with none. @throws Error with the answer when it is refused */
export type Call = <T>(token: string | null, method: string, path: string, body?: unknown) => Promise<T>

/** Calls a centre through HTTP. @param address its origin @param newKey the key of idempotency of each writing request */
export function buildCall(address: string, newKey: () => string): Call {
  return async <T>(token: string | null, method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${address}/api/v1${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' ? {} : { 'idempotency-key': newKey() }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} → ${answer.status} ${text}`)
    return JSON.parse(text) as T
  }
}

/** Gives the token of a persona of the demonstration pack, who signs in once, however many ask at the same time. */
export function buildSignIn(call: Call): (login: string) => Promise<string> {
  const tokens = new Map<string, Promise<string>>()
  return async (login) => {
    const known =
      tokens.get(login) ?? call<{ token: string }>(null, 'POST', '/sessions', { login, password: demoPassword }).then(({ token }) => token)
    tokens.set(login, known)
    return await known
  }
}

/** Signs in as a persona of the pack and calls the interface as they would; null is anybody. */
export type Caller = {
  call<T>(login: string | null, method: string, path: string, body?: unknown): Promise<T>
  tokenOf(login: string): Promise<string>
}

/** A caller for all personas of a demonstration centre. */
export function buildCaller(address: string, newKey: () => string): Caller {
  const call = buildCall(address, newKey)
  const tokenOf = buildSignIn(call)
  return {
    tokenOf,
    call: async (login, method, path, body) => await call(login === null ? null : await tokenOf(login), method, path, body),
  }
}
