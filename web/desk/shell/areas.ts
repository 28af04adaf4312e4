import type { Area } from '#web-api'
import type { IconName } from '#web-ui'
import { boardUrl, paths } from '../paths.ts'
import type { DeskKey } from '../text.ts'
import { globalKeys } from '../lib/keys.ts'

export interface AreaLink {
  area: Area
  name: DeskKey
  does: DeskKey
  icon: IconName
  to: string
  keys: string | null
  isOutside?: boolean
}

/** The areas of the desk in the order of a working day. Which of them a person sees is the server's answer. */
export const areaLinks: readonly AreaLink[] = [
  { area: 'calls', name: 'area.calls', does: 'area.calls.does', icon: 'person', to: paths.calls(), keys: globalKeys.goCalls },
  { area: 'intake', name: 'area.intake', does: 'area.intake.does', icon: 'plus', to: paths.intake(), keys: globalKeys.goIntake },
  { area: 'inbox', name: 'area.inbox', does: 'area.inbox.does', icon: 'inbox', to: paths.inbox(), keys: globalKeys.goInbox },
  {
    area: 'handover',
    name: 'area.handover',
    does: 'area.handover.does',
    icon: 'exchange',
    to: paths.handovers(),
    keys: globalKeys.goHandover,
  },
  { area: 'results', name: 'area.results', does: 'area.results.does', icon: 'hand', to: paths.results(), keys: globalKeys.goResults },
  {
    area: 'cash_book',
    name: 'area.cashBook',
    does: 'area.cashBook.does',
    icon: 'paper',
    to: paths.cashBook(),
    keys: globalKeys.goCashBook,
  },
  { area: 'register', name: 'area.register', does: 'area.register.does', icon: 'book', to: paths.register(), keys: globalKeys.goRegister },
  {
    area: 'officers',
    name: 'area.officers',
    does: 'area.officers.does',
    icon: 'person',
    to: paths.officers(),
    keys: globalKeys.goOfficers,
  },
  {
    area: 'accountability',
    name: 'area.accountability',
    does: 'area.accountability.does',
    icon: 'clock',
    to: paths.accountability(),
    keys: globalKeys.goAccountability,
  },
  {
    area: 'procedures',
    name: 'area.procedures',
    does: 'area.procedures.does',
    icon: 'book',
    to: paths.procedures(),
    keys: globalKeys.goProcedures,
  },
  {
    area: 'calendar',
    name: 'area.calendar',
    does: 'area.calendar.does',
    icon: 'calendar',
    to: paths.calendar(),
    keys: globalKeys.goCalendar,
  },
  { area: 'call_order', name: 'area.call_order', does: 'area.call_order.does', icon: 'clock', to: paths.callOrder(), keys: null },
  { area: 'accounts', name: 'area.accounts', does: 'area.accounts.does', icon: 'person', to: paths.accounts(), keys: null },
  { area: 'setup', name: 'area.setup', does: 'area.setup.does', icon: 'gear', to: paths.opening(), keys: null },
  { area: 'security', name: 'area.security', does: 'area.security.does', icon: 'clock', to: paths.security(), keys: null },
  { area: 'security', name: 'area.setUpLog', does: 'area.setUpLog.does', icon: 'gear', to: paths.setUpLog(), keys: null },
  { area: 'board', name: 'area.board', does: 'area.board.does', icon: 'board', to: boardUrl, keys: null, isOutside: true },
]
