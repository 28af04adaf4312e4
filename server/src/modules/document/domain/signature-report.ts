/**
 * What is said about the signatures of a file. Outcomes follow ETSI EN 319 102-1 §5: a signature passes, fails, or
 * cannot be decided with what is known here (`indeterminate`). A cause carries how much it weighs.
 */
export const verdicts = ['valid', 'indeterminate', 'invalid', 'unsigned', 'unreadable'] as const
export type Verdict = (typeof verdicts)[number]

type Weight = 'invalid' | 'indeterminate' | 'note'
type Problem = { readonly weight: Weight; readonly vietnamese: string; readonly english: string }

/** Every cause by its permanent code. */
export const signatureProblems = {
  NOT_PDF: { weight: 'invalid', vietnamese: 'Tệp không phải là tài liệu PDF.', english: 'The file is not a PDF document.' },
  FILE_TOO_LARGE: {
    weight: 'invalid',
    vietnamese: 'Tệp lớn hơn mức được kiểm tra (50 MB).',
    english: 'The file is larger than what is checked (50 MB).',
  },
  DOCUMENT_ENCRYPTED: {
    weight: 'invalid',
    vietnamese: 'Tài liệu đặt mật khẩu hoặc mã hoá nên không kiểm tra được. Xin nộp bản không đặt mật khẩu.',
    english: 'The document has a password or is encrypted and cannot be checked. Hand in a copy without a password.',
  },
  STRUCTURE_BROKEN: {
    weight: 'invalid',
    vietnamese: 'Cấu trúc tệp PDF bị hỏng; tệp có thể bị cắt cụt hoặc bị sửa.',
    english: 'The structure of the PDF file is broken; the file may have been cut short or altered.',
  },
  TOO_COMPLEX: {
    weight: 'invalid',
    vietnamese: 'Tệp quá phức tạp để kiểm tra. Xin in lại thành PDF hoặc tách thành nhiều tệp.',
    english: 'The file is too complex to be checked. Print it to PDF again or split it into several files.',
  },
  TOO_MANY_SIGNATURES: {
    weight: 'invalid',
    vietnamese: 'Tệp có quá nhiều chữ ký để kiểm tra.',
    english: 'The file has too many signatures to be checked.',
  },
  SIGNATURE_HIDDEN: {
    weight: 'invalid',
    vietnamese: 'Tệp có dữ liệu chữ ký nằm ngoài biểu mẫu; trình đọc có thể hiểu sai là đã ký.',
    english: 'The file has signature data outside its form; a reader may take it for signed.',
  },
  SIGNATURE_INCOMPLETE: {
    weight: 'invalid',
    vietnamese: 'Chữ ký thiếu nội dung bắt buộc (ByteRange hoặc Contents).',
    english: 'The signature lacks a required part (ByteRange or Contents).',
  },
  SIGNATURE_AMBIGUOUS: {
    weight: 'invalid',
    vietnamese: 'Chữ ký khai một mục hai lần; các trình đọc có thể hiểu khác nhau.',
    english: 'The signature states one entry twice; readers may understand it differently.',
  },
  FORMAT_UNSUPPORTED: {
    weight: 'indeterminate',
    vietnamese: 'Chữ ký theo định dạng chưa hỗ trợ kiểm tra.',
    english: 'The signature has a format that cannot be checked yet.',
  },
  BYTE_RANGE_MALFORMED: {
    weight: 'invalid',
    vietnamese: 'Phạm vi ký khai sai (âm, chồng lên nhau, vượt quá tệp hoặc không bắt đầu từ đầu tệp).',
    english: 'The signed range is wrong (negative, overlapping, beyond the file or not from its beginning).',
  },
  BYTE_RANGE_GAP: {
    weight: 'invalid',
    vietnamese: 'Phần không được ký rộng hơn ô chứa chữ ký; nội dung có thể bị giấu ở đó.',
    english: 'The part that is not signed is wider than the place of the signature; something may be hidden there.',
  },
  CONTENTS_EMPTY: {
    weight: 'invalid',
    vietnamese: 'Ô chữ ký trống: tài liệu được chuẩn bị để ký nhưng chưa ký.',
    english: 'The place of the signature is empty: the document was prepared for signing but not signed.',
  },
  CONTENTS_TOO_LARGE: {
    weight: 'invalid',
    vietnamese: 'Ô chữ ký lớn bất thường.',
    english: 'The place of the signature is unusually large.',
  },
  CONTENTS_PADDED: {
    weight: 'indeterminate',
    vietnamese: 'Sau chữ ký còn dữ liệu lạ trong ô chứa chữ ký.',
    english: 'After the signature there is strange data in its place.',
  },
  CONTENTS_MIXED_CASE: {
    weight: 'indeterminate',
    vietnamese: 'Ô chữ ký viết lẫn chữ số hex hoa và thường; nội dung được ký không đổi, nhưng ô này có thể đã bị viết lại.',
    english:
      'The place of the signature mixes capital and small hexadecimal digits; what was signed is unchanged, but this place may have been written again.',
  },
  CMS_NOT_DER: {
    weight: 'note',
    vietnamese: 'Chữ ký mã hoá theo BER, không phải DER như tiêu chuẩn yêu cầu; nội dung được ký không đổi.',
    english: 'The signature is encoded in BER, not in DER as the standard requires; what was signed is unchanged.',
  },
  CMS_MALFORMED: {
    weight: 'invalid',
    vietnamese: 'Không đọc được cấu trúc chữ ký.',
    english: 'The structure of the signature cannot be read.',
  },
  CMS_NOT_CANONICAL: {
    weight: 'indeterminate',
    vietnamese: 'Phần không được ký của chữ ký không viết đúng dạng chuẩn (phiên bản, thuật toán khai không khớp).',
    english: 'The unsigned part of the signature is not in its standard form (version or algorithm do not match).',
  },
  CMS_UNKNOWN_PART: {
    weight: 'indeterminate',
    vietnamese: 'Chữ ký kèm theo thành phần lạ hoặc không kiểm chứng được, nằm ngoài phần được ký.',
    english: 'The signature carries an unknown part, or one that cannot be verified, outside what is signed.',
  },
  CMS_NOT_DETACHED: {
    weight: 'invalid',
    vietnamese: 'Chữ ký mang theo nội dung khác bên trong, không ký trực tiếp lên tài liệu.',
    english: 'The signature carries other content inside instead of signing the document.',
  },
  CMS_SIGNER_COUNT: {
    weight: 'invalid',
    vietnamese: 'Một chữ ký phải có đúng một người ký.',
    english: 'A signature must have exactly one signer.',
  },
  SIGNED_ATTRIBUTES_MISSING: {
    weight: 'invalid',
    vietnamese: 'Chữ ký thiếu thuộc tính được ký bắt buộc.',
    english: 'The signature lacks required signed attributes.',
  },
  SIGNER_CERTIFICATE_MISSING: {
    weight: 'invalid',
    vietnamese: 'Chữ ký không kèm chứng thư của người ký.',
    english: 'The signature does not carry the certificate of the signer.',
  },
  SIGNER_CERTIFICATE_DIFFERS: {
    weight: 'invalid',
    vietnamese: 'Chứng thư kèm theo không phải chứng thư đã dùng khi ký.',
    english: 'The certificate carried is not the one that was used to sign.',
  },
  SIGNER_CERTIFICATE_UNBOUND: {
    weight: 'note',
    vietnamese: 'Chữ ký không ghi dấu vân tay chứng thư của người ký (không đạt PAdES mức B).',
    english: 'The signature does not name the fingerprint of the signer’s certificate (below PAdES level B).',
  },
  DIGEST_WRONG: {
    weight: 'invalid',
    vietnamese: 'Nội dung tài liệu đã bị thay đổi so với lúc ký.',
    english: 'The content of the document has been changed since it was signed.',
  },
  SIGNATURE_WRONG: {
    weight: 'invalid',
    vietnamese: 'Chữ ký không khớp với chứng thư của người ký.',
    english: 'The signature does not match the certificate of the signer.',
  },
  HASH_WEAK: {
    weight: 'invalid',
    vietnamese: 'Chữ ký dùng hàm băm không còn an toàn (MD5, SHA-1).',
    english: 'The signature uses a hash function that is no longer safe (MD5, SHA-1).',
  },
  KEY_WEAK: {
    weight: 'invalid',
    vietnamese: 'Khoá của người ký ngắn hơn mức an toàn.',
    english: 'The key of the signer is shorter than is safe.',
  },
  ALGORITHM_UNSUPPORTED: {
    weight: 'indeterminate',
    vietnamese: 'Thuật toán ký chưa hỗ trợ kiểm tra.',
    english: 'The signature algorithm cannot be checked yet.',
  },
  BYTES_AFTER_SIGNATURE: {
    weight: 'invalid',
    vietnamese: 'Có dữ liệu được nối thêm sau phần đã ký.',
    english: 'Data was appended after the signed part.',
  },
  CHANGED_AFTER_SIGNING: {
    weight: 'invalid',
    vietnamese: 'Tài liệu bị sửa sau khi ký.',
    english: 'The document was changed after signing.',
  },
  CHANGE_FORBIDDEN: {
    weight: 'invalid',
    vietnamese: 'Người ký không cho phép thay đổi này, nhưng tệp có phần thêm vào sau.',
    english: 'The signer does not permit this change, yet something was added to the file later.',
  },
  LATER_EVIDENCE: {
    weight: 'note',
    vietnamese: 'Sau chữ ký này có thêm chứng cứ xác thực (chứng thư, danh sách thu hồi hoặc dấu thời gian); nội dung không đổi.',
    english: 'After this signature evidence was added (certificates, revocation lists or time stamps); the content is unchanged.',
  },
  LATER_FORM_FILLED: {
    weight: 'note',
    vietnamese: 'Sau chữ ký này có ô biểu mẫu được điền thêm, trong phạm vi người ký cho phép.',
    english: 'After this signature form fields were filled in, within what the signer permits.',
  },
  LATER_FORM_FILLED_UNASKED: {
    weight: 'indeterminate',
    vietnamese: 'Sau chữ ký này có ô biểu mẫu được điền thêm mà người ký không nói có cho phép hay không; xin đối chiếu.',
    english: 'After this signature form fields were filled in, and the signer does not say whether that is permitted; compare them.',
  },
  LATER_FILE_WORDS: {
    weight: 'note',
    vietnamese: 'Sau chữ ký này thông tin về tệp (ngày sửa, phần mềm) được ghi lại; nội dung không đổi.',
    english: 'After this signature the description of the file (date of change, program) was written again; the content is unchanged.',
  },
  BYTES_BEFORE_HEADER: {
    weight: 'indeterminate',
    vietnamese: 'Trước phần mở đầu %PDF của tệp có dữ liệu lạ, không được ký; phần còn lại đọc được.',
    english: 'Before the %PDF header there is strange data that is not signed; the rest can be read.',
  },
  CARRIES_DATA: {
    weight: 'note',
    vietnamese: 'Tệp kèm bên trong dữ liệu (XML, văn bản hoặc ảnh) không hiện trên trang; xin mở phần kèm để xem.',
    english: 'The file carries data (XML, text or pictures) that no page shows; open the attachment to see it.',
  },
  LATER_SIGNATURE: {
    weight: 'note',
    vietnamese: 'Sau chữ ký này có chữ ký khác được thêm vào.',
    english: 'After this signature another one was added.',
  },
  LATER_SIGNATURE_VISIBLE: {
    weight: 'note',
    vietnamese: 'Chữ ký thêm sau có hình hiển thị trên trang; xin đối chiếu nội dung bị che (nếu có).',
    english: 'A later signature has a picture on the page; compare what it may cover.',
  },
  CERTIFICATE_UNTRUSTED: {
    weight: 'indeterminate',
    vietnamese: 'Chứng thư không do tổ chức chứng thực được tin cậy cấp.',
    english: 'The certificate was not issued by a trusted certification authority.',
  },
  CERTIFICATE_EXPIRED: {
    weight: 'indeterminate',
    vietnamese: 'Chứng thư đã hết hạn và không có dấu thời gian chứng minh ký khi còn hạn.',
    english: 'The certificate has expired and no time stamp shows that it was valid at signing.',
  },
  CERTIFICATE_NOT_YET_VALID: {
    weight: 'indeterminate',
    vietnamese: 'Chứng thư chưa đến ngày có hiệu lực.',
    english: 'The certificate is not valid yet.',
  },
  CERTIFICATE_REVOKED: { weight: 'invalid', vietnamese: 'Chứng thư đã bị thu hồi.', english: 'The certificate has been revoked.' },
  CERTIFICATE_NOT_FOR_SIGNING: {
    weight: 'invalid',
    vietnamese: 'Chứng thư không được cấp để ký tài liệu.',
    english: 'The certificate was not issued for signing documents.',
  },
  REVOCATION_UNKNOWN: {
    weight: 'note',
    vietnamese: 'Không có danh sách thu hồi còn hiệu lực để kiểm tra chứng thư.',
    english: 'There is no current revocation list to check the certificate with.',
  },
  TIMESTAMP_WRONG: {
    weight: 'invalid',
    vietnamese: 'Dấu thời gian không khớp với chữ ký.',
    english: 'The time stamp does not match the signature.',
  },
  TIMESTAMP_UNTRUSTED: {
    weight: 'indeterminate',
    vietnamese: 'Dấu thời gian không do tổ chức được tin cậy cấp; không dùng làm bằng chứng thời điểm ký.',
    english: 'The time stamp was not issued by a trusted authority; it is no evidence of when the file was signed.',
  },
} as const satisfies Readonly<Record<string, Problem>>

