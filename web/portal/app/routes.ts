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
    route(`${at}thu-tuc/danh-muc`, 'routes/catalogue.tsx', id('catalogue')),
    route(`${at}thu-tuc/:code`, 'routes/procedure.tsx', id('procedure')),
    route(`${at}tra-cuu`, 'routes/tracking.tsx', id('tracking')),
    route(`${at}tra-cuu/ket-qua`, 'routes/result-file.tsx', id('result-file')),
    route(`${at}kiem-tra-giay-to`, 'routes/check-paper.tsx', id('check-paper')),
    route(`${at}board`, 'routes/board.tsx', id('board')),
    route(`${at}so-ghi-nhan`, 'routes/record.tsx', id('record')),
    route(`${at}toan-quoc`, 'routes/national.tsx', id('national')),
    route(`${at}dang-nhap`, 'routes/sign-in.tsx', id('sign-in')),
    route(`${at}ca-nhan`, 'routes/personal.tsx', id('personal')),
    route(`${at}ca-nhan/ho-so/:code`, 'routes/own-dossier.tsx', id('own-dossier')),
    route(`${at}ca-nhan/ho-so/:code/da-nop`, 'routes/filed.tsx', id('filed')),
    route(`${at}ca-nhan/ho-so/:code/bo-sung`, 'routes/own-supplement.tsx', id('own-supplement')),
    route(`${at}ca-nhan/ho-so/:code/lien-he`, 'routes/own-contact.tsx', id('own-contact')),
    route(`${at}ca-nhan/ho-so/:code/rut`, 'routes/own-withdraw.tsx', id('own-withdraw')),
    route(`${at}nop/:code`, 'routes/file-start.tsx', id('file-start')),
    route(`${at}ban-nhap/:id`, 'routes/draft.tsx', id('draft')),
    route(`${at}ban-nhap/:id/phan/:section`, 'routes/draft-section.tsx', id('draft-section')),
    route(`${at}ban-nhap/:id/giay-to`, 'routes/draft-papers.tsx', id('draft-papers')),
    route(`${at}ban-nhap/:id/kiem-tra`, 'routes/draft-check.tsx', id('draft-check')),
    route(`${at}ca-nhan/ai-da-xem`, 'routes/own-looks.tsx', id('own-looks')),
    route(`${at}danh-gia/:token`, 'routes/rating.tsx', id('rating')),
  ]
}

/** Addresses without a page of words of their own, or one that the provider of identities knows: once, without a language. */
const once = [
  route('dang-nhap/bat-dau', 'routes/sign-in-begin.ts'),
  route('dang-nhap/xong', 'routes/sign-in-done.tsx'),
  route('ca-nhan/du-lieu.json', 'routes/own-data.ts'),
  route('thu-tuc/thay-doi.xml', 'routes/changes-feed.ts'),
  route('sitemap.xml', 'routes/sitemap.ts'),
  route('robots.txt', 'routes/robots.ts'),
]

export default [...pages('vi'), ...pages('en'), ...once, route('*', 'routes/missing.tsx')] satisfies RouteConfig
