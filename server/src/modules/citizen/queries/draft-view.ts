import { answerSections, carryOver, isAsked, judgeAnswers } from '#form'
import type { Answers, AnswerSection, ChangedQuestion, Form } from '#form'
import { listHeldFiles } from '#document'
import type { HeldFile } from '#document'
import { requiredPapers } from '#dossier'
import type { Language } from '#kernel/language.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { FieldFault } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { identityAnswersFrom, keptUntilFrom, selectLabel, judgeProgress, toTypedText } from '../domain/draft.ts'
import type { DraftRow, SectionProgress } from '../domain/draft.ts'
import { citizenRefusals } from '../domain/refusals.ts'
import { findDraft, listDraftRows } from '../store/draft-store.ts'
import { getOwnPerson } from './find-citizen.ts'
import { getOpenForm } from './open-form.ts'
import type { OpenForm } from './open-form.ts'

/** A draft against the current version of the procedure: carried over where the procedure changed, and with the identity of the person. */
export type StandingDraft = {
  readonly row: DraftRow
  readonly open: OpenForm
  readonly form: Form
  readonly answers: Answers
  readonly changes: readonly ChangedQuestion[]
  readonly locked: Answers
}

/**
 * @param isLocking for a change of it, in a transaction
 * @throws Refused OWN_DRAFT_NOT_FOUND, OWN_DRAFT_FILED, ONLINE_NOT_OFFERED
 */
export async function getStandingDraft(
  db: Queryable,
  personId: string,
  id: string,
  language: Language = 'vi',
  isLocking = false,
): Promise<StandingDraft> {
  const row = await findDraft(db, personId, id, isLocking)
  if (!row) throw new Refused(refusalFrom(citizenRefusals, 'OWN_DRAFT_NOT_FOUND'))
  if (row.dossierCode !== null) throw new Refused(refusalFrom(citizenRefusals, 'OWN_DRAFT_FILED', { dossier: row.dossierCode }))
  const person = await getOwnPerson(db, personId)
  const open = await getOpenForm(db, row.procedureCode, person.kind)
  const { locked } = identityAnswersFrom(person)
  const carried = carryOver(row.form, row.answers, open.form, language)
  return {
    row,
    open,
    form: open.form,
    answers: { ...carried.answers, ...locked },
    changes: [...row.changes, ...carried.changes],
    locked,
  }
}

export type DraftQuestion = {
  readonly id: string
  readonly kind: string
  readonly label: string
  readonly hint: string | null
  readonly required: boolean
  readonly most: number | null
  readonly choices: readonly { readonly id: string; readonly label: string }[]
  readonly typed: readonly string[]
  readonly isAsked: boolean
  /** Said by the electronic identity, and not to be changed here. */
  readonly isLocked: boolean
  readonly when: { readonly question: string; readonly is: readonly string[] } | null
}

export type DraftPaper = {
  readonly no: number
  readonly name: string
  readonly required: boolean
  readonly group: string
  /** The form itself is this paper. */
  readonly isForm: boolean
  readonly files: readonly HeldFile[]
}

export type DraftView = {
  readonly id: string
  readonly procedure: { readonly code: string; readonly name: string; readonly isWholly: boolean }
  readonly savedAt: string
  readonly keptUntil: string
  readonly isComplete: boolean
  readonly sections: readonly {
    readonly id: string
    readonly title: string
    readonly progress: SectionProgress
    readonly questions: readonly DraftQuestion[]
  }[]
  readonly papers: readonly DraftPaper[]
  readonly otherFiles: readonly HeldFile[]
  readonly papersProgress: SectionProgress
  readonly faults: readonly FieldFault[]
  readonly changes: readonly ChangedQuestion[]
  readonly answers: readonly AnswerSection[]
  readonly mayFile: boolean
}

/** A draft whole, for its owner. */
export async function getDraftView(db: Queryable, personId: string, id: string, language: Language): Promise<DraftView> {
  return await draftViewFrom(db, await getStandingDraft(db, personId, id, language), language)
}

export async function draftViewFrom(db: Queryable, standing: StandingDraft, language: Language): Promise<DraftView> {
  const { row, open, form, answers, locked } = standing
  const { version, today } = open
  const held = await listHeldFiles(db, row.id)
  const papers = papersOf(open, form, held)
  const faults = judgeAnswers(form, answers, today, language)
  const isWholly = version.serviceLevel === 'full'
  const missing = isWholly ? papers.filter((paper) => paper.required && !paper.isForm && paper.files.length === 0) : []
  const words = language === 'en' ? 'Please upload' : 'Xin tải lên'
  const paperFaults = missing.map(({ no, name }) => ({ field: `paper-${no}`, message: `${words}: ${name}` }))
  return {
    id: row.id,
    procedure: { code: version.code, name: version.name, isWholly },
    savedAt: row.savedAt,
    keptUntil: keptUntilFrom(row.savedAt),
    isComplete: form.isComplete,
    sections: form.sections.map((section) => ({
      id: section.id,
      title: language === 'en' ? section.titleEn : section.title,
      progress: judgeProgress(form, section, answers, { faults, locked }),
      questions: section.questions.map((question) => ({
        id: question.id,
        kind: question.kind,
        label: selectLabel(question, language),
        hint: (language === 'en' ? question.hintEn : question.hint) ?? null,
        required: question.required,
        most: question.most ?? null,
        choices: (question.choices ?? []).map((choice) => ({ id: choice.id, label: selectLabel(choice, language) })),
        typed: toTypedText(question, answers[question.id]),
        isAsked: isAsked(form, question, answers),
        isLocked: locked[question.id] !== undefined,
        when: question.when ?? null,
      })),
    })),
    papers,
    otherFiles: held.filter(({ componentNo }) => componentNo === null || !papers.some(({ no }) => no === componentNo)),
    papersProgress: paperFaults.length > 0 ? (held.length > 0 ? 'begun' : 'not_begun') : 'complete',
    faults: [...faults, ...paperFaults],
    changes: standing.changes,
    answers: answerSections(form, answers, language),
    mayFile: faults.length + paperFaults.length === 0,
  }
}

function papersOf({ version }: OpenForm, form: Form, held: readonly HeldFile[]): readonly DraftPaper[] {
  const required = new Map(requiredPapers(version).map((paper) => [paper.no, paper.required]))
  return version.components.map(({ no, name, group }) => ({
    no,
    name,
    group,
    required: required.get(no) === true,
    isForm: form.standsFor.includes(no),
    files: held.filter(({ componentNo }) => componentNo === no),
  }))
}

export type DraftLine = {
  readonly id: string
  readonly procedureCode: string
  readonly procedureName: string
  readonly savedAt: string
  readonly keptUntil: string
}

/** The drafts of a person: until when each is kept, with the name of its procedure. */
export async function listDrafts(db: Queryable, personId: string, nameOf: (versionId: DraftRow['versionId']) => Promise<string>) {
  const lines: DraftLine[] = []
  for (const row of await listDraftRows(db, personId))
    lines.push({
      id: row.id,
      procedureCode: row.procedureCode,
      procedureName: await nameOf(row.versionId),
      savedAt: row.savedAt,
      keptUntil: keptUntilFrom(row.savedAt),
    })
  return lines
}

/** The complete stored data of a person's drafts: questions as they were asked, current answers, files by name and hash. */
export async function listKeptDrafts(db: Queryable, personId: string, language: Language) {
  const kept = []
  for (const { id, procedureCode, savedAt, form, answers } of await listDraftRows(db, personId))
    kept.push({ id, procedureCode, savedAt, answers: answerSections(form, answers, language), files: await listHeldFiles(db, id) })
  return kept
}
