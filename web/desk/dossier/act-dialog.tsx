import { useState } from 'react'
import type { DossierAction, DossierView } from '#web-api'
import { Button, Checkbox, Dialog, formatDay, formatDue, Key, Notice, RadioGroup, Select, TextField } from '#web-ui'
import { api } from '../lib/api.ts'
import { fieldError, ProblemSummary } from '../lib/problem-view.tsx'
import { useCommand } from '../lib/use-command.ts'
import { t } from '../text.ts'
import { ResultFiles } from '../files/result-files.tsx'
import { NewDay, promisesAnew, StepsAhead, WhatIsSigned } from './act-context.tsx'
import { AgencyChoice, AskedFields, ChargeFields, SiteCheckFields } from './act-fields.tsx'
import { type ActForm, actBody, emptyActForm } from './act-needs.ts'
import { ActWarning, AnswerFields, SupplementDaysField } from './answer-fields.tsx'

export interface ActDialogProps {
  dossier: DossierView
  action: DossierAction
  /** The part the act was chosen at; `null` where it was chosen for the dossier. */
  stepNo: number | null
  onClose: () => void
  onDone: (dossier: DossierView) => void
}

/** What an act asks for, from the server's list of needs; the button says the act. */
export function ActDialog({ dossier, action, stepNo, onClose, onDone }: ActDialogProps) {
  // An act on a step is done on one part; which, is asked only where several could be meant.
  const possible = dossier.parts.filter((part) => part.actions.some((each) => each.act === action.act && each.allowed))
  const [chosenNo, setChosenNo] = useState(stepNo ?? (possible.length === 1 ? (possible[0]?.stepNo ?? null) : null))
  const part = possible.find((each) => each.stepNo === chosenNo)
  const needs = part?.actions.find((each) => each.act === action.act)?.needs ?? action.needs
  const [form, setForm] = useState<ActForm>(() => ({
    ...emptyActForm,
    receivedBy: dossier.applicant.representativeName ?? dossier.applicant.person ?? dossier.applicant.name,
    fullName: dossier.applicant.name,
    idNumber: dossier.applicant.idNumber,
    bornOn: /^\d{4}-/u.test(dossier.applicant.bornOn ?? '') ? formatDay(dossier.applicant.bornOn ?? '') : '',
    address: dossier.applicant.address,
    phone: dossier.applicant.phone,
    email: dossier.applicant.email ?? '',
  }))
  const papers = dossier.papers.map(({ componentNo, asked }) => ({ componentNo, ...asked }))
  const command = useCommand((body: { act: string } & Record<string, unknown>, key: string) => api.act(dossier.code, body, key))
  const draft = useCommand((body: { act: string } & Record<string, unknown>, key: string) => api.draftDocument(dossier.code, body, key))
  const chosen = action.causes.find((each) => each.cause === form.cause)
  const signs = ['approve_extension', 'decline_extension', 'apologise'].includes(action.act)
  const asked = signs ? dossier.reappointments.find((each) => each.decision === null) : undefined
  const isDespite = action.act === 'approve' && needs.includes('reason')
  const set = (part: Partial<ActForm>) => setForm((current) => ({ ...current, ...part }))
  // Whichever was asked last says what is wrong: the act, or its draft.
  const [asksFor, setAsksFor] = useState<'act' | 'draft'>('act')
  const { problem, attempt } = asksFor === 'act' ? command : draft
  const body = () => actBody(action.act, needs, form, { papers, stepNo: part?.stepNo ?? null })
  const submit = async () => {
    setAsksFor('act')
    const done = await command.run(body())
    if (done) onDone(done)
  }
  const readDraft = async () => {
    setAsksFor('draft')
    const pdf = await draft.run(body())
    if (pdf) window.open(URL.createObjectURL(pdf), '_blank', 'noopener')
  }
  const error = (field: string) => fieldError(problem, field)

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
        <ProblemSummary problem={problem} attempt={attempt} />
        <p>
          <span className="code">{dossier.code}</span> · {dossier.applicant.name}
        </p>
        {possible.length > 1 && stepNo === null ? (
          <RadioGroup
            name="stepNo"
            label={t('act.part')}
            value={chosenNo === null ? '' : String(chosenNo)}
            onChange={(no) => setChosenNo(Number(no))}
            error={error('stepNo')}
            items={possible.map((each) => ({ id: String(each.stepNo), text: `${each.name} (${each.agency.name})` }))}
          />
        ) : part ? (
          <p>
            <strong lang="vi">{part.name}</strong> · <span lang="vi">{part.agency.name}</span>{' '}
            {part.code ? <span className="code">{part.code}</span> : null}
          </p>
        ) : null}
        <ActWarning warning={action.warning} />
        <StepsAhead
          leads={(part?.actions.find((each) => each.act === action.act) ?? (possible.length > 1 ? null : action))?.leads ?? null}
        />
        <WhatIsSigned dossier={dossier} act={action.act} />
        {needs.length === 0 ? <p>{t('act.sure', { act: action.name })}</p> : null}
        {needs.includes('assignee') ? (
          <Select
            name="assigneeId"
            label={t('act.assignee')}
            hint={t('act.assignee.hint')}
            items={[
              { id: '', text: t('act.assignee.nobody') },
              ...action.assignees.map(({ accountId, name }) => ({ id: accountId, text: name })),
            ]}
            selectedId={form.assigneeId ?? ''}
            onSelect={(id) => set({ assigneeId: id === '' ? null : id })}
            error={error('assigneeId')}
          />
        ) : null}
        {needs.includes('note') ? (
          <TextField
            name="reason"
            label={t('act.note')}
            hint={t('act.note.hint')}
            isOptional
            multiline
            rows={2}
            value={form.reason}
            onChange={(reason) => set({ reason })}
            error={error('reason')}
          />
        ) : null}
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
        {(['identity', 'contact'] as const).map((group) =>
          needs.includes(group)
            ? correctedFields[group].map((field) => (
                <TextField
                  key={field}
                  name={`${group}.${field}`}
                  label={t(`act.correct.${field}`)}
                  value={form[field]}
                  onChange={(typed) => set({ [field]: typed } as Partial<ActForm>)}
                  error={error(`${group}.${field}`)}
                />
              ))
            : null,
        )}
        {needs.includes('charges') && form.cause === 'financial_duty' ? <ChargeFields form={form} set={set} error={error} /> : null}
        {needs.includes('payDays') && form.cause === 'financial_duty' ? (
          <TextField
            name="payDays"
            label={t('act.payDays')}
            hint={t('act.payDays.hint')}
            inputMode="numeric"
            isOptional
            value={form.payDays}
            onChange={(payDays) => set({ payDays })}
            error={error('payDays')}
          />
        ) : null}
        {needs.includes('agency') ? (
          <AgencyChoice dossier={dossier} selectedId={form.agencyId} onSelect={(agencyId) => set({ agencyId })} error={error('agencyId')} />
        ) : null}
        {needs.includes('siteCheck') ? <SiteCheckFields form={form} set={set} error={error} /> : null}
        {needs.includes('question') ? (
          <TextField
            name="question"
            label={t('act.question')}
            hint={t('act.question.hint')}
            multiline
            rows={5}
            value={form.question}
            onChange={(question) => set({ question })}
            error={error('question')}
          />
        ) : null}
        {needs.includes('answer') ? (
          <>
            {dossier.consultations
              .filter((each) => each.isMine)
              .slice(0, 1)
              .map((each) => (
                <Notice key={each.seq}>
                  <p>{each.question}</p>
                  <p className="muted small">{t('consultation.due', { at: formatDue(each.dueAt) })}</p>
                </Notice>
              ))}
            <TextField
              name="answer"
              label={t('act.answer')}
              hint={t('act.answer.hint')}
              multiline
              rows={6}
              value={form.answer}
              onChange={(answer) => set({ answer })}
              error={error('answer')}
            />
          </>
        ) : null}
        {needs.includes('days') ? (
          <TextField
            name="days"
            label={t(needs.includes('question') ? 'act.daysToAnswer' : 'act.days')}
            hint={t(needs.includes('question') ? 'act.daysToAnswer.hint' : 'act.days.hint')}
            inputMode="numeric"
            value={form.days}
            onChange={(days) => set({ days })}
            error={error('days')}
          />
        ) : null}
        {needs.includes('supplementDays') ? <SupplementDaysField words={form} set={set} error={error} /> : null}
        {asked ? (
          <Notice>
            <p>{asked.days === null ? t('act.apologyDrafted') : t('act.extensionAsked', { days: asked.days })}</p>
            {asked.reason ? <p lang="vi">{asked.reason}</p> : null}
          </Notice>
        ) : null}
        {promisesAnew.includes(action.act) ? <NewDay code={dossier.code} act={action.act} days={asked?.days ?? form.days} /> : null}
        <AnswerFields
          needs={needs}
          words={form}
          set={set}
          error={error}
          {...(isDespite ? { reasonHint: t('act.reasonWhileAwaited.hint') } : {})}
          {...(action.act === 'refuse' ? { grounds: dossier.refusalGrounds } : {})}
        />
        {needs.includes('result') ? (
          <>
            <TextField
              name="result.number"
              label={t('act.resultNumber')}
              value={form.resultNumber}
              onChange={(resultNumber) => set({ resultNumber })}
              error={error('result.number')}
            />
            <TextField
              name="result.name"
              label={t('act.resultName')}
              value={form.resultName}
              onChange={(resultName) => set({ resultName })}
              error={error('result.name')}
            />
            <ResultFiles code={dossier.code} chosen={form.files} onChoose={(files) => set({ files })} error={error('files')} />
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
        {needs.includes('answered') && dossier.asked.length > 0 ? (
          <AskedFields dossier={dossier} form={form} set={set} error={error} />
        ) : null}
        {needs.includes('papers') ? (
          <fieldset className="field" id="field-papers" tabIndex={-1}>
            <legend>{t('act.papers')}</legend>
            {dossier.papers.map(({ componentNo, name }) => (
              <Checkbox
                key={componentNo}
                isSelected={form.papers.includes(componentNo)}
                onChange={(isIn) => set({ papers: isIn ? [...form.papers, componentNo] : form.papers.filter((no) => no !== componentNo) })}
              >
                {name}
              </Checkbox>
            ))}
            {error('papers') ? <span className="field__error">{error('papers')}</span> : null}
          </fieldset>
        ) : null}
        {action.draft ? (
          <div>
            <Button isPending={draft.isPending} onPress={() => void readDraft()}>
              {t('act.readDraft', { title: action.draft.title })}
            </Button>
          </div>
        ) : null}
        <p className="muted small">
          {action.law ? t('act.law', { law: action.law }) : null}{' '}
          {action.letter ? <Key name={action.letter} label={t('act.letter')} /> : null}
        </p>
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

const correctedFields = { identity: ['fullName', 'idNumber', 'bornOn'], contact: ['phone', 'email', 'address'] } as const
