import { useQuery } from '@tanstack/react-query'
import type { Problem } from '#web-api'
import { Checkbox, Select } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { fieldError } from '../lib/problem-view.tsx'
import { t } from '../text.ts'

export interface GrantDraft {
  role: string | null
  agencyId: string | null
  centreId: string | null
  unitId: string | null
  isHead: boolean
}

export const noGrant: GrantDraft = { role: null, agencyId: null, centreId: null, unitId: null, isHead: false }
const everywhere = 'everywhere'

interface GrantFieldsProps {
  grant: GrantDraft
  onChange: (grant: GrantDraft) => void
  problem: Problem | null
  withUnit?: boolean
}

/** A role and where it is held. Which roles and which places the caller gives is the server's answer. */
export function GrantFields({ grant, onChange, problem, withUnit = false }: GrantFieldsProps) {
  const places = useQuery({ queryKey: queryKeys.accountPlaces, queryFn: () => api.accountPlaces() })
  if (!places.data) return null
  const { roles, agencies, centres } = places.data
  const role = roles.find((each) => each.role === grant.role)
  const free = role?.needs === null && role.isEverywhere
  const centresToGive = centres.filter(({ id }) => role?.centreIds.includes(id))
  const units = agencies.find(({ id }) => id === grant.agencyId)?.units ?? []
  const nowhere = { id: everywhere, text: t('accounts.everywhere') }
  const named = (place: { id: string; code: string; name: string }) => ({ id: place.id, text: `${place.name} (${place.code})` })
  const chosen = (id: string): string | null => (id === everywhere ? null : id)
  return (
    <>
      <Select
        name="role"
        label={t('accounts.role')}
        items={roles.map((each) => ({ id: each.role, text: each.roleName }))}
        selectedId={grant.role}
        onSelect={(id) => {
          const next = roles.find((each) => each.role === id)
          const only = next?.needs === 'centre' && next.centreIds.length === 1 ? (next.centreIds[0] ?? null) : null
          onChange({ role: id, agencyId: null, centreId: only, unitId: null, isHead: false })
        }}
        error={fieldError(problem, 'role')}
      />
      {role && (role.needs === 'centre' || free) ? (
        <Select
          name="centreId"
          label={t('accounts.centre')}
          items={[...(free ? [nowhere] : []), ...centresToGive.map(named)]}
          selectedId={grant.centreId ?? (free ? everywhere : null)}
          onSelect={(id) => onChange({ ...grant, centreId: chosen(id) })}
          error={fieldError(problem, 'centreId')}
        />
      ) : null}
      {role && (role.needs === 'agency' || free) ? (
        <Select
          name="agencyId"
          label={t('accounts.agency')}
          items={[...(free ? [nowhere] : []), ...agencies.map(named)]}
          selectedId={grant.agencyId ?? (free ? everywhere : null)}
          onSelect={(id) => onChange({ ...grant, agencyId: chosen(id), unitId: null })}
          error={fieldError(problem, 'agencyId')}
        />
      ) : null}
      {role?.mayHead ? (
        <Checkbox isSelected={grant.isHead} onChange={(isHead) => onChange({ ...grant, isHead })}>
          {t('accounts.isHead')}
        </Checkbox>
      ) : null}
      {withUnit && units.length > 0 ? (
        <Select
          name="unitId"
          label={t('accounts.unit')}
          items={[{ id: everywhere, text: t('accounts.noUnit') }, ...units.map(({ id, name }) => ({ id, text: name }))]}
          selectedId={grant.unitId ?? everywhere}
          onSelect={(id) => onChange({ ...grant, unitId: chosen(id) })}
        />
      ) : null}
    </>
  )
}
