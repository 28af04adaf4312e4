// Made by npm run gen from contract/openapi.generated.json.

export type AboutProcedure = {
  name: string
  sector: string
  decisionNumber: string | null
  serviceLevel: 'full' | 'partial' | 'none' | null
  conditions: string
  resultNames: string[]
  legalBases: {
    number: string
    title: string
    issuedOn: string | null
    issuer: string | null
  }[]
  procedureText: string[]
}

export type AboutProcedureInput = {
  name: string
  sector: string
  decisionNumber: string | null
  serviceLevel: 'full' | 'partial' | 'none' | null
  conditions: string
  resultNames: string[]
  legalBases: {
    number: string
    title: string
    issuedOn: string | null
    issuer: string | null
  }[]
  procedureText: string[]
}

export type AccountLine = {
  id: string
  isOwn: boolean
  managing: {
    allowed: boolean
    reason: string | null
  }
  login: string
  name: string
  title: string
  agency: {
    id: string
    code: string
    name: string
  } | null
  state: 'active' | 'disabled'
  isDemonstration: boolean
  passwordKind: 'own' | 'one_time' | 'none'
  passwordSetAt: string
  hasSecondFactor: boolean
  needsSecondFactor: boolean
  lastSeenAt: string | null
  grants: {
    id: string
    role: 'counter_officer' | 'case_officer' | 'unit_head' | 'signatory' | 'clerk' | 'centre_manager' | 'provincial_leader' | 'inspector' | 'procedure_designer' | 'operator' | 'citizen' | 'representative'
    roleName: string
    isHead: boolean
    agency: {
      id: string
      code: string
      name: string
    } | null
    centre: {
      id: string
      code: string
      name: string
    } | null
  }[]
}

export type Agency = {
  id: string
  code: string
  name: string
  shortName: string
  kind: 'provincial' | 'commune' | 'vertical' | 'centre'
  declaredProcedures: {
    registered: number
    finished: number
  } | null
}

export type Bill = {
  code: string
  payerName: string
  owedDong: number
  owedWords: string
  unknown: boolean
  lines: {
    no: number
    kind: 'fee' | 'charge'
    name: string
    tariffDong: number | null
    dueDong: number | null
    timing: 'accept' | 'supplement' | 'duty' | 'return'
    timingName: string
    state: 'unknown' | 'owed' | 'paid' | 'exempt' | 'refunded'
    stateName: string
    basis: string
    unit: string | null
    quantity: number | null
    may: ('assess' | 'exempt' | 'reduce' | 'retime')[]
  }[]
  adjustments: {
    lineNo: number
    kind: 'assess' | 'exempt' | 'reduce' | 'retime'
    fromDong: number | null
    toDong: number | null
    ground: string
    groundName: string
    law: string
    reason: string
    authorName: string
    at: string
  }[]
  payments: {
    id: string
    method: 'cash' | 'bank'
    amountDong: number
    at: string
    cashierName: string
    bankReference: string | null
    reversal: {
      id: string
      kind: 'refund' | 'mistake'
      decision: string | null
      reason: string
    } | null
    mayReverse: boolean
  }[]
  receipts: {
    id: string
    kind: 'original' | 'replacement' | 'cancellation'
    seriesSymbol: string
    number: number
    numberText: string
    paymentId: string
    at: string
    standing: boolean
    url: string
  }[]
  mayCollect: boolean
  notCollected: {
    code: string
    message: string
  } | null
  grounds: {
    code: string
    name: string
    law: string
    kinds: ('assess' | 'exempt' | 'reduce' | 'retime')[]
  }[]
  transfer: Transfer | null
}

export type Board = {
  on: string
  asOf: string
  centreName: string
  today: {
    received: number
    early: number
    onTime: number
    late: number
    waiting: number
    refused: number
    withdrawn: number
    stopped: number
    waitingAtIntake: number
    refusedAtIntake: number
    withdrawnAtIntake: number
    stoppedAtIntake: number
    endedLate: number
    overdue: number | null
    allLate: number
    byLaw: {
      early: number
      onTime: number
      late: number
      endedLate: number
      overdue: number | null
      allLate: number
    }
  }
  satisfaction: {
    count: number
    asked: number
    answered: number
    result: Record<string, number>
    attitude: Record<string, number>
    percent: number | null
    responsePercent: number | null
  }
  agencies: {
    code: string
    name: string
    received: number
    early: number
    onTime: number
    late: number
    waiting: number
    refused: number
    withdrawn: number
    stopped: number
    waitingAtIntake: number
    refusedAtIntake: number
    withdrawnAtIntake: number
    stoppedAtIntake: number
    endedLate: number
    overdue: number | null
    allLate: number
    byLaw: {
      early: number
      onTime: number
      late: number
      endedLate: number
      overdue: number | null
      allLate: number
    }
    onTimePercent: number | null
  }[]
  yesterday: {
    on: string
    received: number
    early: number
    onTime: number
    late: number
    waiting: number
    refused: number
    withdrawn: number
    stopped: number
    waitingAtIntake: number
    refusedAtIntake: number
    withdrawnAtIntake: number
    stoppedAtIntake: number
    endedLate: number
    overdue: number | null
    allLate: number
    byLaw: {
      early: number
      onTime: number
      late: number
      endedLate: number
      overdue: number | null
      allLate: number
    }
  }
}

export type CashBooks = {
  day: string
  denominations: number[]
  openDay: string | null
  books: {
    cashierId: string
    cashierName: string
    openingDong: number
    receiptsDong: number
    refundsDong: number
    handedOverDong: number
    differenceDong: number
    heldDong: number
    closedAt: string | null
    expectedDong: number | null
    countedDong: number | null
    notes: {
      dong: number
      count: number
    }[]
    explanation: string | null
    movements: {
      at: string
      kind: string
      kindName: string
      amountDong: number
      dossierCode: string | null
      reason: string
      authorName: string
    }[]
    mayHandOver: boolean
    mayClose: boolean
  }[]
}

export type Clock = {
  kind: 'legal' | 'committed'
  limit: ClockLimit
  limitText: string
  startedAt: string
  dueAt: string | null
  status: 'running' | 'stopped' | 'ended'
  remaining: TimeLeft
  mark: 'early' | 'on_time' | 'late' | null
  because: DueDateReason[]
  sentence: string
}

export type ClockLimit = {
  amount: number
  unit: 'hours' | 'working_hours' | 'days' | 'working_days' | 'months'
}

export type ClockProof = {
  format: 'motcua-proof/1' | 'motcua-proof/2'
  madeAt: string
  dossier: {
    code: string
    procedureCode: string
    procedureName: string
    agencyName: string
    centreName: string
  }
  receivedAt: string
  acceptedAt: string | null
  clockFrom: 'acceptance' | 'competent_agency'
  clocks: {
    kind: 'legal' | 'committed'
    limit: {
      amount: number
      unit: 'hours' | 'working_hours' | 'days' | 'working_days' | 'months'
    }
    startedAt: string
    settings: {
      receiptOutsideHours: 'next_opening' | 'as_received'
      firstDay: 'not_counted' | 'counted'
      lastDayOff: 'next_working_day' | 'stays'
      dueTime: 'clock_hour' | 'end_of_office_hours' | 'end_of_day'
      onSupplement: 'restart' | 'pause'
    }
    dueAt: string | null
    because: {
      day: string
      kind: string
      name: string
      basis: string
      sentence: string
    }[]
    sentence: string
  }[]
  turns: {
    cause: 'supplement' | 'financial_duty' | 'field_verification' | 'outside_opinion' | 'force_majeure' | 'request_changed' | 'competence_changed' | 'complex_content' | 'opinion_awaited' | 'system_fault'
    name: string
    law: string
    effect: 'pause' | 'restart' | 'extend'
    fromAt: string
    toAt: string | null
    endsBy: string | null
    by: {
      amount: number
      unit: 'hours' | 'working_hours' | 'days' | 'working_days' | 'months'
    } | null
    moves?: 'committed'
  }[]
  calendar: {
    fromOn: string
    toOn: string
    officeHours: {
      fromOn: string
      byWeekday: {
        from: number
        to: number
      }[][]
      uncounted: number[]
    }[]
    days: {
      on: string
      kind: 'holiday' | 'compensation' | 'swapped_off' | 'makeup_workday'
      name: string
      basis: string
      swapsWith: string | null
      part: {
        fromMinute: number
        toMinute: number
      } | null
    }[]
  }
  record: {
    acts: {
      seq: number
      kind: string
      at: string
      hash?: string
    }[]
    headHash: string
  }
  seal: {
    digest: string
    algorithm: 'Ed25519'
    publicKey: string
    signature: string
  }
}

export type Collected = {
  paymentId: string
  amountDong: number
  receipt: {
    id: string
    templateSymbol: string
    seriesSymbol: string
    number: number
    numberText: string
    url: string
  }
}

export type Collector = {
  collectorName: string
  taxCode: string
  bankBin: string
  bankAccount: string
  templateSymbol: string
  seriesSymbol: string
  refundLimitDong: number
  hasNoticeSecret: boolean
}

export type ConditionField = {
  name: string
  type: 'text' | 'number' | 'boolean'
  label: string
  values: string[]
  comparisons: string[]
}

export type CurrentSession = {
  account: {
    id: string
    login: string
    displayName: string
    title: string
    agency: {
      id: string
      code: string
      name: string
    } | null
    centre: {
      id: string
      code: string
      name: string
    } | null
  }
  grants: {
    role: string
    roleName: string
    agencyId: string | null
    centreId: string | null
  }[]
  areas: ('calls' | 'intake' | 'inbox' | 'handover' | 'results' | 'cash_book' | 'register' | 'officers' | 'accountability' | 'papers' | 'procedures' | 'board' | 'calendar' | 'oversight' | 'accounts' | 'setup' | 'security' | 'operations' | 'call_order' | 'online_filings')[]
  rights: {
    right: 'set_up_places' | 'run_centre' | 'set_collector' | 'decide_money' | 'write_procedures' | 'publish_procedures' | 'enter_decrees' | 'change_synonyms' | 'take_to_practice' | 'refresh_practice'
    centreIds: string[] | null
  }[]
  expiresAt: string
  step: 'second_factor' | 'password' | 'enrolment' | null
  confirmsWith: 'password' | 'second_factor'
  isConfirmed: boolean
  secondFactor: {
    hasTotp: boolean
    hasPasskeys: boolean
    isNeeded: boolean
  }
}

export type DeadlineSettings = {
  today: string
  mayChange: boolean
  items: {
    name: 'receiptOutsideHours' | 'firstDay' | 'lastDayOff' | 'dueTime' | 'onSupplement'
    title: string
    law: string
    value: string
    isDefault: boolean
    fromOn: string | null
    basis: string | null
    choices: {
      value: string
      text: string
      isDefault: boolean
    }[]
    upcoming: {
      fromOn: string
      value: string
      text: string
      basis: string
    }[]
  }[]
  history: {
    title: string
    was: string
    is: string
    fromOn: string
    basis: string
    reason: string
    enteredBy: string | null
    enteredAt: string
  }[]
}

export type Decree = {
  id: string
  kind: 'days' | 'office_hours'
  name: string
  basis: string
  reason: string
  decreedOn: string | null
  content: Record<string, unknown>
  enteredBy: string
  enteredAt: string
  run: {
    state: 'running' | 'finished'
    running: number
    seen: number
    moved: number
    becameLate: number
    noLongerLate: number
    startedAt: string
    finishedAt: string | null
  }
}

export type DecreePreview = {
  fingerprint: string
  remarks: string[]
  running: number
  moved: number
  becomesLate: number
  noLongerLate: number
  suspended: number
  closed: {
    count: number
    codes: string[]
  }
  agencies: {
    agency: {
      code: string
      name: string
    }
    running: number
    moved: number
    later: number
    earlier: number
    becomesLate: number
    noLongerLate: number
    mostDays: number
  }[]
  total: number
  dossiers: {
    code: string
    agencyName: string
    dueWas: string | null
    dueIs: string | null
    turned: 'late' | 'not_late' | null
    days: number
  }[]
}

export type Dossier = {
  code: string
  state: 'filed' | 'accepted' | 'in_progress' | 'awaiting_supplement' | 'suspended' | 'approved' | 'result_recorded' | 'returned' | 'refused' | 'withdrawn' | 'stopped'
  stateName: string
  procedure: {
    code: string
    name: string
    versionId: string
    handling: string
  }
  agency: {
    code: string
    name: string
  }
  centre: {
    id: string
    name: string
    phone: string
    counterNumber: number | null
  }
  channel: string
  resultMethod: string
  summary: string
  applicant: {
    kind: string
    name: string
    idNumber: string
    address: string
    phone: string
    email: string | null
    bornOn: string | null
    representativeName: string | null
    person: string | null
  }
  receivedAt: string
  acceptedAt: string | null
  finishedAt: string | null
  endedAt: string | null
  outcome: string | null
  clocks: Clock[]
  promises: PromisedDays
  turns: {
    effect: 'pause' | 'restart' | 'extend'
    cause: string
    name: string
    law: string
    fromAt: string
    toAt: string | null
    endsBy: string | null
    byText: string | null
  }[]
  reappointments: {
    seq: number
    kind: 'extension' | 'apology'
    cause: string
    reason: string
    days: number | null
    decision: 'granted' | 'declined' | 'lapsed' | null
    dueBefore: string
    dueAfter: string | null
  }[]
  consultations: {
    seq: number
    agencyId: string
    agencyName: string
    question: string
    askedAt: string
    askedBy: string
    dueAt: string
    state: 'open' | 'answered' | 'closed'
    isLate: boolean
    isMine: boolean
    answer: string | null
    answeredAt: string | null
    answeredBy: string | null
  }[]
  transfers: {
    kind: 'handed_over' | 'given_back'
    name: string
    law: string
    by: string
    doneAt: string | null
    isLate: boolean
  }[]
  supplementBy: string | null
  asked: {
    no: number
    componentNo: number | null
    text: string
    isAnswered: boolean
  }[]
  clockFrom: 'acceptance' | 'competent_agency'
  beginning: string | null
  holder: Holder | null
  claim: {
    name: string
    isMine: boolean
    until: string
    peersFrom: string
  } | null
  handoverNumber: string | null
  register: {
    book: string
    line: string
  } | null
  stepClocks: StepClocks
  standing: number[]
  parts: Part[]
  step: {
    no: number
    name: string
    role: string
    roleName: string
    of: number
  } | null
  papers: {
    componentNo: number
    name: string
    required: boolean
    asked: {
      originals: number
      copies: number
    }
    originals: number
    copies: number
    certified: number
    note: string
  }[]
  timeline: {
    seq: number
    act: 'file' | 'accept' | 'request_supplement' | 'supplement' | 'refuse' | 'forward' | 'receive' | 'complete_step' | 'return_to_previous_step' | 'approve' | 'record_result' | 'return_result' | 'withdraw' | 'suspend' | 'resume' | 'consult' | 'answer_consultation' | 'claim' | 'release' | 'take_over' | 'reassign' | 'reproject' | 'change_version' | 'confirm_payment' | 'correct_contact' | 'correct_identity' | 'restart_clock' | 'request_extension' | 'approve_extension' | 'decline_extension' | 'draft_apology' | 'apologise' | 'record_site_check' | 'stop' | 'deem_approved' | 'deem_refused' | 'note_late' | 'note_late_by_law'
    actName: string
    at: string
    actorName: string
    actorRole: string
    actorRoleName: string
    note: string
  }[]
  actions: {
    act: 'file' | 'accept' | 'request_supplement' | 'supplement' | 'refuse' | 'forward' | 'receive' | 'complete_step' | 'return_to_previous_step' | 'approve' | 'record_result' | 'return_result' | 'withdraw' | 'suspend' | 'resume' | 'consult' | 'answer_consultation' | 'claim' | 'release' | 'take_over' | 'reassign' | 'reproject' | 'change_version' | 'confirm_payment' | 'correct_contact' | 'correct_identity' | 'restart_clock' | 'request_extension' | 'approve_extension' | 'decline_extension' | 'draft_apology' | 'apologise' | 'record_site_check' | 'stop' | 'deem_approved' | 'deem_refused' | 'note_late' | 'note_late_by_law'
    name: string
    letter: string | null
    isDetour: boolean
    draft: {
      title: string
    } | null
    allowed: boolean
    reason: string | null
    code: string | null
    byList: boolean
    law: string | null
    warning: string | null
    needs: string[]
    leads: Leads
    assignees: {
      accountId: string
      name: string
    }[]
    causes: {
      cause: string
      name: string
      law: string
      maxWorkingDays: number | null
      latestUntil: string | null
      timesLeft: number | null
    }[]
  }[]
  grounds: {
    ground: string
    name: string
    law: string
  }[]
  refusalGrounds: string[]
  documents: {
    form: string
    title: string
    url: string
    isToHandOver: boolean
    hasApplicantPrint: boolean
    seal: {
      state: 'not_issued' | 'unsigned' | 'signed'
      signerName: string | null
      signedAt: string | null
      stampedAt: string | null
    }
  }[]
  fileCount: number
  mayPrintSlip: boolean
  slipNeedsReason: boolean
  maySeeAccesses: boolean
}

export type DossierFile = {
  id: string
  code: string
  name: string
  purpose: 'paper' | 'result' | 'other'
  purposeName: string
  componentNo: number | null
  componentName: string | null
  mediaType: string
  typeName: string
  size: number
  sha256: string
  uploadedAt: string
  uploadedBy: string
  uploadedRole: string
  url: string
  withdrawal: {
    at: string
    by: string
    reason: string
  } | null
  quarantine: {
    since: string
    found: string | null
    text: string
  } | null
  signature: FileSignature
  acts: {
    seq: number
    actName: string
  }[]
  mayWithdraw: {
    allowed: boolean
    reason: string | null
  }
}

