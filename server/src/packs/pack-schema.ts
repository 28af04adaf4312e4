import { z } from 'zod'
import { agencyCodePattern, agencyKinds } from '#agency'
import { centreLevels } from '#centre'
import { roles } from '#kernel/actor.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { faultOfLimit } from '#kernel/limit.ts'
import { bankAccountPattern, bankBinPattern, receiptSymbolPattern, taxCodePattern } from '#payment'
import { questionKinds } from '#form'
import { channels, handlings, isProcedureCode, limitUnits, serviceLevels } from '#procedure'

/**
 * A procedure pack (gói thủ tục): everything a centre starts from, as text a person can read and correct:
 * `pack.yaml` (locality, agencies, centres, staff, office hours) and `procedures/<agency>.yaml`. Holidays that the
 * government moved are the same for every province and lie in `packs/vietnam`. Every object is strict: a misspelt key is a fault, never silently ignored.
 */

const text = z.string().min(1).max(4000).transform(tidy)
const shortText = z.string().min(1).max(300).transform(tidy)
/** A machine name in a login: ASCII letters and digits. */
const slug = z.string().regex(/^[a-z][a-z0-9]{1,15}$/u, 'chỉ dùng chữ thường không dấu và chữ số, 2–16 ký tự')
const day = z.iso.date()
const agencyCode = z.string().regex(agencyCodePattern, 'mã cơ quan có dạng H47.01')

export const packLimit = z
  .strictObject({
    amount: z.number().positive().max(1000),
    unit: z.enum(limitUnits),
  })
  .superRefine((limit, context) => {
    const faulty = faultOfLimit(limit)
    if (faulty !== null) context.addIssue({ code: 'custom', message: faulty })
  })

const agency = z.strictObject({
  code: agencyCode,
  /** Short ASCII name used in logins and in the name of the agency's procedure file. */
  key: slug,
  name: shortText,
  shortName: shortText,
  kind: z.enum(agencyKinds),
  declaredProcedures: z.strictObject({
    registered: z.int().nonnegative(),
    finished: z.int().nonnegative(),
    /** `article`: printed in the source article. `illustrative`: ours, so that the totals of the article come out. */
    source: z.enum(['article', 'illustrative']),
  }),
  units: z.array(z.strictObject({ code: z.string().regex(/^P\d{2}$/u, 'mã phòng có dạng P01'), name: shortText })).min(1),
})

const centre = z.strictObject({
  code: z.string().min(1).max(40),
  name: shortText,
  address: shortText,
  phone: shortText,
  openingHoursNote: shortText,
  level: z.enum(centreLevels).default('province'),
  /** Who collects there, into which account; absent: a person says it on screen, and nothing with a fee is received before. */
  collector: z
    .strictObject({
      collectorName: shortText,
      taxCode: z.string().regex(taxCodePattern, 'mã số thuế gồm 10 hoặc 13 chữ số'),
      bankBin: z.string().regex(bankBinPattern, 'mã ngân hàng gồm 6 chữ số'),
      bankAccount: z.string().regex(bankAccountPattern, 'số tài khoản gồm 1 đến 19 chữ số hoặc chữ cái'),
      templateSymbol: z.string().regex(receiptSymbolPattern, 'ký hiệu gồm chữ in hoa, chữ số, gạch nối'),
      seriesSymbol: z.string().regex(receiptSymbolPattern, 'ký hiệu gồm chữ in hoa, chữ số, gạch nối'),
      refundLimitDong: z.int().nonnegative().default(0),
    })
    .optional(),
  counters: z
    .array(
      z.strictObject({
        number: z.int().positive(),
        name: shortText,
        field: shortText,
        agencies: z.array(agencyCode).min(1),
      }),
    )
    .min(1),
})

const grant = z.strictObject({
  role: z.enum(roles),
  /** Code of the centre the role is held at; absent: the whole locality. */
  centre: z.string().optional(),
  /** At the head of the centre. */
  head: z.boolean().optional(),
})

const persona = z.strictObject({
  login: slug,
  /** A role name, never a person's. */
  displayName: shortText,
  title: shortText,
  grants: z.array(grant).min(1),
})

/** One account of this kind in every agency: login `<login>.<agency key>`. */
const agencyPersona = z.strictObject({
  login: slug,
  displayName: shortText,
  title: shortText,
  role: z.enum(roles),
  /** At the head of the agency. */
  head: z.boolean().optional(),
})

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u, 'giờ có dạng 07:00')

export const packHeadSchema = z.strictObject({
  locality: z.strictObject({
    code: z.string().regex(/^[HG]\d{2}$/u, 'mã địa phương có dạng H17'),
    name: shortText,
    /** Only tried out: accounts with a published password, and MẪU on every paper. */
    demonstration: z.boolean().default(false),
    hotline: shortText.optional(),
    address: shortText.optional(),
  }),
  name: shortText,
  note: text,
  /** First day the versions of this pack are in force. */
  validFrom: day,
  /** Totals the pack promises about itself; `packs check` recounts them. */
  declaredTotals: z.strictObject({
    registeringAgencies: z.int(),
    registered: z.int(),
    finishingAgencies: z.int(),
    finished: z.int(),
  }),
  officeHours: z.strictObject({
    weekdays: z.array(z.int().min(1).max(7)).min(1),
    spans: z.array(z.strictObject({ from: clock, to: clock })).min(1),
  }),
  agencies: z.array(agency).min(1),
  centres: z.array(centre).min(1),
  personas: z.array(persona),
  agencyPersonas: z.array(agencyPersona),
})

