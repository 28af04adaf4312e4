import type { ReactNode } from 'react'
import { useLoaderData } from 'react-router'
import type { LoaderFunctionArgs } from 'react-router'
import { portalContext } from '../context.ts'
import { count, dong } from '../figures.ts'
import { PageFrame, telephone } from '../page-frame.tsx'
import { useGivens } from '../page-givens.tsx'
import { read, readIfPossible } from '../reading.ts'
import { SearchForm } from '../search-form.tsx'
import type { AgencyList, ProcedureLine, ProcedurePage } from '#web-api'
import { PageTitle } from '../practice-mark.tsx'
import { useWords } from '../use-words.ts'

const pageSize = 20

export async function loader({ request, context }: LoaderFunctionArgs) {
  const portal = context.get(portalContext)
  const asked = new URL(request.url).searchParams
  const query = (asked.get('q') ?? '').normalize('NFC').trim().slice(0, 200)
  const agency = asked.get('agency') ?? ''
  const sector = (asked.get('linh-vuc') ?? '').normalize('NFC').trim().slice(0, 200)
  const page = Math.min(Math.max(Number.parseInt(asked.get('trang') ?? '1', 10) || 1, 1), 500)
  const search = new URLSearchParams({ limit: String(pageSize), offset: String((page - 1) * pageSize) })
  if (query) search.set('q', query)
  if (agency) search.set('agency', agency)
  if (sector) search.set('sector', sector)
  const [found, agencies] = await Promise.all([
    read<ProcedurePage>(portal, `/procedures?${search.toString()}`),
    readIfPossible<AgencyList>(portal, '/agencies'),
  ])
  return { query, agency, sector, page, found, agencies: agencies?.items ?? [] }
}

export default function Procedures(): ReactNode {
  const { query, agency, sector, page, found, agencies } = useLoaderData<typeof loader>()
  const { t, at, language } = useWords()
  const { locality } = useGivens()
  const pages = Math.max(1, Math.ceil(found.total / pageSize))
  const title = query ? t('search.titleFor', { q: query }) : sector ? t('search.titleIn', { sector }) : t('search.title')
  const address = (changes: { trang?: number; agency?: string }): string => {
    const search = new URLSearchParams(query ? { q: query } : {})
    const kept = changes.agency ?? agency
    if (kept) search.set('agency', kept)
    if (sector) search.set('linh-vuc', sector)
    if (changes.trang && changes.trang > 1) search.set('trang', String(changes.trang))
    return `${at('/thu-tuc')}?${search.toString()}`
  }
  return (
    <PageFrame>
      <PageTitle>{title}</PageTitle>
      <h1>{title}</h1>
      <SearchForm query={query} agency={agency} agencies={agencies} />
      <p>
        <a href={at('/thu-tuc/danh-muc')}>{t('home.catalogue')}</a>
      </p>
      {found.total === 0 ? (
        <section>
          <h2>{query ? t('search.none', { q: query }) : t('search.noneInSector', { sector })}</h2>
          {found.elsewhere.length > 0 && (
            <>
              <p>{t('search.elsewhere')}</p>
              <ul lang="vi">
                {found.elsewhere.map(({ matter, place }) => (
                  <li key={matter}>
                    <strong>{matter}</strong> – {t('search.elsewhereAt', { place })}
                  </li>
                ))}
              </ul>
            </>
          )}
          {agency && (
            <p>
              {t('search.noneInAgency')} <a href={address({ agency: '' })}>{t('search.everywhere')}</a>
            </p>
          )}
          <p>
            <a href={telephone(locality.hotline)}>{t('search.noneText', { phone: locality.hotline })}</a>
          </p>
          {found.nearest.length > 0 && (
            <>
              <h3>{t('search.nearest')}</h3>
              <ResultList items={found.nearest} />
            </>
          )}
        </section>
      ) : (
        <section>
          <h2 className="results-count">{t('search.found', { total: count(language, found.total) })}</h2>
          <ResultList items={found.items} />
          {pages > 1 && (
            <nav className="row pages" aria-label={t('search.pages')}>
              {page > 1 && (
                <a className="button" rel="prev" href={address({ trang: page - 1 })}>
                  {t('search.previous')}
                </a>
              )}
              <span>{t('search.page', { page, pages })}</span>
              {page < pages && (
                <a className="button" rel="next" href={address({ trang: page + 1 })}>
                  {t('search.next')}
                </a>
              )}
            </nav>
          )}
        </section>
      )}
    </PageFrame>
  )
}

function ResultList({ items }: { items: readonly ProcedureLine[] }): ReactNode {
  const { t, at, language } = useWords()
  return (
    <ol className="results">
      {items.map((item) => (
        <li key={item.code}>
          <a href={at(`/thu-tuc/${encodeURIComponent(item.code)}`)} lang="vi">
            {item.name}
          </a>
          <p className="muted small" lang="vi">
            {[item.agency?.name ?? item.sector, item.limitText ?? t('search.limitUnknown'), feeOf(item)].filter(Boolean).join(' · ')}
          </p>
        </li>
      ))}
    </ol>
  )

  function feeOf(item: ProcedureLine): string {
    if (item.feeFromDong === null) return ''
    return item.feeFromDong === 0 ? t('search.feeNone') : t('search.feeFrom', { fee: dong(language, item.feeFromDong) })
  }
}
