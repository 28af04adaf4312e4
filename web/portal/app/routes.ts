import { index, route } from '@react-router/dev/routes'
import type { RouteConfig, RouteConfigEntry } from '@react-router/dev/routes'

/**
 * Every page exists twice: in Vietnamese at the root, in English below `/en`. The address says the language,
 * so a link can be shared and nothing has to be remembered about the visitor.
 */
function pages(language: 'vi' | 'en'): RouteConfigEntry[] {
  const at = language === 'vi' ? '' : 'en/'
  const id = (name: string): { id: string } => ({ id: `${language}-${name}` })
  return [
    language === 'vi' ? index('routes/home.tsx', id('home')) : route('en', 'routes/home.tsx', id('home')),
    route(`${at}thu-tuc`, 'routes/procedures.tsx', id('procedures')),
    route(`${at}thu-tuc/:code`, 'routes/procedure.tsx', id('procedure')),
    route(`${at}tra-cuu`, 'routes/tracking.tsx', id('tracking')),
    route(`${at}tra-cuu/ket-qua`, 'routes/result-file.tsx', id('result-file')),
    route(`${at}board`, 'routes/board.tsx', id('board')),
    route(`${at}so-ghi-nhan`, 'routes/record.tsx', id('record')),
    route(`${at}danh-gia/:token`, 'routes/rating.tsx', id('rating')),
  ]
}

export default [...pages('vi'), ...pages('en'), route('*', 'routes/missing.tsx')] satisfies RouteConfig