export type DossierFiles = {
  items: DossierFile[]
  mayAdd: {
    purpose: 'paper' | 'result' | 'other'
    name: string
    allowed: boolean
    reason: string | null
    law: string
  }[]
  components: {
    no: number
    name: string
  }[]
  kinds: string[]
  extensions: string[]
  maxBytes: number
  mostFiles: number
  mayOpen: boolean
}

export type DueDateReason = {
  day: string
  kind: string
  name: string
  basis: string
  sentence: string
}

export type FileSignature = {
  state: 'valid' | 'unsigned' | 'invalid' | 'untrusted' | 'not_pdf'
  stateName: string
  checkedAt: string | null
  report: {
    verdict: 'valid' | 'indeterminate' | 'invalid' | 'unsigned' | 'unreadable'
    problems: {
      code: string
      weight: 'invalid' | 'indeterminate' | 'note'
      text: string
      english: string
    }[]
    signatures: {
      signerName: string | null
      organisation: string | null
      issuer: string | null
      serial: string | null
      validFrom: string | null
      validTo: string | null
      signedAt: string | null
      stamp: {
        at: string
        authority: string
        trusted: boolean
      } | null
      revocation: 'good' | 'revoked' | 'unknown'
      coversWholeDocument: boolean
      verdict: 'valid' | 'indeterminate' | 'invalid'
      state: 'valid' | 'unsigned' | 'invalid' | 'untrusted' | 'not_pdf'
      stateName: string
      problems: {
        code: string
        weight: 'invalid' | 'indeterminate' | 'note'
        text: string
        english: string
      }[]
    }[]
  } | null
  checks: {
    at: string
    by: string
    state: 'valid' | 'unsigned' | 'invalid' | 'untrusted' | 'not_pdf'
    stateName: string
  }[]
}

export type GateReport = {
  findings: ProcessFinding[]
  criticalPath: {
    hours: number
    stepNos: number[]
    limitHours: number | null
  } | null
  simulated: number
}

export type Hall = {
  centreCode: string
  centreName: string
  priorityMinutes: number
  queues: {
    prefix: string
    kind: 'intake' | 'collection' | 'guidance'
    name: string
    nameEn: string
    isOpen: boolean
    counterNumbers: number[]
    waiting: number
  }[]
  counters: {
    number: number
    name: string
  }[]
}

export type Handover = {
  number: string
  direction: 'to_agency' | 'to_centre'
  agency: {
    code: string
    name: string
  }
  centre: {
    id: string
    name: string
  }
  createdAt: string
  createdBy: string
  closedAt: string | null
  waiting: number
  count: number
  mayReceive: boolean
}

export type HeldBySide = {
  name: string
  cause: 'inside' | 'applicant' | 'outside'
  causeName: string
  clockMs: number
  workMs: number
  clockText: string
  workText: string
}

export type Holder = {
  kind: string
  name: string
  officerName: string | null
  since: string | null
}

export type HolderLedger = {
  code: string
  from: string
  until: string
  isOpen: boolean
  whole: {
    clockMs: number
    workMs: number
    clockText: string
    workText: string
  }
  causes: {
    cause: 'inside' | 'applicant' | 'outside'
    name: string
    clockMs: number
    workMs: number
    clockText: string
    workText: string
  }[]
  entries: {
    from: string
    to: string
    holderKind: string
    holderName: string
    stepNo: number | null
    stepName: string | null
    roleName: string | null
    officerName: string | null
    cause: 'inside' | 'applicant' | 'outside'
    causeName: string
    stopName: string | null
    collecting: boolean
    clockMs: number
    workMs: number
    clockText: string
    workText: string
  }[]
}

export type HoldersReport = {
  from: string
  to: string
  asOf: string
  isWholeHouse: boolean
  total: {
    turns: number
    late: number
    lateByLaw: number
    latePercent: number | null
    insideMs: number
    applicantMs: number
    outsideMs: number
    uncounted: number
    inHand: number
    inHandLate: number
    inHandLateByLaw: number
  }
  places: {
    placeId: string
    placeName: string
    turns: number
    late: number
    lateByLaw: number
    latePercent: number | null
    insideMs: number
    applicantMs: number
    outsideMs: number
    uncounted: number
    inHand: number
    inHandLate: number
    inHandLateByLaw: number
  }[]
  parts: {
    agencyId: string
    agencyName: string
    done: number
    late: number
    otherwise: number
    workMs: number
    open: number
    openLate: number
  }[]
  transfers: {
    agencyId: string
    agencyName: string
    handedOver: number
    handedOverLate: number
    toHandOver: number
    toHandOverLate: number
    givenBack: number
    givenBackLate: number
  }[]
  lines: {
    placeId: string
    placeName: string
    step: string | null
    stepName: string
    officerId: string | null
    officerName: string | null
    heldBy: 'officer' | 'counter' | 'agency' | 'applicant' | 'outside'
    dossiers: number
    turns: number
    late: number
    lateByLaw: number
    latePercent: number | null
    insideMs: number
    applicantMs: number
    outsideMs: number
    uncounted: number
    inHand: number
    inHandLate: number
    inHandLateByLaw: number
  }[]
}

export type Leads = {
  from: {
    name: string
    roleName: string
    agencyName: string | null
  } | null
  to: {
    name: string
    roleName: string
    agencyName: string | null
  }[]
} | null

export type Limit = {
  amount: number
  unit: 'hours' | 'working_hours' | 'days' | 'working_days' | 'months'
}

export type Locality = {
  code: string
  name: string
  hotline: string
  address: string
  demonstration: boolean
  webAddresses: string[]
}

export type MoneyReturn = {
  noticeId: string
  no: number
  state: 'done' | 'waiting' | 'declined'
}

export type NationalBoard = {
  on: string
  definition: string
  askedAt: string | null
  isStale: boolean
  provinces: {
    code: string
    name: string
    address: string
    readAt: string | null
    fault: 'unreachable' | 'unreadable' | 'other_place' | 'other_definition' | 'unsigned' | 'altered' | 'forked' | null
    faultSince: string | null
    day: {
      on: string
      revision: number
      asOf: string
      figures: {
        received: number
        early: number
        onTime: number
        late: number
        waiting: number
        refused: number
        withdrawn: number
        stopped: number
        waitingAtIntake: number
        refusedAtIntake: number
        withdrawnAtIntake: number
        stoppedAtIntake: number
        endedLate: number
        earlyByLaw: number
        onTimeByLaw: number
        lateByLaw: number
        endedLateByLaw: number
      }
      onTimePercent: number | null
    } | null
    last: {
      on: string
      revision: number
      asOf: string
      figures: {
        received: number
        early: number
        onTime: number
        late: number
        waiting: number
        refused: number
        withdrawn: number
        stopped: number
        waitingAtIntake: number
        refusedAtIntake: number
        withdrawnAtIntake: number
        stoppedAtIntake: number
        endedLate: number
        earlyByLaw: number
        onTimeByLaw: number
        lateByLaw: number
        endedLateByLaw: number
      }
      onTimePercent: number | null
    } | null
  }[]
  total: {
    received: number
    early: number
    onTime: number
    late: number
    waiting: number
    refused: number
    withdrawn: number
    stopped: number
    waitingAtIntake: number
    refusedAtIntake: number
    withdrawnAtIntake: number
    stoppedAtIntake: number
    endedLate: number
    earlyByLaw: number
    onTimeByLaw: number
    lateByLaw: number
    endedLateByLaw: number
    onTimePercent: number | null
  } | null
  counted: number
}

export type OwnAccount = {
  login: string
  isDemonstration: boolean
  password: {
    kind: 'own' | 'one_time' | 'none'
    setAt: string
    shortest: number
  }
  secondFactor: {
    isNeeded: boolean
    hasTotp: boolean
    passkeys: {
      id: string
      name: string
      createdAt: string
      lastUsedAt: string | null
    }[]
    recoveryCodesLeft: number
  }
  events: {
    at: string
    kind: string
    byName: string
    isOwn: boolean
    detail: string
  }[]
}

export type Part = {
  no: number
  stepNo: number
  name: string
  kind: 'work' | 'sub_dossier'
  code: string | null
  agency: {
    id: string
    code: string
    name: string
  }
  isLead: boolean
  role: string
  roleName: string
  hours: number
  openedAt: string
  dueAt: string | null
  closedAt: string | null
  how: 'done' | 'joined' | 'given_back' | 'ended' | null
  howName: string | null
  late: boolean
  remaining: TimeLeft | null
  officer: {
    name: string
    isMine: boolean
    until: string
    peersFrom: string
  } | null
  doneBy: string | null
  result: {
    number: string
    name: string
  } | null
  actions: {
    act: 'file' | 'accept' | 'request_supplement' | 'supplement' | 'refuse' | 'forward' | 'receive' | 'complete_step' | 'return_to_previous_step' | 'approve' | 'record_result' | 'return_result' | 'withdraw' | 'suspend' | 'resume' | 'consult' | 'answer_consultation' | 'claim' | 'release' | 'take_over' | 'reassign' | 'reproject' | 'change_version' | 'confirm_payment' | 'correct_contact' | 'correct_identity' | 'restart_clock' | 'request_extension' | 'approve_extension' | 'decline_extension' | 'draft_apology' | 'apologise' | 'record_site_check' | 'stop' | 'deem_approved' | 'deem_refused' | 'note_late' | 'note_late_by_law'
    name: string
    allowed: boolean
    reason: string | null
    code: string | null
    law: string | null
    needs: string[]
    leads: Leads
  }[]
}

export type Practice = {
  isPractice: boolean
  address: string | null
  home: string | null
  now: string
  mayMoveClock: boolean
  people: {
    login: string
    displayName: string
    role: string
    roleName: string
    agency: string | null
  }[]
}

export type Problem = {
  type: string
  title: string
  status: number
  code: string
  detail: string
  requestId: string
  law?: string
  fields?: {
    field: string
    message: string
  }[]
  details?: Record<string, string | number | boolean | null>
}

export type Procedure = {
  code: string
  name: string
  agency: {
    code: string
    name: string
  } | null
  sector: string
  levels: string[]
  targets: string[]
  decisionNumber: string | null
  type: string | null
  handling: 'on_the_spot' | 'forwarded' | 'same_day' | null
  serviceLevel: 'full' | 'partial' | 'none' | null
  legalLimit: Limit | null
  committedLimit: Limit | null
  channels: {
    channel: 'direct' | 'post' | 'online'
    limit: Limit | null
    limitNote: string
    fees: {
      kind: 'fee' | 'charge'
      amountDong: number | null
      text: string
    }[]
  }[]
  components: {
    no: number
    group: string
    name: string
    originals: number | null
    copies: number | null
    templateName: string | null
    required: boolean
  }[]
  steps: {
    no: number
    name: string
    role: string
    unitName: string | null
    hours: number
    nextNo?: number | null
    returnNo?: number | null
  }[]
  conditions: string
  resultNames: string[]
  legalBases: {
    number: string
    title: string
    issuedOn: string | null
    issuer: string | null
  }[]
  procedureText: string[]
  implementingAgency: string | null
  validFrom: string
  validTo: string | null
  versionId: string
  publishState: 'draft' | 'to_complete' | 'published' | 'not_at_centre'
  toComplete: {
    field: string
    reason: string
  }[]
}

export type ProcedureClockRules = {
  onSupplement?: 'restart' | 'pause'
  dueTime?: 'clock_hour' | 'end_of_office_hours' | 'end_of_day'
  firstDay?: 'not_counted' | 'counted'
  supplementDays?: number
  supplementLapse?: 'notify' | 'stop'
  silence?: 'none' | 'consent' | 'refusal'
  silenceLaw?: string
}

export type ProcedureClockRulesInput = {
  onSupplement?: 'restart' | 'pause'
  dueTime?: 'clock_hour' | 'end_of_office_hours' | 'end_of_day'
  firstDay?: 'not_counted' | 'counted'
  supplementDays?: number
  supplementLapse?: 'notify' | 'stop'
  silence?: 'none' | 'consent' | 'refusal'
  silenceLaw?: string
}

export type ProcedureSummary = {
  code: string
  name: string
  agency: {
    code: string
    name: string
  } | null
  sector: string
  handling: 'on_the_spot' | 'forwarded' | 'same_day' | null
  serviceLevel: 'full' | 'partial' | 'none' | null
  legalLimit: Limit | null
  committedLimit: Limit | null
  limitText: string
  publishState: 'draft' | 'to_complete' | 'published' | 'not_at_centre'
  feeFromDong: number | null
}

export type ProcessFinding = {
  code: string
  stepNo: number | null
  message: string
  english: string
}

export type ProcessPicture = {
  width: number
  height: number
  boxWidth: number
  boxHeight: number
  boxes: {
    stepNo: number
    x: number
    y: number
    lines: string[]
    isSubDossier: boolean
  }[]
  ends: {
    kind: 'start' | 'end'
    x: number
    y: number
  }[]
  lines: {
    points: (number[])[]
    label: string | null
    labelAt: number[]
    isParallel: boolean
  }[]
  text: {
    stepNo: number
    name: string
    role: string
    roleName: string
    agencyCode: string | null
    unitName: string | null
    hours: number
    next: string
    isFork: boolean
  }[]
}

export type PromisedDays = {
  dueAt: string
  at: string
  why: string
  written: string | null
}[]

export type Receipt = {
  id: string
  kind: 'original' | 'replacement' | 'cancellation'
  templateSymbol: string
  seriesSymbol: string
  year: number
  number: number
  collectorName: string
  taxCode: string
  payerName: string
  dossierCode: string
  items: {
    name: string
    amountDong: number
  }[]
  amountDong: number
  amountWords: string
  method: 'cash' | 'bank'
  reason: string
  issuedAt: string
  issuedByName: string
  refersTo: string | null
  countedDong: number
}

export type SentStepRowInput = {
  no: number
  name: string
  kind: 'work' | 'sub_dossier'
  role: 'counter_officer' | 'case_officer' | 'unit_head' | 'signatory' | 'clerk' | 'centre_manager' | 'provincial_leader' | 'inspector' | 'procedure_designer' | 'operator' | 'citizen' | 'representative'
  agencyCode: string | null
  unitName: string | null
  hours: number
  returnNo: number | null
  next: string
  refusalReasons: string[]
  appeal: {
    to: string
    withinDays: number
    law: string
  } | null
}

export type SentVersionDraftContentInput = {
  agencyCode: string | null
  handling: 'on_the_spot' | 'forwarded' | 'same_day' | null
  legalLimit: {
    amount: number
    unit: 'hours' | 'working_hours' | 'days' | 'working_days' | 'months'
  } | null
  committedLimit: {
    amount: number
    unit: 'hours' | 'working_hours' | 'days' | 'working_days' | 'months'
  } | null
  channels: {
    channel: 'direct' | 'post' | 'online'
    limit: {
      amount: number
      unit: 'hours' | 'working_hours' | 'days' | 'working_days' | 'months'
    } | null
    limitNote: string
    fees: {
      kind: 'fee' | 'charge'
      amountDong: number | null
      text: string
    }[]
  }[]
  components: {
    no: number
    group: string
    name: string
    originals: number | null
    copies: number | null
    templateName: string | null
    required: boolean
  }[]
  process: {
    entry: string
    rows: SentStepRowInput[]
  }
  about?: AboutProcedureInput
  clock?: ProcedureClockRulesInput
}

export type SlipPicture = {
  picture: string
  lines: string[]
}

export type StepClocks = {
  items: {
    no: number
    name: string
    roleName: string
    sideName: string
    status: 'ahead' | 'running' | 'stopped' | 'passed' | 'left_out'
    allottedText: string | null
    usedText: string
    usedMs: number
    allottedMs: number | null
    dueAt: string | null
    isLate: boolean
  }[]
  sides: {
    name: string
    allottedText: string | null
    usedText: string
    isLate: boolean
  }[]
}

export type StepRow = {
  no: number
  name: string
  kind: 'work' | 'sub_dossier'
  role: 'counter_officer' | 'case_officer' | 'unit_head' | 'signatory' | 'clerk' | 'centre_manager' | 'provincial_leader' | 'inspector' | 'procedure_designer' | 'operator' | 'citizen' | 'representative'
  agencyCode: string | null
  unitName: string | null
  hours: number
  returnNo: number | null
  next: string
  refusalReasons: string[]
  appeal: {
    to: string
    withinDays: number
    law: string
  } | null
}

export type Synonym = {
  id: string
  phrase: string
  means: string
  doneAt: string | null
}

export type TimeLeft = {
  minutes: number
  sentence: string
  tone: 'ok' | 'soon' | 'late' | 'done' | 'stopped'
}

export type Transfer = {
  code: string
  holderName: string
  bankBin: string
  bankAccount: string
  purpose: string
}

export type VersionDraft = {
  code: string
  name: string
  id: string | null
  baseVersionId: string
  revision: number
  savedAt: string | null
  savedByName: string | null
  publishState: 'draft' | 'to_complete' | 'published' | 'not_at_centre'
  publishing: {
    allowed: boolean
    reason: string | null
  }
  toComplete: {
    field: string
    reason: string
  }[]
  content: VersionDraftContent
  picture: ProcessPicture
  stepRoles: {
    role: string
    roleName: string
    mayRefuse: boolean
    usuallyNext: string
  }[]
  fields: ConditionField[]
}

