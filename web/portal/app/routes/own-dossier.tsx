import type { ReactNode } from 'react'
import { data, useLoaderData } from 'react-router'
import type { LoaderFunctionArgs } from 'react-router'
import type { OwnActs } from '#web-api'
import { personal, readOwn, signInOr } from '../citizen.ts'
import { portalContext } from '../context.ts'
import { ask } from '../reading.ts'
import { useWords } from '../use-words.ts'
import { Dossier, findTracked } from './tracking.tsx'

/** One dossier of the person who is signed in, as the holder of its slip sees it; with what they may do, where they filed it online. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const portal = context.get(portalContext)
  const code = params['code'] ?? ''
  await readOwn(portal, request, '/citizen')
  const outcome = await findTracked(portal, { code })
  if (!outcome.ok) throw signInOr(outcome.problem, request)
  const own = await ask<OwnActs>(portal, `/citizen/dossiers/${encodeURIComponent(code)}/acts`)
  return data({ ...outcome.value, own: own.ok ? own.value : null }, { headers: personal })
}

export function headers({ loaderHeaders }: { loaderHeaders: Headers }): Headers {
  return loaderHeaders
}

export default function OwnDossier(): ReactNode {
  const { own, ...found } = useLoaderData<typeof loader>()
  return <Dossier {...found} beside={own && <OwnActs code={found.dossier.code} own={own} />} />
}

const pages = { supplement: 'bo-sung', correct_contact: 'lien-he', withdraw: 'rut' } as const

/** What the person may do now; what they may not says why, when it is the answer they are waiting to give. */
function OwnActs({ code, own }: { code: string; own: OwnActs }): ReactNode {
  const { t, at } = useWords()
  const base = `/ca-nhan/ho-so/${encodeURIComponent(code)}`
  const allowed = own.actions.filter((action) => action.allowed)
  return (
    <section aria-labelledby="own-acts" className="stack" data-print>
      <h2 id="own-acts">{t('own.acts')}</h2>
      <p className="row">
        {allowed.map((action) => (
          <a
            key={action.act}
            className="button"
            href={at(`${base}/${pages[action.act]}`)}
            {...(action.act === 'supplement' ? { 'data-kind': 'primary' } : {})}
          >
            {t(`own.act.${action.act}`)}
          </a>
        ))}
        <a href={at(`${base}/da-nop`)}>{t('citizen.filed')}</a>
      </p>
    </section>
  )
}
