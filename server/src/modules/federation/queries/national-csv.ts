import { csvHead, csvLine } from '#platform/csv/csv.ts'
import { figureNames } from '../domain/closed-day.ts'
import type { NationalBoard, ProvinceDay } from '../domain/national-board.ts'

const columns = ['code', 'name', 'on', 'revision', 'asOf', ...figureNames, 'onTimePercent', 'fault', 'faultSince', 'readAt', 'lastOn']

/** One line a province and one for the sum; where there are no figures of the day the cells are empty, never 0. */
export function nationalCsvFrom(board: NationalBoard): string {
  const cellsOf = (day: ProvinceDay | null): string[] =>
    day
      ? [day.on, String(day.revision), day.asOf, ...figureNames.map((name) => String(day.figures[name])), percentCell(day.onTimePercent)]
      : ['', '', '', ...figureNames.map(() => ''), '']
  const lines = board.provinces.map(({ code, name, day, last, fault, faultSince, readAt }) =>
    csvLine([code, name, ...cellsOf(day), fault ?? '', faultSince ?? '', readAt ?? '', last?.on ?? '']),
  )
  const { total } = board
  const sum = total
    ? [
        csvLine([
          '',
          'Tổng',
          board.on,
          '',
          '',
          ...figureNames.map((name) => String(total[name])),
          percentCell(total.onTimePercent),
          '',
          '',
          '',
          '',
        ]),
      ]
    : []
  return [csvHead(columns), ...lines, ...sum].join('')
}

function percentCell(value: number | null): string {
  return value === null ? '' : String(value)
}
