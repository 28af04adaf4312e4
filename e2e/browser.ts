import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { BrowserContext, BrowserContextOptions, Page, Request } from 'playwright-core'
import { afterAll, onTestFinished } from 'vitest'
import { callbackPath, openIdentityProvider } from '#citizen'
import type { IdentityProvider } from '#citizen'
import { figureNames } from '../server/src/modules/federation/domain/closed-day.ts'
import { standInAcr, standInClient, startStandInProvider } from '../server/src/demo/stand-in-provider.ts'
import { testCentre } from '../server/src/testing/test-centre.ts'
import type { TestCentre } from '../server/src/testing/test-centre.ts'
import { buildWebIfNeeded } from '../tools/build-web.ts'
import deskText from '../web/desk/messages/vi.json' with { type: 'json' }
import floorText from '../web/floor/messages/vi.json' with { type: 'json' }
import portalText from '../web/portal/app/messages/vi.json' with { type: 'json' }
import { openChromium } from './chromium.ts'
import { beginDay } from './picture-day.ts'
import type { Day } from './picture-day.ts'

/** Provinces that nobody answers for: the page of all of them is made of what a test writes. */
const invented = join(import.meta.dirname, 'provinces.json')

/** The words people see, so that a journey finds things as people do and a changed word breaks no journey. */
export const desk = wordsOf(deskText)
export const portal = wordsOf(portalText)
export const floor = wordsOf(floorText)

export type Procedure = {
  code: string
  name: string
  agency: { code: string; name: string }
  components: { no: number; originals: number | null; copies: number | null; required: boolean }[]
}

export type Dossier = {
  code: string
  state: string
  lookupSecret: string
  step: { role: string } | null
  actions: { act: string; name: string; allowed: boolean; reason: string | null }[]
}

export type BrowsedCentre = TestCentre & {
  readonly address: string
  /** A page of a browser without a session; closed with the test. */
  visit(path: string, options?: BrowserContextOptions): Promise<Page>
  /** A page of a browser in which a persona of the pack has signed in. */
  visitAs(login: string, path: string, options?: BrowserContextOptions): Promise<Page>
  /**
   * The one page of that persona (null: of a stranger) that stays open for the file, turned to another address and at rest there.
   * From a page of the desk that was left as it was found, to another of the desk: within the application, as a person goes.
   */
  turnTo(login: string | null, path: string, from?: 'as found' | 'anything'): Promise<Page>
  /** The first published procedure that fits, with its papers. */
  procedureOf(query: string): Promise<Procedure>
  /** A dossier accepted at the counter with all its papers. */
  accepted(procedure: Procedure, fullName?: string): Promise<Dossier>
  act(login: string, code: string, act: string, more?: object): Promise<Dossier>
  /** One of everything, so that no screen is empty: the day the pictures are taken on. */
  begunDay(): Promise<Day>
  /** Hands an accepted dossier to its agency; returns the number of the list. */
  handOver(procedure: Procedure, code: string): Promise<string>
}

