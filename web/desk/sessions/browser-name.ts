import { t } from '../text.ts'

/** "Chrome, Windows" out of a user agent: enough to recognise one's own machines. */
export function browserName(userAgent: string): string {
  const browser = ['Edg', 'Firefox', 'Chrome', 'Safari'].find((name) => userAgent.includes(name)) ?? t('sessions.unknown')
  const system = ['Windows', 'Android', 'iPhone', 'Mac OS', 'Linux'].find((name) => userAgent.includes(name))
  return system ? `${browser === 'Edg' ? 'Edge' : browser}, ${system}` : browser
}
