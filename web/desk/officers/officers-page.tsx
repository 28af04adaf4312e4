import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { asProblem, type OfficerLine } from '#web-api'
import { Button, DataTable, Dialog, EmptyState, formatDay, formatDue, Notice, parseDay, Select, Skeleton, TextField } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { fieldError, ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useCommand } from '../lib/use-command.ts'
import { paths } from '../paths.ts'
import { type DeskKey, t } from '../text.ts'

const styles: readonly { id: string; name: DeskKey }[] = [
  { id: 'KT', name: 'officers.style.KT' },
  { id: 'TL', name: 'officers.style.TL' },
  { id: 'TUQ', name: 'officers.style.TUQ' },
]

type Asked = { what: 'replace' | 'absence' | 'delegate'; officer: OfficerLine }

/** Colleagues: who is away, who acts for whom; and, for heads, replacing one at once. */
export function OfficersPage() {
  usePageTitle(t('area.officers'))
  const [asked, setAsked] = useState<Asked | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const officers = useQuery({ queryKey: queryKeys.officers, queryFn: () => api.officers() })
  const delegations = useQuery({ queryKey: queryKeys.delegations, queryFn: () => api.delegations() })
  const end = useCommand((what: { kind: 'absence' | 'delegation'; id: string }, key: string) =>
    what.kind === 'absence' ? api.endAbsence(what.id, key) : api.endDelegation(what.id, key),
  )
  if (officers.error) return <ProblemNotice problem={asProblem(officers.error)} onRetry={() => void officers.refetch()} />
  if (!officers.data) return <Skeleton lines={6} />
  const items = officers.data.items
  const open = (what: Asked['what'], officer: OfficerLine) => {
    setDone(null)
    setAsked({ what, officer })
  }
  return (
    <>
      <div className="page-head">
        <h1>{t('area.officers')}</h1>
        <Link className="button" to={paths.served()}>
          {t('served.title')}
        </Link>
      </div>
      {done ? (
        <Notice tone="ok" isLive>
          <p>{done}</p>
        </Notice>
      ) : null}
      <ProblemSummary problem={end.problem} attempt={end.attempt} />
      <DataTable<OfficerLine>
        label={t('area.officers')}
        items={items}
        empty={<EmptyState title={t('officers.none')} />}
        columns={[
          { id: 'name', name: t('officers.name'), isRowHeader: true, render: (each) => each.name },
          {
            id: 'roles',
            name: t('officers.roles'),
            render: (each) =>
              each.roles
                .map((role) => (role.onBehalfOf ? `${role.roleName} (${role.onBehalfOf.style}. ${role.onBehalfOf.name})` : role.roleName))
                .join(', '),
          },
          {
            id: 'absence',
            name: t('officers.absence'),
            render: (each) =>
              each.absence ? (
                <>
                  {t('officers.away', {
                    from: formatDay(each.absence.fromOn),
                    to: formatDay(each.absence.toOn),
                    reason: each.absence.reason,
                  })}{' '}
                  {each.mayRecordAbsence ? (
                    <Button kind="quiet" onPress={() => void end.run({ kind: 'absence', id: each.absence?.id ?? '' })}>
                      {t('officers.isBack')}
                    </Button>
                  ) : null}
                </>
              ) : null,
          },
          {
            id: 'do',
            name: t('officers.do'),
            render: (each) => (
              <span className="row">
                {each.mayRecordAbsence && !each.absence ? (
                  <Button onPress={() => open('absence', each)}>{t('officers.recordAbsence')}</Button>
                ) : null}
                {each.mayDelegateFor && each.roles.some((role) => role.onBehalfOf === null) ? (
                  <Button onPress={() => open('delegate', each)}>{t('officers.delegate')}</Button>
                ) : null}
                {each.mayReplace ? <Button onPress={() => open('replace', each)}>{t('officers.replace')}</Button> : null}
              </span>
            ),
          },
        ]}
      />
      <h2>{t('officers.delegations')}</h2>
      {delegations.data && delegations.data.items.length > 0 ? (
        <ul className="plain-list stack">
          {delegations.data.items.map((each) => (
            <li key={each.id}>
              {t('officers.delegation', {
                to: each.toName,
                style: each.style,
                from: each.fromName,
                role: each.roleName,
                first: formatDay(each.fromOn),
                last: formatDay(each.toOn),
                basis: each.basis,
              })}{' '}
              {each.mayEnd ? (
                <Button kind="quiet" onPress={() => void end.run({ kind: 'delegation', id: each.id })}>
                  {t('officers.endDelegation')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : (
        <p className="muted">{t('officers.noDelegations')}</p>
      )}
      {asked?.what === 'replace' ? (
        <ReplaceDialog officer={asked.officer} others={items} onClose={() => setAsked(null)} onDone={setDone} />
      ) : null}
      {asked?.what === 'absence' ? <AbsenceDialog officer={asked.officer} onClose={() => setAsked(null)} onDone={setDone} /> : null}
      {asked?.what === 'delegate' ? (
        <DelegateDialog officer={asked.officer} others={items} onClose={() => setAsked(null)} onDone={setDone} />
      ) : null}
    </>
  )
}

interface Asking {
  officer: OfficerLine
  onClose: () => void
  onDone: (text: string) => void
}

/** First what would move, then the order. */
function ReplaceDialog({ officer, others, onClose, onDone }: Asking & { others: readonly OfficerLine[] }) {
  const [successorId, setSuccessorId] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const work = useQuery({ queryKey: queryKeys.officerWork(officer.id), queryFn: () => api.officerWork(officer.id) })
  const command = useCommand((body: { successorId: string; reason: string }, key: string) => api.replaceOfficer(officer.id, body, key))
  const candidates = others.filter(
    (each) => each.id !== officer.id && each.roles.some((role) => officer.roles.some((own) => own.role === role.role)),
  )
  const submit = async () => {
    const done = await command.run({ successorId: successorId ?? '', reason: reason.trim() })
    if (!done) return
    onDone(t('officers.replaced', { name: officer.name, dossiers: done.dossiers, late: done.late, lists: done.handovers }))
    onClose()
  }
  return (
    <Dialog title={t('officers.replaceTitle', { name: officer.name })} isOpen onClose={onClose}>
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <ProblemSummary problem={command.problem} attempt={command.attempt} />
        {work.error ? <ProblemNotice problem={asProblem(work.error)} onRetry={() => void work.refetch()} /> : null}
        {work.data ? (
          <>
            <p>
              {t('officers.willMove', {
                held: work.data.held,
                claimed: work.data.claimed,
                late: work.data.late,
                lists: work.data.handovers,
              })}
            </p>
            {work.data.lateOnes.length > 0 ? (
              <details>
                <summary>{t('officers.lateOnes')}</summary>
                <ul className="plain-list">
                  {work.data.lateOnes.map((each) => (
                    <li key={each.code}>
                      <span className="code">{each.code}</span> {each.applicantName}, {formatDue(each.dueAt)}
                    </li>
                  ))}
                </ul>
              </details>
            ) : null}
          </>
        ) : (
          <Skeleton lines={2} />
        )}
        <Notice>
          <p>{t('officers.replaceWhat')}</p>
        </Notice>
        <Select
          name="successorId"
          label={t('officers.successor')}
          items={candidates.map((each) => ({ id: each.id, text: each.name }))}
          selectedId={successorId}
          onSelect={setSuccessorId}
          error={fieldError(command.problem, 'successorId')}
        />
        <TextField
          name="reason"
          label={t('act.reason')}
          multiline
          value={reason}
          onChange={setReason}
          error={fieldError(command.problem, 'reason')}
        />
        <div className="dialog__foot">
          <Button onPress={onClose}>{t('act.cancel')}</Button>
          <Button kind="danger" type="submit" isPending={command.isPending} isDisabled={!work.data}>
            {t('officers.replaceNow')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function AbsenceDialog({ officer, onClose, onDone }: Asking) {
  const [form, setForm] = useState({ fromOn: '', toOn: '', reason: '' })
  const command = useCommand((body: { accountId: string; fromOn: string; toOn: string; reason: string }, key: string) =>
    api.recordAbsence(body, key),
  )
  const submit = async () => {
    if (!(await command.run({ accountId: officer.id, ...form, ...daysOf(form) }))) return
    onDone(t('officers.absenceDone', { name: officer.name }))
    onClose()
  }
  return (
    <Dialog title={t('officers.absenceTitle', { name: officer.name })} isOpen onClose={onClose}>
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <ProblemSummary problem={command.problem} attempt={command.attempt} />
        <Days form={form} set={(part) => setForm({ ...form, ...part })} problem={command.problem} />
        <TextField
          name="reason"
          label={t('act.reason')}
          value={form.reason}
          onChange={(reason) => setForm({ ...form, reason })}
          error={fieldError(command.problem, 'reason')}
        />
        <div className="dialog__foot">
          <Button onPress={onClose}>{t('act.cancel')}</Button>
          <Button kind="primary" type="submit" isPending={command.isPending}>
            {t('officers.recordAbsence')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function DelegateDialog({ officer, others, onClose, onDone }: Asking & { others: readonly OfficerLine[] }) {
  const own = officer.roles.filter((role) => role.onBehalfOf === null)
  const [roleAt, setRoleAt] = useState<string | null>(own.length > 0 ? '0' : null)
  const [toId, setToId] = useState<string | null>(null)
  const [style, setStyle] = useState<string | null>('KT')
  const [form, setForm] = useState({ fromOn: '', toOn: '', basis: '' })
  const command = useCommand((body: Record<string, unknown>, key: string) => api.delegate(body, key))
  const submit = async () => {
    const role = own[Number(roleAt ?? 0)]
    const body = {
      fromAccountId: officer.id,
      toAccountId: toId ?? '',
      role: role?.role,
      agencyId: role?.agencyId ?? null,
      centreId: role?.centreId ?? null,
      style,
      ...form,
      ...daysOf(form),
    }
    if (!(await command.run(body))) return
    onDone(t('officers.delegated', { name: officer.name }))
    onClose()
  }
  return (
    <Dialog title={t('officers.delegateTitle', { name: officer.name })} isOpen onClose={onClose}>
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <ProblemSummary problem={command.problem} attempt={command.attempt} />
        <Select
          name="role"
          label={t('officers.role')}
          items={own.map((role, at) => ({ id: String(at), text: role.roleName }))}
          selectedId={roleAt}
          onSelect={setRoleAt}
        />
        <Select
          name="toAccountId"
          label={t('officers.to')}
          items={others.filter((each) => each.id !== officer.id).map((each) => ({ id: each.id, text: each.name }))}
          selectedId={toId}
          onSelect={setToId}
          error={fieldError(command.problem, 'toAccountId')}
        />
        <Select
          name="style"
          label={t('officers.style')}
          items={styles.map(({ id, name }) => ({ id, text: t(name) }))}
          selectedId={style}
          onSelect={setStyle}
        />
        <Days form={form} set={(part) => setForm({ ...form, ...part })} problem={command.problem} />
        <TextField
          name="basis"
          label={t('officers.basis')}
          value={form.basis}
          onChange={(basis) => setForm({ ...form, basis })}
          error={fieldError(command.problem, 'basis')}
        />
        <div className="dialog__foot">
          <Button onPress={onClose}>{t('act.cancel')}</Button>
          <Button kind="primary" type="submit" isPending={command.isPending}>
            {t('officers.delegate')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** As the interface takes them; what is no day goes as it was typed, and the answer says so beside it. */
function daysOf({ fromOn, toOn }: { fromOn: string; toOn: string }) {
  return { fromOn: parseDay(fromOn) ?? fromOn, toOn: parseDay(toOn) ?? toOn }
}

function Days({
  form,
  set,
  problem,
}: {
  form: { fromOn: string; toOn: string }
  set: (part: { fromOn?: string; toOn?: string }) => void
  problem: Parameters<typeof fieldError>[0]
}) {
  return (
    <>
      <TextField
        name="fromOn"
        label={t('officers.fromOn')}
        hint={t('decree.dayHint')}
        inputMode="numeric"
        value={form.fromOn}
        onChange={(fromOn) => set({ fromOn })}
        error={fieldError(problem, 'fromOn')}
      />
      <TextField
        name="toOn"
        label={t('officers.toOn')}
        hint={t('decree.dayHint')}
        inputMode="numeric"
        value={form.toOn}
        onChange={(toOn) => set({ toOn })}
        error={fieldError(problem, 'toOn')}
      />
    </>
  )
}
