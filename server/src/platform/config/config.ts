import { join, resolve } from 'node:path'
import { z } from 'zod'
import { readNetworks, readTrustedProxies } from '../http/trusted-proxies.ts'
import type { TrustedProxies } from '../http/trusted-proxies.ts'

/**
 * Every setting of the process, read once. `process.env` is read nowhere else.
 * Unknown or malformed settings stop the process with the whole list, not the first.
 */
const portNumber = 'a whole number from 0 to 65535, such as 3100'
const webAddress = 'a web address, such as https://mc.example.vn'
const poolSize = 'a whole number from 2 to 200'
const yesOrNo = 'true or false'

/** Networks in CIDR notation or single addresses, divided by commas. */
const networks = z
  .string()
  .default('')
  .transform((text, context): readonly string[] => {
    const read = readNetworks(text)
    if ('networks' in read) return read.networks
    context.addIssue({ code: 'custom', message: read.fault })
    return z.NEVER
  })

const environment = z.object({
  /** Port of the one HTTP listener: API, portal, board and desk. 0 takes a free one. */
  PORT: z.coerce.number(portNumber).int(portNumber).min(0, portNumber).max(65_535, portNumber).default(3000),
  /** Port of the practice place (chạy thử); the one after PORT unless given, `off` for none. */
  MOTCUA_PRACTICE_PORT: z.union([z.literal('off'), z.coerce.number().int().min(0).max(65_535)], `off, or ${portNumber}`).optional(),
  /** Where people reach the practice place from outside. */
  MOTCUA_PRACTICE_URL: z.url({ protocol: /^https?$/u, error: webAddress }).optional(),
  /** Address to listen on. Loopback unless an operator decides otherwise. */
  MOTCUA_HOST: z.string().min(1).default('127.0.0.1'),
  /** Folder of the database, when it is ours, and of issued files. */
  MOTCUA_DATA: z.string().min(1).default('.data'),
  /** An outside PostgreSQL ≥ 18; without it one is started in MOTCUA_DATA. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//u, 'an address that begins with postgres://')
    .optional(),
  /** The owner's login of the outside PostgreSQL: for migrations and maintenance; the server needs none. */
  MOTCUA_OWNER_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//u, 'must be a postgres:// address')
    .optional(),
  /** File with the keys that secrets in the database are sealed with; `motcua.key` in MOTCUA_DATA unless given. Needed with DATABASE_URL. */
  MOTCUA_KEY_FILE: z.string().min(1).optional(),
  /** Where people reach us, for links and QR codes; the scheme also decides whether cookies are Secure. */
  MOTCUA_PUBLIC_URL: z.url({ protocol: /^https?$/u, error: webAddress }).optional(),
  /** Procedure pack loaded into an empty database; `none` for a bare installation. */
  MOTCUA_PACK: z.string().min(1).default('packs/demo-centre'),
  /** Code of the locality this process serves (QĐ 20/2020/QĐ-TTg); a pack brings its own. `all`: every one, by host name. */
  MOTCUA_LOCALITY: z
    .string()
    .regex(/^(?:[HG]\d{2}|all)$/u, 'the code of a locality, such as H17, or all')
    .optional(),
  /** File with the logins of several localities, a DATABASE_URL a line, of one database or many: they are served by host name. */
  MOTCUA_DATABASES: z.string().min(1).optional(),
  MOTCUA_LOG: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'trace, debug, info, warn, error or silent').default('info'),
  /** Connections of one process to PostgreSQL. */
  MOTCUA_POOL: z.coerce.number(poolSize).int(poolSize).min(2, poolSize).max(200, poolSize).default(16),
  /** A pooler before the database that lends a connection for one transaction; `prepared` when it passes on prepared statements. */
  MOTCUA_POOLER: z.enum(['off', 'transaction', 'prepared'], 'off, transaction or prepared').default('off'),
  /** Mail server for letters to applicants; without one they are kept as not sent. */
  MOTCUA_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//u, 'an address that begins with smtp:// or smtps://')
    .optional(),
  MOTCUA_MAIL_FROM: z.string().min(3).default('Một cửa <khong-tra-loi@localhost>'),
  /** Minutes without a request after which a session at the desk ends. */
  MOTCUA_IDLE_MINUTES: z.coerce.number().int().min(1).max(720).default(30),
  /** Whether this process also runs background jobs; several may. */
  MOTCUA_WORKER: z.stringbool({ error: yesOrNo }).default(true),
  /** Proxies before this server, by number or by network, whose X-Forwarded-For is believed: limits then see the person behind them. */
  MOTCUA_TRUST_PROXY: z
    .string()
    .default('false')
    .transform((text, context): TrustedProxies => {
      const read = readTrustedProxies(text)
      if ('proxies' in read) return read.proxies
      context.addIssue({ code: 'custom', message: read.fault })
      return z.NEVER
    }),
  /** Networks of the centre's own screens: the live board reserves places for them. */
  MOTCUA_BOARD_NETWORKS: networks,
  /** Addresses of the centre's terminals in the hall: only there, and by letter, an applicant gets the link to rate. */
  MOTCUA_TERMINAL_NETWORKS: networks,
  /** Lets a collector of metrics in from another machine; without it only this machine is answered. */
  MOTCUA_METRICS_TOKEN: z
    .string()
    .regex(/^[\w-]{20,200}$/u, '20 to 200 letters, digits, - or _')
    .optional(),
  /** Certificate that issued papers are signed with: PKCS#12 (.p12, .pfx) or PEM with its issuers after it. Without it papers are not signed. */
  MOTCUA_SIGNING_CERTIFICATE: z.string().min(1).optional(),
  /** PEM of the private key, when it is in a file of its own. */
  MOTCUA_SIGNING_KEY: z.string().min(1).optional(),
  /** Opens the key. */
  MOTCUA_SIGNING_PASSPHRASE: z.string().optional(),
  /** Time-stamping authority (RFC 3161); without it a signature carries no proof of its time. */
  MOTCUA_SIGNING_TSA: z.url({ protocol: /^https?$/u, error: webAddress }).optional(),
  /** Folder of certificates (.pem, .crt, .cer) that signatures are trusted under, and of lists of revoked ones (.crl). */
  MOTCUA_TRUST: z.string().min(1).optional(),
  /** A folder outside the database, best on another machine, that gets each signed checkpoint of the record. */
  MOTCUA_RECORD_FOLDER: z.string().min(1).optional(),
  /** File of the witnesses that confirm checkpoints (C2SP tlog-witness): a verifier key and an address a line. */
  MOTCUA_WITNESSES: z.string().min(1).optional(),
  /** JSON file of the provinces whose closed figures this place gathers and shows: code, name, address, vkey of each. */
  MOTCUA_FEDERATION: z.string().min(1).optional(),
  /** Provider of electronic identities that citizens sign in with (OpenID Connect); without it the demonstration starts a stand-in of its own. */
  MOTCUA_OIDC_ISSUER: z.url({ protocol: /^https?$/u, error: webAddress }).optional(),
  MOTCUA_OIDC_CLIENT_ID: z.string().min(1).max(200).default('motcua'),
  /** Without one we are a public client, protected by PKCE. */
  MOTCUA_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** Levels of assurance (acr) that are enough, with spaces between; without it any is. */
  MOTCUA_OIDC_ACR: z.string().default(''),
  /** What people call the provider. */
  MOTCUA_OIDC_NAME: z.string().min(1).max(60).default('VNeID'),
  /** ClamAV's daemon, asked about every file that arrives; while it is away files are kept apart. */
  MOTCUA_CLAMD: z
    .string()
    .regex(/^(?:\/.+|(?:\[[\da-f:.]+\]|[\w.-]+):\d{1,5})$/iu, 'host:port, or the path of a socket')
    .optional(),
})

