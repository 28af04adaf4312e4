import type { ReactNode } from 'react'
import { uiText } from '../messages/ui-text.ts'
import { Dialog } from './dialog.tsx'
import { Key } from './key.tsx'

export interface ShellProps {
  header: ReactNode
  rail: ReactNode
  children: ReactNode
}

/** The frame of a staff page: skip link, header, rail of areas, main. */
export function Shell({ header, rail, children }: ShellProps) {
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        {uiText('shell.skip')}
      </a>
      <header className="shell__header">{header}</header>
      <nav className="shell__rail" aria-label={uiText('shell.areas')}>
        {rail}
      </nav>
      <main className="shell__main" id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}

export interface KeySheetProps {
  isOpen: boolean
  onClose: () => void
  groups: readonly { name: string; keys: readonly { keys: string; does: string }[] }[]
}

/** All keys of the page one is on. */
export function KeySheet({ isOpen, onClose, groups }: KeySheetProps) {
  return (
    <Dialog title={uiText('keys.title')} isOpen={isOpen} onClose={onClose} size="wide">
      <div className="key-sheet">
        {groups.map((group) => (
          <section key={group.name}>
            <h3>{group.name}</h3>
            <dl className="facts">
              {group.keys.map((key) => (
                <div className="key-sheet__line" key={key.keys}>
                  <dt>
                    <Key name={key.keys} />
                  </dt>
                  <dd>{key.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
