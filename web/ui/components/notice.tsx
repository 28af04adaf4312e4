import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

export interface NoticeProps {
  tone?: 'info' | 'ok' | 'soon' | 'late'
  /** Announced at once; for new events, not for permanent text. */
  isLive?: boolean
  children: ReactNode
}

const icons: Record<NonNullable<NoticeProps['tone']>, IconName> = { info: 'info', ok: 'check', soon: 'warning', late: 'late' }

/** A sentence that must not be overlooked. */
export function Notice({ tone = 'info', isLive = false, children }: NoticeProps) {
  return (
    <div className="notice" data-tone={tone} aria-live={isLive ? 'polite' : undefined}>
      <Icon name={icons[tone]} />
      <div className="notice__body">{children}</div>
    </div>
  )
}
