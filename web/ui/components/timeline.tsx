import { uiText } from '../messages/ui-text.ts'

export interface TimelineEntry {
  id: string | number
  what: string
  /** Already written out, to the minute; days without a time stay days. */
  when: string
  whenMachine: string
  who: string
  note?: string | null
}

/** What happened, newest first: what, when, who did it. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  if (entries.length === 0) return <p className="muted">{uiText('timeline.empty')}</p>
  return (
    <ol className="timeline">
      {entries.map((entry) => (
        <li key={entry.id}>
          <strong>{entry.what}</strong>
          <div className="muted">
            <time dateTime={entry.whenMachine}>{entry.when}</time>
            {entry.who ? ` · ${entry.who}` : null}
          </div>
          {entry.note ? <p className="timeline__note">{entry.note}</p> : null}
        </li>
      ))}
    </ol>
  )
}
