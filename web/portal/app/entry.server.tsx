import { PassThrough } from 'node:stream'
import { createReadableStreamFromReadable } from '@react-router/node'
import { renderToPipeableStream } from 'react-dom/server'
import { RouterContextProvider, ServerRouter, isRouteErrorResponse } from 'react-router'
import type { EntryContext, LoaderFunctionArgs } from 'react-router'
import { portalContext } from './context.ts'
import type { Portal } from './context.ts'
import { PageGivens } from './page-givens.tsx'

/** The server's side door: it never imports this app's source, it finds this function in the built one. */
export function contextFor(portal: Portal): RouterContextProvider {
  const provider = new RouterContextProvider()
  provider.set(portalContext, portal)
  return provider
}

/** Pages wait for all of their data: they are small, and a page that arrives whole needs no script to assemble it. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  router: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  headers.set('content-type', 'text/html; charset=utf-8')
  if (request.method === 'HEAD') return new Response(null, { status, headers })
  const { nonce, locality, onError } = context.get(portalContext)
  return await new Promise((resolve, reject) => {
    let failed = false
    const { pipe, abort } = renderToPipeableStream(
      <PageGivens value={{ nonce, locality, enhancement: router.manifest.entry.module }}>
        <ServerRouter context={router} url={request.url} nonce={nonce} />
      </PageGivens>,
      {
        nonce,
        onAllReady() {
          clearTimeout(deadline)
          const body = new PassThrough()
          pipe(body)
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: failed ? 500 : status }))
        },
        onShellError: reject,
        onError(error) {
          failed = true
          onError(error)
        },
      },
    )
    const deadline = setTimeout(() => abort(new Error('the page took too long')), 10_000)
  })
}

/** The server logs what went wrong; the portal itself prints nothing. A visitor who left is not a fault, nor is a wrong address. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs): void {
  if (!request.signal.aborted && !isRouteErrorResponse(error)) context.get(portalContext).onError(error)
}
