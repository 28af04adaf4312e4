// The rule for names of exported functions in server/src, and the names that do not follow it yet. Used by tools/function-names.test.ts.

/** First words that make a name a command: `readPack`, `saveAct`. Add a verb here when a new function needs it. */
export const verbs = words(`
  add adjust advance announce answer append apply ask assert assess attach become begin build call cancel carry cash cast catch challenge change
  check choose claim close collect compare compile compute concat confirm convert copy count craft create decide decode decrypt delegate
  delete describe disable discard divide do download draw drop encode encrypt end enqueue ensure enter escalate estimate escape exit expect explain
  fetch filter find finish fold forget format get give grant group handle hash hold import inflate insert invite issue judge keep list
  listen load lock log mail make map mask match merge migrate mount move normalise notify open pair parse perfect pick post prepare preview
  print prove prune publish put raise read receive record recount reduce refuse register reject remember remove rename render renew replace
  replay report reset resolve resume retire retry return reverse revoke run save scan seal search select send serve set settle shorten sign
  simulate skip sort spend split stamp start stop store stream sum take tell tidy transfer try update upload use verify wait walk watch
  withdraw write zip
`)

/** First words that make a name a question with a yes or no: `isOpen`, `mayRead`. */
export const questions = words(`
  is has may can should must does needs holds reaches sees directs confirms counts leads looks runs awaits
`)

