import type { ReactNode } from 'react'
import { data, redirect, useActionData, useLoaderData, useLocation } from 'react-router'
import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import type { OwnDraftView } from '#web-api'
import { personal, signInPage, write } from '../citizen.ts'
import { portalContext } from '../context.ts'
import { AnswerList, FileLine } from '../filing/answer-list.tsx'
import { DraftHead } from '../filing/draft-head.tsx'
import { draftPath, leadOn, papersPart, readDraft, sectionPath } from '../filing/draft.ts'
import { FaultSummary } from '../form-faults.tsx'
import type { Fault } from '../form-faults.tsx'
import { inLanguage, languageOf } from '../language.ts'
import { PageFrame } from '../page-frame.tsx'
import { PageTitle } from '../practice-mark.tsx'
import { useWords } from '../use-words.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  return data(await readDraft(context.get(portalContext), request, params['id'] ?? ''), { headers: personal })
}

type Again = { readonly faults: readonly Fault[] }

/** Files the draft, once: its own name is the intention, so that twice is once from any tab and after any interruption. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const portal = context.get(portalContext)
  const language = languageOf(new URL(request.url).pathname)
  const id = params['id'] ?? ''
  const form = await request.formData()
  const key = `file-${id}-${String(form.get('seen') ?? '').slice(0, 60)}`
  const outcome = await write<{ code: string }>(portal, 'POST', `/citizen/drafts/${encodeURIComponent(id)}/filing`, undefined, key)
  if (outcome.ok)
    return redirect(inLanguage(language, `/ca-nhan/ho-so/${encodeURIComponent(outcome.value.code)}/da-nop`), { headers: personal })
  const { problem } = outcome
  if (problem.status === 401) return redirect(signInPage(request), { headers: personal })
  if (problem.status >= 500 || problem.status === 404 || problem.code === 'OWN_DRAFT_FILED') throw leadOn(problem, request)
  const fields = (problem.fields ?? []).map(({ field, message }) => ({
    field: field.replace(/^\/(?:answers|papers)\//u, 'line-'),
    message,
  }))
  return data<Again>(
    { faults: fields.length > 0 ? fields : [{ field: 'main', message: problem.detail }] },
    { status: problem.status, headers: personal },
  )
}

export function headers({ loaderHeaders }: { loaderHeaders: Headers }): Headers {
  return loaderHeaders
}

/** Everything that would be filed, on one page, each with a way to change it. */
export default function DraftCheck(): ReactNode {
  const draft = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>() as Again | undefined
  const { t, at } = useWords()
  const { pathname } = useLocation()
  const faults = again?.faults ?? (draft.mayFile ? [] : draft.faults)
  const title = t('file.check')
  const changeAt = (section: string, question: string): string => `${at(sectionPath(draft.id, section))}?ve=kiem-tra#${question}`
  return (
    <PageFrame>
      <PageTitle>{faults.length > 0 ? t('error.prefix', { title }) : title}</PageTitle>
      <FaultSummary title={t('file.faults')} faults={faults.map((fault) => ({ ...fault, field: placeOf(draft, fault.field) }))} />
      <DraftHead draft={draft} />
      <h1>{title}</h1>
      <AnswerList sections={draft.answers} changeAt={changeAt} />
      <section aria-labelledby="check-papers">
        <h2 id="check-papers" tabIndex={-1}>
          {t('file.papers')}
        </h2>
        <Papers draft={draft} />
        <p>
          <a href={at(sectionPath(draft.id, papersPart))}>{t('file.change.papers')}</a>
        </p>
      </section>
      <form method="post" action={pathname} className="stack">
        <h2>{t('file.send.title')}</h2>
        <p>{t('file.send.text')}</p>
        <input type="hidden" name="seen" value={draft.savedAt} />
        <p className="row">
          <button type="submit" className="button" data-kind="primary" disabled={!draft.mayFile}>
            {t('file.send')}
          </button>
          <a href={at(draftPath(draft.id))}>{t('file.toParts')}</a>
        </p>
      </form>
    </PageFrame>
  )
}

/** Where on this page a fault is: at its line, at the papers, or at the top. */
function placeOf(draft: OwnDraftView, field: string): string {
  const name = field.replace(/^line-/u, '')
  if (draft.sections.some(({ questions }) => questions.some(({ id }) => id === name))) return `line-${name}`
  return field === 'main' ? field : 'check-papers'
}

function Papers({ draft }: { draft: OwnDraftView }): ReactNode {
  const { t } = useWords()
  const lines = [...draft.papers, { no: 0, name: t('file.papers.other'), isForm: false, files: draft.otherFiles }]
  return (
    <dl className="answers">
      {lines
        .filter(({ no, files }) => no !== 0 || files.length > 0)
        .map(({ no, name, isForm, files }) => (
          <div key={no}>
            <dt lang="vi">{name}</dt>
            <dd className="answers__text">
              {isForm && t('file.papers.isForm')}
              {!isForm && files.length === 0 && <span className="muted">{t('file.notSent')}</span>}
              {files.map((file) => (
                <FileLine key={file.id} file={file} />
              ))}
            </dd>
          </div>
        ))}
    </dl>
  )
}
