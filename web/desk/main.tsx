import '../ui/css/tokens.css'
import '../ui/css/base.css'
import '../ui/css/components.css'
import './desk.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { I18nProvider, RouterProvider as AriaRouterProvider } from 'react-aria-components'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router'
import { currentLanguage, installVietnameseAriaStrings } from '#web-ui'
import { queryClient } from './lib/api.ts'
import { KeysProvider } from './lib/use-keys.tsx'
import { applyTheme, rememberedTheme } from './lib/theme.ts'
import { createDeskRouter } from './shell/router.tsx'

const language = currentLanguage()
document.documentElement.lang = language
if (language === 'vi') installVietnameseAriaStrings()
applyTheme(rememberedTheme())

const router = createDeskRouter()
const root = document.getElementById('root')
if (!root) throw new Error('the page has no #root')

createRoot(root).render(
  <StrictMode>
    <I18nProvider locale={language === 'vi' ? 'vi-VN' : 'en-GB'}>
      <AriaRouterProvider navigate={(path) => void router.navigate(path)}>
        <QueryClientProvider client={queryClient}>
          <KeysProvider>
            <RouterProvider router={router} />
          </KeysProvider>
        </QueryClientProvider>
      </AriaRouterProvider>
    </I18nProvider>
  </StrictMode>,
)
