import { z } from 'zod'
import { cited, said } from '#platform/http/said.ts'
import { limitUnits } from '#procedure'
import { dossierActs } from '../domain/act-rows.ts'
import { dossierStates } from '../domain/dossier-states.ts'
import { filePurposes } from '../domain/file-rules.ts'
import { ledgerCauses } from '../domain/ledger.ts'
import { partEnds } from '../domain/run.ts'

export const limit = z.object({ amount: z.number(), unit: z.enum(limitUnits) }).meta({ id: 'ClockLimit' })
export const timeLeft = z
  .object({ minutes: z.number(), sentence: said, tone: z.enum(['ok', 'soon', 'late', 'done', 'stopped']) })
  .meta({ id: 'TimeLeft' })
/** The cursor of a list by due instant, from `nextCursor`: instant, dossier and, of parts, the number. Empty: from the beginning. */
export const dueCursor = z
  .string()
  .max(120)
  .regex(
    /^(?:(?:infinity|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d:\d\d)~[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:~\d{1,6})?)?$/u,
  )

export const reason = z
  .object({ day: z.string(), kind: z.string(), name: said, basis: cited, sentence: said })
  .meta({ id: 'DueDateReason' })
export const clock = z
  .object({
    kind: z.enum(['legal', 'committed']),
    limit,
    limitText: said,
    startedAt: z.string(),
    dueAt: z.string().nullable(),
    status: z.enum(['running', 'stopped', 'ended']),
    remaining: timeLeft,
    /** How it ended by this limit; `null` while it is open. */
    mark: z.enum(['early', 'on_time', 'late']).nullable(),
    because: z.array(reason),
    sentence: said,
  })
  .meta({ id: 'Clock' })
/** Days promised for the result, the first first; the last one holds. */
export const promises = z
  .array(
    z.object({
      dueAt: z.string(),
      at: z.string(),
      why: z.string(),
      /** What an officer or a decree says of it, as written. */ written: z.string().nullable(),
    }),
  )
  .meta({ id: 'PromisedDays' })
const holder = z
  .object({ kind: z.string(), name: said, officerName: z.string().nullable(), since: z.string().nullable() })
  .meta({ id: 'Holder' })

const stepClocks = z
  .object({
    items: z.array(
      z.object({
        no: z.int(),
        name: z.string(),
        roleName: said,
        sideName: said,
        status: z.enum(['ahead', 'running', 'stopped', 'passed', 'left_out']),
        allottedText: said.nullable(),
        usedText: said,
        usedMs: z.int(),
        allottedMs: z.int().nullable(),
        /** When the step's own time is used up: while it runs, and once it has been. */
        dueAt: z.string().nullable(),
        isLate: z.boolean(),
      }),
    ),
    /** The centre and the agency, each with what its steps have together. */
    sides: z.array(z.object({ name: said, allottedText: said.nullable(), usedText: said, isLate: z.boolean() })),
  })
  .meta({ id: 'StepClocks' })

/** What happened to the clocks: a stop, a new beginning, an extension. */
export const clockTurn = z.object({
  effect: z.enum(['pause', 'restart', 'extend']),
  cause: z.string(),
  name: said,
  law: cited,
  fromAt: z.string(),
  toAt: z.string().nullable(),
  endsBy: z.string().nullable(),
  byText: said.nullable(),
})
const stepAt = z.object({ name: z.string(), roleName: said, agencyName: z.string().nullable() })
/** From which step to which an act leads the work; `null` where it leaves it where it is, or may not be done. */
const leads = z
  .object({ from: stepAt.nullable(), to: z.array(stepAt) })
  .nullable()
  .meta({ id: 'Leads' })

const partView = z
  .object({
    no: z.int(),
    /** What an act names to be done on this part. */
    stepNo: z.int(),
    name: z.string(),
    kind: z.enum(['work', 'sub_dossier']),
    /** A sub-dossier's own number. */
    code: z.string().nullable(),
    agency: z.object({ id: z.string(), code: z.string(), name: z.string() }),
    isLead: z.boolean(),
    role: z.string(),
    roleName: said,
    /** Working hours; 0 when the process gives none. */
    hours: z.number(),
    openedAt: z.string(),
    dueAt: z.string().nullable(),
    closedAt: z.string().nullable(),
    how: z.enum(partEnds).nullable(),
    howName: said.nullable(),
    late: z.boolean(),
    remaining: timeLeft.nullable(),
    officer: z.object({ name: z.string(), isMine: z.boolean(), until: z.string(), peersFrom: z.string() }).nullable(),
    doneBy: z.string().nullable(),
    result: z.object({ number: z.string(), name: z.string() }).nullable(),
    actions: z.array(
      z.object({
        act: z.enum(dossierActs),
        name: said,
        allowed: z.boolean(),
        reason: z.string().nullable(),
        code: z.string().nullable(),
        law: cited.nullable(),
        needs: z.array(z.string()),
        leads,
      }),
    ),
  })
  .meta({ id: 'Part' })

