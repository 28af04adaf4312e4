import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Icon } from '#web-ui'
import { paths } from '../paths.ts'
import { t } from '../text.ts'

/** One box for a code, an identity number, a telephone number or a name. */
export function QuickSearch() {
  const navigate = useNavigate()
  const [text, setText] = useState('')
  return (
    <search className="quick-search">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const wanted = text.trim()
          if (wanted === '') return
          setText('')
          void navigate(paths.search(wanted))
        }}
      >
        <label htmlFor="quick-search" className="visually-hidden">
          {t('search.label')}
        </label>
        <div className="search-field__box">
          <Icon name="search" />
          <input
            id="quick-search"
            className="input"
            type="search"
            autoComplete="off"
            placeholder={t('search.placeholder')}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') event.currentTarget.blur()
            }}
          />
        </div>
      </form>
    </search>
  )
}
