import { z } from 'zod'
import { isInstant } from '#kernel/instant.ts'
import { readTelephone } from '#kernel/telephone.ts'
import { holdsOldEncoding, isInOldEncoding, tidy } from '#kernel/vietnamese.ts'
import { writtenDay } from '#platform/http/written-day.ts'
import type { AccountId, AgencyId } from '#kernel/ids.ts'
import { mostCharges, mostDong } from '#payment'
import { actRules } from '../domain/dossier-acts.ts'
import { causeRules, stopGrounds } from '../domain/clock-causes.ts'
import { dossierActs } from '../domain/act-rows.ts'
import { intakeAnswers, listWordsOfAnswer } from '../domain/intake-answers.ts'
import type { Cause, StopGround } from '../domain/clock-causes.ts'
import type { DossierAct } from '../domain/act-rows.ts'

const sentence = (max: number) => z.string().trim().max(max, `Không quá ${max} ký tự`)
const some = (max: number, message: string) => sentence(max).min(1, message)
const count = z.int().min(0, 'Không được âm').max(999, 'Không quá 999')

/** A paper handed in has one line: two lines of one paper would be two counts of it. */
export function eachPaperOnce(papers: readonly HandedInLine[], context: z.RefinementCtx): void {
  const seen = new Set<number>()
  for (const [index, { componentNo, originals, copies, certified }] of papers.entries()) {
    if (originals + copies + certified === 0) continue
    if (seen.has(componentNo))
      context.addIssue({ code: 'custom', path: [index, 'componentNo'], message: 'Giấy tờ này đã có ở dòng trên; xin ghi vào một dòng' })
    seen.add(componentNo)
  }
}

type HandedInLine = { readonly componentNo: number; readonly originals: number; readonly copies: number; readonly certified: number }

const paperInput = z.strictObject({
  componentNo: z.int().min(1).max(9999),
  originals: count.default(0),
  copies: count.default(0),
  certified: count.default(0),
  note: sentence(500).optional(),
})

/** Forgiving of how a number is typed, strict about what is kept; its refusals are true of what was typed. */
const telephone = z
  .string()
  .trim()
  .min(1, { error: 'Xin ghi số điện thoại', abort: true })
  .max(60, { error: 'Không quá 60 ký tự', abort: true })
  .transform((typed, context) => {
    const read = readTelephone(typed)
    if ('number' in read) return read.number
    context.addIssue({ code: 'custom', message: read.fault })
    return z.NEVER
  })

// Copied addresses contain invisible characters, as copied names do.
const mailAddress = z
  .string()
  .max(400, { error: 'Không quá 320 ký tự', abort: true })
  .transform(tidy)
  .pipe(z.string().max(320, 'Không quá 320 ký tự'))
  .pipe(z.email('Thư điện tử chưa đúng dạng').refine((text) => text.indexOf('@') <= 64, 'Phần trước @ không quá 64 ký tự'))

/** Blanks, points and hyphens stand on cards and in copies; they are no part of the number. */
const idNumber = z
  .string()
  .max(60, { error: 'Số giấy tờ không quá 60 ký tự', abort: true })
  .transform((typed) => typed.replace(/[\s.\u00ad\u2010-\u2015-]+/gu, '').toUpperCase())
  .pipe(
    z
      .string()
      .min(1, { error: 'Xin ghi số giấy tờ', abort: true })
      .regex(/^[A-Z0-9]{6,14}$/u, 'Số giấy tờ gồm 6 đến 14 chữ số hoặc chữ cái không dấu'),
  )

const bornOn = z.iso.date('Ngày sinh viết theo dạng ngày/tháng/năm, ví dụ 12/03/1990')

const oldEncoding = 'Có ký tự của bảng mã cũ (TCVN3, VNI). Xin gõ lại bằng bộ gõ Unicode và đối chiếu với giấy tờ'
const nameOf = (missing: string) => some(200, missing).refine((name) => !isInOldEncoding(name), oldEncoding)
const postalAddress = some(500, 'Xin ghi địa chỉ').refine((text) => !holdsOldEncoding(text), oldEncoding)

