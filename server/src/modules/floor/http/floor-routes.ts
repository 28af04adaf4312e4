import { z } from 'zod'
import { rights } from '#kernel/rights.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { databaseNow } from '#platform/db/database.ts'
import { networkOf } from '#platform/http/credential.ts'
import { Answer, route } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import { writtenDay } from '#platform/http/written-day.ts'
import { dutyAt } from '#identity'
import { carryOutTicketAct, callNext, getCounter } from '../commands/call-tickets.ts'
import { issueTicket } from '../commands/issue-ticket.ts'
import { addKiosk, getHallToRun, pairKiosk, pairingMinutes, revokeKiosk } from '../commands/kiosks.ts'
import { setUpHall } from '../commands/set-up-hall.ts'
import { floorRefusals } from '../domain/refusals.ts'
import { labelFrom, priorityGrounds, queueKinds, ticketActs, ticketStates } from '../domain/ticket.ts'
import { listDeskTickets } from '../queries/counter-desk.ts'
import { getDayOfCalls } from '../queries/day-of-calls.ts'
import { getHall } from '../queries/find-hall.ts'
import type { Hall } from '../queries/find-hall.ts'
import { getTicketPlace } from '../queries/find-ticket.ts'
import { listKiosks } from '../queries/list-kiosks.ts'
import type { HallFeeds } from './hall-feeds.ts'

const tags = ['Sảnh'] as const
const ofCentre = z.object({ code: z.string().min(1).max(40) })
const atCounter = ofCentre.extend({ no: z.coerce.number().int().min(1).max(999) })
const named = (what: string) => z.string().trim().min(1, what).max(100)
const prefix = z.string().regex(/^[A-Z]$/u, 'Một chữ cái từ A đến Z')
const counters = ['counter_officer', 'centre_manager'] as const

const hallView = z
  .object({
    centreCode: z.string(),
    centreName: z.string(),
    priorityMinutes: z.int(),
    queues: z.array(
      z.object({
        prefix: z.string(),
        kind: z.enum(queueKinds),
        name: z.string(),
        nameEn: z.string(),
        isOpen: z.boolean(),
        counterNumbers: z.array(z.int()),
        waiting: z.int(),
      }),
    ),
    counters: z.array(z.object({ number: z.int(), name: z.string() })),
  })
  .meta({ id: 'Hall' })

const deskTicket = z.object({
  id: z.uuid(),
  label: z.string(),
  state: z.enum(ticketStates),
  queuePrefix: z.string(),
  priority: z.enum(priorityGrounds).nullable(),
  joinedAt: z.string(),
  calledAt: z.string().nullable(),
  counterNumber: z.int().nullable(),
})
const seconds = z.number().min(0)
const estimate = z.object({ median: seconds, low: seconds, high: seconds }).nullable()

function hallShown({ queues, counters: all, centreId: _centreId, ...hall }: Hall) {
  return {
    ...hall,
    queues: queues.map(({ id: _id, ...queue }) => ({ ...queue, counterNumbers: [...queue.counterNumbers] })),
    counters: all.map(({ number, name }) => ({ number, name })),
  }
}

/** The token of a paired kiosk. */
function kioskToken({ headers }: RequestContext): string | null {
  const value = headers['motcua-kiosk']
  return typeof value === 'string' && value.length <= 64 ? value : null
}

