import { z } from 'zod'
import { job } from '#platform/jobs/job.ts'
import type { AnyJob } from '#platform/jobs/job.ts'
import { closeDays } from '../commands/close-days.ts'
import { readFigures } from '../commands/read-figures.ts'
import type { Province } from '../domain/national-board.ts'

/** @param provinces those whose figures are shown here; `null`: none */
export function buildFederationJobs(provinces: readonly Province[] | null): AnyJob[] {
  return [
    job({
      name: 'close-days',
      about: 'Khoá số liệu của ngày đã qua; ngày nào có thay đổi thì thêm bản mới',
      payload: z.strictObject({}),
      every: '5 * * * *',
      run: async ({ database }) => {
        // What is practised is no figure of the centre.
        if (!database.isPractice) await closeDays(database)
      },
    }),
    job({
      name: 'read-provinces',
      about: 'Đọc số liệu đã khoá của các tỉnh, thành khác và kiểm chữ ký',
      payload: z.strictObject({}),
      every: '*/10 * * * *',
      retryLimit: 0,
      expireSeconds: 540,
      run: async ({ database, logger }) => {
        if (provinces === null) return
        for (const { code, fault } of await readFigures(database, provinces))
          logger.warn({ province: code, fault }, 'figures were not read')
      },
    }),
  ]
}