export const applicantInput = z.strictObject({
  kind: z.enum(['person', 'organisation']),
  fullName: nameOf('Xin ghi họ và tên'),
  idNumber,
  bornOn: bornOn.optional(),
  sex: z.enum(['male', 'female'], 'Giới tính là nam hoặc nữ').optional(),
  address: postalAddress,
  phone: telephone,
  email: mailAddress.optional(),
  organisationName: sentence(300)
    .refine((name) => !isInOldEncoding(name), oldEncoding)
    .optional(),
})

/** An organisation has a name besides that of the person at the counter; a person has none. */
const filedApplicant = applicantInput.superRefine(({ kind, organisationName }, context) => {
  const isNamed = (organisationName ?? '').trim() !== ''
  if (isNamed === (kind === 'organisation')) return
  const message = isNamed ? 'Người nộp là cá nhân thì không ghi tên tổ chức' : 'Xin ghi tên tổ chức'
  context.addIssue({ code: 'custom', path: ['organisationName'], message })
})

/** What an officer's draft is called: unguessable, and private to its author. */
export const draftKey = z.string().regex(/^[\w-]{1,80}$/u)

/** What is said with an act to the applicant. */
const words = {
  defects: z
    .array(
      z.strictObject({ componentNo: z.int().min(1).max(9999).nullable().default(null), text: some(1000, 'Xin nêu nội dung cần bổ sung') }),
    )
    .max(100)
    .optional(),
  reason: sentence(2000).optional(),
  supplementDays: z.int().min(1).max(365).optional(),
}

const answerOfFiling = z.enum(intakeAnswers, 'Xin chọn yêu cầu bổ sung hoặc từ chối')

/** In the order of the form at the counter: faults are named in it. */
const filing = z.strictObject({
  applicant: filedApplicant,
  representative: z
    .strictObject({
      fullName: nameOf('Xin ghi họ tên người được uỷ quyền'),
      idNumber,
      authorisation: some(300, 'Xin ghi giấy uỷ quyền'),
    })
    .optional(),
  procedureCode: some(60, 'Xin chọn thủ tục'),
  channel: z.enum(['direct', 'post', 'online']).default('direct'),
  centreId: z.uuid('Xin chọn trung tâm'),
  counterId: z.uuid().optional(),
  papers: z.array(paperInput).max(200).superRefine(eachPaperOnce),
  summary: sentence(1000).optional(),
  resultMethod: z.enum(['counter', 'post', 'online']).default('counter'),
  accept: z.boolean().default(true),
  draftKey: draftKey.optional(),
  /** Answered at once with this instead of accepting: the dossier is created with its answer, or not at all. */
  answer: answerOfFiling.optional(),
  ...words,
})

const unanswered = { message: 'Chỉ ghi mục này khi yêu cầu bổ sung hoặc từ chối. Xin chọn cách trả lời, hoặc để trống mục này' }
const ofAnotherAnswer = { message: 'Cách trả lời đã chọn không có mục này. Xin để trống, hoặc chọn cách trả lời khác' }

/** Words that the answer does not take would be lost without anybody noticing. */
function onlyWordsOfAnswer({ answer, ...said }: z.output<typeof filing>, context: z.RefinementCtx): void {
  const taken = answer === undefined ? [] : listWordsOfAnswer(answer)
  for (const word of ['defects', 'reason', 'supplementDays'] as const) {
    if (said[word] === undefined || taken.includes(word)) continue
    context.addIssue({ code: 'custom', path: [word], ...(answer === undefined ? unanswered : ofAnotherAnswer) })
  }
}

export const fileBody = filing.superRefine(onlyWordsOfAnswer)

/** The same filing, whose answer is read before it is sent. */
export const answeredFiling = filing.extend({ answer: answerOfFiling }).superRefine(onlyWordsOfAnswer)

const typed = (max: number) => sentence(max).default('')

/** An intake in the middle of being typed: anything may be empty, nothing is checked yet. */
export const slipSoFar = z.strictObject({
  procedureCode: sentence(60).optional(),
  channel: z.enum(['direct', 'post', 'online']).default('direct'),
  centreId: z.uuid('Xin chọn trung tâm'),
  applicant: z.strictObject({
    fullName: typed(200),
    organisationName: typed(300),
    idNumber: typed(30),
    address: typed(500),
    phone: typed(30),
    email: typed(200),
  }),
  papers: z.array(paperInput).max(200).default([]),
  resultMethod: z.enum(['counter', 'post', 'online']).default('counter'),
})

