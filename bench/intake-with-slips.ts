import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { BenchCentre } from './bench-centre.ts'
import { HttpClient } from './http-client.ts'
import { intakeBody } from './intake-body.ts'
import { hundredth, latencyOf, progress } from './statistics.ts'

/**
 * Intakes at a steady rate while the same machine prints their slips: asked for at `perSecond` whether or not the ones before are
 * answered, as visitors come. `slipsWithin60s` is the share of intakes of the first part, up to a minute before the end, whose slip
 * was kept within a minute; what waits at the end and how long the oldest has waited say whether the rate is held.
 */
export async function run(
  centre: BenchCentre,
  { clients, seconds, perSecond }: { clients: number; seconds: number; perSecond: number },
): Promise<object> {
  const tokens: string[] = []
  for (const login of ['tiepnhan1', 'tiepnhan2', 'tiepnhan3', 'tiepnhan4']) tokens.push(await centre.signIn(login))
  const body = await intakeBody(centre)
  const idle = await Promise.all(Array.from({ length: clients }, async () => await HttpClient.open(centre.address)))
  const times: number[] = []
  let [asked, late] = [0, 0]
  const started = performance.now()
  const under: Promise<void>[] = []
  while (performance.now() - started < seconds * 1000) {
    const due = started + (asked * 1000) / perSecond
    const wait = due - performance.now()
    if (wait > 0) await sleep(wait)
    const connection = idle.pop()
    if (!connection) {
      // Everybody is waiting already: the rate is more than is held.
      late += 1
      await sleep(5)
      continue
    }
    asked += 1
    const begun = performance.now()
    const headers = { authorization: `Bearer ${tokens[asked % tokens.length] ?? ''}`, 'idempotency-key': randomUUID() }
    under.push(
      connection.request('POST', '/api/v1/dossiers', headers, body).then((answer) => {
        if (answer.status !== 201) throw new Error(`intake → ${answer.status} ${answer.body}`)
        times.push(performance.now() - begun)
        idle.push(connection)
      }),
    )
    if (asked % perSecond === 0) progress(`intake with slips: ${Math.round(asked / perSecond)} s, ${under.length - times.length} under way`)
  }
  await Promise.all(under)
  const took = (performance.now() - started) / 1000
  const owner = new pg.Client({ connectionString: centre.installation.ownerUrl })
  await owner.connect()
  const waiting = (
    await owner.query<{ waiting: number; oldest: number }>(
      `select count(*)::int as waiting, coalesce(extract(epoch from now() - min(created_on)), 0)::int as oldest
       from pgboss.job where name like 'act-done.%' and state in ('created', 'retry', 'active')`,
    )
  ).rows[0]
  // An id says when its row was made.
  const kept = (
    await owner.query<{ inTime: number; of: number }>(
      `select count(*) filter (where uuid_extract_timestamp(i.id) < d.received_at + interval '60 seconds')::int as "inTime", count(*)::int as of
       from dossier.dossier d left join lateral (select min(f.id::text)::uuid as id from document.issued_document f
         where f.dossier_id = d.id and f.form = 'receipt-slip') i on true
       where d.code not like '%SEED%' and d.received_at < now() - interval '60 seconds'`,
    )
  ).rows[0]
  await owner.end()
  progress('')
  for (const connection of idle) connection.close()
  return {
    scenario: 'intake-with-slips',
    throughput: hundredth(times.length / took),
    ...latencyOf(times),
    slipsWithin60s: kept && kept.of > 0 ? hundredth(kept.inTime / kept.of) : null,
    slipsWaitingAtEnd: waiting?.waiting ?? 0,
    oldestWaitsSeconds: waiting?.oldest ?? 0,
    sizes: { perSecond, seconds: Math.round(took), clients, turnsWithoutAConnection: late },
  }
}
