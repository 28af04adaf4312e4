import type { Kysely, RawBuilder } from 'kysely'
import type pg from 'pg'

// A statement is known again by its list of parameters, which nothing on its way copies.
const behind = new WeakSet<object>()

/**
 * Sends a write of a transaction without waiting for its answer. It leaves together with the statement that is waited for
 * next, in the order of the program; should it fail, that statement fails with its error and nothing of the transaction is kept.
 * For writes whose answer nobody reads. Outside a transaction it waits like any other.
 */
export async function writeBehind(tx: Kysely<unknown>, write: RawBuilder<unknown>): Promise<void> {
  const compiled = write.compile(tx)
  if (tx.isTransaction) behind.add(compiled.parameters)
  await tx.executeQuery(compiled)
}

type Failure = { readonly error: unknown }

type Send = (text: string, values: unknown) => Promise<pg.QueryResult>

/**
 * Makes a connection opened with `pipeline: true` buffer the writes of {@link writeBehind}, and each `begin`, until a
 * statement is awaited, and then send all in one write: a round trip costs more than most statements.
 * @param send sends one statement and waits
 */
export function sendBehind(client: pg.PoolClient, send: Send): Send {
  const { stream } = (client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection
  let isCorked = false
  let failure: Failure | null = null
  const answered = (command: string): pg.QueryResult => ({ command, rowCount: 0, oid: 0, rows: [], fields: [] })
  return async (text, values) => {
    if (text === 'begin' || behind.has(values as object)) {
      if (text === 'begin') failure = null
      if (!isCorked) stream.cork()
      isCorked = true
      send(text, values).catch((error: unknown) => (failure ??= { error }))
      return answered('')
    }
    const waited = send(text, values)
    if (isCorked) stream.uncork()
    isCorked = false
    const result = await waited.catch((error: unknown) => ({ error }))
    // Answers come in the order of the statements: what failed before this one is known by now, and is why this one failed.
    const because = text === 'rollback' ? null : failure
    if (text === 'commit' || text === 'rollback') failure = null
    if (because !== null) throw because.error
    if ('error' in result) throw result.error
    return result
  }
}
