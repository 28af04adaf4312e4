import { uiText } from '../messages/ui-text.ts'

/** Keeps the place of lines that are on their way, so that nothing jumps. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  return (
    <output className="skeleton">
      <span className="visually-hidden">{uiText('loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="skeleton__line" aria-hidden="true" />
      ))}
    </output>
  )
}
