import { describe, test } from 'vitest'
import { expectNoFault } from './accessible.ts'
import { browsedCentre } from './browser.ts'
import { screensOf } from './screens.ts'

const centre = await browsedCentre()
const screens = screensOf(await centre.begunDay())

// The dialogs have a file of their own, because there is more to say of them.
describe('the desks of agencies and house: no page has a fault of accessibility, light or dark, wide or on a telephone', () => {
  test.each(screens.filter(({ login, isDialog }) => !isDialog && login !== null && !login.startsWith('tiepnhan')))(
    '$name',
    async ({ path, login, first }) => {
      const page = login === null ? await centre.visit(path) : await centre.visitAs(login, path)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      // The board's stream never rests.
      if (!path.endsWith('/board')) await page.waitForLoadState('networkidle')
      await first?.(page)
      await expectNoFault(page)
    },
  )
})
