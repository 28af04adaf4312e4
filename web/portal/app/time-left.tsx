import type { ReactNode } from 'react'
import type { Because, Tone } from '#web-api'
import { useWords } from './use-words.ts'

const icons: Record<Tone, string> = {
  ok: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 4v5l3 2',
  soon: 'M12 3 2 20h20L12 3Zm0 6v5m0 3v.5',
  late: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 4v6m0 3v.5',
  done: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm-4 9 3 3 5-6',
  stopped: 'M9 5v14M15 5v14',
}

/** Time as a sentence, with an icon and a colour that say the same. */
export function TimeLeft({ sentence, tone }: { sentence: string; tone: Tone }): ReactNode {
  return (
    <strong className="time-left" data-tone={tone} data-size="large">
      <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2">
        <path d={icons[tone]} strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      {sentence}
    </strong>
  )
}

/** “Vì sao là ngày này?”: opens without a script. */
export function WhyThisDay({ because }: { because: readonly Because[] }): ReactNode {
  const { t } = useWords()
  if (because.length === 0) return null
  return (
    <details className="why">
      <summary>{t('procedure.why')}</summary>
      <ul>
        {because.map((each) => (
          <li key={each.sentence}>{each.sentence}</li>
        ))}
      </ul>
    </details>
  )
}