export type VersionDraftContent = {
  agencyCode: string | null
  handling: 'on_the_spot' | 'forwarded' | 'same_day' | null
  legalLimit: {
    amount: number
    unit: 'hours' | 'working_hours' | 'days' | 'working_days' | 'months'
  } | null
  committedLimit: {
    amount: number
    unit: 'hours' | 'working_hours' | 'days' | 'working_days' | 'months'
  } | null
  channels: {
    channel: 'direct' | 'post' | 'online'
    limit: {
      amount: number
      unit: 'hours' | 'working_hours' | 'days' | 'working_days' | 'months'
    } | null
    limitNote: string
    fees: {
      kind: 'fee' | 'charge'
      amountDong: number | null
      text: string
    }[]
  }[]
  components: {
    no: number
    group: string
    name: string
    originals: number | null
    copies: number | null
    templateName: string | null
    required: boolean
  }[]
  process: {
    entry: string
    rows: StepRow[]
  }
  about: AboutProcedure
  clock: ProcedureClockRules
}

export type VersionMove = {
  id: string
  fromVersionId: string
  toVersionId: string
  time: 'keep' | 'shorten_promise' | 'shorten_both'
  reason: string
  legalBasis: string
  orderedBy: string
  orderedAt: string
  state: 'running' | 'finished'
  running: number
  seen: number
  moved: number
  stayed: number
  dueChanged: number
  finishedAt: string | null
}

export type VersionMovePreview = {
  fingerprint: string
  toVersionId: string
  running: number
  movable: number
  dueChanges: number
  groups: {
    agencyName: string
    stepWas: {
      no: number
      name: string
    } | null
    stepIs: {
      no: number
      name: string
    } | null
    count: number
    dueChanges: number
  }[]
  stays: {
    code: 'ended' | 'signed' | 'not_accepted' | 'clock_not_begun' | 'other_agency' | 'other_handling' | 'other_silence' | 'parts_open' | 'no_limit' | 'no_counterpart' | 'other_role'
    why: string
    count: number
  }[]
  missing: {
    name: string
    count: number
  }[]
  total: number
  dossiers: {
    code: string
    agencyName: string
    stepWas: {
      no: number
      name: string
    } | null
    stepIs: {
      no: number
      name: string
    } | null
    dueWas: string | null
    dueIs: string | null
    missing: string[]
    obstacle: {
      code: 'ended' | 'signed' | 'not_accepted' | 'clock_not_begun' | 'other_agency' | 'other_handling' | 'other_silence' | 'parts_open' | 'no_limit' | 'no_counterpart' | 'other_role'
      why: string
    } | null
  }[]
}

