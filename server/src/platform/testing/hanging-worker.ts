// A worker that takes the job `hang` and never ends it, for the test that kills it.
import 'temporal-polyfill/global'
import { z } from 'zod'
import type { LocalityId } from '#kernel/ids.ts'
import { openDatabase } from '#platform/db/database.ts'
import { job } from '#platform/jobs/job.ts'
import { startWorker } from '#platform/jobs/worker.ts'

const [url = '', locality = ''] = process.argv.slice(2)
const database = openDatabase({ url, localityId: Number(locality) as LocalityId, role: 'motcua_app', poolSize: 3 })
const hang = job({
  name: 'hang',
  about: 'never ends',
  payload: z.object({}),
  retryAfterSeconds: 1,
  async run() {
    process.stdout.write('taken\n')
    await new Promise(() => undefined)
  },
})
await startWorker([hang], { database, publicUrl: '', logger: { info: () => undefined, warn: () => undefined } as never })