const procedure = z.strictObject({
  code: z.string().refine(isProcedureCode, 'mã thủ tục có dạng 1.001193 hoặc 1.001193.000.00.00.H47'),
  name: shortText,
  sector: shortText,
  /** `false`: written from memory or from an older text, not compared with the national database. */
  verified: z.boolean(),
  /** Decision that published it; `null` when not known. */
  decision: shortText.nullable(),
  levels: z.array(shortText).min(1),
  targets: z.array(shortText).min(1),
  handling: z.enum(handlings),
  serviceLevel: z.enum(serviceLevels),
  legal: packLimit,
  committed: packLimit,
  channels: z
    .array(
      z.strictObject({
        channel: z.enum(channels),
        limit: packLimit,
        limitNote: text.optional(),
        fees: z.array(
          z.strictObject({
            kind: z.enum(['fee', 'charge']),
            amountDong: z.int().nonnegative().nullable(),
            text,
          }),
        ),
      }),
    )
    .min(1),
  components: z
    .array(
      z.strictObject({
        group: shortText.optional(),
        name: text,
        originals: z.int().nonnegative(),
        copies: z.int().nonnegative(),
        template: shortText.optional(),
        required: z.boolean(),
      }),
    )
    .min(1),
  steps: z
    .array(
      z.strictObject({
        name: shortText,
        role: z.enum(roles),
        /** Unit of the agency; absent: at the centre. */
        unit: shortText.optional(),
        hours: z.number().positive().max(2000),
        /** Code of the agency, when it is not the one that leads. */
        agency: z.string().optional(),
        /** A dossier of its own at the other agency (hồ sơ con); absent: work on this one. */
        kind: z.literal('sub_dossier').optional(),
        /** Where it leads, as in a cell of the step table: `song song (3; 4) chờ tất cả rồi 5`. Absent: the next step. */
        next: shortText.optional(),
        /** Number of the step it may be given back to, where ways part; elsewhere the step before. */
        back: z.int().positive().optional(),
      }),
    )
    .min(1),
  /** The parts of the process that were not compared with a source; shown to the reader. Asked of every process of several agencies. */
  processNote: shortText.optional(),
  /** Rules of time of its own; what is absent follows the locality's settings. */
  clock: z
    .strictObject({
      onSupplement: z.enum(['restart', 'pause']).optional(),
      dueTime: z.enum(['clock_hour', 'end_of_office_hours', 'end_of_day']).optional(),
      firstDay: z.enum(['not_counted', 'counted']).optional(),
      supplementDays: z.int().min(1).max(60).optional(),
      supplementLapse: z.enum(['notify', 'stop']).optional(),
      silence: z.enum(['none', 'consent', 'refusal']).optional(),
      silenceLaw: shortText.optional(),
    })
    .refine((rules) => (rules.silence ?? 'none') === 'none' || rules.silenceLaw !== undefined, {
      message: 'im lặng chỉ có nghĩa khi ghi rõ điều luật (silenceLaw)',
    })
    .optional(),
  results: z.array(shortText).min(1),
  legalBases: z
    .array(z.strictObject({ number: shortText, title: text, issuedOn: day.nullable(), issuer: shortText.nullable() }))
    .min(1),
  conditions: text.optional(),
  procedureText: z.array(text).min(1),
})

export const packProceduresSchema = z.strictObject({
  agency: agencyCode,
  procedures: z.array(procedure).min(1),
})

const askedWhen = z.strictObject({ question: z.string(), is: z.array(z.string()).min(1) })
const formId = z.string().regex(/^[a-z][A-Za-z0-9]{1,40}$/u, 'tên chỉ gồm chữ cái không dấu và chữ số, bắt đầu bằng chữ thường')

/** `forms/<code>.yaml`: the questions of a procedure for online filing, beside who applies and how the result is received. */
export const packFormSchema = z.strictObject({
  procedure: z.string().refine(isProcedureCode, 'mã thủ tục có dạng 1.001193 hoặc 1.001193.000.00.00.H47'),
  /** Numbers of the papers of the checklist that the form replaces. */
  standsFor: z.array(z.int().positive()),
  sections: z
    .array(
      z.strictObject({
        id: formId,
        title: shortText,
        titleEn: shortText,
        questions: z
          .array(
            z.strictObject({
              id: formId,
              kind: z.enum(questionKinds),
              label: shortText,
              labelEn: shortText,
              hint: shortText.optional(),
              hintEn: shortText.optional(),
              required: z.boolean().default(true),
              most: z.number().optional(),
              least: z.number().optional(),
              day: z.enum(['past', 'coming']).optional(),
              choices: z.array(z.strictObject({ id: formId, label: shortText, labelEn: shortText })).optional(),
              when: askedWhen.optional(),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
})

export type PackHead = z.output<typeof packHeadSchema>
export type PackAgency = PackHead['agencies'][number]
export type PackLimit = z.output<typeof packLimit>
export type PackProcedure = z.output<typeof procedure> & {
  readonly agencyCode: string
  /** File and position, for faults: `procedures/stp.yaml › procedures.3`. */
  readonly where: string
  readonly form?: Omit<z.output<typeof packFormSchema>, 'procedure'>
}
export type Pack = {
  readonly head: PackHead
  readonly procedures: readonly PackProcedure[]
}

/** An error and its place: file and path inside it, then a sentence in Vietnamese. */
export type PackFault = { readonly where: string; readonly message: string }
