import '../ui/css/tokens.css'
import '../ui/css/base.css'
import './floor.css'
import { StrictMode, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { currentLanguage } from '#web-ui'
import { CounterDisplay, HallBoard } from './hall-board.tsx'
import { KioskPage } from './kiosk-page.tsx'
import { placeOf } from './place.ts'
import { TicketPage } from './ticket-page.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('the page has no #root')
document.documentElement.lang = currentLanguage()

function pageOf(): ReactNode {
  const place = placeOf(location.pathname, location.search)
  switch (place.page) {
    case 'kiosk':
      return <KioskPage />
    case 'ticket':
      return <TicketPage secret={place.secret} />
    case 'counter':
      return <CounterDisplay centreCode={place.centreCode} number={place.number} />
    case 'hall':
      return <HallBoard centreCode={place.centreCode} />
  }
}

createRoot(root).render(<StrictMode>{pageOf()}</StrictMode>)
