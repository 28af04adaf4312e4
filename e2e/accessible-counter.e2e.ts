import { judgePages } from './accessible.ts'

await judgePages('the counter', (login) => login?.startsWith('tiepnhan') === true)
