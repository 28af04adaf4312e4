import type { ReactNode } from 'react'
import { data, redirect, useActionData, useLoaderData, useLocation } from 'react-router'
import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import { personal, signInOr, signInPage, write } from '../citizen.ts'
import { portalContext } from '../context.ts'
import { faultsFrom, ownPath, readOwned } from '../filing/owner.ts'
import { FaultSummary, FieldFault, faultOf } from '../form-faults.tsx'
import type { Fault } from '../form-faults.tsx'
import { inLanguage, languageOf } from '../language.ts'
import { PageFrame } from '../page-frame.tsx'
import { PageTitle } from '../practice-mark.tsx'
import { useWords } from '../use-words.ts'

const fields = ['address', 'phone', 'email'] as const
type Typed = Readonly<Record<(typeof fields)[number], string>>

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const code = params['code'] ?? ''
  const { contact } = await readOwned(context.get(portalContext), request, code, 'correct_contact')
  return data(
    { code, typed: { ...contact, email: contact.email ?? '' } satisfies Typed, intention: crypto.randomUUID() },
    { headers: personal },
  )
}

type Again = { readonly faults: readonly Fault[]; readonly typed: Typed }

export async function action({ request, params, context }: ActionFunctionArgs) {
  const code = params['code'] ?? ''
  const form = await request.formData()
  const text = (name: string): string => String(form.get(name) ?? '')
  const typed: Typed = { address: text('address'), phone: text('phone'), email: text('email') }
  const key = `contact-${text('intention').slice(0, 60) || crypto.randomUUID()}`
  const outcome = await write(context.get(portalContext), 'POST', `/citizen/dossiers/${encodeURIComponent(code)}/contact`, { typed }, key)
  const back = inLanguage(languageOf(new URL(request.url).pathname), ownPath(code))
  // Nothing to correct is nothing wrong.
  if (outcome.ok || outcome.problem.code === 'NOTHING_CORRECTED') return redirect(back, { headers: personal })
  if (outcome.problem.status === 401) return redirect(signInPage(request), { headers: personal })
  if (outcome.problem.status >= 500) throw signInOr(outcome.problem, request)
  return data<Again>(
    { faults: faultsFrom(outcome.problem, /^\/body\/typed\//u), typed },
    { status: outcome.problem.status, headers: personal },
  )
}

export function headers({ loaderHeaders }: { loaderHeaders: Headers }): Headers {
  return loaderHeaders
}

/** How the person is reached about one dossier. */
export default function OwnContact(): ReactNode {
  const loaded = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>() as Again | undefined
  const { t, at } = useWords()
  const { pathname } = useLocation()
  const faults = again?.faults ?? []
  const typed = again?.typed ?? loaded.typed
  const title = t('own.act.correct_contact')
  return (
    <PageFrame>
      <PageTitle>{faults.length > 0 ? t('error.prefix', { title }) : title}</PageTitle>
      <FaultSummary title={t('file.faults')} faults={faults} />
      <p className="muted code">{loaded.code}</p>
      <h1>{title}</h1>
      <p>{t('own.contact.intro')}</p>
      <form method="post" action={pathname} className="stack narrow" noValidate>
        <input type="hidden" name="intention" value={loaded.intention} />
        {fields.map((field) => (
          <div className="field" key={field}>
            <label htmlFor={field}>{t(`own.contact.${field}`)}</label>
            <FieldFault id={`${field}-fault`} message={faultOf(faults, field)} />
            <input
              className="input"
              id={field}
              name={field}
              defaultValue={typed[field]}
              aria-describedby={`${field}-fault`}
              aria-invalid={faultOf(faults, field) !== undefined}
            />
          </div>
        ))}
        <p className="row">
          <button type="submit" className="button" data-kind="primary">
            {t('own.contact.send')}
          </button>
          <a href={at(ownPath(loaded.code))}>{t('own.back')}</a>
        </p>
      </form>
    </PageFrame>
  )
}