export const partList = z.object({
  total: z.int(),
  nextCursor: z.string().nullable(),
  items: z.array(
    z.object({
      dossierCode: z.string(),
      no: z.int(),
      stepNo: z.int(),
      name: z.string(),
      kind: z.enum(['work', 'sub_dossier']),
      code: z.string().nullable(),
      procedureName: z.string(),
      applicantName: z.string(),
      agencyName: z.string(),
      leadName: z.string(),
      role: z.string(),
      roleName: said,
      openedAt: z.string(),
      dueAt: z.string().nullable(),
      remaining: timeLeft,
      officerName: z.string().nullable(),
    }),
  ),
})

export const dossierView = z
  .object({
    code: z.string(),
    state: z.enum(dossierStates),
    stateName: said,
    procedure: z.object({ code: z.string(), name: z.string(), versionId: z.string(), handling: z.string() }),
    agency: z.object({ code: z.string(), name: z.string() }),
    /** `counterNumber`: the counter it was received at, where that was said. */
    centre: z.object({ id: z.string(), name: z.string(), phone: z.string(), counterNumber: z.int().nullable() }),
    channel: z.string(),
    resultMethod: z.string(),
    summary: z.string(),
    applicant: z.object({
      kind: z.string(),
      name: z.string(),
      idNumber: z.string(),
      address: z.string(),
      phone: z.string(),
      /** Covered, as the birth date, for who only oversees: `t•••@•••`, `••/••/1990`. */
      email: z.string().nullable(),
      bornOn: z.string().nullable(),
      representativeName: z.string().nullable(),
      /** Who stood at the counter for an organisation. */
      person: z.string().nullable(),
    }),
    receivedAt: z.string(),
    acceptedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    outcome: z.string().nullable(),
    clocks: z.array(clock),
    promises,
    turns: z.array(clockTurn),
    reappointments: z.array(
      z.object({
        seq: z.int(),
        kind: z.enum(['extension', 'apology']),
        cause: z.string(),
        reason: z.string(),
        days: z.int().nullable(),
        decision: z.enum(['granted', 'declined', 'lapsed']).nullable(),
        dueBefore: z.string(),
        dueAfter: z.string().nullable(),
      }),
    ),
    consultations: z.array(
      z.object({
        seq: z.int(),
        agencyId: z.string(),
        agencyName: z.string(),
        question: z.string(),
        askedAt: z.string(),
        askedBy: z.string(),
        dueAt: z.string(),
        state: z.enum(['open', 'answered', 'closed']),
        isLate: z.boolean(),
        isMine: z.boolean(),
        answer: z.string().nullable(),
        answeredAt: z.string().nullable(),
        answeredBy: z.string().nullable(),
      }),
    ),
    /** Handing over to the agency and giving back by it: by when, done when, and whether late; what is still to be done has no instant yet. */
    transfers: z.array(
      z.object({
        kind: z.enum(['handed_over', 'given_back']),
        name: said,
        law: cited,
        by: z.string(),
        doneAt: z.string().nullable(),
        isLate: z.boolean(),
      }),
    ),
    supplementBy: z.string().nullable(),
    /** What the applicant was asked to bring or to put right, in the one request there may be, and what of it has come. */
    asked: z.array(z.object({ no: z.int(), componentNo: z.int().nullable(), text: z.string(), isAnswered: z.boolean() })),
    clockFrom: z.enum(['acceptance', 'competent_agency']),
    /** Where its time begins, in words, when that is not acceptance. */
    beginning: said.nullable(),
    holder: holder.nullable(),
    claim: z.object({ name: z.string(), isMine: z.boolean(), until: z.string(), peersFrom: z.string() }).nullable(),
    handoverNumber: z.string().nullable(),
    register: z
      .object({ book: z.string(), line: z.string() })
      .nullable()
      .describe(
        'Where it stands in the register of received dossiers. Null before acceptance, and in the answer of the call that accepts: the line is ' +
          'given at the commit, so that numbers follow each other without a gap and nobody waits for a number. Read the dossier again to have it.',
      ),
    stepClocks,
    /** Current steps of the process: one of the lead's, or those of its open parts. */
    standing: z.array(z.int()),
    /** Phần việc, in the order they opened. */
    parts: z.array(partView),
    step: z.object({ no: z.int(), name: z.string(), role: z.string(), roleName: said, of: z.int() }).nullable(),
    papers: z.array(
      z.object({
        componentNo: z.int(),
        name: z.string(),
        required: z.boolean(),
        asked: z.object({ originals: z.int(), copies: z.int() }),
        originals: z.int(),
        copies: z.int(),
        certified: z.int(),
        note: z.string(),
      }),
    ),
    timeline: z.array(
      z.object({
        seq: z.int(),
        act: z.enum(dossierActs),
        actName: said,
        at: z.string(),
        actorName: z.string(),
        actorRole: z.string(),
        actorRoleName: said,
        note: z.string(),
      }),
    ),
    actions: z.array(
      z.object({
        act: z.enum(dossierActs),
        name: said,
        /** The key that chooses the act, the same for ever: a letter, or `Shift+` and a letter. */
        letter: z.string().nullable(),
        /** Does not bring the result nearer. */
        isDetour: z.boolean(),
        /** The paper that goes to the applicant; its draft is read at `POST /dossiers/{code}/document-drafts`. */
        draft: z.object({ title: said }).nullable(),
        allowed: z.boolean(),
        reason: z.string().nullable(),
        code: z.string().nullable(),
        byList: z.boolean(),
        law: cited.nullable(),
        /** A warning to confirm before the act. */
        warning: said.nullable(),
        needs: z.array(z.string()),
        leads,
        /** Who may be given the next step, where the actor may name an officer. */
        assignees: z.array(z.object({ accountId: z.string(), name: z.string() })),
        causes: z.array(
          z.object({
            cause: z.string(),
            name: said,
            law: cited,
            maxWorkingDays: z.int().nullable(),
            latestUntil: z.string().nullable(),
            timesLeft: z.int().nullable(),
          }),
        ),
      }),
    ),
    grounds: z.array(z.object({ ground: z.string(), name: said, law: cited })),
    /** Requirements of the procedure, each as a reason a refusal may give. */
    refusalGrounds: z.array(z.string()),
    documents: z.array(
      z.object({
        form: z.string(),
        title: said,
        url: z.string(),
        /** The paper of the state: the applicant is to be given it now. */
        isToHandOver: z.boolean(),
        /** The caller prints it for the applicant too, with the look-up secret: a letter to who may have no slip. */
        hasApplicantPrint: z.boolean(),
        /** Our own signature on it: issued when first asked for, signed when the installation has a certificate. */
        seal: z.object({
          state: z.enum(['not_issued', 'unsigned', 'signed']),
          signerName: z.string().nullable(),
          signedAt: z.string().nullable(),
          stampedAt: z.string().nullable(),
        }),
      }),
    ),
    fileCount: z.int(),
    /** Whether the caller prints the applicant’s copy of the slip, with a new look-up secret. */
    mayPrintSlip: z.boolean(),
    /** Another officer received it: printing the applicant's copy needs a reason. */
    slipNeedsReason: z.boolean(),
    /** Whether the caller may see who was shown the dossier. */
    maySeeAccesses: z.boolean(),
  })
  .meta({ id: 'Dossier' })

