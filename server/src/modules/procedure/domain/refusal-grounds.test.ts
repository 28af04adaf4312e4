import { describe, expect, test } from 'vitest'
import { refusalGroundsFrom } from './refusal-grounds.ts'

const not = 'Chưa đáp ứng yêu cầu, điều kiện của thủ tục: '

describe('the grounds a procedure has for a refusal', () => {
  test.each([
    ['each condition is a ground', '- Đủ 18 tuổi\n- Có trụ sở tại tỉnh', [`${not}Đủ 18 tuổi`, `${not}Có trụ sở tại tỉnh`]],
    ['numbers and letters of a list are no part of it', '1. Đủ 18 tuổi\na) Có trụ sở', [`${not}Đủ 18 tuổi`, `${not}Có trụ sở`]],
    ['a line that only introduces others is none', 'Tổ chức phải:\n+ Có trụ sở', [`${not}Có trụ sở`]],
    ['a condition said twice is one', 'Có trụ sở\nCó trụ sở', [`${not}Có trụ sở`]],
    ['a procedure without conditions has none', '', []],
    ['nor has one that says so', 'Không có yêu cầu, điều kiện.', []],
    ['nor one that says it shortly', 'Không', []],
  ])('%s', (_what, conditions, grounds) => {
    expect(refusalGroundsFrom(conditions)).toEqual(grounds)
  })
})
