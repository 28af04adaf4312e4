import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readNationalDecrees } from '../store/read-calendar-pack.ts'
import { clockText, dayNumber, dayOfSecond, instantOf, secondsPerDay, vietnameseDate } from './civil-day.ts'
import { defaultDeadlineSettings } from './deadline-settings.ts'
import type { DeadlineSettings } from './deadline-settings.ts'
import { explainDueDay, explainDueSecond } from './explain-due-date.ts'
import type { ClockStop } from './due-date.ts'
import { limitText, limitUnits } from './limit.ts'
import type { Limit } from './limit.ts'
import { compileCalendar } from './working-calendar.ts'

const calendar = compileCalendar({ decrees: readNationalDecrees() })

const ways: Readonly<Record<string, Partial<DeadlineSettings>>> = {
  '': {},
  'hết giờ làm việc': { dueTime: 'end_of_office_hours' },
  '24 giờ': { dueTime: 'end_of_day' },
  'tính cả ngày nhận': { firstDay: 'counted' },
  'giữ ngày nghỉ': { lastDayOff: 'stays' },
  'đúng lúc nhận': { receiptOutsideHours: 'as_received' },
}

type Case = {
  section: string
  received: string
  limit: string
  stops: string
  way: string
  due: string
  why: string
}

function readCases(): Case[] {
  let section = ''
  return readFileSync('docs/law/deadline-cases.md', 'utf8')
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('## ')) section = line.slice(3)
      const cells = line.split('|').map((cell) => cell.trim())
      if (cells.length !== 8 || cells[1] === 'Nhận' || cells[1]!.startsWith('---')) return []
      const [, received, limit, stops, way, due, why] = cells as [string, string, string, string, string, string, string, string]
      return [{ section, received, limit, stops, way, due, why }]
    })
}

function secondOf(text: string): number {
  const match = /^(\d\d)\/(\d\d)\/(\d{4})(?: (\d\d):(\d\d))?$/u.exec(text)
  if (!match) throw new Error(`không đọc được ngày giờ: ${text}`)
  const day = dayNumber(Number(match[3]), Number(match[2]), Number(match[1]))
  return day * secondsPerDay + Number(match[4] ?? 0) * 3600 + Number(match[5] ?? 0) * 60
}

function limitOf(text: string): Limit {
  const amount = Number(text.split(' ')[0]!.replace(',', '.'))
  const unit = limitUnits.find((each) => limitText({ amount, unit: each }) === text)
  if (!unit) throw new Error(`không đọc được thời hạn: ${text}`)
  return { amount, unit }
}

function stopsOf(text: string): ClockStop[] {
  if (text === '') return []
  return text.split(';').map((part) => {
    const match = /^(.+?) → (…|[^…]+?)( tính lại)?$/u.exec(part.trim())!
    return {
      from: secondOf(match[1]!),
      to: match[2] === '…' ? null : secondOf(match[2]!),
      cause: 'Chờ bổ sung hồ sơ',
      law: '',
      effect: match[3] ? 'restart' : 'pause',
    }
  })
}

describe('docs/law/deadline-cases.md', () => {
  const cases = readCases()

  test('holds every worked example', () => {
    expect(cases.filter((each) => each.section.startsWith('Các ví dụ'))).toHaveLength(7)
    expect(cases.length).toBeGreaterThan(40)
  })

  test.each(cases)('$received, $limit $stops $way: $due ($why)', ({ received, limit, stops, way, due }) => {
    const settings = { ...defaultDeadlineSettings, ...ways[way] }
    expect(Object.keys(ways)).toContain(way)
    if (!received.includes(':')) {
      const explained = explainDueDay(calendar, dayOfSecond(secondOf(received)), limitOf(limit), settings)
      expect(vietnameseDate(explained.due)).toBe(due)
      expect(explained.sentence).toContain(due)
      return
    }
    const explained = explainDueSecond(calendar, {
      received: secondOf(received),
      limit: limitOf(limit),
      stops: stopsOf(stops),
      settings,
    })
    const answer = explained.due === null ? 'đang dừng' : `${vietnameseDate(dayOfSecond(explained.due))} ${clockText(explained.due)}`
    expect(answer).toBe(due)
  })
})

describe('the explanation', () => {
  test('names every day that did not count, and why, as data and as a sentence', () => {
    const received = secondOf('23/11/2026 10:00')
    const explained = explainDueSecond(calendar, { received, limit: { amount: 5, unit: 'working_days' } })
    expect(explained.because.map(({ day, kind }) => `${day} ${kind}`)).toEqual([
      '2026-11-24 holiday',
      '2026-11-28 weekend',
      '2026-11-29 weekend',
    ])
    expect(explained.because[0]).toMatchObject({ name: 'Ngày Văn hoá Việt Nam' })
    expect(explained.because[0]!.basis).toContain('28/2026/QH16')
    expect(explained.sentence).toBe(
      'Nhận 10:00 thứ hai ngày 23/11/2026, thời hạn 5 ngày làm việc; không tính ngày nhận; ' +
        'trừ 24/11/2026 (Ngày Văn hoá Việt Nam); trừ nghỉ hằng tuần 28/11/2026, 29/11/2026; ' +
        'hẹn trả 10:00 thứ ba ngày 01/12/2026.',
    )
  })

  test('explains a receipt after hours, a make-up day that counts, and a last day that was moved', () => {
    const late = explainDueSecond(calendar, {
      received: secondOf('23/11/2026 17:20'),
      limit: { amount: 1, unit: 'working_days' },
    })
    expect(late.because[0]).toMatchObject({ day: '2026-11-23', kind: 'after_hours' })
    expect(late.countedFrom).toBe(secondOf('25/11/2026 07:00'))
    const madeUp = explainDueDay(calendar, dayNumber(2026, 1, 9), { amount: 1, unit: 'working_days' })
    expect(madeUp.because).toMatchObject([{ day: '2026-01-10', kind: 'makeup_workday' }])
    const rolled = explainDueDay(calendar, dayNumber(2026, 11, 23), { amount: 5, unit: 'days' })
    expect(rolled.because.map(({ day, kind }) => `${day} ${kind}`)).toEqual([
      '2026-11-28 weekend',
      '2026-11-29 weekend',
      '2026-11-28 rolled',
    ])
    expect(rolled.because[2]!.basis).toContain('Điều 148 khoản 5')
  })

  test('explains each stop, and that a restart began again', () => {
    const explained = explainDueSecond(calendar, {
      received: secondOf('25/11/2026 10:00'),
      limit: { amount: 3, unit: 'working_days' },
      stops: stopsOf('26/11/2026 09:00 → 30/11/2026 14:00 tính lại'),
    })
    expect(explained.because.map((reason) => reason.kind).slice(0, 2)).toEqual(['stopped', 'restarted'])
    expect(explained.because[0]!.sentence).toContain('Chờ bổ sung hồ sơ')
    expect(instantOf(explained.due!).toString()).toBe('2026-12-03T07:00:00Z')
  })
})
