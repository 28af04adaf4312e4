import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { fold } from '#kernel/vietnamese.ts'
import { feeName, leastWorkingHours } from '#procedure'
import { checkPack, loginsOf } from './check-pack.ts'
import { comparePapers } from './compare-papers.ts'
import type { Paper } from './compare-papers.ts'
import { notYetPublishedIn } from './pack-gate.ts'
import type { PackProcedure } from './pack-schema.ts'
import { readPack } from './read-pack.ts'

const { pack, faults } = readPack('packs/demo-centre')
if (!pack) throw new Error(JSON.stringify(faults, null, 2))
const { head, procedures } = pack

test('the demonstration pack has no fault', () => {
  expect(checkPack(pack)).toEqual([])
})

test('the publish gate passes every procedure but those whose fee no available text names', () => {
  const refused = notYetPublishedIn(pack)
  expect(refused.flatMap(({ gaps }) => gaps.filter(({ field }) => field !== 'fees'))).toEqual([])
  expect(refused.map(({ procedure }) => procedure.code).sort()).toEqual(['1.001146', '1.002338', '1.013082', '1.013217', '1.014786'])
})

describe('the pack is the centre of the source article', () => {
  const declared = (code: string) => head.agencies.find((agency) => agency.code === code)?.declaredProcedures

  test('19 agencies registered 685 procedures, 17 of them finished 652 processes', () => {
    const registering = head.agencies.filter((agency) => agency.declaredProcedures.registered > 0)
    expect(registering).toHaveLength(19)
    expect(registering.reduce((sum, agency) => sum + agency.declaredProcedures.registered, 0)).toBe(685)
    const finishing = registering.filter((agency) => agency.declaredProcedures.finished > 0)
    expect(finishing).toHaveLength(17)
    expect(finishing.reduce((sum, agency) => sum + agency.declaredProcedures.finished, 0)).toBe(652)
  })

  test.each([
    ['Sở Kế hoạch và Đầu tư', 71],
    ['Sở Công Thương', 71],
    ['Sở Tài nguyên và Môi trường', 49],
    ['Công an tỉnh', 37],
    ['Cục Thuế tỉnh', 18],
    ['Bảo hiểm xã hội tỉnh', 0],
  ])('%s registered %i', (name, registered) => {
    const agency = head.agencies.find((each) => each.name === name)
    expect(agency?.declaredProcedures).toMatchObject({ registered, source: 'article' })
  })

  test('every count that the article does not print is marked as ours', () => {
    const printed = head.agencies.filter((agency) => agency.declaredProcedures.source === 'article')
    expect(printed.map((agency) => agency.code)).toEqual(['H47.01', 'H47.02', 'H47.03', 'H47.18', 'H47.19', 'H47.20'])
    expect(declared('H47.06')?.source).toBe('illustrative')
  })

  test('police, tax and social insurance belong to their own ministries', () => {
    expect(head.agencies.filter((agency) => agency.kind === 'vertical').map((agency) => agency.key)).toEqual([
      'cat',
      'cucthue',
      'bhxh',
    ])
  })

  test('registering a business takes 2 working days instead of 3', () => {
    const household = procedures.find((procedure) => procedure.code === '1.001612')
    expect(household?.legal).toEqual({ amount: 3, unit: 'working_days' })
    expect(household?.committed).toEqual({ amount: 2, unit: 'working_days' })
  })
})

