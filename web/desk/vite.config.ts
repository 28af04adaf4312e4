import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** React Aria carries its words in 34 languages; the desk speaks Vietnamese (ours) and English. */
function onlyOurLanguages(): Plugin {
  return {
    name: 'only-our-languages',
    enforce: 'pre',
    load(id) {
      return /react-aria.*\/intl\/.*\/(?!en-US)[a-z]{2}-[A-Z]{2}\.m?js$/.test(id) ? 'export default null' : null
    },
  }
}

export default defineConfig({
  root: here('.'),
  base: '/desk/',
  plugins: [onlyOurLanguages(), react()],
  build: {
    outDir: here('../../.build/desk'),
    emptyOutDir: true,
    // A font inlined as data: would be refused by the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
})
