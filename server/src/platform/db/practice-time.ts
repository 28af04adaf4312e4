import type pg from 'pg'

/** The queue of jobs uses the real clock: a job that is ready is not held back by a clock that is moved. */
const isOfQueue = (text: string): boolean => text.includes('pgboss.') && !text.includes('platform.')

type Send = (...args: unknown[]) => Promise<pg.QueryResult>

/**
 * Makes a connection of the practice place use the practice clock. `platform.now()` reads no table; how far the practice clock is
 * ahead is read and set at the beginning of each transaction, so that every process uses a moved clock from its next
 * transaction on. A statement outside a transaction gets one of its own. Practice pays two more round trips; real centres nothing.
 */
export function keepPracticeTime(client: pg.PoolClient): void {
  const send = client.query.bind(client) as unknown as Send
  let isOpen = false
  const setClock = async (): Promise<void> => {
    const { rows } = await send(`select platform.practice_ahead()::text as ahead`)
    const ahead = (rows[0] as { ahead: string | null } | undefined)?.ahead
    // A literal, not a parameter: a spread database passes on what a transaction says only so.
    if (ahead && /^[\w :.]+$/u.test(ahead)) await send(`set local motcua.ahead = '${ahead}'`)
  }
  const query = async (...args: unknown[]): Promise<pg.QueryResult> => {
    const text = (typeof args[0] === 'string' ? args[0] : '').trimStart().toLowerCase()
    if (/^(?:begin|start transaction)\b/u.test(text)) {
      const begun = await send(...args)
      isOpen = true
      // A text that brings its own end, as those of the job queue do, is left alone.
      if (/;\s*\S/u.test(text)) isOpen = false
      else await setClock()
      return begun
    }
    if (isOpen || text === '' || isOfQueue(text)) {
      if (/^(?:commit|rollback(?! to)|end)\b/u.test(text)) isOpen = false
      return await send(...args)
    }
    await send('begin')
    try {
      await setClock()
      const result = await send(...args)
      await send('commit')
      return result
    } catch (error) {
      await send('rollback')
      throw error
    }
  }
  Object.assign(client, {
    query: (...args: unknown[]): unknown => {
      const answer = args.at(-1)
      if (typeof answer !== 'function') return query(...args)
      query(...args.slice(0, -1)).then(
        (result) => answer(null, result),
        (error: unknown) => answer(error),
      )
      return undefined
    },
  })
}
