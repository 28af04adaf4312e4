import { z } from 'zod'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { changeCentre, changeCounter, openCentre, openCounter } from '../commands/set-up-centres.ts'
import { setServedAgencies } from '../commands/set-served-agencies.ts'
import { centreCodePattern, centreLevels } from '../domain/centre.ts'
import { getCentreByCode, listCentres } from '../queries/list-centres.ts'
import { rights } from '#kernel/rights.ts'

const centre = z.object({
  id: z.uuid(),
  code: z.string(),
  level: z.enum(centreLevels),
  name: z.string(),
  address: z.string(),
  phone: z.string(),
  openingHoursNote: z.string(),
  agencyCodes: z.array(z.string()).readonly(),
  counters: z.array(z.object({ id: z.uuid(), number: z.int(), name: z.string(), field: z.string() })).readonly(),
})

const named = (what: string) => z.string().trim().min(1, what).max(300)
const words = {
  level: z.enum(centreLevels, 'Xin chọn cấp'),
  name: named('Xin nhập tên'),
  address: named('Xin nhập địa chỉ'),
  phone: named('Xin nhập số điện thoại').max(60),
  openingHoursNote: z.string().trim().max(300).default(''),
}
const counterWords = { name: named('Xin nhập tên quầy'), field: z.string().trim().max(300).default('') }
const byCode = z.object({ code: z.string().min(1).max(40) })
const settingUp = { tags: ['Trung tâm'], access: rights.run_centre.by, command: true } as const
const notYours = ['CENTRE_NOT_FOUND', 'CENTRE_NOT_YOURS'] as const

export const centreRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/centres',
    summary: 'Trung tâm, bộ phận một cửa và các quầy',
    tags: ['Trung tâm'],
    access: 'public',
    response: z.object({ items: z.array(centre) }),
    handle: async ({ db }) => ({ items: await listCentres(db) }),
  }),
  route({
    method: 'GET',
    url: '/centres/:code',
    summary: 'Một trung tâm theo mã',
    tags: ['Trung tâm'],
    access: 'public',
    params: z.object({ code: z.string().min(1).max(40) }),
    response: centre,
    refusals: ['CENTRE_NOT_FOUND'],
    handle: async ({ db }, { params }) => await getCentreByCode(db, params.code),
  }),
  route({
    method: 'POST',
    url: '/centres',
    summary: 'Thêm một trung tâm, cấp tỉnh hoặc cấp xã',
    ...settingUp,
    access: rights.set_up_places.by,
    body: z.strictObject({
      code: z.string().trim().regex(new RegExp(centreCodePattern, 'iu'), 'Mã gồm chữ không dấu, chữ số, dấu chấm, gạch nối, như TTHCC'),
      ...words,
    }),
    response: centre,
    status: 201,
    refusals: ['CENTRE_NOT_YOURS', 'CENTRE_CODE_TAKEN'],
    handle: async ({ db, actor }, { body }) => await openCentre(db, actor, body),
  }),
  route({
    method: 'PUT',
    url: '/centres/:code',
    summary: 'Sửa tên, cấp, địa chỉ, giờ mở cửa của một trung tâm',
    ...settingUp,
    params: byCode,
    body: z.strictObject(words),
    response: centre,
    refusals: notYours,
    handle: async ({ db, actor }, { params, body }) => await changeCentre(db, actor, params.code, body),
  }),
  route({
    method: 'POST',
    url: '/centres/:code/counters',
    summary: 'Thêm một quầy',
    ...settingUp,
    params: byCode,
    body: z.strictObject({ number: z.int('Xin nhập số quầy').min(1, 'Xin nhập số quầy').max(999, 'Không quá 999'), ...counterWords }),
    response: centre,
    status: 201,
    refusals: [...notYours, 'COUNTER_NUMBER_TAKEN'],
    handle: async ({ db, actor }, { params, body }) => await openCounter(db, actor, params.code, body),
  }),
  route({
    method: 'PUT',
    url: '/centres/:code/counters/:no',
    summary: 'Sửa tên, lĩnh vực của một quầy',
    ...settingUp,
    params: byCode.extend({ no: z.coerce.number().int().min(1).max(999) }),
    body: z.strictObject(counterWords),
    response: centre,
    refusals: [...notYours, 'COUNTER_NOT_FOUND'],
    handle: async ({ db, actor }, { params, body }) => await changeCounter(db, actor, params.code, { number: params.no, ...body }),
  }),
  route({
    method: 'PUT',
    url: '/centres/:code/agencies',
    summary: 'Cơ quan mà trung tâm tiếp nhận trong địa bàn; để trống là tất cả',
    tags: ['Trung tâm'],
    access: rights.run_centre.by,
    confirmed: true,
    params: z.object({ code: z.string().min(1).max(40) }),
    body: z.strictObject({ agencyCodes: z.array(z.string().min(1).max(60)).max(500) }),
    response: centre,
    command: true,
    refusals: ['CENTRE_NOT_FOUND', 'CENTRE_NOT_YOURS', 'SERVED_AGENCY_UNKNOWN'],
    handle: async ({ db, actor }, { params, body }) => {
      await setServedAgencies(db, actor, params.code, [...new Set(body.agencyCodes)])
      return await getCentreByCode(db, params.code)
    },
  }),
]
