import { useState } from 'react'
import type { DossierAction, DossierView } from '#web-api'
import { Button, Checkbox, Dialog, formatDay, Notice, RadioGroup, TextField } from '#web-ui'
import { api } from '../app/api.ts'
import { fieldError, ProblemSummary } from '../app/problem-view.tsx'
import { useCommand } from '../app/use-command.ts'
import { t } from '../text.ts'
import { type ActForm, actBody, type Defect, emptyActForm } from './act-needs.ts'

export interface ActDialogProps {
  dossier: DossierView
  action: DossierAction
  /** Points already found at the counter. */
  defects: readonly Defect[]
  onClose: () => void
  onDone: (dossier: DossierView) => void
}

/** What an act asks for, from the server's list of needs; the button says the act. */
export function ActDialog({ dossier, action, defects, onClose, onDone }: ActDialogProps) {
  const needs = action.needs
  const [form, setForm] = useState<ActForm>(() => ({
    ...emptyActForm,
    defects: defects.map((each) => each.text).join('\n'),
    reason: action.act === 'refuse' ? defects.map((each) => each.text).join('\n') : '',
    receivedBy: dossier.applicant.representativeName ?? dossier.applicant.name,
  }))
  const papers = dossier.papers.map(({ componentNo, asked }) => ({ componentNo, ...asked }))
  const command = useCommand((body: { act: string } & Record<string, unknown>, key: string) => api.act(dossier.code, body, key))
  const chosen = action.causes.find((each) => each.cause === form.cause)
  const signs = ['approve_extension', 'decline_extension', 'apologise'].includes(action.act)
  const asked = signs ? dossier.reappointments.find((each) => each.decision === null) : undefined
  const set = (part: Partial<ActForm>) => setForm((current) => ({ ...current, ...part }))
  const submit = async () => {
    const done = await command.run(actBody(action.act, needs, form, { defects, papers }))
    if (done) onDone(done)
  }
  const error = (field: string) => fieldError(command.problem, field)

  return (
    <Dialog title={action.name} isOpen onClose={onClose}>
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <ProblemSummary problem={command.problem} attempt={command.attempt} />
        <p>
          <span className="code">{dossier.code}</span> · {dossier.applicant.name}
        </p>
        {needs.length === 0 ? <p>{t('act.sure', { act: action.name })}</p> : null}
        {needs.includes('cause') ? (
          <RadioGroup
            name="cause"
            label={t('act.cause')}
            value={form.cause}
            onChange={(cause) => set({ cause })}
            error={error('cause')}
            items={action.causes
              .filter((each) => each.timesLeft !== 0)
              .map((each) => ({ id: each.cause, text: `${each.name} (${each.law})` }))}
          />
        ) : null}
        {needs.includes('ground') ? (
          <RadioGroup
            name="ground"
            label={t('act.ground')}
            value={form.ground}
            onChange={(ground) => set({ ground })}
            error={error('ground')}
            items={dossier.grounds.map((each) => ({ id: each.ground, text: each.name }))}
          />
        ) : null}
        {needs.includes('until') ? (
          <TextField
            name="until"
            label={t('act.until')}
            hint={chosen?.latestUntil ? t('act.until.latest', { day: formatDay(chosen.latestUntil) }) : t('act.until.hint')}
            inputMode="numeric"
            isOptional
            value={form.until}
            onChange={(until) => set({ until })}
            error={error('until')}
          />
        ) : null}
        {needs.includes('days') ? (
          <TextField
            name="days"
            label={t('act.days')}
            hint={t('act.days.hint')}
            inputMode="numeric"
            value={form.days}
            onChange={(days) => set({ days })}
            error={error('days')}
          />
        ) : null}
        {needs.includes('supplementDays') ? (
          <TextField
            name="supplementDays"
            label={t('act.supplementDays')}
            hint={t('act.supplementDays.hint')}
            inputMode="numeric"
            isOptional
            value={form.supplementDays}
            onChange={(supplementDays) => set({ supplementDays })}
            error={error('supplementDays')}
          />
        ) : null}
        {asked ? (
          <Notice>
            <p>{asked.days === null ? t('act.apologyDrafted') : t('act.extensionAsked', { days: asked.days })}</p>
            {asked.reason ? <p>{asked.reason}</p> : null}
          </Notice>
        ) : null}
        {needs.includes('defects') ? (
          <TextField
            name="defects"
            label={t('act.defects')}
            hint={t('act.defects.hint')}
            multiline
            rows={6}
            value={form.defects}
            onChange={(text) => set({ defects: text })}
            error={error('defects')}
          />
        ) : null}
        {needs.includes('reason') ? (
          <TextField
            name="reason"
            label={t('act.reason')}
            hint={t('act.reason.hint')}
            multiline
            value={form.reason}
            onChange={(reason) => set({ reason })}
            error={error('reason')}
          />
        ) : null}
        {needs.includes('result') ? (
          <>
            <TextField
              name="result"
              label={t('act.resultNumber')}
              value={form.resultNumber}
              onChange={(resultNumber) => set({ resultNumber })}
              error={error('result') ?? error('result.number')}
            />
            <TextField
              name="result.name"
              label={t('act.resultName')}
              value={form.resultName}
              onChange={(resultName) => set({ resultName })}
              error={error('result.name')}
            />
          </>
        ) : null}
        {needs.includes('receivedBy') ? (
          <TextField
            name="receivedBy"
            label={t('act.receivedBy')}
            hint={t('act.receivedBy.hint')}
            value={form.receivedBy}
            onChange={(receivedBy) => set({ receivedBy })}
            error={error('receivedBy')}
          />
        ) : null}
        {needs.includes('papers') ? (
          <fieldset className="field" id="field-papers" tabIndex={-1}>
            <legend>{t('act.papers')}</legend>
            {dossier.papers.map(({ componentNo, name }) => (
              <Checkbox
                key={componentNo}
                isSelected={form.papers.includes(componentNo)}
                onChange={(isIn) =>
                  set({ papers: isIn ? [...form.papers, componentNo] : form.papers.filter((no) => no !== componentNo) })
                }
              >
                {name}
              </Checkbox>
            ))}
            {error('papers') ? <span className="field__error">{error('papers')}</span> : null}
          </fieldset>
        ) : null}
        {action.law ? <p className="muted small">{t('act.law', { law: action.law })}</p> : null}
        <div className="dialog__foot">
          <Button onPress={onClose}>{t('act.cancel')}</Button>
          <Button
            kind={action.act === 'refuse' || action.act === 'stop' ? 'danger' : 'primary'}
            type="submit"
            isPending={command.isPending}
            takesFocus={needs.length === 0}
          >
            {action.name}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
