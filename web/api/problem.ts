export interface ProblemField {
  field: string
  message: string
}

/** A refusal or a failure, as a sentence for the person and a permanent code for the hotline (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem'
  /** HTTP status; 0 when the server was not reached. */
  readonly status: number
  readonly code: string
  /** What happened, why, what to do: shown as it is. */
  readonly detail: string
  readonly fields: readonly ProblemField[]
  readonly requestId: string | null
  readonly law: string | null
  readonly details: unknown

  constructor(input: {
    status: number
    code: string
    detail: string
    fields?: readonly ProblemField[]
    requestId?: string | null
    law?: string | null
    details?: unknown
  }) {
    super(`${input.code}: ${input.detail}`)
    this.status = input.status
    this.code = input.code
    this.detail = input.detail
    this.fields = input.fields ?? []
    this.requestId = input.requestId ?? null
    this.law = input.law ?? null
    this.details = input.details
  }

  /** Nothing is known about the outcome: trying again with the same key is safe and right. */
  get isUncertain(): boolean {
    return this.status === 0 || this.status >= 500
  }

  /** The same sent again would be answered the same: it is for the person to change something. */
  get isFinal(): boolean {
    return !this.isUncertain && ![401, 408, 429].includes(this.status)
  }
}

export type ProblemLanguage = 'vi' | 'en'

/** As the page says it of itself; Vietnamese where there is no page. */
export function languageOfPage(): ProblemLanguage {
  return globalThis.document?.documentElement.lang.startsWith('en') ? 'en' : 'vi'
}

/** Messages of the client, when the server gave no answer. */
export const ownSentences = {
  browserFault: {
    vi: 'Trang gặp lỗi ngoài dự kiến. Xin tải lại trang; nội dung đã lưu vẫn còn.',
    en: 'The page met an unexpected fault. Please reload it; what was saved is still there.',
  },
  unexpected: {
    vi: 'Máy chủ trả lời không như mong đợi. Xin thử lại; nếu vẫn lỗi, xin báo mã này cho tổng đài.',
    en: 'The server answered in an unexpected way. Please try again; if it happens again, give this code to the hotline.',
  },
  unreachable: {
    vi: 'Không liên lạc được với máy chủ. Nội dung đã nhập vẫn còn trên màn hình; xin kiểm tra mạng rồi bấm lại.',
    en: 'The server cannot be reached. What you typed is still on the screen; please check the network and press again.',
  },
  unreadableFile: {
    vi: 'Không đọc được tệp trên máy này. Tệp có thể đã bị đổi tên, di chuyển hoặc đang mở ở nơi khác; xin chọn lại tệp.',
    en: 'The file on this computer cannot be read. It may have been renamed, moved or opened elsewhere; please choose it again.',
  },
} as const

/** The code to read to the hotline: `CODE · request id`. */
export function hotlineCode(problem: Problem): string {
  return problem.requestId ? `${problem.code} · ${problem.requestId}` : problem.code
}

/** Reads a problem document; an answer that is none (a proxy's page) still becomes a Problem. */
export async function problemFrom(response: Response, language: ProblemLanguage = 'vi'): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null)
  const known = isRecord(body) ? body : {}
  return new Problem({
    status: response.status,
    code: text(known['code']) ?? `HTTP_${response.status}`,
    detail: text(known['detail']) ?? text(known['title']) ?? ownSentences.unexpected[language],
    fields: Array.isArray(known['fields'])
      ? known['fields'].filter(isField).map(({ field, message }) => ({ field: fieldName(field), message }))
      : [],
    requestId: text(known['requestId']) ?? response.headers.get('x-request-id'),
    law: text(known['law']),
    details: known['details'],
  })
}

/** The server was not reached at all. */
export function unreachable(language: ProblemLanguage = 'vi'): Problem {
  return new Problem({ status: 0, code: 'UNREACHABLE', detail: ownSentences.unreachable[language] })
}

/** A file that the machine of the person no longer gives. */
export function unreadableFile(language: ProblemLanguage = 'vi'): Problem {
  return new Problem({ status: 0, code: 'FILE_UNREADABLE', detail: ownSentences.unreadableFile[language] })
}

/** `/body/applicant/phone` → `applicant.phone`: the name of the field in the form. */
export function fieldName(pointer: string): string {
  return pointer
    .replace(/^\/?(body|query|params)\//, '')
    .replace(/^\//, '')
    .replaceAll('/', '.')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isField(value: unknown): value is ProblemField {
  return isRecord(value) && typeof value['field'] === 'string' && typeof value['message'] === 'string'
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
