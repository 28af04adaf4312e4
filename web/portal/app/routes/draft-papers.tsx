import type { ReactNode } from 'react'
import { data, redirect, useActionData, useLoaderData } from 'react-router'
import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import type { DraftPaper } from '#web-api'
import { personal, signInPage, write } from '../citizen.ts'
import { portalContext } from '../context.ts'
import { DraftHead } from '../filing/draft-head.tsx'
import { draftPath, leadOn, readDraft } from '../filing/draft.ts'
import { HeldFiles, Uploader, sendFile } from '../filing/upload.tsx'
import { FaultSummary } from '../form-faults.tsx'
import type { Fault } from '../form-faults.tsx'
import { languageOf, say } from '../language.ts'
import { PageFrame } from '../page-frame.tsx'
import { PageTitle } from '../practice-mark.tsx'
import { useWords } from '../use-words.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  return data(await readDraft(context.get(portalContext), request, params['id'] ?? ''), { headers: personal })
}

type Again = { readonly faults: readonly Fault[] }

/** Files sent without scripts, each checked separately: sound ones are kept, the others report their fault. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const portal = context.get(portalContext)
  const { pathname } = new URL(request.url)
  const language = languageOf(pathname)
  const id = encodeURIComponent(params['id'] ?? '')
  const refuse = (status: number, faults: readonly Fault[]) => data<Again>({ faults }, { status, headers: personal })
  let form: FormData
  try {
    form = await request.formData()
  } catch {
    return refuse(422, [{ field: 'main', message: say(language, 'file.upload.unreadable') }])
  }
  const remove = form.get('remove')
  if (typeof remove === 'string') {
    const outcome = await write(portal, 'DELETE', `/citizen/drafts/${id}/files/${encodeURIComponent(remove)}`)
    if (!outcome.ok && outcome.problem.status !== 404) throw leadOn(outcome.problem, request)
    return redirect(pathname, { headers: personal })
  }
  const paper = String(form.get('paper') ?? '')
  const field = paper === '' ? 'paper-other' : `paper-${paper}`
  const files = form.getAll('files').filter((each): each is File => typeof each !== 'string' && (each.size > 0 || each.name !== ''))
  if (files.length === 0) return refuse(422, [{ field, message: say(language, 'file.upload.none') }])
  const faults: Fault[] = []
  for (const file of files) {
    const outcome = await sendFile(
      portal,
      `/citizen/drafts/${id}/files${paper === '' ? '' : `?componentNo=${encodeURIComponent(paper)}`}`,
      file,
    )
    if (outcome.ok) continue
    if (outcome.problem.status === 401) return redirect(signInPage(request), { headers: personal })
    if (outcome.problem.code === 'OWN_DRAFT_NOT_FOUND' || outcome.problem.code === 'OWN_DRAFT_FILED') throw leadOn(outcome.problem, request)
    faults.push({ field, message: `${file.name}: ${outcome.problem.detail}` })
  }
  return faults.length > 0 ? refuse(422, faults) : redirect(`${pathname}#${field}`, { headers: personal })
}

export function headers({ loaderHeaders }: { loaderHeaders: Headers }): Headers {
  return loaderHeaders
}

export default function DraftPapers(): ReactNode {
  const draft = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>() as Again | undefined
  const { t, at } = useWords()
  const faults = again?.faults ?? []
  const groups = [...new Set(draft.papers.map(({ group }) => group))]
  return (
    <PageFrame>
      <PageTitle>{faults.length > 0 ? t('error.prefix', { title: t('file.papers') }) : t('file.papers')}</PageTitle>
      <FaultSummary title={t('file.upload.faults')} faults={faults} />
      <DraftHead draft={draft} />
      <h1>{t('file.papers')}</h1>
      <p>{t('file.papers.limits')}</p>
      <p>{draft.procedure.isWholly ? t('file.papers.wholly') : t('file.papers.partly')}</p>
      {groups.map((group) => (
        <div key={group} className="stack">
          {group !== '' && <h2 lang="vi">{group}</h2>}
          {draft.papers
            .filter((paper) => paper.group === group)
            .map((paper) => (
              <Paper key={paper.no} paper={paper} faults={faults} isWholly={draft.procedure.isWholly} />
            ))}
        </div>
      ))}
      <section className="panel stack" id="paper-other" tabIndex={-1} aria-labelledby="other-name">
        <h2 id="other-name">{t('file.papers.other')}</h2>
        <HeldFiles files={draft.otherFiles} />
        <Uploader field="paper-other" paper="" name={t('file.papers.other')} faults={faults} />
      </section>
      <p className="row">
        <a className="button" data-kind="primary" href={at(draft.mayFile ? draftPath(draft.id, 'kiem-tra') : draftPath(draft.id))}>
          {t('file.go')}
        </a>
        <a href={at(draftPath(draft.id))}>{t('file.toParts')}</a>
      </p>
    </PageFrame>
  )
}

function Paper({ paper, faults, isWholly }: { paper: DraftPaper; faults: readonly Fault[]; isWholly: boolean }): ReactNode {
  const { t } = useWords()
  const field = `paper-${paper.no}`
  // Below the name of its case, where papers are grouped by cases.
  const Heading = paper.group === '' ? 'h2' : 'h3'
  return (
    <section className="panel stack" id={field} tabIndex={-1} aria-labelledby={`${field}-name`}>
      <Heading id={`${field}-name`}>
        <span lang="vi">{paper.name}</span>
        {!(paper.required && isWholly) && !paper.isForm && <span className="muted"> ({t('file.optional')})</span>}
      </Heading>
      {paper.isForm ? (
        <p className="muted">{t('file.papers.isForm')}</p>
      ) : (
        <>
          <HeldFiles files={paper.files} />
          <Uploader field={field} paper={String(paper.no)} name={paper.name} faults={faults} />
        </>
      )}
    </section>
  )
}
