import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Link, Navigate, useLocation, useNavigate, useSearchParams } from 'react-router'
import { asProblem, type CitizenCard, type DossierView, type Draft, type DraftLine, randomKey } from '#web-api'
import { Button, currentLanguage, formatPromise, formatTime, Notice, RadioGroup, TextField, TimeLeft, Select } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { intakeKeys } from '../lib/keys.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useSession } from '../lib/session.ts'
import { useCommand } from '../lib/use-command.ts'
import { useKeys } from '../lib/use-keys.tsx'
import { paths } from '../paths.ts'
import { t } from '../text.ts'
import { CallPanel } from '../hall/call-panel.tsx'
import { AcceptedPanel } from './accepted-panel.tsx'
import type { AnswerWords } from '../dossier/answer-fields.tsx'
import { AnswerDialog, isAboutAnswer } from './answer-dialog.tsx'
import { AnsweredPanel } from './answered-panel.tsx'
import { openDifferences, withCard } from './card-in-form.ts'
import { differenceButton } from './card-questions.tsx'
import {
  emptyIntakeForm,
  type IntakeAnswer,
  type IntakeForm,
  intakeFormFrom,
  isUntouched,
  newDossierFrom,
  papersNotInHand,
  slipSoFarFrom,
  withAllPapers,
  type WordedAnswer,
} from './intake-form.ts'
import { rememberCounter, rememberedCounter } from './own-counter.ts'
import { PapersSection } from './papers-section.tsx'
import { PersonSection } from './person-section.tsx'
import { FeeSection, ProcedureSection } from './procedure-section.tsx'
import { BecauseList, SlipPreview } from './slip-preview.tsx'
import { draftInThisTab, draftKey, type DraftStatus, useDraft } from './use-draft.ts'

/** The counter. The draft's name is in the address, so that a reload finds it again. */
export function IntakePage() {
  usePageTitle(t('area.intake'))
  const [search] = useSearchParams()
  const [fresh] = useState(randomKey)
  const id = search.get('nhap')
  const drafts = useQuery({ queryKey: queryKeys.drafts, queryFn: () => api.drafts(), staleTime: 0, enabled: id !== null })
  const isKept = id !== null && drafts.data?.items.some(({ key }) => key === draftKey(id)) === true
  // Its words are asked for where the list has it, and never taken from what was seen of it before.
  const kept = useQuery({
    queryKey: queryKeys.draft(draftKey(id ?? '')),
    queryFn: () => api.draft(draftKey(id ?? '')),
    staleTime: 0,
    gcTime: 0,
    enabled: isKept,
  })
  if (id === null) return <Navigate to={paths.intake(fresh)} replace />
  const stored = !drafts.data || (isKept && kept.isPending) ? undefined : (kept.data ?? null)
  return <Intake key={id} id={id} drafts={drafts.data?.items ?? []} stored={stored} />
}

