import type { ReactNode } from 'react'
import type { Face } from '#web-api'

export const faces: readonly Face[] = ['very_good', 'good', 'bad', 'very_bad']

const mouths: Record<Face, string> = {
  very_good: 'M12 25c2 6 14 6 16 0Z',
  good: 'M13 26c3 4 11 4 14 0',
  bad: 'M13 29c3-4 11-4 14 0',
  very_bad: 'M12 31c2-7 14-7 16 0Z',
}

/** One of the four faces. There is no neutral one: the question asks for an answer. */
export function FaceDrawing({ face }: { face: Face }): ReactNode {
  const filled = face === 'very_good' || face === 'very_bad'
  return (
    <svg className="face" viewBox="0 0 40 40" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2.2">
      <circle cx="20" cy="20" r="17" />
      <circle cx="14" cy="16" r="2" fill="currentColor" stroke="none" />
      <circle cx="26" cy="16" r="2" fill="currentColor" stroke="none" />
      <path d={mouths[face]} strokeLinecap="round" strokeLinejoin="round" fill={filled ? 'currentColor' : 'none'} />
    </svg>
  )
}
