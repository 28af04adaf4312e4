import { useEffect, useState } from 'react'
import { Button, TextField } from '#web-ui'
import { api } from '../lib/api.ts'
import { fieldError, ProblemSummary } from '../lib/problem-view.tsx'
import { useCommand } from '../lib/use-command.ts'
import { t } from '../text.ts'

interface PrintSlipProps {
  code: string
  isFirst?: boolean
  needsReason?: boolean
  /** A letter instead of the slip. */
  letter?: { form: 'supplement-request' | 'refusal'; title: string }
}

/** The slip for the applicant. The centre's copy has no look-up secret, so this one is printed separately, with a new secret each time. */
export function PrintSlip({ code, isFirst = false, needsReason = false, letter }: PrintSlipProps) {
  const [reason, setReason] = useState('')
  const [address, setAddress] = useState<string | null>(null)
  const print = useCommand(async () => {
    // Opened at once, by the press of the button: a window opened later would be taken for an advertisement.
    const page = window.open('', '_blank')
    try {
      const printed = URL.createObjectURL(await api.printApplicantSlip(code, reason, letter?.form))
      setAddress(printed)
      if (page) page.location.href = printed
    } catch (error) {
      page?.close()
      throw error
    }
  })
  useEffect(() => () => (address === null ? undefined : URL.revokeObjectURL(address)), [address])
  return (
    <>
      {needsReason ? (
        <TextField
          name={letter ? `slipReason-${letter.form}` : 'slipReason'}
          label={t('dossier.printSlip.reason')}
          hint={t('dossier.printSlip.reason.hint')}
          value={reason}
          onChange={setReason}
          error={fieldError(print.problem, 'reason')}
        />
      ) : null}
      <Button
        kind={isFirst ? 'primary' : 'secondary'}
        icon="print"
        takesFocus={isFirst}
        isDisabled={print.isPending}
        onPress={() => void print.run(undefined)}
      >
        {letter ? t('dossier.printLetter', { title: letter.title }) : t(isFirst ? 'accepted.print' : 'dossier.printSlip')}
      </Button>
      {address === null ? null : (
        <a href={address} target="_blank" rel="noreferrer">
          {t('dossier.printSlip.open')}
        </a>
      )}
      {isFirst ? null : <p className="muted small">{t('dossier.printSlip.what')}</p>}
      <ProblemSummary problem={print.problem} attempt={print.attempt} />
    </>
  )
}
