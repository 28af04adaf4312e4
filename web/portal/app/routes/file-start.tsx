import type { ReactNode } from 'react'
import { data, redirect, useActionData, useLoaderData, useLocation } from 'react-router'
import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import { personal, readOwn, signInPage, write } from '../citizen.ts'
import { portalContext } from '../context.ts'
import { day, dong, instant } from '../figures.ts'
import { draftPath } from '../filing/draft.ts'
import { FaultSummary } from '../form-faults.tsx'
import { inLanguage, languageOf } from '../language.ts'
import { PageFrame } from '../page-frame.tsx'
import { PageTitle } from '../practice-mark.tsx'
import { ask, read } from '../reading.ts'
import { useWords } from '../use-words.ts'
import type { OwnDossier, OwnDraft, Procedure } from '#web-api'

type OnlineForm = {
  readonly isComplete: boolean
  readonly standsFor: readonly number[]
  readonly sections: readonly { id: string; title: string }[]
}
const ended: readonly string[] = ['returned', 'refused', 'withdrawn', 'stopped']

/** Where filing begins: what it asks, what it costs, and what the person has begun or filed already. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const portal = context.get(portalContext)
  const code = params['code'] ?? ''
  const procedure = await read<Procedure>(portal, `/procedures/${encodeURIComponent(code)}`)
  const form = await ask<OnlineForm>(portal, `/procedures/${encodeURIComponent(code)}/form`)
  const drafts = await readOwn<{ items: readonly OwnDraft[] }>(portal, request, '/citizen/drafts')
  const dossiers = await readOwn<{ items: readonly OwnDossier[] }>(portal, request, '/citizen/dossiers')
  return data(
    {
      procedure,
      form: form.ok ? form.value : null,
      drafts: drafts.items.filter((each) => each.procedureCode === code),
      open: dossiers.items.filter((each) => each.procedureName === procedure.name && !ended.includes(each.state)),
      intention: crypto.randomUUID(),
    },
    { headers: personal },
  )
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const portal = context.get(portalContext)
  const language = languageOf(new URL(request.url).pathname)
  const sent = await request.formData()
  const another = sent.get('another') === 'yes'
  const key = `begin-${String(sent.get('intention') ?? '').slice(0, 60) || crypto.randomUUID()}`
  const outcome = await write<{ id: string }>(portal, 'POST', '/citizen/drafts', { procedureCode: params['code'] ?? '', another }, key)
  if (outcome.ok) return redirect(inLanguage(language, draftPath(outcome.value.id)), { headers: personal })
  if (outcome.problem.status === 401) return redirect(signInPage(request), { headers: personal })
  return data({ fault: outcome.problem.detail }, { status: outcome.problem.status, headers: personal })
}

export function headers({ loaderHeaders }: { loaderHeaders: Headers }): Headers {
  return loaderHeaders
}

export default function FileStart(): ReactNode {
  const { procedure, form, drafts, open, intention } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>() as { fault: string } | undefined
  const { t, at, language } = useWords()
  const { pathname } = useLocation()
  const fees = procedure.channels.find(({ channel }) => channel === 'online')?.fees ?? []
  const asked = procedure.components.filter(({ no }) => !(form?.standsFor ?? []).includes(no))
  return (
    <PageFrame>
      <PageTitle>{t('file.start')}</PageTitle>
      <FaultSummary title={t('file.start.fault')} faults={again ? [{ field: 'main', message: again.fault }] : []} />
      <p className="muted">{t('file.start')}</p>
      <h1 lang="vi">{procedure.name}</h1>
      {form === null ? (
        <div className="notice" data-tone="soon">
          <p>{t('file.notOffered')}</p>
        </div>
      ) : (
        <>
          {open.length > 0 && (
            <div className="notice" data-tone="soon">
              <div className="notice__body">
                <p>{t('file.openDossier')}</p>
                <ul>
                  {open.map((dossier) => (
                    <li key={dossier.code}>
                      <a href={at(`/ca-nhan/ho-so/${encodeURIComponent(dossier.code)}`)} className="code">
                        {dossier.code}
                      </a>{' '}
                      · {dossier.stateName} · {t('citizen.received', { at: instant(dossier.receivedAt) })}
                    </li>
                  ))}
                </ul>
              </div>
            </div>
          )}
          {drafts.length > 0 && (
            <section className="panel stack" aria-labelledby="begun">
              <h2 id="begun">{t('file.begun')}</h2>
              {drafts.map((draft) => (
                <p key={draft.id} className="row" data-justify="between">
                  <span>{t('file.begun.saved', { at: instant(draft.savedAt), day: day(draft.keptUntil) })}</span>
                  <a className="button" data-kind="primary" href={at(draftPath(draft.id))}>
                    {t('file.continue')}
                  </a>
                </p>
              ))}
            </section>
          )}
          <section aria-labelledby="before" className="stack">
            <h2 id="before">{t('file.before')}</h2>
            <ul>
              <li>{form.isComplete ? t('file.before.form') : t('file.before.general')}</li>
              <li>{t('file.before.save')}</li>
              <li>{t('file.before.answer')}</li>
              <li>
                {fees.length === 0
                  ? t('file.before.free')
                  : `${t('file.before.fee')}: ${fees.map((fee) => (fee.amountDong === null ? fee.text : dong(language, fee.amountDong))).join('; ')}`}
              </li>
            </ul>
            {asked.length > 0 && (
              <>
                <h3>{t('file.before.papers')}</h3>
                <ul lang="vi">
                  {asked.map((component) => (
                    <li key={component.no}>
                      {component.name}
                      {!component.required && <span className="muted"> ({t('procedure.optional')})</span>}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </section>
          <form method="post" action={pathname}>
            <input type="hidden" name="intention" value={intention} />
            {drafts.length > 0 && <input type="hidden" name="another" value="yes" />}
            <button type="submit" className="button" {...(drafts.length > 0 ? {} : { 'data-kind': 'primary' })}>
              {drafts.length > 0 ? t('file.beginAnother') : t('file.begin')}
            </button>
          </form>
        </>
      )}
      <p>
        <a href={at(`/thu-tuc/${encodeURIComponent(procedure.code)}`)}>{t('file.backToProcedure')}</a>
      </p>
    </PageFrame>
  )
}
