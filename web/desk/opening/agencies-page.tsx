import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Agency, asProblem, type Unit } from '#web-api'
import { Button, EmptyState, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { useMay } from '../lib/session.ts'
import { t, tMaybe } from '../text.ts'
import { BackToOpening } from './back-to-opening.tsx'
import { WordsDialog } from './words-dialog.tsx'

const kinds = ['provincial', 'commune', 'vertical', 'centre'] as const

type Asked = { kind: 'new' } | { kind: 'rename'; agency: Agency } | { kind: 'unit'; agency: Agency; unit: Unit | null }

/** The agencies that decide, and their units. */
export function AgenciesPage() {
  usePageTitle(t('agencies.title'))
  const mayChange = useMay()('set_up_places')
  const agencies = useQuery({ queryKey: queryKeys.agencies, queryFn: () => api.agencies() })
  const [asked, setAsked] = useState<Asked | null>(null)
  return (
    <>
      <BackToOpening />
      <div className="page-head">
        <h1>{t('agencies.title')}</h1>
        {mayChange ? (
          <Button kind="primary" icon="plus" onPress={() => setAsked({ kind: 'new' })}>
            {t('agencies.add')}
          </Button>
        ) : null}
      </div>
      {agencies.error ? <ProblemNotice problem={asProblem(agencies.error)} onRetry={() => void agencies.refetch()} /> : null}
      {agencies.isPending ? <Skeleton lines={6} /> : null}
      {agencies.data?.items.length === 0 ? (
        <EmptyState title={t('agencies.none')}>
          <p>{t('agencies.none.why')}</p>
        </EmptyState>
      ) : null}
      <ul className="dossier-list">
        {agencies.data?.items.map((agency) => (
          <AgencyLine key={agency.id} agency={agency} mayChange={mayChange} onAsk={setAsked} />
        ))}
      </ul>
      {asked ? <AskedDialog asked={asked} onClose={() => setAsked(null)} /> : null}
    </>
  )
}

function AgencyLine({ agency, mayChange, onAsk }: { agency: Agency; mayChange: boolean; onAsk: (asked: Asked) => void }) {
  const [isOpen, setOpen] = useState(false)
  const units = useQuery({ queryKey: queryKeys.units(agency.code), queryFn: () => api.units(agency.code), enabled: isOpen })
  return (
    <li className="place-row">
      <div className="row" data-justify="between">
        <span>
          <strong>{agency.name}</strong>{' '}
          <span className="muted small">
            <span className="code">{agency.code}</span> · {agency.shortName} · {tMaybe(`agencyKind.${agency.kind}`) ?? agency.kind}
          </span>
        </span>
        <span className="row">
          {mayChange ? (
            <Button kind="quiet" onPress={() => onAsk({ kind: 'rename', agency })}>
              {t('setup.change')}
              <span className="visually-hidden">: {agency.name}</span>
            </Button>
          ) : null}
        </span>
      </div>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {t('units.show')}
          <span className="visually-hidden">: {agency.name}</span>
        </summary>
        <div className="stack place-row__more">
          {units.error ? <ProblemNotice problem={asProblem(units.error)} onRetry={() => void units.refetch()} /> : null}
          {units.isLoading ? <Skeleton lines={2} /> : null}
          {units.data?.items.length === 0 ? <p className="muted">{t('units.none')}</p> : null}
          <ul className="plain-list">
            {units.data?.items.map((unit) => (
              <li key={unit.id} className="row" data-justify="between">
                <span>
                  {unit.name} <span className="code muted small">{unit.code}</span>
                </span>
                {mayChange ? (
                  <Button kind="quiet" onPress={() => onAsk({ kind: 'unit', agency, unit })}>
                    {t('setup.change')}
                    <span className="visually-hidden">: {unit.name}</span>
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
          {mayChange ? (
            <Button icon="plus" onPress={() => onAsk({ kind: 'unit', agency, unit: null })}>
              {t('units.add')}
            </Button>
          ) : null}
        </div>
      </details>
    </li>
  )
}

const nameField = { name: 'name', label: t('setup.name') }
const shortNameField = { name: 'shortName', label: t('agencies.shortName'), hint: t('agencies.shortName.hint') }

function AskedDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  if (asked.kind === 'new') {
    return (
      <WordsDialog
        title={t('agencies.add')}
        submit={t('agencies.add')}
        fields={[
          nameField,
          shortNameField,
          { name: 'code', label: t('setup.code'), hint: t('agencies.code.hint') },
          { name: 'kind', label: t('agencies.kind'), items: kinds.map((id) => ({ id, text: t(`agencyKind.${id}`) })) },
        ]}
        begun={{ kind: 'provincial' }}
        send={(words, key) => api.addAgency(words, key)}
        onClose={onClose}
      />
    )
  }
  const { agency } = asked
  if (asked.kind === 'rename') {
    return (
      <WordsDialog
        title={agency.name}
        submit={t('setup.save')}
        fields={[nameField, shortNameField]}
        begun={{ name: agency.name, shortName: agency.shortName }}
        send={(words, key) => api.changeAgency(agency.code, words, key)}
        onClose={onClose}
      />
    )
  }
  const { unit } = asked
  return (
    <WordsDialog
      title={unit ? unit.name : t('units.addTo', { agency: agency.name })}
      submit={unit ? t('setup.save') : t('units.add')}
      fields={unit ? [nameField] : [nameField, { name: 'code', label: t('setup.code'), hint: t('units.code.hint') }]}
      begun={{ name: unit?.name ?? '' }}
      send={(words, key) => (unit ? api.changeUnit(agency.code, unit.code, words, key) : api.addUnit(agency.code, words, key))}
      onClose={onClose}
    />
  )
}
