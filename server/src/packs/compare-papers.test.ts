import { describe, expect, test } from 'vitest'
import { comparePapers } from './compare-papers.ts'

const paper = (name: string, originals = 1, copies = 0, group?: string) => ({ name, originals, copies, group })

describe('comparePapers', () => {
  test('a shortened name is the same paper, and its number counts', () => {
    const source = [paper('- Đơn đề nghị gia hạn giấy phép xây dựng theo Mẫu số 2 Phụ lục số II Nghị định số 175/2024/NĐ-CP'), paper('Bản chính giấy phép', 1)]
    expect(comparePapers([paper('Đơn đề nghị gia hạn giấy phép xây dựng'), paper('Bản chính giấy phép', 0, 1)], source)).toEqual({
      agree: 1,
      otherNumbers: ['Bản chính giấy phép'],
      missing: [],
      extra: [],
    })
  })

  test('papers that only one side has are named', () => {
    expect(comparePapers([paper('Hai ảnh cỡ 4 x 6')], [paper('Tờ khai đăng ký tàu cá')])).toEqual({
      agree: 0,
      otherNumbers: [],
      missing: ['Tờ khai đăng ký tàu cá'],
      extra: ['Hai ảnh cỡ 4 x 6'],
    })
  })

  test('a remark is no paper, a repeated row is one paper, and under another heading it is another', () => {
    const source = [paper('Giấy đề nghị'), paper('Giấy đề nghị'), paper('Giấy đề nghị', 1, 0, 'Trường hợp chuyển đổi'), paper('Lưu ý: xuất trình', 0, 0)]
    expect(comparePapers([paper('Giấy đề nghị')], source)).toMatchObject({ agree: 1, missing: ['Giấy đề nghị'] })
  })
})
