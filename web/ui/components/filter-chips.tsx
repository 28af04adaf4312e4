import { uiText } from '../messages/ui-text.ts'

export interface FilterChip {
  id: string
  name: string
  count?: number | null
}

export interface FilterChipsProps {
  label?: string
  items: readonly FilterChip[]
  selectedId: string
  onSelect: (id: string) => void
}

/** The filters of a list, in sight, one pressed. */
export function FilterChips({ label = uiText('chips.label'), items, selectedId, onSelect }: FilterChipsProps) {
  return (
    <fieldset className="row chips">
      <legend className="visually-hidden">{label}</legend>
      {items.map((item) => (
        <button key={item.id} type="button" className="chip" aria-pressed={item.id === selectedId} onClick={() => onSelect(item.id)}>
          {item.name}
          {typeof item.count === 'number' ? <span className="chip__count">{item.count}</span> : null}
        </button>
      ))}
    </fieldset>
  )
}
