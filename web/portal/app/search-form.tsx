import type { ReactNode } from 'react'
import type { AgencyList } from '#web-api'
import { useWords } from './use-words.ts'

/** One field, and the agency where the page offers it. A plain GET: the results have an address. */
export function SearchForm(props: { query: string; agency?: string; agencies?: AgencyList['items'] }): ReactNode {
  const { t, at } = useWords()
  return (
    <search>
      <form method="get" action={at('/thu-tuc')} className="search">
        <div className="field search__words">
          <label htmlFor="q">{t('home.label')}</label>
          <span className="field__hint" id="q-hint">
            {t('home.hint')}
          </span>
          <input
            className="input"
            type="search"
            id="q"
            name="q"
            defaultValue={props.query}
            aria-describedby="q-hint"
            autoComplete="off"
            maxLength={200}
          />
        </div>
        {props.agencies && (
          <div className="field search__agency">
            <label htmlFor="agency">{t('search.agency')}</label>
            <select className="input" id="agency" name="agency" defaultValue={props.agency ?? ''}>
              <option value="">{t('search.allAgencies')}</option>
              {props.agencies.map((agency) => (
                <option key={agency.code} value={agency.code}>
                  {agency.name}
                </option>
              ))}
            </select>
          </div>
        )}
        <button className="button" data-kind="primary" type="submit">
          {t('home.button')}
        </button>
      </form>
    </search>
  )
}