const charged = { clockMs: z.int(), workMs: z.int(), clockText: said, workText: said }
const ledgerCause = z.enum(ledgerCauses)
export const ledgerView = z
  .object({
    code: z.string(),
    from: z.string(),
    until: z.string(),
    isOpen: z.boolean(),
    whole: z.object(charged),
    causes: z.array(z.object({ cause: ledgerCause, name: said, ...charged })),
    entries: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        holderKind: z.string(),
        holderName: said,
        stepNo: z.int().nullable(),
        stepName: z.string().nullable(),
        roleName: said.nullable(),
        officerName: z.string().nullable(),
        cause: ledgerCause,
        causeName: said,
        stopName: said.nullable(),
        collecting: z.boolean(),
        ...charged,
      }),
    ),
  })
  .meta({ id: 'HolderLedger' })
export const heldBySide = z.object({ name: said, cause: ledgerCause, causeName: said, ...charged }).meta({ id: 'HeldBySide' })

/** What the applicant was asked for (Mẫu 02), by when, and what then. */
export const supplementAsked = z.object({
  defects: z.array(z.string()),
  papers: z.array(z.object({ name: z.string(), originals: z.int(), copies: z.int() })),
  reason: z.string().nullable(),
  by: z.string().nullable(),
  /** What happens to the time limit meanwhile. */
  clock: z.string(),
  /** What happens when the day passes. */
  lapse: z.string().nullable(),
})
/** Why it was refused, by which body, and where one may complain. */
export const refusalGiven = z.object({ by: z.string(), reason: z.string(), appeal: z.string().nullable() })

