import type { Ref } from 'react'
import { Button, Input, Label, SearchField as AriaSearchField } from 'react-aria-components'
import { uiText } from '../messages/ui-text.ts'
import { Icon } from './icon.tsx'

export interface SearchFieldProps {
  label: string
  /** Shown to screen readers only when the place already says what is searched. */
  isLabelHidden?: boolean
  value: string
  onChange: (value: string) => void
  onSubmit?: (value: string) => void
  placeholder?: string
  inputRef?: Ref<HTMLInputElement>
}

/** A search box; Escape clears, Enter submits. */
export function SearchField({ label, isLabelHidden = false, value, onChange, onSubmit, placeholder, inputRef }: SearchFieldProps) {
  return (
    <AriaSearchField className="field search-field" value={value} onChange={onChange} {...(onSubmit ? { onSubmit } : {})}>
      <Label className={isLabelHidden ? 'visually-hidden' : 'field__label'}>{label}</Label>
      <div className="search-field__box">
        <Icon name="search" />
        <Input className="input" ref={inputRef} placeholder={placeholder ?? ''} />
        {value === '' ? null : (
          <Button className="search-field__clear" aria-label={uiText('search.clear')}>
            <Icon name="close" />
          </Button>
        )}
      </div>
    </AriaSearchField>
  )
}
