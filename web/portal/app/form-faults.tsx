import type { ReactNode } from 'react'

export type Fault = { readonly field: string; readonly message: string }

/** What is wrong, above the heading; every line leads to its field and says the same words as beside it. */
export function FaultSummary({ title, faults }: { title: string; faults: readonly Fault[] }): ReactNode {
  if (faults.length === 0) return null
  return (
    <div className="error-summary" role="alert" tabIndex={-1} data-fault-summary="">
      <h2>{title}</h2>
      <ul>
        {faults.map((fault) => (
          <li key={fault.field}>
            <a href={`#${fault.field}`}>{fault.message}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

export function faultOf(faults: readonly Fault[], field: string): string | undefined {
  return faults.find((fault) => fault.field === field)?.message
}

export function FieldFault({ id, message }: { id: string; message: string | undefined }): ReactNode {
  return message === undefined ? null : (
    <span className="field__error" id={id}>
      {message}
    </span>
  )
}
