import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem, type Locality } from '#web-api'
import { Button, Notice, RadioGroup, Skeleton, TextField } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { fieldError, ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { isChanged, useUnsaved } from '../lib/unsaved.tsx'
import { useCommand } from '../lib/use-command.ts'
import { t } from '../text.ts'
import { BackToOpening } from './back-to-opening.tsx'

/** What the locality is called, how people reach it, and whether its papers are stamped as a sample. */
export function LocalityPage() {
  usePageTitle(t('locality.title'))
  const locality = useQuery({ queryKey: queryKeys.locality, queryFn: () => api.locality() })
  if (locality.error) return <ProblemNotice problem={asProblem(locality.error)} onRetry={() => void locality.refetch()} />
  if (!locality.data) return <Skeleton lines={6} />
  return <LocalityForm begun={locality.data} />
}

function LocalityForm({ begun }: { begun: Locality }) {
  const [data, setData] = useState(begun)
  const [kept, setKept] = useState(begun)
  const { guard } = useUnsaved(isChanged(kept, data))
  const [isDone, setDone] = useState(false)
  const command = useCommand(({ webAddresses: _given, ...body }: Locality, key: string) => api.changeLocality(body, key))
  const set = (change: Partial<Locality>) => {
    setData((before) => ({ ...before, ...change }))
    setDone(false)
  }
  return (
    <>
      <BackToOpening />
      <h1>{t('locality.title')}</h1>
      {guard}
      <form
        noValidate
        className="stack narrow"
        onSubmit={(event) => {
          event.preventDefault()
          void command.run(data).then((saved) => {
            if (saved) {
              setData(saved)
              setKept(saved)
            }
            setDone(saved !== null)
          })
        }}
      >
        <ProblemSummary problem={command.problem} attempt={command.attempt} />
        {isDone ? (
          <Notice tone="ok" isLive>
            <p>{t('setup.saved')}</p>
          </Notice>
        ) : null}
        <TextField
          name="code"
          label={t('locality.code')}
          hint={t('locality.code.hint')}
          value={data.code}
          onChange={(code) => set({ code })}
          error={fieldError(command.problem, 'code')}
        />
        <TextField
          name="name"
          label={t('locality.name')}
          hint={t('locality.name.hint')}
          value={data.name}
          onChange={(name) => set({ name })}
          error={fieldError(command.problem, 'name')}
        />
        <TextField
          name="hotline"
          label={t('locality.hotline')}
          inputMode="tel"
          isOptional
          value={data.hotline}
          onChange={(hotline) => set({ hotline })}
          error={fieldError(command.problem, 'hotline')}
        />
        <TextField
          name="address"
          label={t('locality.address')}
          isOptional
          value={data.address}
          onChange={(address) => set({ address })}
          error={fieldError(command.problem, 'address')}
        />
        <section>
          <h2>{t('locality.hosts')}</h2>
          <p className="muted">{t('locality.hosts.hint')}</p>
          {data.webAddresses.length === 0 ? (
            <p>{t('locality.hosts.none')}</p>
          ) : (
            <ul>
              {data.webAddresses.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          )}
        </section>
        <RadioGroup
          name="demonstration"
          label={t('locality.stamp')}
          value={data.demonstration ? 'sample' : 'real'}
          onChange={(stamp) => set({ demonstration: stamp === 'sample' })}
          items={[
            { id: 'real', text: t('locality.stamp.real') },
            { id: 'sample', text: t('locality.stamp.sample') },
          ]}
          error={fieldError(command.problem, 'demonstration')}
        />
        <div>
          <Button kind="primary" type="submit" isPending={command.isPending}>
            {t('setup.save')}
          </Button>
        </div>
      </form>
    </>
  )
}
