import { z } from 'zod'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { checkPaper } from '../queries/check-paper.ts'

export const paperRoutes: RouteDefinition[] = [
  route({
    method: 'POST',
    url: '/papers/check',
    summary: 'Whether a file was issued here, by the hash of its bytes: by whom, when, and whether it is still in force',
    tags: ['public'],
    access: 'public',
    perMinute: 60,
    body: z.strictObject({
      sha256: z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[0-9a-f]{64}$/u, 'Mã băm SHA-256 gồm 64 chữ số và chữ cái từ a đến f'),
    }),
    reads: { nobody: 'names no person but the signers of a paper that the caller holds' },
    response: z.object({
      paper: z
        .object({
          kind: z.enum(['form', 'result']),
          title: z.string(),
          number: z.string().nullable(),
          issuedAt: z.string(),
          issuedBy: z.string(),
          standing: z.enum(['in_force', 'replaced']),
          signers: z.array(z.string()).readonly(),
        })
        .nullable(),
    }),
    handle: async ({ db }, { body }) => ({ paper: await checkPaper(db, body.sha256) }),
  }),
]
