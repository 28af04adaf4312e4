import type { ReactNode } from 'react'
import { data, redirect, useActionData, useLoaderData, useLocation } from 'react-router'
import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import type { OwnDraftView } from '#web-api'
import { personal } from '../citizen.ts'
import { portalContext } from '../context.ts'
import { DraftHead } from '../filing/draft-head.tsx'
import { draftPath, papersPart, readDraft, saveTyped, sectionPath, typedOf } from '../filing/draft.ts'
import { QuestionField } from '../filing/question-field.tsx'
import { FaultSummary } from '../form-faults.tsx'
import type { Fault } from '../form-faults.tsx'
import { inLanguage, languageOf } from '../language.ts'
import { PageFrame } from '../page-frame.tsx'
import { PageTitle } from '../practice-mark.tsx'
import { useWords } from '../use-words.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const draft = await readDraft(context.get(portalContext), request, params['id'] ?? '')
  if (!draft.sections.some(({ id }) => id === params['section'])) throw data({ requestId: null }, { status: 404 })
  return data({ draft, section: params['section'] ?? '' }, { headers: personal })
}

type Again = { readonly draft: OwnDraftView; readonly faults: readonly Fault[] }

/** Saves any input; continues to the next section when it has no fault. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const portal = context.get(portalContext)
  const url = new URL(request.url)
  const id = params['id'] ?? ''
  const form = await request.formData()
  const before = await readDraft(portal, request, id)
  const at = before.sections.findIndex((each) => each.id === params['section'])
  const section = before.sections[at]
  if (!section) throw data({ requestId: null }, { status: 404 })
  const draft = await saveTyped(portal, request, id, typedOf(form, section))
  const faults = faultsOf(draft, section.id)
  if (faults.length > 0) return data<Again>({ draft, faults }, { status: 422, headers: personal })
  const next = draft.sections[at + 1]?.id ?? (draft.papers.length > 0 ? papersPart : null)
  const isBack = url.searchParams.get('ve') === 'kiem-tra'
  const on = isBack ? draftPath(id, 'kiem-tra') : next === null ? draftPath(id) : sectionPath(id, next)
  return redirect(inLanguage(languageOf(url.pathname), on), { headers: personal })
}

function faultsOf(draft: OwnDraftView, section: string): readonly Fault[] {
  const asked = draft.sections.find(({ id }) => id === section)?.questions ?? []
  return draft.faults.filter(({ field }) => asked.some(({ id }) => id === field))
}

export function headers({ loaderHeaders }: { loaderHeaders: Headers }): Headers {
  return loaderHeaders
}

export default function DraftSectionPage(): ReactNode {
  const loaded = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>() as Again | undefined
  const { t, at } = useWords()
  const { pathname, search } = useLocation()
  const draft = again?.draft ?? loaded.draft
  const faults = again?.faults ?? []
  const section = draft.sections.find(({ id }) => id === loaded.section)
  if (!section) return null
  return (
    <PageFrame>
      <PageTitle>{faults.length > 0 ? t('error.prefix', { title: section.title }) : section.title}</PageTitle>
      <FaultSummary title={t('file.faults')} faults={faults} />
      <DraftHead draft={draft} />
      <h1>{section.title}</h1>
      <form method="post" action={pathname + search} className="stack" noValidate data-autosave="">
        {section.questions.map((question) => (
          <QuestionField key={question.id} question={question} faults={faults} />
        ))}
        <p className="row">
          <button type="submit" className="button" data-kind="primary">
            {t('file.go')}
          </button>
          <a href={at(draftPath(draft.id))}>{t('file.toParts')}</a>
        </p>
      </form>
    </PageFrame>
  )
}