const signatureState = z.enum(['valid', 'unsigned', 'invalid', 'untrusted', 'not_pdf'])
const signatureProblem = z.object({
  code: z.string(),
  weight: z.enum(['invalid', 'indeterminate', 'note']),
  text: z.string(),
  english: z.string(),
})
const fileSignature = z
  .object({
    state: signatureState,
    stateName: said,
    checkedAt: z.string().nullable(),
    report: z
      .object({
        verdict: z.enum(['valid', 'indeterminate', 'invalid', 'unsigned', 'unreadable']),
        problems: z.array(signatureProblem),
        signatures: z.array(
          z.object({
            signerName: z.string().nullable(),
            organisation: z.string().nullable(),
            issuer: z.string().nullable(),
            serial: z.string().nullable(),
            validFrom: z.string().nullable(),
            validTo: z.string().nullable(),
            /** What the signer's own clock said: a claim. */
            signedAt: z.string().nullable(),
            stamp: z.object({ at: z.string(), authority: z.string(), trusted: z.boolean() }).nullable(),
            revocation: z.enum(['good', 'revoked', 'unknown']),
            coversWholeDocument: z.boolean(),
            verdict: z.enum(['valid', 'indeterminate', 'invalid']),
            state: signatureState,
            stateName: said,
            problems: z.array(signatureProblem),
          }),
        ),
      })
      .nullable(),
    /** Every check of the file, newest first. */
    checks: z.array(z.object({ at: z.string(), by: z.string(), state: signatureState, stateName: said })),
  })
  .meta({ id: 'FileSignature' })

export const dossierFile = z
  .object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    purpose: z.enum(filePurposes),
    purposeName: said,
    componentNo: z.int().nullable(),
    componentName: z.string().nullable(),
    mediaType: z.string(),
    typeName: said,
    size: z.int(),
    sha256: z.string(),
    uploadedAt: z.string(),
    uploadedBy: z.string(),
    uploadedRole: z.string(),
    url: z.string(),
    withdrawal: z.object({ at: z.string(), by: z.string(), reason: z.string() }).nullable(),
    /** Waits for the virus scanner (`found` null), or was found infected: nobody opens it. */
    quarantine: z.object({ since: z.string(), found: z.string().nullable(), text: said }).nullable(),
    signature: fileSignature,
    /** Acts that rest on it. */
    acts: z.array(z.object({ seq: z.int(), actName: said })),
    mayWithdraw: z.object({ allowed: z.boolean(), reason: z.string().nullable() }),
  })
  .meta({ id: 'DossierFile' })

export const dossierFiles = z
  .object({
    items: z.array(dossierFile),
    mayAdd: z.array(
      z.object({ purpose: z.enum(filePurposes), name: said, allowed: z.boolean(), reason: z.string().nullable(), law: cited }),
    ),
    components: z.array(z.object({ no: z.int(), name: z.string() })),
    kinds: z.array(said),
    extensions: z.array(z.string()),
    maxBytes: z.int(),
    mostFiles: z.int(),
    /** Whether the caller may open their content. */
    mayOpen: z.boolean(),
  })
  .meta({ id: 'DossierFiles' })

export const resultFile = z.object({
  id: z.string(),
  name: z.string(),
  typeName: said,
  size: z.int(),
  signature: z.object({ state: signatureState, stateName: said, signers: z.array(z.string()) }),
})
