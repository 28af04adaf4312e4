import { join } from 'node:path'
import { createLogger } from '#platform/config/logger.ts'
import type { Config } from '#platform/config/config.ts'
import { prepareCluster } from '#platform/db/installation.ts'
import { ensureLocality, listLocalities } from '#platform/db/localities.ts'
import { ensureOwnLogins } from '#platform/db/logins.ts'
import { buildWebIfNeeded } from '../../../tools/build-web.ts'
import { readDatabaseList } from './database-list.ts'
import { openFrontDoor } from './front-door.ts'
import { createLocalities } from './localities-at-hand.ts'
import type { Localities } from './localities-at-hand.ts'

/** Whether the settings ask for one process that serves several localities by their host names. */
export function isForMany(config: Config): boolean {
  return config.servesAll || config.databasesFile !== undefined
}

/** @throws Error naming the settings that are for one locality alone */
export function refuseSettingsOfOne(config: Config): void {
  const wrong = [
    ...(config.publicUrl === undefined ? [] : ['MOTCUA_PUBLIC_URL: each locality has its own addresses (motcua locality host)']),
    ...(config.practiceUrl === undefined ? [] : ['MOTCUA_PRACTICE_URL: motcua locality host CODE … --practice ADDRESS']),
    ...(config.signing === null
      ? []
      : [
          'MOTCUA_SIGNING_CERTIFICATE: papers of several provinces cannot carry the signature of one; give that province a process of its own',
        ]),
    ...(config.databasesFile !== undefined && config.databaseUrl !== undefined ? ['DATABASE_URL: MOTCUA_DATABASES lists the logins'] : []),
    ...(config.servesAll && config.databaseUrl !== undefined
      ? ['DATABASE_URL: it is the login of one locality; list those of all in a file and name it in MOTCUA_DATABASES']
      : []),
  ]
  if (wrong.length > 0) throw new Error(`A process that serves several localities does not take these settings:\n  ${wrong.join('\n  ')}`)
}

type Start = { readonly keep: (close: () => Promise<void>) => void; readonly say: (text: string) => void }

/** Starts one process for several localities: those of our own PostgreSQL, or of the logins that a file lists. */
export async function startMany(config: Config, { keep, say }: Start): Promise<{ address: string; localities: Localities }> {
  refuseSettingsOfOne(config)
  const [logins] = await Promise.all([loginsOf(config, keep), buildWebIfNeeded(say)])
  const logger = createLogger({ logLevel: config.logLevel === 'info' ? 'warn' : config.logLevel })
  const localities = createLocalities(config, logins, logger, say)
  keep(async () => await localities.close())
  const door = await openFrontDoor(config, localities, logger)
  keep(async () => await door.close())
  await localities.refresh()
  return { address: door.address, localities }
}

async function loginsOf(config: Config, keep: Start['keep']): Promise<() => readonly string[]> {
  const { databasesFile } = config
  if (databasesFile !== undefined) {
    readDatabaseList(databasesFile)
    return () => readDatabaseList(databasesFile)
  }
  const cluster = await prepareCluster(config, { adopts: true })
  keep(async () => await cluster.stop())
  const addresses: string[] = []
  for (const { id, code } of await listLocalities(cluster.ownerUrl)) {
    await ensureLocality(cluster.ownerUrl, { code })
    addresses.push(await ensureOwnLogins(cluster.ownerUrl, join(config.dataFolder, 'application-password'), id))
  }
  return () => addresses
}

/** What a start says: where each locality is reached, and which are not. */
export function describeLocalities(localities: Localities): string[] {
  return localities.all().map(({ code, name, localityId, webAddresses, fault, real }) => {
    if (fault !== null) return `  ${localityId}: ${fault}`
    if (webAddresses.length === 0) return `  ${code} ${name}: chưa có tên miền; đặt bằng: motcua locality host ${code} TÊN-MIỀN`
    return `  ${code} ${name}: ${webAddresses.join(' ')}${real.opened() ? '' : ' (mở khi có người hỏi)'}`
  })
}
