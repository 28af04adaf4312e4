/**
 * The dependency rule, as data. `architecture.test.ts` reads every import of the server and of the web
 * applications and compares; `ARCHITECTURE.md` explains. A change here is a decision, not a repair.
 */

/** A module may use the doors of modules in groups to its left, never of its own group. */
export const moduleGroups = [
  ['agency', 'identity', 'form'],
  ['calendar', 'document', 'payment', 'procedure'],
  ['dossier', 'centre'],
  ['feedback', 'floor', 'citizen'],
  ['record', 'oversight', 'reporting', 'notification', 'practice'],
  ['federation'],
] as const

export type ModuleName = (typeof moduleGroups)[number][number]
export const moduleNames: readonly string[] = moduleGroups.flat()

/** The imports that a folder of a module may have. `doors` are `#agency`, `#calendar` …: other modules, as far as the order allows. */
export type FolderRule = {
  /** Folders of the same module. */
  readonly own: readonly string[]
  /** Folders and files of `platform/`, by prefix. */
  readonly platform: readonly string[]
  readonly doors: boolean
  /** Node's own modules and npm packages. */
  readonly packages: boolean
}

export const folderRules: Readonly<Record<string, FolderRule>> = {
  // Pure: the same input gives the same answer on any machine. The compiler proves the rest (tsconfig.domain.json). It may use the
  // pure doors (`#calendar/domain`) of modules to its left, and no other folder may.
  domain: { own: ['domain'], platform: [], doors: false, packages: false },
  // Rows ↔ domain: the only place that writes the module's tables, with commands.
  store: { own: ['store', 'domain'], platform: ['db/', 'secrets/'], doors: false, packages: true },
  queries: { own: ['queries', 'store', 'domain'], platform: ['db/', 'csv/', 'secrets/'], doors: true, packages: true },
  commands: {
    own: ['commands', 'queries', 'store', 'domain', 'adapters', 'jobs'],
    platform: ['db/', 'jobs/', 'secrets/'],
    doors: true,
    packages: true,
  },
  adapters: { own: ['adapters', 'domain'], platform: ['config/'], doors: false, packages: true },
  http: { own: ['http', 'commands', 'queries', 'domain'], platform: ['http/', 'db/', 'jobs/'], doors: true, packages: true },
  jobs: { own: ['jobs', 'commands', 'queries', 'domain'], platform: ['db/', 'jobs/'], doors: true, packages: true },
  cli: { own: ['cli', 'commands', 'queries', 'domain'], platform: ['db/', 'csv/'], doors: true, packages: true },
  // The door shows; the registration hooks in. Neither does anything itself.
  'index.ts': { own: ['commands', 'queries', 'domain', 'adapters'], platform: [], doors: false, packages: false },
  'register.ts': {
    own: ['http', 'jobs', 'domain', 'queries'],
    platform: ['module.ts', 'http/', 'jobs/', 'db/'],
    doors: false,
    packages: false,
  },
}

/** Parts of `server/src` that put modules together and may import everything of the server. */
export const compositionPaths = [
  'app.ts',
  'modules.ts',
  'app-pages.ts',
  'process-parts.ts',
  'start.ts',
  'practice-place.ts',
  'cli.ts',
  'cli/',
  'packs/',
  'hosts/',
  'demo/',
] as const

/** `web/<part>` may import its own files and these parts; never `server/`. */
export const webRules: Readonly<Record<string, readonly string[]>> = {
  ui: [],
  api: [],
  portal: ['ui', 'api'],
  desk: ['ui', 'api'],
  floor: ['ui', 'api'],
}

/** Any folder of the desk that no other floor names. */
export const pages: readonly string[] = []
/** The floors of the desk, the lowest first: what pages use, the pages, what knows the pages, the entry. A file imports its own floor or a lower one. */
export const deskFloors: readonly (readonly string[])[] = [
  ['lib/', 'text.ts', 'paths.ts', 'messages/'],
  pages,
  ['shell/'],
  ['main.tsx', 'vite.config.ts'],
]

/** An import that the rule forbids and that is allowed nevertheless, with the reason and the change that would end it. */
export type ImportException = { readonly file: string; readonly imports: string; readonly reason: string }
const packFile = 'A reader of a file of packs/, no SQL. Moving it to adapters/ ends this row.'
export const importExceptions: readonly ImportException[] = [
  {
    file: 'server/src/modules/procedure/store/synonym-store.ts',
    imports: '../queries/list-synonyms.ts',
    reason: 'A type only: the row a query reads and the store returns. Moving the type to domain/ ends this row.',
  },
  { file: 'server/src/modules/calendar/index.ts', imports: './store/read-calendar-pack.ts', reason: packFile },
  { file: 'server/src/modules/calendar/index.ts', imports: './store/national-calendar.ts', reason: packFile },
  { file: 'server/src/modules/calendar/cli/calendar.ts', imports: '../store/read-calendar-pack.ts', reason: packFile },
  { file: 'server/src/modules/calendar/cli/due-dates.ts', imports: '../store/national-calendar.ts', reason: packFile },
]

