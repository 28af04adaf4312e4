import { reactRouter } from '@react-router/dev/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../.build/vite-portal',
  plugins: [reactRouter()],
  // Fonts stay files of their own: an inlined font would be in every page's style sheet and break the CSP.
  build: { assetsInlineLimit: 0, target: 'es2022' },
})