/** The JSON answer of a successful operation. */
export type Answers = {
  'POST /api/v1/sessions': {
    account: {
      id: string
      login: string
      displayName: string
      title: string
      agency: {
        id: string
        code: string
        name: string
      } | null
      centre: {
        id: string
        code: string
        name: string
      } | null
    }
    grants: {
      role: string
      roleName: string
      agencyId: string | null
      centreId: string | null
    }[]
    areas: ('calls' | 'intake' | 'inbox' | 'handover' | 'results' | 'cash_book' | 'register' | 'officers' | 'accountability' | 'papers' | 'procedures' | 'board' | 'calendar' | 'oversight' | 'accounts' | 'setup' | 'security' | 'operations' | 'call_order' | 'online_filings')[]
    rights: {
      right: 'set_up_places' | 'run_centre' | 'set_collector' | 'decide_money' | 'write_procedures' | 'publish_procedures' | 'enter_decrees' | 'change_synonyms' | 'take_to_practice' | 'refresh_practice'
      centreIds: string[] | null
    }[]
    expiresAt: string
    step: 'second_factor' | 'password' | 'enrolment' | null
    confirmsWith: 'password' | 'second_factor'
    isConfirmed: boolean
    secondFactor: {
      hasTotp: boolean
      hasPasskeys: boolean
      isNeeded: boolean
    }
    token: string
  }
  'GET /api/v1/sessions': {
    items: {
      id: string
      current: boolean
      userAgent: string
      createdAt: string
      lastSeenAt: string
      expiresAt: string
    }[]
  }
  'DELETE /api/v1/sessions': {
    ended: number
  }
  'GET /api/v1/sessions/current': CurrentSession
  'DELETE /api/v1/sessions/current': {
    revoked: boolean
  }
  'DELETE /api/v1/sessions/{id}': {
    revoked: boolean
  }
  'GET /api/v1/setup': {
    awaitsFirstAccount: boolean
  }
  'POST /api/v1/setup/account': {
    login: string
  }
  'POST /api/v1/sessions/current/confirmation': {
    done: boolean
  }
  'POST /api/v1/sessions/current/confirmation/challenge': {
    options: Record<string, unknown> | null
  }
  'GET /api/v1/account': OwnAccount
  'POST /api/v1/account/password': {
    done: boolean
  }
  'POST /api/v1/account/totp': {
    address: string
    base32: string
  }
  'DELETE /api/v1/account/totp': {
    done: boolean
  }
  'POST /api/v1/account/totp/confirmation': {
    recoveryCodes: string[]
  }
  'POST /api/v1/account/passkeys/challenge': {
    options: Record<string, unknown>
  }
  'POST /api/v1/account/passkeys': {
    recoveryCodes: string[]
  }
  'DELETE /api/v1/account/passkeys/{id}': {
    done: boolean
  }
  'POST /api/v1/account/recovery-codes': {
    recoveryCodes: string[]
  }
  'GET /api/v1/accounts': {
    items: AccountLine[]
    more: boolean
    total: number
  }
  'POST /api/v1/accounts': {
    id: string
  }
  'GET /api/v1/account-places': {
    roles: {
      role: 'counter_officer' | 'case_officer' | 'unit_head' | 'signatory' | 'clerk' | 'centre_manager' | 'provincial_leader' | 'inspector' | 'procedure_designer' | 'operator'
      roleName: string
      needs: 'centre' | 'agency' | null
      mayHead: boolean
      isEverywhere: boolean
      centreIds: string[]
    }[]
    agencies: {
      id: string
      code: string
      name: string
      units: {
        id: string
        name: string
      }[]
    }[]
    centres: {
      id: string
      code: string
      name: string
    }[]
  }
  'GET /api/v1/accounts/{id}': {
    id: string
    isOwn: boolean
    managing: {
      allowed: boolean
      reason: string | null
    }
    login: string
    name: string
    title: string
    agency: {
      id: string
      code: string
      name: string
    } | null
    state: 'active' | 'disabled'
    isDemonstration: boolean
    passwordKind: 'own' | 'one_time' | 'none'
    passwordSetAt: string
    hasSecondFactor: boolean
    needsSecondFactor: boolean
    lastSeenAt: string | null
    grants: {
      id: string
      role: 'counter_officer' | 'case_officer' | 'unit_head' | 'signatory' | 'clerk' | 'centre_manager' | 'provincial_leader' | 'inspector' | 'procedure_designer' | 'operator' | 'citizen' | 'representative'
      roleName: string
      isHead: boolean
      agency: {
        id: string
        code: string
        name: string
      } | null
      centre: {
        id: string
        code: string
        name: string
      } | null
    }[]
    sessions: {
      id: string
      userAgent: string
      createdAt: string
      lastSeenAt: string
      expiresAt: string
    }[]
    events: {
      at: string
      kind: string
      byName: string
      isOwn: boolean
      detail: string
    }[]
  }
  'POST /api/v1/accounts/{id}/one-time-password': {
    oneTimePassword: string
  }
  'POST /api/v1/accounts/{id}/disable': {
    done: boolean
  }
  'POST /api/v1/accounts/{id}/enable': {
    done: boolean
  }
  'POST /api/v1/accounts/{id}/grants': {
    done: boolean
  }
  'POST /api/v1/accounts/{id}/grants/{grantId}/end': {
    done: boolean
  }
  'POST /api/v1/accounts/{id}/second-factor/reset': {
    done: boolean
  }
  'POST /api/v1/accounts/{id}/sessions/end': {
    done: boolean
  }
  'GET /api/v1/officers': {
    items: {
      id: string
      name: string
      title: string
      isMe: boolean
      roles: {
        role: 'counter_officer' | 'case_officer' | 'unit_head' | 'signatory' | 'clerk' | 'centre_manager' | 'provincial_leader' | 'inspector' | 'procedure_designer' | 'operator' | 'citizen' | 'representative'
        roleName: string
        agencyId: string | null
        centreId: string | null
        onBehalfOf: {
          name: string
          style: 'KT' | 'TL' | 'TUQ'
          basis: string
        } | null
      }[]
      absence: {
        id: string
        fromOn: string
        toOn: string
        reason: string
        isNow: boolean
      } | null
      mayReplace: boolean
      mayRecordAbsence: boolean
      mayDelegateFor: boolean
    }[]
  }
  'POST /api/v1/absences': {
    id: string
  }
  'POST /api/v1/absences/{id}/end': {
    ended: boolean
  }
  'GET /api/v1/delegations': {
    items: {
      id: string
      fromName: string
      toName: string
      role: 'counter_officer' | 'case_officer' | 'unit_head' | 'signatory' | 'clerk' | 'centre_manager' | 'provincial_leader' | 'inspector' | 'procedure_designer' | 'operator' | 'citizen' | 'representative'
      roleName: string
      fromOn: string
      toOn: string
      style: 'KT' | 'TL' | 'TUQ'
      basis: string
      mayEnd: boolean
    }[]
  }
  'POST /api/v1/delegations': {
    id: string
  }
  'POST /api/v1/delegations/{id}/end': {
    ended: boolean
  }
  'GET /api/v1/security-events': {
    kinds: {
      event: string
      name: string
    }[]
    items: {
      id: string
      at: string
      event: string
      name: string
      accountName: string | null
      network: string
      route: string
      status: number | null
      refusal: string | null
      times: number
    }[]
    more: boolean
  }
  'GET /api/v1/locality': Locality
  'PUT /api/v1/locality': Locality
  'GET /api/v1/agencies': {
    items: Agency[]
  }
  'POST /api/v1/agencies': Agency
  'PUT /api/v1/agencies/{code}': Agency
  'GET /api/v1/agencies/{code}/units': {
    items: {
      id: string
      code: string
      name: string
    }[]
  }
  'POST /api/v1/agencies/{code}/units': {
    id: string
    code: string
    name: string
  }
  'PUT /api/v1/agencies/{code}/units/{unitCode}': {
    id: string
    code: string
    name: string
  }
  'GET /api/v1/centres': {
    items: {
      id: string
      code: string
      level: 'province' | 'commune'
      name: string
      address: string
      phone: string
      openingHoursNote: string
      agencyCodes: string[]
      counters: {
        id: string
        number: number
        name: string
        field: string
      }[]
    }[]
  }
  'POST /api/v1/centres': {
    id: string
    code: string
    level: 'province' | 'commune'
    name: string
    address: string
    phone: string
    openingHoursNote: string
    agencyCodes: string[]
    counters: {
      id: string
      number: number
      name: string
      field: string
    }[]
  }
  'GET /api/v1/centres/{code}': {
    id: string
    code: string
    level: 'province' | 'commune'
    name: string
    address: string
    phone: string
    openingHoursNote: string
    agencyCodes: string[]
    counters: {
      id: string
      number: number
      name: string
      field: string
    }[]
  }
  'PUT /api/v1/centres/{code}': {
    id: string
    code: string
    level: 'province' | 'commune'
    name: string
    address: string
    phone: string
    openingHoursNote: string
    agencyCodes: string[]
    counters: {
      id: string
      number: number
      name: string
      field: string
    }[]
  }
  'POST /api/v1/centres/{code}/counters': {
    id: string
    code: string
    level: 'province' | 'commune'
    name: string
    address: string
    phone: string
    openingHoursNote: string
    agencyCodes: string[]
    counters: {
      id: string
      number: number
      name: string
      field: string
    }[]
  }
  'PUT /api/v1/centres/{code}/counters/{no}': {
    id: string
    code: string
    level: 'province' | 'commune'
    name: string
    address: string
    phone: string
    openingHoursNote: string
    agencyCodes: string[]
    counters: {
      id: string
      number: number
      name: string
      field: string
    }[]
  }
  'PUT /api/v1/centres/{code}/agencies': {
    id: string
    code: string
    level: 'province' | 'commune'
    name: string
    address: string
    phone: string
    openingHoursNote: string
    agencyCodes: string[]
    counters: {
      id: string
      number: number
      name: string
      field: string
    }[]
  }
  'GET /api/v1/calendar': {
    year: number
    items: {
      date: string
      kind: 'holiday' | 'compensation' | 'swapped_off' | 'makeup_workday'
      name: string
      basis: string
      part: {
        from: string
        to: string
      } | null
    }[]
    restDays: string[]
    workingDays: number
  }
  'GET /api/v1/office-hours': {
    today: string
    items: {
      agencyId: string | null
      centreId: string | null
      officeName: string | null
      fromOn: string | null
      untilOn: string | null
      standing: 'past' | 'now' | 'to_come'
      basis: string
      sessions: {
        weekday: number
        from: string
        to: string
        counts: boolean
      }[]
    }[]
  }
  'POST /api/v1/due-dates': {
    receivedAt: string
    limit: {
      amount: number
      unit: 'hours' | 'working_hours' | 'days' | 'working_days' | 'months'
    }
    due: string
    sentence: string
    because: {
      day: string
      kind: string
      name: string
      basis: string
      sentence: string
    }[]
    settings: Record<string, string>
  }
  'GET /api/v1/deadline-settings': DeadlineSettings
  'POST /api/v1/deadline-settings': DeadlineSettings
  'POST /api/v1/deadline-settings/preview': {
    examples: {
      title: string
      receivedAt: string
      limit: string
      before: string
      after: string
      differs: boolean
      sentence: string
    }[]
  }
  'GET /api/v1/procedures': {
    total: number
    items: ProcedureSummary[]
    nearest: ProcedureSummary[]
    elsewhere: {
      matter: string
      place: string
    }[]
  }
  'POST /api/v1/procedures': {
    code: string
  }
  'GET /api/v1/procedures/{code}': Procedure
  'GET /api/v1/sectors': {
    items: {
      name: string
      procedures: number
    }[]
  }
  'GET /api/v1/catalogue': {
    items: {
      sector: string
      procedures: {
        code: string
        name: string
        agency: {
          code: string
          name: string
        } | null
      }[]
    }[]
  }
  'GET /api/v1/catalogue/changes': {
    items: {
      versionId: string
      code: string
      name: string
      validFrom: string
      publishedAt: string
      decisionNumber: string | null
      isNew: boolean
    }[]
  }
  'GET /api/v1/procedures/{code}/process': {
    versionId: string
    picture: ProcessPicture
  }
  'POST /api/v1/procedures/{code}/draft/bpmn': {
    process: {
      entry: string
      rows: StepRow[]
    }
    picture: ProcessPicture
    notes: {
      code: string
      stepNo: number | null
      message: string
      english: string
    }[]
  }
  'GET /api/v1/procedures/{code}/draft': VersionDraft
  'PUT /api/v1/procedures/{code}/draft': VersionDraft
  'POST /api/v1/procedures/{code}/versions/{id}/check': {
    findings: ProcessFinding[]
    criticalPath: {
      hours: number
      stepNos: number[]
      limitHours: number | null
    } | null
    simulated: number
    revision: number
  }
  'POST /api/v1/procedures/{code}/versions/{id}/publish': {
    versionId: string
    report: GateReport
  }
  'GET /api/v1/procedure-drafts': {
    items: {
      code: string
      name: string
      savedAt: string
      savedByName: string
      publishing: {
        allowed: boolean
        reason: string | null
      }
    }[]
  }
  'GET /api/v1/procedures/{code}/draft/review': {
    draft: VersionDraft
    replaced: {
      validFrom: string
      content: VersionDraftContent
    } | null
    questions: {
      section: string
      label: string
      isRequired: boolean
    }[]
  }
  'GET /api/v1/synonyms': {
    items: Synonym[]
    total: number
    more: boolean
  }
  'POST /api/v1/synonyms': Synonym
  'PUT /api/v1/synonyms/{id}': Synonym
  'DELETE /api/v1/synonyms/{id}': {
    removed: true
  }
  'POST /api/v1/citizen-cards': {
    idNumber: string | null
    oldIdNumber: string | null
    fullName: string | null
    bornOn: string | null
    sex: 'male' | 'female' | null
    address: string | null
    issuedOn: string | null
    faults: {
      field: string
      code: string
      message: string
    }[]
  }
  'GET /api/v1/collectors/{centreId}': {
    collector: Collector | null
  }
  'PUT /api/v1/collectors/{centreId}': {
    collector: Collector | null
  }
  'GET /api/v1/bills/{code}': Bill
  'POST /api/v1/bills/{code}/payments': Collected
  'POST /api/v1/bills/{code}/adjustments': Bill
  'POST /api/v1/payments/{id}/reversals': {
    id: string
    state: 'done' | 'waiting' | 'declined'
  }
  'POST /api/v1/reversals/{id}/decision': {
    id: string
    state: 'done' | 'waiting' | 'declined'
  }
  'POST /api/v1/payments/bank-notices': {
    state: 'matched' | 'unmatched'
  }
  'GET /api/v1/money-to-decide': {
    notices: {
      id: string
      bankReference: string
      amountDong: number
      content: string
      paidAt: string
      receivedAt: string
      why: string
      leftDong: number
      dossierCode: string | null
      owedDong: number | null
      ownerName: string | null
      dueAt: string
      isLate: boolean
      isBooked: boolean
    }[]
    returns: {
      noticeId: string
      no: number
      amountDong: number
      to: string
      reference: string
      reason: string
      askedByName: string
      askedAt: string
    }[]
    refunds: {
      id: string
      paymentId: string
      dossierCode: string
      amountDong: number
      reason: string
      askedByName: string
      askedAt: string
    }[]
  }
  'POST /api/v1/bank-notices/matches': Collected
  'POST /api/v1/bank-notices/{id}/owner': {
    taken: boolean
  }
  'POST /api/v1/bank-notices/{id}/returns': MoneyReturn
  'POST /api/v1/bank-notices/{id}/returns/{no}/decision': MoneyReturn
  'GET /api/v1/cash-books': CashBooks
  'POST /api/v1/cash-books/hand-overs': {
    done: boolean
  }
  'POST /api/v1/cash-books/closings': {
    expectedDong: number
    countedDong: number
    differenceDong: number
    explanation: string
  }
  'GET /api/v1/receipts': {
    day: string
    count: number
    totalDong: number
    items: Receipt[]
  }
  'POST /api/v1/receipts/{id}/replacement': {
    id: string
    templateSymbol: string
    seriesSymbol: string
    number: number
    numberText: string
    url: string
  }
  'POST /api/v1/decrees/preview': DecreePreview
  'POST /api/v1/decrees': Decree
  'GET /api/v1/decrees': {
    mayEnter: {
      days: boolean
      centreIds: string[] | null
    }
    items: Decree[]
  }
  'GET /api/v1/decrees/{id}': {
    id: string
    kind: 'days' | 'office_hours'
    name: string
    basis: string
    reason: string
    decreedOn: string | null
    content: Record<string, unknown>
    enteredBy: string
    enteredAt: string
    run: {
      state: 'running' | 'finished'
      running: number
      seen: number
      moved: number
      becameLate: number
      noLongerLate: number
      startedAt: string
      finishedAt: string | null
    }
    dossiers: {
      code: string
      agencyName: string
      dueWas: string | null
      dueIs: string | null
      turned: 'late' | 'not_late' | null
    }[]
  }
  'GET /api/v1/procedures/{code}/version-moves': {
    versions: {
      id: string
      validFrom: string
      validTo: string | null
      decisionNumber: string | null
      isInForce: boolean
      running: number
    }[]
    moves: VersionMove[]
  }
  'POST /api/v1/procedures/{code}/version-moves': VersionMove
  'POST /api/v1/procedures/{code}/version-moves/preview': VersionMovePreview
  'GET /api/v1/procedures/{code}/version-moves/{id}': {
    id: string
    fromVersionId: string
    toVersionId: string
    time: 'keep' | 'shorten_promise' | 'shorten_both'
    reason: string
    legalBasis: string
    orderedBy: string
    orderedAt: string
    state: 'running' | 'finished'
    running: number
    seen: number
    moved: number
    stayed: number
    dueChanged: number
    finishedAt: string | null
    dossiers: {
      code: string
      agencyName: string
      stepWas: number | null
      stepIs: number | null
      dueWas: string | null
      dueIs: string | null
      why: string | null
    }[]
  }
  'POST /api/v1/dossiers': {
    code: string
    state: 'filed' | 'accepted' | 'in_progress' | 'awaiting_supplement' | 'suspended' | 'approved' | 'result_recorded' | 'returned' | 'refused' | 'withdrawn' | 'stopped'
    stateName: string
    procedure: {
      code: string
      name: string
      versionId: string
      handling: string
    }
    agency: {
      code: string
      name: string
    }
    centre: {
      id: string
      name: string
      phone: string
      counterNumber: number | null
    }
    channel: string
    resultMethod: string
    summary: string
    applicant: {
      kind: string
      name: string
      idNumber: string
      address: string
      phone: string
      email: string | null
      bornOn: string | null
      representativeName: string | null
      person: string | null
    }
    receivedAt: string
    acceptedAt: string | null
    finishedAt: string | null
    endedAt: string | null
    outcome: string | null
    clocks: Clock[]
    promises: PromisedDays
    turns: {
      effect: 'pause' | 'restart' | 'extend'
      cause: string
      name: string
      law: string
      fromAt: string
      toAt: string | null
      endsBy: string | null
      byText: string | null
    }[]
    reappointments: {
      seq: number
      kind: 'extension' | 'apology'
      cause: string
      reason: string
      days: number | null
      decision: 'granted' | 'declined' | 'lapsed' | null
      dueBefore: string
      dueAfter: string | null
    }[]
    consultations: {
      seq: number
      agencyId: string
      agencyName: string
      question: string
      askedAt: string
      askedBy: string
      dueAt: string
      state: 'open' | 'answered' | 'closed'
      isLate: boolean
      isMine: boolean
      answer: string | null
      answeredAt: string | null
      answeredBy: string | null
    }[]
    transfers: {
      kind: 'handed_over' | 'given_back'
      name: string
      law: string
      by: string
      doneAt: string | null
      isLate: boolean
    }[]
    supplementBy: string | null
    asked: {
      no: number
      componentNo: number | null
      text: string
      isAnswered: boolean
    }[]
    clockFrom: 'acceptance' | 'competent_agency'
    beginning: string | null
    holder: Holder | null
    claim: {
      name: string
      isMine: boolean
      until: string
      peersFrom: string
    } | null
    handoverNumber: string | null
    register: {
      book: string
      line: string
    } | null
    stepClocks: StepClocks
    standing: number[]
    parts: Part[]
    step: {
      no: number
      name: string
      role: string
      roleName: string
      of: number
    } | null
    papers: {
      componentNo: number
      name: string
      required: boolean
      asked: {
        originals: number
        copies: number
      }
      originals: number
      copies: number
      certified: number
      note: string
    }[]
    timeline: {
      seq: number
      act: 'file' | 'accept' | 'request_supplement' | 'supplement' | 'refuse' | 'forward' | 'receive' | 'complete_step' | 'return_to_previous_step' | 'approve' | 'record_result' | 'return_result' | 'withdraw' | 'suspend' | 'resume' | 'consult' | 'answer_consultation' | 'claim' | 'release' | 'take_over' | 'reassign' | 'reproject' | 'change_version' | 'confirm_payment' | 'correct_contact' | 'correct_identity' | 'restart_clock' | 'request_extension' | 'approve_extension' | 'decline_extension' | 'draft_apology' | 'apologise' | 'record_site_check' | 'stop' | 'deem_approved' | 'deem_refused' | 'note_late' | 'note_late_by_law'
      actName: string
      at: string
      actorName: string
      actorRole: string
      actorRoleName: string
      note: string
    }[]
    actions: {
      act: 'file' | 'accept' | 'request_supplement' | 'supplement' | 'refuse' | 'forward' | 'receive' | 'complete_step' | 'return_to_previous_step' | 'approve' | 'record_result' | 'return_result' | 'withdraw' | 'suspend' | 'resume' | 'consult' | 'answer_consultation' | 'claim' | 'release' | 'take_over' | 'reassign' | 'reproject' | 'change_version' | 'confirm_payment' | 'correct_contact' | 'correct_identity' | 'restart_clock' | 'request_extension' | 'approve_extension' | 'decline_extension' | 'draft_apology' | 'apologise' | 'record_site_check' | 'stop' | 'deem_approved' | 'deem_refused' | 'note_late' | 'note_late_by_law'
      name: string
      letter: string | null
      isDetour: boolean
      draft: {
        title: string
      } | null
      allowed: boolean
      reason: string | null
      code: string | null
      byList: boolean
      law: string | null
      warning: string | null
      needs: string[]
      leads: Leads
      assignees: {
        accountId: string
        name: string
      }[]
      causes: {
        cause: string
        name: string
        law: string
        maxWorkingDays: number | null
        latestUntil: string | null
        timesLeft: number | null
      }[]
    }[]
    grounds: {
      ground: string
      name: string
      law: string
    }[]
    refusalGrounds: string[]
    documents: {
      form: string
      title: string
      url: string
      isToHandOver: boolean
      hasApplicantPrint: boolean
      seal: {
        state: 'not_issued' | 'unsigned' | 'signed'
        signerName: string | null
        signedAt: string | null
        stampedAt: string | null
      }
    }[]
    fileCount: number
    mayPrintSlip: boolean
    slipNeedsReason: boolean
    maySeeAccesses: boolean
    lookupSecret: string
  }
  'GET /api/v1/dossiers': {
    items: {
      code: string
      applicantName: string
      stateName: string
      agencyName: string
      receivedAt: string
    }[]
  }
  'GET /api/v1/dossiers/{code}': Dossier
  'GET /api/v1/dossiers/{code}/ledger': HolderLedger
  'GET /api/v1/dossiers/{code}/new-day': {
    dueBefore: string | null
    dueAfter: string | null
    legalDueAt: string | null
    isPastLaw: boolean
  }
  'POST /api/v1/dossiers/{code}/acts': {
    code: string
    state: 'filed' | 'accepted' | 'in_progress' | 'awaiting_supplement' | 'suspended' | 'approved' | 'result_recorded' | 'returned' | 'refused' | 'withdrawn' | 'stopped'
    stateName: string
    procedure: {
      code: string
      name: string
      versionId: string
      handling: string
    }
    agency: {
      code: string
      name: string
    }
    centre: {
      id: string
      name: string
      phone: string
      counterNumber: number | null
    }
    channel: string
    resultMethod: string
    summary: string
    applicant: {
      kind: string
      name: string
      idNumber: string
      address: string
      phone: string
      email: string | null
      bornOn: string | null
      representativeName: string | null
      person: string | null
    }
    receivedAt: string
    acceptedAt: string | null
    finishedAt: string | null
    endedAt: string | null
    outcome: string | null
    clocks: Clock[]
    promises: PromisedDays
    turns: {
      effect: 'pause' | 'restart' | 'extend'
      cause: string
      name: string
      law: string
      fromAt: string
      toAt: string | null
      endsBy: string | null
      byText: string | null
    }[]
    reappointments: {
      seq: number
      kind: 'extension' | 'apology'
      cause: string
      reason: string
      days: number | null
      decision: 'granted' | 'declined' | 'lapsed' | null
      dueBefore: string
      dueAfter: string | null
    }[]
    consultations: {
      seq: number
      agencyId: string
      agencyName: string
      question: string
      askedAt: string
      askedBy: string
      dueAt: string
      state: 'open' | 'answered' | 'closed'
      isLate: boolean
      isMine: boolean
      answer: string | null
      answeredAt: string | null
      answeredBy: string | null
    }[]
    transfers: {
      kind: 'handed_over' | 'given_back'
      name: string
      law: string
      by: string
      doneAt: string | null
      isLate: boolean
    }[]
    supplementBy: string | null
    asked: {
      no: number
      componentNo: number | null
      text: string
      isAnswered: boolean
    }[]
    clockFrom: 'acceptance' | 'competent_agency'
    beginning: string | null
    holder: Holder | null
    claim: {
      name: string
      isMine: boolean
      until: string
      peersFrom: string
    } | null
    handoverNumber: string | null
    register: {
      book: string
      line: string
    } | null
    stepClocks: StepClocks
    standing: number[]
    parts: Part[]
    step: {
      no: number
      name: string
      role: string
      roleName: string
      of: number
    } | null
    papers: {
      componentNo: number
      name: string
      required: boolean
      asked: {
        originals: number
        copies: number
      }
      originals: number
      copies: number
      certified: number
      note: string
    }[]
    timeline: {
      seq: number
      act: 'file' | 'accept' | 'request_supplement' | 'supplement' | 'refuse' | 'forward' | 'receive' | 'complete_step' | 'return_to_previous_step' | 'approve' | 'record_result' | 'return_result' | 'withdraw' | 'suspend' | 'resume' | 'consult' | 'answer_consultation' | 'claim' | 'release' | 'take_over' | 'reassign' | 'reproject' | 'change_version' | 'confirm_payment' | 'correct_contact' | 'correct_identity' | 'restart_clock' | 'request_extension' | 'approve_extension' | 'decline_extension' | 'draft_apology' | 'apologise' | 'record_site_check' | 'stop' | 'deem_approved' | 'deem_refused' | 'note_late' | 'note_late_by_law'
      actName: string
      at: string
      actorName: string
      actorRole: string
      actorRoleName: string
      note: string
    }[]
    actions: {
      act: 'file' | 'accept' | 'request_supplement' | 'supplement' | 'refuse' | 'forward' | 'receive' | 'complete_step' | 'return_to_previous_step' | 'approve' | 'record_result' | 'return_result' | 'withdraw' | 'suspend' | 'resume' | 'consult' | 'answer_consultation' | 'claim' | 'release' | 'take_over' | 'reassign' | 'reproject' | 'change_version' | 'confirm_payment' | 'correct_contact' | 'correct_identity' | 'restart_clock' | 'request_extension' | 'approve_extension' | 'decline_extension' | 'draft_apology' | 'apologise' | 'record_site_check' | 'stop' | 'deem_approved' | 'deem_refused' | 'note_late' | 'note_late_by_law'
      name: string
      letter: string | null
      isDetour: boolean
      draft: {
        title: string
      } | null
      allowed: boolean
      reason: string | null
      code: string | null
      byList: boolean
      law: string | null
      warning: string | null
      needs: string[]
      leads: Leads
      assignees: {
        accountId: string
        name: string
      }[]
      causes: {
        cause: string
        name: string
        law: string
        maxWorkingDays: number | null
        latestUntil: string | null
        timesLeft: number | null
      }[]
    }[]
    grounds: {
      ground: string
      name: string
      law: string
    }[]
    refusalGrounds: string[]
    documents: {
      form: string
      title: string
      url: string
      isToHandOver: boolean
      hasApplicantPrint: boolean
      seal: {
        state: 'not_issued' | 'unsigned' | 'signed'
        signerName: string | null
        signedAt: string | null
        stampedAt: string | null
      }
    }[]
    fileCount: number
    mayPrintSlip: boolean
    slipNeedsReason: boolean
    maySeeAccesses: boolean
    invitedToRate: boolean
  }
  'GET /api/v1/procedures/{code}/promise': {
    receivedAt: string
    committed: {
      limit: ClockLimit
      dueAt: string
      sentence: string
      because: DueDateReason[]
    }
    legal: {
      limit: ClockLimit
      dueAt: string
      sentence: string
      because: DueDateReason[]
    }
    answers: {
      act: 'request_supplement' | 'refuse'
      name: string
      law: string | null
      needs: string[]
      warning: string | null
      draft: {
        title: string
      } | null
    }[]
    refusalGrounds: string[]
  }
  'GET /api/v1/inbox': {
    total: number
    nextCursor: string | null
    items: {
      code: string
      procedureName: string
      applicantName: string
      state: string
      stateName: string
      stepName: string | null
      dueAt: string | null
      remaining: TimeLeft
      holderName: string
      agencyCode: string
      agencyName: string
      centre: {
        id: string
        name: string
      }
      officerName: string | null
      handoverNumber: string | null
      handOver: {
        by: string
        isLate: boolean
      } | null
      receivedAt: string
    }[]
  }
  'GET /api/v1/parts': {
    total: number
    nextCursor: string | null
    items: {
      dossierCode: string
      no: number
      stepNo: number
      name: string
      kind: 'work' | 'sub_dossier'
      code: string | null
      procedureName: string
      applicantName: string
      agencyName: string
      leadName: string
      role: string
      roleName: string
      openedAt: string
      dueAt: string | null
      remaining: TimeLeft
      officerName: string | null
    }[]
  }
  'GET /api/v1/online-filings': {
    items: {
      code: string
      procedureName: string
      applicantName: string
      receivedAt: string
      agencyName: string
      centreName: string
      files: number
      firstAnswer: {
        dueAt: string
        answeredAt: string | null
        isLate: boolean
        left: string | null
      }
    }[]
    total: number
    late: number
    lastThirtyDays: {
      answered: number
      inTime: number
      late: number
    }
  }
  'GET /api/v1/dossiers/{code}/online-filing': {
    code: string
    procedureName: string
    applicantName: string
    receivedAt: string
    centre: {
      name: string
      phone: string
    }
    firstAnswer: {
      dueAt: string
      answeredAt: string | null
      isLate: boolean
      left: string | null
    }
    isComplete: boolean
    sections: {
      id: string
      title: string
      lines: {
        question: string
        label: string
        text: string | null
      }[]
    }[]
    files: {
      id: string
      name: string
      typeName: string
      size: number
      sha256: string
      componentName: string | null
    }[]
  }
  'POST /api/v1/handovers': Handover
  'GET /api/v1/handovers': {
    items: Handover[]
  }
  'GET /api/v1/handovers/{number}': {
    number: string
    direction: 'to_agency' | 'to_centre'
    agency: {
      code: string
      name: string
    }
    centre: {
      id: string
      name: string
    }
    createdAt: string
    createdBy: string
    closedAt: string | null
    waiting: number
    count: number
    mayReceive: boolean
    dossiers: {
      code: string
      applicantName: string
      dueAt: string | null
      receivedAt: string | null
      receivedBy: string | null
      isWaiting: boolean
      handOver: {
        by: string
        isLate: boolean
      } | null
    }[]
  }
  'POST /api/v1/handovers/{number}/receive': {
    received: number
    left: number
  }
  'GET /api/v1/officers/{id}/work': {
    officer: {
      id: string
      name: string
    }
    held: number
    claimed: number
    late: number
    handovers: number
    lateOnes: {
      code: string
      applicantName: string
      dueAt: string
    }[]
  }
  'POST /api/v1/officers/{id}/replacement': {
    dossiers: number
    late: number
    handovers: number
  }
  'GET /api/v1/notices': {
    items: {
      id: string
      kind: string
      text: string
      at: string
      dossierCode: string | null
    }[]
  }
  'POST /api/v1/notices/{id}/seen': {
    seen: boolean
  }
  'PUT /api/v1/drafts/{key}': {
    savedAt: string
  }
  'GET /api/v1/drafts/{key}': {
    key: string
    form: unknown
    savedAt: string
  }
  'DELETE /api/v1/drafts/{key}': {
    discarded: boolean
  }
  'GET /api/v1/drafts': {
    items: {
      key: string
      name: string | null
      savedAt: string
    }[]
  }
  'POST /api/v1/slip-pictures': SlipPicture
  'GET /api/v1/centres/{centreId}/registers/{year}': {
    centre: {
      id: string
      name: string
    }
    year: number
    years: number[]
    isClosed: boolean
    lines: number
    books: {
      book: number
      from: number
      to: number
    }[]
    items: {
      line: number
      dossierCode: string
      applicantName: string
      procedureName: string
      agencyName: string
      receivedAt: string
      dueAt: string | null
      stateName: string
    }[]
    hasMore: boolean
  }
  'GET /api/v1/dossiers/{code}/files': DossierFiles
  'POST /api/v1/dossiers/{code}/files': DossierFile
  'POST /api/v1/dossiers/{code}/files/{id}/withdrawal': DossierFile
  'POST /api/v1/dossiers/{code}/files/{id}/checks': DossierFile
  'GET /api/v1/dossiers/{code}/proof': ClockProof
  'GET /api/v1/proof-key': {
    algorithm: 'Ed25519'
    fingerprint: string
    publicKey: string
    former: {
      fingerprint: string
      publicKey: string
      validFrom: string
      validTo: string
    }[]
  }
  'POST /api/v1/tracking/proof': ClockProof
  'POST /api/v1/tracking': {
    code: string
    state: string
    stateName: string
    procedureName: string
    agencyName: string
    centreName: string
    hotline: string
    applicantName: string
    receivedAt: string
    acceptedAt: string | null
    dueAt: string | null
    remaining: TimeLeft | null
    because: DueDateReason[]
    beginning: string | null
    clocks: Clock[]
    promises: PromisedDays
    turns: {
      effect: 'pause' | 'restart' | 'extend'
      cause: string
      name: string
      law: string
      fromAt: string
      toAt: string | null
      endsBy: string | null
      byText: string | null
    }[]
    legalDuePassed: string | null
    holder: {
      kind: string
      name: string
      since: string | null
    } | null
    parts: {
      agencyName: string
      kind: 'work' | 'sub_dossier'
      code: string | null
      dueAt: string | null
    }[]
    defects: string[]
    supplement: {
      defects: string[]
      papers: {
        name: string
        originals: number
        copies: number
      }[]
      reason: string | null
      by: string | null
      clock: string
      lapse: string | null
    } | null
    refusal: {
      by: string
      reason: string
      appeal: string | null
    } | null
    heldBy: HeldBySide[]
    results: {
      id: string
      name: string
      typeName: string
      size: number
      signature: {
        state: 'valid' | 'unsigned' | 'invalid' | 'untrusted' | 'not_pdf'
        stateName: string
        signers: string[]
      }
    }[]
    toPay: {
      owedDong: number
      arrived: {
        amountDong: number
        at: string
      }[]
      missingDong: number
      waits: boolean
      by: string | null
      items: {
        name: string
        basis: string
        dueDong: number | null
        state: string
        stateName: string
        timingName: string
      }[]
      transfer: {
        code: string
        holderName: string
        bankBin: string
        bankAccount: string
        purpose: string
      } | null
      notCollected: boolean
    } | null
    receipts: {
      id: string
      symbol: string
      number: string
      amountDong: number
      method: string
      issuedAt: string
    }[]
    ratingUrl: string | null
    mayRateElsewhere: boolean
    timeline: {
      seq: number
      act: string
      actName: string
      at: string
      unitName: string
      reason: string | null
      words: {
        ground: string | null
        written: string | null
      } | null
    }[]
  }
  'POST /api/v1/papers/check': {
    paper: {
      kind: 'form' | 'result'
      title: string
      number: string | null
      issuedAt: string
      issuedBy: string
      standing: 'in_force' | 'replaced'
      signers: string[]
    } | null
  }
  'GET /api/v1/alerts': {
    unseen: number
    overdue: number
    items: {
      id: string
      rung: 'soon' | 'due' | 'late' | 'later' | 'silent' | 'law_soon' | 'law_late' | 'to_sign' | 'unanswered' | 'part_late'
      rungName: string
      madeAt: string
      dueAt: string | null
      code: string
      stateName: string
      agencyName: string
      seenAt: string | null
      isOver: boolean
    }[]
  }
  'POST /api/v1/alerts/seen': {
    seen: number
  }
  'POST /api/v1/tracking/accesses': {
    items: {
      at: string
      purpose: 'open' | 'list' | 'search' | 'print' | 'file' | 'export'
      purposeName: string
      roleName: string
      placeName: string | null
    }[]
  }
  'GET /api/v1/dossiers/{code}/accesses': {
    items: {
      at: string
      purpose: 'open' | 'list' | 'search' | 'print' | 'file' | 'export'
      purposeName: string
      roleName: string
      placeName: string | null
      officerName: string
    }[]
  }
  'GET /api/v1/ratings/{token}': {
    open: boolean
    procedureName: string
    centreName: string
  }
  'POST /api/v1/ratings/{token}': {
    recorded: true
  }
  'GET /api/v1/reports/holders': HoldersReport
  'GET /api/v1/board': Board
  'GET /api/v1/record': {
    origin: string
    size: number
    root: string
    signedAt: string
    lookedAt: string | null
    sealer: 'on_time' | 'late' | 'stopped'
    keys: {
      vkey: string
      validFrom: string
      validTo: string | null
    }[]
    witnesses: {
      name: string
      kind: 'folder' | 'witness'
      size: number
      seenAt: string | null
      fault: 'unreachable' | 'refused' | 'unsigned' | 'ahead' | 'forked' | 'unreadable' | null
      faultAt: string | null
    }[]
  }
  'GET /api/v1/record/consistency': {
    from: number
    to: number
    proof: string[]
  }
  'GET /api/v1/record/proof': {
    origin: string
    size: number
    root: string
    signedAt: string
    checkpoint: string
    index: number
    entry: string
    path: string[]
    opening: {
      source: string
      key: string
      salt: string
      text: string
    }
  }
  'GET /api/v1/centres/{code}/hall': Hall
  'PUT /api/v1/centres/{code}/hall': Hall
  'GET /api/v1/centres/{code}/kiosks': {
    items: {
      id: string
      name: string
      state: 'pairing' | 'paired' | 'expired' | 'revoked'
      lastTicketAt: string | null
    }[]
  }
  'POST /api/v1/centres/{code}/kiosks': {
    id: string
    code: string
    minutes: number
  }
  'POST /api/v1/centres/{code}/kiosks/{id}/revocation': Record<string, never>
  'POST /api/v1/kiosk-pairings': {
    token: string
    centreCode: string
    name: string
  }
  'POST /api/v1/centres/{code}/tickets': {
    label: string
    secret: string
    joinedAt: string
    ahead: number
    queueName: string
  }
  'GET /api/v1/tickets/{secret}': {
    label: string
    centreName: string
    queueName: string
    queueNameEn: string
    priority: 'elderly' | 'disabled' | 'pregnant' | 'merit' | 'small_child' | null
    priorityMinutes: number
    onDay: string
    joinedAt: string
    state: 'waiting' | 'called' | 'held' | 'finished' | 'no_show' | 'left'
    ahead: number | null
    counterNumber: number | null
    estimate: {
      median: number
      low: number
      high: number
    } | null
  }
  'GET /api/v1/centres/{code}/counters/{no}/tickets': {
    current: {
      id: string
      label: string
      state: 'waiting' | 'called' | 'held' | 'finished' | 'no_show' | 'left'
      queuePrefix: string
      priority: 'elderly' | 'disabled' | 'pregnant' | 'merit' | 'small_child' | null
      joinedAt: string
      calledAt: string | null
      counterNumber: number | null
    } | null
    waiting: {
      id: string
      label: string
      state: 'waiting' | 'called' | 'held' | 'finished' | 'no_show' | 'left'
      queuePrefix: string
      priority: 'elderly' | 'disabled' | 'pregnant' | 'merit' | 'small_child' | null
      joinedAt: string
      calledAt: string | null
      counterNumber: number | null
    }[]
    waitingCount: number
    aside: {
      id: string
      label: string
      state: 'waiting' | 'called' | 'held' | 'finished' | 'no_show' | 'left'
      queuePrefix: string
      priority: 'elderly' | 'disabled' | 'pregnant' | 'merit' | 'small_child' | null
      joinedAt: string
      calledAt: string | null
      counterNumber: number | null
    }[]
    queues: {
      prefix: string
      name: string
    }[]
  }
  'POST /api/v1/centres/{code}/counters/{no}/calls': {
    called: {
      id: string
      label: string
    } | null
  }
  'POST /api/v1/centres/{code}/counters/{no}/tickets/{id}/acts': Record<string, never>
  'GET /api/v1/centres/{code}/calls': {
    on: string
    issued: number
    served: number
    left: number
    waiting: number
    calls: number
    outOfOrder: {
      label: string
      kind: string
      at: string
      by: string
      counterNumber: number | null
      reason: string
    }[]
    differences: {
      called: string
      expected: string | null
      at: string
    }[]
  }
  'GET /api/v1/jobs': {
    queues: {
      name: string
      waiting: number
      running: number
      failed: number
      oldestSeconds: number | null
    }[]
    failed: {
      id: string
      name: string
      payload: unknown
      failedAt: string
      tries: number
      fault: string
    }[]
  }
  'GET /api/v1/opening': {
    items: {
      key: 'locality' | 'agencies' | 'units' | 'centres' | 'counters' | 'agency_accounts' | 'centre_accounts' | 'designers' | 'second_operator' | 'procedures' | 'collectors' | 'served_agencies' | 'stamp'
      state: 'done' | 'missing' | 'advised' | 'later'
      count: number
      lacking: string[]
    }[]
  }
  'GET /api/v1/setting-changes': {
    items: {
      id: string
      at: string
      byName: string
      subject: 'locality' | 'agency' | 'unit' | 'centre' | 'counter' | 'served_agencies' | 'collector' | 'hall'
      key: string
      before: Record<string, unknown> | null
      after: Record<string, unknown>
    }[]
  }
  'POST /api/v1/tracking/notices': {
    items: {
      kind: string
      name: string
      at: string
      outcome: string
      outcomeName: string
    }[]
  }
  'GET /api/v1/dossiers/{code}/notices': {
    items: {
      kind: string
      name: string
      at: string
      outcome: string
      outcomeName: string
    }[]
  }
  'GET /api/v1/undelivered-notices': {
    items: {
      code: string
      applicantName: string
      phone: string | null
      email: string | null
      name: string
      at: string
    }[]
  }
  'GET /api/v1/citizen-sign-ins': {
    isOpen: boolean
    providerName: string | null
  }
  'POST /api/v1/citizen-sign-ins': {
    next: string
  }
  'POST /api/v1/citizen-sign-ins/begin': {
    address: string
  }
  'GET /api/v1/citizen': {
    person: {
      kind: 'person' | 'organisation'
      name: string
      idNumber: string | null
      bornOn: string | null
      address: string | null
      phone: string | null
      email: string | null
      since: string
    }
    sessions: {
      id: string
      userAgent: string
      openedAt: string
      lastSeenAt: string
      isThis: boolean
    }[]
  }
  'DELETE /api/v1/citizen/sessions/{id}': {
    ended: true
  }
  'GET /api/v1/citizen/dossiers': {
    items: {
      code: string
      procedureName: string
      state: string
      stateName: string
      receivedAt: string
      since: string
      isFiledHere: boolean
    }[]
  }
  'POST /api/v1/citizen/dossiers': {
    items: {
      code: string
      procedureName: string
      state: string
      stateName: string
      receivedAt: string
      since: string
      isFiledHere: boolean
    }[]
  }
  'DELETE /api/v1/citizen/dossiers/{code}': {
    items: {
      code: string
      procedureName: string
      state: string
      stateName: string
      receivedAt: string
      since: string
      isFiledHere: boolean
    }[]
  }
  'GET /api/v1/citizen/accesses': {
    items: {
      code: string
      at: string
      purposeName: string
      roleName: string
      placeName: string | null
    }[]
  }
  'GET /api/v1/citizen/export': {
    person: {
      kind: 'person' | 'organisation'
      name: string
      idNumber: string | null
      bornOn: string | null
      address: string | null
      phone: string | null
      email: string | null
      since: string
    }
    sessions: {
      id: string
      userAgent: string
      openedAt: string
      lastSeenAt: string
      isThis: boolean
    }[]
    drafts: {
      id: string
      [other: string]: unknown
    }[]
    dossiers: {
      code: string
      [other: string]: unknown
    }[]
    looks: {
      code: string
      at: string
      purposeName: string
      roleName: string
      placeName: string | null
    }[]
  }
  'GET /api/v1/procedures/{code}/form': {
    versionId: string
    isComplete: boolean
    standsFor: number[]
    schema: Record<string, unknown>
    sections: {
      id: string
      title: string
      [other: string]: unknown
    }[]
  }
  'GET /api/v1/citizen/drafts': {
    items: {
      id: string
      procedureCode: string
      procedureName: string
      savedAt: string
      keptUntil: string
    }[]
  }
  'POST /api/v1/citizen/drafts': {
    id: string
    isNew: boolean
  }
  'GET /api/v1/citizen/drafts/{id}': {
    id: string
    procedure: {
      code: string
      name: string
      isWholly: boolean
    }
    savedAt: string
    keptUntil: string
    isComplete: boolean
    sections: {
      id: string
      title: string
      progress: 'not_begun' | 'begun' | 'complete'
      questions: {
        id: string
        kind: string
        label: string
        hint: string | null
        required: boolean
        most: number | null
        choices: {
          id: string
          label: string
        }[]
        typed: string[]
        isAsked: boolean
        isLocked: boolean
        when: {
          question: string
          is: string[]
        } | null
      }[]
    }[]
    papers: {
      no: number
      name: string
      required: boolean
      group: string
      isForm: boolean
      files: {
        id: string
        componentNo: number | null
        name: string
        typeName: string
        size: number
        sha256: string
        arrivedAt: string
        isWaiting: boolean
        signature: string
      }[]
    }[]
    otherFiles: {
      id: string
      componentNo: number | null
      name: string
      typeName: string
      size: number
      sha256: string
      arrivedAt: string
      isWaiting: boolean
      signature: string
    }[]
    papersProgress: 'not_begun' | 'begun' | 'complete'
    faults: {
      field: string
      message: string
    }[]
    changes: {
      question: string
      label: string
      how: 'added' | 'changed' | 'dropped'
    }[]
    answers: {
      id: string
      title: string
      lines: {
        question: string
        label: string
        text: string | null
      }[]
    }[]
    mayFile: boolean
  }
  'PUT /api/v1/citizen/drafts/{id}': {
    id: string
    procedure: {
      code: string
      name: string
      isWholly: boolean
    }
    savedAt: string
    keptUntil: string
    isComplete: boolean
    sections: {
      id: string
      title: string
      progress: 'not_begun' | 'begun' | 'complete'
      questions: {
        id: string
        kind: string
        label: string
        hint: string | null
        required: boolean
        most: number | null
        choices: {
          id: string
          label: string
        }[]
        typed: string[]
        isAsked: boolean
        isLocked: boolean
        when: {
          question: string
          is: string[]
        } | null
      }[]
    }[]
    papers: {
      no: number
      name: string
      required: boolean
      group: string
      isForm: boolean
      files: {
        id: string
        componentNo: number | null
        name: string
        typeName: string
        size: number
        sha256: string
        arrivedAt: string
        isWaiting: boolean
        signature: string
      }[]
    }[]
    otherFiles: {
      id: string
      componentNo: number | null
      name: string
      typeName: string
      size: number
      sha256: string
      arrivedAt: string
      isWaiting: boolean
      signature: string
    }[]
    papersProgress: 'not_begun' | 'begun' | 'complete'
    faults: {
      field: string
      message: string
    }[]
    changes: {
      question: string
      label: string
      how: 'added' | 'changed' | 'dropped'
    }[]
    answers: {
      id: string
      title: string
      lines: {
        question: string
        label: string
        text: string | null
      }[]
    }[]
    mayFile: boolean
  }
  'DELETE /api/v1/citizen/drafts/{id}': {
    dropped: true
  }
  'DELETE /api/v1/citizen/drafts/{id}/files/{fileId}': {
    id: string
    procedure: {
      code: string
      name: string
      isWholly: boolean
    }
    savedAt: string
    keptUntil: string
    isComplete: boolean
    sections: {
      id: string
      title: string
      progress: 'not_begun' | 'begun' | 'complete'
      questions: {
        id: string
        kind: string
        label: string
        hint: string | null
        required: boolean
        most: number | null
        choices: {
          id: string
          label: string
        }[]
        typed: string[]
        isAsked: boolean
        isLocked: boolean
        when: {
          question: string
          is: string[]
        } | null
      }[]
    }[]
    papers: {
      no: number
      name: string
      required: boolean
      group: string
      isForm: boolean
      files: {
        id: string
        componentNo: number | null
        name: string
        typeName: string
        size: number
        sha256: string
        arrivedAt: string
        isWaiting: boolean
        signature: string
      }[]
    }[]
    otherFiles: {
      id: string
      componentNo: number | null
      name: string
      typeName: string
      size: number
      sha256: string
      arrivedAt: string
      isWaiting: boolean
      signature: string
    }[]
    papersProgress: 'not_begun' | 'begun' | 'complete'
    faults: {
      field: string
      message: string
    }[]
    changes: {
      question: string
      label: string
      how: 'added' | 'changed' | 'dropped'
    }[]
    answers: {
      id: string
      title: string
      lines: {
        question: string
        label: string
        text: string | null
      }[]
    }[]
    mayFile: boolean
  }
  'POST /api/v1/citizen/drafts/{id}/filing': {
    code: string
  }
  'GET /api/v1/citizen/dossiers/{code}/acts': {
    actions: {
      act: 'supplement' | 'withdraw' | 'correct_contact'
      name: string
      allowed: boolean
      reason: string | null
    }[]
    asked: {
      no: number
      text: string
      componentNo: number | null
      componentName: string | null
    }[]
    contact: {
      address: string
      phone: string
      email: string | null
    }
    files: {
      id: string
      componentNo: number | null
      name: string
      typeName: string
      size: number
      sha256: string
      arrivedAt: string
      isWaiting: boolean
      signature: string
    }[]
  }
  'POST /api/v1/citizen/dossiers/{code}/supplement': {
    actions: {
      act: 'supplement' | 'withdraw' | 'correct_contact'
      name: string
      allowed: boolean
      reason: string | null
    }[]
    asked: {
      no: number
      text: string
      componentNo: number | null
      componentName: string | null
    }[]
    contact: {
      address: string
      phone: string
      email: string | null
    }
    files: {
      id: string
      componentNo: number | null
      name: string
      typeName: string
      size: number
      sha256: string
      arrivedAt: string
      isWaiting: boolean
      signature: string
    }[]
  }
  'POST /api/v1/citizen/dossiers/{code}/withdrawal': {
    actions: {
      act: 'supplement' | 'withdraw' | 'correct_contact'
      name: string
      allowed: boolean
      reason: string | null
    }[]
    asked: {
      no: number
      text: string
      componentNo: number | null
      componentName: string | null
    }[]
    contact: {
      address: string
      phone: string
      email: string | null
    }
    files: {
      id: string
      componentNo: number | null
      name: string
      typeName: string
      size: number
      sha256: string
      arrivedAt: string
      isWaiting: boolean
      signature: string
    }[]
  }
  'POST /api/v1/citizen/dossiers/{code}/contact': {
    actions: {
      act: 'supplement' | 'withdraw' | 'correct_contact'
      name: string
      allowed: boolean
      reason: string | null
    }[]
    asked: {
      no: number
      text: string
      componentNo: number | null
      componentName: string | null
    }[]
    contact: {
      address: string
      phone: string
      email: string | null
    }
    files: {
      id: string
      componentNo: number | null
      name: string
      typeName: string
      size: number
      sha256: string
      arrivedAt: string
      isWaiting: boolean
      signature: string
    }[]
  }
  'DELETE /api/v1/citizen/dossiers/{code}/files/{fileId}': {
    actions: {
      act: 'supplement' | 'withdraw' | 'correct_contact'
      name: string
      allowed: boolean
      reason: string | null
    }[]
    asked: {
      no: number
      text: string
      componentNo: number | null
      componentName: string | null
    }[]
    contact: {
      address: string
      phone: string
      email: string | null
    }
    files: {
      id: string
      componentNo: number | null
      name: string
      typeName: string
      size: number
      sha256: string
      arrivedAt: string
      isWaiting: boolean
      signature: string
    }[]
  }
  'GET /api/v1/citizen/dossiers/{code}/filing': {
    code: string
    procedureName: string
    applicantName: string
    receivedAt: string
    centre: {
      name: string
      phone: string
    }
    firstAnswer: {
      dueAt: string
      answeredAt: string | null
      isLate: boolean
      left: string | null
    }
    isComplete: boolean
    sections: {
      id: string
      title: string
      lines: {
        question: string
        label: string
        text: string | null
      }[]
    }[]
    files: {
      id: string
      name: string
      typeName: string
      size: number
      sha256: string
      componentName: string | null
    }[]
    lookupSecret: string
  }
  'GET /api/v1/closed-days': {
    code: string
    name: string
    days: {
      on: string
      revision: number
      asOf: string
      definition: string
    }[]
  }
  'GET /api/v1/closed-days/{on}': {
    on: string
    revision: number
    asOf: string
    definition: string
    figures: {
      received: number
      early: number
      onTime: number
      late: number
      waiting: number
      refused: number
      withdrawn: number
      stopped: number
      waitingAtIntake: number
      refusedAtIntake: number
      withdrawnAtIntake: number
      stoppedAtIntake: number
      endedLate: number
      earlyByLaw: number
      onTimeByLaw: number
      lateByLaw: number
      endedLateByLaw: number
    }
    proof: {
      checkpoint: string
      index: number
      path: string[]
      opening: {
        source: string
        key: string
        salt: string
        text: string
      }
    }
  }
  'GET /api/v1/national-figures': NationalBoard
  'GET /api/v1/practice': Practice
  'POST /api/v1/practice/tickets': {
    address: string
  }
  'POST /api/v1/practice/procedures/{code}': {
    address: string
  }
  'POST /api/v1/practice/refresh': {
    agencies: number
    centres: number
    people: number
    procedures: number
  }
  'POST /api/v1/practice/sessions': {
    login: string
    path: string
    token: string
  }
  'POST /api/v1/practice/clock': {
    now: string
  }
  'POST /api/v1/citizen/drafts/{id}/files': {
    id: string
    procedure: {
      code: string
      name: string
      isWholly: boolean
    }
    savedAt: string
    keptUntil: string
    isComplete: boolean
    sections: {
      id: string
      title: string
      progress: 'not_begun' | 'begun' | 'complete'
      questions: {
        id: string
        kind: string
        label: string
        hint: string | null
        required: boolean
        most: number | null
        choices: {
          id: string
          label: string
        }[]
        typed: string[]
        isAsked: boolean
        isLocked: boolean
        when: {
          question: string
          is: string[]
        } | null
      }[]
    }[]
    papers: {
      no: number
      name: string
      required: boolean
      group: string
      isForm: boolean
      files: {
        id: string
        componentNo: number | null
        name: string
        typeName: string
        size: number
        sha256: string
        arrivedAt: string
        isWaiting: boolean
        signature: string
      }[]
    }[]
    otherFiles: {
      id: string
      componentNo: number | null
      name: string
      typeName: string
      size: number
      sha256: string
      arrivedAt: string
      isWaiting: boolean
      signature: string
    }[]
    papersProgress: 'not_begun' | 'begun' | 'complete'
    faults: {
      field: string
      message: string
    }[]
    changes: {
      question: string
      label: string
      how: 'added' | 'changed' | 'dropped'
    }[]
    answers: {
      id: string
      title: string
      lines: {
        question: string
        label: string
        text: string | null
      }[]
    }[]
    mayFile: boolean
  }
  'POST /api/v1/citizen/dossiers/{code}/files': {
    actions: {
      act: 'supplement' | 'withdraw' | 'correct_contact'
      name: string
      allowed: boolean
      reason: string | null
    }[]
    asked: {
      no: number
      text: string
      componentNo: number | null
      componentName: string | null
    }[]
    contact: {
      address: string
      phone: string
      email: string | null
    }
    files: {
      id: string
      componentNo: number | null
      name: string
      typeName: string
      size: number
      sha256: string
      arrivedAt: string
      isWaiting: boolean
      signature: string
    }[]
  }
}

