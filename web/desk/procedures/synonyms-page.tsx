import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { asProblem, type Synonym } from '#web-api'
import { Button, DataTable, EmptyState, SearchField, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useMay } from '../lib/session.ts'
import { useCommand } from '../lib/use-command.ts'
import { WordsDialog } from '../opening/words-dialog.tsx'
import { t } from '../text.ts'

/** What people call a thing, and what the texts call it: searched with everywhere. */
export function SynonymsPage() {
  usePageTitle(t('synonyms.title'))
  const mayChange = useMay()('change_synonyms')
  const [q, setQ] = useState('')
  const words = useDeferredValue(q)
  const synonyms = useQuery({
    queryKey: queryKeys.synonyms(words),
    queryFn: () => api.synonyms(words),
    placeholderData: (before) => before,
  })
  const [asked, setAsked] = useState<Synonym | 'new' | null>(null)
  const remove = useCommand((id: string, key: string) => api.removeSynonym(id, key))
  return (
    <>
      <div className="page-head">
        <h1>{t('synonyms.title')}</h1>
        {mayChange ? (
          <Button kind="primary" icon="plus" onPress={() => setAsked('new')}>
            {t('synonyms.add')}
          </Button>
        ) : null}
      </div>
      <p className="muted">{t('synonyms.intro')}</p>
      <SearchField label={t('synonyms.search')} value={q} onChange={setQ} />
      <ProblemSummary problem={remove.problem} attempt={remove.attempt} />
      {synonyms.error ? <ProblemNotice problem={asProblem(synonyms.error)} onRetry={() => void synonyms.refetch()} /> : null}
      {synonyms.isPending ? <Skeleton lines={6} /> : null}
      {synonyms.data ? (
        <>
          <p className="muted" role="status">
            {t('synonyms.count', { count: synonyms.data.total })}
            {synonyms.data.more ? ` ${t('accounts.more', { count: synonyms.data.items.length })}` : ''}
          </p>
          <DataTable<Synonym>
            label={t('synonyms.title')}
            items={synonyms.data.items}
            empty={<EmptyState title={t(words === '' ? 'synonyms.none' : 'synonyms.noMatch')} />}
            columns={[
              { id: 'phrase', name: t('synonyms.phrase'), isRowHeader: true, render: (each) => each.phrase },
              { id: 'means', name: t('synonyms.means'), render: (each) => each.means },
              { id: 'doneAt', name: t('synonyms.doneAt'), render: (each) => each.doneAt ?? '' },
              ...(mayChange
                ? [
                    {
                      id: 'do',
                      name: t('synonyms.do'),
                      render: (each: Synonym) => (
                        <span className="row">
                          <Button kind="quiet" aria-label={`${t('setup.change')}: ${each.phrase}`} onPress={() => setAsked(each)}>
                            {t('setup.change')}
                          </Button>
                          <Button
                            kind="quiet"
                            aria-label={`${t('synonyms.remove')}: ${each.phrase}`}
                            onPress={() => void remove.run(each.id)}
                          >
                            {t('synonyms.remove')}
                          </Button>
                        </span>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </>
      ) : null}
      {asked ? (
        <WordsDialog
          title={asked === 'new' ? t('synonyms.add') : asked.phrase}
          submit={asked === 'new' ? t('synonyms.add') : t('setup.save')}
          fields={[
            { name: 'phrase', label: t('synonyms.phrase'), hint: t('synonyms.phrase.hint') },
            { name: 'means', label: t('synonyms.means'), hint: t('synonyms.means.hint') },
            { name: 'doneAt', label: t('synonyms.doneAt'), hint: t('synonyms.doneAt.hint'), isOptional: true },
          ]}
          begun={asked === 'new' ? {} : { phrase: asked.phrase, means: asked.means, doneAt: asked.doneAt ?? '' }}
          send={(words, key) => (asked === 'new' ? api.addSynonym(words, key) : api.changeSynonym(asked.id, words, key))}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  )
}
