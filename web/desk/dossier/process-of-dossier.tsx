import { useQuery } from '@tanstack/react-query'
import { asProblem, type DossierView } from '#web-api'
import { ProcessPicture, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { t } from '../text.ts'

/** The process the dossier was filed under, with the steps it is at marked; the same steps as a list. */
export function ProcessOfDossier({ dossier }: { dossier: DossierView }) {
  const { code, versionId } = dossier.procedure
  const process = useQuery({
    queryKey: queryKeys.process(code, versionId),
    queryFn: () => api.process(code, versionId),
    staleTime: Infinity,
  })
  if (process.error) return <ProblemNotice problem={asProblem(process.error)} />
  if (!process.data) return <Skeleton lines={6} />
  const { picture } = process.data
  const current = dossier.standing
  return (
    <>
      <ProcessPicture picture={picture} label={t('dossier.process.label')} currentStepNos={current} />
      <ol>
        {picture.text.map((each) => (
          <li key={each.stepNo} value={each.stepNo} aria-current={current.includes(each.stepNo) ? 'step' : undefined}>
            {current.includes(each.stepNo) ? <strong>{each.name}</strong> : each.name}{' '}
            <span className="muted small">
              {each.roleName}
              {each.hours > 0 ? ` · ${t('procedure.hours', { hours: String(each.hours).replace('.', ',') })}` : ''}
            </span>
            {each.isFork ? <span className="process-way small">{each.next}</span> : null}
          </li>
        ))}
      </ol>
    </>
  )
}
