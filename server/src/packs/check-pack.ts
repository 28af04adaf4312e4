import { commonQuestionIds, commonSectionIds, findFormFaults } from '#form'
import type { Role } from '#kernel/actor.ts'
import { hoursOfOfficeDay, leastWorkingHours } from '#procedure'
import { isOfSeveralAgencies, packProcess } from './pack-gate.ts'
import type { Pack, PackFault, PackLimit, PackProcedure } from './pack-schema.ts'

/** Whether the promise is no longer than the law allows. */
export function isWithin(committed: PackLimit, legal: PackLimit): boolean {
  if (committed.unit === legal.unit) return committed.amount <= legal.amount
  return leastWorkingHours(committed) <= leastWorkingHours(legal)
}

/**
 * Everything about a pack that its form cannot say: who is named exists, codes are unique, promises keep the law,
 * and somebody is there to take each step. Empty when the pack may be loaded; what of it is published, the gate says.
 */
export function checkPack(pack: Pack): PackFault[] {
  return [...checkAgencies(pack), ...checkCentres(pack), ...checkPersonas(pack), ...checkProcedures(pack)]
}

function checkAgencies({ head }: Pack): PackFault[] {
  const where = 'pack.yaml › agencies'
  const faults = [
    ...duplicates(head.agencies.map((agency) => agency.code), where, 'mã cơ quan'),
    ...duplicates(head.agencies.map((agency) => agency.key), where, 'tên viết tắt'),
  ]
  for (const agency of head.agencies) {
    const { registered, finished } = agency.declaredProcedures
    if (finished > registered) {
      faults.push({ where: `${where} (${agency.code})`, message: `Hoàn chỉnh ${finished} quy trình nhưng chỉ đăng ký ${registered} thủ tục.` })
    }
    if (!agency.code.startsWith(`${head.locality.code}.`)) {
      faults.push({ where: `${where} (${agency.code})`, message: `Mã cơ quan không thuộc địa phương ${head.locality.code}.` })
    }
    faults.push(...duplicates(agency.units.map((unit) => unit.code), `${where} (${agency.code})`, 'mã phòng'))
    faults.push(...duplicates(agency.units.map((unit) => unit.name), `${where} (${agency.code})`, 'tên phòng'))
  }
  const counted = {
    registeringAgencies: head.agencies.filter((agency) => agency.declaredProcedures.registered > 0).length,
    registered: sum(head.agencies.map((agency) => agency.declaredProcedures.registered)),
    finishingAgencies: head.agencies.filter((agency) => agency.declaredProcedures.finished > 0).length,
    finished: sum(head.agencies.map((agency) => agency.declaredProcedures.finished)),
  }
  for (const [name, value] of Object.entries(counted)) {
    const declared = head.declaredTotals[name as keyof typeof counted]
    if (declared !== value) {
      faults.push({ where: `pack.yaml › declaredTotals.${name}`, message: `Ghi ${declared} nhưng cộng lại được ${value}.` })
    }
  }
  return faults
}

function checkCentres({ head }: Pack): PackFault[] {
  const known = new Set(head.agencies.map((agency) => agency.code))
  const faults = duplicates(head.centres.map((centre) => centre.code), 'pack.yaml › centres', 'mã trung tâm')
  const served = new Set<string>()
  for (const centre of head.centres) {
    const where = `pack.yaml › centres (${centre.code})`
    faults.push(...duplicates(centre.counters.map((counter) => String(counter.number)), where, 'số quầy'))
    for (const counter of centre.counters) {
      for (const code of counter.agencies) {
        served.add(code)
        if (!known.has(code)) faults.push({ where: `${where} quầy ${counter.number}`, message: `Không có cơ quan ${code}.` })
      }
    }
  }
  for (const agency of head.agencies) {
    if (!served.has(agency.code)) faults.push({ where: 'pack.yaml › centres', message: `Không quầy nào nhận hồ sơ của ${agency.code}.` })
  }
  return faults
}

/** Logins the pack creates, in order. */
export function loginsOf({ head }: Pack): string[] {
  return [
    ...head.personas.map((persona) => persona.login),
    ...head.agencies.flatMap((agency) => head.agencyPersonas.map((persona) => `${persona.login}.${agency.key}`)),
  ]
}

function checkPersonas(pack: Pack): PackFault[] {
  const centres = new Set(pack.head.centres.map((centre) => centre.code))
  const faults = duplicates(loginsOf(pack), 'pack.yaml › personas', 'tên đăng nhập')
  for (const persona of pack.head.personas) {
    for (const { centre } of persona.grants) {
      if (centre !== undefined && !centres.has(centre)) {
        faults.push({ where: `pack.yaml › personas (${persona.login})`, message: `Không có trung tâm ${centre}.` })
      }
    }
  }
  return faults
}