/** The hall itself and its kiosks. */
const setUpRoutes: readonly RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/centres/:code/hall',
    summary: 'Sảnh của trung tâm: hàng chờ, quầy phục vụ, quy tắc thứ tự gọi',
    tags,
    access: 'public',
    params: ofCentre,
    response: hallView,
    refusals: ['HALL_NOT_SET_UP'],
    handle: async ({ db }, { params }) => hallShown(await getHall(db, params.code)),
  }),
  route({
    method: 'PUT',
    url: '/centres/:code/hall',
    summary: 'Thiết lập sảnh: hàng chờ, quầy nào phục vụ hàng nào, mức ưu tiên',
    tags,
    access: rights.run_centre.by,
    command: true,
    params: ofCentre,
    body: z.strictObject({
      priorityMinutes: z.int('Xin nhập số phút').min(0, 'Từ 0 đến 60 phút').max(60, 'Từ 0 đến 60 phút'),
      queues: z
        .array(
          z.strictObject({
            prefix,
            kind: z.enum(queueKinds, 'Xin chọn loại việc'),
            name: named('Xin nhập tên hàng chờ'),
            nameEn: named('Xin nhập tên tiếng Anh'),
            isOpen: z.boolean(),
            counterNumbers: z.array(z.int().min(1).max(999)).max(200),
          }),
        )
        .min(1, 'Cần ít nhất một hàng chờ')
        .max(26),
    }),
    response: hallView,
    refusals: ['CENTRE_NOT_FOUND', 'HALL_NOT_YOURS', 'HALL_PREFIX_TWICE', 'HALL_COUNTER_UNKNOWN'],
    handle: async ({ db, actor }, { params, body }) => hallShown(await setUpHall(db, actor, params.code, body)),
  }),
  route({
    method: 'GET',
    url: '/centres/:code/kiosks',
    summary: 'Máy lấy số của trung tâm',
    tags,
    access: rights.run_centre.by,
    params: ofCentre,
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          state: z.enum(['pairing', 'paired', 'expired', 'revoked']),
          lastTicketAt: z.string().nullable(),
        }),
      ),
    }),
    refusals: ['HALL_NOT_SET_UP', 'HALL_NOT_YOURS'],
    handle: async ({ db, actor }, { params }) => ({ items: await listKiosks(db, (await getHallToRun(db, actor, params.code)).centreId) }),
  }),
  route({
    method: 'POST',
    url: '/centres/:code/kiosks',
    summary: 'Thêm máy lấy số: mã ghép gõ một lần trên máy',
    tags,
    access: rights.run_centre.by,
    command: true,
    params: ofCentre,
    body: z.strictObject({ name: named('Xin nhập tên máy') }),
    response: z.object({ id: z.uuid(), code: z.string(), minutes: z.int() }),
    status: 201,
    refusals: ['HALL_NOT_SET_UP', 'HALL_NOT_YOURS'],
    handle: async ({ db, actor }, { params, body }) => ({
      ...(await addKiosk(db, actor, params.code, body.name)),
      minutes: pairingMinutes,
    }),
  }),
  route({
    method: 'POST',
    url: '/centres/:code/kiosks/:id/revocation',
    summary: 'Thu hồi máy lấy số',
    tags,
    access: rights.run_centre.by,
    command: true,
    params: ofCentre.extend({ id: z.uuid() }),
    response: z.object({}),
    refusals: ['HALL_NOT_SET_UP', 'HALL_NOT_YOURS', 'KIOSK_NOT_FOUND'],
    handle: async ({ db, actor }, { params }) => {
      await revokeKiosk(db, actor, params.code, params.id)
      return {}
    },
  }),
  route({
    method: 'POST',
    url: '/kiosk-pairings',
    summary: 'Ghép máy lấy số bằng mã',
    tags,
    access: 'public',
    command: true,
    body: z.strictObject({ code: z.string().regex(/^\d{8}$/u, 'Mã ghép có 8 chữ số') }),
    response: z.object({ token: z.string(), centreCode: z.string(), name: z.string() }),
    refusals: ['KIOSK_PAIRING_WRONG'],
    guess: { group: 'kiosk-pairing', of: (body: { code: string }) => body.code, wrong: ['KIOSK_PAIRING_WRONG'] },
    handle: async ({ db }, { body }) => await pairKiosk(db, body.code),
  }),
]

/** Numbers, for those who wait. */
const ticketRoutes: readonly RouteDefinition[] = [
  route({
    method: 'POST',
    url: '/centres/:code/tickets',
    summary: 'Lấy số: tại máy lấy số đã ghép (tiêu đề motcua-kiosk), hoặc cán bộ lấy giúp',
    tags,
    access: 'public',
    command: true,
    // Eight kiosks of a hall behind one address, each pressed as fast as people can.
    perMinute: 30_000,
    params: ofCentre,
    body: z.strictObject({ prefix, priority: z.enum(priorityGrounds).nullable() }),
    response: z.object({ label: z.string(), secret: z.string(), joinedAt: z.string(), ahead: z.int(), queueName: z.string() }),
    status: 201,
    refusals: ['HALL_NOT_SET_UP', 'KIOSK_UNKNOWN', 'QUEUE_UNKNOWN', 'QUEUE_CLOSED', 'QUEUE_UNSERVED'],
    handle: async (context, { params, body }) => await issueTicket(context.db, context.actor, kioskToken(context), params.code, body),
  }),
  route({
    method: 'GET',
    url: '/tickets/:secret',
    summary: 'Số thứ tự của người giữ nó: còn bao nhiêu người, chờ khoảng bao lâu, đến quầy nào',
    tags,
    access: 'public',
    params: z.object({ secret: z.string().min(1).max(64) }),
    perMinute: 3_000,
    response: z.object({
      label: z.string(),
      centreName: z.string(),
      queueName: z.string(),
      queueNameEn: z.string(),
      priority: z.enum(priorityGrounds).nullable(),
      priorityMinutes: z.int(),
      onDay: z.iso.date(),
      joinedAt: z.string(),
      state: z.enum(ticketStates),
      ahead: z.int().nullable(),
      counterNumber: z.int().nullable(),
      estimate,
    }),
    refusals: ['TICKET_NOT_FOUND'],
    handle: async ({ db }, { params }) => await getTicketPlace(db, params.secret),
  }),
]

