import { Checkbox, Notice, TextField } from '#web-ui'
import { t } from '../text.ts'

/** The words of a request to complete (Mẫu 02) or of a refusal (Mẫu 03), as they are typed. */
export interface AnswerWords {
  /** One point to complete a line. */
  defects: string
  supplementDays: string
  reason: string
}

export interface AnswerFieldsProps {
  needs: readonly string[]
  words: AnswerWords
  set: (part: Partial<AnswerWords>) => void
  error: (field: string) => string | undefined
  reasonHint?: string
  /** Reasons the procedure itself has for a refusal; ticking one writes it down. */
  grounds?: readonly string[]
}

/** What the applicant will read, asked for in the order of the paper. */
export function AnswerFields({ needs, words, set, error, reasonHint, grounds = [] }: AnswerFieldsProps) {
  return (
    <>
      {needs.includes('defects') ? (
        <TextField
          name="defects"
          label={t('act.defects')}
          hint={t('act.defects.hint')}
          multiline
          rows={6}
          value={words.defects}
          onChange={(defects) => set({ defects })}
          error={error('defects')}
        />
      ) : null}
      {needs.includes('reason') && grounds.length > 0 ? (
        <fieldset className="field">
          <legend>{t('act.refusalGrounds')}</legend>
          {grounds.map((ground) => (
            <Checkbox
              key={ground}
              isSelected={linesOf(words.reason).includes(ground)}
              onChange={(isChosen) => set({ reason: withLine(words.reason, ground, isChosen) })}
            >
              {ground}
            </Checkbox>
          ))}
        </fieldset>
      ) : null}
      {needs.includes('reason') ? (
        <TextField
          name="reason"
          label={t('act.reason')}
          hint={reasonHint ?? t('act.reason.hint')}
          multiline
          value={words.reason}
          onChange={(reason) => set({ reason })}
          error={error('reason')}
        />
      ) : null}
      {needs.includes('reasonForRequest') ? (
        <TextField
          name="reason"
          label={t('act.reasonForRequest')}
          hint={t('act.reasonForRequest.hint')}
          isOptional
          multiline
          value={words.reason}
          onChange={(reason) => set({ reason })}
          error={error('reason')}
        />
      ) : null}
    </>
  )
}

/** By when the applicant is to bring what is asked for. */
export function SupplementDaysField({ words, set, error }: Pick<AnswerFieldsProps, 'words' | 'set' | 'error'>) {
  return (
    <TextField
      name="supplementDays"
      label={t('act.supplementDays')}
      hint={t('act.supplementDays.hint')}
      inputMode="numeric"
      isOptional
      value={words.supplementDays}
      onChange={(supplementDays) => set({ supplementDays })}
      error={error('supplementDays')}
    />
  )
}

/** A warning of the server before the act is done. */
export function ActWarning({ warning }: { warning: string | null }) {
  if (!warning) return null
  return (
    <Notice tone="soon">
      <p>{warning}</p>
    </Notice>
  )
}

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim())

/** The text with the line at its end, or without it; what was typed beside it stays. */
export function withLine(text: string, line: string, isIn: boolean): string {
  const others = text.split('\n').filter((each) => each.trim() !== line)
  const kept = others.join('\n').trimEnd()
  if (!isIn) return kept
  return kept === '' ? line : `${kept}\n${line}`
}