function checkProcedures(pack: Pack): PackFault[] {
  const { head, procedures } = pack
  const agencies = new Map(head.agencies.map((agency) => [agency.code, agency]))
  const faults = duplicates(procedures.map((procedure) => procedure.code), 'procedures', 'mã thủ tục')
  const atCentre = new Set<Role>(head.personas.flatMap((persona) => persona.grants.map((each) => each.role)))
  const atAgency = new Set<Role>(head.agencyPersonas.map((persona) => persona.role))
  const perAgency = new Map<string, number>()
  for (const procedure of procedures) {
    perAgency.set(procedure.agencyCode, (perAgency.get(procedure.agencyCode) ?? 0) + 1)
    const agency = agencies.get(procedure.agencyCode)
    if (!agency) faults.push({ where: procedure.where, message: `Không có cơ quan ${procedure.agencyCode}.` })
    const units = new Set(agency?.units.map((unit) => unit.name))
    procedure.steps.forEach((step, index) => {
      const where = `${procedure.where} bước ${index + 1}`
      if (!(step.role === 'counter_officer' ? atCentre : atAgency).has(step.role)) {
        faults.push({ where, message: `Không có ai giữ vai trò ${step.role}.` })
      }
      const doing = step.agency === undefined ? agency : agencies.get(step.agency)
      if (step.agency !== undefined && !doing) faults.push({ where, message: `Không có cơ quan ${step.agency}.` })
      const itsUnits = step.agency === undefined ? units : new Set(doing?.units.map((unit) => unit.name))
      if (step.unit !== undefined && doing && !itsUnits.has(step.unit)) {
        faults.push({ where, message: `${doing.name} không có đơn vị “${step.unit}”.` })
      }
    })
    faults.push(...checkProcess(procedure))
    faults.push(...checkLimits(procedure), ...checkHandling(procedure), ...checkForm(procedure))
  }
  for (const [code, count] of perAgency) {
    const agency = agencies.get(code)
    if (agency && count > agency.declaredProcedures.registered) {
      faults.push({ where: 'procedures', message: `${code} có ${count} thủ tục nhưng chỉ đăng ký ${agency.declaredProcedures.registered}.` })
    }
  }
  return faults
}

/** Whether the process can be read, and which parts were not compared. What the gate finds is no fault: see `gapsOf`. */
function checkProcess(procedure: PackProcedure): PackFault[] {
  const { where } = procedure
  if (!isOfSeveralAgencies(procedure)) return []
  return [
    ...packProcess(procedure).faults.map((message) => ({ where, message })),
    ...(procedure.processNote === undefined ? [{ where, message: 'Quy trình nhiều cơ quan phải ghi điều chưa đối chiếu (processNote).' }] : []),
  ]
}

/** What the publish gate asks of a form, at its file. */
function checkForm({ where, form, components, channels }: PackProcedure): PackFault[] {
  if (!form) return []
  const faults = findFormFaults(form, { componentNos: components.map((_, index) => index + 1), taken: [...commonQuestionIds, ...commonSectionIds] })
  return [
    ...faults.map((message) => ({ where: `${where} biểu mẫu`, message })),
    ...(channels.some(({ channel }) => channel === 'online') ? [] : [{ where, message: 'Có biểu mẫu điện tử mà không nhận trực tuyến.' }]),
  ]
}

function checkLimits(procedure: PackProcedure): PackFault[] {
  const { where, legal, committed } = procedure
  const faults: PackFault[] = []
  if (!isWithin(committed, legal)) faults.push({ where, message: 'Thời hạn cam kết dài hơn thời hạn theo quy định.' })
  faults.push(...duplicates(procedure.channels.map((each) => each.channel), where, 'hình thức nộp'))
  const direct = procedure.channels.find((each) => each.channel === 'direct')
  if (!direct) faults.push({ where, message: 'Thiếu hình thức nộp trực tiếp: thủ tục tại Trung tâm phải nhận tại quầy.' })
  else if (direct.limit.amount !== legal.amount || direct.limit.unit !== legal.unit) {
    faults.push({ where, message: 'Thời hạn của hình thức trực tiếp khác thời hạn theo quy định.' })
  }
  if (!procedure.components.some((component) => component.required)) {
    faults.push({ where, message: 'Không có giấy tờ nào bắt buộc.' })
  }
  for (const component of procedure.components) {
    if (component.originals + component.copies === 0) faults.push({ where, message: `“${component.name}”: không ghi số bản chính hay bản sao.` })
  }
  return faults
}

function checkHandling({ where, handling, steps, committed }: PackProcedure): PackFault[] {
  const faults: PackFault[] = []
  if (steps[0]?.role !== 'counter_officer') faults.push({ where, message: 'Bước đầu phải do cán bộ tiếp nhận tại quầy.' })
  if (handling === 'on_the_spot' && steps.some((step) => step.role !== 'counter_officer')) {
    faults.push({ where, message: 'Thủ tục giải quyết tại chỗ không được chuyển khỏi quầy.' })
  }
  // Returned on the day of receipt: there is no time to send it to the agency and back.
  if (handling === 'same_day' && steps.some((step) => step.role !== 'counter_officer' && step.role !== 'signatory')) {
    faults.push({ where, message: 'Thủ tục giải quyết trong ngày phải làm xong tại Trung tâm.' })
  }
  if (handling === 'forwarded' && !steps.some((step) => step.role === 'signatory')) {
    faults.push({ where, message: 'Thủ tục chuyển cơ quan giải quyết thiếu bước người có thẩm quyền ký.' })
  }
  if (handling !== 'forwarded' && leastWorkingHours(committed) > hoursOfOfficeDay) {
    faults.push({ where, message: 'Thủ tục tại chỗ hoặc trong ngày phải cam kết không quá một ngày làm việc.' })
  }
  return faults
}

function duplicates(values: readonly string[], where: string, what: string): PackFault[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const value of values) (seen.has(value) ? twice : seen).add(value)
  return [...twice].map((value) => ({ where, message: `Trùng ${what}: ${value}.` }))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