/** The body of a request. */
export type Bodies = {
  'POST /api/v1/sessions': {
    login: string
    password: string
  }
  'POST /api/v1/setup/account': {
    code: string
    login: string
    displayName: string
    password: string
  }
  'POST /api/v1/sessions/current/confirmation': {
    kind: 'password'
    password: string
  } | {
    kind: 'code'
    code: string
  } | {
    kind: 'recovery_code'
    code: string
  } | {
    kind: 'passkey'
    answer: {
      id: string
      response: Record<string, unknown>
      [other: string]: unknown
    }
  }
  'POST /api/v1/account/password': {
    current: string
    next: string
  }
  'POST /api/v1/account/totp/confirmation': {
    code: string
  }
  'POST /api/v1/account/passkeys': {
    name: string
    answer: {
      id: string
      response: Record<string, unknown>
      [other: string]: unknown
    }
  }
  'POST /api/v1/accounts': {
    login: string
    displayName: string
    title?: string
    role: 'counter_officer' | 'case_officer' | 'unit_head' | 'signatory' | 'clerk' | 'centre_manager' | 'provincial_leader' | 'inspector' | 'procedure_designer' | 'operator'
    agencyId?: string | null
    centreId?: string | null
    isHead?: boolean
    unitId?: string | null
  }
  'POST /api/v1/accounts/{id}/grants': {
    role: 'counter_officer' | 'case_officer' | 'unit_head' | 'signatory' | 'clerk' | 'centre_manager' | 'provincial_leader' | 'inspector' | 'procedure_designer' | 'operator'
    agencyId?: string | null
    centreId?: string | null
    isHead?: boolean
  }
  'POST /api/v1/accounts/{id}/sessions/end': {
    sessionId?: string | null
  }
  'POST /api/v1/absences': {
    accountId: string
    fromOn: string
    toOn: string
    reason: string
  }
  'POST /api/v1/delegations': {
    fromAccountId: string
    toAccountId: string
    role: 'counter_officer' | 'case_officer' | 'unit_head' | 'signatory' | 'clerk'
    agencyId?: string | null
    centreId?: string | null
    fromOn: string
    toOn: string
    style: 'KT' | 'TL' | 'TUQ'
    basis: string
  }
  'PUT /api/v1/locality': {
    code: string
    name: string
    hotline: string
    address: string
    demonstration: boolean
  }
  'POST /api/v1/agencies': {
    code: string
    kind: 'provincial' | 'commune' | 'vertical' | 'centre'
    name: string
    shortName: string
  }
  'PUT /api/v1/agencies/{code}': {
    name: string
    shortName: string
  }
  'POST /api/v1/agencies/{code}/units': {
    code: string
    name: string
  }
  'PUT /api/v1/agencies/{code}/units/{unitCode}': {
    name: string
  }
  'POST /api/v1/centres': {
    code: string
    level: 'province' | 'commune'
    name: string
    address: string
    phone: string
    openingHoursNote?: string
  }
  'PUT /api/v1/centres/{code}': {
    level: 'province' | 'commune'
    name: string
    address: string
    phone: string
    openingHoursNote?: string
  }
  'POST /api/v1/centres/{code}/counters': {
    number: number
    name: string
    field?: string
  }
  'PUT /api/v1/centres/{code}/counters/{no}': {
    name: string
    field?: string
  }
  'PUT /api/v1/centres/{code}/agencies': {
    agencyCodes: string[]
  }
  'POST /api/v1/due-dates': {
    receivedAt: string
    limit: {
      amount: number
      unit: 'hours' | 'working_hours' | 'days' | 'working_days' | 'months'
    }
  }
  'POST /api/v1/deadline-settings': {
    name: 'receiptOutsideHours' | 'firstDay' | 'lastDayOff' | 'dueTime' | 'onSupplement'
    value: string
    fromOn: string
    basis: string
    reason: string
  }
  'POST /api/v1/deadline-settings/preview': {
    name: 'receiptOutsideHours' | 'firstDay' | 'lastDayOff' | 'dueTime' | 'onSupplement'
    value: string
    fromOn: string
  }
  'POST /api/v1/procedures': {
    code: string
    name: string
    sector: string
    agencyCode: string
  }
  'POST /api/v1/procedures/{code}/draft/bpmn': {
    xml?: string
    file?: string
  }
  'PUT /api/v1/procedures/{code}/draft': {
    revision: number
    content: SentVersionDraftContentInput
  }
  'POST /api/v1/procedures/{code}/versions/{id}/check': {
    validFrom?: string | null
  }
  'POST /api/v1/procedures/{code}/versions/{id}/publish': {
    revision: number
    validFrom?: string | null
  }
  'POST /api/v1/synonyms': {
    phrase: string
    means: string
    doneAt?: string | null
  }
  'PUT /api/v1/synonyms/{id}': {
    phrase: string
    means: string
    doneAt?: string | null
  }
  'POST /api/v1/citizen-cards': {
    raw: string
  }
  'PUT /api/v1/collectors/{centreId}': {
    collectorName: string
    taxCode: string
    bankBin: string
    bankAccount: string
    templateSymbol: string
    seriesSymbol: string
    refundLimitDong?: number
    noticeSecret?: string
  }
  'POST /api/v1/bills/{code}/payments': {
    method: 'cash' | 'bank'
    amountDong: number
    lineNos?: number[]
    bankReference?: string
  }
  'POST /api/v1/bills/{code}/adjustments': {
    lineNo: number
    kind: 'assess' | 'exempt' | 'reduce' | 'retime'
    amountDong?: number
    quantity?: number
    timing?: 'accept' | 'supplement' | 'return'
    ground: string
    reason: string
  }
  'POST /api/v1/payments/{id}/reversals': {
    kind: 'refund' | 'mistake'
    reason: string
  }
  'POST /api/v1/reversals/{id}/decision': {
    approve: boolean
  }
  'POST /api/v1/payments/bank-notices': {
    bankBin: string
    bankAccount: string
    bankReference: string
    amountDong: number
    content: string
    paidAt: string
    signature: string
  }
  'POST /api/v1/bank-notices/matches': {
    noticeIds: string[]
    code: string
  }
  'POST /api/v1/bank-notices/{id}/returns': {
    amountDong: number
    to: string
    reference: string
    reason: string
  }
  'POST /api/v1/bank-notices/{id}/returns/{no}/decision': {
    approve: boolean
  }
  'POST /api/v1/cash-books/hand-overs': {
    centreId: string
    amountDong: number
    to: string
  }
  'POST /api/v1/cash-books/closings': {
    centreId: string
    cashierId?: string
    day: string
    notes: {
      dong: number
      count: number
    }[]
    explanation?: string
  }
  'POST /api/v1/receipts/{id}/replacement': {
    payerName: string
    reason: string
  }
  'POST /api/v1/decrees/preview': {
    change: {
      kind: 'days'
      days: {
        kind: 'holiday' | 'compensation' | 'swapped_off' | 'makeup_workday' | 'revoked' | 'swap'
        on: string
        until?: string
        workOn?: string
        name: string
        occasion?: 'new_year' | 'tet' | 'hung_kings' | 'reunification' | 'labour' | 'national' | 'vietnamese_culture'
        from?: string
        to?: string
      }[]
    } | {
      kind: 'office_hours'
      agencyId?: string | null
      centreId?: string | null
      fromOn: string
      sessions: {
        weekdays: number[]
        from: string
        to: string
      }[]
      uncounted?: number[]
    }
    basis?: string
    offset?: number
    limit?: number
  }
  'POST /api/v1/decrees': {
    change: {
      kind: 'days'
      days: {
        kind: 'holiday' | 'compensation' | 'swapped_off' | 'makeup_workday' | 'revoked' | 'swap'
        on: string
        until?: string
        workOn?: string
        name: string
        occasion?: 'new_year' | 'tet' | 'hung_kings' | 'reunification' | 'labour' | 'national' | 'vietnamese_culture'
        from?: string
        to?: string
      }[]
    } | {
      kind: 'office_hours'
      agencyId?: string | null
      centreId?: string | null
      fromOn: string
      sessions: {
        weekdays: number[]
        from: string
        to: string
      }[]
      uncounted?: number[]
    }
    name: string
    basis: string
    reason: string
    decreedOn?: string | null
    fingerprint: string
  }
  'POST /api/v1/procedures/{code}/version-moves': {
    fromVersionId: string
    steps?: Record<string, number>
    time?: 'keep' | 'shorten_promise' | 'shorten_both'
    reason: string
    legalBasis?: string
    fingerprint: string
  }
  'POST /api/v1/procedures/{code}/version-moves/preview': {
    fromVersionId: string
    steps?: Record<string, number>
    time?: 'keep' | 'shorten_promise' | 'shorten_both'
    offset?: number
    limit?: number
  }
  'POST /api/v1/dossiers': {
    applicant: {
      kind: 'person' | 'organisation'
      fullName: string
      idNumber: string
      bornOn?: string
      sex?: 'male' | 'female'
      address: string
      phone: string
      email?: string
      organisationName?: string
    }
    representative?: {
      fullName: string
      idNumber: string
      authorisation: string
    }
    procedureCode: string
    channel?: 'direct' | 'post' | 'online'
    centreId: string
    counterId?: string
    papers: {
      componentNo: number
      originals?: number
      copies?: number
      certified?: number
      note?: string
    }[]
    summary?: string
    resultMethod?: 'counter' | 'post' | 'online'
    accept?: boolean
    draftKey?: string
    answer?: 'request_supplement' | 'refuse'
    defects?: {
      componentNo?: number | null
      text: string
    }[]
    reason?: string
    supplementDays?: number
  }
  'POST /api/v1/dossiers/{code}/acts': {
    act: 'accept' | 'request_supplement' | 'supplement' | 'refuse' | 'complete_step' | 'return_to_previous_step' | 'approve' | 'record_result' | 'return_result' | 'withdraw' | 'suspend' | 'resume' | 'consult' | 'answer_consultation' | 'claim' | 'release' | 'take_over' | 'confirm_payment' | 'correct_contact' | 'correct_identity' | 'restart_clock' | 'request_extension' | 'approve_extension' | 'decline_extension' | 'apologise' | 'record_site_check' | 'stop'
    stepNo?: number
    afterSeq?: number
    papers?: {
      componentNo: number
      originals?: number
      copies?: number
      certified?: number
    }[]
    defects?: {
      componentNo?: number | null
      text: string
    }[]
    reason?: string
    supplementDays?: number
    answered?: number[]
    contact?: {
      address?: string
      phone?: string
      email?: '' | string
    }
    identity?: {
      fullName?: string
      idNumber?: string
      bornOn?: string
    }
    payDays?: number
    cause?: 'supplement' | 'financial_duty' | 'field_verification' | 'outside_opinion' | 'force_majeure' | 'request_changed' | 'competence_changed' | 'complex_content' | 'opinion_awaited' | 'system_fault'
    until?: string
    days?: number
    ground?: 'supplement_lapsed' | 'financial_duty_unmet' | 'subject_gone' | 'settled_elsewhere'
    charges?: {
      name: string
      amountDong: number
      basis: string
    }[]
    paidElsewhere?: {
      office: string
      notice: string
    }
    result?: {
      number: string
      name: string
    }
    receivedBy?: string
    assigneeId?: string
    agencyId?: string
    question?: string
    answer?: string
    siteCheck?: {
      at: string
      place: string
      participants: string
      content: string
    }
    files?: string[]
  }
  'POST /api/v1/handovers': {
    direction: 'to_agency' | 'to_centre'
    agencyCode: string
    centreId: string
    dossierCodes: string[]
  }
  'POST /api/v1/handovers/{number}/receive': {
    dossierCodes: string[]
  }
  'POST /api/v1/officers/{id}/replacement': {
    successorId: string
    reason: string
  }
  'PUT /api/v1/drafts/{key}': {
    form: unknown
  }
  'POST /api/v1/dossiers/{code}/applicant-slips': {
    reason?: string
    form?: 'receipt-slip' | 'supplement-request' | 'refusal'
  } | null
  'POST /api/v1/dossiers/{code}/document-drafts': {
    act: 'request_supplement' | 'refuse' | 'request_extension' | 'approve_extension' | 'apologise' | 'stop'
    stepNo?: number
    afterSeq?: number
    papers?: {
      componentNo: number
      originals?: number
      copies?: number
      certified?: number
    }[]
    defects?: {
      componentNo?: number | null
      text: string
    }[]
    reason?: string
    supplementDays?: number
    answered?: number[]
    contact?: {
      address?: string
      phone?: string
      email?: '' | string
    }
    identity?: {
      fullName?: string
      idNumber?: string
      bornOn?: string
    }
    payDays?: number
    cause?: 'supplement' | 'financial_duty' | 'field_verification' | 'outside_opinion' | 'force_majeure' | 'request_changed' | 'competence_changed' | 'complex_content' | 'opinion_awaited' | 'system_fault'
    until?: string
    days?: number
    ground?: 'supplement_lapsed' | 'financial_duty_unmet' | 'subject_gone' | 'settled_elsewhere'
    charges?: {
      name: string
      amountDong: number
      basis: string
    }[]
    paidElsewhere?: {
      office: string
      notice: string
    }
    result?: {
      number: string
      name: string
    }
    receivedBy?: string
    assigneeId?: string
    agencyId?: string
    question?: string
    answer?: string
    siteCheck?: {
      at: string
      place: string
      participants: string
      content: string
    }
    files?: string[]
  }
  'POST /api/v1/document-drafts': {
    applicant: {
      kind: 'person' | 'organisation'
      fullName: string
      idNumber: string
      bornOn?: string
      sex?: 'male' | 'female'
      address: string
      phone: string
      email?: string
      organisationName?: string
    }
    representative?: {
      fullName: string
      idNumber: string
      authorisation: string
    }
    procedureCode: string
    channel?: 'direct' | 'post' | 'online'
    centreId: string
    counterId?: string
    papers: {
      componentNo: number
      originals?: number
      copies?: number
      certified?: number
      note?: string
    }[]
    summary?: string
    resultMethod?: 'counter' | 'post' | 'online'
    accept?: boolean
    draftKey?: string
    answer: 'request_supplement' | 'refuse'
    defects?: {
      componentNo?: number | null
      text: string
    }[]
    reason?: string
    supplementDays?: number
  }
  'POST /api/v1/slip-previews': {
    procedureCode?: string
    channel?: 'direct' | 'post' | 'online'
    centreId: string
    applicant: {
      fullName?: string
      organisationName?: string
      idNumber?: string
      address?: string
      phone?: string
      email?: string
    }
    papers?: {
      componentNo: number
      originals?: number
      copies?: number
      certified?: number
      note?: string
    }[]
    resultMethod?: 'counter' | 'post' | 'online'
  }
  'POST /api/v1/slip-pictures': {
    procedureCode?: string
    channel?: 'direct' | 'post' | 'online'
    centreId: string
    applicant: {
      fullName?: string
      organisationName?: string
      idNumber?: string
      address?: string
      phone?: string
      email?: string
    }
    papers?: {
      componentNo: number
      originals?: number
      copies?: number
      certified?: number
      note?: string
    }[]
    resultMethod?: 'counter' | 'post' | 'online'
  }
  'POST /api/v1/dossiers/{code}/files/{id}/withdrawal': {
    reason: string
  }
  'POST /api/v1/tracking/results/{id}': {
    code: string
    secret?: string
  }
  'POST /api/v1/tracking/proof': {
    code: string
    secret?: string
  }
  'POST /api/v1/tracking': {
    code: string
    secret?: string
  }
  'POST /api/v1/papers/check': {
    sha256: string
  }
  'POST /api/v1/alerts/seen': {
    ids: string[]
  }
  'POST /api/v1/tracking/accesses': {
    code: string
    secret?: string
  }
  'POST /api/v1/ratings/{token}': {
    result: 'very_good' | 'good' | 'bad' | 'very_bad'
    attitude: 'very_good' | 'good' | 'bad' | 'very_bad'
    comment?: string
  }
  'PUT /api/v1/centres/{code}/hall': {
    priorityMinutes: number
    queues: {
      prefix: string
      kind: 'intake' | 'collection' | 'guidance'
      name: string
      nameEn: string
      isOpen: boolean
      counterNumbers: number[]
    }[]
  }
  'POST /api/v1/centres/{code}/kiosks': {
    name: string
  }
  'POST /api/v1/kiosk-pairings': {
    code: string
  }
  'POST /api/v1/centres/{code}/tickets': {
    prefix: string
    priority: 'elderly' | 'disabled' | 'pregnant' | 'merit' | 'small_child' | null
  }
  'POST /api/v1/centres/{code}/counters/{no}/tickets/{id}/acts': {
    act: 'call' | 'recall' | 'hold' | 'transfer' | 'no_show' | 'finish' | 'leave'
    reason?: string
    toPrefix?: string | null
  }
  'POST /api/v1/tracking/notices': {
    code: string
    secret?: string
  }
  'POST /api/v1/citizen-sign-ins': {
    query: string
  }
  'POST /api/v1/citizen-sign-ins/begin': {
    next?: string
  }
  'POST /api/v1/citizen/dossiers': {
    code: string
    secret: string
  }
  'POST /api/v1/citizen/drafts': {
    procedureCode: string
    another?: boolean
  }
  'PUT /api/v1/citizen/drafts/{id}': {
    typed: Record<string, string | string[]>
  }
  'POST /api/v1/citizen/dossiers/{code}/supplement': {
    answers: {
      no: number
      text: string
    }[]
  }
  'POST /api/v1/citizen/dossiers/{code}/withdrawal': {
    reason: string
  }
  'POST /api/v1/citizen/dossiers/{code}/contact': {
    typed: Record<string, string | string[]>
  }
  'POST /api/v1/practice/tickets': {
    path?: string
  }
  'POST /api/v1/practice/sessions': {
    ticket: string
  } | {
    login: string
  }
  'POST /api/v1/practice/clock': {
    to: string
  } | {
    by: 'hour' | 'next_opening' | 'working_day'
  }
}

