import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { asProblem, createIntention, type Problem } from '#web-api'

export interface Command<Input, Output> {
  run: (input: Input) => Promise<Output | null>
  isPending: boolean
  problem: Problem | null
  /** Counts the tries, so that an error summary takes the focus again. */
  attempt: number
  forget: () => void
}

/**
 * One write. Pressing again after a lost answer sends the same Idempotency-Key; a success refreshes every list
 * and page that may have changed. `run` answers null when it was refused: the problem is shown, never thrown away.
 */
export function useCommand<Input, Output>(send: (input: Input, key: string) => Promise<Output>): Command<Input, Output> {
  const queries = useQueryClient()
  const [intention] = useState(() => createIntention())
  const [attempt, setAttempt] = useState(0)
  // A second press while the first request is running counts as the same press.
  const underWay = useRef<Promise<Output | null> | null>(null)
  const mutation = useMutation({
    mutationFn: async (input: Input) => await send(input, intention.keyFor(input)),
    onSuccess: async () => {
      intention.settle()
      await queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' })
    },
  })
  return {
    run: async (input) => {
      if (underWay.current) return await underWay.current
      setAttempt((count) => count + 1)
      underWay.current = mutation
        .mutateAsync(input)
        .catch(() => null)
        .finally(() => {
          underWay.current = null
        })
      return await underWay.current
    },
    isPending: mutation.isPending,
    problem: mutation.error ? asProblem(mutation.error) : null,
    attempt,
    forget: mutation.reset,
  }
}
