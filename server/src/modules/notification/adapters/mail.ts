import { createTransport } from 'nodemailer'
import type { Letter } from '../domain/letters.ts'

/** One way to tell people something. */
export type MailChannel = {
  /**
   * @param id of the notice: the message's own name, so that one sent twice is recognised as one.
   * @throws Error when the server did not take it; `isFinal` when it never will.
   */
  send(id: string, to: string, letter: Letter): Promise<void>
  close(): void
}

export class MailFault extends Error {
  readonly isFinal: boolean
  constructor(message: string, isFinal: boolean) {
    super(message)
    this.isFinal = isFinal
  }
}

/**
 * How the connection is made: letters carry names, so beyond this machine they go encrypted or not at all. `smtps://` is encrypted from the
 * first byte; `smtp://` must change to TLS (STARTTLS), and a server that does not offer it is not given the letter.
 */
export function securityOf(url: string): { readonly requireTLS: boolean } {
  const { protocol, hostname } = new URL(url)
  return { requireTLS: protocol === 'smtp:' && !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/u.test(hostname) }
}

/** Mail through an SMTP server. `smtp://` or `smtps://`, with user and password in the address when it asks for them. */
export function mailChannel(url: string, from: string): MailChannel {
  const transport = createTransport(url, {
    ...securityOf(url),
    from,
    connectionTimeout: 10_000,
    socketTimeout: 20_000,
    greetingTimeout: 10_000,
  } as never)
  const domain = from.split('@').at(-1)?.replace(/>.*$/u, '') ?? 'localhost'
  return {
    async send(id, to, { subject, text }) {
      try {
        await transport.sendMail({ to, subject, text, messageId: `<${id}@${domain}>`, headers: { 'Auto-Submitted': 'auto-generated' } })
      } catch (error) {
        const code = error && typeof error === 'object' && 'responseCode' in error ? Number(error.responseCode) : 0
        // The address stays out of what is kept: the server's words may repeat it.
        const words = (error instanceof Error ? error.message : String(error)).replaceAll(to, '…').slice(0, 300)
        throw new MailFault(words, code >= 550 && code < 560)
      }
    },
    close: () => transport.close(),
  }
}
