import { judgePages } from './accessible.ts'

await judgePages('portal and board', (login) => login === null)
