import { createServer } from 'node:net'
import type { Config } from '../config/config.ts'

/** Tries the address of the settings, before anything dear is begun. @throws Error of Node when it cannot be had */
export async function checkListening({ host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
  await new Promise<void>((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => done()))
  })
}

/** The advice when the address could not be opened; `null` for any other error. */
export function faultOfListening(error: unknown): string | null {
  const { code, port, address } = (error ?? {}) as { code?: string; port?: number; address?: string }
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port ?? ''} is taken by another program, or by another motcua. Choose a free one: PORT=${nextPort(port)} npm start`
    case 'EACCES':
      return `This user may not open port ${port ?? ''}: ports below 1024 belong to the administrator. Choose another: PORT=3100 npm start`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `This machine has no address ${address ?? ''}. Correct MOTCUA_HOST; 127.0.0.1 is this machine alone, 0.0.0.0 all its addresses.`
    default:
      return null
  }
}

function nextPort(port: number | undefined): number {
  return port === undefined || port > 65_000 ? 3100 : port + 100
}
