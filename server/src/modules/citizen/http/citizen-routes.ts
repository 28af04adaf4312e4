import { z } from 'zod'
import type { FileInspector } from '#document'
import { trackingGuess } from '#dossier'
import { citizenCookieFrom } from '#platform/http/credential.ts'
import { Answer, route } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import type { IdentityProvider } from '../domain/identity-provider.ts'
import { addOwnDossier, endOwnSession, removeOwnDossier } from '../commands/own-dossiers.ts'
import { beginSignIn, finishSignIn, signInMinutes } from '../commands/sign-in.ts'
import { createDraftRoutes, getSignedIn } from './draft-routes.ts'
import { createOwnActRoutes } from './own-act-routes.ts'
import { filingRoutes } from './filing-routes.ts'
import { listKeptDrafts } from '../queries/draft-view.ts'
import { getOwnPerson, listOwnDossiers, listOwnSessions } from '../queries/find-citizen.ts'

const tags = ['citizens']
const themselves = { nobody: 'shown to the person themselves' } as const
const person = z.object({
  kind: z.enum(['person', 'organisation']),
  name: z.string(),
  idNumber: z.string().nullable(),
  bornOn: z.string().nullable(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** First signed in here. */
  since: z.string(),
})
const ownDossier = z.object({
  code: z.string(),
  procedureName: z.string(),
  state: z.string(),
  stateName: z.string(),
  receivedAt: z.string(),
  since: z.string(),
  /** Filed online by the person; else on the list by its slip. */
  isFiledHere: z.boolean(),
})
const ownSession = z.object({ id: z.string(), userAgent: z.string(), openedAt: z.string(), lastSeenAt: z.string(), isThis: z.boolean() })
const look = z.object({ code: z.string(), at: z.string(), purposeName: z.string(), roleName: z.string(), placeName: z.string().nullable() })

type Look = { readonly at: string; readonly purposeName: string; readonly roleName: string; readonly placeName: string | null }

export type CitizenOptions = {
  readonly secureCookies: boolean
  /** `null`: nobody signs in as a citizen here. */
  readonly provider: () => IdentityProvider | null
  /** @throws Refused TRACKING_NOT_FOUND */
  readonly track: (context: RequestContext, code: string, secret: string) => Promise<void>
  readonly looks: (context: RequestContext, code: string) => Promise<readonly Look[]>
  readonly stateName: (
    dossier: { readonly state: string; readonly acceptedAt: string | null },
    language: RequestContext['language'],
  ) => string
  /** A dossier as its owner sees it, whole. */
  readonly view: (context: RequestContext, code: string) => Promise<object>
  /** Looks at files that arrive. */
  readonly inspector: FileInspector
}

/** Sign-in with an electronic identity, and what is the person's own. */
export function createCitizenRoutes(options: CitizenOptions): RouteDefinition[] {
  return [
    ...createSignInRoutes(options),
    ...createOwnRoutes(options),
    ...createDraftRoutes(options.inspector),
    ...createOwnActRoutes(options.inspector),
    ...filingRoutes,
  ]
}

/** A cookie that scripts cannot read; with no age left it is taken away. */
function formatCookie({ secureCookies }: CitizenOptions, name: string, value: string, maxAge: number): string {
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secureCookies ? '; Secure' : ''}`
}

function createSignInRoutes(options: CitizenOptions): RouteDefinition[] {
  const begunCookie = `${options.secureCookies ? '__Host-' : ''}nguoi-dan-dang-nhap`
  return [
    route({
      method: 'GET',
      url: '/citizen-sign-ins',
      summary: 'Whether people can sign in with an electronic identity here, and the provider',
      tags,
      access: 'public',
      response: z.object({ isOpen: z.boolean(), providerName: z.string().nullable() }),
      handle: async () => {
        const provider = options.provider()
        return { isOpen: provider !== null, providerName: provider?.name ?? null }
      },
    }),
    route({
      method: 'POST',
      url: '/citizen-sign-ins/begin',
      summary: 'Begin to sign in as a citizen: the address of the identity provider to go to (OpenID Connect, PKCE)',
      tags,
      access: 'public',
      body: z.strictObject({ next: z.string().max(300).optional() }),
      reads: { nobody: 'the address of the provider, and nobody’s' },
      response: z.object({ address: z.string() }),
      perMinute: 60,
      refusals: ['CITIZEN_SIGN_IN_CLOSED'],
      handle: async (context, { body }) => {
        const { address, sealed } = await beginSignIn(context.database, options.provider(), {
          next: body.next,
          publicUrl: context.publicUrl,
        })
        return new Answer({ address }, 200, { 'set-cookie': formatCookie(options, begunCookie, sealed, signInMinutes * 60) })
      },
    }),
    route({
      method: 'POST',
      url: '/citizen-sign-ins',
      summary: 'Finish signing in as a citizen, with the response of the identity provider',
      tags,
      access: 'public',
      body: z.strictObject({ query: z.string().max(4000) }),
      response: z.object({ next: z.string() }),
      status: 201,
      perMinute: 60,
      security: {
        done: 'citizen.signed_in',
        refused: { CITIZEN_SIGN_IN_FAILED: 'citizen.sign_in_failed', CITIZEN_IDENTITY_TOO_WEAK: 'citizen.sign_in_failed' },
      },
      refusals: ['CITIZEN_SIGN_IN_CLOSED', 'CITIZEN_SIGN_IN_FAILED', 'CITIZEN_IDENTITY_TOO_WEAK'],
      handle: async (context, { body }) => {
        const { token, next } = await finishSignIn(context.database, options.provider(), {
          query: body.query,
          sealed: cookieOf(context, begunCookie),
          publicUrl: context.publicUrl,
          userAgent: context.userAgent,
        })
        return new Answer({ next }, 201, {
          'set-cookie': [
            formatCookie(options, citizenCookieFrom(options.secureCookies), token, 43_200),
            formatCookie(options, begunCookie, '', 0),
          ],
        })
      },
    }),
  ]
}

function createOwnRoutes(options: CitizenOptions): RouteDefinition[] {
  const dossiersOf = async (context: RequestContext) =>
    (await listOwnDossiers(context.db, getSignedIn(context).personId)).map(({ acceptedAt, ...each }) => ({
      ...each,
      stateName: options.stateName({ state: each.state, acceptedAt }, context.language),
    }))
  const looksOf = async (context: RequestContext) => {
    const items: z.input<typeof look>[] = []
    for (const { code } of await listOwnDossiers(context.db, getSignedIn(context).personId))
      items.push(
        ...(await options.looks(context, code)).map(({ at, purposeName, roleName, placeName }) => ({
          code,
          at,
          purposeName,
          roleName,
          placeName,
        })),
      )
    return items.toSorted((one, other) => other.at.localeCompare(one.at)).slice(0, 500)
  }
  return [
    route({
      method: 'GET',
      url: '/citizen',
      summary: 'The signed-in citizen and their browsers',
      tags,
      access: 'citizen',
      reads: themselves,
      response: z.object({ person, sessions: z.array(ownSession) }),
      handle: async (context) => {
        const { personId, sessionId } = getSignedIn(context)
        const sessions = await listOwnSessions(context.db, personId)
        return {
          person: await getOwnPerson(context.db, personId),
          sessions: sessions.map((each) => ({ ...each, isThis: each.id === sessionId })),
        }
      },
    }),
    route({
      method: 'DELETE',
      url: '/citizen/sessions/:id',
      summary: 'Sign out: this browser, or another one of the person',
      tags,
      access: 'citizen',
      params: z.object({ id: z.uuid() }),
      response: z.object({ ended: z.literal(true) }),
      command: true,
      security: { done: 'citizen.signed_out' },
      refusals: ['CITIZEN_SESSION_NOT_FOUND'],
      handle: async (context, { params }) => {
        const { personId, sessionId } = getSignedIn(context)
        await endOwnSession(context.db, personId, params.id)
        const isThis = params.id === sessionId
        return new Answer(
          { ended: true as const },
          200,
          isThis ? { 'set-cookie': formatCookie(options, citizenCookieFrom(options.secureCookies), '', 0) } : {},
        )
      },
    }),
    route({
      method: 'GET',
      url: '/citizen/dossiers',
      summary: 'The dossiers on the person’s list, the latest first',
      tags,
      access: 'citizen',
      reads: themselves,
      response: z.object({ items: z.array(ownDossier) }),
      handle: async (context) => ({ items: await dossiersOf(context) }),
    }),
    route({
      method: 'POST',
      url: '/citizen/dossiers',
      summary: 'Put a dossier on the person’s list, with the code and secret of its slip; later tracking needs no slip',
      tags,
      access: 'citizen',
      reads: themselves,
      body: z.strictObject({
        code: z.string().trim().min(1, 'Xin nhập mã hồ sơ').max(60),
        secret: z.string().trim().min(1, 'Xin nhập mã tra cứu').max(60),
      }),
      response: z.object({ items: z.array(ownDossier) }),
      status: 201,
      command: true,
      guess: trackingGuess,
      refusals: ['TRACKING_NOT_FOUND'],
      handle: async (context, { body }) => {
        const code = body.code.toUpperCase()
        await options.track(context, code, body.secret)
        await addOwnDossier(context.db, getSignedIn(context).personId, code)
        return { items: await dossiersOf(context) }
      },
    }),
    route({
      method: 'DELETE',
      url: '/citizen/dossiers/:code',
      summary: 'Remove a dossier from the person’s list; the dossier itself does not change',
      tags,
      access: 'citizen',
      reads: themselves,
      params: z.object({ code: z.string().min(5).max(60) }),
      response: z.object({ items: z.array(ownDossier) }),
      command: true,
      refusals: ['OWN_DOSSIER_NOT_FOUND'],
      handle: async (context, { params }) => {
        await removeOwnDossier(context.db, getSignedIn(context).personId, params.code)
        return { items: await dossiersOf(context) }
      },
    }),
    route({
      method: 'GET',
      url: '/citizen/accesses',
      summary: 'Staff accesses to the person’s dossiers: time, role and purpose; newest first',
      tags,
      access: 'citizen',
      reads: themselves,
      response: z.object({ items: z.array(look) }),
      handle: async (context) => ({ items: await looksOf(context) }),
    }),
    route({
      method: 'GET',
      url: '/citizen/export',
      summary: 'All stored data of the person, as JSON: identity, sessions, drafts, dossiers in the owner’s view, accesses',
      tags,
      access: 'citizen',
      reads: themselves,
      response: z.object({
        person,
        sessions: z.array(ownSession),
        drafts: z.array(z.looseObject({ id: z.string() })),
        dossiers: z.array(z.looseObject({ code: z.string() })),
        looks: z.array(look),
      }),
      perMinute: 10,
      handle: async (context) => {
        const { personId, sessionId } = getSignedIn(context)
        const dossiers: { code: string }[] = []
        for (const { code } of await listOwnDossiers(context.db, personId)) dossiers.push({ ...(await options.view(context, code)), code })
        const sessions = await listOwnSessions(context.db, personId)
        return {
          person: await getOwnPerson(context.db, personId),
          sessions: sessions.map((each) => ({ ...each, isThis: each.id === sessionId })),
          drafts: await listKeptDrafts(context.db, personId, context.language),
          dossiers,
          looks: await looksOf(context),
        }
      },
    }),
  ]
}

function cookieOf(context: RequestContext, name: string): string | undefined {
  const header = context.headers['cookie']
  const pairs = (typeof header === 'string' ? header : '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}
