import { expect, test } from 'vitest'
import { securityOf } from './mail.ts'

test.each([
  ['smtp://user:secret@mail.example.vn:587', true],
  ['smtp://mail.example.vn', true],
  ['smtp://127.0.0.1.example.vn', true],
  ['smtps://mail.example.vn', false],
  ['smtp://127.0.0.1:2525', false],
  ['smtp://localhost', false],
  ['smtp://[::1]:25', false],
])('a letter to %s has to be encrypted by STARTTLS: %s', (url, requireTLS) => {
  expect(securityOf(url)).toEqual({ requireTLS })
})
