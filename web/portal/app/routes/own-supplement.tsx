import type { ReactNode } from 'react'
import { data, redirect, useActionData, useLoaderData, useLocation } from 'react-router'
import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import { personal, signInOr, signInPage, write } from '../citizen.ts'
import { portalContext } from '../context.ts'
import { faultsFrom, ownPath, readOwned } from '../filing/owner.ts'
import { HeldFiles, Uploader, sendFile } from '../filing/upload.tsx'
import { FaultSummary, FieldFault, faultOf } from '../form-faults.tsx'
import type { Fault } from '../form-faults.tsx'
import { inLanguage, languageOf, say } from '../language.ts'
import { PageFrame } from '../page-frame.tsx'
import { PageTitle } from '../practice-mark.tsx'
import { useWords } from '../use-words.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const code = params['code'] ?? ''
  const own = await readOwned(context.get(portalContext), request, code, 'supplement')
  return data({ code, own, intention: crypto.randomUUID() }, { headers: personal })
}

type Again = { readonly faults: readonly Fault[]; readonly written: Readonly<Record<string, string>> }

/** Keeps a file, takes one off, or sends the whole answer. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const portal = context.get(portalContext)
  const { pathname } = new URL(request.url)
  const language = languageOf(pathname)
  const code = params['code'] ?? ''
  const at = `/citizen/dossiers/${encodeURIComponent(code)}`
  let form: FormData
  try {
    form = await request.formData()
  } catch {
    return data<Again>(
      { faults: [{ field: 'main', message: say(language, 'file.upload.unreadable') }], written: {} },
      { status: 422, headers: personal },
    )
  }
  const text = (name: string): string => String(form.get(name) ?? '')
  const refuse = (status: number, faults: readonly Fault[], written: Record<string, string> = {}) =>
    data<Again>({ faults, written }, { status, headers: personal })
  if (form.has('remove')) {
    const outcome = await write(portal, 'DELETE', `${at}/files/${encodeURIComponent(text('remove'))}`)
    if (!outcome.ok && outcome.problem.status !== 404) throw signInOr(outcome.problem, request)
    return redirect(pathname, { headers: personal })
  }
  if (form.has('paper')) {
    const paper = text('paper')
    const field = `paper-${paper}`
    const files = form.getAll('files').filter((each): each is File => typeof each !== 'string' && (each.size > 0 || each.name !== ''))
    if (files.length === 0) return refuse(422, [{ field, message: say(language, 'file.upload.none') }])
    const faults: Fault[] = []
    for (const file of files) {
      const outcome = await sendFile(portal, `${at}/files${paper === '' ? '' : `?componentNo=${encodeURIComponent(paper)}`}`, file)
      if (outcome.ok) continue
      if (outcome.problem.status === 401) return redirect(signInPage(request), { headers: personal })
      faults.push({ field, message: `${file.name}: ${outcome.problem.detail}` })
    }
    return faults.length > 0 ? refuse(422, faults) : redirect(`${pathname}#${field}`, { headers: personal })
  }
  const written: Record<string, string> = {}
  for (const [name, value] of form) if (/^answer-\d+$/u.test(name) && typeof value === 'string') written[name] = value.slice(0, 2000)
  const answers = Object.entries(written).map(([name, value]) => ({ no: Number(name.slice('answer-'.length)), text: value }))
  const outcome = await write(
    portal,
    'POST',
    `${at}/supplement`,
    { answers },
    `supplement-${text('intention').slice(0, 60) || crypto.randomUUID()}`,
  )
  if (outcome.ok) return redirect(inLanguage(language, ownPath(code)), { headers: personal })
  if (outcome.problem.status === 401) return redirect(signInPage(request), { headers: personal })
  if (outcome.problem.status >= 500) throw signInOr(outcome.problem, request)
  return refuse(
    outcome.problem.status,
    faultsFrom(outcome.problem, /^\/body\/answers\//u).map(({ field, message }) => ({
      field: /^\d+$/u.test(field) ? `answer-${field}` : field,
      message,
    })),
    written,
  )
}

export function headers({ loaderHeaders }: { loaderHeaders: Headers }): Headers {
  return loaderHeaders
}

/** A supplement request, answered in place and point by point. */
export default function OwnSupplement(): ReactNode {
  const { code, own, intention } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>() as Again | undefined
  const { t, at } = useWords()
  const { pathname } = useLocation()
  const faults = again?.faults ?? []
  const title = t('own.act.supplement')
  const papers = [...new Map(own.asked.map((point) => [point.componentNo, point.componentName])).entries()]
  return (
    <PageFrame>
      <PageTitle>{faults.length > 0 ? t('error.prefix', { title }) : title}</PageTitle>
      <FaultSummary title={t('own.supplement.faults')} faults={faults} />
      <p className="muted">
        <a href={at(ownPath(code))} className="code">
          {code}
        </a>
      </p>
      <h1>{title}</h1>
      <p>{t('own.supplement.intro')}</p>
      <h2>{t('own.supplement.files')}</h2>
      <p>{t('file.papers.limits')}</p>
      {papers.map(([componentNo, componentName]) => {
        const paper = componentNo === null ? '' : String(componentNo)
        const name = componentName ?? t('file.papers.other')
        return (
          <section className="panel stack" key={paper} id={`paper-${paper}`} tabIndex={-1} aria-labelledby={`paper-${paper}-name`}>
            <h3 id={`paper-${paper}-name`} lang="vi">
              {name}
            </h3>
            <HeldFiles files={own.files.filter((file) => file.componentNo === componentNo)} />
            <Uploader
              field={`paper-${paper}`}
              paper={paper}
              name={name}
              faults={faults}
              to={`/api/v1/citizen/dossiers/${encodeURIComponent(code)}/files`}
            />
          </section>
        )
      })}
      <form method="post" action={pathname} className="stack" noValidate encType="multipart/form-data">
        <input type="hidden" name="intention" value={intention} />
        <h2>{t('own.supplement.points')}</h2>
        <ol className="stack points">
          {own.asked.map((point) => (
            <li key={point.no} className="field">
              <label htmlFor={`answer-${point.no}`} lang="vi">
                {point.text}
              </label>
              <span className="field__hint" id={`answer-${point.no}-hint`}>
                {t('own.supplement.hint', { count: own.files.filter((file) => file.componentNo === point.componentNo).length })}
              </span>
              <FieldFault id={`answer-${point.no}-fault`} message={faultOf(faults, `answer-${point.no}`)} />
              <textarea
                className="input"
                id={`answer-${point.no}`}
                name={`answer-${point.no}`}
                rows={2}
                defaultValue={again?.written[`answer-${point.no}`]}
                aria-describedby={`answer-${point.no}-hint answer-${point.no}-fault`}
                aria-invalid={faultOf(faults, `answer-${point.no}`) !== undefined}
              />
            </li>
          ))}
        </ol>
        <p>{t('own.supplement.once')}</p>
        <p className="row">
          <button type="submit" className="button" data-kind="primary">
            {t('own.supplement.send')}
          </button>
          <a href={at(ownPath(code))}>{t('own.back')}</a>
        </p>
      </form>
    </PageFrame>
  )
}
