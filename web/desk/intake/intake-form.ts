import type { CitizenCard, NewDossier, Procedure, SlipSoFar } from '#web-api'
import { parseDay } from '#web-ui'

/** One paper of the checklist as the officer received it. */
export interface PaperInHand {
  isReceived: boolean
  originals: number
  copies: number
}

/** The data that the scanner read from the card. The name and the number of the form are compared with it after every edit. */
export type CardRead = Pick<CitizenCard, 'idNumber' | 'oldIdNumber' | 'fullName'>

/** The shape of the form as it is typed; dates are what was typed. Kept as a draft on every change. */
export interface IntakeForm {
  kind: 'person' | 'organisation'
  organisationName: string
  fullName: string
  idNumber: string
  bornOn: string
  sex: string
  address: string
  phone: string
  email: string
  isRepresented: boolean
  representativeName: string
  representativeId: string
  authorisation: string
  procedureText: string
  procedureCode: string | null
  papers: Record<string, PaperInHand>
  summary: string
  resultMethod: 'counter' | 'post' | 'online'
  /** The card that was scanned into this form; null while everything in it was typed. */
  card: CardRead | null
  /** The name and number for which the officer said "the same person, whatever the card says"; see `personOf`. */
  confirmedPerson: string
}

export const emptyIntakeForm: IntakeForm = {
  kind: 'person',
  organisationName: '',
  fullName: '',
  idNumber: '',
  bornOn: '',
  sex: '',
  address: '',
  phone: '',
  email: '',
  isRepresented: false,
  representativeName: '',
  representativeId: '',
  authorisation: '',
  procedureText: '',
  procedureCode: null,
  papers: {},
  summary: '',
  resultMethod: 'counter',
  card: null,
  confirmedPerson: '',
}

/** Does this look like the QR of a citizen card typed by a scanner, even if an input method mangled it? */
export function looksLikeCard(typed: string): boolean {
  return typed.length >= 15 && (typed.match(/\|/g) ?? []).length >= 4
}

/** A new procedure starts a new checklist; nothing is ticked before the officer has seen it. */
export function withProcedure(form: IntakeForm, procedure: { code: string; name: string }): IntakeForm {
  const isSame = form.procedureCode === procedure.code
  return {
    ...form,
    procedureCode: procedure.code,
    procedureText: `${procedure.code} · ${procedure.name}`,
    papers: isSame ? form.papers : {},
  }
}

/** What the procedure asks of one component, as it is received when nothing else is said. */
export function paperAsAsked(component: Procedure['components'][number]): PaperInHand {
  const originals = component.originals ?? 0
  const copies = component.copies ?? 0
  return { isReceived: true, originals: originals + copies === 0 ? 1 : originals, copies }
}

/** "Đủ": every required paper was submitted as required; papers already ticked keep their numbers. */
export function withAllPapers(form: IntakeForm, components: Procedure['components']): IntakeForm {
  const papers = { ...form.papers }
  for (const component of components) {
    if (component.required && !papers[component.no]?.isReceived) papers[component.no] = paperAsAsked(component)
  }
  return { ...form, papers }
}

/** The required papers that were not submitted, in the order of the procedure. Whether that matters is the server's answer. */
export function papersNotInHand(form: IntakeForm, components: Procedure['components']): Procedure['components'] {
  return components.filter((component) => component.required && !form.papers[component.no]?.isReceived)
}

/** Has the visitor been served at all? An untouched page is no draft. */
export function isUntouched(form: IntakeForm): boolean {
  return JSON.stringify(form) === JSON.stringify(emptyIntakeForm)
}

/** Reads back a draft, also one of an older shape. */
export function intakeFormFrom(draft: unknown): IntakeForm | null {
  if (typeof draft !== 'object' || draft === null) return null
  const known: Record<string, unknown> = { ...emptyIntakeForm }
  for (const [name, value] of Object.entries(draft)) {
    if (name === 'card') known[name] = cardReadFrom(value)
    else if (name in known && (typeof value === typeof known[name] || name === 'procedureCode')) known[name] = value
  }
  return known as unknown as IntakeForm
}

function cardReadFrom(kept: unknown): CardRead | null {
  if (typeof kept !== 'object' || kept === null) return null
  const text = (name: keyof CardRead) => {
    const value = (kept as Partial<Record<keyof CardRead, unknown>>)[name]
    return typeof value === 'string' ? value : null
  }
  return { idNumber: text('idNumber'), oldIdNumber: text('oldIdNumber'), fullName: text('fullName') }
}

/** Where a dossier is received: the centre, and its counter where the officer said which. */
export interface IntakePlace {
  centreId: string
  counterId: string | null
}

/** What the counter answers a filing with: acceptance, or one of the two papers with its words. */
export type IntakeAnswer = { accept: true } | WordedAnswer
export type WordedAnswer = { accept: false; answer: NonNullable<NewDossier['answer']> } & Pick<
  NewDossier,
  'defects' | 'reason' | 'supplementDays'
>

/** The form as the API takes it. */
export function newDossierFrom(form: IntakeForm, place: IntakePlace, answer: IntakeAnswer, draftKey: string): NewDossier {
  const trimmed = (value: string) => value.trim()
  const optional = <Name extends string>(name: Name, value: string | null) =>
    (value === null || value === '' ? {} : { [name]: value }) as { [key in Name]?: string }
  return {
    procedureCode: form.procedureCode ?? '',
    channel: 'direct',
    centreId: place.centreId,
    ...optional('counterId', place.counterId),
    applicant: {
      kind: form.kind,
      fullName: trimmed(form.fullName),
      idNumber: form.idNumber.replaceAll(/\s/g, ''),
      ...optional('bornOn', parseDay(form.bornOn) ?? trimmed(form.bornOn)),
      ...(form.sex === 'female' || form.sex === 'male' ? { sex: form.sex } : {}),
      address: trimmed(form.address),
      phone: form.phone.replaceAll(/[\s.-]/g, ''),
      ...optional('email', trimmed(form.email)),
      ...(form.kind === 'organisation' ? optional('organisationName', trimmed(form.organisationName)) : {}),
    },
    ...(form.isRepresented
      ? {
          representative: {
            fullName: trimmed(form.representativeName),
            idNumber: form.representativeId.replaceAll(/\s/g, ''),
            authorisation: trimmed(form.authorisation),
          },
        }
      : {}),
    papers: papersReceived(form),
    ...optional('summary', trimmed(form.summary)),
    resultMethod: form.resultMethod,
    ...answer,
    draftKey,
  }
}

/** The form as far as the slip shows it: half-typed words as they are. */
export function slipSoFarFrom(form: IntakeForm, centreId: string): SlipSoFar {
  return {
    ...(form.procedureCode === null ? {} : { procedureCode: form.procedureCode }),
    channel: 'direct',
    centreId,
    applicant: {
      fullName: form.fullName,
      organisationName: form.kind === 'organisation' ? form.organisationName : '',
      idNumber: form.idNumber,
      address: form.address,
      phone: form.phone,
      email: form.email,
    },
    papers: papersReceived(form),
    resultMethod: form.resultMethod,
  }
}

function papersReceived(form: IntakeForm): NewDossier['papers'] {
  return Object.entries(form.papers)
    .filter(([, paper]) => paper.isReceived)
    .map(([no, paper]) => ({ componentNo: Number(no), originals: paper.originals, copies: paper.copies, certified: 0 }))
}
