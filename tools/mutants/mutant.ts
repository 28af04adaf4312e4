/** A deliberate fault: in `file`, the text `find` (which occurs there once) becomes `put`, and one of `tests` must fail. */
export type Mutant = {
  readonly name: string
  readonly file: string
  readonly find: string
  readonly put: string
  /** Test files that must notice; those without a database unless `project` says otherwise. */
  readonly tests: readonly string[]
  readonly project?: 'unit' | 'postgres'
  /** Names of the tests to run, where a whole file takes long. */
  readonly only?: string
}