export type Config = {
  readonly port: number
  /** `null`: no practice place. */
  readonly practicePort: number | null
  readonly practiceUrl: string | undefined
  readonly host: string
  readonly dataFolder: string
  readonly databaseUrl: string | undefined
  /** Owner of the outside database; `undefined` where the process may not change the schema. */
  readonly ownerUrl: string | undefined
  /** `undefined`: `motcua.key` in the data folder. */
  readonly keyFile: string | undefined
  readonly publicUrl: string | undefined
  readonly pack: string | undefined
  /** `undefined`: the one of the pack, or the only one there is. */
  readonly locality: string | undefined
  /** Every locality of the database is served, by host name. */
  readonly servesAll: boolean
  /** `undefined`: one login, or our own PostgreSQL. */
  readonly databasesFile: string | undefined
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
  readonly poolSize: number
  readonly pooler: 'off' | 'transaction' | 'prepared'
  readonly idleMinutes: number
  readonly worker: boolean
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  readonly trustProxy: TrustedProxies
  readonly boardNetworks: readonly string[]
  readonly terminalNetworks: readonly string[]
  /** `undefined`: metrics are for this machine only. */
  readonly metricsToken: string | undefined
  /** `null`: papers are not signed. */
  readonly signing: {
    readonly certificatePath: string
    readonly keyPath: string | null
    readonly passphrase: string | null
    readonly timestampUrl: string | null
  } | null
  /** `undefined`: no trust anchors, so every signature is at most undetermined. */
  readonly trustFolder: string | undefined
  /** `undefined`: checkpoints of the record are not copied to a folder. */
  readonly recordFolder: string | undefined
  /** `undefined`: no witness confirms them. */
  readonly witnessFile: string | undefined
  /** `undefined`: no figures of other provinces are gathered here. */
  readonly federationFile: string | undefined
  /** `null`: citizens cannot sign in, unless the demonstration brings its stand-in. */
  readonly identity: {
    readonly issuer: string
    readonly clientId: string
    readonly clientSecret: string | null
    readonly acr: readonly string[]
    readonly name: string
  } | null
  /** `undefined`: files are not scanned for viruses. */
  readonly clamd: string | undefined
}

