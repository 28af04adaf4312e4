import type { ProcedureClockRules } from '#web-api'
import { plainForms, Select, TextField } from '#web-ui'
import { t, tMaybe } from '../../text.ts'

interface ClockFieldsProps {
  clock: ProcedureClockRules
  onChange: (clock: ProcedureClockRules, field: string) => void
}

/** What may be chosen; the empty choice follows the locality, or custom where the locality has no say. */
const choices = {
  onSupplement: ['restart', 'pause'],
  dueTime: ['clock_hour', 'end_of_office_hours', 'end_of_day'],
  firstDay: ['not_counted', 'counted'],
  supplementLapse: ['notify', 'stop'],
  silence: ['consent', 'refusal'],
} as const

/** The rules of time that this procedure has for itself. They hold for dossiers that are received under the version. */
export function ClockFields({ clock, onChange }: ClockFieldsProps) {
  const set = (change: { readonly [Name in keyof ProcedureClockRules]?: ProcedureClockRules[Name] | undefined }, field: string) => {
    const next = Object.entries({ ...clock, ...change }).filter(([, value]) => value !== undefined)
    onChange(Object.fromEntries(next) as ProcedureClockRules, `clock-${field}`)
  }
  const choice = (name: keyof typeof choices) => (
    <Select
      name={`clock-${name}`}
      label={t(`clock.${name}`)}
      items={[
        { id: '', text: t(name === 'silence' ? 'clock.silence.none' : 'clock.asLocality') },
        ...choices[name].map((id) => ({ id, text: tMaybe(`clock.${name}.${id}`) ?? id })),
      ]}
      selectedId={clock[name] === 'none' ? '' : (clock[name] ?? '')}
      onSelect={(id) => set({ [name]: id === '' ? undefined : id }, name)}
    />
  )
  return (
    <div className="stack">
      <p className="muted small">{t('clock.what')}</p>
      {choice('firstDay')}
      {choice('dueTime')}
      {choice('onSupplement')}
      <TextField
        name="clock-supplementDays"
        label={t('clock.supplementDays')}
        hint={t('clock.supplementDays.hint')}
        inputMode="numeric"
        isOptional
        value={clock.supplementDays === undefined ? '' : String(clock.supplementDays)}
        onChange={(typed) => {
          const plain = plainForms(typed).trim()
          const days = /^\d{1,2}$/u.test(plain) ? Number(plain) : undefined
          set({ supplementDays: days === 0 ? undefined : days }, 'supplementDays')
        }}
      />
      {choice('supplementLapse')}
      {choice('silence')}
      {clock.silence === 'consent' || clock.silence === 'refusal' ? (
        <TextField
          name="clock.silenceLaw"
          label={t('clock.silenceLaw')}
          hint={t('clock.silenceLaw.hint')}
          value={clock.silenceLaw ?? ''}
          onChange={(silenceLaw) => set({ silenceLaw }, 'silenceLaw')}
        />
      ) : null}
    </div>
  )
}
