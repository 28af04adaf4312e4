import { z } from 'zod'

/** A section of a form with its answers, in words. */
export const answerSection = z.object({
  id: z.string(),
  title: z.string(),
  lines: z.array(z.object({ question: z.string(), label: z.string(), text: z.string().nullable() })).readonly(),
})
/** The time the centre has for its first answer to a dossier filed online. */
export const firstAnswer = z.object({
  dueAt: z.string(),
  answeredAt: z.string().nullable(),
  isLate: z.boolean(),
  left: z.string().nullable(),
})
/** What was filed online, as it was filed. */
export const filing = z.object({
  code: z.string(),
  procedureName: z.string(),
  applicantName: z.string(),
  receivedAt: z.string(),
  centre: z.object({ name: z.string(), phone: z.string() }),
  firstAnswer,
  /** Whether the procedure asked questions of its own. */
  isComplete: z.boolean(),
  sections: z.array(answerSection).readonly(),
  files: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        typeName: z.string(),
        size: z.int(),
        sha256: z.string(),
        componentName: z.string().nullable(),
      }),
    )
    .readonly(),
})
