import type { ReactNode } from 'react'
import { data, useLoaderData } from 'react-router'
import type { LoaderFunctionArgs } from 'react-router'
import { personal, readOwn } from '../citizen.ts'
import { portalContext } from '../context.ts'
import { instant } from '../figures.ts'
import { PageFrame } from '../page-frame.tsx'
import { PageTitle } from '../practice-mark.tsx'
import { useWords } from '../use-words.ts'
import type { AccessView } from '#web-api'

type Look = AccessView & { readonly code: string }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { items } = await readOwn<{ items: readonly Look[] }>(context.get(portalContext), request, '/citizen/accesses')
  return data({ items }, { headers: personal })
}

export function headers({ loaderHeaders }: { loaderHeaders: Headers }): Headers {
  return loaderHeaders
}

export default function OwnLooks(): ReactNode {
  const { items } = useLoaderData<typeof loader>()
  const { t, at } = useWords()
  return (
    <PageFrame>
      <PageTitle>{t('citizen.looks')}</PageTitle>
      <h1>{t('citizen.looks')}</h1>
      <p>{t('citizen.looks.note')}</p>
      {items.length === 0 ? (
        <p>{t('citizen.looks.none')}</p>
      ) : (
        <ol className="timeline">
          {items.map((look, place) => (
            // Two looks of one moment differ in nothing but their place.
            <li key={place}>
              <strong>{look.purposeName}</strong>
              <br />
              <span className="muted">
                <time dateTime={look.at}>{instant(look.at)}</time> · {look.roleName}
                {look.placeName && (
                  <>
                    , <span lang="vi">{look.placeName}</span>
                  </>
                )}{' '}
                ·{' '}
                <a className="code" href={at(`/ca-nhan/ho-so/${encodeURIComponent(look.code)}`)}>
                  {look.code}
                </a>
              </span>
            </li>
          ))}
        </ol>
      )}
      <p>
        <a className="button" href={at('/ca-nhan')}>
          {t('citizen.back')}
        </a>
      </p>
    </PageFrame>
  )
}
