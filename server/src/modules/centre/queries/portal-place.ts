import { listCentres } from './list-centres.ts'
import type { Database } from '#platform/db/database.ts'

export type PortalPlace = {
  readonly name: string
  readonly centreName: string
  readonly address: string
  readonly hotline: string
  readonly officeHours: string
  readonly isPractice: boolean
}

const places = new WeakMap<Database, { at: number; value: PortalPlace }>()

/** The place as every public page shows it; names change rarely, so a cache of one minute is fresh enough. */
export async function findPortalPlace(database: Database): Promise<PortalPlace> {
  const place = places.get(database)
  if (place && performance.now() - place.at < 60_000) return place.value
  const [centre] = await listCentres(database.kysely)
  const { rows } = await database.pool.query<{ name: string; hotline: string; address: string; isPractice: boolean }>(
    `select name || case when demonstration then ' (dữ liệu trình diễn)' else '' end as name, hotline, address,
       practice_of is not null as "isPractice" from platform.locality`,
  )
  const value: PortalPlace = {
    name: rows[0]?.name ?? '',
    centreName: centre?.name ?? 'Trung tâm Phục vụ hành chính công',
    address: centre?.address ?? rows[0]?.address ?? '',
    hotline: rows[0]?.hotline || (centre?.phone ?? ''),
    officeHours: centre?.openingHoursNote ?? '7:00–11:30, 13:30–17:00, thứ Hai đến thứ Sáu',
    isPractice: rows[0]?.isPractice ?? false,
  }
  places.set(database, { at: performance.now(), value })
  return value
}
