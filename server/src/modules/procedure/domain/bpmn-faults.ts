import type { Sentence } from './process-findings.ts'

/**
 * Why a BPMN file is not taken, by what in it. Permanent codes: `{id}` is the element, `{detail}` what belongs to it.
 */
export const bpmnFaults = {
  BPMN_TOO_LARGE: 'Tệp lớn quá {detail} ký tự.',
  BPMN_DOCTYPE: 'Tệp có khai báo DOCTYPE. Vì an toàn, tệp như vậy không được đọc.',
  BPMN_ENCODING: 'Tệp khai báo bảng mã {detail} nhưng không đọc được theo bảng mã đó. Xin lưu lại tệp ở dạng UTF-8.',
  BPMN_MALFORMED: 'Tệp không phải XML đúng dạng ({detail}).',
  BPMN_NOT_BPMN: 'Tệp không phải BPMN 2.0 (không có phần tử definitions của BPMN).',
  BPMN_NO_PROCESS: 'Tệp không có quy trình nào.',
  BPMN_SEVERAL_PROCESSES: 'Tệp có nhiều quy trình ({detail}). Xin tách mỗi quy trình một tệp.',
  BPMN_TOO_DEEP: 'Các phần tử XML lồng nhau quá {detail} tầng.',
  BPMN_TOO_MANY_ELEMENTS: 'Quy trình có quá {detail} phần tử.',
  BPMN_REFERENCE_BROKEN: 'Phần tử “{id}” trỏ tới “{detail}”, là phần tử không có trong quy trình.',
  BPMN_ID_TWICE: 'Mã “{id}” được dùng cho hai phần tử của quy trình.',
  BPMN_STEP_TWICE: 'Bước “{id}” nhận luồng từ hai nhánh song song nên sẽ chạy hai lần. Xin cho các nhánh về một cổng hợp trước bước này.',
  BPMN_TOO_LONG: '{detail} (“{id}”).',
  BPMN_ELEMENT_NOT_COVERED: 'Phần tử “{id}” ({detail}) chưa được hỗ trợ.',
  BPMN_EVENT_NOT_COVERED: 'Sự kiện “{id}” có {detail}; chỉ nhận sự kiện bắt đầu và kết thúc thường.',
  BPMN_REPETITION_NOT_COVERED: 'Công việc “{id}” lặp lại hoặc chạy nhiều bản; chưa được hỗ trợ.',
  BPMN_SUBPROCESS_WITH_CONTENT: 'Tiến trình con “{id}” có nội dung bên trong. Hồ sơ con chỉ ghi cơ quan nhận và thời hạn.',
  BPMN_START_NOT_ONE: 'Quy trình phải có đúng một sự kiện bắt đầu (đang có {detail}).',
  BPMN_START_NOT_FIRST: 'Có luồng đi vào sự kiện bắt đầu “{id}”.',
  BPMN_NO_WAY_ON: 'Từ phần tử “{id}” không có luồng đi tiếp.',
  BPMN_IMPLICIT_SPLIT: 'Từ phần tử “{id}” có nhiều luồng đi ra mà không qua cổng rẽ nhánh.',
  BPMN_CONDITION_ON_PLAIN_FLOW: 'Luồng “{id}” có điều kiện nhưng không đi ra từ cổng rẽ nhánh.',
  BPMN_CONDITION_MISSING: 'Luồng “{id}” đi ra từ cổng lựa chọn nhưng không có điều kiện và không phải luồng mặc định.',
  BPMN_DEFAULT_MISSING: 'Cổng lựa chọn “{id}” không có luồng mặc định.',
  BPMN_CONDITION_UNREADABLE: 'Điều kiện của luồng “{id}” chưa đọc được: {detail}.',
  BPMN_CONDITION_ON_PARALLEL: 'Luồng “{id}” ra từ cổng song song không được có điều kiện; xin dùng cổng bao hàm.',
  BPMN_JOIN_UNBALANCED: 'Cổng “{id}” không hợp đúng những nhánh đã tách ở một cổng.',
  BPMN_JOIN_RULE_UNREADABLE: 'Cổng “{id}” phải ghi điều kiện hợp dạng “arrived >= 2”.',
  BPMN_BRANCH_ENDS: 'Nhánh song song kết thúc ở “{id}” mà không về cổng hợp.',
  BPMN_LOOP: 'Luồng quay vòng qua “{id}”. Trả lại bước trước không vẽ bằng luồng mà ghi ở cột “Trả lại”.',
  BPMN_UNREACHABLE: 'Không có luồng nào đi tới “{id}”.',
  BPMN_ATTRIBUTE_WRONG: 'Thuộc tính motcua:{detail} của “{id}” không đúng.',
} as const satisfies Readonly<Record<string, string>>

export type BpmnFault = { readonly code: keyof typeof bpmnFaults; readonly elementId: string | null; readonly message: string }

export function bpmnFault(code: keyof typeof bpmnFaults, elementId: string | null = null, detail: string | number = ''): BpmnFault {
  return { code, elementId, message: bpmnFaults[code].replace('{id}', () => elementId ?? '').replace('{detail}', () => String(detail)) }
}

/** Data that the file does not contain and a person must check; the step is imported with the value named here. */
export const bpmnNotes = {
  BPMN_ROLE_NOT_SAID: {
    vietnamese: 'Bước {id}: tệp không ghi vai trò, tạm để cán bộ thụ lý.',
    english: 'Step {id}: the file names no role; case officer for now.',
  },
  BPMN_HOURS_NOT_SAID: {
    vietnamese: 'Bước {id}: tệp không ghi thời gian, tạm để 0 giờ.',
    english: 'Step {id}: the file gives no time; 0 hours for now.',
  },
  BPMN_AGENCY_NOT_SAID: {
    vietnamese: 'Bước {id}: hồ sơ con chưa ghi cơ quan nhận.',
    english: 'Step {id}: the sub-dossier does not name the agency that receives it.',
  },
  BPMN_LANE_REFERENCE_BROKEN: {
    vietnamese: 'Làn “{id}” có ghi phần tử “{detail}” nhưng tệp không có phần tử đó; đã bỏ qua.',
    english: 'Lane “{id}” lists the element “{detail}”, which the file does not have; left out.',
  },
} as const satisfies Readonly<Record<string, Sentence>>

export type BpmnNote = {
  readonly code: keyof typeof bpmnNotes
  /** `null`: of no one step. */
  readonly stepNo: number | null
  readonly message: string
  readonly english: string
}

/** @param id the step with its name, or the lane */
export function bpmnNoteFrom(code: BpmnNote['code'], stepNo: number | null, id: string, detail = ''): BpmnNote {
  const filled = (sentence: string) => sentence.replace('{id}', () => id).replace('{detail}', () => detail)
  const { vietnamese, english } = bpmnNotes[code]
  return { code, stepNo, message: filled(vietnamese), english: filled(english) }
}
