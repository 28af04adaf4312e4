import { z } from 'zod'
import { toEnglish } from '#kernel/in-english.ts'
import type { Language } from '#kernel/language.ts'
import { reasonFrom, Refused, refusalFrom } from '#kernel/refusal.ts'
import { roles } from '#kernel/actor.ts'
import type { Actor, Role } from '#kernel/actor.ts'
import { roleNames, roleNamesInEnglish } from '#identity'
import type { ProcedureVersionId } from '#kernel/ids.ts'
import { Answer, route } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import { bpmnOfProcess, processFromBpmnOrRefuse } from '../commands/exchange-bpmn.ts'
import { checkVersion, publishDraft, saveDraft, viewDraft } from '../commands/version-drafts.ts'
import type { DraftView } from '../commands/version-drafts.ts'
import { comparisonsFrom } from '../domain/condition-words.ts'
import { dossierFields, labelFrom, valueWords } from '../domain/process-fields.ts'
import { drawProcess } from '../domain/process-picture.ts'
import type { Process } from '../domain/process.ts'
import type { GateReport } from '../domain/process-gate.ts'
import { channels, handlings, limitUnits, publishStates, serviceLevels } from '../domain/procedure.ts'
import { procedureKeepers } from '../domain/procedure-reach.ts'
import { procedureRefusals } from '../domain/refusals.ts'
import { getProcedureVersion, getProcedureVersionById } from '../queries/get-procedure-version.ts'
import { processOfVersion } from '../queries/get-process.ts'
import { excessesOf, processBounds } from '../domain/process-bounds.ts'
import {
  aboutFaults,
  aboutOf,
  clockFaults,
  limitFaults,
  processOfTable,
  judgePublisher,
  stepRoles,
  tableOfProcess,
} from '../domain/version-draft.ts'
import { rights } from '#kernel/rights.ts'

const tags = ['Quy trình']
const code = z.string().max(40)
const limit = z.object({ amount: z.number().positive().max(100_000), unit: z.enum(limitUnits) }).nullable()
const words = z.string().max(2000)
const nameRole = (role: Role, language: Language): string => (language === 'en' ? roleNamesInEnglish : roleNames)[role]

const stepRow = z
  .object({
    no: z.int().min(1).max(9999),
    name: z.string().max(processBounds.name),
    kind: z.enum(['work', 'sub_dossier']),
    role: z.enum(roles),
    agencyCode: z.string().max(50).nullable(),
    unitName: z.string().max(300).nullable(),
    hours: z.number().min(0).max(processBounds.hours),
    returnNo: z.int().nullable(),
    next: z.string().max(processBounds.next).describe('3 · hết · hợp · nếu … thì 4; còn lại 5 · song song (2; 3) chờ tất cả rồi 4'),
    refusalReasons: z.array(words).max(20),
    appeal: z.object({ to: words, withinDays: z.int().min(0).max(3650), law: words }).nullable(),
  })
  .meta({ id: 'StepRow' })

const about = z
  .object({
    name: z.string().max(2000),
    sector: z.string().max(300),
    decisionNumber: z.string().max(300).nullable(),
    serviceLevel: z.enum(serviceLevels).nullable(),
    conditions: z.string().max(20_000),
    resultNames: z.array(words).max(50),
    legalBases: z
      .array(z.object({ number: words, title: words, issuedOn: z.string().max(10).nullable(), issuer: words.nullable() }))
      .max(100),
    procedureText: z.array(z.string().max(20_000)).max(200),
  })
  .meta({ id: 'AboutProcedure' })

/** Rules of time of the procedure's own; what is absent follows the locality (`GET /deadline-settings`). */
const clock = z
  .strictObject({
    onSupplement: z.enum(['restart', 'pause']).optional(),
    dueTime: z.enum(['clock_hour', 'end_of_office_hours', 'end_of_day']).optional(),
    firstDay: z.enum(['not_counted', 'counted']).optional(),
    supplementDays: z.int().min(1).max(60).optional(),
    supplementLapse: z.enum(['notify', 'stop']).optional(),
    silence: z.enum(['none', 'consent', 'refusal']).optional(),
    silenceLaw: z.string().max(500).optional(),
  })
  .meta({ id: 'ProcedureClockRules' })

