import { z } from 'zod'
import { said } from '#platform/http/said.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { listAgencies } from '#agency'
import { route } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import { channels, handlings, limitUnits, publishStates, serviceLevels } from '../domain/procedure.ts'
import { enterProcedure } from '../commands/enter-procedure.ts'
import { procedureKeepers } from '../domain/procedure-reach.ts'
import { listStepsOf } from '../domain/process.ts'
import { procedureRefusals } from '../domain/refusals.ts'
import { processOfVersion } from '../queries/get-process.ts'
import { getProcedureVersion } from '../queries/get-procedure-version.ts'
import { listSectors, searchProcedures } from '../queries/search-procedures.ts'
import { rights } from '#kernel/rights.ts'

const limit = z
  .object({ amount: z.number(), unit: z.enum(limitUnits) })
  .meta({ id: 'Limit' })
  .nullable()
const agency = z.object({ code: z.string(), name: z.string() }).nullable()

const summary = z
  .object({
    code: z.string(),
    name: z.string(),
    agency,
    sector: z.string(),
    handling: z.enum(handlings).nullable(),
    serviceLevel: z.enum(serviceLevels).nullable(),
    legalLimit: limit,
    committedLimit: limit,
    limitText: said,
    publishState: z.enum(publishStates),
    feeFromDong: z.int().nullable(),
  })
  .meta({ id: 'ProcedureSummary' })

const whole = z
  .object({
    code: z.string(),
    name: z.string(),
    agency,
    sector: z.string(),
    levels: z.array(z.string()).readonly(),
    targets: z.array(z.string()).readonly(),
    decisionNumber: z.string().nullable(),
    type: z.string().nullable(),
    handling: z.enum(handlings).nullable(),
    serviceLevel: z.enum(serviceLevels).nullable(),
    legalLimit: limit,
    committedLimit: limit,
    channels: z
      .array(
        z.object({
          channel: z.enum(channels),
          limit,
          limitNote: z.string(),
          fees: z.array(z.object({ kind: z.enum(['fee', 'charge']), amountDong: z.int().nullable(), text: z.string() })).readonly(),
        }),
      )
      .readonly(),
    components: z
      .array(
        z.object({
          no: z.int(),
          group: z.string(),
          name: z.string(),
          originals: z.int().nullable(),
          copies: z.int().nullable(),
          templateName: z.string().nullable(),
          required: z.boolean(),
        }),
      )
      .readonly(),
    steps: z
      .array(
        z.object({
          no: z.int(),
          name: z.string(),
          role: z.string(),
          unitName: z.string().nullable(),
          hours: z.number(),
          nextNo: z.int().nullable().optional(),
          returnNo: z.int().nullable().optional(),
        }),
      )
      .readonly(),
    conditions: z.string(),
    resultNames: z.array(z.string()).readonly(),
    legalBases: z
      .array(z.object({ number: z.string(), title: z.string(), issuedOn: z.string().nullable(), issuer: z.string().nullable() }))
      .readonly(),
    procedureText: z.array(z.string()).readonly(),
    implementingAgency: z.string().nullable(),
    validFrom: z.string(),
    validTo: z.string().nullable(),
    versionId: z.string(),
    publishState: z.enum(publishStates),
    toComplete: z.array(z.object({ field: z.string(), reason: z.string() })).readonly(),
  })
  .meta({ id: 'Procedure' })

const seesDrafts = ({ actor }: RequestContext): boolean => actor.grants.some(({ role }) => procedureKeepers.includes(role))

