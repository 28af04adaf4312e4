import helmet from 'helmet'
import type { FastifyInstance } from 'fastify'

/** The permissions that our pages may request: only that the screen on the wall stays on. */
export const permissionsPolicy = [
  'screen-wake-lock=(self)',
  ...[
    'accelerometer',
    'camera',
    'autoplay',
    'browsing-topics',
    'display-capture',
    'geolocation',
    'gyroscope',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'usb',
    'serial',
    'hid',
    'bluetooth',
    'xr-spatial-tracking',
  ].map((feature) => `${feature}=()`),
].join(', ')

/** Headers of every answer. A route or a page may set its own `Content-Security-Policy` and `Cache-Control`. */
export function sendSecurityHeaders(app: FastifyInstance, isSecure: boolean): void {
  // Made once. The plugin for Fastify puts the policy together again for every request.
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        frameSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    strictTransportSecurity: isSecure,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  })
  const mustHold = (error?: unknown): void => {
    if (error !== undefined) throw error
  }
  app.addHook('onRequest', async (request, reply) => {
    protect(request.raw, reply.raw, mustHold)
    reply.header('permissions-policy', permissionsPolicy)
    // Counters share their computers: nothing of the API stays in a browser unless its route says that it may.
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
  })
}
