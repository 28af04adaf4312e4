import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createRequestHandler } from 'react-router'
import type { RouterContextProvider, ServerBuild } from 'react-router'

/** What a page's call of the API carries besides an ordinary request: whose page is being made. */
export type PortalApiInit = RequestInit & { readonly remoteAddress?: string }

/** Calls `/api/v1` in this process on behalf of a visitor. */
export type PortalApi = (path: string, init?: PortalApiInit) => Promise<Response>

export type PortalOptions = {
  /** Folder of the built portal, `.build/portal`, made by `tools/build-web.ts`. */
  readonly buildPath: string
  readonly api: PortalApi
  /** Told of every failure behind a 500 page. */
  readonly onError?: (error: unknown) => void
}

/** Who is looking at the page. A nonce is made when the caller has none of its own. */
export type PortalVisitor = { readonly remoteAddress?: string; readonly nonce?: string }

export type PortalHandler = (request: Request, visitor: PortalVisitor) => Promise<Response>

/** What every page says about the place, errors included. */
type Locality = { name: string; centreName: string; address: string; hotline: string; officeHours: string }

/** The portal's own `entry.server.tsx`, as built: this server never imports its source. */
type PortalEntry = {
  readonly contextFor: (given: {
    readonly api: PortalApi
    readonly nonce: string
    readonly locality: Locality
    readonly onError: (error: unknown) => void
  }) => RouterContextProvider
}

/** Serves the pages of the built portal. Assets are files of `client/assets`, served by somebody else. */
export async function portalHandler(options: PortalOptions): Promise<PortalHandler> {
  const file = pathToFileURL(join(options.buildPath, 'server/index.js'))
  const build = (await import(file.href)) as ServerBuild
  const { contextFor } = build.entry.module as unknown as PortalEntry
  const render = createRequestHandler(build, 'production')
  const locality = localityFrom(options.api)
  const onError = (error: unknown): void => options.onError?.(error)
  return async (request, { remoteAddress, nonce = randomBytes(16).toString('base64') }) => {
    // The staff cookie goes along, so that the API can refuse what staff may not do in a citizen's place.
    const cookie = request.headers.get('cookie')
    const api: PortalApi = async (path, init) =>
      await options.api(path, {
        ...init,
        headers: { ...Object.fromEntries(new Headers(init?.headers)), ...(cookie ? { cookie } : {}) },
        ...(remoteAddress ? { remoteAddress } : {}),
      })
    let response: Response
    try {
      response = await render(request, contextFor({ api, nonce, locality: await locality(), onError }))
    } catch (error) {
      onError(error)
      response = lastResort()
    }
    const headers = new Headers(response.headers)
    for (const [name, value] of Object.entries(securityHeaders(nonce))) {
      if (!headers.has(name)) headers.set(name, value)
    }
    // A page carries a nonce of its own, so no shared cache may keep it.
    if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-cache')
    return new Response(response.body, { status: response.status, headers })
  }
}

/** Name, hotline and hours change a few times a year: read once a minute, and kept when they cannot be read. */
function localityFrom(api: PortalApi): () => Promise<Locality> {
  let known: Locality = {
    name: '',
    centreName: 'Trung tâm Phục vụ hành chính công',
    address: '',
    hotline: '',
    officeHours: '',
  }
  let readAtMs = Number.NEGATIVE_INFINITY
  return async () => {
    if (performance.now() - readAtMs < 60_000) return known
    try {
      const answer = await api('/api/v1/centres')
      const { items } = (await answer.json()) as {
        items: readonly { name: string; address: string; phone: string; openingHoursNote: string }[]
      }
      const centre = items[0]
      if (centre) {
        known = {
          name: '',
          centreName: centre.name,
          address: centre.address,
          hotline: centre.phone,
          officeHours: centre.openingHoursNote,
        }
      }
      readAtMs = performance.now()
    } catch {
      // The footer of an error page is then the one of a minute ago, which is still true.
    }
    return known
  }
}

/** For `<script nonce>` and nothing inline: styles and scripts are files of ours. */
export function securityHeaders(nonce: string): Record<string, string> {
  return {
    'content-security-policy': [
      `default-src 'none'`,
      `script-src 'self' 'nonce-${nonce}'`,
      `style-src 'self'`,
      `font-src 'self'`,
      `img-src 'self' data:`,
      `connect-src 'self'`,
      `form-action 'self'`,
      `base-uri 'none'`,
      `frame-ancestors 'none'`,
    ].join('; '),
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  }
}

/** When not even the error page can be made. */
function lastResort(): Response {
  return new Response(
    `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Trang này đang gặp lỗi</title>
<h1>Trang này đang gặp lỗi</h1><p>Lỗi thuộc về hệ thống. Xin thử lại sau ít phút hoặc đến quầy.</p></html>`,
    { status: 500, headers: { 'content-type': 'text/html; charset=utf-8' } },
  )
}
