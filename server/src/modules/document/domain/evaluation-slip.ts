/**
 * Phiếu đánh giá, handed out with Mẫu 01, 02 and 03. It is the same for everybody at a centre: no name, no code, no number and no secret, so that
 * answers cannot be traced to a person. The questions and faces are those of the electronic rating, which the letter about the result or a terminal of the centre opens.
 *
 * @law 01/2018/TT-VPCP Điều 12 khoản 2 (phiếu đánh giá đưa kèm Mẫu 01, 02, 03); mẫu của phiếu chưa đối chiếu
 * @law 61/2018/NĐ-CP Điều 27 khoản 3 (bí mật của người đánh giá)
 */
export function evaluationText(centreName: string): EvaluationText {
  return {
    heading: 'PHIẾU ĐÁNH GIÁ VIỆC GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH',
    intro: `Xin Ông/Bà cho biết mức độ hài lòng với ${centreName}. Mỗi dòng đánh dấu một ô.`,
    faces: ['Rất hài lòng', 'Hài lòng', 'Không hài lòng', 'Rất không hài lòng'],
    questions: ['Kết quả giải quyết', 'Thái độ phục vụ'],
    more: 'Ý kiến khác (không ghi tên, số giấy tờ hay mã hồ sơ):',
    secrecy:
      'Phiếu không ghi tên và không có mã; không ai biết phiếu là của ai. Ông/Bà bỏ phiếu vào hòm phiếu tại Trung tâm. Khi hồ sơ đã giải quyết xong, Ông/Bà cũng có thể đánh giá theo đường dẫn trong thư báo kết quả hoặc tại máy đánh giá của Trung tâm.',
  }
}

export type EvaluationText = {
  readonly heading: string
  readonly intro: string
  readonly faces: readonly string[]
  readonly questions: readonly string[]
  readonly more: string
  readonly secrecy: string
}
