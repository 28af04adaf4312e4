import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem, type Centre, type Collector } from '#web-api'
import { Button, EmptyState, Notice, Select, Skeleton, TextField } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { fieldError, ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useMay } from '../lib/session.ts'
import { isChanged, useUnsaved } from '../lib/unsaved.tsx'
import { useCommand } from '../lib/use-command.ts'
import { wholeDong } from '../payment/whole-dong.ts'
import { t } from '../text.ts'
import { BackToOpening } from './back-to-opening.tsx'
import { SettingChanges } from './setting-changes.tsx'

/** Who collects at each centre, into which account; every change is shown below, to all who run the place. */
export function CollectorsPage() {
  usePageTitle(t('collectors.title'))
  const may = useMay()
  const centres = useQuery({ queryKey: queryKeys.centres, queryFn: () => api.centres() })
  const own = centres.data?.items.filter((centre) => may('set_collector', centre.id)) ?? []
  const [chosenId, setChosenId] = useState<string | null>(null)
  const chosen = own.find((centre) => centre.id === chosenId) ?? own[0]
  return (
    <>
      <BackToOpening />
      <h1>{t('collectors.title')}</h1>
      <p className="muted">{t('collectors.intro')}</p>
      {centres.error ? <ProblemNotice problem={asProblem(centres.error)} onRetry={() => void centres.refetch()} /> : null}
      {centres.isPending ? <Skeleton lines={6} /> : null}
      {centres.data?.items.length === 0 ? <EmptyState title={t('centres.none')} /> : null}
      {centres.data && own.length === 0 ? (
        <Notice>
          <p>{t('collectors.notYours')}</p>
        </Notice>
      ) : null}
      {own.length > 1 && chosen ? (
        <div className="narrow">
          <Select
            name="centre"
            label={t('accounts.centre')}
            items={own.map((centre) => ({ id: centre.id, text: centre.name }))}
            selectedId={chosen.id}
            onSelect={setChosenId}
          />
        </div>
      ) : null}
      {chosen ? (
        <section className="page-block" aria-labelledby="collector">
          <h2 id="collector">{chosen.name}</h2>
          <CollectorOf key={chosen.id} centre={chosen} />
        </section>
      ) : null}
      <SettingChanges query={{ subject: 'collector', limit: 20 }} />
    </>
  )
}

function CollectorOf({ centre }: { centre: Centre }) {
  const found = useQuery({ queryKey: queryKeys.collector(centre.id), queryFn: () => api.collector(centre.id) })
  if (found.error) return <ProblemNotice problem={asProblem(found.error)} onRetry={() => void found.refetch()} />
  if (!found.data) return <Skeleton lines={4} />
  return <CollectorForm centre={centre} begun={found.data.collector} />
}

const empty = {
  collectorName: '',
  taxCode: '',
  bankBin: '',
  bankAccount: '',
  templateSymbol: '',
  seriesSymbol: '',
  refundLimitDong: '0',
  noticeSecret: '',
}
type Words = typeof empty

function CollectorForm({ centre, begun }: { centre: Centre; begun: Collector | null }) {
  const [words, setWords] = useState<Words>(() =>
    begun === null ? empty : { ...empty, ...begun, refundLimitDong: String(begun.refundLimitDong), noticeSecret: '' },
  )
  const [isDone, setDone] = useState(false)
  const [kept, setKept] = useState(words)
  const { guard } = useUnsaved(isChanged(kept, words))
  const command = useCommand((sent: Words, key: string) => {
    const { noticeSecret, refundLimitDong, ...body } = sent
    return api.setCollector(
      centre.id,
      { ...pick(body), refundLimitDong: wholeDong(refundLimitDong), ...(noticeSecret === '' ? {} : { noticeSecret }) },
      key,
    )
  })
  const line = (name: keyof Words, more: { hint?: string; isOptional?: boolean; inputMode?: 'numeric' } = {}) => (
    <TextField
      key={name}
      name={name}
      label={t(`changes.field.${name}`)}
      value={words[name]}
      onChange={(value) => {
        setWords((before) => ({ ...before, [name]: value }))
        setDone(false)
      }}
      error={fieldError(command.problem, name)}
      {...more}
    />
  )
  return (
    <form
      noValidate
      className="stack narrow"
      onSubmit={(event) => {
        event.preventDefault()
        void command.run(words).then((saved) => {
          setDone(saved !== null)
          if (saved) setKept(words)
        })
      }}
    >
      {guard}
      {begun === null ? (
        <Notice tone="soon">
          <p>{t('collectors.missing')}</p>
        </Notice>
      ) : null}
      <ProblemSummary problem={command.problem} attempt={command.attempt} />
      {isDone ? (
        <Notice tone="ok" isLive>
          <p>{t('setup.saved')}</p>
        </Notice>
      ) : null}
      {line('collectorName')}
      {line('taxCode', { inputMode: 'numeric' })}
      {line('bankBin', { hint: t('collectors.bankBin.hint'), inputMode: 'numeric' })}
      {line('bankAccount')}
      {line('templateSymbol', { hint: t('collectors.templateSymbol.hint') })}
      {line('seriesSymbol', { hint: t('collectors.seriesSymbol.hint') })}
      {line('refundLimitDong', { hint: t('collectors.refundLimit.hint'), inputMode: 'numeric' })}
      {line('noticeSecret', { hint: t(begun?.hasNoticeSecret ? 'collectors.secret.kept' : 'collectors.secret.hint'), isOptional: true })}
      <div>
        <Button kind="primary" type="submit" isPending={command.isPending}>
          {t('setup.save')}
        </Button>
      </div>
    </form>
  )
}

/** What is sent, and nothing that was only read. */
function pick({
  collectorName,
  taxCode,
  bankBin,
  bankAccount,
  templateSymbol,
  seriesSymbol,
}: Omit<Words, 'noticeSecret' | 'refundLimitDong'>) {
  return { collectorName, taxCode, bankBin, bankAccount, templateSymbol, seriesSymbol }
}
