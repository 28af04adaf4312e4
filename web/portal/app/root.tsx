import type { ReactNode } from 'react'
import { Links, Meta, Outlet, isRouteErrorResponse, useLocation, useRouteError } from 'react-router'
import '../../ui/css/tokens.css'
import '../../ui/css/base.css'
import './styles/portal.css'
import './styles/filing.css'
import './styles/finding.css'
import './styles/tracking.css'
import { inLanguage, languageOf, say } from './language.ts'
import type { MessageKey } from './language.ts'
import { PageFrame, telephone } from './page-frame.tsx'
import { useGivens } from './page-givens.tsx'
import { PageTitle, PracticeBand } from './practice-mark.tsx'
import { useWords } from './use-words.ts'

/** The document. `<Scripts>` is left out on purpose: see `entry.client.ts`. */
export function Layout({ children }: { children: ReactNode }): ReactNode {
  const { pathname } = useLocation()
  const { nonce, enhancement } = useGivens()
  const language = languageOf(pathname)
  const isBoard = inLanguage('vi', pathname) === '/board'
  return (
    <html lang={language} {...(isBoard ? { 'data-theme': 'dark', 'data-page': 'board' } : {})}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no" />
        <link rel="icon" href="data:," />
        <link rel="alternate" type="application/atom+xml" title={say(language, 'feed.title')} href="/thu-tuc/thay-doi.xml" />
        <Meta />
        <Links />
        {isBoard ? (
          // Without scripts the board is a page that fetches itself again.
          <noscript>
            <meta httpEquiv="refresh" content="20" />
          </noscript>
        ) : (
          <>
            <link rel="alternate" hrefLang="vi" href={inLanguage('vi', pathname)} />
            <link rel="alternate" hrefLang="en" href={inLanguage('en', pathname)} />
          </>
        )}
      </head>
      <body>
        <PracticeBand />
        {children}
        <script type="module" src={enhancement} nonce={nonce} />
      </body>
    </html>
  )
}

export default function Root(): ReactNode {
  return <Outlet />
}

const known = [404, 429, 503] as const

/** Every failure ends here: what happened, what to do, and a code to read to the hotline. */
export function ErrorBoundary(): ReactNode {
  const { t, at } = useWords()
  const { locality } = useGivens()
  const error = useRouteError()
  const status = isRouteErrorResponse(error) ? error.status : 500
  const kind = known.find((each) => each === status) ?? 500
  const title = t(`error.${kind}` satisfies MessageKey)
  const requestId = isRouteErrorResponse(error) ? (error.data as { requestId?: string | null } | null)?.requestId : null
  return (
    <PageFrame>
      <PageTitle>{title}</PageTitle>
      <h1>{title}</h1>
      <p>{t(`error.${kind}Text` satisfies MessageKey, { phone: locality.hotline })}</p>
      {requestId && <p className="muted small code">{requestId}</p>}
      <p className="row">
        <a className="button" data-kind="primary" href={at('/')}>
          {t('site.home')}
        </a>
        {locality.hotline && (
          <a className="button" href={telephone(locality.hotline)}>
            {t('site.hotline', { phone: locality.hotline })}
          </a>
        )}
      </p>
    </PageFrame>
  )
}
