import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { patterns } from '../web/desk/paths.ts'
import type { Day } from './picture-day.ts'
import { askingActs, screensOf } from './screens.ts'

const dossier = { code: 'H', lookupSecret: 's' }
const procedure = { code: 'p', name: '', agency: { code: '' }, components: [] }
const screens = screensOf({
  forwarded: procedure,
  charged: procedure,
  atAgency: dossier,
  suspended: dossier,
  supplement: dossier,
  extension: dossier,
  consulted: dossier,
  approved: dossier,
  onShelf: dossier,
  owing: dossier,
  paid: dossier,
  ticketSecret: 'x',
  waiting: 'BG',
  ratingPath: '/danh-gia/x',
  spentRatingPath: '/danh-gia/y',
  decreeId: 'd',
} satisfies Day)

/** `/ho-so/:code` answers `/ho-so/H`. */
const answers = (pattern: string, path: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/:\w+/gu, '[^/]+')}/?$`, 'u').test(path.split('?')[0] ?? '')

test('every page of the desk is looked at', () => {
  const seen = screens.filter(({ path }) => path.startsWith('/desk')).map(({ path }) => path.slice('/desk'.length) || '/')
  expect(Object.values(patterns).filter((pattern) => !seen.some((path) => answers(pattern, path)))).toEqual([])
})

test('every page of the portal is looked at', () => {
  const routes = readFileSync(join(import.meta.dirname, '../web/portal/app/routes.ts'), 'utf8')
  const known = ['/', ...Array.from(routes.matchAll(/`\$\{at\}([^`]+)`/gu), ([, path]) => `/${path}`)]
  expect(known.length).toBeGreaterThan(5)
  const seen = screens.map(({ path }) => path)
  // Sends a file and shows nothing: files.e2e.ts takes it away.
  const unseen = ['/tra-cuu/ket-qua']
  expect(known.filter((pattern) => !unseen.includes(pattern) && !seen.some((path) => answers(pattern, path)))).toEqual([])
})

test('every dialog of the desk is looked at, and every thing an act can ask for', () => {
  const folder = join(import.meta.dirname, '../web/desk')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'))
  const written = files.filter((name) => /<Dialog\b/u.test(readFileSync(join(folder, name), 'utf8')))
  // A file with a dialog that is not listed here is not checked.
  expect(written.toSorted()).toEqual([
    'accounts/account-page.tsx', // accounts.e2e.ts
    'accounts/accounts-page.tsx', // accounts.e2e.ts
    'calendar/deadlines-page.tsx', // desk-deadline-choice
    'dossier/act-dialog.tsx', // desk-act-…
    'files/files-panel.tsx', // desk-file-withdrawal
    'hall/call-panel.tsx', // desk-call-out-of-order
    'hall/hall-page.tsx', // desk-kiosk-revoke
    'intake/answer-dialog.tsx', // desk-intake-supplement, desk-intake-refusal
    'lib/unsaved.tsx', // setup-hardships.e2e.ts
    'officers/officers-page.tsx', // desk-officer-…
    'opening/words-dialog.tsx', // desk-agency-new, desk-centre-new, opening.e2e.ts
    'payment/cash-book-page.tsx', // desk-cash-…
    'payment/money-cases.tsx', // no picture yet: returning money
    'payment/payment-panel.tsx', // desk-payment-adjust, desk-payment-reverse
    'shell/confirm-dialog.tsx', // accounts.e2e.ts: step-up
    'shell/desk-shell.tsx', // desk-sign-in-again
  ])
  const acts = screens.filter(({ name }) => name.startsWith('desk-act-')).map(({ name }) => name.slice('desk-act-'.length))
  expect(askingActs.filter((act) => !acts.includes(act))).toEqual([])
})

test('no two screens have one name', () => {
  const names = screens.map(({ name }) => name)
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})
