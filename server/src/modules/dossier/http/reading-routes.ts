import { z } from 'zod'
import { said } from '#platform/http/said.ts'
import { staffRoles } from '#kernel/actor.ts'
import { linesShown, route, theDossier } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { getDossierView } from '../queries/dossier-view.ts'
import { getLedger } from '../queries/get-ledger.ts'
import { previewNewDay, promisingActs } from '../queries/new-day.ts'
import { searchDossiers } from '../queries/search-dossiers.ts'
import { dossierView, ledgerView } from './dossier-schemas.ts'
import { codeParam } from './dossier-params.ts'

/** Finding dossiers and reading one. */
export const readingRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/dossiers',
    summary: 'Find dossiers by code, citizen number, phone or name',
    tags: ['dossiers'],
    access: staffRoles,
    query: z.object({ q: z.string().trim().min(2, 'Xin nhập ít nhất hai ký tự').max(100) }),
    reads: { purpose: 'search', codes: linesShown },
    response: z.object({
      items: z.array(
        z.object({ code: z.string(), applicantName: z.string(), stateName: said, agencyName: z.string(), receivedAt: z.string() }),
      ),
    }),
    handle: async (context, { query }) => ({ items: await searchDossiers(context.db, context.actor, query.q) }),
  }),
  route({
    method: 'GET',
    url: '/dossiers/:code',
    summary: 'One dossier: state, clocks with their explanation, holder, timeline, possible acts',
    tags: ['dossiers'],
    access: staffRoles,
    params: codeParam,
    reads: { purpose: 'open', codes: theDossier },
    response: dossierView,
    refusals: ['DOSSIER_NOT_FOUND'],
    handle: async (context, { params }) => (await getDossierView(context.db, context.actor, params.code, undefined, context.language)).view,
  }),
  route({
    method: 'GET',
    url: '/dossiers/:code/ledger',
    summary: 'Who had the dossier from when to when, and whose time it was (sổ thời gian của người giữ)',
    tags: ['dossiers'],
    access: staffRoles,
    params: codeParam,
    reads: { purpose: 'open', codes: theDossier },
    response: ledgerView,
    refusals: ['DOSSIER_NOT_FOUND'],
    handle: async (context, { params }) => await getLedger(context.db, context.actor, params.code),
  }),
  route({
    method: 'GET',
    url: '/dossiers/:code/new-day',
    summary: 'The day an extension or an apology would promise now, beside the current promised day',
    tags: ['dossiers'],
    access: staffRoles,
    params: codeParam,
    query: z.object({ act: z.enum(promisingActs), days: z.coerce.number('Cần một số nguyên').int('Cần một số nguyên').min(1).max(365) }),
    reads: { purpose: 'open', codes: theDossier },
    response: z.object({
      dueBefore: z.string().nullable(),
      dueAfter: z.string().nullable(),
      legalDueAt: z.string().nullable(),
      /** The new day lies after the limit by law, which no act here moves: from then on the dossier is late by law. */
      isPastLaw: z.boolean(),
    }),
    refusals: ['DOSSIER_NOT_FOUND'],
    handle: async (context, { params, query }) => await previewNewDay(context.db, context.actor, params.code, query),
  }),
]