/** What is asked after the question mark. */
export type Queries = {
  'GET /api/v1/accounts': { q?: string | undefined }
  'GET /api/v1/security-events': { event?: 'sign_in.done' | 'sign_in.failed' | 'sign_in.limited' | 'sign_in.ended' | 'citizen.signed_in' | 'citizen.sign_in_failed' | 'citizen.signed_out' | 'session.ended' | 'confirmation.done' | 'confirmation.failed' | 'delegation.given' | 'delegation.ended' | 'officer.replaced' | 'practice.entered' | 'practice.clock_moved' | 'slip.printed' | 'collector.changed' | 'export.done' | 'access.refused' | 'input.refused' | 'access.limited' | 'account.created' | 'account.one_time_password' | 'account.password_changed' | 'account.disabled' | 'account.enabled' | 'account.role_given' | 'account.role_ended' | 'account.sessions_ended' | 'account.totp_added' | 'account.totp_removed' | 'account.passkey_added' | 'account.passkey_removed' | 'account.recovery_codes' | 'account.recovery_code_used' | 'account.second_factor_reset' | undefined; before?: string | undefined; limit?: number | undefined }
  'GET /api/v1/calendar': { year: number }
  'GET /api/v1/procedures': { q?: string | undefined; agency?: string | undefined; sector?: string | undefined; handling?: 'on_the_spot' | 'forwarded' | 'same_day' | undefined; state?: 'draft' | 'to_complete' | 'published' | 'not_at_centre' | undefined; resembling?: 'true' | undefined; limit?: number | undefined; offset?: number | undefined }
  'GET /api/v1/procedures/{code}': { on?: string | undefined }
  'GET /api/v1/catalogue/changes': { limit?: number | undefined }
  'GET /api/v1/procedures/{code}/process': { on?: string | undefined; version?: string | undefined }
  'GET /api/v1/procedures/{code}/process.bpmn': { on?: string | undefined; version?: string | undefined }
  'GET /api/v1/synonyms': { q?: string | undefined; limit?: number | undefined }
  'GET /api/v1/money-to-decide': { centreId: string }
  'GET /api/v1/cash-books': { centreId: string; day: string }
  'GET /api/v1/cash-books/print.pdf': { centreId: string; day: string }
  'GET /api/v1/receipts': { centreId: string; day: string }
  'GET /api/v1/receipts.csv': { centreId: string; day: string }
  'GET /api/v1/decrees': { limit?: number | undefined }
  'GET /api/v1/decrees/{id}': { offset?: number | undefined; limit?: number | undefined }
  'GET /api/v1/procedures/{code}/version-moves/{id}': { offset?: number | undefined; limit?: number | undefined }
  'GET /api/v1/dossiers': { q: string }
  'GET /api/v1/dossiers/{code}/new-day': { act: 'request_extension' | 'approve_extension' | 'apologise'; days: number }
  'GET /api/v1/procedures/{code}/promise': { channel?: 'direct' | 'post' | 'online' | undefined }
  'GET /api/v1/inbox': { tab?: 'mine' | 'unit' | 'handover' | 'awaiting' | 'results' | 'apologies' | 'consultations' | undefined; who?: 'anyone' | 'me' | 'nobody' | 'away' | undefined; agency?: string | undefined; procedure?: string | undefined; channel?: 'direct' | 'post' | 'online' | undefined; due?: 'late' | 'today' | 'soon' | undefined; limit?: number | undefined; cursor?: string | undefined }
  'GET /api/v1/parts': { tab?: 'mine' | 'agency' | 'led' | undefined; agency?: string | undefined; limit?: number | undefined; cursor?: string | undefined }
  'GET /api/v1/handovers': { direction?: 'to_agency' | 'to_centre' | undefined; state?: 'open' | 'closed' | undefined }
  'GET /api/v1/centres/{centreId}/registers/{year}': { q?: string | undefined }
  'GET /api/v1/reports/eventlog.xes': { from?: string | undefined; to?: string | undefined }
  'GET /api/v1/reports/eventlog.csv': { from?: string | undefined; to?: string | undefined }
  'POST /api/v1/dossiers/{code}/files': { purpose?: 'paper' | 'result' | 'other' | undefined; componentNo?: number | undefined }
  'GET /api/v1/dossiers/{code}/files/{id}': { show?: 'attachment' | 'inline' | undefined }
  'GET /api/v1/reports/holders': { from?: string | undefined; to?: string | undefined }
  'GET /api/v1/reports/holders.csv': { from?: string | undefined; to?: string | undefined }
  'GET /api/v1/board': { on?: string | undefined }
  'GET /api/v1/record/consistency': { from: number; to?: number | undefined }
  'GET /api/v1/record/proof': { dossier: string; seq: number }
  'GET /api/v1/centres/{code}/calls': { on?: string | undefined }
  'GET /api/v1/setting-changes': { subject?: 'locality' | 'agency' | 'unit' | 'centre' | 'counter' | 'served_agencies' | 'collector' | 'hall' | undefined; by?: string | undefined; from?: string | undefined; to?: string | undefined; limit?: number | undefined }
  'GET /api/v1/undelivered-notices': { limit?: number | undefined }
  'GET /api/v1/procedures/{code}/form': { kind?: 'person' | 'organisation' | undefined }
  'GET /api/v1/national-figures': { on?: string | undefined }
  'GET /api/v1/national-figures.csv': { on?: string | undefined }
  'POST /api/v1/citizen/drafts/{id}/files': { componentNo?: number | undefined }
  'POST /api/v1/citizen/dossiers/{code}/files': { componentNo?: number | undefined }
}

