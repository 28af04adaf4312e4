import { z } from 'zod'

/** The number of a dossier in an address. */
export const codeParam = z.object({ code: z.string().min(5).max(60) })
