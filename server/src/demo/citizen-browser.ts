export type CitizenReply<Body> = { readonly status: number; readonly body: Body; readonly cookies: readonly string[] }

/** A browser of a citizen: it keeps cookies of ours and of the provider, and follows what a person would follow. */
export type CitizenBrowser = {
  call<Body = Record<string, unknown>>(method: string, path: string, body?: unknown, key?: string): Promise<CitizenReply<Body>>
  /** Sends one file, as a browser's script does. */
  upload<Body = Record<string, unknown>>(path: string, name: string, bytes: Uint8Array, key?: string): Promise<CitizenReply<Body>>
  /** Signs in as somebody of the stand-in provider; answers as the last request did. */
  signIn(subject: string, next?: string): Promise<CitizenReply<{ next: string; code?: string }>>
  /** Goes to the provider and returns with its answer, without submitting it. */
  comeBack(subject: string, next?: string): Promise<string>
  readonly ours: Map<string, string>
}

export type Sent = {
  readonly method: string
  /** Below `/api/v1`. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | undefined
}
export type Received = { readonly status: number; readonly type: string; readonly cookies: readonly string[]; readonly bytes: Buffer }

/**
 * @param send one request to us, over the network or in the process
 * @param ask to the provider of identities, which has a port of its own
 */
export function buildCitizenBrowser(
  send: (sent: Sent) => Promise<Received>,
  { newKey, ask }: { readonly newKey: () => string; readonly ask: typeof fetch },
): CitizenBrowser {
  const ours = new Map<string, string>()
  const exchange = async <Body>(sent: Omit<Sent, 'headers'>, headers: Readonly<Record<string, string>>): Promise<CitizenReply<Body>> => {
    const cookie = [...ours].map(([name, value]) => `${name}=${value}`).join('; ')
    const { status, type, cookies, bytes } = await send({ ...sent, headers: { ...headers, cookie } })
    keep(ours, cookies)
    return { status, body: (type.includes('json') ? JSON.parse(bytes.toString('utf8')) : bytes) as Body, cookies }
  }
  const call: CitizenBrowser['call'] = async <Body>(method: string, path: string, body?: unknown, key?: string) =>
    await exchange<Body>(
      { method, path, ...(body === undefined ? {} : { body: JSON.stringify(body) }) },
      {
        ...(method === 'GET' ? {} : { 'idempotency-key': key ?? newKey() }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
    )
  const upload: CitizenBrowser['upload'] = async <Body>(path: string, name: string, bytes: Uint8Array, key?: string) =>
    await exchange<Body>(
      { method: 'POST', path, body: bytes },
      {
        'idempotency-key': key ?? newKey(),
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      },
    )
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
