import type { HTMLAttributes, KeyboardEventHandler, Ref } from 'react'
import { FieldError, Input, Label, Text, TextArea, TextField as AriaTextField } from 'react-aria-components'
import { uiText } from '../messages/ui-text.ts'

export interface TextFieldProps {
  /** Also the anchor of the error summary: the input gets the id `field-<name>`. */
  name: string
  label: string
  value: string
  onChange: (value: string) => void
  hint?: string | undefined
  error?: string | undefined
  isOptional?: boolean
  isReadOnly?: boolean
  type?: 'text' | 'tel' | 'email' | 'password' | 'search'
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']
  autoComplete?: string
  /** The first thing to do on its page: the scan field, the login. */
  takesFocus?: boolean
  multiline?: boolean
  rows?: number
  onKeyDown?: KeyboardEventHandler<HTMLElement>
  inputRef?: Ref<HTMLInputElement>
  className?: string
}

/** A labelled line of text. Nothing is marked mandatory: what may be left out says "(không bắt buộc)". */
export function TextField({
  name,
  label,
  value,
  onChange,
  hint,
  error,
  isOptional = false,
  isReadOnly = false,
  type = 'text',
  inputMode,
  autoComplete = 'off',
  takesFocus = false,
  multiline = false,
  rows = 3,
  onKeyDown,
  inputRef,
  className = '',
}: TextFieldProps) {
  return (
    <AriaTextField
      className={`field ${className}`}
      id={fieldId(name)}
      name={name}
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      isReadOnly={isReadOnly}
      validationBehavior="aria"
      type={type}
      autoComplete={autoComplete}
      {...(inputMode ? { inputMode } : {})}
    >
      <Label className="field__label">
        {label} {isOptional ? <span className="muted">{uiText('optional')}</span> : null}
      </Label>
      {hint ? (
        <Text slot="description" className="field__hint">
          {hint}
        </Text>
      ) : null}
      {multiline ? (
        <TextArea className="input" rows={rows} />
      ) : (
        <Input
          className="input"
          ref={inputRef}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- asked for by the page, and only by its first field
          autoFocus={takesFocus}
          {...(onKeyDown ? { onKeyDown } : {})}
        />
      )}
      <FieldError className="field__error">{error}</FieldError>
    </AriaTextField>
  )
}

/** The id an error summary links to. */
export function fieldId(name: string): string {
  return `field-${name.replaceAll(/[^\w-]/g, '-')}`
}
