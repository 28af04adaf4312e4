import type { Form, FormDefinition, FormSection, Question } from './form.ts'

/** Where an applicant may take a dossier to, when more than one centre receives it. */
export type CentreChoice = { readonly id: string; readonly name: string }

export type ApplicantKind = 'person' | 'organisation'

/** Asked of everybody, whatever they apply for: their answers become the applicant of the dossier. */
export const applicantFields = ['fullName', 'organisationName', 'idNumber', 'bornOn', 'sex', 'address', 'phone', 'email'] as const
export type ApplicantField = (typeof applicantFields)[number]

const q = (question: Question): Question => question

function applicantSection(kind: ApplicantKind): FormSection {
  const isFirm = kind === 'organisation'
  return {
    id: 'applicant',
    title: isFirm ? 'Tổ chức nộp hồ sơ' : 'Người nộp hồ sơ',
    titleEn: isFirm ? 'The organisation that applies' : 'Who applies',
    questions: [
      ...(isFirm
        ? [
            q({
              id: 'organisationName',
              kind: 'text',
              label: 'Tên tổ chức',
              labelEn: 'Name of the organisation',
              required: true,
              most: 300,
            }),
          ]
        : []),
      q({
        id: 'fullName',
        kind: 'name',
        label: isFirm ? 'Họ và tên người đại diện nộp hồ sơ' : 'Họ và tên',
        labelEn: isFirm ? 'Full name of the person who files for it' : 'Full name',
        hint: 'Viết có dấu, như trên giấy tờ tùy thân.',
        hintEn: 'With its marks, as on the identity card.',
        required: true,
      }),
      q({
        id: 'idNumber',
        kind: 'id_number',
        label: isFirm ? 'Mã số thuế hoặc mã số doanh nghiệp' : 'Số định danh cá nhân, hộ chiếu',
        labelEn: isFirm ? 'Tax or enterprise number' : 'Personal identification or passport number',
        required: true,
      }),
      ...(isFirm
        ? []
        : [
            q({
              id: 'bornOn',
              kind: 'birth_day',
              label: 'Ngày sinh',
              labelEn: 'Date of birth',
              hint: 'Ví dụ 12/03/1990. Chỉ biết năm thì ghi năm.',
              hintEn: 'For example 12/03/1990. If only the year is known, the year.',
              required: true,
            }),
            q({
              id: 'sex',
              kind: 'choice',
              label: 'Giới tính',
              labelEn: 'Sex',
              required: true,
              choices: [
                { id: 'male', label: 'Nam', labelEn: 'Male' },
                { id: 'female', label: 'Nữ', labelEn: 'Female' },
              ],
            }),
          ]),
    ],
  }
}

const contact: FormSection = {
  id: 'contact',
  title: 'Liên hệ',
  titleEn: 'How to reach you',
  questions: [
    q({
      id: 'address',
      kind: 'address',
      label: 'Nơi ở hiện nay, nơi nhận giấy tờ',
      labelEn: 'Present address, where letters arrive',
      hint: 'Số nhà, đường (thôn, tổ), phường (xã), tỉnh, thành phố theo tên hiện nay; tên cũ có thể ghi trong ngoặc.',
      hintEn: 'House, street, ward or commune, province by their present names; old names may stand in brackets.',
      required: true,
    }),
    q({ id: 'phone', kind: 'phone', label: 'Số điện thoại', labelEn: 'Telephone number', required: true }),
    q({
      id: 'email',
      kind: 'email',
      label: 'Thư điện tử',
      labelEn: 'E-mail address',
      hint: 'Mọi thông báo về hồ sơ được gửi đến đây.',
      hintEn: 'Every notice about the dossier is sent here.',
      required: false,
    }),
  ],
}

function receiveSection(centres: readonly CentreChoice[]): FormSection {
  return {
    id: 'receive',
    title: 'Nhận kết quả',
    titleEn: 'Receiving the result',
    questions: [
      ...(centres.length > 1
        ? [
            q({
              id: 'centre',
              kind: 'choice',
              label: 'Nơi tiếp nhận hồ sơ',
              labelEn: 'Centre that receives the dossier',
              required: true,
              choices: centres.map(({ id, name }) => ({ id, label: name, labelEn: name })),
            }),
          ]
        : []),
      q({
        id: 'resultMethod',
        kind: 'choice',
        label: 'Cách nhận kết quả',
        labelEn: 'How the result is received',
        required: true,
        choices: [
          { id: 'online', label: 'Bản điện tử, tải về tại trang này', labelEn: 'Electronic, downloaded from this site' },
          { id: 'counter', label: 'Đến quầy nhận', labelEn: 'Collected at the counter' },
          {
            id: 'post',
            label: 'Qua bưu chính, về địa chỉ ở trên (người nhận trả cước)',
            labelEn: 'By post to the address above (the receiver pays)',
          },
        ],
      }),
    ],
  }
}

/** Where a procedure has no questions of its own, one asks what is applied for, in the applicant's words. */
const general: FormSection = {
  id: 'request',
  title: 'Nội dung đề nghị',
  titleEn: 'What is applied for',
  questions: [
    q({
      id: 'request',
      kind: 'paragraph',
      label: 'Ông/bà đề nghị điều gì?',
      labelEn: 'What do you apply for?',
      hint: 'Viết bằng lời của mình: giấy tờ gì, cho ai, về việc gì. Tờ khai theo mẫu thì tải lên ở phần giấy tờ.',
      hintEn: 'In your own words: which paper, for whom, about what. A form that the law prescribes is uploaded with the papers.',
      required: true,
      most: 2000,
    }),
  ],
}

/** Ids of the sections asked of everybody: a form of a procedure may use none of them. */
export const commonSectionIds: readonly string[] = ['applicant', 'contact', 'receive']
export const commonQuestionIds: readonly string[] = [...applicantFields, 'centre', 'resultMethod']

/** The whole form: who applies, what is asked of them, how to reach them, how they receive the result. */
export function formFrom(
  own: FormDefinition | null,
  asked: { readonly kind: ApplicantKind; readonly centres: readonly CentreChoice[] },
): Form {
  return {
    isComplete: own !== null,
    standsFor: own?.standsFor ?? [],
    sections: [applicantSection(asked.kind), contact, ...(own?.sections ?? [general]), receiveSection(asked.centres)],
  }
}
