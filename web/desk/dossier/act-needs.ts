import { parseDay, plainForms } from '#web-ui'
import { wholeDong } from '../payment/whole-dong.ts'

/** A charge as it is typed. */
export interface TypedCharge {
  name: string
  amount: string
  basis: string
}

export const emptyCharge: TypedCharge = { name: '', amount: '', basis: '' }

/** What a person gives with an act, as the dialog holds it. */
export interface ActForm {
  reason: string
  /** One point to complete a line. */
  defects: string
  cause: string
  ground: string
  /** Last day of a stop as typed: `ngày/tháng/năm`. */
  until: string
  days: string
  supplementDays: string
  /** Numbers of the asked points that are met. */
  answered: readonly number[]
  payDays: string
  /** The applicant as corrected; what is left as it was is not sent. */
  fullName: string
  idNumber: string
  bornOn: string
  address: string
  phone: string
  email: string
  /** What is to be paid here while a stop waits for it. */
  charges: readonly TypedCharge[]
  paidElsewhere: boolean
  /** Where it is paid then, and by which notice. */
  paidOffice: string
  paidNotice: string
  resultNumber: string
  resultName: string
  receivedBy: string
  /** The officer the next step is given to. */
  assigneeId: string | null
  agencyId: string | null
  question: string
  answer: string
  /** A check on the spot: day (`ngày/tháng/năm`), hour (`giờ:phút`), where, who, what. */
  siteDay: string
  siteHour: string
  sitePlace: string
  siteParticipants: string
  siteContent: string
  /** Papers newly handed in, by number of the component. */
  papers: readonly number[]
  /** Attached files that are the result, by id. */
  files: readonly string[]
}

export const emptyActForm: ActForm = {
  reason: '',
  defects: '',
  cause: '',
  ground: '',
  until: '',
  days: '',
  supplementDays: '',
  answered: [],
  payDays: '',
  fullName: '',
  idNumber: '',
  bornOn: '',
  address: '',
  phone: '',
  email: '',
  charges: [],
  paidElsewhere: false,
  paidOffice: '',
  paidNotice: '',
  resultNumber: '',
  resultName: '',
  receivedBy: '',
  assigneeId: null,
  agencyId: null,
  question: '',
  answer: '',
  siteDay: '',
  siteHour: '',
  sitePlace: '',
  siteParticipants: '',
  siteContent: '',
  papers: [],
  files: [],
}

/** A point to complete, with the component it is about when it came from the checklist. */
export interface Defect {
  componentNo: number | null
  text: string
}

export interface AskedPaper {
  componentNo: number
  originals: number
  copies: number
}

/**
 * The act as the API takes it: exactly what `needs` asks for, nothing else. Lines of the defects that still
 * read as the checklist wrote them keep their component.
 */
export function actBody(
  act: string,
  needs: readonly string[],
  form: ActForm,
  known: { defects?: readonly Defect[]; papers: readonly AskedPaper[]; stepNo?: number | null },
): { act: string } & Record<string, unknown> {
  const body: { act: string } & Record<string, unknown> = { act }
  if (known.stepNo != null) body['stepNo'] = known.stepNo
  for (const need of needs) {
    switch (need) {
      case 'assignee':
        if (form.assigneeId !== null) body['assigneeId'] = form.assigneeId
        break
      case 'note':
      case 'reasonForRequest':
        if (form.reason.trim() !== '') body['reason'] = form.reason.trim()
        break
      case 'reason':
        body['reason'] = form.reason.trim()
        break
      case 'defects':
        body['defects'] = defectsFrom(form.defects, known.defects ?? [])
        break
      case 'cause':
        if (form.cause !== '') body['cause'] = form.cause
        break
      case 'ground':
        if (form.ground !== '') body['ground'] = form.ground
        break
      case 'until':
        if (form.until.trim() !== '') body['until'] = parseDay(form.until) ?? form.until.trim()
        break
      case 'charges':
        // They belong to one cause; what was typed before another was chosen is not sent.
        if (form.cause !== 'financial_duty') break
        if (form.paidElsewhere) body['paidElsewhere'] = { office: form.paidOffice.trim(), notice: form.paidNotice.trim() }
        else if (form.charges.length > 0)
          body['charges'] = form.charges.map(({ name, amount, basis }) => ({
            name: name.trim(),
            // What is no sum is sent as it was typed, so that the server can say which field is wrong.
            amountDong: wholeDong(amount) ?? amount.trim(),
            basis: basis.trim(),
          }))
        break
      case 'answered':
        body['answered'] = form.answered
        if (form.reason.trim() !== '') body['reason'] = form.reason.trim()
        break
      case 'contact':
        body['contact'] = { address: form.address.trim(), phone: form.phone.trim(), email: form.email.trim() }
        break
      case 'identity':
        body['identity'] = {
          fullName: form.fullName.trim(),
          idNumber: form.idNumber.trim(),
          ...(form.bornOn.trim() === '' ? {} : { bornOn: parseDay(form.bornOn) ?? form.bornOn.trim() }),
        }
        break
      case 'payDays':
        if (form.cause === 'financial_duty' && form.payDays.trim() !== '') body['payDays'] = wholeOrTyped(form.payDays)
        break
      case 'days':
      case 'supplementDays':
        if (form[need].trim() !== '') body[need] = wholeOrTyped(form[need])
        break
      case 'result':
        body['result'] = { number: form.resultNumber.trim(), name: form.resultName.trim() }
        if (form.files.length > 0) body['files'] = form.files
        break
      case 'receivedBy':
        body['receivedBy'] = form.receivedBy.trim()
        break
      case 'agency':
        if (form.agencyId !== null) body['agencyId'] = form.agencyId
        break
      case 'siteCheck':
        body['siteCheck'] = {
          at: instantTyped(form.siteDay, form.siteHour),
          place: form.sitePlace.trim(),
          participants: form.siteParticipants.trim(),
          content: form.siteContent.trim(),
        }
        break
      case 'question':
      case 'answer':
        body[need] = form[need].trim()
        break
      case 'papers':
        body['papers'] = form.papers.map((componentNo) => {
          const asked = known.papers.find((each) => each.componentNo === componentNo)
          const isNothing = !asked || asked.originals + asked.copies === 0
          return { componentNo, originals: isNothing ? 1 : asked.originals, copies: asked?.copies ?? 0, certified: 0 }
        })
        break
      default:
        break
    }
  }
  return body
}

/** The points to complete, one a line; those that read as the checklist wrote them keep their paper. */
export function defectsFrom(typed: string, known: readonly Defect[]): Defect[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((text) => ({ componentNo: known.find((each) => each.text === text)?.componentNo ?? null, text }))
}

/** A number of days; what is no number is sent as it was typed, so that the server can say which field is wrong. */
export function wholeOrTyped(typed: string): number | string {
  const plain = plainForms(typed).trim()
  return /^\d{1,4}$/u.test(plain) ? Number(plain) : plain
}

/** A day and an hour as typed, as an instant of Vietnam's time; what is neither is sent as it was typed, so that the server can say so. */
function instantTyped(day: string, hour: string): string {
  const [on, time] = [parseDay(day), /^([01]?\d|2[0-3])[:hg]([0-5]\d)$/u.exec(plainForms(hour).trim())]
  return on && time ? `${on}T${(time[1] ?? '').padStart(2, '0')}:${time[2]}:00+07:00` : `${day.trim()} ${hour.trim()}`
}