export const draftContent = z
  .object({
    agencyCode: z.string().max(50).nullable(),
    handling: z.enum(handlings).nullable(),
    legalLimit: limit,
    committedLimit: limit,
    channels: z
      .array(
        z.object({
          channel: z.enum(channels),
          limit,
          limitNote: words,
          fees: z
            .array(z.object({ kind: z.enum(['fee', 'charge']), amountDong: z.int().min(0).max(1_000_000_000_000).nullable(), text: words }))
            .max(50),
        }),
      )
      .max(3),
    components: z
      .array(
        z.object({
          no: z.int().min(1).max(9999),
          group: words,
          name: z.string().max(5000),
          originals: z.int().min(0).max(999).nullable(),
          copies: z.int().min(0).max(999).nullable(),
          templateName: words.nullable(),
          required: z.boolean(),
        }),
      )
      .max(300),
    process: z.object({ entry: z.string().max(processBounds.next), rows: z.array(stepRow).max(processBounds.steps) }),
    about,
    clock,
  })
  .meta({ id: 'VersionDraftContent' })

// A request may be longer than the stored maximum, so that the refusal can name the step and its bound in Vietnamese.
const sentRow = stepRow.extend({ name: z.string().max(20_000), unitName: z.string().max(20_000).nullable() }).meta({ id: 'SentStepRow' })
const sentContent = draftContent
  .extend({
    process: z.object({ entry: z.string().max(20_000), rows: z.array(sentRow).max(1000) }),
    about: about.optional().describe('Vắng mặt: giữ như đang có'),
    clock: clock.optional().describe('Vắng mặt: giữ như đang có'),
  })
  .meta({ id: 'SentVersionDraftContent' })

const finding = z
  .object({ code: z.string(), stepNo: z.int().nullable(), message: z.string(), english: z.string() })
  .meta({ id: 'ProcessFinding' })
const report = z
  .object({
    findings: z.array(finding),
    criticalPath: z.object({ hours: z.number(), stepNos: z.array(z.int()), limitHours: z.number().nullable() }).nullable(),
    simulated: z.int(),
  })
  .meta({ id: 'GateReport' })

