import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { asProblem, type DecreeChange, type DecreePreview, Problem } from '#web-api'
import { Button, DataTable, ErrorSummary, Notice, parseDay, RadioGroup, Select, Skeleton, TextField } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useCommand } from '../lib/use-command.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'
import { changeOf, decreeKinds, emptyForm, formField, type DecreeForm, type FormFault } from './decree-form.ts'
import { MovedTable } from './moved-table.tsx'

type Seen = { change: DecreeChange; preview: DecreePreview; isRenewed: boolean }

/** A change is described, its effect is looked at, and only then confirmed. Any later input discards the preview. */
export function NewDecreePage() {
  usePageTitle(t('decree.title'))
  const navigate = useNavigate()
  const decrees = useQuery({ queryKey: queryKeys.decrees, queryFn: () => api.decrees() })
  // Opened from the hours of one office, the page edits those hours.
  const [search] = useSearchParams()
  const hoursOf = search.get('gio')
  const [form, setForm] = useState<DecreeForm>(() => (hoursOf === null ? emptyForm : { ...emptyForm, what: 'hours', office: hoursOf }))
  const [faults, setFaults] = useState<readonly FormFault[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [isLooking, setIsLooking] = useState(false)
  const [seen, setSeen] = useState<Seen | null>(null)
  const enter = useCommand((body: Parameters<typeof api.enterDecree>[0], key: string) => api.enterDecree(body, key))

  if (decrees.error) return <ProblemNotice problem={asProblem(decrees.error)} onRetry={() => void decrees.refetch()} />
  if (!decrees.data) return <Skeleton lines={8} />
  const { mayEnter } = decrees.data
  const what = mayEnter.days ? form.what : 'hours'

  const set = (field: keyof DecreeForm) => (value: string) => {
    setForm({ ...form, [field]: value })
    setSeen(null)
  }
  const look = async (isRenewed: boolean, change: DecreeChange) => {
    setIsLooking(true)
    setProblem(null)
    try {
      setSeen({ change, preview: await api.previewDecree({ change, basis: form.basis, limit: 50 }), isRenewed })
    } catch (error) {
      setSeen(null)
      setProblem(asProblem(error))
    } finally {
      setIsLooking(false)
    }
  }
  const preview = async () => {
    const described = changeOf({ ...form, what })
    setFaults(described.faults)
    setAttempt((count) => count + 1)
    if (described.change) await look(false, described.change)
  }
  const confirm = async () => {
    if (!seen) return
    const { basis, name, reason } = form
    const body = { change: seen.change, basis, name, reason, decreedOn: parseDay(form.decreedOn), fingerprint: seen.preview.fingerprint }
    const done = await enter.run(body)
    if (done) void navigate(paths.decree(done.id))
    else await look(true, seen.change)
  }
  const refused = problem ?? (seen?.isRenewed ? enter.problem : null)
  const named = refused
    ? new Problem({ ...refused, detail: refused.detail, fields: refused.fields.map((each) => ({ ...each, field: formField(each.field) })) })
    : null
  const error = (field: keyof DecreeForm): string | undefined => {
    const fault = faults.find((each) => each.field === field)
    return fault ? t(fault.key) : named?.fields.find((each) => each.field === field)?.message
  }
  const text = (field: keyof DecreeForm, label: string, more: { hint?: string; isOptional?: boolean; multiline?: boolean } = {}) => (
    <TextField name={field} label={label} value={form[field]} onChange={set(field)} error={error(field)} {...more} />
  )
  return (
    <>
      <h1>{t('decree.title')}</h1>
      <p className="muted">{t('decree.intro')}</p>
      {faults.length > 0 ? (
        <ErrorSummary errors={faults.map((fault) => ({ field: fault.field, message: t(fault.key) }))} attempt={attempt} />
      ) : (
        <ProblemSummary problem={named} attempt={attempt + enter.attempt} />
      )}
      <form
        className="decree-form"
        onSubmit={(event) => {
          event.preventDefault()
          void preview()
        }}
      >
        {mayEnter.days ? (
          <RadioGroup
            name="what"
            label={t('decree.what')}
            items={decreeKinds.map((kind) => ({ id: kind, text: t(`decree.what.${kind}`) }))}
            value={form.what}
            onChange={set('what')}
          />
        ) : null}
        {what === 'hours' ? (
          <OfficeFields form={form} set={set} text={text} mayEnter={mayEnter} />
        ) : (
          <div className="decree-form__row">
            {text('on', t(what === 'off' ? 'decree.on.first' : what === 'makeup' || what === 'revoked' ? 'decree.on.work' : 'decree.on'), {
              hint: t('decree.dayHint'),
            })}
            {what === 'off' ? text('until', t('decree.until'), { hint: t('decree.dayHint'), isOptional: true }) : null}
            {what === 'swap' ? text('workOn', t('decree.workOn'), { hint: t('decree.dayHint') }) : null}
            {what === 'half' ? text('from', t('decree.from'), { hint: t('decree.hourHint') }) : null}
            {what === 'half' ? text('to', t('decree.to'), { hint: t('decree.hourHint') }) : null}
          </div>
        )}
        {text('name', t('decree.name'))}
        <div className="decree-form__row">
          {text('basis', t('decree.basis'), { hint: t('decree.basis.hint') })}
          {text('decreedOn', t('decree.decreedOn'), { hint: t('decree.dayHint'), isOptional: true })}
        </div>
        {text('reason', t('decree.reason'), { hint: t('decree.reason.hint'), multiline: true })}
        <div className="button-row">
          <Button type="submit" kind={seen ? 'secondary' : 'primary'} isPending={isLooking}>
            {t('decree.preview')}
          </Button>
        </div>
      </form>
      <div aria-live="polite">{isLooking && !seen ? <p>{t('decree.previewing')}</p> : null}</div>
      {seen ? (
        <PreviewPanel seen={seen} onMore={setSeen} basis={form.basis} isPending={enter.isPending} onConfirm={() => void confirm()} />
      ) : null}
    </>
  )
}

type TextOf = (field: keyof DecreeForm, label: string, more?: { hint?: string; isOptional?: boolean }) => React.ReactNode

function OfficeFields({
  form,
  set,
  text,
  mayEnter,
}: {
  form: DecreeForm
  set: (field: keyof DecreeForm) => (value: string) => void
  text: TextOf
  mayEnter: { days: boolean; centreIds: string[] | null }
}) {
  const centres = useQuery({ queryKey: queryKeys.centres, queryFn: () => api.centres() })
  const mine = (centres.data?.items ?? []).filter((centre) => mayEnter.centreIds === null || mayEnter.centreIds.includes(centre.id))
  const offices = [
    ...(mayEnter.days ? [{ id: 'all', text: t('decree.office.all') }] : []),
    ...mine.map((centre) => ({ id: centre.id, text: centre.name })),
  ]
  const first = offices[0]?.id
  if (centres.data && first !== undefined && !offices.some((office) => office.id === form.office))
    queueMicrotask(() => set('office')(first))
  return (
    <>
      <div className="decree-form__row">
        <Select name="office" label={t('decree.office')} items={offices} selectedId={form.office} onSelect={set('office')} />
        {text('fromOn', t('decree.fromOn'), { hint: t('decree.dayHint') })}
      </div>
      <div className="decree-form__row">
        {text('morning', t('decree.morning'), { hint: t('decree.sessionHint'), isOptional: true })}
        {text('afternoon', t('decree.afternoon'), { hint: t('decree.sessionHint'), isOptional: true })}
        {text('saturday', t('decree.saturday'), { hint: t('decree.saturday.hint'), isOptional: true })}
      </div>
    </>
  )
}

function PreviewPanel({
  seen,
  basis,
  onMore,
  onConfirm,
  isPending,
}: {
  seen: Seen
  basis: string
  onMore: (seen: Seen) => void
  onConfirm: () => void
  isPending: boolean
}) {
  const { preview, change } = seen
  // The answer to the button, which on a small screen is below it.
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const more = async () => {
    const next = await api.previewDecree({ change, basis, offset: preview.dossiers.length, limit: 50 })
    onMore({ ...seen, preview: { ...preview, dossiers: [...preview.dossiers, ...next.dossiers] } })
  }
  const sentences = [
    preview.moved === 0 ? t('decree.preview.none') : t('decree.preview.moved', { moved: preview.moved, running: preview.running }),
    preview.becomesLate > 0 ? t('decree.preview.late', { count: preview.becomesLate }) : null,
    preview.noLongerLate > 0 ? t('decree.preview.notLate', { count: preview.noLongerLate }) : null,
    preview.suspended > 0 ? t('decree.preview.suspended', { count: preview.suspended }) : null,
    preview.closed.count > 0 ? t('decree.preview.closed', { count: preview.closed.count }) : null,
    ...preview.remarks,
  ]
  return (
    <section className="decree-preview" aria-labelledby="decree-preview">
      <h2 id="decree-preview" tabIndex={-1} ref={title}>
        {t('decree.preview.title')}
      </h2>
      <Notice tone={preview.becomesLate > 0 ? 'late' : preview.moved > 0 ? 'soon' : 'info'} isLive>
        {seen.isRenewed ? <p>{t('decree.preview.changed')}</p> : null}
        {sentences
          .filter((each) => each !== null)
          .map((each) => (
            <p key={each}>{each}</p>
          ))}
      </Notice>
      {preview.agencies.length > 0 ? (
        <>
          <h3>{t('decree.byAgency')}</h3>
          <DataTable
            label={t('decree.byAgency')}
            items={preview.agencies.map((each) => ({ ...each, id: each.agency.code }))}
            empty={null}
            columns={[
              { id: 'agency', name: t('decree.agency'), isRowHeader: true, render: (each) => each.agency.name },
              { id: 'moved', name: t('decree.agency.moved'), isNumeric: true, render: (each) => `${each.moved}/${each.running}` },
              { id: 'later', name: t('decree.agency.later'), isNumeric: true, render: (each) => each.later },
              { id: 'earlier', name: t('decree.agency.earlier'), isNumeric: true, render: (each) => each.earlier },
              { id: 'late', name: t('decree.agency.late'), isNumeric: true, render: (each) => each.becomesLate },
              { id: 'notLate', name: t('decree.agency.notLate'), isNumeric: true, render: (each) => each.noLongerLate },
              {
                id: 'most',
                name: t('decree.agency.most'),
                isNumeric: true,
                render: (each) => t('decree.days', { days: each.mostDays > 0 ? `+${each.mostDays}` : each.mostDays }),
              },
            ]}
          />
          <h3>{t('decree.dossiers')}</h3>
          <p className="muted">{t('decree.dossiers.shown', { shown: preview.dossiers.length, total: preview.total })}</p>
          <MovedTable dossiers={preview.dossiers} label={t('decree.dossiers')} />
          {preview.dossiers.length < preview.total ? <Button onPress={() => void more()}>{t('decree.more')}</Button> : null}
        </>
      ) : null}
      <div className="button-row">
        <Button kind="primary" isPending={isPending} onPress={onConfirm}>
          {preview.moved > 0 ? t('decree.confirm', { count: preview.moved }) : t('decree.confirm.none')}
        </Button>
      </div>
    </section>
  )
}
