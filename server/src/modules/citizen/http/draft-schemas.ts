import { z } from 'zod'
import { answerSection } from '#dossier'

const progress = z.enum(['not_begun', 'begun', 'complete'])
export const heldFile = z.object({
  id: z.string(),
  componentNo: z.int().nullable(),
  name: z.string(),
  typeName: z.string(),
  size: z.int(),
  sha256: z.string(),
  arrivedAt: z.string(),
  isWaiting: z.boolean(),
  signature: z.string(),
})
const fault = z.object({ field: z.string(), message: z.string() })

/** A complete draft: its current questions, the faults of the answers, its papers, and the data to be filed. */
export const draftView = z.object({
  id: z.string(),
  procedure: z.object({ code: z.string(), name: z.string(), isWholly: z.boolean() }),
  savedAt: z.string(),
  keptUntil: z.string(),
  isComplete: z.boolean(),
  sections: z
    .array(
      z.object({
        id: z.string(),
        title: z.string(),
        progress,
        questions: z
          .array(
            z.object({
              id: z.string(),
              kind: z.string(),
              label: z.string(),
              hint: z.string().nullable(),
              required: z.boolean(),
              most: z.number().nullable(),
              choices: z.array(z.object({ id: z.string(), label: z.string() })).readonly(),
              typed: z.array(z.string()).readonly(),
              isAsked: z.boolean(),
              isLocked: z.boolean(),
              when: z.object({ question: z.string(), is: z.array(z.string()).readonly() }).nullable(),
            }),
          )
          .readonly(),
      }),
    )
    .readonly(),
  papers: z
    .array(
      z.object({
        no: z.int(),
        name: z.string(),
        required: z.boolean(),
        group: z.string(),
        isForm: z.boolean(),
        files: z.array(heldFile).readonly(),
      }),
    )
    .readonly(),
  otherFiles: z.array(heldFile).readonly(),
  papersProgress: progress,
  faults: z.array(fault).readonly(),
  changes: z.array(z.object({ question: z.string(), label: z.string(), how: z.enum(['added', 'changed', 'dropped']) })).readonly(),
  answers: z.array(answerSection).readonly(),
  mayFile: z.boolean(),
})

/** Typed answers by question: the texts of the fields; an empty one removes the answer. */
export const typedBody = z.strictObject({
  typed: z
    .record(z.string().max(60), z.union([z.string().max(10_000), z.array(z.string().max(300)).max(50)]))
    .refine((typed) => Object.keys(typed).length <= 200, 'Không quá 200 câu trả lời một lần'),
})
