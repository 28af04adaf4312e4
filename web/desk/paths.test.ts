import { matchPath } from 'react-router'
import { expect, test } from 'vitest'
import { paths, patterns } from './paths.ts'

test('published addresses do not change', () => {
  expect({
    home: paths.home(),
    signIn: paths.signIn('/viec?muc=mine'),
    intake: paths.intake('a1'),
    inbox: paths.inbox('mine'),
    search: paths.search('Nguyễn Văn An'),
    dossier: paths.dossier('000.00.11.H47-261123-0001', 'approve'),
    handovers: paths.handovers(),
    handover: paths.handover('BG-261123-01'),
    results: paths.results('H47.1'),
    cashBook: paths.cashBook('2026-11-24'),
    register: paths.register(2026),
    procedures: paths.procedures('khai sinh'),
    procedure: paths.procedure('1.001193'),
    process: paths.process('1.001193'),
    calendar: paths.calendar(2026),
    newDecree: paths.newDecree(),
    deadlines: paths.deadlines(),
    dueDate: paths.dueDate(),
    versionMoves: paths.versionMoves('1.2'),
    served: paths.served(),
    decree: paths.decree('a/b'),
    officers: paths.officers(),
    accountability: paths.accountability(),
    sessions: paths.sessions(),
  }).toMatchInlineSnapshot(`
    {
      "accountability": "/trach-nhiem",
      "calendar": "/lich-lam-viec?nam=2026",
      "cashBook": "/so-quy?ngay=2026-11-24",
      "deadlines": "/lich-lam-viec/cach-tinh",
      "decree": "/lich-lam-viec/van-ban/a%2Fb",
      "dossier": "/ho-so/000.00.11.H47-261123-0001?thao-tac=approve",
      "dueDate": "/tinh-ngay-hen",
      "handover": "/ban-giao/BG-261123-01",
      "handovers": "/ban-giao",
      "home": "/",
      "inbox": "/viec?muc=mine",
      "intake": "/tiep-nhan?nhap=a1",
      "newDecree": "/lich-lam-viec/nhap",
      "officers": "/can-bo",
      "procedure": "/thu-tuc/1.001193",
      "procedures": "/thu-tuc?q=khai%20sinh",
      "process": "/thu-tuc/1.001193/quy-trinh",
      "register": "/so-theo-doi?nam=2026",
      "results": "/tra-ket-qua?ma=H47.1",
      "search": "/tim?q=Nguy%E1%BB%85n%20V%C4%83n%20An",
      "served": "/co-quan-tiep-nhan",
      "sessions": "/phien",
      "signIn": "/dang-nhap?tiep=%2Fviec%3Fmuc%3Dmine",
      "versionMoves": "/thu-tuc/1.2/chuyen-phien-ban",
    }
  `)
})

test('every address opens its page', () => {
  const built: Record<keyof typeof patterns, string> = {
    account: paths.account('a/b'),
    calls: paths.calls(),
    callOrder: paths.callOrder(),
    hall: paths.hall(),
    security: paths.security('sign_in.failed'),
    accounts: paths.accounts(),
    home: paths.home(),
    signIn: paths.signIn('/viec'),
    firstAccount: paths.firstAccount(),
    intake: paths.intake('x'),
    inbox: paths.inbox('mine'),
    search: paths.search('x/y'),
    dossier: paths.dossier('a/b', 'approve'),
    handovers: paths.handovers(),
    handover: paths.handover('a/b'),
    results: paths.results('x'),
    cashBook: paths.cashBook('2026-11-24'),
    register: paths.register(2026),
    procedures: paths.procedures('x'),
    procedure: paths.procedure('1.2'),
    process: paths.process('1.2'),
    calendar: paths.calendar(2026),
    newDecree: paths.newDecree(),
    deadlines: paths.deadlines(),
    dueDate: paths.dueDate(),
    review: paths.review('1.2'),
    versionMoves: paths.versionMoves('1.2'),
    served: paths.served(),
    decree: paths.decree('a/b'),
    officers: paths.officers(),
    accountability: paths.accountability(),
    sessions: paths.sessions(),
    opening: paths.opening(),
    locality: paths.locality(),
    agencies: paths.agencies(),
    centres: paths.centres(),
    collectors: paths.collectors(),
    synonyms: paths.synonyms(),
    enterProcedure: paths.enterProcedure(),
    enterPractice: paths.enterPractice(),
    practice: paths.practice(),
    setUpLog: paths.setUpLog(),
    alerts: paths.alerts(),
  }
  for (const [name, path] of Object.entries(built)) {
    const pathname = path.split('?')[0] ?? ''
    const found = Object.entries(patterns)
      .filter(([, pattern]) => matchPath(pattern, pathname))
      .map(([each]) => each)
    expect(found).toEqual([name])
  }
})
