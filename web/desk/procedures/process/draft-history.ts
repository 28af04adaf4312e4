import type { StepRole, StepRow, VersionDraftContent } from '#web-api'

/** What is on the screen and what can be taken back. Pure, so that undo is shown to be right without a screen. */
export interface DraftHistory {
  present: VersionDraftContent
  past: readonly VersionDraftContent[]
  future: readonly VersionDraftContent[]
  /** Field the last change was in: typing in one field is one thing to take back, not forty. */
  field: string | null
}

const mostKept = 200

export function begin(present: VersionDraftContent): DraftHistory {
  return { present, past: [], future: [], field: null }
}

export function change(history: DraftHistory, next: VersionDraftContent, field: string | null): DraftHistory {
  if (field !== null && field === history.field) return { ...history, present: next, future: [] }
  return { present: next, past: [...history.past, history.present].slice(-mostKept), future: [], field }
}

export function undo(history: DraftHistory): DraftHistory {
  const before = history.past.at(-1)
  if (!before) return history
  return { present: before, past: history.past.slice(0, -1), future: [history.present, ...history.future], field: null }
}

export function redo(history: DraftHistory): DraftHistory {
  const [after, ...future] = history.future
  if (!after) return history
  return { present: after, past: [...history.past, history.present], future, field: null }
}

/** A new step after another, on its way: what led on from there leads on from the new one. */
export function addStepAfter(content: VersionDraftContent, index: number, roles: readonly StepRole[]): VersionDraftContent {
  const { rows } = content.process
  const before = rows[index]
  const no = rows.reduce((most, row) => Math.max(most, row.no), 0) + 1
  const added: StepRow = {
    no,
    name: '',
    kind: 'work',
    role: (roles.find((each) => each.role === before?.role)?.usuallyNext ?? roles[0]?.role ?? '') as StepRow['role'],
    agencyCode: null,
    unitName: null,
    hours: 4,
    returnNo: before?.no ?? null,
    next: before?.next ?? 'hết',
    refusalReasons: [],
    appeal: null,
  }
  const after = rows.map((row, at) => (at === index ? { ...row, next: String(no) } : row))
  const process = {
    entry: before ? content.process.entry : String(no),
    rows: [...after.slice(0, index + 1), added, ...after.slice(index + 1)],
  }
  return { ...content, process }
}

/** Takes a step out; what led plainly to it leads to where it led. What names it in a branch is left for the gate to point at. */
export function removeStep(content: VersionDraftContent, index: number): VersionDraftContent {
  const gone = content.process.rows[index]
  if (!gone) return content
  const onward = (text: string): string => (text.trim() === String(gone.no) ? gone.next : text)
  return {
    ...content,
    process: {
      entry: onward(content.process.entry),
      rows: content.process.rows
        .filter((row) => row !== gone)
        .map((row) => ({ ...row, next: onward(row.next), returnNo: row.returnNo === gone.no ? gone.returnNo : row.returnNo })),
    },
  }
}