/** @param props.stored what the server keeps of this draft; `undefined` while that is not known */
function Intake({ id, drafts, stored }: { id: string; drafts: readonly DraftLine[]; stored: Draft | null | undefined }) {
  const session = useSession()
  const navigate = useNavigate()
  const firstCard = (useLocation().state as { card?: CitizenCard } | null)?.card ?? null
  const [form, setForm] = useState<IntakeForm>(
    () => draftInThisTab(session.account.id, id) ?? (firstCard ? withCard(emptyIntakeForm, firstCard) : emptyIntakeForm),
  )
  const [done, setDone] = useState<DossierView | null>(null)
  const scanRef = useRef<HTMLInputElement>(null)
  const phoneRef = useRef<HTMLInputElement>(null)
  const procedureRef = useRef<HTMLInputElement>(null)
  const acceptRef = useRef<HTMLButtonElement>(null)
  const draft = useDraft({ id, accountId: session.account.id, form, isOpen: done === null })
  const centres = useQuery({ queryKey: queryKeys.centres, queryFn: () => api.centres(), staleTime: 600_000 })

  const code = form.procedureCode
  const procedure = useQuery({
    queryKey: queryKeys.procedure(code ?? ''),
    queryFn: () => api.procedure(code ?? ''),
    enabled: code !== null,
    staleTime: 60_000,
  })
  const promise = useQuery({
    queryKey: queryKeys.promise(code ?? ''),
    queryFn: () => api.promise(code ?? ''),
    enabled: code !== null,
    refetchInterval: 60_000,
  })

  // The draft of the server comes in once, when it arrives, and never over something typed meanwhile.
  const [isRestored, setRestored] = useState(false)
  if (stored !== undefined && !isRestored) {
    setRestored(true)
    const restored = stored ? intakeFormFrom(stored.form) : null
    if (restored && isUntouched(form)) setForm(restored)
  }

  const centreId = session.account.centre?.id ?? centres.data?.items[0]?.id ?? ''
  const counters = centres.data?.items.find((each) => each.id === centreId)?.counters ?? []
  const [chosenCounter, setCounter] = useState<string | null>(null)
  const counterId = chosenCounter ?? rememberedCounter(counters)
  const counter = counters.find((each) => each.id === counterId)
  const centreCode = centres.data?.items.find((each) => each.id === centreId)?.code ?? ''
  const filed = (answer: IntakeAnswer) => newDossierFrom(form, { centreId, counterId }, answer, draftKey(id))
  const file = useCommand((answer: IntakeAnswer, key: string) => api.fileDossier(filed(answer), key))
  const paper = useCommand((answer: WordedAnswer, key: string) => api.draftAnswer({ ...filed(answer), answer: answer.answer }, key))
  // Whichever was asked last says what is wrong: the filing, or the draft of its paper.
  const [asksFor, setAsksFor] = useState<'filing' | 'draft'>('filing')
  /** The answer being worded. Nothing is filed before it is sent. */
  const [wording, setWording] = useState<'request_supplement' | 'refuse' | null>(null)
  const [begun, setBegun] = useState<{ readonly act: string; readonly words: AnswerWords } | null>(null)
  const preview = useCommand((body: IntakeForm, key: string) => api.previewSlip(slipSoFarFrom(body, centreId), key))

  const finish = (dossier: DossierView) => {
    draft.end()
    setDone(dossier)
  }
  /** Nothing is filed while the form may be about two persons: the question about them has the focus instead. */
  const isPersonCertain = (): boolean => {
    if (openDifferences(form).length === 0) return true
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    requestAnimationFrame(() => document.getElementById(differenceButton)?.focus())
    return false
  }
  const forget = () => {
    file.forget()
    paper.forget()
  }
  const send = async (answer: IntakeAnswer) => {
    if (file.isPending || done || !isPersonCertain()) return
    setAsksFor('filing')
    const dossier = await file.run(answer)
    if (dossier) finish(dossier)
  }
  const accept = () => void send({ accept: true })
  const wordAnswer = (act: 'request_supplement' | 'refuse') => {
    if (!isPersonCertain()) return
    forget()
    setWording(act)
  }
  const readDraft = async (answer: WordedAnswer) => {
    setAsksFor('draft')
    const pdf = await paper.run(answer)
    if (pdf) window.open(URL.createObjectURL(pdf), '_blank', 'noopener')
  }
  const next = () => void navigate(paths.intake(randomKey()))
  const markComplete = () => {
    if (!procedure.data) return
    const { components } = procedure.data
    setForm((current) => withAllPapers(current, components))
    acceptRef.current?.focus()
  }
  const openPreview = async () => {
    const pdf = await preview.run(form)
    if (pdf) window.open(URL.createObjectURL(pdf), '_blank', 'noopener')
  }

  useKeys(t('area.intake'), [
    { keys: intakeKeys.scan, does: t('intake.scan'), run: () => scanRef.current?.focus() },
    { keys: intakeKeys.papersComplete, does: t('intake.papers.all'), run: markComplete },
    { keys: intakeKeys.preview, does: t('intake.preview'), run: () => void openPreview() },
    { keys: intakeKeys.accept, does: t('intake.accept'), run: accept },
    { keys: intakeKeys.next, does: t('accepted.next'), run: next },
  ])

  // A card that is read before its procedure is loaded: the focus follows once the list is there.
  const components = procedure.data?.components
  useEffect(() => {
    if (components && document.activeElement === procedureRef.current) document.getElementById('field-papers')?.focus()
  }, [components])

  const { problem, attempt } = asksFor === 'filing' ? file : paper
  // Faults of the form are corrected there; the text of the answer is kept.
  if (wording !== null && problem && !isAboutAnswer(problem)) setWording(null)

  if (done?.acceptedAt) return <AcceptedPanel dossier={done} onNext={next} />
  if (done) return <AnsweredPanel dossier={done} onNext={next} />

  const answer = promise.data?.answers.find((each) => each.act === wording)
  const missing = procedure.data ? papersNotInHand(form, procedure.data.components) : []
  const others = drafts.filter((each) => each.key.startsWith('intake-') && each.key !== draftKey(id))
  return (
    <div className="intake">
      <div className="intake__form">
        <ProblemSummary problem={answer ? null : (problem ?? preview.problem)} attempt={attempt + preview.attempt} />
        <div className="row" data-justify="between">
          <h1>{t('area.intake')}</h1>
          <SavedLine status={draft.status} />
        </div>
        {counters.length > 0 ? (
          <div className="narrow">
            <Select
              name="counterId"
              label={t('intake.counter')}
              items={[
                { id: '', text: t('intake.counter.none') },
                ...counters.map((each) => ({ id: each.id, text: `${each.number}. ${each.name}` })),
              ]}
              selectedId={counterId ?? ''}
              onSelect={(chosen) => {
                setCounter(chosen === '' ? null : chosen)
                rememberCounter(chosen)
              }}
            />
          </div>
        ) : null}
        {counter ? <CallPanel key={counter.id} isBeside centreCode={centreCode} counterNumber={counter.number} /> : null}
        {others.length > 0 && isUntouched(form) ? <OtherDrafts drafts={others} /> : null}
        <PersonSection
          form={form}
          setForm={setForm}
          problem={problem}
          scanRef={scanRef}
          phoneRef={phoneRef}
          firstCard={firstCard}
          onAnotherPerson={(card, held) => {
            draft.keep(held)
            void navigate(paths.intake(randomKey()), { state: { card } })
          }}
          onDone={() => procedureRef.current?.focus()}
        />
        <ProcedureSection
          form={form}
          setForm={setForm}
          problem={problem}
          procedure={code === null ? undefined : procedure.data}
          procedureRef={procedureRef}
          onChosen={() => document.getElementById('field-papers')?.focus()}
        />
        {procedure.error ? <ProblemNotice problem={asProblem(procedure.error)} onRetry={() => void procedure.refetch()} /> : null}
        {procedure.data && code !== null ? (
          <>
            <PapersSection form={form} setForm={setForm} problem={problem} procedure={procedure.data} onComplete={markComplete} />
            <FeeSection procedure={procedure.data} />
            <section className="intake-part" aria-labelledby="part-promise">
              <h2 id="part-promise">{t('intake.promise')}</h2>
              {promise.data?.committed ? (
                <TimeLeft
                  size="large"
                  sentence={t('dossier.due', { at: formatPromise(promise.data.committed.dueAt, currentLanguage()) })}
                  tone="ok"
                  because={
                    <>
                      <p>{promise.data.committed.sentence}</p>
                      <BecauseList because={promise.data.committed.because} />
                    </>
                  }
                />
              ) : (
                <p className="muted">{promise.isPending ? t('intake.promise.counting') : t('intake.promise.none')}</p>
              )}
              <RadioGroup
                name="resultMethod"
                label={t('intake.resultMethod')}
                value={form.resultMethod}
                onChange={(resultMethod) => setForm((current) => ({ ...current, resultMethod }))}
                items={[
                  { id: 'counter', text: t('intake.resultMethod.counter') },
                  { id: 'post', text: t('intake.resultMethod.post') },
                  { id: 'online', text: t('intake.resultMethod.online') },
                ]}
              />
              <TextField
                name="summary"
                label={t('intake.summary')}
                isOptional
                value={form.summary}
                onChange={(summary) => setForm((current) => ({ ...current, summary }))}
              />
            </section>
          </>
        ) : null}
        {missing.length > 0 && code !== null ? (
          <Notice tone="soon">
            <p>{t('intake.incomplete')}</p>
          </Notice>
        ) : null}
        {promise.data && code !== null ? (
          <div className="row" data-justify="end">
            {promise.data.answers.map(({ act }) => (
              <Button key={act} kind={act === 'refuse' ? 'danger' : 'secondary'} onPress={() => wordAnswer(act)}>
                {t(act === 'refuse' ? 'intake.refuse' : 'intake.askSupplement')}
              </Button>
            ))}
          </div>
        ) : null}
        <div className="intake__foot">
          <Button keyHint={intakeKeys.preview} isPending={preview.isPending} onPress={() => void openPreview()}>
            {t('intake.preview')}
          </Button>
          <Button kind="primary" ref={acceptRef} keyHint={intakeKeys.accept} isPending={file.isPending} onPress={accept}>
            {t('intake.accept')}
          </Button>
        </div>
      </div>
      {answer ? (
        <AnswerDialog
          key={answer.act}
          applicant={form.kind === 'organisation' ? form.organisationName : form.fullName}
          answer={answer}
          missing={missing.map(({ no, name }) => ({ componentNo: no, text: t('intake.missing.line', { name }) }))}
          grounds={promise.data?.refusalGrounds ?? []}
          problem={problem}
          attempt={attempt}
          isPending={file.isPending}
          isDrafting={paper.isPending}
          begun={begun?.act === answer.act ? begun.words : null}
          onClose={() => {
            forget()
            setWording(null)
            setBegun(null)
          }}
          onSend={(worded, words) => {
            setBegun({ act: answer.act, words })
            void send(worded)
          }}
          onReadDraft={(worded, words) => {
            setBegun({ act: answer.act, words })
            void readDraft(worded)
          }}
        />
      ) : null}
      <SlipPreview slip={centreId === '' ? null : slipSoFarFrom(form, centreId)} />
    </div>
  )
}

/** "Đã lưu lúc 10:42", never more than is true. */
function SavedLine({ status }: { status: DraftStatus }) {
  return (
    <output className="small muted saved-line">
      {status.kind === 'saved' ? t('draft.saved', { at: formatTime(status.at) }) : null}
      {status.kind === 'saving' ? t('draft.saving') : null}
      {status.kind === 'here_only' ? <strong>{t('draft.hereOnly')}</strong> : null}
      {status.kind === 'filed' ? <strong>{status.detail}</strong> : null}
      {status.kind === 'nothing' ? t('draft.nothing') : null}
    </output>
  )
}

function OtherDrafts({ drafts }: { drafts: readonly DraftLine[] }) {
  return (
    <Notice>
      <p>{t('draft.others', { count: drafts.length })}</p>
      <ul className="plain-list">
        {drafts.slice(0, 5).map((each) => (
          <li key={each.key}>
            <Link to={paths.intake(each.key.replace('intake-', ''))}>{each.name ?? t('draft.unnamed')}</Link>{' '}
            <span className="muted">{t('draft.saved', { at: formatTime(each.savedAt) })}</span>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
