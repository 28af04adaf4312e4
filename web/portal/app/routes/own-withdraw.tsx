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

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const code = params['code'] ?? ''
  await readOwned(context.get(portalContext), request, code, 'withdraw')
  return data({ code, intention: crypto.randomUUID() }, { headers: personal })
}

type Again = { readonly faults: readonly Fault[]; readonly reason: string }

export async function action({ request, params, context }: ActionFunctionArgs) {
  const code = params['code'] ?? ''
  const form = await request.formData()
  const reason = String(form.get('reason') ?? '')
  const key = `withdraw-${String(form.get('intention') ?? '').slice(0, 60) || crypto.randomUUID()}`
  const outcome = await write(
    context.get(portalContext),
    'POST',
    `/citizen/dossiers/${encodeURIComponent(code)}/withdrawal`,
    { reason },
    key,
  )
  if (outcome.ok) return redirect(inLanguage(languageOf(new URL(request.url).pathname), ownPath(code)), { headers: personal })
  if (outcome.problem.status === 401) return redirect(signInPage(request), { headers: personal })
  if (outcome.problem.status >= 500) throw signInOr(outcome.problem, request)
  return data<Again>({ faults: faultsFrom(outcome.problem, /^\/body\//u), reason }, { status: outcome.problem.status, headers: personal })
}

export function headers({ loaderHeaders }: { loaderHeaders: Headers }): Headers {
  return loaderHeaders
}

/** Withdrawing is confirmed with its reason: it cannot be taken back. */
export default function OwnWithdraw(): ReactNode {
  const { code, intention } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>() as Again | undefined
  const { t, at } = useWords()
  const { pathname } = useLocation()
  const faults = again?.faults ?? []
  const title = t('own.act.withdraw')
  return (
    <PageFrame>
      <PageTitle>{faults.length > 0 ? t('error.prefix', { title }) : title}</PageTitle>
      <FaultSummary title={t('file.faults')} faults={faults} />
      <p className="muted code">{code}</p>
      <h1>{title}</h1>
      <p>{t('own.withdraw.intro')}</p>
      <form method="post" action={pathname} className="stack narrow" noValidate>
        <input type="hidden" name="intention" value={intention} />
        <div className="field">
          <label htmlFor="reason">{t('own.withdraw.reason')}</label>
          <FieldFault id="reason-fault" message={faultOf(faults, 'reason')} />
          <textarea
            className="input"
            id="reason"
            name="reason"
            rows={3}
            defaultValue={again?.reason}
            aria-describedby="reason-fault"
            aria-invalid={faultOf(faults, 'reason') !== undefined}
          />
        </div>
        <p className="row">
          <button type="submit" className="button" data-kind="danger">
            {title}
          </button>
          <a href={at(ownPath(code))}>{t('own.back')}</a>
        </p>
      </form>
    </PageFrame>
  )
}
