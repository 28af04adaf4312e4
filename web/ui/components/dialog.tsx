import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { uiText } from '../messages/ui-text.ts'
import { Button } from './button.tsx'

export interface DialogProps {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  /** Without a way out by Escape or outside: only for signing in again. */
  mustAnswer?: boolean
  size?: 'normal' | 'wide'
}

/** A question that must be settled before going on; the focus returns where it was. */
export function Dialog({ title, isOpen, onClose, children, mustAnswer = false, size = 'normal' }: DialogProps) {
  return (
    <ModalOverlay
      className="veil"
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      isDismissable={false}
      isKeyboardDismissDisabled={mustAnswer}
    >
      <Modal className="modal" data-size={size}>
        <AriaDialog className="dialog">
          <header className="dialog__head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {mustAnswer ? null : (
              <Button kind="quiet" icon="close" onPress={onClose} aria-label={uiText('dialog.dismiss')}>
                <span className="visually-hidden">{uiText('close')}</span>
              </Button>
            )}
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
