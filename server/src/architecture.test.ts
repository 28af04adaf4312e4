import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { inspectArchitecture } from '../../tools/check-architecture.ts'
import { importExceptions, moduleNames, sqlExceptions, writeExceptions } from './architecture.ts'

const here = inspectArchitecture(join(import.meta.dirname, '../..'))

describe('the dependency rule', () => {
  test('enough was read to mean something', () => {
    // A checker that looks in the wrong folder finds no fault either.
    expect(here.files).toBeGreaterThan(250)
    expect(here.imports).toBeGreaterThan(1200)
    expect(here.relations).toBeGreaterThan(150)
  })

  test('every import and every table named in SQL is allowed', () => {
    expect(here.violations).toEqual([])
  })

  test('every exception is still needed', () => {
    const listed = [
      ...importExceptions.map((each) => `${each.file} ${each.imports}`),
      ...sqlExceptions.map((each) => `${each.file} SQL`),
      ...writeExceptions.map((each) => `${each.file} writes`),
    ]
    expect(listed.filter((each) => !here.excused.includes(each))).toEqual([])
  })

  test('no file depends on itself through others, by a type either', () => {
    expect(here.circles).toEqual([])
  })

  test('modules stand once in the order', () => {
    expect(new Set(moduleNames).size).toBe(moduleNames.length)
  })
})

const module = 'server/src/modules'

/** One deliberate violation per file: its text, and what the checker must name. */
const wrong: readonly (readonly [file: string, text: string, found: string])[] = [
  ['server/src/kernel/clock.ts', `import { readFileSync } from 'node:fs'\nexport { readFileSync }`, 'node:fs'],
  ['server/src/platform/db/knows-a-module.ts', `export { verify } from '#oversight'`, '#oversight'],
  [`${module}/agency/domain/uses-a-package.ts`, `import { z } from 'zod'\nexport const a = z`, 'zod'],
  [
    `${module}/agency/domain/uses-platform.ts`,
    `import type { Queryable } from '#platform/db/database.ts'\nexport type Q = Queryable`,
    '#platform/db/database.ts',
  ],
  [`${module}/agency/commands/uses-a-later-module.ts`, `export type { Finding } from '#oversight'`, '#oversight'],
  [`${module}/agency/commands/uses-a-neighbour.ts`, `import type { Place } from '#identity'\nexport type P = Place`, '#identity'],
  [
    `${module}/dossier/commands/goes-behind-a-door.ts`,
    `import { x } from '../../procedure/domain/procedure.ts'\nexport const y = x`,
    '../../procedure/domain/procedure.ts',
  ],
  [
    `${module}/dossier/commands/imports-late.ts`,
    `export const late = async () => await import('../../procedure/store/catalogue-store.ts')`,
    '../../procedure/store/catalogue-store.ts',
  ],
  [`${module}/dossier/commands/names-a-type-in-passing.ts`, `export type T = import('#reporting').Board`, '#reporting'],
  [`${module}/dossier/domain/asks-another-module.ts`, `export * from '#calendar'`, '#calendar'],
  [`${module}/dossier/domain/asks-a-later-domain.ts`, `export * from '#oversight/domain'`, '#oversight/domain'],
  [`${module}/dossier/queries/takes-a-pure-door.ts`, `export * from '#calendar/domain'`, '#calendar/domain'],
  [`${module}/dossier/http/skips-a-layer.ts`, `export * from '../store/dossier-store.ts'`, '../store/dossier-store.ts'],
  [
    `${module}/dossier/queries/serves-http.ts`,
    `import { route } from '#platform/http/route.ts'\nexport const r = route`,
    '#platform/http/route.ts',
  ],
  [`${module}/dossier/queries/mounts-itself.ts`, `export * from '../../../app.ts'`, '../../../app.ts'],
  [`${module}/dossier/helpers/anything.ts`, `import { x } from '../domain/x.ts'\nexport const y = x`, '../domain/x.ts'],
  [
    `${module}/dossier/queries/reads-a-foreign-table.ts`,
    'export const text = sql`select a.name from agency.agency a where a.id = ${id}`',
    'agency.agency',
  ],
  [
    `${module}/dossier/queries/joins-a-foreign-table.ts`,
    'export const text = sql`select 1 from dossier.dossier d, identity.account a where a.id = d.x`',
    'identity.account',
  ],
  [
    `${module}/dossier/store/writes-a-foreign-table.ts`,
    `export const text = 'insert into procedure.unheard_of values (1)'`,
    'procedure.unheard_of',
  ],
  [`${module}/dossier/http/writes-by-itself.ts`, 'export const text = sql`update dossier.dossier set a = 1`', 'update dossier.dossier set'],
  [
    `${module}/dossier/queries/writes-while-reading.ts`,
    'export const text = sql`insert into dossier.dossier (a) values (1)`',
    'insert into dossier.dossier',
  ],
  ['server/src/platform/db/reads-a-table-of-a-module.ts', 'export const text = sql`select 1 from dossier.dossier`', 'dossier.dossier'],
  ['server/src/stray.ts', `export * from './kernel/ids.ts'`, './kernel/ids.ts'],
  [
    'web/desk/lib/reaches-into-the-server.ts',
    `export type { DossierState } from '../../../server/src/modules/dossier/index.ts'`,
    '../../../server/src/modules/dossier/index.ts',
  ],
  ['web/desk/lib/asks-for-a-door.ts', `export type { DossierState } from '#dossier'`, '#dossier'],
  ['web/desk/lib/knows-a-page.ts', `export * from '../intake/a-page.ts'`, '../intake/a-page.ts'],
  ['web/desk/intake/knows-the-shell.ts', `export * from '../shell/router.ts'`, '../shell/router.ts'],
  ['web/portal/app/borrows-from-the-desk.ts', `export * from '../../desk/text.ts'`, '../../desk/text.ts'],
  ['web/ui/components/knows-the-api.ts', `export * from '#web-api'`, '#web-api'],
]

