import type { ReactNode } from 'react'
import { data, useLoaderData } from 'react-router'
import type { LoaderFunctionArgs } from 'react-router'
import { personal, withCookies } from '../citizen.ts'
import { portalContext } from '../context.ts'
import { PageFrame } from '../page-frame.tsx'
import { PageTitle } from '../practice-mark.tsx'
import { unavailable } from '../reading.ts'
import { useWords } from '../use-words.ts'

/** Back from the provider of the identity. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const query = new URL(request.url).search.slice(1)
  const answer = await context.get(portalContext).api('/api/v1/citizen-sign-ins', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': request.headers.get('user-agent') ?? '' },
    body: JSON.stringify({ query: query.slice(0, 4000) }),
  })
  if (answer.ok) {
    const { next } = (await answer.json()) as { next: string }
    const headers = withCookies(answer)
    headers.set('location', next)
    return new Response(null, { status: 302, headers })
  }
  const { code, detail } = (await answer.json()) as { code?: string; detail?: string }
  if (!code?.startsWith('CITIZEN_')) throw unavailable()
  return data({ detail: detail ?? '' }, { status: answer.status, headers: personal })
}

export function headers({ loaderHeaders }: { loaderHeaders: Headers }): Headers {
  return loaderHeaders
}

export default function SignInDone(): ReactNode {
  const { detail } = useLoaderData<{ detail: string }>()
  const { t, at } = useWords()
  return (
    <PageFrame>
      <PageTitle>{t('citizen.signIn.failed')}</PageTitle>
      <h1>{t('citizen.signIn.failed')}</h1>
      <p role="alert" lang="vi">
        {detail}
      </p>
      <p className="row">
        <a className="button" data-kind="primary" href={at('/dang-nhap')}>
          {t('citizen.signIn.again')}
        </a>
        <a className="button" href={at('/')}>
          {t('site.home')}
        </a>
      </p>
    </PageFrame>
  )
}
