import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem, type Centre, type Hall, type KioskLine } from '#web-api'
import { Button, Checkbox, Dialog, EmptyState, formatInstant, Notice, Select, Skeleton, TextField } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { fieldError, ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useMay } from '../lib/session.ts'
import { useCommand } from '../lib/use-command.ts'
import { BackToOpening } from '../opening/back-to-opening.tsx'
import { t } from '../text.ts'

/** The hall of each centre: its queues, who serves them, by how much priority goes ahead, and the kiosks. */
export function HallPage() {
  usePageTitle(t('hall.title'))
  const may = useMay()
  const centres = useQuery({ queryKey: queryKeys.centres, queryFn: () => api.centres() })
  const [chosen, setChosen] = useState<string | null>(null)
  const mine = centres.data?.items.filter(({ id }) => may('run_centre', id)) ?? []
  const centre = mine.find(({ code }) => code === chosen) ?? mine[0]
  const hall = useQuery({
    queryKey: queryKeys.hall(centre?.code ?? ''),
    queryFn: () => api.hall(centre?.code ?? ''),
    enabled: centre !== undefined,
    retry: false,
  })
  const isNew = hall.error !== null && asProblem(hall.error).status === 404
  return (
    <>
      <BackToOpening />
      <h1>{t('hall.title')}</h1>
      <p className="muted">{t('hall.intro')}</p>
      {centres.error ? <ProblemNotice problem={asProblem(centres.error)} onRetry={() => void centres.refetch()} /> : null}
      {centres.data && mine.length === 0 ? (
        <EmptyState title={t('hall.notYours')}>
          <p>{t('hall.notYours.why')}</p>
        </EmptyState>
      ) : null}
      {mine.length > 1 ? (
        <div className="narrow">
          <Select
            name="centre"
            label={t('register.centre')}
            items={mine.map(({ code, name }) => ({ id: code, text: name }))}
            selectedId={centre?.code ?? null}
            onSelect={setChosen}
          />
        </div>
      ) : null}
      {hall.isLoading ? <Skeleton lines={8} /> : null}
      {hall.error && !isNew ? <ProblemNotice problem={asProblem(hall.error)} onRetry={() => void hall.refetch()} /> : null}
      {centre && (hall.data || isNew) ? (
        <>
          <HallForm key={`${centre.code} ${isNew}`} centre={centre} hall={hall.data ?? null} />
          {hall.data ? <HallScreens centre={centre} /> : null}
          {hall.data ? <Kiosks centreCode={centre.code} /> : null}
        </>
      ) : null}
    </>
  )
}

