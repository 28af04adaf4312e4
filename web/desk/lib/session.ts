import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { CurrentSession, Right } from '#web-api'
import { api, queryKeys } from './api.ts'

/** Who works here, or the refusal. */
export function useSessionQuery() {
  return useQuery({ queryKey: queryKeys.session, queryFn: () => api.currentSession(), staleTime: 60_000 })
}

export const SessionContext = createContext<CurrentSession | null>(null)

/** The session of a page inside the shell. */
export function useSession(): CurrentSession {
  const session = useContext(SessionContext)
  if (!session) throw new Error('a page outside the shell asked for the session')
  return session
}

/** Whether the signed-in person has the right, at a centre where the right is bound to one: as the server says. */
export function useMay(): (right: Right, centreId?: string) => boolean {
  const { rights } = useSession()
  return (right, centreId) =>
    rights.some(
      (each) => each.right === right && (each.centreIds === null || (centreId !== undefined && each.centreIds.includes(centreId))),
    )
}
