import { z } from 'zod'
import { localityCodePattern } from '#kernel/locality-code.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { changeLocality } from '../commands/change-locality.ts'
import { changeAgency, changeUnit, openAgency, openUnit } from '../commands/set-up-agencies.ts'
import { agencyKinds, unitCodePattern } from '../domain/agency.ts'
import { getLocality } from '../queries/get-locality.ts'
import { getAgencyByCode, listAgencies } from '../queries/list-agencies.ts'
import { listUnits } from '../queries/list-units.ts'
import { rights } from '#kernel/rights.ts'

const tags = ['Cơ quan'] as const
const agency = z
  .object({
    id: z.uuid(),
    code: z.string(),
    name: z.string(),
    shortName: z.string(),
    kind: z.enum(agencyKinds),
    declaredProcedures: z.object({ registered: z.int(), finished: z.int() }).nullable(),
  })
  .meta({ id: 'Agency' })
const unit = z.object({ id: z.uuid(), code: z.string(), name: z.string() })
const locality = z
  .object({
    code: z.string(),
    name: z.string(),
    hotline: z.string(),
    address: z.string(),
    demonstration: z.boolean(),
    /** Where people reach it, as the operator of the machine has said; the first is printed on papers. */
    webAddresses: z.array(z.string()).readonly(),
  })
  .meta({ id: 'Locality' })
const named = (what: string) => z.string().trim().min(1, what).max(300)
const words = { name: named('Xin nhập tên'), shortName: named('Xin nhập tên ngắn') }
const byCode = z.object({ code: z.string().min(1).max(40) })
const settingUp = { tags, access: rights.set_up_places.by, command: true } as const
const localityFields = {
  code: z.string().trim().regex(new RegExp(localityCodePattern, 'iu'), 'Mã địa phương có dạng H17'),
  name: named('Xin nhập tên'),
  hotline: z.string().trim().max(100),
  address: z.string().trim().max(300),
  demonstration: z.boolean(),
}

export const agencyRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/locality',
    summary: 'Địa phương: tên, mã, đường dây nóng; giấy tờ có mang dấu MẪU hay không',
    tags,
    access: 'public',
    response: locality,
    handle: async ({ db }) => await getLocality(db),
  }),
  route({
    method: 'PUT',
    url: '/locality',
    summary: 'Sửa dữ liệu của địa phương; mã chỉ đổi được khi chưa có cơ quan nào',
    ...settingUp,
    confirmed: true,
    body: z.strictObject(localityFields),
    response: locality,
    refusals: ['PLACE_NOT_YOURS', 'LOCALITY_CODE_FIXED', 'LOCALITY_CODE_TAKEN', 'LOCALITY_HAS_DEMONSTRATION'],
    handle: async ({ db, actor }, { body }) => await changeLocality(db, actor, body),
  }),
  route({
    method: 'GET',
    url: '/agencies',
    summary: 'Cơ quan giải quyết thủ tục',
    tags,
    access: 'public',
    response: z.object({ items: z.array(agency) }),
    handle: async ({ db }) => ({ items: await listAgencies(db) }),
  }),
  route({
    method: 'POST',
    url: '/agencies',
    summary: 'Thêm một cơ quan',
    ...settingUp,
    body: z.strictObject({ code: named('Xin nhập mã').max(40), kind: z.enum(agencyKinds, 'Xin chọn loại cơ quan'), ...words }),
    response: agency,
    status: 201,
    refusals: ['PLACE_NOT_YOURS', 'AGENCY_CODE_UNFIT', 'AGENCY_CODE_TAKEN'],
    handle: async ({ db, actor }, { body }) => await openAgency(db, actor, body),
  }),
  route({
    method: 'PUT',
    url: '/agencies/:code',
    summary: 'Sửa tên một cơ quan',
    ...settingUp,
    params: byCode,
    body: z.strictObject(words),
    response: agency,
    refusals: ['AGENCY_NOT_FOUND', 'PLACE_NOT_YOURS'],
    handle: async ({ db, actor }, { params, body }) => await changeAgency(db, actor, params.code, body),
  }),
  route({
    method: 'GET',
    url: '/agencies/:code/units',
    summary: 'Phòng, đơn vị của một cơ quan',
    tags,
    access: 'authenticated',
    params: byCode,
    response: z.object({ items: z.array(unit) }),
    refusals: ['AGENCY_NOT_FOUND'],
    handle: async ({ db }, { params }) => ({ items: await listUnits(db, (await getAgencyByCode(db, params.code)).id) }),
  }),
  route({
    method: 'POST',
    url: '/agencies/:code/units',
    summary: 'Thêm một phòng, đơn vị',
    ...settingUp,
    params: byCode,
    body: z.strictObject({
      code: z.string().trim().regex(new RegExp(unitCodePattern, 'iu'), 'Mã phòng có dạng P01'),
      name: named('Xin nhập tên'),
    }),
    response: unit,
    status: 201,
    refusals: ['AGENCY_NOT_FOUND', 'PLACE_NOT_YOURS', 'UNIT_CODE_TAKEN'],
    handle: async ({ db, actor }, { params, body }) => await openUnit(db, actor, params.code, body),
  }),
  route({
    method: 'PUT',
    url: '/agencies/:code/units/:unitCode',
    summary: 'Sửa tên một phòng, đơn vị',
    ...settingUp,
    params: byCode.extend({ unitCode: z.string().min(1).max(40) }),
    body: z.strictObject({ name: named('Xin nhập tên') }),
    response: unit,
    refusals: ['AGENCY_NOT_FOUND', 'PLACE_NOT_YOURS', 'UNIT_NOT_FOUND'],
    handle: async ({ db, actor }, { params, body }) => await changeUnit(db, actor, params.code, params.unitCode, body.name),
  }),
]