export type SignatureProblem = keyof typeof signatureProblems

/** Causes that say that the document or its signature is not as the signer left it; the others are of trust, time, strength and form. */
export const integrityProblems: ReadonlySet<SignatureProblem> = new Set([
  'SIGNATURE_HIDDEN',
  'SIGNATURE_INCOMPLETE',
  'SIGNATURE_AMBIGUOUS',
  'BYTE_RANGE_MALFORMED',
  'BYTE_RANGE_GAP',
  'CONTENTS_EMPTY',
  'CONTENTS_TOO_LARGE',
  'CMS_MALFORMED',
  'CMS_NOT_DETACHED',
  'CMS_SIGNER_COUNT',
  'SIGNED_ATTRIBUTES_MISSING',
  'SIGNER_CERTIFICATE_MISSING',
  'SIGNER_CERTIFICATE_DIFFERS',
  'DIGEST_WRONG',
  'SIGNATURE_WRONG',
  'BYTES_AFTER_SIGNATURE',
  'CHANGED_AFTER_SIGNING',
  'CHANGE_FORBIDDEN',
  'TIMESTAMP_WRONG',
])

export type CertificateSummary = {
  /** Common name, or the whole subject when there is none. */
  readonly name: string
  readonly organisation: string | null
  readonly issuer: string
  /** Hexadecimal, as the issuer numbers it. */
  readonly serial: string
  readonly validFrom: string
  readonly validTo: string
  /** SHA-256 of the certificate, hexadecimal. */
  readonly sha256: string
}