/** Beside the cluster, not in it: a copy of the database's files alone opens nothing. */
export function keyPathOf(config: Pick<Config, 'keyFile' | 'dataFolder'>): string {
  return config.keyFile ?? join(config.dataFolder, 'motcua.key')
}

/** @throws Error listing every wrong setting, each with what is expected. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const unknown = Object.keys(env).filter((name) => name.startsWith('MOTCUA_') && !(name in environment.shape))
  const parsed = environment.safeParse(env)
  const faults = [
    ...unknown.map((name) => `${name}: no such setting`),
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => faultText(String(issue.path[0]), issue.message, env))),
  ]
  if (faults.length > 0 || !parsed.success) throw new Error(`Wrong settings:\n  ${faults.join('\n  ')}`)
  const settings = parsed.data
  return Object.freeze({
    port: settings.PORT,
    practicePort: practicePort(settings.MOTCUA_PRACTICE_PORT, settings.PORT),
    practiceUrl: settings.MOTCUA_PRACTICE_URL?.replace(/\/$/u, ''),
    host: settings.MOTCUA_HOST,
    dataFolder: resolve(settings.MOTCUA_DATA),
    databaseUrl: settings.DATABASE_URL,
    ownerUrl: settings.MOTCUA_OWNER_URL,
    keyFile: settings.MOTCUA_KEY_FILE ? resolve(settings.MOTCUA_KEY_FILE) : undefined,
    publicUrl: settings.MOTCUA_PUBLIC_URL?.replace(/\/$/u, ''),
    pack: settings.MOTCUA_PACK === 'none' ? undefined : settings.MOTCUA_PACK,
    locality: settings.MOTCUA_LOCALITY === 'all' ? undefined : settings.MOTCUA_LOCALITY,
    servesAll: settings.MOTCUA_LOCALITY === 'all',
    databasesFile: settings.MOTCUA_DATABASES ? resolve(settings.MOTCUA_DATABASES) : undefined,
    logLevel: settings.MOTCUA_LOG,
    poolSize: settings.MOTCUA_POOL,
    pooler: settings.MOTCUA_POOLER,
    idleMinutes: settings.MOTCUA_IDLE_MINUTES,
    worker: settings.MOTCUA_WORKER,
    smtpUrl: settings.MOTCUA_SMTP_URL,
    mailFrom: settings.MOTCUA_MAIL_FROM,
    trustProxy: settings.MOTCUA_TRUST_PROXY,
    boardNetworks: settings.MOTCUA_BOARD_NETWORKS,
    terminalNetworks: settings.MOTCUA_TERMINAL_NETWORKS,
    metricsToken: settings.MOTCUA_METRICS_TOKEN,
    signing: settings.MOTCUA_SIGNING_CERTIFICATE
      ? {
          certificatePath: resolve(settings.MOTCUA_SIGNING_CERTIFICATE),
          keyPath: settings.MOTCUA_SIGNING_KEY ? resolve(settings.MOTCUA_SIGNING_KEY) : null,
          passphrase: settings.MOTCUA_SIGNING_PASSPHRASE ?? null,
          timestampUrl: settings.MOTCUA_SIGNING_TSA ?? null,
        }
      : null,
    trustFolder: settings.MOTCUA_TRUST ? resolve(settings.MOTCUA_TRUST) : undefined,
    recordFolder: settings.MOTCUA_RECORD_FOLDER ? resolve(settings.MOTCUA_RECORD_FOLDER) : undefined,
    witnessFile: settings.MOTCUA_WITNESSES ? resolve(settings.MOTCUA_WITNESSES) : undefined,
    federationFile: settings.MOTCUA_FEDERATION ? resolve(settings.MOTCUA_FEDERATION) : undefined,
    identity: settings.MOTCUA_OIDC_ISSUER
      ? {
          issuer: settings.MOTCUA_OIDC_ISSUER,
          clientId: settings.MOTCUA_OIDC_CLIENT_ID,
          clientSecret: settings.MOTCUA_OIDC_CLIENT_SECRET ?? null,
          acr: settings.MOTCUA_OIDC_ACR.split(/\s+/u).filter((each) => each !== ''),
          name: settings.MOTCUA_OIDC_NAME,
        }
      : null,
    clamd: settings.MOTCUA_CLAMD,
  })
}

/** The expected and the given form of a setting; the value is omitted where it may contain a password. */
function faultText(name: string, expected: string, env: NodeJS.ProcessEnv): string {
  const given = /URL|PASSPHRASE|SECRET/u.test(name) ? '' : `; it is "${env[name] ?? ''}"`
  return `${name}: must be ${expected}${given}`
}

function practicePort(setting: number | 'off' | undefined, port: number): number | null {
  if (setting === 'off') return null
  // 0 asks for any free port, and so does practice beside it.
  return setting ?? (port === 0 || port === 65_535 ? 0 : port + 1)
}