/** Calls, for those who serve and those who inspect. */
const callRoutes: readonly RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/centres/:code/counters/:no/tickets',
    summary: 'Quầy nhìn sảnh: ai đang ở quầy, ai chờ theo thứ tự gọi, ai tạm gác hoặc vắng',
    tags,
    access: counters,
    params: atCounter,
    response: z.object({
      current: deskTicket.nullable(),
      waiting: z.array(deskTicket),
      waitingCount: z.int(),
      aside: z.array(deskTicket),
      queues: z.array(z.object({ prefix: z.string(), name: z.string() })),
    }),
    refusals: ['HALL_NOT_SET_UP', 'COUNTER_NOT_YOURS', 'HALL_COUNTER_UNKNOWN'],
    handle: async ({ db, actor }, { params }) => {
      const { hall, counter } = await getCounter(db, actor, params.code, params.no)
      const tickets = await listDeskTickets(db, { centreId: hall.centreId, counterId: counter.id, queueIds: counter.queueIds })
      return {
        ...tickets,
        // Where a person can be sent on to.
        queues: hall.queues
          .filter(({ counterNumbers }) => counterNumbers.length > 0)
          .map(({ prefix: letter, name }) => ({ prefix: letter, name })),
      }
    },
  }),
  route({
    method: 'POST',
    url: '/centres/:code/counters/:no/calls',
    summary: 'Gọi người tiếp theo theo thứ tự đã công bố',
    tags,
    access: counters,
    command: true,
    params: atCounter,
    response: z.object({ called: z.object({ id: z.uuid(), label: z.string() }).nullable() }),
    refusals: ['HALL_NOT_SET_UP', 'COUNTER_NOT_YOURS', 'HALL_COUNTER_UNKNOWN', 'COUNTER_SERVES_NOTHING', 'TICKET_AT_COUNTER'],
    handle: async ({ db, actor }, { params }) => {
      const called = await callNext(db, actor, params.code, params.no)
      return { called: called ? { id: called.id, label: labelFrom(called) } : null }
    },
  }),
  route({
    method: 'POST',
    url: '/centres/:code/counters/:no/tickets/:id/acts',
    summary: 'Gọi lại, tạm gác, chuyển hàng, vắng mặt, xong, gọi ngoài thứ tự (có lý do), đã về',
    tags,
    access: counters,
    command: true,
    params: atCounter.extend({ id: z.uuid() }),
    body: z.strictObject({
      act: z.enum(ticketActs),
      reason: z.string().trim().max(300).default(''),
      toPrefix: prefix.nullable().default(null),
    }),
    response: z.object({}),
    refusals: [
      'HALL_NOT_SET_UP',
      'COUNTER_NOT_YOURS',
      'HALL_COUNTER_UNKNOWN',
      'TICKET_NOT_FOUND',
      'TICKET_WRONG_STATE',
      'TICKET_NOT_AT_YOUR_COUNTER',
      'TICKET_REASON_NEEDED',
      'TICKET_AT_COUNTER',
      'QUEUE_UNKNOWN',
      'QUEUE_UNSERVED',
    ],
    handle: async ({ db, actor }, { params, body }) => {
      await carryOutTicketAct(db, actor, params.code, params.id, { ...body, counterNumber: params.no })
      return {}
    },
  }),
  route({
    method: 'GET',
    url: '/centres/:code/calls',
    summary: 'Thứ tự gọi của một ngày: phát lại từ sổ, việc ngoài thứ tự và lý do',
    tags,
    access: ['centre_manager', 'inspector', 'provincial_leader'],
    params: ofCentre,
    query: z.object({ on: writtenDay.optional() }),
    response: z.object({
      on: z.iso.date(),
      issued: z.int(),
      served: z.int(),
      left: z.int(),
      waiting: z.int(),
      calls: z.int(),
      outOfOrder: z
        .array(
          z.object({
            label: z.string(),
            kind: z.string(),
            at: z.string(),
            by: z.string(),
            counterNumber: z.int().nullable(),
            reason: z.string(),
          }),
        )
        .readonly(),
      differences: z.array(z.object({ called: z.string(), expected: z.string().nullable(), at: z.string() })).readonly(),
    }),
    refusals: ['HALL_NOT_SET_UP', 'CALLS_NOT_YOURS'],
    handle: async ({ db, actor }, { params, query }) => {
      const hall = await getHall(db, params.code)
      if (!dutyAt(actor, ['centre_manager', 'inspector', 'provincial_leader'], { agencyId: null, centreId: hall.centreId })) {
        throw new Refused(refusalFrom(floorRefusals, 'CALLS_NOT_YOURS'))
      }
      const on = query.on ?? (await databaseNow(db)).toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()
      return { on, ...(await getDayOfCalls(db, hall.centreId, on)) }
    },
  }),
]

export function buildFloorRoutes(feeds: HallFeeds): RouteDefinition[] {
  return [
    ...setUpRoutes,
    ...ticketRoutes,
    ...callRoutes,
    route({
      method: 'GET',
      url: '/centres/:code/hall/stream',
      summary: 'Màn hình sảnh trực tiếp (server-sent events: hall, beat)',
      tags,
      access: 'public',
      params: ofCentre,
      response: z.string(),
      produces: 'text/event-stream',
      refusals: ['HALL_NOT_SET_UP', 'HALL_FULL'],
      handle: async ({ address }, { params }) =>
        new Answer(await feeds.open(params.code, networkOf(address)), 200, { 'cache-control': 'no-store', 'x-accel-buffering': 'no' }),
    }),
  ]
}
