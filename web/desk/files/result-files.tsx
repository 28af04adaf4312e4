import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { asProblem } from '#web-api'
import { Checkbox, Notice, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { t } from '../text.ts'
import { SignatureBadge } from './signature-badge.tsx'

/** Which of the attached files are the result; one whose signature is broken stays in sight and cannot be taken. */
export function ResultFiles({
  code,
  chosen,
  onChoose,
  error,
}: {
  code: string
  chosen: readonly string[]
  onChoose: (ids: readonly string[]) => void
  error: string | undefined
}) {
  const files = useQuery({ queryKey: queryKeys.files(code), queryFn: () => api.files(code) })
  const [isFirst, setFirst] = useState(true)
  const items = (files.data?.items ?? []).filter((file) => file.purpose === 'result' && file.withdrawal === null && file.acts.length === 0)
  const sound = items.filter((file) => file.signature.state !== 'invalid').map((file) => file.id)
  useEffect(() => {
    if (!isFirst || !files.data) return
    setFirst(false)
    onChoose(sound)
  }, [isFirst, files.data, onChoose, sound])
  if (files.error) return <ProblemNotice problem={asProblem(files.error)} onRetry={() => void files.refetch()} />
  if (!files.data) return <Skeleton lines={2} />
  const plainly = items.filter((file) => chosen.includes(file.id) && file.signature.state !== 'valid')
  return (
    <fieldset className="field" id="field-files" tabIndex={-1}>
      <legend>{t('act.files')}</legend>
      {items.length === 0 ? <p className="field__hint">{t('act.files.none')}</p> : null}
      {items.map((file) => (
        <Checkbox
          key={file.id}
          isSelected={chosen.includes(file.id)}
          isDisabled={file.signature.state === 'invalid'}
          onChange={(isIn) => onChoose(isIn ? [...chosen, file.id] : chosen.filter((id) => id !== file.id))}
        >
          {file.name} <SignatureBadge state={file.signature.state} />
        </Checkbox>
      ))}
      {error ? <span className="field__error">{error}</span> : null}
      {plainly.length > 0 ? (
        <Notice tone="soon">
          <p>{t('act.files.unsigned', { names: plainly.map((file) => file.name).join(', ') })}</p>
        </Notice>
      ) : null}
    </fieldset>
  )
}