/** Where the televisions, the screens of the counters and the kiosk find their pages. */
function HallScreens({ centre }: { centre: Centre }) {
  const of = `?centre=${encodeURIComponent(centre.code)}`
  const screens = [
    { to: `/hall${of}`, name: t('hall.screens.board') },
    ...centre.counters.map(({ number }) => ({ to: `/hall/counter/${number}${of}`, name: t('hall.screens.counter', { number }) })),
    { to: '/kiosk', name: t('hall.screens.kiosk') },
  ]
  return (
    <section className="page-block" aria-labelledby="hall-screens">
      <h2 id="hall-screens">{t('hall.screens')}</h2>
      <p className="muted">{t('hall.screens.intro')}</p>
      <ul>
        {screens.map(({ to, name }) => (
          <li key={to}>
            <a href={to} target="_blank" rel="noreferrer">
              {name}
            </a>{' '}
            <span className="code long-address">{`${location.origin}${to}`}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

type QueueWords = Hall['queues'][number]

/** What a new hall begins with: to file, to collect, and for people who are unsure. */
function begun(centre: Centre): QueueWords[] {
  const all = centre.counters.map(({ number }) => number)
  return [
    { prefix: 'A', kind: 'intake', name: t('hall.begun.intake'), nameEn: 'Filing', isOpen: true, counterNumbers: all, waiting: 0 },
    {
      prefix: 'B',
      kind: 'collection',
      name: t('hall.begun.collection'),
      nameEn: 'Collecting results',
      isOpen: true,
      counterNumbers: all,
      waiting: 0,
    },
    {
      prefix: 'C',
      kind: 'guidance',
      name: t('hall.begun.guidance'),
      nameEn: 'Guidance',
      isOpen: true,
      counterNumbers: all.slice(0, 1),
      waiting: 0,
    },
  ]
}

function HallForm({ centre, hall }: { centre: Centre; hall: Hall | null }) {
  const [minutes, setMinutes] = useState(String(hall?.priorityMinutes ?? 15))
  const [queues, setQueues] = useState<QueueWords[]>(() => hall?.queues ?? begun(centre))
  const command = useCommand((body: Record<string, unknown>, key: string) => api.setUpHall(centre.code, body, key))
  const change = (index: number, words: Partial<QueueWords>) =>
    setQueues((before) => before.map((queue, at) => (at === index ? { ...queue, ...words } : queue)))
  const nextPrefix = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('').find((letter) => !queues.some(({ prefix }) => prefix === letter))
  return (
    <form
      noValidate
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        const sent = queues.map(({ waiting: _waiting, ...queue }) => queue)
        void command.run({ priorityMinutes: minutes.trim() === '' ? null : Number(minutes), queues: sent })
      }}
    >
      <ProblemSummary problem={command.problem} attempt={command.attempt} />
      <div className="narrow">
        <TextField
          name="priorityMinutes"
          label={t('hall.priorityMinutes')}
          hint={t('hall.priorityMinutes.hint')}
          inputMode="numeric"
          value={minutes}
          onChange={setMinutes}
          error={fieldError(command.problem, 'priorityMinutes')}
        />
      </div>
      {queues.map((queue, index) => (
        <fieldset key={queue.prefix} className="page-block hall-queue">
          <legend>{t('hall.queue', { prefix: queue.prefix })}</legend>
          <div className="row">
            <TextField
              name={`queues.${index}.name`}
              label={t('hall.queue.name')}
              value={queue.name}
              onChange={(name) => change(index, { name })}
              error={fieldError(command.problem, `queues.${index}.name`)}
            />
            <TextField
              name={`queues.${index}.nameEn`}
              label={t('hall.queue.nameEn')}
              value={queue.nameEn}
              onChange={(nameEn) => change(index, { nameEn })}
              error={fieldError(command.problem, `queues.${index}.nameEn`)}
            />
            <Select
              name={`queues.${index}.kind`}
              label={t('hall.queue.kind')}
              items={(['intake', 'collection', 'guidance'] as const).map((kind) => ({ id: kind, text: t(`hall.kind.${kind}`) }))}
              selectedId={queue.kind}
              onSelect={(kind) => change(index, { kind: kind as QueueWords['kind'] })}
            />
          </div>
          <div className="row" role="group" aria-label={t('hall.queue.counters')}>
            <span>{t('hall.queue.counters')}</span>
            {centre.counters.map(({ number }) => (
              <Checkbox
                key={number}
                isSelected={queue.counterNumbers.includes(number)}
                onChange={(isServed) =>
                  change(index, {
                    counterNumbers: isServed ? [...queue.counterNumbers, number] : queue.counterNumbers.filter((each) => each !== number),
                  })
                }
              >
                {number}
              </Checkbox>
            ))}
          </div>
          <Checkbox isSelected={queue.isOpen} onChange={(isOpen) => change(index, { isOpen })}>
            {t('hall.queue.isOpen')}
          </Checkbox>
        </fieldset>
      ))}
      <div className="row">
        {nextPrefix ? (
          <Button
            icon="plus"
            onPress={() =>
              setQueues((before) => [
                ...before,
                { prefix: nextPrefix, kind: 'intake', name: '', nameEn: '', isOpen: true, counterNumbers: [], waiting: 0 },
              ])
            }
          >
            {t('hall.queue.add')}
          </Button>
        ) : null}
        <Button type="submit" kind="primary" isPending={command.isPending}>
          {t('hall.save')}
        </Button>
      </div>
    </form>
  )
}

function Kiosks({ centreCode }: { centreCode: string }) {
  const kiosks = useQuery({ queryKey: queryKeys.kiosks(centreCode), queryFn: () => api.kiosks(centreCode) })
  const [name, setName] = useState('')
  const [code, setCode] = useState<{ code: string; minutes: number } | null>(null)
  const [asked, setAsked] = useState<KioskLine | null>(null)
  const add = useCommand((body: string, key: string) => api.addKiosk(centreCode, body, key))
  const revoke = useCommand((id: string, key: string) => api.revokeKiosk(centreCode, id, key))
  return (
    <section className="page-block" aria-labelledby="kiosks">
      <h2 id="kiosks">{t('kiosks.title')}</h2>
      <p className="muted">{t('kiosks.intro')}</p>
      <ProblemSummary problem={add.problem ?? revoke.problem} attempt={add.attempt + revoke.attempt} />
      {kiosks.error ? <ProblemNotice problem={asProblem(kiosks.error)} onRetry={() => void kiosks.refetch()} /> : null}
      <form
        noValidate
        className="row"
        onSubmit={(event) => {
          event.preventDefault()
          void add.run(name).then((added) => {
            if (added === null) return
            setName('')
            setCode(added)
          })
        }}
      >
        <TextField name="name" label={t('kiosks.name')} value={name} onChange={setName} error={fieldError(add.problem, 'name')} />
        <Button type="submit" icon="plus" isPending={add.isPending}>
          {t('kiosks.add')}
        </Button>
      </form>
      {code ? (
        <Notice tone="ok">
          <p>
            {t('kiosks.code', { minutes: code.minutes })} <b className="code">{code.code}</b>
          </p>
        </Notice>
      ) : null}
      {kiosks.data?.items.length === 0 ? <p className="muted">{t('kiosks.none')}</p> : null}
      <ul className="plain-list">
        {kiosks.data?.items.map((kiosk) => (
          <li key={kiosk.id} className="row" data-justify="between">
            <span>
              {kiosk.name} <span className="badge">{t(`kiosks.state.${kiosk.state}`)}</span>
              {kiosk.lastTicketAt ? (
                <span className="muted small"> {t('kiosks.last', { at: formatInstant(kiosk.lastTicketAt) })}</span>
              ) : null}
            </span>
            {kiosk.state === 'revoked' ? null : (
              <Button kind="quiet" onPress={() => setAsked(kiosk)}>
                {t('kiosks.revoke')}
                <span className="visually-hidden">: {kiosk.name}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asked ? (
        <Dialog title={t('kiosks.revoke')} isOpen onClose={() => setAsked(null)}>
          <p>{t('kiosks.revoke.why', { name: asked.name })}</p>
          <div className="dialog__foot">
            <Button
              kind="danger"
              isPending={revoke.isPending}
              onPress={() =>
                void revoke.run(asked.id).then((done) => {
                  if (done !== null) setAsked(null)
                })
              }
            >
              {t('kiosks.revoke')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </section>
  )
}
