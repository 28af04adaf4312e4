import { expect, test } from 'vitest'
import { addCondition } from './condition-text.ts'

const online = { condition: 'Hình thức nộp là trực tuyến', to: '4' }

test.each([
  ['5', 'nếu Hình thức nộp là trực tuyến thì 4; còn lại 5'],
  [' hết ', 'nếu Hình thức nộp là trực tuyến thì 4; còn lại hết'],
  ['', 'nếu Hình thức nộp là trực tuyến thì 4; còn lại hết'],
  [
    'nếu Loại người nộp là tổ chức thì 3; còn lại 5',
    'nếu Hình thức nộp là trực tuyến thì 4; nếu Loại người nộp là tổ chức thì 3; còn lại 5',
  ],
  ['song song (2; 3) chờ tất cả rồi 5', 'nếu Hình thức nộp là trực tuyến thì 4; còn lại (song song (2; 3) chờ tất cả rồi 5)'],
])('a condition is written before the text “%s”', (next, written) => {
  expect(addCondition(next, online)).toBe(written)
})
