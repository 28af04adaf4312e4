import { randomUUID } from 'node:crypto'
import type { App } from '../app.ts'
import { buildCitizenBrowser } from '../demo/citizen-browser.ts'
import type { CitizenBrowser } from '../demo/citizen-browser.ts'

export type { CitizenBrowser, CitizenReply } from '../demo/citizen-browser.ts'

/** A browser of a citizen that calls the server in this process. oxlint keeps `fetch` for adapters; a test speaks to loopback. */
export function openCitizenBrowser({ app }: { readonly app: App }): CitizenBrowser {
  return buildCitizenBrowser(
    async ({ method, path, headers, body }) => {
      const answer = await app.http.inject({
        method: method as 'GET',
        url: `/api/v1${path}`,
        headers,
        ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : Buffer.from(body) }),
      })
      return {
        status: answer.statusCode,
        type: String(answer.headers['content-type'] ?? ''),
        cookies: [answer.headers['set-cookie'] ?? []].flat(),
        bytes: answer.rawPayload,
      }
    },
    { newKey: randomUUID, ask: globalThis['fetch'] },
  )
}
