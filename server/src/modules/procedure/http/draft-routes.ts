import { z } from 'zod'
import { questionsFrom } from '#form'
import { reasonFrom } from '#kernel/refusal.ts'
import { rights } from '#kernel/rights.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { viewDraft, findReplaced } from '../commands/version-drafts.ts'
import { judgePublisher } from '../domain/version-draft.ts'
import { listOpenDrafts } from '../queries/list-open-drafts.ts'
import { describeContent, describeDraft, draftContent, versionDraft } from './process-routes.ts'

const tags = ['Quy trình']

/** Drafts that wait for a second person, and one of them as a whole, to be read before it is published. */
export const draftRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/procedure-drafts',
    summary: 'Drafts that wait to be published, and whether the caller may publish them (bản soạn thảo chờ công bố)',
    tags,
    access: rights.publish_procedures.by,
    response: z.object({
      items: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          savedAt: z.string(),
          savedByName: z.string(),
          publishing: z.object({ allowed: z.boolean(), reason: z.string().nullable() }),
        }),
      ),
    }),
    handle: async ({ db, actor, language }) => ({
      items: (await listOpenDrafts(db)).map(({ editedBy, savedAt, ...line }) => {
        const refused = judgePublisher(editedBy, actor.accountId)
        return {
          ...line,
          savedAt: Temporal.Instant.from(savedAt).toString(),
          publishing: { allowed: refused === null, reason: refused && reasonFrom(refused, language) },
        }
      }),
    }),
  }),
  route({
    method: 'GET',
    url: '/procedures/:code/draft/review',
    summary: 'The whole draft beside the version it would replace, to be read before it is published (bốn mắt)',
    tags,
    access: rights.publish_procedures.by,
    params: z.object({ code: z.string().max(40) }),
    response: z.object({
      draft: versionDraft,
      replaced: z.object({ validFrom: z.string(), content: draftContent }).nullable(),
      /** The electronic form is part of the version; a draft of the terms and the process leaves it as it is. */
      questions: z.array(z.object({ section: z.string(), label: z.string(), isRequired: z.boolean() })),
    }),
    refusals: ['PROCEDURE_NOT_FOUND', 'VERSION_NOT_FOUND'],
    handle: async ({ db, actor, language }, { params }) => {
      const view = await viewDraft(db, params.code)
      const replaced = await findReplaced(db, params.code)
      const { form } = view.version
      return {
        draft: describeDraft(view, actor, language),
        replaced: replaced && { validFrom: replaced.version.validFrom, content: describeContent(replaced, language) },
        questions: (form?.sections ?? []).flatMap((section) =>
          questionsFrom({ sections: [section] }).map((question) => ({
            section: language === 'en' ? section.titleEn : section.title,
            label: language === 'en' ? question.labelEn : question.label,
            isRequired: question.required,
          })),
        ),
      }
    },
  }),
]
