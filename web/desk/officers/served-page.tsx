import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem, type Agency, type Centre } from '#web-api'
import { Button, Checkbox, EmptyState, Notice, RadioGroup, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useMay } from '../lib/session.ts'
import { useCommand } from '../lib/use-command.ts'
import { t } from '../text.ts'

/** For which agencies each centre receives as their own place; what it receives for others begins when they have it. */
export function ServedPage() {
  usePageTitle(t('served.title'))
  const centres = useQuery({ queryKey: queryKeys.centres, queryFn: () => api.centres() })
  const agencies = useQuery({ queryKey: queryKeys.agencies, queryFn: () => api.agencies() })
  const failed = centres.error ?? agencies.error
  if (failed)
    return (
      <ProblemNotice
        problem={asProblem(failed)}
        onRetry={() => {
          void centres.refetch()
          void agencies.refetch()
        }}
      />
    )
  if (!centres.data || !agencies.data) return <Skeleton lines={8} />
  return (
    <>
      <h1>{t('served.title')}</h1>
      <p className="muted">{t('served.intro')}</p>
      {centres.data.items.length === 0 ? <EmptyState title={t('served.none')} /> : null}
      {centres.data.items.map((centre) => (
        <ServedForm key={centre.id} centre={centre} agencies={agencies.data.items} />
      ))}
    </>
  )
}

function ServedForm({ centre, agencies }: { centre: Centre; agencies: readonly Agency[] }) {
  const isMine = useMay()('run_centre', centre.id)
  const [which, setWhich] = useState<'all' | 'some'>(centre.agencyCodes.length === 0 ? 'all' : 'some')
  const [codes, setCodes] = useState<readonly string[]>(centre.agencyCodes)
  const [isDone, setIsDone] = useState(false)
  const command = useCommand((agencyCodes: string[], key: string) => api.setServedAgencies(centre.code, agencyCodes, key))
  const save = async () => {
    const saved = await command.run(which === 'all' ? [] : [...codes])
    setIsDone(saved !== null)
  }
  const isEmpty = which === 'some' && codes.length === 0
  const names = agencies.filter((agency) => centre.agencyCodes.includes(agency.code)).map((agency) => agency.name)
  return (
    <section className="page-block" aria-labelledby={`centre-${centre.id}`}>
      <h2 id={`centre-${centre.id}`}>{centre.name}</h2>
      {isMine ? (
        <form
          noValidate
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            if (!isEmpty) void save()
          }}
        >
          <ProblemSummary problem={command.problem} attempt={command.attempt} />
          {isDone ? (
            <Notice tone="ok" isLive>
              <p>{t('served.saved')}</p>
            </Notice>
          ) : null}
          <RadioGroup
            name={`which-${centre.code}`}
            label={t('served.which')}
            value={which}
            onChange={(next) => {
              setWhich(next)
              setIsDone(false)
            }}
            items={[
              { id: 'all', text: t('served.all') },
              { id: 'some', text: t('served.some') },
            ]}
          />
          {which === 'some' ? (
            <fieldset className="field">
              <legend>{t('served.agencies')}</legend>
              {agencies.map((agency) => (
                <Checkbox
                  key={agency.code}
                  isSelected={codes.includes(agency.code)}
                  onChange={(isIn) => {
                    setCodes(isIn ? [...codes, agency.code] : codes.filter((code) => code !== agency.code))
                    setIsDone(false)
                  }}
                >
                  {agency.name}
                </Checkbox>
              ))}
              {isEmpty ? <span className="field__error">{t('served.choose')}</span> : null}
            </fieldset>
          ) : null}
          <div className="button-row">
            <Button kind="primary" type="submit" isPending={command.isPending}>
              {t('served.save')}
            </Button>
          </div>
        </form>
      ) : (
        <>
          <p>{names.length === 0 ? t('served.all') : names.join('; ')}</p>
          <p className="muted small">{t('served.notYours')}</p>
        </>
      )}
    </section>
  )
}
