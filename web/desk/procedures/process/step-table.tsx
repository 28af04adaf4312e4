import type { KeyboardEvent } from 'react'
import type { Agency, ProcessFinding, ProcessTable, StepRole, StepRow } from '#web-api'
import { Button, plainForms } from '#web-ui'
import { inOwnLanguage, t, tMaybe } from '../../text.ts'
import { HoursCell } from './hours-cell.tsx'

export interface StepTableProps {
  process: ProcessTable
  agencies: readonly Agency[]
  roles: readonly StepRole[]
  findings: readonly ProcessFinding[]
  /** What the server could not read, by the pointer to its cell. */
  unread: readonly { field: string; message: string }[]
  isReadOnly: boolean
  onChange: (process: ProcessTable, field: string) => void
  onAddAfter: (index: number) => void
  onRemove: (index: number) => void
  onUndo: () => void
  onRedo: () => void
}

/**
 * A table to type into. Tab goes from cell to cell, arrows up and down stay in the column; the native controls are
 * used as they are, for a table of two hundred rows must stay quick.
 */
export function StepTable({
  process,
  agencies,
  roles,
  findings,
  unread,
  isReadOnly,
  onChange,
  onAddAfter,
  onRemove,
  onUndo,
  onRedo,
}: StepTableProps) {
  const set = (index: number, change: Partial<StepRow>, field: string) =>
    onChange({ ...process, rows: process.rows.map((row, at) => (at === index ? { ...row, ...change } : row)) }, `${index} ${field}`)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number) => {
    const key = event.key.toLowerCase()
    const isHere = event.altKey && !event.ctrlKey && !event.metaKey
    const act = isHere ? { enter: () => onAddAfter(index), delete: () => onRemove(index), z: onUndo, y: onRedo }[key] : undefined
    if (act) {
      event.preventDefault()
      act()
      return
    }
    const step = { arrowup: -1, arrowdown: 1 }[key]
    if (step === undefined || !(event.target instanceof HTMLInputElement)) return
    const cell = event.target.dataset['cell'] ?? ''
    const next = event.currentTarget
      .closest('table')
      ?.querySelectorAll<HTMLElement>(`[data-cell="${cell}"]`)
      .item(index + step)
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  return (
    <div className="table-scroll">
      <table className="table step-table" aria-label={t('procedure.steps')}>
        <thead>
          <tr>
            <th scope="col">{t('process.column.no')}</th>
            <th scope="col">{t('process.column.name')}</th>
            <th scope="col">{t('process.column.role')}</th>
            <th scope="col">{t('process.column.agency')}</th>
            <th scope="col">{t('process.column.hours')}</th>
            <th scope="col">{t('process.column.next')}</th>
            <th scope="col">{t('process.column.return')}</th>
            {isReadOnly ? null : <th scope="col">{t('process.column.row')}</th>}
          </tr>
        </thead>
        <tbody>
          {process.rows.map((row, index) => {
            const said = [
              ...unread.filter((fault) => fault.field.startsWith(`/body/content/process/rows/${index}/`)).map((fault) => fault.message),
              ...findings.filter((finding) => finding.stepNo === row.no).map(inOwnLanguage),
            ]
            const mayRefuse = roles.some((each) => each.role === row.role && each.mayRefuse)
            const faultId = `step-fault-${row.no}`
            const common = (cell: string, column: string) => ({
              className: 'input',
              'data-cell': cell,
              'aria-label': t('process.cell', { column, no: row.no }),
              readOnly: isReadOnly,
              onKeyDown: (event: KeyboardEvent<HTMLElement>) => onKeyDown(event, index),
              ...(said.length > 0 ? { 'aria-invalid': true, 'aria-describedby': faultId } : {}),
            })
            const { readOnly: _isReadOnly, ...choice } = common('role', t('process.column.role'))
            return (
              <tr key={row.no}>
                <th scope="row" className="code">
                  {row.no}
                </th>
                <td>
                  <input
                    {...common('name', t('process.column.name'))}
                    value={row.name}
                    onChange={(event) => set(index, { name: event.target.value }, 'name')}
                  />
                  {mayRefuse ? <span className="muted small">{t('process.column.reasons')}</span> : null}
                  {mayRefuse ? (
                    <input
                      {...common('reasons', t('process.column.reasons'))}
                      value={row.refusalReasons.join('; ')}
                      onChange={(event) => set(index, { refusalReasons: event.target.value.split(/;\s?/) }, 'reasons')}
                    />
                  ) : null}
                  {mayRefuse && row.appeal ? (
                    <span className="muted small">
                      {t('process.appeal', { days: row.appeal.withinDays, to: row.appeal.to, law: row.appeal.law })}
                    </span>
                  ) : null}
                  {mayRefuse && !row.appeal && !isReadOnly ? (
                    <Button
                      kind="quiet"
                      onPress={() =>
                        set(index, { appeal: { to: t('process.appeal.to'), withinDays: 90, law: t('process.appeal.law') } }, 'appeal')
                      }
                    >
                      {t('process.appeal.add')}
                    </Button>
                  ) : null}
                  {said.length > 0 ? (
                    <span className="field__error" id={faultId}>
                      {said.join(' ')}
                    </span>
                  ) : null}
                </td>
                <td>
                  <select
                    {...choice}
                    disabled={isReadOnly}
                    value={row.role}
                    onChange={(event) => set(index, { role: event.target.value as StepRow['role'] }, 'role')}
                  >
                    {roles.map(({ role, roleName }) => (
                      <option key={role} value={role}>
                        {tMaybe(`process.role.${role}`) ?? roleName}
                      </option>
                    ))}
                  </select>
                </td>
                <td>
                  <select
                    {...choice}
                    aria-label={t('process.cell', { column: t('process.column.agency'), no: row.no })}
                    data-cell="agency"
                    disabled={isReadOnly}
                    value={row.agencyCode ?? ''}
                    onChange={(event) =>
                      set(index, { agencyCode: event.target.value || null, kind: event.target.value ? 'sub_dossier' : 'work' }, 'agency')
                    }
                  >
                    <option value="">{t('process.lead')}</option>
                    {agencies.map((agency) => (
                      <option key={agency.code} value={agency.code}>
                        {agency.shortName}
                      </option>
                    ))}
                  </select>
                </td>
                <td>
                  <HoursCell
                    {...common('hours', t('process.column.hours'))}
                    key={`hours ${row.no} ${row.hours}`}
                    hours={row.hours}
                    onChange={(hours) => set(index, { hours }, 'hours')}
                  />
                </td>
                <td>
                  <input
                    {...common('next', t('process.column.next'))}
                    value={row.next}
                    onChange={(event) => set(index, { next: event.target.value }, 'next')}
                  />
                </td>
                <td>
                  <input
                    {...common('return', t('process.column.return'))}
                    inputMode="numeric"
                    size={3}
                    value={row.returnNo === null ? '' : String(row.returnNo)}
                    onChange={(event) => {
                      const typed = plainForms(event.target.value)
                      set(index, { returnNo: /^\d{1,4}$/.test(typed) ? Number(typed) : null }, 'return')
                    }}
                  />
                </td>
                {isReadOnly ? null : (
                  <td>
                    <div className="step-table__rows">
                      <Button kind="quiet" aria-label={t('process.add', { no: row.no })} onPress={() => onAddAfter(index)}>
                        +
                      </Button>
                      <Button kind="quiet" aria-label={t('process.remove', { no: row.no })} onPress={() => onRemove(index)}>
                        −
                      </Button>
                    </div>
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
