import type { ReactNode } from 'react'
import { useLoaderData } from 'react-router'
import type { LoaderFunctionArgs } from 'react-router'
import type { Catalogue } from '#web-api'
import { portalContext } from '../context.ts'
import { count } from '../figures.ts'
import { PageFrame, telephone } from '../page-frame.tsx'
import { useGivens } from '../page-givens.tsx'
import { PageTitle } from '../practice-mark.tsx'
import { read } from '../reading.ts'
import { SearchForm } from '../search-form.tsx'
import { useWords } from '../use-words.ts'

export async function loader({ context }: LoaderFunctionArgs) {
  return await read<Catalogue>(context.get(portalContext), '/catalogue')
}

/** Everything the centre receives, by field: from the first page to any procedure in three clicks, without typing. */
export default function CatalogueOfAll(): ReactNode {
  const { items } = useLoaderData<typeof loader>()
  const { t, at, language } = useWords()
  const { locality } = useGivens()
  const total = items.reduce((sum, { procedures }) => sum + procedures.length, 0)
  return (
    <PageFrame>
      <PageTitle>{t('catalogue.title')}</PageTitle>
      <h1>{t('catalogue.title')}</h1>
      <SearchForm query="" />
      {total === 0 ? (
        <p>
          {t('catalogue.none')} <a href={telephone(locality.hotline)}>{t('site.hotline', { phone: locality.hotline })}</a>
        </p>
      ) : (
        <>
          <p className="catalogue__how">{t('catalogue.how', { total: count(language, total), sectors: count(language, items.length) })}</p>
          <div className="stack" data-gap="small" lang="vi">
            {items.map(({ sector, procedures }) => (
              <details key={sector} className="catalogue__sector">
                <summary>
                  <h2>{sector}</h2> <span className="muted">({count(language, procedures.length)})</span>
                </summary>
                <ul>
                  {procedures.map(({ code, name, agency }) => (
                    <li key={code}>
                      <a href={at(`/thu-tuc/${encodeURIComponent(code)}`)}>{name}</a>
                      {agency && <span className="muted small"> · {agency.name}</span>}
                    </li>
                  ))}
                </ul>
              </details>
            ))}
          </div>
          <p>
            <a href="/thu-tuc/thay-doi.xml">{t('catalogue.feed')}</a>
          </p>
        </>
      )}
    </PageFrame>
  )
}
