import type { ReactNode } from 'react'
import { data, useLoaderData } from 'react-router'
import type { LoaderFunctionArgs } from 'react-router'
import { personal } from '../citizen.ts'
import { portalContext } from '../context.ts'
import { PageFrame } from '../page-frame.tsx'
import { useGivens } from '../page-givens.tsx'
import { PageTitle } from '../practice-mark.tsx'
import { read } from '../reading.ts'
import { useWords } from '../use-words.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url)
  const open = await read<{ isOpen: boolean; providerName: string | null }>(context.get(portalContext), '/citizen-sign-ins')
  return data(
    { ...open, next: searchParams.get('next')?.slice(0, 300) ?? '', isAway: searchParams.has('tam-ngung') },
    { headers: personal },
  )
}

export function headers({ loaderHeaders }: { loaderHeaders: Headers }): Headers {
  return loaderHeaders
}

export default function SignIn(): ReactNode {
  const { isOpen, providerName, next, isAway } = useLoaderData<typeof loader>()
  const { t, at } = useWords()
  const { locality } = useGivens()
  const closed = !isOpen || isAway
  return (
    <PageFrame>
      <PageTitle>{t('citizen.signIn')}</PageTitle>
      <h1>{t('citizen.signIn')}</h1>
      {closed ? (
        <div className="notice" role="status">
          <p>{locality.hotline === '' ? t('citizen.signIn.closed.noPhone') : t('citizen.signIn.closed', { phone: locality.hotline })}</p>
        </div>
      ) : (
        <p>{t('citizen.signIn.intro')}</p>
      )}
      <ul>
        <li>{t('citizen.signIn.follow')}</li>
        <li>{t('citizen.signIn.looks')}</li>
        <li>{t('citizen.signIn.data')}</li>
      </ul>
      {isOpen && (
        <p>
          <a
            className="button"
            data-kind="primary"
            rel="nofollow"
            href={`/dang-nhap/bat-dau?next=${encodeURIComponent(next || at('/ca-nhan'))}`}
          >
            {closed ? t('citizen.signIn.again') : t('citizen.signIn.with', { provider: providerName ?? '' })}
          </a>
        </p>
      )}
      <p className="muted">{t('citizen.signIn.without')}</p>
      <p className="row">
        <a className="button" href={at('/tra-cuu')}>
          {t('site.track')}
        </a>
        <a className="button" href={at('/thu-tuc')}>
          {t('site.search')}
        </a>
      </p>
    </PageFrame>
  )
}
