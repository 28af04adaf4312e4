import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
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
  const mutation = useMutation({
    mutationFn: async (input: Input) => await send(input, intention.keyFor(input)),
    onSuccess: async () => {
      intention.settle()
      await queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' })
    },
  })
  return {
    run: async (input) => {
      setAttempt((count) => count + 1)
      try {
        return await mutation.mutateAsync(input)
      } catch {
        return null
      }
    },
    isPending: mutation.isPending,
    problem: mutation.error ? asProblem(mutation.error) : null,
    attempt,
    forget: mutation.reset,
  }
}
