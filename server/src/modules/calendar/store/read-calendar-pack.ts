import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { dayFrom, parseDay } from '../domain/civil-day.ts'
import { dayKinds, occasions } from '../domain/decree-day.ts'
import type { DecreeDay } from '../domain/decree-day.ts'

const day = z.string().refine((text) => parseDay(text) !== null, 'không phải một ngày có thật (YYYY-MM-DD)')
const minute = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/u, 'giờ viết HH:mm')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)))

const calendarPack = z.strictObject({
  decrees: z.array(
    z.strictObject({
      basis: z.string().min(1),
      verified: z.enum(['seen', 'recorded', 'recalled']),
      days: z.array(
        z
          .strictObject({
            on: day,
            kind: z.enum([...dayKinds, 'revoked']),
            name: z.string().min(1),
            occasion: z.enum(occasions).optional(),
            swapsWith: day.optional(),
            from: minute.optional(),
            to: minute.optional(),
          })
          .refine((row) => (row.from === undefined) === (row.to === undefined), 'from và to đi cùng nhau')
          .refine((row) => row.from === undefined || row.to === undefined || row.from < row.to, 'from phải trước to'),
      ),
    }),
  ),
})

/** The decrees of a pack's `calendar.yaml`, checked; throws with the place of the fault when one is wrong. */
export function readCalendarPack(path: string | URL): DecreeDay[] {
  return parseCalendarPack(readFileSync(path, 'utf8'), String(path))
}

export function parseCalendarPack(text: string, name = 'calendar.yaml'): DecreeDay[] {
  const parsed = calendarPack.safeParse(parse(text))
  if (!parsed.success) throw new Error(`${name}: ${z.prettifyError(parsed.error)}`)
  return parsed.data.decrees.flatMap((decree) =>
    decree.days.map((row) => ({
      day: dayFrom(row.on),
      kind: row.kind,
      name: row.name.normalize('NFC'),
      basis: decree.basis.normalize('NFC'),
      occasion: row.occasion,
      swapsWith: row.swapsWith === undefined ? undefined : dayFrom(row.swapsWith),
      part: row.from === undefined || row.to === undefined ? undefined : { fromMinute: row.from, toMinute: row.to },
    })),
  )
}

let nationalDecrees: readonly DecreeDay[] | undefined

/** The decrees valid everywhere in the country, as shipped in `packs/vietnam/calendar.yaml`. Read once. */
export function readNationalDecrees(): readonly DecreeDay[] {
  nationalDecrees ??= readCalendarPack(new URL('../../../../../packs/vietnam/calendar.yaml', import.meta.url))
  return nationalDecrees
}
