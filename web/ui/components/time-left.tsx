import type { ReactNode } from 'react'
import { uiText } from '../messages/ui-text.ts'
import { Icon, type IconName } from './icon.tsx'

/** `stopped`: no time runs, for example while the applicant completes the papers; neither in time nor late. */
export type TimeTone = 'ok' | 'soon' | 'late' | 'done' | 'stopped'

export interface TimeLeftProps {
  /** From the server, first: "Còn 3 giờ làm việc", "Hẹn trả 10:00 thứ Ba, 01/12/2026", "Trễ 1 ngày làm việc". */
  sentence: string
  tone: TimeTone
  /** The promise it counts to, beside it: "Hẹn trả 10:00 thứ Ba, 01/12/2026". */
  due?: string | undefined
  size?: 'normal' | 'large'
  /** The days that were skipped and why; shown on demand. */
  because?: ReactNode
}

const icons: Record<TimeTone, IconName> = { ok: 'clock', soon: 'warning', late: 'late', done: 'check', stopped: 'pause' }

/**
 * The one component that shows time, everywhere: sentence, icon and colour, never colour alone.
 * Plain HTML: it works server-rendered and without JavaScript.
 */
export function TimeLeft({ sentence, tone, due, size = 'normal', because }: TimeLeftProps) {
  const line = (
    <span className="time-left" data-tone={tone} data-size={size}>
      <Icon name={icons[tone]} />
      <span>
        {sentence}
        <span className="visually-hidden"> ({uiText(`tone.${tone}`)})</span>
      </span>
    </span>
  )
  const shown = due ? (
    <div className="time-why__line">
      {line} <strong>{due}</strong>
    </div>
  ) : (
    line
  )
  if (!because) return shown
  return (
    <div className="time-why">
      {shown}
      <details>
        <summary>{uiText('timeLeft.why')}</summary>
        <div className="time-why__because">{because}</div>
      </details>
    </div>
  )
}
