import { judgePages } from './accessible.ts'

await judgePages('the desks of agencies and house', (login) => login !== null && !login.startsWith('tiepnhan'))
