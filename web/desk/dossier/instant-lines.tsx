import { formatInstant } from '#web-ui'

/** What happened, each line with its instant and who or how: two may share an instant, so only their place tells them apart. */
export function InstantLines({ lines }: { lines: readonly { what: string; at: string; more: string }[] }) {
  return (
    <ul className="plain-list stack">
      {lines.map(({ what, at, more }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a list that only grows at its end
        <li key={index}>
          {what}
          <br />
          <span className="muted small">
            <time dateTime={at}>{formatInstant(at)}</time> · {more}
          </span>
        </li>
      ))}
    </ul>
  )
}
