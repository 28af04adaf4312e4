import type { ApologyData, Numbered, ReceiptSlipData, RefusalData, StopNoticeData, SupplementRequestData } from './forms.ts'

/**
 * Forms filled in for an imaginary dossier: what tests and the measurement of speed print, and what the
 * centre shows as a sample (with `sample: true`).
 */
const head = {
  superiorName: 'Ủy ban nhân dân tỉnh Quảng Nam',
  centreName: 'Trung tâm Phục vụ hành chính công',
  place: 'Tam Kỳ',
  issuedAt: '2026-11-23T10:05:00+07:00',
} as const

const applicant = {
  name: 'Nguyễn Thị Ánh Nguyệt',
  address: 'Thôn Tân An, xã Trà Giác, huyện Bắc Trà My',
  phone: '0905 123 456',
  email: 'anhnguyet@example.vn',
  idNumber: '049190001234',
} as const

const procedureName = 'Cấp đổi Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất'

export const sampleReceiptSlip: Numbered<ReceiptSlipData> = {
  ...head,
  number: '12/TNHS',
  dossierCode: 'H47.11-261123-0001',
  trackingUrl: 'https://motcua.example.vn/tra-cuu?code=H47.11-261123-0001',
  trackingAddress: 'motcua.example.vn/tra-cuu',
  lookupSecret: 'K7PQ-3M2X',
  applicant,
  owner: null,
  procedureName,
  papers: [
    {
      name: 'Đơn đề nghị cấp đổi Giấy chứng nhận theo mẫu',
      originals: 1,
      certifiedCopies: 0,
      photocopies: 0,
    },
    { name: 'Bản gốc Giấy chứng nhận đã cấp', originals: 1, certifiedCopies: 0, photocopies: 0 },
    { name: 'Giấy tờ chứng minh nội dung thay đổi', originals: 0, certifiedCopies: 1, photocopies: 2 },
  ],
  setCount: 1,
  legalLimit: '07 ngày làm việc',
  committedLimit: '05 ngày làm việc',
  receivedAt: '2026-11-23T10:05:00+07:00',
  legalDueAt: '2026-12-02T10:05:00+07:00',
  committedDueAt: '2026-11-30T10:05:00+07:00',
  resultPlace: 'Quầy số 3, Trung tâm Phục vụ hành chính công',
  fees: [
    { name: 'Lệ phí', amountDong: 50_000, note: null },
    { name: 'Phí thẩm định', amountDong: 1_250_000, note: 'miễn cho hộ nghèo' },
  ],
  feePayment: 'Nộp trực tiếp tại quầy',
  register: { book: '01', line: '00123' },
  receivedBy: 'Trần Văn Hiếu',
  hotline: '0235 3 000 000',
}

export const sampleSupplementRequest: Numbered<SupplementRequestData> = {
  ...head,
  number: '03/HDHS',
  dossierCode: 'H47.11-261123-0001',
  applicant,
  procedureName,
  defects: [
    'Đơn đề nghị thiếu chữ ký của người đồng sử dụng đất; đề nghị ký và ghi rõ họ tên.',
    'Trích lục bản đồ địa chính chưa có xác nhận của cơ quan có thẩm quyền.',
  ],
  papers: [{ name: 'Trích lục bản đồ địa chính', originals: 1, certifiedCopies: 0, photocopies: 0 }],
  reason: 'Hồ sơ chưa đủ thành phần theo quy định.\nGiấy tờ nộp kèm chưa được chứng thực.',
  supplementBy: '2026-12-08T00:00:00+07:00',
  consequence: 'Thời gian chờ bổ sung không tính vào thời hạn giải quyết.',
  contact: { name: 'Trần Văn Hiếu', phone: '0235 3 000 000' },
  guidedBy: 'Trần Văn Hiếu',
}

export const sampleRefusal: Numbered<RefusalData> = {
  ...head,
  number: '01/TC',
  dossierCode: null,
  applicant,
  procedureName,
  reason: 'Thủ tục không thuộc thẩm quyền của cơ quan tại Trung tâm.\nĐề nghị nộp hồ sơ tại Ủy ban nhân dân xã nơi có đất.',
  appeal: { to: 'Giám đốc Trung tâm Phục vụ hành chính công', withinDays: 90, law: 'Luật Khiếu nại 2011 Điều 7, Điều 9' },
  contact: { name: 'Trần Văn Hiếu', phone: '0235 3 000 000' },
  refusedBy: 'counter',
  signer: { style: null, name: 'Trần Văn Hiếu' },
}

export const sampleApology: Numbered<ApologyData> = {
  ...head,
  centreName: 'Sở Nông nghiệp và Môi trường',
  number: '02/PXL',
  dossierCode: 'H47.11-261123-0001',
  applicant,
  procedureName,
  sectorName: 'Đất đai',
  receivedAt: '2026-11-10T10:05:00+07:00',
  dueBefore: '2026-11-24T10:05:00+07:00',
  legalDueAt: '2026-11-26T10:05:00+07:00',
  isLate: false,
  reason: 'Nội dung phức tạp, cần thẩm định thêm.\nHồ sơ địa chính của thửa đất có hai số liệu diện tích khác nhau.',
  days: 5,
  dueAfter: '2026-12-01T10:05:00+07:00',
  contact: { name: 'Trung tâm Phục vụ hành chính công', phone: '0235 3 000 000' },
  copyTo: 'Trung tâm Phục vụ hành chính công',
  signer: { style: 'KT. Giám đốc', name: 'Phạm Thị Kiểm' },
}

export const sampleStopNotice: Numbered<StopNoticeData> = {
  ...head,
  number: '01/TBD',
  dossierCode: 'H47.11-261123-0001',
  applicant,
  procedureName,
  receivedAt: '2026-10-05T08:10:00+07:00',
  stoppedAt: '2026-11-23T10:05:00+07:00',
  ground: 'Quá thời hạn bổ sung mà người nộp không bổ sung',
  law: 'Mẫu số 05 của TT 03/2025/TT-VPCP; thời hạn bổ sung theo phiếu yêu cầu',
  reason: 'Đã quá thời hạn ghi trên phiếu yêu cầu bổ sung số 03/HDHS.',
  papers: [{ name: 'Bản gốc Giấy chứng nhận đã cấp', originals: 1, certifiedCopies: 0, photocopies: 2 }],
  returnPlace: 'Trung tâm Phục vụ hành chính công',
  paidDong: 1_250_000,
  contact: { name: 'Trung tâm Phục vụ hành chính công', phone: '0235 3 000 000' },
  stoppedBy: 'counter',
  signer: { style: null, name: 'Trần Văn Hiếu' },
}
