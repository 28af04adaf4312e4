import { existsSync } from 'node:fs'
import { join } from 'node:path'

const project = join(import.meta.dirname, '../../..')

/** A folder of the shared material beside the project, or beside its parent; `null` where it is absent and tests are skipped. */
export function sharedFolder(inside: string): string | null {
  return ['../shared', '../../shared'].map((each) => join(project, each, inside)).find((folder) => existsSync(folder)) ?? null
}