/** Names that are neither. The list only shrinks: a test fails when a name is gone or follows the rule. */
export const exceptions: readonly { readonly reason: string; readonly names: readonly string[] }[] = [
  {
    reason: 'The first word is a verb here and a noun in other names.',
    names: words(`
      actOnFile fileDossier handOverBy handOverBySecond handOverCash limitConnections markCatalogueChanged markCounted
      notePasskeyUse noteProved packError packProcess processFromBpmn processFromBpmnOrRefuse roundTheClock stepReprojection
      stepVersionMove
    `),
  },
  {
    reason: 'A comparator or a condition: how two values are ordered or compared.',
    names: words(`
      byDay byLateShare byPlace onOrAfter onOrBefore sameBytes sameDictionary sameValue
    `),
  },
  {
    reason: 'Test data and test doubles, named for what they stand for.',
    names: words(`
      allowedNow at bpmnCorpus contentDigest docxOf doingOf dossiersAt dutyWith everyAct everythingOf formToSign grownPdf identityOf
      inputFor laterZoo manyAgencies message momentOnPaper notBegun objectText ocspAnswer onePage packedObject pdfWords personWith
      reasonBecomes revocationList runOf settledAtCounter sharedFolder signatureZoo signed standInClamd step testCentre testDatabase
      threeAtOnce tight timingOf to twoOfEverything twoOpinions
    `),
  },
  {
    reason: 'A value of the argument. New functions are called `<noun>From`.',
    names: words(`
      aboutOf accountOf addressOf answersOfBallot askedOf assigneesOf billOf bodyOf bpmnOfProcess causeOf ceilingOf centreOfRegister
      civilOf claimOf claimantOfHeld claimsOf clockFromOf clocksOf closingOf collectorOf committedLimitOf comparisonsOf competentAgencyOf
      conditionsOf contentHashOf contentOf correctionOf countOfVersions coverageOf dayOfLunar dayOfSecond differencesOf differencesOfRecord
      dispositionOf dossierOfBill dueDateOfText dueMillisOf dueOfBoth dueOfClock dueOfOpenPart dueOfPart dutyOf edgeOf endOf endOfPicture
      endOfVietnamDay entryOf evidenceOf excessesOf fateOf faultOfAgencyCode faultOfDay faultOfDelegation faultOfIdentity faultOfIntervals
      faultOfLimit faultOfListening faultOfPassword faultOfReach faultOfResultFiles faultOfSeal faultsOf faultsOfCharge faultsOfProofRecord
      filesOf filesOfAct fingerprintOf gapsOf groundOf hashOf hashesOf headOf idsOfVersion inHandOf inTurnOfLogin instantOf isoOf keyIdOf
      keyPathOf keyRingOf keyRingOfFile kindsOfMissing landingOf lastActOf lastDayOf leftOfPart legalLimitOf letterOf limitOfText linesOf
      localSecondOf localSecondOfMillis localityOfCommand localityOfLogin lockOfVersion lockOfVersionAndFree lockedRowOf loginOf loginsOf
      lunarOfDay meanOf millisOf millisOfLocalSecond momentOf moveOf nameOf namesOfAgencies networkOf noteOf noticesOf notifiedOf
      officeFaultOf opinionOf outcomeOf owedOf pageOfRunning pageOfVersion papersOf partLinesOf passkeyPlaceOf payloadOf
      payloadOfAcceptance pictureFaultOf placeOfPaper placesOfRunning pointsOf postingsOf processOfSteps processOfTable processOfVersion
      promisesOf quantileOf reappointmentOf recordOfFiled requestOf resultOfStep revocationOf rightsOf satisfactionOf secondKindOf
      secretOfGeneration securityEventOf securityOf sentenceOf seriesOf sessionOf sha256Of sideOfStep sightOf sightOfDossier
      signatureStateOf soundOf standingOf stateOf stepClocksOf stepOf stepOfCode stepsOf stepsOfProcess stopsOf subtreesOf sumOf summaryOf
      tableOfProcess textOf textOfMillis timeLeftOf transferOf trustOf turnOf variantsOf versionOf viewOf warningOfGivingBack weekdayOf
      widthOfTile wordsOfEmptyPairs yearOfIssue
    `),
  },
  {
    reason: 'Makes the object it names: a list of routes, a job, a client, a clock, a key purpose.',
    names: words(`
      accessRecorder actDoneJob actRoutes apologyData ballotPurpose bankRoutes billRoutes boardFeed clamdScanner
      decreeRoutes dossierDoor dossierRoutes failedJobs fileInspector fileRoutes formRoutes holdersCsv longestPath moneyCaseRoutes
      nationalCalendar newClock noticeRoutes noticeSecretPurpose paymentRoutes portalHandler practiceCollector practiceRoutes realClock
      receiptCsv receiptRoutes receiptSlipData refusalData reportingRoutes reprojectionRunner runningClock securityHeaders securityLog
      serverKeyPurpose sessionCookie sessionRoutes sheetRoutes supplementRequestData tidiedClock tileNumberPath totpPurpose trackingRoutes
      versionMoveRoutes
    `),
  },
  {
    reason: 'The words, lines or bytes that a page or a document shows.',
    names: words(`
      apiPage appealText askedView beginningText checkpointText choiceText clockText clockViews controlSheet controlSheetText cosignedText
      csvHead csvLine dayText dongInWords dongText dueText durationInEnglish durationText evaluationText eventLogText feeText formText
      groundInEnglish handoverListText handoverSheet instantText limitText markedWords momentText numberInWords partViews promiseText
      proofText queueFigures rawText receiptNumberText receiptText refusalView remainingInEnglish shortPromiseText signatureLine
      signatureView slipHead slipLines storedText supplementView supplementWords synonymTable verifierKeyText whyThisDateText xesHead
      xmlText
    `),
  },
  {
    reason: 'Arithmetic of the calendar: a day, an instant or an amount of time.',
    names: words(`
      dayNumber daysBetween daysInMonth daysMoved due dueAsStored dueDate dueDay dueMillis dueNow dueSecond dueSecondAfter earlierOpenDay
      inWorkingHours instantOrNull isoLocal local lunarMonths newMoonJd nextWorkingTime remaining sunLongitude tetDay tetName
      timeLeft vietnameseDate weekdayName workingDayAfter workingDaysBetween workingMillisBefore workingMinutesBetween workingSecondsBefore
      workingSecondsBetween
    `),
  },
  {
    reason: 'Named for the value it gives before this rule existed. Rename it with the next change of its file.',
    names: words(`
      aboutFaults actRow actRowFor actsThat addressFor addressesForOthers afterCommit afterMove agencySteps allVouched applicantDigest
      areasFor asRefusal askedFor askedLanguage assignableTo awaitedAfter ballotBytes behalfAt berLength billFor boundFaults bpmnDialect
      bpmnFault bpmnTree calendarEntries calendarFor calendarsAt cameLate canonicalJson caughtUp causeRule changesDue claimsAfter
      claimsOnParts clockFaults clockFromAt cmsMessage codePrefix compensationLaw componentGaps consistencyRanges countedDong coveredForm
      customaryProcess databaseFault databaseNow derLength deviceCookieName deviceIn directs dutiesUnderPlan dutyAt dutyLock eachPaperOnce
      earlierStep entryBundle evolve extension factsAt feeName feesOnSlip fieldActs figuresByAgency fileBytes fileFact filePlace fileToOpen
      filed filedDossier findingVerdict firstSteps fitStaffing formFields formForReader formNumber formsWaiting fromBase64 gateGivensFor
      guessesFor headAt heldThrough holderAfter holdersReport holds importedProcedure inForce inPasswordTurn inTransaction inclusionRanges
      issuingStep job keptName keysInUse lastCalendarChange latePercent laterChanges leafHash leastWorkingHours legalNumbersIn levelAfter
      limitFaults limitsAfter limitsFor linesAsked linesShown live localityBeside localityWanted lookUpFor lookupSecret lostEncoding
      markedDays marksBetween migrationNames missingPapers mixed movedParts nameFor nameWithCount nextSeries nextStep nodeHash
      notYetPublishedIn numbered obstacleToPublishing officeWeek onTimePercent oneLetterLess oneSlipApart otherSeparatorIn owedBeforeReturn
      owedNow owedOn ownStep paidOn paragraphs partsAfter passwordMatches pastTouchedBy pdf pemBlocks placeNeeded placesToGive plainCode
      plainSetupCode practicePeople printable procedureNames promiseRecorded promisedMillis proxyTest publicLedger rangeRoot ratingToken
      ratingTokenHash reachedBy reaches reasonForApplicant recounted referencesIn refusingBody remarksOn replacementReason requiredPapers
      resultFiles resultPlace roleShown rolesToGive route rungsReached secondsToWait secretMatches serverKey serverKeyHistory settingsFor
      settingsOn settledBy sha256 shippedSynonyms shown shownAt signatureRoom signingIndex silenceReason sourcesAfter standingClaim
      stepClocks stepToAssign stopsAfter subtreesFromTiles synonymRow systemActor taken text textOrNull theDossier throughParts tidiedAbout
      timeFacts tokenHash triesCountedFor unknownKeys unwantedCarried utf8 versionIdInForce versionInForce viewDraft waitingForScan
      waitingGroups walkedSteps wholeFile whySessionNeeded whyThisDate withoutMarks words wordsForApplicant xesTrace xml
    `),
  },
]

/** The words of a text. */
function words(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '')
}