export const procedureRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/procedures',
    summary: 'Tìm thủ tục hành chính; không cần gõ dấu, chấp nhận gõ sai và viết tắt',
    tags: ['Thủ tục'],
    access: 'public',
    query: z.object({
      q: z.string().max(1000).optional(),
      agency: z.string().max(50).optional().describe('Mã cơ quan'),
      sector: z.string().max(300).optional().describe('Lĩnh vực'),
      handling: z.enum(handlings).optional(),
      state: z.enum(publishStates).optional(),
      resembling: z.enum(['true']).optional().describe('Cả những thủ tục chỉ gần giống, để chọn trong danh sách'),
      limit: z.coerce.number().int().min(1).max(100).default(20),
      offset: z.coerce.number().int().min(0).max(100_000).default(0),
    }),
    response: z.object({
      total: z.int(),
      items: z.array(summary).readonly(),
      nearest: z.array(summary).readonly().describe('Khi không có thủ tục nào trả lời: gần nhất, nhiều nhất năm'),
      elsewhere: z
        .array(z.object({ matter: z.string(), place: z.string() }))
        .readonly()
        .describe('Khi không có thủ tục nào trả lời: việc được hỏi và nơi làm việc ấy'),
    }),
    handle: async (ctx, { query }) => {
      return await searchProcedures(ctx.db, {
        ...query,
        agencyCode: query.agency,
        resembling: query.resembling === 'true',
        withDrafts: seesDrafts(ctx),
      })
    },
  }),
  route({
    method: 'GET',
    url: '/procedures/:code',
    summary: 'Nội dung thủ tục có hiệu lực trong một ngày',
    tags: ['Thủ tục'],
    access: 'public',
    params: z.object({ code: z.string().max(40) }),
    query: z.object({ on: z.iso.date().optional().describe('Ngày áp dụng; mặc định là hôm nay') }),
    response: whole,
    refusals: ['PROCEDURE_NOT_FOUND'],
    handle: async (ctx, { params, query }) => {
      const on = query.on ?? (await ctx.now()).toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()
      const version = await getProcedureVersion(ctx.db, params.code, on)
      if (!version || (version.publishState === 'draft' && !seesDrafts(ctx))) {
        throw new Refused(refusalFrom(procedureRefusals, 'PROCEDURE_NOT_FOUND', { code: params.code }))
      }
      const { agencyId, procedureId: _internal, ...shown } = version
      // A process with branches keeps no linear steps; they are listed from the process itself.
      const process = shown.steps.length > 0 ? null : await processOfVersion(ctx.db, version)
      const steps = process ? listStepsOf(process.definition) : shown.steps
      const agencies = agencyId === null ? [] : await listAgencies(ctx.db)
      const own = agencies.find(({ id }) => id === agencyId)
      return { ...shown, steps, agency: own ? { code: own.code, name: own.name } : null }
    },
  }),
  route({
    method: 'POST',
    url: '/procedures',
    summary: 'Nhập một thủ tục mới bằng tay, dưới dạng bản soạn thảo; công bố sau, qua cổng kiểm tra',
    tags: ['Thủ tục'],
    access: rights.write_procedures.by,
    command: true,
    body: z.strictObject({
      code: z.string().trim().min(1, 'Xin nhập mã thủ tục').max(40),
      name: z.string().trim().min(1, 'Xin nhập tên thủ tục').max(2000),
      sector: z.string().trim().min(1, 'Xin nhập lĩnh vực').max(300),
      agencyCode: z.string('Xin chọn cơ quan').min(1, 'Xin chọn cơ quan').max(50),
    }),
    response: z.object({ code: z.string() }),
    status: 201,
    refusals: ['PROCEDURE_CODE_UNFIT', 'PROCEDURE_CODE_TAKEN', 'PROCEDURE_NOT_YOURS', 'AGENCY_NOT_FOUND'],
    handle: async ({ db, actor }, { body }) => await enterProcedure(db, actor, body),
  }),
  route({
    method: 'GET',
    url: '/sectors',
    summary: 'Lĩnh vực của các thủ tục đang có hiệu lực',
    tags: ['Thủ tục'],
    access: 'public',
    response: z.object({ items: z.array(z.object({ name: z.string(), procedures: z.int() })) }),
    handle: async ({ db }) => ({ items: await listSectors(db) }),
  }),
]