export type SignatureFinding = {
  /** The form field that contains it. */
  readonly field: string
  /** A signature, or a stamp of a time-stamping authority over the whole document. */
  readonly kind: 'signature' | 'timestamp'
  readonly signer: CertificateSummary | null
  /** Every byte of the file but the signature's own place is under the signature. */
  readonly coversWholeDocument: boolean
  readonly digestOk: boolean
  readonly signatureOk: boolean
  /** From the signer to the last certificate found. */
  readonly chain: readonly CertificateSummary[]
  readonly trusted: boolean
  /** What the signer's clock said; a claim, not a proof. ISO 8601, null when not said. */
  readonly signedAt: string | null
  /** A token of a time-stamping authority over the signature (PAdES B-T). */
  readonly timestamp: { readonly at: string; readonly authority: string; readonly trusted: boolean } | null
  readonly revocation: 'good' | 'revoked' | 'unknown'
  readonly changedAfterSigning: boolean
  readonly problems: readonly SignatureProblem[]
  readonly verdict: 'valid' | 'indeterminate' | 'invalid'
}

export type SignatureReport = {
  readonly signatures: readonly SignatureFinding[]
  /** Of the file as a whole. */
  readonly problems: readonly SignatureProblem[]
  readonly verdict: Verdict
}

const weightOf = (problem: SignatureProblem): Weight => signatureProblems[problem].weight

/** The worst of what was found decides. */
export function findingVerdict(problems: readonly SignatureProblem[]): SignatureFinding['verdict'] {
  if (problems.some((problem) => weightOf(problem) === 'invalid')) return 'invalid'
  return problems.some((problem) => weightOf(problem) === 'indeterminate') ? 'indeterminate' : 'valid'
}

const unreadable: readonly SignatureProblem[] = ['NOT_PDF', 'FILE_TOO_LARGE', 'DOCUMENT_ENCRYPTED', 'STRUCTURE_BROKEN', 'TOO_COMPLEX']

/** A file is as good as its worst signature; a file that cannot be read says nothing at all. */
export function reportVerdict(problems: readonly SignatureProblem[], signatures: readonly SignatureFinding[]): Verdict {
  if (problems.some((problem) => unreadable.includes(problem))) return 'unreadable'
  const own = findingVerdict(problems)
  if (own === 'invalid' || signatures.some(({ verdict }) => verdict === 'invalid')) return 'invalid'
  if (signatures.length === 0) return 'unsigned'
  return own === 'indeterminate' || signatures.some(({ verdict }) => verdict === 'indeterminate') ? 'indeterminate' : 'valid'
}