/** What stands in the address in place of `{name}`. */
export type Paths = {
  'DELETE /api/v1/sessions/{id}': { id: string }
  'DELETE /api/v1/account/passkeys/{id}': { id: string }
  'GET /api/v1/accounts/{id}': { id: string }
  'POST /api/v1/accounts/{id}/one-time-password': { id: string }
  'POST /api/v1/accounts/{id}/disable': { id: string }
  'POST /api/v1/accounts/{id}/enable': { id: string }
  'POST /api/v1/accounts/{id}/grants': { id: string }
  'POST /api/v1/accounts/{id}/grants/{grantId}/end': { id: string; grantId: string }
  'POST /api/v1/accounts/{id}/second-factor/reset': { id: string }
  'POST /api/v1/accounts/{id}/sessions/end': { id: string }
  'POST /api/v1/absences/{id}/end': { id: string }
  'POST /api/v1/delegations/{id}/end': { id: string }
  'PUT /api/v1/agencies/{code}': { code: string }
  'GET /api/v1/agencies/{code}/units': { code: string }
  'POST /api/v1/agencies/{code}/units': { code: string }
  'PUT /api/v1/agencies/{code}/units/{unitCode}': { code: string; unitCode: string }
  'GET /api/v1/centres/{code}': { code: string }
  'PUT /api/v1/centres/{code}': { code: string }
  'POST /api/v1/centres/{code}/counters': { code: string }
  'PUT /api/v1/centres/{code}/counters/{no}': { code: string; no: number }
  'PUT /api/v1/centres/{code}/agencies': { code: string }
  'GET /api/v1/procedures/{code}': { code: string }
  'GET /api/v1/procedures/{code}/process': { code: string }
  'GET /api/v1/procedures/{code}/process.bpmn': { code: string }
  'POST /api/v1/procedures/{code}/draft/bpmn': { code: string }
  'GET /api/v1/procedures/{code}/draft': { code: string }
  'PUT /api/v1/procedures/{code}/draft': { code: string }
  'POST /api/v1/procedures/{code}/versions/{id}/check': { code: string; id: string }
  'POST /api/v1/procedures/{code}/versions/{id}/publish': { code: string; id: string }
  'GET /api/v1/procedures/{code}/draft/review': { code: string }
  'PUT /api/v1/synonyms/{id}': { id: string }
  'DELETE /api/v1/synonyms/{id}': { id: string }
  'GET /api/v1/collectors/{centreId}': { centreId: string }
  'PUT /api/v1/collectors/{centreId}': { centreId: string }
  'GET /api/v1/bills/{code}': { code: string }
  'GET /api/v1/bills/{code}/transfer-code.svg': { code: string }
  'GET /api/v1/bills/{code}/transfer-code.png': { code: string }
  'POST /api/v1/bills/{code}/payments': { code: string }
  'POST /api/v1/bills/{code}/adjustments': { code: string }
  'POST /api/v1/payments/{id}/reversals': { id: string }
  'POST /api/v1/reversals/{id}/decision': { id: string }
  'POST /api/v1/bank-notices/{id}/owner': { id: string }
  'POST /api/v1/bank-notices/{id}/returns': { id: string }
  'POST /api/v1/bank-notices/{id}/returns/{no}/decision': { id: string; no: number }
  'GET /api/v1/receipts/{id}/file.pdf': { id: string }
  'POST /api/v1/receipts/{id}/replacement': { id: string }
  'GET /api/v1/decrees/{id}': { id: string }
  'GET /api/v1/procedures/{code}/version-moves': { code: string }
  'POST /api/v1/procedures/{code}/version-moves': { code: string }
  'POST /api/v1/procedures/{code}/version-moves/preview': { code: string }
  'GET /api/v1/procedures/{code}/version-moves/{id}': { code: string; id: string }
  'GET /api/v1/dossiers/{code}': { code: string }
  'GET /api/v1/dossiers/{code}/ledger': { code: string }
  'GET /api/v1/dossiers/{code}/new-day': { code: string }
  'POST /api/v1/dossiers/{code}/acts': { code: string }
  'GET /api/v1/procedures/{code}/promise': { code: string }
  'GET /api/v1/dossiers/{code}/online-filing': { code: string }
  'GET /api/v1/handovers/{number}': { number: string }
  'POST /api/v1/handovers/{number}/receive': { number: string }
  'GET /api/v1/officers/{id}/work': { id: string }
  'POST /api/v1/officers/{id}/replacement': { id: string }
  'POST /api/v1/notices/{id}/seen': { id: string }
  'PUT /api/v1/drafts/{key}': { key: string }
  'GET /api/v1/drafts/{key}': { key: string }
  'DELETE /api/v1/drafts/{key}': { key: string }
  'POST /api/v1/dossiers/{code}/applicant-slips': { code: string }
  'GET /api/v1/dossiers/{code}/documents/{form}.pdf': { code: string; form: 'receipt-slip' | 'supplement-request' | 'refusal' | 'apology' | 'stop-notice' }
  'POST /api/v1/dossiers/{code}/document-drafts': { code: string }
  'GET /api/v1/dossiers/{code}/control-sheet.pdf': { code: string }
  'GET /api/v1/handovers/{number}/list.pdf': { number: string }
  'GET /api/v1/centres/{centreId}/registers/{year}': { centreId: string; year: number }
  'GET /api/v1/centres/{centreId}/registers/{year}/{book}.pdf': { centreId: string; year: number; book: number }
  'GET /api/v1/centres/{centreId}/registers/{year}/all.csv': { centreId: string; year: number }
  'GET /api/v1/dossiers/{code}/files': { code: string }
  'POST /api/v1/dossiers/{code}/files': { code: string }
  'GET /api/v1/dossiers/{code}/files/{id}': { code: string; id: string }
  'POST /api/v1/dossiers/{code}/files/{id}/withdrawal': { code: string; id: string }
  'POST /api/v1/dossiers/{code}/files/{id}/checks': { code: string; id: string }
  'POST /api/v1/tracking/results/{id}': { id: string }
  'GET /api/v1/dossiers/{code}/proof': { code: string }
  'GET /api/v1/dossiers/{code}/proof.pdf': { code: string }
  'GET /api/v1/dossiers/{code}/accesses': { code: string }
  'GET /api/v1/ratings/{token}': { token: string }
  'POST /api/v1/ratings/{token}': { token: string }
  'GET /api/v1/record/tile/{level}/{a}': { level: string; a: string }
  'GET /api/v1/record/tile/{level}/{a}/{b}': { level: string; a: string; b: string }
  'GET /api/v1/record/tile/{level}/{a}/{b}/{c}': { level: string; a: string; b: string; c: string }
  'GET /api/v1/record/tile/{level}/{a}/{b}/{c}/{d}': { level: string; a: string; b: string; c: string; d: string }
  'GET /api/v1/centres/{code}/hall': { code: string }
  'PUT /api/v1/centres/{code}/hall': { code: string }
  'GET /api/v1/centres/{code}/kiosks': { code: string }
  'POST /api/v1/centres/{code}/kiosks': { code: string }
  'POST /api/v1/centres/{code}/kiosks/{id}/revocation': { code: string; id: string }
  'POST /api/v1/centres/{code}/tickets': { code: string }
  'GET /api/v1/tickets/{secret}': { secret: string }
  'GET /api/v1/centres/{code}/counters/{no}/tickets': { code: string; no: number }
  'POST /api/v1/centres/{code}/counters/{no}/calls': { code: string; no: number }
  'POST /api/v1/centres/{code}/counters/{no}/tickets/{id}/acts': { code: string; no: number; id: string }
  'GET /api/v1/centres/{code}/calls': { code: string }
  'GET /api/v1/centres/{code}/hall/stream': { code: string }
  'GET /api/v1/dossiers/{code}/notices': { code: string }
  'DELETE /api/v1/citizen/sessions/{id}': { id: string }
  'DELETE /api/v1/citizen/dossiers/{code}': { code: string }
  'GET /api/v1/procedures/{code}/form': { code: string }
  'GET /api/v1/citizen/drafts/{id}': { id: string }
  'PUT /api/v1/citizen/drafts/{id}': { id: string }
  'DELETE /api/v1/citizen/drafts/{id}': { id: string }
  'DELETE /api/v1/citizen/drafts/{id}/files/{fileId}': { id: string; fileId: string }
  'POST /api/v1/citizen/drafts/{id}/filing': { id: string }
  'GET /api/v1/citizen/dossiers/{code}/acts': { code: string }
  'POST /api/v1/citizen/dossiers/{code}/supplement': { code: string }
  'POST /api/v1/citizen/dossiers/{code}/withdrawal': { code: string }
  'POST /api/v1/citizen/dossiers/{code}/contact': { code: string }
  'DELETE /api/v1/citizen/dossiers/{code}/files/{fileId}': { code: string; fileId: string }
  'GET /api/v1/citizen/dossiers/{code}/filing': { code: string }
  'GET /api/v1/closed-days/{on}': { on: string }
  'POST /api/v1/practice/procedures/{code}': { code: string }
  'POST /api/v1/citizen/drafts/{id}/files': { id: string }
  'POST /api/v1/citizen/dossiers/{code}/files': { code: string }
}

