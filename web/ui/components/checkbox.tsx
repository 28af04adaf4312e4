import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components'
import { Icon } from './icon.tsx'

export interface CheckboxProps {
  children?: ReactNode
  isSelected?: boolean
  isDisabled?: boolean
  onChange?: (isSelected: boolean) => void
  /** `selection` inside a table row. */
  slot?: 'selection'
  id?: string
  'aria-label'?: string
}

/** A box to tick; the whole line is the target. */
export function Checkbox({ children, ...props }: CheckboxProps) {
  return (
    <AriaCheckbox {...props} className="checkbox">
      <span className="checkbox__box" aria-hidden="true">
        <Icon name="check" />
      </span>
      {children ? <span className="checkbox__label">{children}</span> : null}
    </AriaCheckbox>
  )
}
