import type { ReactNode, Ref } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { uiText } from '../messages/ui-text.ts'
import { Icon, type IconName } from './icon.tsx'
import { Key } from './key.tsx'

export interface ButtonProps {
  children: ReactNode
  kind?: 'primary' | 'secondary' | 'danger' | 'quiet'
  icon?: IconName
  /** The key that does the same, shown on the button. */
  keyHint?: string | undefined
  type?: 'button' | 'submit'
  isDisabled?: boolean
  /** Still working: the button keeps its size and says so to screen readers. */
  isPending?: boolean
  onPress?: () => void
  /** The very next key is Enter on this button. */
  takesFocus?: boolean
  slot?: string
  id?: string
  ref?: Ref<HTMLButtonElement>
  'aria-label'?: string
}

/** A button that says the act ("Tiếp nhận hồ sơ", not "OK"). */
export function Button({
  children,
  kind = 'secondary',
  icon,
  keyHint,
  isPending = false,
  takesFocus = false,
  onPress,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      {...(onPress ? { onPress } : {})}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- asked for by the page, where the next act is certain
      autoFocus={takesFocus}
      className="button"
      data-kind={kind}
      isPending={isPending}
    >
      {icon ? <Icon name={icon} /> : null}
      <span>{isPending ? uiText('working') : children}</span>
      {keyHint ? <Key name={keyHint} /> : null}
    </AriaButton>
  )
}
