type Waiting<Key, Found> = { readonly key: Key; readonly done: (found: Found) => void; readonly failed: (error: unknown) => void }

/**
 * Gathers calls into statements for many keys. `atOnce` statements run at a time; keys that arrive meanwhile are sent together in
 * the next one. Every answer comes from a statement that was sent after its key arrived, so it is as fresh as one asked for alone.
 * If a statement fails, all its callers get the error.
 * @param ask answers for each key, in their order
 * @param limits how many statements are under way, and how many keys go into one
 */
export function createBatch<Key, Found>(
  ask: (keys: readonly Key[]) => Promise<readonly Found[]>,
  { atOnce = 1, most = 100 }: { readonly atOnce?: number; readonly most?: number } = {},
): (key: Key) => Promise<Found> {
  const waiting: Waiting<Key, Found>[] = []
  let underWay = 0
  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, most)
      try {
        const found = await ask(batch.map(({ key }) => key))
        if (found.length !== batch.length) throw new Error(`${batch.length} keys were asked for and ${found.length} answered`)
        for (const [index, { done }] of batch.entries()) done(found[index] as Found)
      } catch (error) {
        for (const { failed } of batch) failed(error)
      }
    }
    underWay -= 1
  }
  return async (key) =>
    await new Promise<Found>((done, failed) => {
      waiting.push({ key, done, failed })
      if (underWay >= atOnce) return
      underWay += 1
      // After the input of this turn of the event loop: what arrived with it goes along.
      setImmediate(() => void run())
    })
}
