import type { Config } from '#platform/config/config.ts'
import { chooseLocality } from '#platform/db/localities.ts'
import type { LocalityWish } from '#platform/db/localities.ts'
import { readPackLocality } from './read-pack.ts'

/**
 * The locality a start serves: the one its settings name, and the one its pack is for.
 * @throws Error naming every fault of the head of the pack, or how the two contradict each other
 */
export function localityWanted(config: Pick<Config, 'locality' | 'pack'>): LocalityWish {
  const wish = {
    ...(config.locality === undefined ? {} : { code: config.locality }),
    ...(config.pack === undefined ? {} : { pack: readPackLocality(config.pack) }),
  }
  // A contradiction between the two needs no database to be found.
  chooseLocality([], wish)
  return wish
}

/**
 * The locality a command works in: the one of its settings, the only one there is, or that of the pack where the database
 * is still empty. @param wish what the command itself names, such as the pack it loads
 */
export function localityOfCommand(config: Pick<Config, 'locality' | 'pack'>, wish: LocalityWish = {}): LocalityWish {
  const code = config.locality === undefined ? {} : { code: config.locality }
  if (wish.pack !== undefined || config.locality !== undefined) return { ...code, ...wish }
  return config.pack === undefined ? {} : { whenEmpty: readPackLocality(config.pack) }
}
