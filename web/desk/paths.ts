/** Every address of the desk, below /desk. Vietnamese, because people read them out over the telephone. */
export const paths = {
  home: () => '/',
  signIn: (after?: string) => (after && after !== '/' ? `/dang-nhap?tiep=${encodeURIComponent(after)}` : '/dang-nhap'),
  intake: (draft?: string) => (draft ? `/tiep-nhan?nhap=${encodeURIComponent(draft)}` : '/tiep-nhan'),
  inbox: (tab?: string) => (tab ? `/viec?muc=${encodeURIComponent(tab)}` : '/viec'),
  search: (q: string) => `/tim?q=${encodeURIComponent(q)}`,
  dossier: (code: string, act?: string) => `/ho-so/${encodeURIComponent(code)}${act ? `?thao-tac=${encodeURIComponent(act)}` : ''}`,
  handovers: () => '/ban-giao',
  handover: (number: string) => `/ban-giao/${encodeURIComponent(number)}`,
  results: (code?: string) => (code ? `/tra-ket-qua?ma=${encodeURIComponent(code)}` : '/tra-ket-qua'),
  cashBook: (day?: string) => (day ? `/so-quy?ngay=${encodeURIComponent(day)}` : '/so-quy'),
  register: (year?: number) => (year ? `/so-theo-doi?nam=${year}` : '/so-theo-doi'),
  procedures: (q?: string) => (q ? `/thu-tuc?q=${encodeURIComponent(q)}` : '/thu-tuc'),
  procedure: (code: string) => `/thu-tuc/${encodeURIComponent(code)}`,
  process: (code: string) => `/thu-tuc/${encodeURIComponent(code)}/quy-trinh`,
  calendar: (year?: number) => (year ? `/lich-lam-viec?nam=${year}` : '/lich-lam-viec'),
  newDecree: () => '/lich-lam-viec/nhap',
  decree: (id: string) => `/lich-lam-viec/van-ban/${encodeURIComponent(id)}`,
  officers: () => '/can-bo',
  accountability: () => '/trach-nhiem',
  sessions: () => '/phien',
  enterPractice: () => '/chay-thu',
  alerts: () => '/canh-bao',
} as const

/** The route patterns that answer them. */
export const patterns = {
  home: '/',
  signIn: '/dang-nhap',
  intake: '/tiep-nhan',
  inbox: '/viec',
  search: '/tim',
  dossier: '/ho-so/:code',
  handovers: '/ban-giao',
  handover: '/ban-giao/:number',
  results: '/tra-ket-qua',
  cashBook: '/so-quy',
  register: '/so-theo-doi',
  procedures: '/thu-tuc',
  procedure: '/thu-tuc/:code',
  process: '/thu-tuc/:code/quy-trinh',
  calendar: '/lich-lam-viec',
  newDecree: '/lich-lam-viec/nhap',
  decree: '/lich-lam-viec/van-ban/:id',
  officers: '/can-bo',
  accountability: '/trach-nhiem',
  sessions: '/phien',
  enterPractice: '/chay-thu',
  alerts: '/canh-bao',
} as const satisfies Record<keyof typeof paths, string>

/** The public board, outside the desk. */
export const boardUrl = '/board'