const picture = z
  .object({
    width: z.number(),
    height: z.number(),
    boxWidth: z.number(),
    boxHeight: z.number(),
    boxes: z.array(z.object({ stepNo: z.int(), x: z.number(), y: z.number(), lines: z.array(z.string()), isSubDossier: z.boolean() })),
    ends: z.array(z.object({ kind: z.enum(['start', 'end']), x: z.number(), y: z.number() })),
    lines: z.array(
      z.object({
        points: z.array(z.array(z.number())),
        label: z.string().nullable(),
        labelAt: z.array(z.number()),
        isParallel: z.boolean(),
      }),
    ),
    text: z.array(
      z.object({
        stepNo: z.int(),
        name: z.string(),
        role: z.string(),
        roleName: z.string(),
        agencyCode: z.string().nullable(),
        unitName: z.string().nullable(),
        hours: z.number(),
        next: z.string(),
        isFork: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'ProcessPicture' })

const drawn = (process: Process, language: Language): z.input<typeof picture> => {
  const { boxes, ends, lines, text, ...sheet } = drawProcess(process, language)
  return {
    ...sheet,
    boxes: boxes.map((box) => ({ ...box, lines: [...box.lines] })),
    ends: [...ends],
    lines: lines.map((line) => ({ ...line, points: line.points.map((point) => [...point]), labelAt: [...line.labelAt] })),
    text: text.map((step) => ({ ...step, roleName: nameRole(step.role, language) })),
  }
}

/** What a condition may ask of a dossier, in the words that a cell of the table is written with. */
const conditionField = z
  .object({
    name: z.string(),
    type: z.enum(['text', 'number', 'boolean']),
    label: z.string(),
    values: z.array(z.string()),
    comparisons: z.array(z.string()),
  })
  .meta({ id: 'ConditionField' })

export const versionDraft = z
  .object({
    code: z.string(),
    name: z.string(),
    id: z.string().nullable(),
    baseVersionId: z.string(),
    revision: z.int(),
    savedAt: z.string().nullable(),
    savedByName: z.string().nullable(),
    publishState: z.enum(publishStates),
    publishing: z
      .object({ allowed: z.boolean(), reason: z.string().nullable() })
      .describe('Người xem có được công bố bản soạn này không, và vì sao không; không kể kết quả kiểm tra'),
    toComplete: z.array(z.object({ field: z.string(), reason: z.string() })),
    content: draftContent,
    picture,
    /** Who may do a step, who of them may refuse, and whose step usually follows. */
    stepRoles: z.array(z.object({ role: z.string(), roleName: z.string(), mayRefuse: z.boolean(), usuallyNext: z.string() })),
    fields: z.array(conditionField),
  })
  .meta({ id: 'VersionDraft' })

const publishingOf = (view: DraftView, actor: Actor, language: Language): { allowed: boolean; reason: string | null } => {
  const refused = judgePublisher(view.editedBy, actor.accountId)
  return { allowed: refused === null, reason: refused && reasonFrom(refused, language) }
}

export const describeDraft = (view: DraftView, actor: Actor, language: Language): z.input<typeof versionDraft> => ({
  publishing: publishingOf(view, actor, language),
  code: view.version.code,
  name: view.version.name,
  id: view.id,
  baseVersionId: view.version.versionId,
  revision: view.revision,
  savedAt: view.savedAt === null ? null : Temporal.Instant.from(view.savedAt).toString(),
  savedByName: view.savedByName,
  publishState: view.version.publishState,
  toComplete: [...view.version.toComplete],
  content: describeContent(view, language),
  picture: drawn(view.content.process, language),
  stepRoles: stepRoles.map((each) => ({ ...each, roleName: nameRole(each.role, language) })),
  fields: dossierFields.map((field) => ({
    name: field.name,
    type: field.type,
    label: labelFrom(field, language),
    values: (field.values ?? []).map((value) => valueWords[value]?.[language] ?? value),
    comparisons: [...comparisonsFrom(field.type, language)],
  })),
})

export function describeContent(
  { content: { process, channels: terms, components, ...rest }, version }: Pick<DraftView, 'content' | 'version'>,
  language: Language,
): z.input<typeof draftContent> {
  const table = tableOfProcess(process, language)
  const { resultNames, legalBases, procedureText, ...said } = rest.about ?? aboutOf(version)
  return {
    ...rest,
    clock: { ...(rest.clock ?? version.clockRules) },
    about: { ...said, resultNames: [...resultNames], legalBases: [...legalBases], procedureText: [...procedureText] },
    channels: terms.map((each) => ({ ...each, fees: [...each.fees] })),
    components: [...components],
    process: { entry: table.entry, rows: table.rows.map((row) => ({ ...row, refusalReasons: [...row.refusalReasons] })) },
  }
}

const shownReport = ({ findings, criticalPath, simulated }: GateReport): z.input<typeof report> => ({
  findings: [...findings],
  criticalPath: criticalPath && { ...criticalPath, stepNos: [...criticalPath.stepNos] },
  simulated,
})

const asked = z.object({
  on: z.iso.date().optional(),
  version: z.uuid().optional().describe('Phiên bản mà hồ sơ được nhận theo; mặc định là nội dung đang có hiệu lực'),
})

async function processAsked(ctx: RequestContext, of: string, query: z.output<typeof asked>) {
  const on = query.on ?? (await ctx.now()).toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()
  const version = query.version
    ? await getProcedureVersionById(ctx.db, query.version as ProcedureVersionId)
    : await getProcedureVersion(ctx.db, of, on)
  const isHidden = version?.publishState === 'draft' && !ctx.actor.grants.some(({ role }) => procedureKeepers.includes(role))
  if (!version || version.code !== of || isHidden) throw new Refused(refusalFrom(procedureRefusals, 'PROCEDURE_NOT_FOUND', { code: of }))
  const process = await processOfVersion(ctx.db, version)
  if (!process) throw new Refused(refusalFrom(procedureRefusals, 'PROCESS_NOT_WRITTEN', { code: of }))
  return { version, process }
}

export const processRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/procedures/:code/process',
    summary: 'Quy trình của thủ tục: hình vẽ và từng bước bằng chữ',
    tags,
    access: 'public',
    params: z.object({ code }),
    query: asked,
    response: z.object({ versionId: z.string(), picture }),
    refusals: ['PROCEDURE_NOT_FOUND', 'PROCESS_NOT_WRITTEN'],
    handle: async (ctx, { params, query }) => {
      const { version, process } = await processAsked(ctx, params.code, query)
      return { versionId: version.versionId, picture: drawn(process.definition, ctx.language) }
    },
  }),
  route({
    method: 'GET',
    url: '/procedures/:code/process.bpmn',
    summary: 'Quy trình dưới dạng BPMN 2.0, kèm hình vẽ',
    tags,
    access: 'authenticated',
    params: z.object({ code }),
    query: asked,
    response: z.string(),
    produces: 'application/xml',
    refusals: ['PROCEDURE_NOT_FOUND', 'PROCESS_NOT_WRITTEN'],
    handle: async (ctx, { params, query }) => {
      const { version, process } = await processAsked(ctx, params.code, query)
      const xml = await bpmnOfProcess(process.definition, version)
      return new Answer(xml, 200, { 'content-disposition': `attachment; filename="${version.code}.bpmn"` })
    },
  }),
  route({
    method: 'POST',
    url: '/procedures/:code/draft/bpmn',
    summary: 'Đọc tệp BPMN thành bảng các bước; chưa lưu',
    tags,
    access: rights.write_procedures.by,
    params: z.object({ code }),
    body: z
      .object({
        xml: z.string().max(5_000_000).optional().describe('Nội dung tệp, khi đã biết chắc bảng mã'),
        file: z.base64().max(7_000_000).optional().describe('Nguyên tệp (base64), đọc theo bảng mã tệp tự khai'),
      })
      .refine(({ xml, file }) => (xml === undefined) !== (file === undefined), 'Gửi một trong hai: xml hoặc file'),
    response: z.object({
      process: draftContent.shape.process,
      picture,
      notes: z.array(z.object({ code: z.string(), stepNo: z.int().nullable(), message: z.string(), english: z.string() })),
    }),
    refusals: ['BPMN_REFUSED'],
    perMinute: 30,
    handle: async ({ language }, { body }) => {
      const { process, notes } = await processFromBpmnOrRefuse(
        body.file === undefined ? (body.xml ?? '') : Buffer.from(body.file, 'base64'),
      )
      const table = tableOfProcess(process, language)
      return {
        process: { entry: table.entry, rows: table.rows.map((row) => ({ ...row, refusalReasons: [...row.refusalReasons] })) },
        picture: drawn(process, language),
        notes: [...notes],
      }
    },
  }),
  route({
    method: 'GET',
    url: '/procedures/:code/draft',
    summary: 'Bản đang soạn của thủ tục, hoặc nội dung đang có hiệu lực để bắt đầu soạn',
    tags,
    access: rights.publish_procedures.by,
    params: z.object({ code }),
    response: versionDraft,
    refusals: ['PROCEDURE_NOT_FOUND'],
    handle: async ({ db, actor, language }, { params }) => describeDraft(await viewDraft(db, params.code), actor, language),
  }),
  route({
    method: 'PUT',
    url: '/procedures/:code/draft',
    summary: 'Lưu bản soạn thảo; chưa cần đúng, cổng kiểm tra sẽ nói',
    tags,
    access: rights.write_procedures.by,
    command: true,
    params: z.object({ code }),
    body: z.object({
      revision: z.int().min(0).describe('Lần lưu mà người soạn đang nhìn thấy; 0 khi chưa có bản soạn'),
      content: sentContent,
    }),
    response: versionDraft,
    refusals: [
      'PROCEDURE_NOT_FOUND',
      'PROCEDURE_NOT_YOURS',
      'DRAFT_CHANGED',
      'VERSION_DRAFT_GONE',
      'PROCESS_UNREADABLE',
      'DRAFT_OUT_OF_BOUNDS',
      'VERSION_NOT_FOUND',
    ],
    handle: async ({ db, actor, language }, { params, body }) => {
      const read = processOfTable(body.content.process)
      if ('faults' in read) {
        const faults = read.faults.map((fault) => ({ ...fault, field: fault.field.replace('/body/', '/body/content/') }))
        throw new Refused(refusalFrom(procedureRefusals, 'PROCESS_UNREADABLE', {}, faults))
      }
      const excesses = excessesOf(read.process).map(({ no, name, what }) => ({
        field:
          no === null ? '/body/content/process' : `/body/content/process/rows/${read.process.steps.findIndex((step) => step.no === no)}`,
        message: `${what} (“${name}”).`,
        english: `${toEnglish(what)} (“${name}”).`,
      }))
      const faults = [...aboutFaults(body.content.about), ...clockFaults(body.content.clock), ...limitFaults(body.content), ...excesses]
      if (faults.length > 0)
        throw new Refused(refusalFrom(procedureRefusals, 'DRAFT_OUT_OF_BOUNDS', { first: faults[0]?.message ?? '' }, faults))
      return describeDraft(
        await saveDraft(db, actor, params.code, body.revision, { ...body.content, process: read.process }),
        actor,
        language,
      )
    },
  }),
  route({
    method: 'POST',
    url: '/procedures/:code/versions/:id/check',
    summary: 'Kiểm tra quy trình trước khi công bố: hình dạng, nhân sự, thời hạn, chạy thử 1.000 hồ sơ',
    tags,
    access: rights.publish_procedures.by,
    params: z.object({ code, id: z.uuid() }),
    body: z.object({ validFrom: z.iso.date().nullable().default(null) }),
    response: report.extend({ revision: z.int() }),
    refusals: ['VERSION_NOT_FOUND'],
    perMinute: 30,
    handle: async ({ db }, { params, body }) => {
      const checked = await checkVersion(db, params.code, params.id, body.validFrom)
      return { ...shownReport(checked), revision: checked.revision }
    },
  }),
  route({
    method: 'POST',
    url: '/procedures/:code/versions/:id/publish',
    summary: 'Công bố bản soạn thảo thành phiên bản mới; người soạn không tự công bố',
    tags,
    access: rights.publish_procedures.by,
    confirmed: true,
    command: true,
    params: z.object({ code, id: z.uuid() }),
    body: z.object({
      revision: z.int().min(1),
      validFrom: z.iso.date().nullable().default(null).describe('Ngày bắt đầu có hiệu lực; mặc định hôm nay'),
    }),
    response: z.object({ versionId: z.string(), report }),
    status: 201,
    refusals: [
      'VERSION_DRAFT_GONE',
      'DRAFT_CHANGED',
      'DRAFT_UNCHANGED',
      'EDITOR_CANNOT_PUBLISH',
      'PROCEDURE_NOT_YOURS',
      'PROCESS_NOT_SOUND',
      'PROCEDURE_NOT_PUBLISHABLE',
      'PROCEDURE_NOT_FOUND',
    ],
    handle: async ({ db, actor }, { params, body }) => {
      const published = await publishDraft(db, actor, params.code, params.id, body)
      return { versionId: published.versionId, report: shownReport(published.report) }
    },
  }),
]
