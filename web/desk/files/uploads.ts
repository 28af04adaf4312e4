import type { FilePurpose, Problem } from '#web-api'

export type UploadState = 'waiting' | 'sending' | 'failed' | 'cancelled' | 'done'

/** One upload. It stays visible until it has arrived or the person removes it. */
export interface UploadLine {
  id: string
  name: string
  size: number
  purpose: FilePurpose
  componentNo: number | null
  state: UploadState
  /** From 0 to 1. */
  part: number
  problem: Problem | null
}

export type UploadChange =
  | { add: readonly Omit<UploadLine, 'state' | 'part' | 'problem'>[] }
  | { id: string; begin: true }
  | { id: string; part: number }
  | { id: string; end: 'done' | 'cancelled' }
  | { id: string; failed: Problem }
  | { id: string; again: true }
  | { forget: string }

/** The next state of the lines; a line is removed only when its file has arrived or the person removes it. */
export function afterChange(lines: readonly UploadLine[], change: UploadChange): readonly UploadLine[] {
  if ('add' in change) return [...lines, ...change.add.map((line) => ({ ...line, state: 'waiting' as const, part: 0, problem: null }))]
  if ('forget' in change) return lines.filter((line) => line.id !== change.forget)
  return lines.map((line): UploadLine => {
    if (line.id !== change.id) return line
    if ('begin' in change) return { ...line, state: 'sending', part: 0, problem: null }
    if ('part' in change) return line.state === 'sending' ? { ...line, part: change.part } : line
    if ('failed' in change) return { ...line, state: 'failed', problem: change.failed }
    if ('again' in change) return { ...line, state: 'waiting', part: 0, problem: null }
    return { ...line, state: change.end }
  })
}

/** The next to be sent: one at a time, in the order they were chosen. */
export function nextOf(lines: readonly UploadLine[]): UploadLine | null {
  return lines.some((line) => line.state === 'sending') ? null : (lines.find((line) => line.state === 'waiting') ?? null)
}

/** `1,2 MB`, as people say the size of a file. */
export function sizeText(bytes: number, language: 'vi' | 'en'): string {
  const format = (value: number, digits: number) =>
    new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: digits }).format(value)
  if (bytes < 1024) return `${format(bytes, 0)}\u00A0B`
  if (bytes < 1024 * 1024) return `${format(bytes / 1024, 0)}\u00A0KB`
  return `${format(bytes / 1024 / 1024, 1)}\u00A0MB`
}
