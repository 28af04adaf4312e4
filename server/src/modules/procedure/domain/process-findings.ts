import type { Language } from '#kernel/language.ts'
import type { Step } from './process.ts'

/** A sentence in both languages, with the same places in braces. */
export type Sentence = { readonly vietnamese: string; readonly english: string }

/**
 * The findings that prevent the publication of a process, each with a permanent code and the remedy.
 * `{step}` is the step's name, `{detail}` what belongs to the finding.
 */
export const processFindings = {
  PROCESS_EMPTY: {
    vietnamese: 'Quy trình chưa có bước nào. Xin thêm ít nhất một bước.',
    english: 'The process has no step. Add at least one.',
  },
  STEP_NUMBER_TWICE: {
    vietnamese: 'Hai bước cùng mang số {no}. Xin đánh số lại.',
    english: 'Two steps have the number {no}. Please renumber them.',
  },
  STEP_UNKNOWN: {
    vietnamese: 'Bước “{step}” chuyển tới bước số {detail} nhưng không có bước ấy.',
    english: 'Step “{step}” leads to step no. {detail}, which does not exist.',
  },
  STEP_UNREACHABLE: {
    vietnamese: 'Không có đường nào đi tới bước “{step}”. Xin nối bước này hoặc bỏ đi.',
    english: 'No path leads to step “{step}”. Connect it or remove it.',
  },
  PROCESS_LOOPS: {
    vietnamese:
      'Từ bước “{step}” đi tiếp lại quay về chính nó, nên hồ sơ có thể không bao giờ xong. Trả lại bước trước phải ghi ở cột “Trả lại”.',
    english:
      'The path from step “{step}” leads back to itself, so a dossier might never end. A return is entered in the column “Give back”.',
  },
  BRANCH_NEVER_JOINS: {
    vietnamese: 'Nhánh song song qua bước “{step}” kết thúc mà không về điểm hợp.',
    english: 'The parallel branch through step “{step}” ends without reaching the join.',
  },
  JOIN_WITHOUT_SPLIT: {
    vietnamese: 'Bước “{step}” đi tới điểm hợp nhưng không nằm trong nhánh song song nào.',
    english: 'Step “{step}” leads to a join but is in no parallel branch.',
  },
  STEP_IN_TWO_BRANCHES: {
    vietnamese: 'Bước “{step}” được đi tới từ hai nhánh khác nhau. Mỗi nhánh cần bước riêng.',
    english: 'Step “{step}” is reached from two branches. Each branch needs its own step.',
  },
  SPLIT_NEEDS_TWO_BRANCHES: {
    vietnamese: 'Sau bước “{step}” có chỗ tách nhánh nhưng ít hơn hai nhánh.',
    english: 'After step “{step}” the process splits into fewer than two branches.',
  },
  JOIN_IMPOSSIBLE: {
    vietnamese: 'Điểm hợp sau bước “{step}” chờ số nhánh không thể có ({detail}).',
    english: 'The join after step “{step}” waits for a number of branches that cannot arrive ({detail}).',
  },
  RETURN_UNKNOWN: {
    vietnamese: 'Bước “{step}” trả lại bước số {detail} nhưng không có bước ấy.',
    english: 'Step “{step}” returns to step no. {detail}, which does not exist.',
  },
  RETURN_LEAVES_BRANCH: {
    vietnamese: 'Bước “{step}” trả lại bước số {detail} ở nhánh khác. Chỉ trả lại trong cùng nhánh.',
    english: 'Step “{step}” returns to step no. {detail} in another branch. A dossier is returned inside one branch only.',
  },
  RETURN_NOT_BACK: {
    vietnamese: 'Bước “{step}” trả lại bước số {detail}, nhưng bước ấy không đứng trước.',
    english: 'Step “{step}” returns to step no. {detail}, which does not come before it.',
  },
  STEP_WITHOUT_NAME: {
    vietnamese: 'Bước số {no} chưa có tên.',
    english: 'Step no. {no} has no name.',
  },
  STEP_HOURS_WRONG: {
    vietnamese: 'Thời gian của bước “{step}” phải là số giờ làm việc từ 0 trở lên.',
    english: 'The time of step “{step}” must be a number of working hours, 0 or more.',
  },
  ROLE_NOT_FOR_STEPS: {
    vietnamese: 'Vai trò của bước “{step}” không làm được bước xử lý.',
    english: 'The role of step “{step}” does not do steps of this kind.',
  },
  CONDITION_FIELD_UNKNOWN: {
    vietnamese: 'Điều kiện sau bước “{step}” hỏi “{detail}”, hồ sơ không có thông tin ấy.',
    english: 'The condition after step “{step}” asks for “{detail}”, which a dossier does not have.',
  },
  CONDITION_VALUE_WRONG: {
    vietnamese: 'Điều kiện sau bước “{step}” so “{detail}” với giá trị không thể có.',
    english: 'The condition after step “{step}” compares “{detail}” with a value that it cannot have.',
  },
  REFUSAL_WITHOUT_REASON: {
    vietnamese: 'Bước “{step}” được từ chối hồ sơ nhưng chưa ghi lý do nào.',
    english: 'Step “{step}” may refuse a dossier but names no reason.',
  },
  REFUSAL_WITHOUT_APPEAL: {
    vietnamese: 'Bước “{step}” được từ chối hồ sơ nhưng chưa ghi nơi và thời hạn khiếu nại.',
    english: 'Step “{step}” may refuse a dossier but does not say where and within how many days one may complain.',
  },
  PATH_WITHOUT_SIGNATURE: {
    vietnamese: 'Có đường đi hết quy trình mà không qua bước ký duyệt: {detail}.',
    english: 'One path through the process has no signature: {detail}.',
  },
  PATH_WITHOUT_ISSUING: {
    vietnamese: 'Có đường đi hết quy trình mà sau khi ký không có bước văn thư vào sổ, phát hành: {detail}.',
    english: 'On one path no step registers and issues the result after the signature: {detail}.',
  },
  SIGNATURE_IN_BRANCH: {
    vietnamese: 'Bước ký “{step}” nằm trong nhánh song song. Chỉ ký khi các nhánh đã hợp lại.',
    english: 'The signing step “{step}” is in a parallel branch. Sign after the branches have joined.',
  },
  SIGNED_BY_ANOTHER_AGENCY: {
    vietnamese: 'Bước “{step}” giao cơ quan phối hợp ký hoặc phát hành. Việc ấy thuộc cơ quan chủ trì.',
    english: 'Step “{step}” lets a cooperating agency sign or issue. That is for the agency in charge.',
  },
  SUB_DOSSIER_WITHOUT_DEADLINE: {
    vietnamese: 'Hồ sơ con ở bước “{step}” chưa có thời hạn riêng.',
    english: 'The sub-dossier at step “{step}” has no time limit.',
  },
  SUB_DOSSIER_TO_LEAD: {
    vietnamese: 'Hồ sơ con ở bước “{step}” phải gửi cơ quan khác, không phải cơ quan chủ trì.',
    english: 'The sub-dossier at step “{step}” must go to another agency than the one in charge.',
  },
  AGENCY_UNKNOWN: {
    vietnamese: 'Bước “{step}” giao cơ quan mang mã {detail}, địa phương không có cơ quan ấy.',
    english: 'Step “{step}” is given to the agency with the code {detail}; the locality has no such agency.',
  },
  STEP_UNSTAFFED: {
    vietnamese: 'Không ai giữ vai trò cần cho bước “{step}” ở cơ quan được giao. Xin phân công trước khi công bố.',
    english: 'Nobody at the agency holds the role that step “{step}” needs. Give somebody the role before publishing.',
  },
  HOURS_EXCEED_LIMIT: {
    vietnamese: 'Đường dài nhất cần {hours} giờ làm việc, quá thời hạn {limit} giờ: {detail}.',
    english: 'The longest path takes {hours} working hours, more than the limit of {limit}: {detail}.',
  },
  AGENCY_MISSING: {
    vietnamese: 'Chưa chọn cơ quan chủ trì giải quyết.',
    english: 'The agency in charge is not chosen.',
  },
  HANDLING_MISSING: {
    vietnamese: 'Chưa chọn cách giải quyết (tại chỗ, chuyển cơ quan, trong ngày).',
    english: 'How the procedure is handled is not chosen (on the spot, forwarded, same day).',
  },
  LIMIT_MISSING: {
    vietnamese: 'Chưa có thời hạn giải quyết.',
    english: 'There is no time limit.',
  },
  COMMITTED_BEYOND_LEGAL: {
    vietnamese: 'Thời hạn cam kết dài hơn thời hạn theo quy định.',
    english: 'The committed limit is longer than the limit by law.',
  },
  FEE_UNKNOWN: {
    vietnamese: 'Chưa rõ số tiền của: {detail}. Xin ghi số tiền, hoặc ghi 0 nếu không thu.',
    english: 'The amount is unknown for: {detail}. Enter it, or 0 if nothing is charged.',
  },
  PAPER_COUNT_UNKNOWN: {
    vietnamese: 'Chưa rõ số bản của giấy tờ: {detail}.',
    english: 'The number of copies is unknown for the paper: {detail}.',
  },
  CHANNEL_MISSING: {
    vietnamese: 'Chưa có hình thức nộp nào.',
    english: 'There is no way to file.',
  },
  VERSIONS_OVERLAP: {
    vietnamese: 'Ngày hiệu lực {detail} trùng với một phiên bản khác của thủ tục.',
    english: 'The day {detail} is the same as that of another version of the procedure.',
  },
  SIMULATION_STUCK: {
    vietnamese: 'Chạy thử 1.000 hồ sơ, có hồ sơ không kết thúc (dừng ở: {detail}).',
    english: 'Of 1,000 simulated dossiers, some do not end (they stop at: {detail}).',
  },
} as const satisfies Readonly<Record<string, Sentence>>
export type FindingCode = keyof typeof processFindings

