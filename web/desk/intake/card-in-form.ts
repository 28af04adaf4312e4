import type { CitizenCard } from '#web-api'
import { formatDay } from '#web-ui'
import type { IntakeForm } from './intake-form.ts'

/** The fields of the form that say who a person is and that a card can fill in. */
export type PersonField = 'fullName' | 'idNumber' | 'bornOn' | 'sex' | 'address' | 'representativeName' | 'representativeId'

/** One field whose words change, as they are typed in the form; an empty text means nothing is there. */
export interface FieldChange {
  field: PersonField
  from: string
  to: string
}

/** A number that was typed into the field of the scanner: a card that says nothing else. */
export function typedNumber(idNumber: string): CitizenCard {
  return { ...nothingRead, idNumber }
}

const nothingRead: CitizenCard = {
  idNumber: null,
  oldIdNumber: null,
  fullName: null,
  bornOn: null,
  sex: null,
  address: null,
  issuedOn: null,
  faults: [],
}

/** Is the card another person's than the one the form is about? Then nothing of the first may be kept beside it. */
export function isAnotherPerson(form: IntakeForm, card: Pick<CitizenCard, 'idNumber' | 'oldIdNumber' | 'fullName'>): boolean {
  const held = numberOf(form.idNumber)
  if (held !== '' && card.idNumber !== null) return held !== card.idNumber && held !== card.oldIdNumber
  return form.fullName.trim() !== '' && card.fullName !== null && nameOf(form.fullName) !== nameOf(card.fullName)
}

/** Fills in what the card says; what the card does not know stays. A number typed by hand changes the number alone. */
export function withCard(form: IntakeForm, card: CitizenCard): IntakeForm {
  const { idNumber, oldIdNumber, fullName } = card
  const named = { ...form, fullName: fullName ?? form.fullName, idNumber: idNumber ?? form.idNumber, confirmedPerson: '' }
  if (isTyped(card)) return { ...named, confirmedPerson: form.confirmedPerson }
  return {
    ...named,
    bornOn: card.bornOn ? formatDay(card.bornOn) : '',
    sex: card.sex ?? '',
    address: card.address ?? form.address,
    card: { idNumber, oldIdNumber, fullName },
  }
}

/** The card of the person who acts for the applicant: the applicant's own data stay as they are. */
export function withRepresentativeCard(form: IntakeForm, card: CitizenCard): IntakeForm {
  return {
    ...form,
    isRepresented: true,
    representativeName: card.fullName ?? form.representativeName,
    representativeId: card.idNumber ?? form.representativeId,
  }
}

/** A scanner always reads a name or says that it could not. */
function isTyped(card: CitizenCard): boolean {
  return card.fullName === null && card.faults.length === 0
}

const personFields: readonly PersonField[] = ['fullName', 'idNumber', 'bornOn', 'sex', 'address', 'representativeName', 'representativeId']

/** Values of the form that were replaced; filling an empty field is not listed as a change. */
export function changesBetween(before: IntakeForm, after: IntakeForm): FieldChange[] {
  return personFields
    .filter((field) => before[field].trim() !== '' && wordsOf(field, before[field]) !== wordsOf(field, after[field]))
    .map((field) => ({ field, from: before[field].trim(), to: after[field].trim() }))
}

/** The form with the person as before a card was taken; what was typed about anything else since then stays. */
export function withPersonOf(form: IntakeForm, before: IntakeForm): IntakeForm {
  const { fullName, idNumber, bornOn, sex, address, isRepresented, representativeName, representativeId } = before
  const person = { fullName, idNumber, bornOn, sex, address, isRepresented, representativeName, representativeId }
  return { ...form, ...person, card: before.card, confirmedPerson: before.confirmedPerson }
}

/**
 * Where the name or the number was changed by hand and no longer is the card's. `from` is the card's, `to` the form's.
 * An empty field is not listed: it cannot belong to another person, and the server reports missing data.
 */
export function differencesFromCard(form: IntakeForm): FieldChange[] {
  const { card } = form
  if (card === null) return []
  const read: { field: PersonField; texts: (string | null)[] }[] = [
    { field: 'fullName', texts: [card.fullName] },
    { field: 'idNumber', texts: [card.idNumber, card.oldIdNumber] },
  ]
  return read.flatMap(({ field, texts: [text = null, other = null] }) => {
    const typed = wordsOf(field, form[field])
    const isSame = typed === '' || text === null || typed === wordsOf(field, text) || (other !== null && typed === other)
    return isSame ? [] : [{ field, from: text, to: form[field].trim() }]
  })
}

/** The differences about which the officer has not said yet whose they are. Nothing is filed while there are any. */
export function openDifferences(form: IntakeForm): FieldChange[] {
  return form.confirmedPerson === personOf(form) ? [] : differencesFromCard(form)
}

/** "The same person": the data now in the form are right, until it is changed again. */
export function withPersonConfirmed(form: IntakeForm): IntakeForm {
  return { ...form, confirmedPerson: personOf(form) }
}

/** The form with the name and number of its card again. */
export function withCardAgain(form: IntakeForm): IntakeForm {
  return differencesFromCard(form).reduce<IntakeForm>((so, { field, from }) => ({ ...so, [field]: from }), form)
}

/** The other person whose name or number was typed over a card: what was changed is all that is known of them. */
export function personTypedOver(form: IntakeForm): CitizenCard {
  return differencesFromCard(form).reduce<CitizenCard>((so, { field, to }) => ({ ...so, [field]: to }), nothingRead)
}

function personOf(form: IntakeForm): string {
  return `${numberOf(form.idNumber)} ${nameOf(form.fullName)}`
}

function wordsOf(field: PersonField, text: string): string {
  return field === 'idNumber' || field === 'representativeId' ? numberOf(text) : nameOf(text)
}

function numberOf(text: string): string {
  return text.replaceAll(/[\s.-]/g, '')
}

function nameOf(text: string): string {
  return text.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLocaleUpperCase('vi')
}