/** Every operation of the contract. */
export type Address =
  | 'POST /api/v1/sessions'
  | 'GET /api/v1/sessions'
  | 'DELETE /api/v1/sessions'
  | 'GET /api/v1/sessions/current'
  | 'DELETE /api/v1/sessions/current'
  | 'DELETE /api/v1/sessions/{id}'
  | 'GET /api/v1/setup'
  | 'POST /api/v1/setup/account'
  | 'POST /api/v1/sessions/current/confirmation'
  | 'POST /api/v1/sessions/current/confirmation/challenge'
  | 'GET /api/v1/account'
  | 'POST /api/v1/account/password'
  | 'POST /api/v1/account/totp'
  | 'DELETE /api/v1/account/totp'
  | 'POST /api/v1/account/totp/confirmation'
  | 'POST /api/v1/account/passkeys/challenge'
  | 'POST /api/v1/account/passkeys'
  | 'DELETE /api/v1/account/passkeys/{id}'
  | 'POST /api/v1/account/recovery-codes'
  | 'GET /api/v1/accounts'
  | 'POST /api/v1/accounts'
  | 'GET /api/v1/account-places'
  | 'GET /api/v1/accounts/{id}'
  | 'POST /api/v1/accounts/{id}/one-time-password'
  | 'POST /api/v1/accounts/{id}/disable'
  | 'POST /api/v1/accounts/{id}/enable'
  | 'POST /api/v1/accounts/{id}/grants'
  | 'POST /api/v1/accounts/{id}/grants/{grantId}/end'
  | 'POST /api/v1/accounts/{id}/second-factor/reset'
  | 'POST /api/v1/accounts/{id}/sessions/end'
  | 'GET /api/v1/officers'
  | 'POST /api/v1/absences'
  | 'POST /api/v1/absences/{id}/end'
  | 'GET /api/v1/delegations'
  | 'POST /api/v1/delegations'
  | 'POST /api/v1/delegations/{id}/end'
  | 'GET /api/v1/security-events'
  | 'GET /api/v1/locality'
  | 'PUT /api/v1/locality'
  | 'GET /api/v1/agencies'
  | 'POST /api/v1/agencies'
  | 'PUT /api/v1/agencies/{code}'
  | 'GET /api/v1/agencies/{code}/units'
  | 'POST /api/v1/agencies/{code}/units'
  | 'PUT /api/v1/agencies/{code}/units/{unitCode}'
  | 'GET /api/v1/centres'
  | 'POST /api/v1/centres'
  | 'GET /api/v1/centres/{code}'
  | 'PUT /api/v1/centres/{code}'
  | 'POST /api/v1/centres/{code}/counters'
  | 'PUT /api/v1/centres/{code}/counters/{no}'
  | 'PUT /api/v1/centres/{code}/agencies'
  | 'GET /api/v1/calendar'
  | 'GET /api/v1/office-hours'
  | 'POST /api/v1/due-dates'
  | 'GET /api/v1/deadline-settings'
  | 'POST /api/v1/deadline-settings'
  | 'POST /api/v1/deadline-settings/preview'
  | 'GET /api/v1/procedures'
  | 'POST /api/v1/procedures'
  | 'GET /api/v1/procedures/{code}'
  | 'GET /api/v1/sectors'
  | 'GET /api/v1/catalogue'
  | 'GET /api/v1/catalogue/changes'
  | 'GET /api/v1/procedures/{code}/process'
  | 'GET /api/v1/procedures/{code}/process.bpmn'
  | 'POST /api/v1/procedures/{code}/draft/bpmn'
  | 'GET /api/v1/procedures/{code}/draft'
  | 'PUT /api/v1/procedures/{code}/draft'
  | 'POST /api/v1/procedures/{code}/versions/{id}/check'
  | 'POST /api/v1/procedures/{code}/versions/{id}/publish'
  | 'GET /api/v1/procedure-drafts'
  | 'GET /api/v1/procedures/{code}/draft/review'
  | 'GET /api/v1/synonyms'
  | 'POST /api/v1/synonyms'
  | 'PUT /api/v1/synonyms/{id}'
  | 'DELETE /api/v1/synonyms/{id}'
  | 'POST /api/v1/citizen-cards'
  | 'GET /api/v1/collectors/{centreId}'
  | 'PUT /api/v1/collectors/{centreId}'
  | 'GET /api/v1/bills/{code}'
  | 'GET /api/v1/bills/{code}/transfer-code.svg'
  | 'GET /api/v1/bills/{code}/transfer-code.png'
  | 'POST /api/v1/bills/{code}/payments'
  | 'POST /api/v1/bills/{code}/adjustments'
  | 'POST /api/v1/payments/{id}/reversals'
  | 'POST /api/v1/reversals/{id}/decision'
  | 'POST /api/v1/payments/bank-notices'
  | 'GET /api/v1/money-to-decide'
  | 'POST /api/v1/bank-notices/matches'
  | 'POST /api/v1/bank-notices/{id}/owner'
  | 'POST /api/v1/bank-notices/{id}/returns'
  | 'POST /api/v1/bank-notices/{id}/returns/{no}/decision'
  | 'GET /api/v1/cash-books'
  | 'GET /api/v1/cash-books/print.pdf'
  | 'POST /api/v1/cash-books/hand-overs'
  | 'POST /api/v1/cash-books/closings'
  | 'GET /api/v1/receipts'
  | 'GET /api/v1/receipts.csv'
  | 'GET /api/v1/receipts/{id}/file.pdf'
  | 'POST /api/v1/receipts/{id}/replacement'
  | 'POST /api/v1/decrees/preview'
  | 'POST /api/v1/decrees'
  | 'GET /api/v1/decrees'
  | 'GET /api/v1/decrees/{id}'
  | 'GET /api/v1/procedures/{code}/version-moves'
  | 'POST /api/v1/procedures/{code}/version-moves'
  | 'POST /api/v1/procedures/{code}/version-moves/preview'
  | 'GET /api/v1/procedures/{code}/version-moves/{id}'
  | 'POST /api/v1/dossiers'
  | 'GET /api/v1/dossiers'
  | 'GET /api/v1/dossiers/{code}'
  | 'GET /api/v1/dossiers/{code}/ledger'
  | 'GET /api/v1/dossiers/{code}/new-day'
  | 'POST /api/v1/dossiers/{code}/acts'
  | 'GET /api/v1/procedures/{code}/promise'
  | 'GET /api/v1/inbox'
  | 'GET /api/v1/parts'
  | 'GET /api/v1/changed-work'
  | 'GET /api/v1/online-filings'
  | 'GET /api/v1/dossiers/{code}/online-filing'
  | 'POST /api/v1/handovers'
  | 'GET /api/v1/handovers'
  | 'GET /api/v1/handovers/{number}'
  | 'POST /api/v1/handovers/{number}/receive'
  | 'GET /api/v1/officers/{id}/work'
  | 'POST /api/v1/officers/{id}/replacement'
  | 'GET /api/v1/notices'
  | 'POST /api/v1/notices/{id}/seen'
  | 'PUT /api/v1/drafts/{key}'
  | 'GET /api/v1/drafts/{key}'
  | 'DELETE /api/v1/drafts/{key}'
  | 'GET /api/v1/drafts'
  | 'POST /api/v1/dossiers/{code}/applicant-slips'
  | 'GET /api/v1/dossiers/{code}/documents/{form}.pdf'
  | 'POST /api/v1/dossiers/{code}/document-drafts'
  | 'POST /api/v1/document-drafts'
  | 'POST /api/v1/slip-previews'
  | 'POST /api/v1/slip-pictures'
  | 'GET /api/v1/dossiers/{code}/control-sheet.pdf'
  | 'GET /api/v1/handovers/{number}/list.pdf'
  | 'GET /api/v1/centres/{centreId}/registers/{year}'
  | 'GET /api/v1/centres/{centreId}/registers/{year}/{book}.pdf'
  | 'GET /api/v1/centres/{centreId}/registers/{year}/all.csv'
  | 'GET /api/v1/reports/eventlog.xes'
  | 'GET /api/v1/reports/eventlog.csv'
  | 'GET /api/v1/dossiers/{code}/files'
  | 'POST /api/v1/dossiers/{code}/files'
  | 'GET /api/v1/dossiers/{code}/files/{id}'
  | 'POST /api/v1/dossiers/{code}/files/{id}/withdrawal'
  | 'POST /api/v1/dossiers/{code}/files/{id}/checks'
  | 'POST /api/v1/tracking/results/{id}'
  | 'GET /api/v1/dossiers/{code}/proof'
  | 'GET /api/v1/dossiers/{code}/proof.pdf'
  | 'GET /api/v1/proof-key'
  | 'POST /api/v1/tracking/proof'
  | 'POST /api/v1/tracking'
  | 'POST /api/v1/papers/check'
  | 'GET /api/v1/alerts'
  | 'POST /api/v1/alerts/seen'
  | 'POST /api/v1/tracking/accesses'
  | 'GET /api/v1/dossiers/{code}/accesses'
  | 'GET /api/v1/ratings/{token}'
  | 'POST /api/v1/ratings/{token}'
  | 'GET /api/v1/reports/holders'
  | 'GET /api/v1/reports/holders.csv'
  | 'GET /api/v1/board'
  | 'GET /api/v1/board/stream'
  | 'GET /api/v1/record'
  | 'GET /api/v1/record/vkey'
  | 'GET /api/v1/record/checkpoint'
  | 'GET /api/v1/record/tile/{level}/{a}'
  | 'GET /api/v1/record/tile/{level}/{a}/{b}'
  | 'GET /api/v1/record/tile/{level}/{a}/{b}/{c}'
  | 'GET /api/v1/record/tile/{level}/{a}/{b}/{c}/{d}'
  | 'GET /api/v1/record/consistency'
  | 'GET /api/v1/record/proof'
  | 'GET /api/v1/centres/{code}/hall'
  | 'PUT /api/v1/centres/{code}/hall'
  | 'GET /api/v1/centres/{code}/kiosks'
  | 'POST /api/v1/centres/{code}/kiosks'
  | 'POST /api/v1/centres/{code}/kiosks/{id}/revocation'
  | 'POST /api/v1/kiosk-pairings'
  | 'POST /api/v1/centres/{code}/tickets'
  | 'GET /api/v1/tickets/{secret}'
  | 'GET /api/v1/centres/{code}/counters/{no}/tickets'
  | 'POST /api/v1/centres/{code}/counters/{no}/calls'
  | 'POST /api/v1/centres/{code}/counters/{no}/tickets/{id}/acts'
  | 'GET /api/v1/centres/{code}/calls'
  | 'GET /api/v1/centres/{code}/hall/stream'
  | 'GET /api/v1/jobs'
  | 'GET /api/v1/opening'
  | 'GET /api/v1/setting-changes'
  | 'POST /api/v1/tracking/notices'
  | 'GET /api/v1/dossiers/{code}/notices'
  | 'GET /api/v1/undelivered-notices'
  | 'GET /api/v1/citizen-sign-ins'
  | 'POST /api/v1/citizen-sign-ins'
  | 'POST /api/v1/citizen-sign-ins/begin'
  | 'GET /api/v1/citizen'
  | 'DELETE /api/v1/citizen/sessions/{id}'
  | 'GET /api/v1/citizen/dossiers'
  | 'POST /api/v1/citizen/dossiers'
  | 'DELETE /api/v1/citizen/dossiers/{code}'
  | 'GET /api/v1/citizen/accesses'
  | 'GET /api/v1/citizen/export'
  | 'GET /api/v1/procedures/{code}/form'
  | 'GET /api/v1/citizen/drafts'
  | 'POST /api/v1/citizen/drafts'
  | 'GET /api/v1/citizen/drafts/{id}'
  | 'PUT /api/v1/citizen/drafts/{id}'
  | 'DELETE /api/v1/citizen/drafts/{id}'
  | 'DELETE /api/v1/citizen/drafts/{id}/files/{fileId}'
  | 'POST /api/v1/citizen/drafts/{id}/filing'
  | 'GET /api/v1/citizen/dossiers/{code}/acts'
  | 'POST /api/v1/citizen/dossiers/{code}/supplement'
  | 'POST /api/v1/citizen/dossiers/{code}/withdrawal'
  | 'POST /api/v1/citizen/dossiers/{code}/contact'
  | 'DELETE /api/v1/citizen/dossiers/{code}/files/{fileId}'
  | 'GET /api/v1/citizen/dossiers/{code}/filing'
  | 'GET /api/v1/closed-days'
  | 'GET /api/v1/closed-days/{on}'
  | 'GET /api/v1/national-figures'
  | 'GET /api/v1/national-figures.csv'
  | 'GET /api/v1/practice'
  | 'POST /api/v1/practice/tickets'
  | 'POST /api/v1/practice/procedures/{code}'
  | 'POST /api/v1/practice/refresh'
  | 'POST /api/v1/practice/sessions'
  | 'POST /api/v1/practice/clock'
  | 'POST /api/v1/citizen/drafts/{id}/files'
  | 'POST /api/v1/citizen/dossiers/{code}/files'
