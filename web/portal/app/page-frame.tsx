import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
import { inLanguage } from './language.ts'
import { useGivens } from './page-givens.tsx'
import { useWords } from './use-words.ts'

/**
 * Header, one column, footer: the frame of every page but the board. `sent` is what a form brought here: the other
 * language is asked for with it, because the address alone does not lead to this page.
 */
export function PageFrame({ children, sent }: { children: ReactNode; sent?: Readonly<Record<string, string>> | undefined }): ReactNode {
  const { t, at, language } = useWords()
  const { locality } = useGivens()
  const { pathname, search } = useLocation()
  const other = language === 'vi' ? 'en' : 'vi'
  const current = (path: string): { 'aria-current'?: 'page' } => (pathname === at(path) ? { 'aria-current': 'page' } : {})
  return (
    <>
      <a className="skip-link" href="#main">
        {t('site.skip')}
      </a>
      <header className="site-header">
        <div className="site-header__inner">
          <a className="site-name" href={at('/')}>
            <Crest />
            <span>
              {locality.name && <small lang="vi">{locality.name}</small>}
              <strong lang="vi">{locality.centreName}</strong>
            </span>
          </a>
          <nav aria-label={t('site.navigation')}>
            <a href={at('/thu-tuc')} {...current('/thu-tuc')}>
              {t('site.search')}
            </a>
            <a href={at('/tra-cuu')} {...current('/tra-cuu')}>
              {t('site.track')}
            </a>
            <a href={at('/board')}>{t('site.board')}</a>
            <a href={at('/ca-nhan')} {...current('/ca-nhan')}>
              {t('site.personal')}
            </a>
            {sent ? (
              <form method="post" action={inLanguage(other, pathname)}>
                {Object.entries(sent).map(([name, value]) => (
                  <input key={name} type="hidden" name={name} value={value} />
                ))}
                <button type="submit" lang={other}>
                  {t('site.otherLanguage')}
                </button>
              </form>
            ) : (
              <a href={inLanguage(other, pathname) + search} lang={other} hrefLang={other}>
                {t('site.otherLanguage')}
              </a>
            )}
          </nav>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="site-footer">
        <div>
          <p>
            <strong lang="vi">{locality.centreName}</strong>
          </p>
          {locality.address && <p lang="vi">{t('site.address', { address: locality.address })}</p>}
          {locality.officeHours && <p lang="vi">{t('site.hours', { hours: locality.officeHours })}</p>}
          {locality.hotline && (
            <p>
              <a href={telephone(locality.hotline)}>
                {t('site.hotline', { phone: '' })}
                <span lang="vi">{locality.hotline}</span>
              </a>
            </p>
          )}
          <p>
            <a href={at('/so-ghi-nhan')}>{t('site.record')}</a>
            {locality.gathers && (
              <>
                {' · '}
                <a href={at('/toan-quoc')}>{t('site.national')}</a>
              </>
            )}
          </p>
        </div>
      </footer>
    </>
  )
}

/** `0235 1022` → `tel:02351022`. */
export function telephone(number: string): string {
  return `tel:${number.replace(/[^\d+]/gu, '')}`
}

/** A place-holder for the crest of the locality: one open door. */
function Crest(): ReactNode {
  return (
    <svg className="crest" viewBox="0 0 40 40" aria-hidden="true">
      <rect x="1" y="1" width="38" height="38" rx="6" fill="var(--cham)" />
      <path d="M11 32V15a9 9 0 0 1 18 0v17" fill="none" stroke="var(--on-cham)" strokeWidth="2.5" />
      <path d="M20 7v25M8 32h24" stroke="var(--on-cham)" strokeWidth="2.5" />
      <circle cx="24" cy="21" r="1.6" fill="var(--on-cham)" />
    </svg>
  )
}
