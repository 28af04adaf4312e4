import { useSearchParams } from 'react-router'
import { Button, parseDay, Select, TextField } from '#web-ui'
import type { api } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { useTyped } from '../lib/use-typed.ts'
import { SettingChanges } from '../opening/setting-changes.tsx'
import { t, tMaybe } from '../text.ts'

type Subject = NonNullable<Parameters<typeof api.settingChanges>[0]['subject']>
const subjects = [
  'locality',
  'agency',
  'unit',
  'centre',
  'counter',
  'served_agencies',
  'collector',
  'hall',
] as const satisfies readonly Subject[]
const every = '*'

/** Who set up what of the place, to be read by those who inspect: by kind, person and day. Accounts and roles are in the security log. */
export function SetUpLogPage() {
  usePageTitle(t('changes.title'))
  const [search, setSearch] = useSearchParams()
  const [asked, setAsked] = useTyped(search.toString(), {
    by: search.get('ai') ?? '',
    from: search.get('tu') ?? '',
    to: search.get('den') ?? '',
  })
  const subject = subjects.find((each) => each === search.get('loai'))
  const from = parseDay(search.get('tu') ?? '')
  const to = parseDay(search.get('den') ?? '')
  // An invalid query is reported beside its field, and no results are shown.
  const isNoDay = { from: from === null && Boolean(search.get('tu')), to: to === null && Boolean(search.get('den')) }
  const isReversed = from !== null && to !== null && to < from
  const by = search.get('ai') ?? ''
  const show = (kind: string) =>
    setSearch(
      Object.fromEntries(
        Object.entries({ loai: kind, ai: asked.by.trim(), tu: asked.from.trim(), den: asked.to.trim() }).filter(([, text]) => text !== ''),
      ),
    )
  return (
    <>
      <h1>{t('area.setUpLog')}</h1>
      <p className="measure">{t('changes.why')}</p>
      <form
        noValidate
        className="stack measure"
        onSubmit={(event) => {
          event.preventDefault()
          show(subject ?? '')
        }}
      >
        <Select
          name="kind"
          label={t('security.kind')}
          items={[
            { id: every, text: t('security.every') },
            ...subjects.map((id) => ({ id, text: tMaybe(`changes.kind.${id}`) ?? t(`changes.subject.${id}`) })),
          ]}
          selectedId={subject ?? every}
          onSelect={(id) => show(id === every ? '' : id)}
        />
        <TextField name="by" label={t('changes.by')} isOptional value={asked.by} onChange={(value) => setAsked({ ...asked, by: value })} />
        <TextField
          name="from"
          label={t('officers.fromOn')}
          hint={t('changes.day')}
          isOptional
          value={asked.from}
          error={isNoDay.from ? t('decree.dayWrong') : undefined}
          onChange={(value) => setAsked({ ...asked, from: value })}
        />
        <TextField
          name="to"
          label={t('officers.toOn')}
          isOptional
          value={asked.to}
          error={isNoDay.to ? t('decree.dayWrong') : isReversed ? t('changes.periodReversed') : undefined}
          onChange={(value) => setAsked({ ...asked, to: value })}
        />
        <div>
          <Button type="submit">{t('changes.show')}</Button>
        </div>
      </form>
      {isNoDay.from || isNoDay.to || isReversed ? null : (
        <SettingChanges
          title={t('changes.list')}
          query={{ ...(subject ? { subject } : {}), ...(by ? { by } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}), limit: 200 }}
        />
      )}
    </>
  )
}
