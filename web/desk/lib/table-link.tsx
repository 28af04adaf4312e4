import { type ReactNode, useState } from 'react'
import { asProblem, type Problem } from '#web-api'
import { api, confirmationGate } from './api.ts'
import { ProblemSummary } from './problem-view.tsx'

/** A link to a table of data that is carried away: who asks proves first to be there. */
export function TableLink({ address, children }: { address: string; children: ReactNode }) {
  const [problem, setProblem] = useState<Problem | null>(null)
  return (
    <>
      <a
        className="button"
        data-kind="quiet"
        href={address}
        onClick={(event) => {
          event.preventDefault()
          setProblem(null)
          fetchTable(address).catch((error: unknown) => setProblem(asProblem(error)))
        }}
      >
        {children}
      </a>
      <ProblemSummary problem={problem} />
    </>
  )
}

/** Has the person confirm, if that was long ago, and then lets the browser fetch a table that is carried away. */
async function fetchTable(address: string): Promise<void> {
  const { isConfirmed } = await api.currentSession()
  if (isConfirmed || (await confirmationGate.ask())) location.assign(address)
}
