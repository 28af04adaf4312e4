import type { ReactNode } from 'react'
import { data, redirect, useLoaderData, useLocation } from 'react-router'
import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import type { SectionProgress } from '#web-api'
import { personal, write } from '../citizen.ts'
import { portalContext } from '../context.ts'
import { DraftHead } from '../filing/draft-head.tsx'
import { draftPath, leadOn, papersPart, readDraft, sectionPath } from '../filing/draft.ts'
import { inLanguage, languageOf } from '../language.ts'
import { PageFrame } from '../page-frame.tsx'
import { PageTitle } from '../practice-mark.tsx'
import { useWords } from '../use-words.ts'

/** The parts of a draft, to be done in any order, and what is left. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  return data(await readDraft(context.get(portalContext), request, params['id'] ?? ''), { headers: personal })
}

/** Drops the draft. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const portal = context.get(portalContext)
  await request.formData()
  const outcome = await write(portal, 'DELETE', `/citizen/drafts/${encodeURIComponent(params['id'] ?? '')}`)
  // If it is already deleted, the goal is reached.
  if (outcome.ok || outcome.problem.status === 404)
    return redirect(inLanguage(languageOf(new URL(request.url).pathname), '/ca-nhan'), { headers: personal })
  throw leadOn(outcome.problem, request)
}

export function headers({ loaderHeaders }: { loaderHeaders: Headers }): Headers {
  return loaderHeaders
}

export default function DraftPage(): ReactNode {
  const draft = useLoaderData<typeof loader>()
  const { t, at } = useWords()
  const { pathname } = useLocation()
  const parts = [
    ...draft.sections.map(({ id, title, progress }) => ({ id, title, progress })),
    ...(draft.papers.length === 0 ? [] : [{ id: papersPart, title: t('file.papers'), progress: draft.papersProgress }]),
  ]
  const left = parts.filter(({ progress }) => progress !== 'complete').length
  return (
    <PageFrame>
      <PageTitle>{t('file.parts')}</PageTitle>
      <DraftHead draft={draft} isTop />
      <h1>{t('file.parts')}</h1>
      <p>{left === 0 ? t('file.parts.done') : t('file.parts.left', { left, count: parts.length })}</p>
      <ol className="task-list">
        {parts.map(({ id, title, progress }) => (
          <li key={id}>
            <a href={at(sectionPath(draft.id, id))}>
              <span>{title}</span>
              <ProgressWord progress={progress} />
            </a>
          </li>
        ))}
        <li>
          {draft.mayFile ? (
            <a href={at(draftPath(draft.id, 'kiem-tra'))}>
              <span>{t('file.check')}</span>
              <span className="badge">{t('file.progress.ready')}</span>
            </a>
          ) : (
            <span className="task-list__later">
              <span>{t('file.check')}</span>
              <span className="muted">{t('file.progress.later')}</span>
            </span>
          )}
        </li>
      </ol>
      {draft.mayFile && (
        <p>
          <a className="button" data-kind="primary" href={at(draftPath(draft.id, 'kiem-tra'))}>
            {t('file.check')}
          </a>
        </p>
      )}
      <details>
        <summary>{t('file.drop')}</summary>
        <form method="post" action={pathname} className="stack">
          <p>{t('file.drop.text')}</p>
          <p>
            <button type="submit" className="button" data-kind="danger">
              {t('file.drop.button')}
            </button>
          </p>
        </form>
      </details>
    </PageFrame>
  )
}

/** Completed sections are plain, so that the remaining ones are noticed. */
function ProgressWord({ progress }: { progress: SectionProgress }): ReactNode {
  const { t } = useWords()
  return progress === 'complete' ? (
    <span>{t('file.progress.complete')}</span>
  ) : (
    <span className="badge">{t(`file.progress.${progress}`)}</span>
  )
}
