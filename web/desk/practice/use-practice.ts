import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import type { Practice } from '#web-api'
import { api, queryKeys } from '../lib/api.ts'

/** Whether a practice place is served here, or this is one, with its clock and its people. */
export function usePractice(): UseQueryResult<Practice> {
  return useQuery({ queryKey: queryKeys.practice, queryFn: () => api.practice(), staleTime: 60_000 })
}
