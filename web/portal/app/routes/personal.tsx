import type { ReactNode } from 'react'
import { data, redirect, useActionData, useLoaderData, useLocation } from 'react-router'
import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import { personal, readOwn, signInOr, signInPage, write } from '../citizen.ts'
import { portalContext } from '../context.ts'
import { day, instant } from '../figures.ts'
import { draftPath } from '../filing/draft.ts'
import { FaultSummary, FieldFault, faultOf } from '../form-faults.tsx'
import type { Fault } from '../form-faults.tsx'
import { inLanguage, languageOf, say } from '../language.ts'
import { PageFrame } from '../page-frame.tsx'
import { PageTitle } from '../practice-mark.tsx'
import { useWords } from '../use-words.ts'
import type { OwnDossier, OwnDraft, OwnPerson, OwnSession } from '#web-api'

type Own = { readonly person: OwnPerson; readonly sessions: readonly OwnSession[] }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const portal = context.get(portalContext)
  const own = await readOwn<Own>(portal, request, '/citizen')
  const { items } = await readOwn<{ items: readonly OwnDossier[] }>(portal, request, '/citizen/dossiers')
  const drafts = await readOwn<{ items: readonly OwnDraft[] }>(portal, request, '/citizen/drafts')
  return data({ ...own, dossiers: items, drafts: drafts.items, intention: crypto.randomUUID() }, { headers: personal })
}

type Again = { readonly code: string; readonly faults: readonly Fault[] }

export async function action({ request, context }: ActionFunctionArgs) {
  const portal = context.get(portalContext)
  const { pathname } = new URL(request.url)
  const language = languageOf(pathname)
  const form = await request.formData()
  const text = (name: string): string =>
    String(form.get(name) ?? '')
      .normalize('NFC')
      .replace(/\s+/gu, '')
      .slice(0, 100)
  const what = text('what')
  if (what === 'end' || what === 'remove') {
    const id = encodeURIComponent(text('id'))
    const outcome = await write(portal, 'DELETE', what === 'end' ? `/citizen/sessions/${id}` : `/citizen/dossiers/${id}`)
    if (!outcome.ok && outcome.problem.status === 401) return redirect(signInPage(request), { headers: personal })
    // If it is already deleted, the goal is reached.
    return redirect(text('isThis') === 'yes' ? inLanguage(language, '/') : pathname, { headers: personal })
  }
  const [code, secret] = [text('code').toUpperCase(), text('secret')]
  const again = (status: number, faults: readonly Fault[]) => data<Again>({ code, faults }, { status, headers: personal })
  const faults: Fault[] = []
  if (code === '') faults.push({ field: 'code', message: say(language, 'track.codeMissing') })
  if (secret === '') faults.push({ field: 'secret', message: say(language, 'track.secretMissing') })
  if (faults.length > 0) return again(422, faults)
  const outcome = await write(portal, 'POST', '/citizen/dossiers', { code, secret }, `own-${text('intention') || crypto.randomUUID()}`)
  if (outcome.ok) return redirect(pathname, { headers: personal })
  const { problem } = outcome
  const { hotline: phone } = portal.locality
  if (problem.status === 429) return again(429, [{ field: 'code', message: say(language, 'track.tooMany', { phone }) }])
  if (problem.status === 404 || problem.status === 422)
    return again(404, [{ field: 'code', message: say(language, 'track.notFound', { phone }) }])
  throw signInOr(problem, request)
}

export function headers({ loaderHeaders }: { loaderHeaders: Headers }): Headers {
  return loaderHeaders
}

