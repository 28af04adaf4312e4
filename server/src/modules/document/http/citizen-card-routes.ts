import { z } from 'zod'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { readCitizenCard } from '../domain/citizen-card.ts'
import { documentRefusals } from '../domain/refusals.ts'

const citizenCard = z.object({
  idNumber: z.string().nullable(),
  oldIdNumber: z.string().nullable(),
  fullName: z.string().nullable(),
  bornOn: z.iso.date().nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  address: z.string().nullable(),
  issuedOn: z.iso.date().nullable(),
  faults: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })).readonly(),
})

/** Reads and forgets: nothing of the card is stored or logged here. */
export const citizenCardRoutes: RouteDefinition[] = [
  route({
    method: 'POST',
    url: '/citizen-cards',
    summary: 'Đọc mã QR của thẻ căn cước',
    tags: ['Tiếp nhận'],
    access: 'authenticated',
    body: z.object({ raw: z.string().min(1).max(2000) }),
    response: citizenCard,
    refusals: ['CITIZEN_CARD_UNREADABLE'],
    handle: async (_context, { body }) => {
      const card = readCitizenCard(body.raw)
      if (card.idNumber === null && card.fullName === null) {
        const [first] = card.faults
        const message = first?.message ?? documentRefusals.CITIZEN_CARD_UNREADABLE.vietnamese
        throw new Refused(refusalFrom(documentRefusals, 'CITIZEN_CARD_UNREADABLE', {}, [{ field: '/raw', message }]))
      }
      return card
    },
  }),
]
