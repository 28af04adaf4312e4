import { randomBytes } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import { createRequestHandler } from 'react-router'
import type { RouterContextProvider, ServerBuild } from 'react-router'

/** Who is looking at the page: passed on to the API, so that limits and the staff cookie mean the same there. */
export type Visitor = { readonly address: string; readonly cookie: string | undefined }

/** Calls `/api/v1` in this process on behalf of a visitor. */
export type VisitorApi = (visitor: Visitor, path: string, init?: RequestInit) => Promise<Response>

/** The place as every page shows it, error pages included. */
export type PortalLocality = {
  readonly name: string
  readonly centreName: string
  readonly address: string
  readonly hotline: string
  readonly officeHours: string
  /** Whether this is the practice place, whose data have no effect: every page and every print is marked. */
  readonly isPractice: boolean
  /** Whether figures of several provinces are shown here. */
  readonly gathers: boolean
}

export type PortalHandler = (request: Request, visitor: Visitor & { readonly nonce?: string }) => Promise<Response>

export type PortalOptions = {
  /** `.build/portal/server/index.js`, made by `tools/build-web.ts`. */
  readonly buildPath: string
  readonly api: VisitorApi
  /** Asked for each page; it should answer from memory. */
  readonly locality: () => PortalLocality | Promise<PortalLocality>
  /** Called with every failure behind a 500 page. */
  readonly onError?: (error: unknown) => void
}

/** The portal's own `entry.server.tsx`, as built: this server never imports its source. */
type PortalEntry = {
  readonly contextFor: (given: {
    readonly api: (path: string, init?: RequestInit) => Promise<Response>
    readonly nonce: string
    readonly locality: PortalLocality
    readonly onError: (error: unknown) => void
  }) => RouterContextProvider
}

/** Serves the pages of the built portal. Assets are files of `.build/portal/client`, served by somebody else. */
export async function portalHandler(options: PortalOptions): Promise<PortalHandler> {
  const build = (await import(pathToFileURL(options.buildPath).href)) as ServerBuild
  const { contextFor } = build.entry.module as unknown as PortalEntry
  const render = createRequestHandler(build, 'production')
  // An error page during an outage of the database still says where to call.
  let known: PortalLocality = {
    name: '',
    centreName: 'Trung tâm Phục vụ hành chính công',
    address: '',
    hotline: '',
    officeHours: '',
    isPractice: false,
    gathers: false,
  }
  const place = async (): Promise<PortalLocality> => {
    try {
      known = await options.locality()
    } catch (error) {
      options.onError?.(error)
    }
    return known
  }
  return async (request, visitor) => {
    const nonce = visitor.nonce ?? randomBytes(16).toString('base64')
    let response: Response
    try {
      const context = contextFor({
        api: async (path, init) => await options.api(visitor, path, inLanguageOf(request, init)),
        nonce,
        locality: await place(),
        onError: (error) => options.onError?.(error),
      })
      response = await render(request, context)
    } catch (error) {
      options.onError?.(error)
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

/** A page in English asks the API in English: its address says which it is. */
function inLanguageOf(page: Request, init: RequestInit | undefined): RequestInit {
  const headers = new Headers(init?.headers)
  headers.set('accept-language', /^\/en(?:\/|$)/u.test(new URL(page.url).pathname) ? 'en' : 'vi')
  return { ...init, headers }
}

/** For `<script nonce>` and nothing inline: styles and scripts are our own files. */
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