export default function Personal(): ReactNode {
  const { person, sessions, dossiers, drafts, intention } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>() as Again | undefined
  const { t, at } = useWords()
  const { pathname } = useLocation()
  const faults = again?.faults ?? []
  return (
    <PageFrame>
      <PageTitle>{faults.length > 0 ? t('error.prefix', { title: t('citizen.title') }) : t('citizen.title')}</PageTitle>
      <FaultSummary title={t('citizen.add.faults')} faults={faults} />
      <h1 lang="vi">{person.name}</h1>
      <dl className="facts" lang="vi">
        {person.idNumber && (
          <>
            <dt>{person.kind === 'person' ? t('citizen.idNumber') : t('citizen.taxCode')}</dt>
            <dd className="code">{person.idNumber}</dd>
          </>
        )}
        {person.bornOn && (
          <>
            <dt>{t('citizen.bornOn')}</dt>
            <dd>{day(person.bornOn)}</dd>
          </>
        )}
        {person.address && (
          <>
            <dt>{t('citizen.address')}</dt>
            <dd>{person.address}</dd>
          </>
        )}
      </dl>
      <p className="muted small">{t('citizen.fromProvider')}</p>

      <Drafts drafts={drafts} />

      <section aria-labelledby="own-dossiers" className="stack">
        <h2 id="own-dossiers">{t('citizen.dossiers')}</h2>
        {dossiers.length === 0 && <p>{t('citizen.dossiers.none')}</p>}
        <p>
          <a className="button" href={at('/thu-tuc')}>
            {t('citizen.file')}
          </a>
        </p>
        <ul className="own-list stack">
          {dossiers.map((dossier) => (
            <OwnLine key={dossier.code} dossier={dossier} />
          ))}
        </ul>
        <details open={faults.length > 0}>
          <summary>{t('citizen.add')}</summary>
          <form method="post" action={pathname} className="stack narrow" noValidate>
            <p>{t('citizen.add.intro')}</p>
            <input type="hidden" name="what" value="add" />
            <input type="hidden" name="intention" value={intention} />
            {(['code', 'secret'] as const).map((field) => (
              <div className="field" key={field}>
                <label htmlFor={field}>{t(`track.${field}`)}</label>
                <span className="field__hint" id={`${field}-hint`}>
                  {t(`track.${field}Hint`)}
                </span>
                <FieldFault id={`${field}-fault`} message={faultOf(faults, field)} />
                <input
                  className="input"
                  id={field}
                  name={field}
                  defaultValue={field === 'code' ? again?.code : undefined}
                  autoComplete="off"
                  spellCheck={false}
                  aria-describedby={`${field}-hint ${field}-fault`}
                  aria-invalid={faultOf(faults, field) !== undefined}
                />
              </div>
            ))}
            <p>
              <button type="submit" className="button" data-kind="primary">
                {t('citizen.add.button')}
              </button>
            </p>
          </form>
        </details>
      </section>

      <section aria-labelledby="own-data" className="stack">
        <h2 id="own-data">{t('citizen.data')}</h2>
        <ul>
          <li>
            <a href={at('/ca-nhan/ai-da-xem')}>{t('citizen.looks')}</a>
          </li>
          <li>
            <a href="/ca-nhan/du-lieu.json" download>
              {t('citizen.export')}
            </a>
          </li>
        </ul>
      </section>

      <section aria-labelledby="own-sessions" className="stack">
        <h2 id="own-sessions">{t('citizen.sessions')}</h2>
        <ul className="own-list stack">
          {sessions.map((session) => (
            <li key={session.id} className="row" data-justify="between">
              <span>
                {session.isThis ? <strong>{t('citizen.session.this')}</strong> : t('citizen.session.other')}
                <br />
                <span className="muted small">{t('citizen.session.opened', { at: instant(session.openedAt) })}</span>
              </span>
              <form method="post" action={pathname}>
                <input type="hidden" name="what" value="end" />
                <input type="hidden" name="id" value={session.id} />
                <input type="hidden" name="isThis" value={session.isThis ? 'yes' : 'no'} />
                <button
                  type="submit"
                  className="button"
                  aria-label={session.isThis ? t('citizen.signOut') : t('citizen.signOut.other', { at: instant(session.openedAt) })}
                >
                  {t('citizen.signOut')}
                </button>
              </form>
            </li>
          ))}
        </ul>
      </section>
    </PageFrame>
  )
}

/** What the person has begun to file. */
function Drafts({ drafts }: { drafts: readonly OwnDraft[] }): ReactNode {
  const { t, at } = useWords()
  if (drafts.length === 0) return null
  return (
    <section aria-labelledby="own-drafts" className="stack">
      <h2 id="own-drafts">{t('citizen.drafts')}</h2>
      <ul className="own-list stack">
        {drafts.map((draft) => (
          <li key={draft.id} className="panel">
            <p>
              <a href={at(draftPath(draft.id))} lang="vi">
                {draft.procedureName}
              </a>
            </p>
            <p className="muted">{t('file.begun.saved', { at: instant(draft.savedAt), day: day(draft.keptUntil) })}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A dossier on the person's list, what was filed with it, and a way to take it off. */
function OwnLine({ dossier }: { dossier: OwnDossier }): ReactNode {
  const { t, at } = useWords()
  const { pathname } = useLocation()
  return (
    <li className="panel">
      <p>
        <a href={at(`/ca-nhan/ho-so/${encodeURIComponent(dossier.code)}`)}>
          <span lang="vi">{dossier.procedureName}</span>
        </a>
      </p>
      <p className="muted">
        <span className="code">{dossier.code}</span> · {dossier.stateName} · {t('citizen.received', { at: instant(dossier.receivedAt) })}
      </p>
      <div className="row" data-justify="between">
        {dossier.isFiledHere ? (
          <a href={at(`/ca-nhan/ho-so/${encodeURIComponent(dossier.code)}/da-nop`)}>
            {t('citizen.filed')} <span className="visually-hidden">{dossier.code}</span>
          </a>
        ) : (
          <span />
        )}
        <details className="quiet-details">
          <summary>
            {t('citizen.remove')} <span className="visually-hidden">{dossier.code}</span>
          </summary>
          <form method="post" action={pathname} className="stack">
            <p className="small">{t('citizen.remove.text')}</p>
            <input type="hidden" name="what" value="remove" />
            <input type="hidden" name="id" value={dossier.code} />
            <p>
              <button type="submit" className="button">
                {t('citizen.remove')}
              </button>
            </p>
          </form>
        </details>
      </div>
    </li>
  )
}