/** One finding, in both languages. Names of steps, papers and fees stay as they are. */
export type Finding = {
  readonly code: FindingCode
  readonly stepNo: number | null
  readonly message: string
  readonly english: string
}

/** The value of a placeholder: hours, or a text; a pair where the two languages differ. */
export type FindingWords = { readonly [place: string]: string | number | readonly [vietnamese: string, english: string] }

export function findingFrom(code: FindingCode, step: Pick<Step, 'no' | 'name'> | null, more: FindingWords): Finding {
  const nameless = step ? ([`số ${step.no}`, `no. ${step.no}`] as const) : (['đầu tiên', 'at the beginning'] as const)
  const words: FindingWords = { step: step?.name || nameless, no: step?.no ?? '', ...more }
  const filled = (sentence: string, language: Language) =>
    sentence.replace(/\{(\w+)\}/gu, (whole, place: string) => wordOf(words[place] ?? whole, language))
  const { vietnamese, english } = processFindings[code]
  return { code, stepNo: step?.no ?? null, message: filled(vietnamese, 'vi'), english: filled(english, 'en') }
}

function wordOf(word: FindingWords[string], language: Language): string {
  if (typeof word === 'string') return word
  if (typeof word !== 'number') return language === 'vi' ? word[0] : word[1]
  const hours = String(Math.round(word * 100) / 100)
  return language === 'vi' ? hours.replace('.', ',') : hours
}