describe('the procedures', () => {
  test('there are at least 60, of every agency that registered', () => {
    expect(procedures.length).toBeGreaterThanOrEqual(60)
    const without = head.agencies.filter(
      (agency) =>
        agency.declaredProcedures.registered > 0 && !procedures.some(({ agencyCode }) => agencyCode === agency.code),
    )
    expect(without.map((agency) => agency.name)).toEqual([])
  })

  test('at least 10 are settled on the spot or the same day, and each of both kinds exists', () => {
    const quick = procedures.filter(({ handling }) => handling !== 'forwarded')
    expect(quick.length).toBeGreaterThanOrEqual(10)
    expect(new Set(quick.map(({ handling }) => handling))).toEqual(new Set(['on_the_spot', 'same_day']))
  })

  test('every charge has a name that is no sum', () => {
    const fees = procedures.flatMap(({ channels }) => channels.flatMap((channel) => channel.fees))
    expect(fees.length).toBeGreaterThan(100)
    for (const fee of fees) {
      const { name } = feeName(fee)
      expect(name).toMatch(/^(?:Phí|Lệ phí)/u)
      expect(name).not.toMatch(/\d{1,3}[.,]\d{3}|\d\s*(?:đồng|nghìn|triệu)/u)
    }
  })

  test('a copy or certificate issued by the centre is signed by a signatory, also in a same-day procedure', () => {
    const signed = procedures.filter(({ results }) => results.some((result) => /^(?:Bản sao|Giấy chứng nhận|Văn bản thông báo)/u.test(result)))
    expect(signed.filter(({ steps }) => !steps.some(({ role }) => role === 'signatory')).map(({ code }) => code)).toEqual([])
    expect(procedures.flatMap(({ steps }) => steps.filter(({ name }) => name.includes('theo ủy quyền')))).toEqual([])
  })

  test.each(procedures.map((procedure) => [procedure.code, procedure] as const))(
    '%s is promised at least 30 % sooner than the law, and a forwarded one uses its time',
    (_, { legal, committed, steps, handling }) => {
      if (committed.unit === legal.unit) expect(committed.amount).toBeLessThanOrEqual(legal.amount * 0.7)
      else expect(leastWorkingHours(committed)).toBeLessThanOrEqual(leastWorkingHours(legal) * 0.7)
      const planned = steps.reduce((sum, step) => sum + step.hours, 0)
      if (handling === 'forwarded') expect(planned).toBeGreaterThan(leastWorkingHours(committed) * 0.8)
    },
  )

  test('at least 60 have steps and a text that no other procedure shares', () => {
    const timesOf = (values: readonly string[]) => {
      const times = new Map<string, number>()
      for (const value of values) times.set(value, (times.get(value) ?? 0) + 1)
      return times
    }
    const namesOf = (procedure: PackProcedure) => procedure.steps.map(({ name }) => fold(name))
    const names = timesOf(procedures.flatMap(namesOf))
    const lines = timesOf(procedures.flatMap(({ procedureText }) => procedureText.map((line) => fold(line))))
    const ofTheirOwn = procedures.filter(
      (procedure) =>
        namesOf(procedure).every((name) => names.get(name) === 1) && procedure.procedureText.every((line) => lines.get(fold(line)) === 1),
    )
    expect(ofTheirOwn.length).toBeGreaterThanOrEqual(60)
    // Roles and hours alone: no one plan under many names.
    const plans = timesOf(procedures.map(({ steps }) => steps.map(({ role, hours }) => `${role} ${hours}`).join(' ')))
    expect(Math.max(...plans.values())).toBeLessThanOrEqual(13)
    expect([...names].filter(([, times]) => times > 2)).toEqual([])
  })

  test('what is marked verified names its decision', () => {
    expect(procedures.filter(({ verified, decision }) => verified && decision === null)).toEqual([])
  })

  test('accounts are named after roles: no login names a person', () => {
    const logins = loginsOf(pack)
    expect(logins).toContain('tiepnhan4')
    expect(logins).toContain('thuly.stnmt')
    for (const login of logins) {
      expect(login).toMatch(/^(tiepnhan\d|giamdoc|(quay|giamdoc)tamky|lanhdaotinh|thanhtra|thietke|congbo|vanhanh|(thuly|truongphong|lanhdao|vanthu)\.\w+)$/u)
    }
  })
})

const national = '../shared/data/procedures/national_parsed.jsonl.gz'
describe.skipIf(!existsSync(national))('what is marked verified agrees with the national export', () => {
  type Row = { code: string; name: string; decision: string; components: Paper[]; channels: { value: number | null; unit: string | null; rest: string }[] }
  const rows = new Map<string, Row>()
  if (existsSync(national)) {
    for (const line of gunzipSync(readFileSync(national)).toString('utf8').split('\n')) {
      if (line === '') continue
      const row = JSON.parse(line) as Row
      rows.set(row.code, row)
    }
  }
  const units: Record<string, string> = { working_days: 'Ngày làm việc', days: 'Ngày', hours: 'Giờ', months: 'Tháng' }
  test.each(procedures.filter(({ verified }) => verified).map((procedure) => [procedure.code, procedure] as const))(
    '%s: name, decision and limit',
    (code, { name, decision, legal }) => {
      const row = rows.get(code)
      expect(row?.decision).toBe(decision)
      expect(fold(row?.name ?? '').split(' ').slice(0, 2)).toEqual(fold(name).split(' ').slice(0, 2))
      const limits = row?.channels.map(({ value, unit }) => `${value} ${unit}`)
      expect(limits).toContain(`${legal.amount} ${units[legal.unit]}`)
    },
  )

  test.each(procedures.filter(({ verified }) => verified).map((procedure) => [procedure.code, procedure] as const))(
    '%s: every paper, and how many of it',
    (code, { components }) => {
      const { otherNumbers, missing, extra } = comparePapers(components, rows.get(code)?.components ?? [])
      expect({ otherNumbers, missing, extra }).toEqual({ otherNumbers: [], missing: [], extra: [] })
    },
  )
})
