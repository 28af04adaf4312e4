import type { ReactNode } from 'react'

export interface IdentityBarProps {
  code: string
  applicant: string
  procedure: string
  state: string
  time: ReactNode
  holder: ReactNode
}

/** Which dossier am I in? Stays in sight while the page scrolls. */
export function IdentityBar({ code, applicant, procedure, state, time, holder }: IdentityBarProps) {
  return (
    <header className="identity-bar">
      <div className="identity-bar__who">
        <h1>
          <span className="code">{code}</span> <span className="identity-bar__applicant">{applicant}</span>
        </h1>
        <p>
          <span className="badge">{state}</span> {procedure}
        </p>
      </div>
      <div className="identity-bar__when">
        {time}
        {holder}
      </div>
    </header>
  )
}