const causes = Object.keys(causeRules) as [Cause, ...Cause[]]
const grounds = Object.keys(stopGrounds) as [StopGround, ...StopGround[]]

/** Acts a person chooses on one dossier: not those of a list, nor those that are part of something larger. */
const chosenActs = dossierActs.filter(
  (
    act,
  ): act is Exclude<
    DossierAct,
    | 'file'
    | 'forward'
    | 'receive'
    | 'reassign'
    | 'reproject'
    | 'change_version'
    | 'draft_apology'
    | 'deem_approved'
    | 'deem_refused'
    | 'note_late'
    | 'note_late_by_law'
  > => !actRules[act].byList && !actRules[act].partOf,
)

export const actBody = z.strictObject({
  act: z.enum(chosenActs),
  /** The step of the part meant, for an act on a step; needed when several open parts could be. */
  stepNo: z.int().min(1).max(9999).optional(),
  /** Number of the last act the person saw; after a later act of another person the act is refused with their name. */
  afterSeq: z.int().min(1).optional(),
  papers: z
    .array(paperInput.omit({ note: true }))
    .max(200)
    .superRefine(eachPaperOnce)
    .optional(),
  ...words,
  /** Numbers of the asked points (`asked[].no`) that the applicant has now met; with points left open `reason` says why they are not waited for. */
  answered: z.array(z.int().min(1).max(100)).max(100).optional(),
  contact: z
    .strictObject({
      address: postalAddress.optional(),
      phone: telephone.optional(),
      email: z.union([z.literal(''), mailAddress]).optional(),
    })
    .optional(),
  identity: z
    .strictObject({ fullName: nameOf('Xin ghi họ và tên').optional(), idNumber: idNumber.optional(), bornOn: bornOn.optional() })
    .optional(),
  /** Working days the applicant has to pay, while a stop waits for it. */
  payDays: z.int().min(1).max(365).optional(),
  cause: z.enum(causes).optional(),
  until: writtenDay.optional(),
  days: z.int().min(1).max(365).optional(),
  ground: z.enum(grounds).optional(),
  charges: z
    .array(
      z.strictObject({
        name: some(200, 'Xin ghi tên khoản phải nộp'),
        amountDong: z.int('Số tiền là số đồng nguyên').min(1, 'Số tiền phải lớn hơn 0').max(mostDong, 'Số tiền quá lớn'),
        basis: some(300, 'Xin ghi văn bản xác định số tiền'),
      }),
    )
    .max(mostCharges)
    .optional(),
  /** The duty is met at another office: which one, and the notice (number and day) that sets it. */
  paidElsewhere: z
    .strictObject({ office: some(200, 'Xin ghi nơi nộp'), notice: some(200, 'Xin ghi số, ngày của thông báo nộp tiền') })
    .optional(),
  result: z.strictObject({ number: some(100, 'Xin ghi số kết quả'), name: some(300, 'Xin ghi tên kết quả') }).optional(),
  receivedBy: sentence(200)
    .refine((name) => !isInOldEncoding(name), oldEncoding)
    .optional(),
  /** The officer who is to do the next step: one of `assignees` of the act. */
  assigneeId: z
    .uuid('Xin chọn người được giao')
    .transform((id) => id as AccountId)
    .optional(),
  agencyId: z
    .uuid('Xin chọn cơ quan')
    .transform((id) => id as AgencyId)
    .optional(),
  question: sentence(4000).optional(),
  answer: sentence(8000).optional(),
  siteCheck: z
    .strictObject({
      at: z.iso.datetime({ offset: true, error: 'Xin ghi ngày và giờ xác minh' }).refine(isInstant, 'Xin ghi ngày và giờ xác minh'),
      place: some(500, 'Xin ghi địa điểm xác minh'),
      participants: some(2000, 'Xin ghi thành phần tham gia'),
      content: some(8000, 'Xin ghi nội dung xác minh'),
    })
    .optional(),
  /** Result files, by id, that are recorded as the result. */
  files: z.array(z.uuid('Xin chọn tệp')).max(50, 'Không quá 50 tệp').optional(),
})