/** Imports that the rule allows, so that the checker does not simply refuse everything. */
const right: readonly (readonly [file: string, text: string])[] = [
  [`${module}/agency/domain/round.ts`, `import type { Trip } from './trip.ts'\nexport type Round = Trip`],
  [`${module}/agency/domain/trip.ts`, `import type { Round } from './round.ts'\nexport type Trip = Round`],
  [`${module}/dossier/domain/counts-with-the-calendar.ts`, `import { dueDate } from '#calendar/domain'\nexport const d = dueDate`],
  [`${module}/dossier/commands/asks-the-calendar.ts`, `import { dueDate } from '#calendar'\nexport const d = dueDate`],
  [
    `${module}/dossier/queries/joins-a-view.ts`,
    'export const text = sql`select 1 from dossier.dossier join agency.v_agency a on true where platform.now() > x`',
  ],
  ['server/src/app.ts', `export * from './modules/dossier/http/dossier-routes.ts'`],
  ['server/src/packs/load.ts', 'export * from "#dossier"\nexport const text = sql`select from agency.agency`'],
  ['web/desk/shell/knows-a-page.ts', `export * from '../intake/a-page.ts'`],
  ['web/desk/intake/uses-the-library.ts', `export * from '../lib/api.ts'`],
  ['web/desk/lib/uses-the-kit.ts', `export * from '#web-ui'`],
  [`${module}/agency/domain/words.ts`, `// select a.b from agency.agency\nexport const sentence = 'from identity.account one may see'`],
]

describe('the checker', () => {
  const root = mkdtempSync(join(tmpdir(), 'motcua-architecture-'))
  afterAll(() => rmSync(root, { recursive: true }))
  for (const [file, text] of [...wrong, ...right]) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  mkdirSync(join(root, 'db/migrations'), { recursive: true })
  writeFileSync(
    join(root, 'db/migrations/0001-all.sql'),
    'create table agency.agency (\n);\ncreate table identity.account (\n);\ncreate table dossier.dossier (\n);\n',
  )
  const seen = inspectArchitecture(root)

  test.each(wrong)('reports %s', (file, _text, found) => {
    expect(seen.violations.filter((each) => each.file === file).map((each) => each.found)).toEqual([found])
  })

  test('reports a circle, of types too, and whom it goes through', () => {
    expect(seen.circles).toEqual([[`${module}/agency/domain/round.ts`, `${module}/agency/domain/trip.ts`]])
  })

  test('reports nothing else', () => {
    expect(seen.violations.length).toBe(wrong.length)
    expect(seen.files).toBe(wrong.length + right.length)
  })
})
