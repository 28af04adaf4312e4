/** The door of the module: printed forms, what was printed, and the citizen card at the counter. */
export { judgeCitizenCard, readCitizenCard } from './domain/citizen-card.ts'
export type { CardFault, CardFaultCode, CitizenCard, CitizenCardJudgement } from './domain/citizen-card.ts'
export { forms, formTitles } from './domain/forms.ts'
export type {
  ApologyData,
  FormData,
  FormFee,
  FormHead,
  FormName,
  FormPaper,
  FormParty,
  FormSigner,
  Numbered,
  NumberedFormData,
  ReceiptSlipData,
  RefusalData,
  StopNoticeData,
  SupplementRequestData,
} from './domain/forms.ts'
export { sampleApology, sampleReceiptSlip, sampleRefusal, sampleStopNotice, sampleSupplementRequest } from './domain/sample-forms.ts'
export { appealText, blankOnPaper, slipLines } from './domain/form-text.ts'
export { arrivalRefusals } from './domain/arrival-refusals.ts'
export { documentRefusals } from './domain/refusals.ts'
export { drawForm, formsWaiting, printForm, printSheet } from './adapters/press.ts'
export { issueDocument } from './commands/issue-document.ts'
export type { IssueDocument, IssuedDocumentReceipt } from './commands/issue-document.ts'
export { coveredForm } from './domain/covered-form.ts'
export { findFormData, getIssuedDocument, listIssuedDocuments } from './queries/get-issued-document.ts'
export type { IssuedDocument } from './queries/get-issued-document.ts'
export { findDossiersOfResult, findIssuedByHash } from './queries/find-issued-by-hash.ts'
export { readTrust, trustNobody } from './adapters/certificate-chain.ts'
export type { Trust } from './adapters/certificate-chain.ts'
export { verifyPdf } from './adapters/verify-pdf.ts'
export type { SignatureReport } from './domain/signature-report.ts'
export { findingVerdict, signatureProblems } from './domain/signature-report.ts'
export type { SignatureProblem, Verdict } from './domain/signature-report.ts'
export {
  largestArrivingFile,
  mediaTypes,
  signatureStateOf,
  signatureStates,
  signatureStatesInEnglish,
  mediaTypesInEnglish,
} from './domain/arriving-file.ts'
export type { SignatureState } from './domain/arriving-file.ts'
export { fileInspector } from './adapters/file-inspector.ts'
export type { FileInspector } from './adapters/file-inspector.ts'
export { scanAgain } from './commands/scan-again.ts'
export { judgeAgain, judgeArrival, keepCheck, keepFile, withdrawFile } from './commands/keep-file.ts'
export { dropUnusedContent, holdFile, keepHeldFiles, dropHeldFile, dropHeldFiles } from './commands/hold-file.ts'
export type { MovedFile } from './commands/hold-file.ts'
export { listHeldFiles } from './queries/held-files.ts'
export type { HeldFile } from './queries/held-files.ts'
export type { SoundFile } from './commands/judge-file.ts'
export { clamdScanner } from './adapters/virus-scanner.ts'
export { fileBytes, getArrivingFile, listArrivingFiles, mustBeOpenable } from './queries/arriving-files.ts'
export type { ArrivingFile } from './queries/arriving-files.ts'
export { openPaperSigner, signIssuedDocument, signPaper } from './commands/sign-issued-document.ts'
export type { PaperSigner } from './commands/sign-issued-document.ts'
export {
  controlSheetText,
  handoverListText,
  linesOfBook,
  registerCells,
  registerColumns,
  registerText,
  whyThisDateText,
} from './domain/sheets.ts'
export type {
  ControlResult,
  ControlSheetData,
  HandoverListData,
  RegisterData,
  RegisterLine,
  SheetHead,
  WhyThisDateData,
} from './domain/sheets.ts'