/** The demonstration centre behind a port of its own, with the web applications, and a Chromium. Once per file. */
export async function browsedCentre(settings: Readonly<Record<string, string>> = {}): Promise<BrowsedCentre> {
  await buildWebIfNeeded(() => undefined)
  let identity: IdentityProvider | null = null
  const [centre, browser] = await Promise.all([
    testCentre({ MOTCUA_TERMINAL_NETWORKS: 'loopback', MOTCUA_FEDERATION: invented, ...settings }, { identity: () => identity }),
    openChromium(),
  ])
  const address = await centre.app.listen()
  const standIn = await startStandInProvider(0, [`${address}${callbackPath}`])
  afterAll(async () => await standIn.close())
  identity = openIdentityProvider({ issuer: standIn.issuer, clientId: standInClient, clientSecret: null, acr: [standInAcr], name: 'VNeID' })
  const { call, as, centreId } = centre
  // Registered after the centre's own, and so run before it: the browser lets go first.
  afterAll(async () => {
    await browser.close()
  })

  const openContext = async (options: BrowserContextOptions, token: string | null): Promise<BrowserContext> => {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      ...options,
    })
    context.setDefaultTimeout(15_000)
    if (token) await context.addCookies([{ name: 'motcua', value: token, url: address, httpOnly: true, sameSite: 'Lax' }])
    return context
  }
  const open = async (path: string, options: BrowserContextOptions, token: string | null): Promise<Page> => {
    const context = await openContext(options, token)
    onTestFinished(async () => {
      await context.close()
    })
    const page = await context.newPage()
    await page.goto(`${address}${path}`)
    return page
  }

  const stayingOpen = new Map<string | null, Promise<OpenPage>>()
  const openOnce = async (login: string | null): Promise<OpenPage> => {
    const page = await (await openContext({}, login === null ? null : await as(login))).newPage()
    return { page, waiting: requestsOf(page) }
  }
  const turnTo: BrowsedCentre['turnTo'] = async (login, path, from = 'anything') => {
    const known = stayingOpen.get(login) ?? openOnce(login)
    stayingOpen.set(login, known)
    const { page, waiting } = await known
    const here = page.url().startsWith(address) ? page.url().slice(address.length) : ''
    if (from === 'as found' && isOfDesk(here) && isOfDesk(path)) {
      await page.evaluate((to) => {
        history.pushState(null, '', to)
        dispatchEvent(new PopStateEvent('popstate', { state: null }))
      }, path)
    } else {
      if (here !== '') {
        await page.evaluate(() => {
          localStorage.clear()
          sessionStorage.clear()
        })
      }
      await page.goto(`${address}${path}`)
    }
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await untilAtRest(page, waiting)
    return page
  }

  const expected = async <T>(status: number, answer: Promise<{ status: number; body: T }>): Promise<T> => {
    const { status: given, body } = await answer
    if (given !== status) throw new Error(`expected ${status}, was answered ${given}: ${JSON.stringify(body)}`)
    return body
  }

  return {
    ...centre,
    address,
    visit: async (path, options = {}) => await open(path, options, null),
    visitAs: async (login, path, options = {}) => await open(path, options, await as(login)),
    turnTo,
    async procedureOf(query) {
      const { items } = await expected(
        200,
        call<{ items: { code: string }[] }>(null, 'GET', `/procedures?state=published&limit=20&${query}`),
      )
      for (const { code } of items) {
        const found = await expected(200, call<Procedure>(null, 'GET', `/procedures/${code}`))
        if (found.components.some((paper) => paper.required)) return found
      }
      throw new Error(`the pack has no procedure with required papers for ${query}`)
    },
    accepted: async (procedure, fullName = 'Nguyễn Thị Thử') =>
      await expected(
        201,
        call<Dossier>(await as('tiepnhan1'), 'POST', '/dossiers', {
          procedureCode: procedure.code,
          centreId,
          applicant: { kind: 'person', fullName, idNumber: '049190000011', address: 'Phường Tam Kỳ', phone: '0905 000 011' },
          papers: procedure.components.map((paper) => ({
            componentNo: paper.no,
            originals: paper.originals ?? 1,
            copies: paper.copies ?? 0,
          })),
          accept: true,
        }),
      ),
    act: async (login, code, act, more = {}) =>
      await expected(200, call<Dossier>(await as(login), 'POST', `/dossiers/${code}/acts`, { act, ...more }, randomUUID())),
    begunDay: async () => {
      await readProvinces(centre.db)
      return await beginDay({
        call: async <T>(login: string | null, method: string, path: string, body?: unknown): Promise<T> => {
          const answer = await call<T>(login === null ? null : await as(login), method as 'POST', path, body, randomUUID())
          if (answer.status >= 400) throw new Error(`${method} ${path} → ${answer.status} ${JSON.stringify(answer.body)}`)
          return answer.body
        },
        tokenOf: async (login) => await as(login),
      })
    },
    async handOver(procedure, code) {
      const list = { direction: 'to_agency', agencyCode: procedure.agency.code, centreId, dossierCodes: [code] }
      return (await expected(201, call<{ number: string }>(await as('tiepnhan1'), 'POST', '/handovers', list))).number
    },
  }
}

/** Of the invented provinces, as if they had been read: one with figures of yesterday, one that does not answer, one without any. */
async function readProvinces(db: TestCentre['db']): Promise<void> {
  await db.peek(`insert into federation.province (locality_id, code, asked_at, read_at, fault, fault_since)
    values (47, 'H47', now(), now(), null, null), (47, 'H48', now(), null, 'unreachable', now()) on conflict do nothing`)
  const day = figureNames.map((name, at) => [name, at * 37])
  await db.peek(
    `insert into federation.province_day (locality_id, code, on_day, revision, as_of, definition, figures)
      select 47, c.code, platform.today() - c.ago, 1, now(), 'motcua-day-1', $1::jsonb
      from (values ('H47', 1), ('H48', 4)) c (code, ago) on conflict do nothing`,
    [JSON.stringify(Object.fromEntries(day))],
  )
}

type OpenPage = { readonly page: Page; readonly waiting: ReadonlySet<Request> }

const isOfDesk = (path: string): boolean => path.startsWith('/desk')

/** The requests of a page that wait for their answer. A stream never ends and is none of them. */
function requestsOf(page: Page): ReadonlySet<Request> {
  const waiting = new Set<Request>()
  page.on('request', (request) => {
    if (request.resourceType() !== 'eventsource') waiting.add(request)
  })
  for (const end of ['requestfinished', 'requestfailed'] as const) page.on(end as 'requestfinished', (request) => waiting.delete(request))
  return waiting
}

/** Nothing is asked of the server for a while. A step within the application has no event of the page that says so. */
async function untilAtRest(page: Page, waiting: ReadonlySet<Request>): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    await page.waitForTimeout(50)
    quiet = waiting.size === 0 ? quiet + 1 : 0
  }
}

function wordsOf<Key extends string>(messages: Readonly<Record<Key, string>>) {
  return (key: Key, params: Readonly<Record<string, string | number>> = {}): string =>
    messages[key].replaceAll(/\{(\w+)\}/gu, (place, name: string) => String(params[name] ?? place))
}