/** SQL that names another module's table instead of a published view `v_…`. */
export type SqlException = { readonly file: string; readonly relations: RegExp; readonly reason: string }
export const sqlExceptions: readonly SqlException[] = [
  {
    file: 'server/src/modules/record/store/recorded-rows.ts',
    relations:
      /^(dossier\.(act|access|dossier|register_line)|payment\.(adjustment|bank_notice|bill_line|cash_day|entry|notice_use|payment|receipt|reversal|transaction)|feedback\.rating|identity\.(account_event|role_grant)|calendar\.(deadline_setting|decree|decree_day|office_hours|office_session)|federation\.closed_day)$/u,
    reason: 'The record is of the rows themselves: the owner of the database could alter a view, and so both the record and its check.',
  },
  {
    file: 'server/src/modules/oversight/queries/verify.ts',
    relations: /^dossier\.(act|dossier)$/u,
    reason: 'As below: the seals of all acts are recomputed from the rows themselves.',
  },
  {
    file: 'server/src/modules/oversight/queries/invariants.ts',
    relations:
      /^dossier\.(act|act_file|called_by|claim|clock|clock_stop|consultation|dossier|filed_form|first_answer|handover_item|holding|part|queue|reappointment|register_line|register_year)$/u,
    reason:
      'The checker must see what the views leave out, and must not trust the module it checks; it runs as the owner, in one read-only snapshot.',
  },
  {
    file: 'server/src/modules/oversight/queries/invariants.ts',
    relations: /^procedure\.procedure_version$/u,
    reason: 'As above: how a dossier is handled is compared with the version it was filed under.',
  },
  {
    file: 'server/src/modules/oversight/queries/invariants.ts',
    relations: /^document\.(file|file_check|file_content|file_withdrawal)$/u,
    reason: 'As above: another module than the one that stores the bytes compares them with their checks.',
  },
  {
    file: 'server/src/modules/oversight/queries/invariants.ts',
    relations: /^payment\.(bill|bill_line)$/u,
    reason: 'As above: what was asked is compared with what was billed.',
  },
  {
    file: 'server/src/modules/oversight/queries/money-invariants.ts',
    relations: /^dossier\.(act|dossier)$/u,
    reason: 'As above: a bill is compared with its dossier.',
  },
  {
    file: 'server/src/modules/oversight/queries/money-invariants.ts',
    relations:
      /^payment\.(account|bank_notice|bill|bill_line|cash_day|entry|notice_use|payment|receipt|receipt_series|reversal|transaction)$/u,
    reason: 'As above: the book is checked by someone else than who keeps it.',
  },
]

/** Folders of a module that write rows; in no other is there a statement that does. */
export const writingFolders: readonly string[] = ['store', 'commands']

/** A statement that writes outside them, with the reason. */
export type WriteException = { readonly file: string; readonly reason: string }
export const writeExceptions: readonly WriteException[] = [
  {
    file: 'server/src/modules/identity/queries/find-session.ts',
    reason: 'A session that is found remembers, now and then, that it was used; every request looks it up, and no command does it.',
  },
]

/**
 * How long a function and a file may be. A longer one hides a decision, or does two things; `tools/check-size.test.ts` compares.
 * Tests are not measured.
 */
export const sizeLimits = {
  file: 500,
  function: 150,
  /** Where decisions are made and changes are written. */
  strictFunction: 120,
  /** The place where a process is put together: what grows there belongs into a module. */
  files: { 'server/src/app.ts': 120 } as Readonly<Record<string, number>>,
  strictFolders: ['server/src/modules/dossier/domain/', 'server/src/modules/dossier/commands/'],
} as const

/** A function (or `file`) over its limit that stays, with how long it may be and why. */
export type SizeException = { readonly file: string; readonly name: string; readonly reason: string }
const page = 'A screen whose sections are not apart yet. Sections in files of their own end this row.'
const zoo = 'A list of made-up files, one after another.'
export const sizeExceptions: readonly SizeException[] = [
  { file: 'server/src/demo/walk-day.ts', name: 'walkDay', reason: 'One day from morning to evening; its helpers share its state.' },
  { file: 'server/src/demo/walk-day.ts', name: 'walkOne', reason: 'As above.' },
  { file: 'server/src/modules/dossier/queries/list-inbox.ts', name: 'listInbox', reason: 'One statement for all tabs; its parts are SQL.' },
  { file: 'server/src/testing/every-act.ts', name: 'everyAct', reason: 'A search over the act table; its steps share what was seen.' },
  { file: 'server/src/testing/later-zoo.ts', name: 'laterZoo', reason: zoo },
  { file: 'server/src/testing/signature-zoo.ts', name: 'file', reason: zoo },
  { file: 'server/src/testing/signature-zoo.ts', name: 'signatureZoo', reason: zoo },
  {
    file: 'web/api/client.ts',
    name: 'createApi',
    reason: 'One line a call: its name, its address and what is sent. The contract types each.',
  },
  { file: 'web/desk/dossier/act-dialog.tsx', name: 'ActDialog', reason: page },
  { file: 'web/desk/dossier/dossier-page.tsx', name: 'Dossier', reason: page },
  { file: 'web/desk/intake/intake-page.tsx', name: 'Intake', reason: page },
  { file: 'web/desk/intake/person-section.tsx', name: 'PersonSection', reason: page },
  { file: 'web/desk/procedures/process/step-table.tsx', name: 'StepTable', reason: page },
  { file: 'web/desk/procedures/version-moves-page.tsx', name: 'OrderForm', reason: page },
  { file: 'web/portal/app/routes/procedure.tsx', name: 'Procedure', reason: page },
]
