import type { CalendarYear, DayKind } from '#web-api'
import { formatDay } from '#web-ui'
import { t } from '../text.ts'

type Mark = CalendarYear['items'][number]

export const dayKinds: readonly DayKind[] = ['holiday', 'compensation', 'swapped_off', 'makeup_workday']

/** Twelve months. The kind of a day is a letter in its corner, and words for screen readers; colour only repeats it. */
export function YearView({ calendar, today }: { calendar: CalendarYear; today: string }) {
  const marks = new Map(calendar.items.map((item) => [item.date, item]))
  const rest = new Set(calendar.restDays)
  return (
    <>
      <ul className="calendar-legend" aria-label={t('calendar.legend')}>
        {dayKinds.map((kind) => (
          <li key={kind}>
            <span className="calendar-day" data-kind={kind} aria-hidden="true">
              <span className="calendar-day__mark">{t(`calendar.mark.${kind}`)}</span>
            </span>
            {t(`calendar.kind.${kind}`)}
          </li>
        ))}
        <li>
          <span className="calendar-day" data-kind="rest" aria-hidden="true" />
          {t('calendar.kind.rest')}
        </li>
      </ul>
      <div className="calendar-year">
        {Array.from({ length: 12 }, (_, index) => (
          <Month key={index} year={calendar.year} month={index + 1} marks={marks} rest={rest} today={today} />
        ))}
      </div>
    </>
  )
}

function Month({
  year,
  month,
  marks,
  rest,
  today,
}: {
  year: number
  month: number
  marks: ReadonlyMap<string, Mark>
  rest: ReadonlySet<string>
  today: string
}) {
  return (
    <table className="calendar-month">
      <caption>{t('calendar.month', { month })}</caption>
      <thead>
        <tr>
          {t('calendar.weekdays')
            .split(',')
            .map((weekday) => (
              <th key={weekday} scope="col">
                {weekday}
              </th>
            ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(year, month).map((week, index) => (
          <tr key={index}>
            {week.map((date, place) =>
              date === null ? (
                <td key={place} className="calendar-month__none">
                  {'\u00A0'}
                </td>
              ) : (
                <Day key={date} date={date} mark={marks.get(date)} isRest={rest.has(date)} isToday={date === today} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Day({ date, mark, isRest, isToday }: { date: string; mark: Mark | undefined; isRest: boolean; isToday: boolean }) {
  const words = mark ? `${t(`calendar.kind.${mark.kind}`)}: ${wordsOf(mark)}` : isRest ? t('calendar.kind.rest') : null
  return (
    <td>
      <span
        className="calendar-day"
        data-kind={mark?.kind ?? (isRest ? 'rest' : 'work')}
        data-today={isToday || undefined}
        title={words ? `${formatDay(date)}, ${words}` : undefined}
      >
        {Number(date.slice(8))}
        {mark ? (
          <span className="calendar-day__mark" aria-hidden="true">
            {t(`calendar.mark.${mark.kind}`)}
          </span>
        ) : null}
        {words ? <span className="visually-hidden">, {words}</span> : null}
        {isToday ? <span className="visually-hidden">, {t('calendar.today')}</span> : null}
      </span>
    </td>
  )
}

/** The name, and for half a day its hours. */
export function wordsOf(mark: Pick<Mark, 'name' | 'part'>): string {
  return mark.part ? `${mark.name}, ${t('calendar.part', mark.part)}` : mark.name
}

/** Weeks of a month from Monday on; `null` where a week begins before or ends after it. */
export function weeksOf(year: number, month: number): (string | null)[][] {
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const lead = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7
  const cells: (string | null)[] = Array.from({ length: lead }, () => null)
  for (let day = 1; day <= count; day += 1) cells.push(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
  while (cells.length % 7 !== 0) cells.push(null)
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}
