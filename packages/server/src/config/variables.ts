// SPDX-License-Identifier: Apache-2.0
// Every variable that the server reads from its environment, in one table: name, meaning, form, default. Reading,
// checking, printing and the documentation all come from here.

import { isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const PROJECT_DIR = fileURLToPath(new URL('../../../../', import.meta.url)).replace(/[/\\]$/, '')

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

export interface Config {
  port: number
  host: string
  /** Absolute. */
  dataDir: string
  /** Undefined: the embedded server below `dataDir`. */
  databaseUrl: string | undefined
  /** Undefined: a free one, remembered. */
  databasePort: number | undefined
  databaseConnections: number
  /** Undefined: made at the first start and shown once. */
  adminKey: string | undefined
  /** 64 hex digits; undefined: made once below `dataDir` (see `openDataKey`). */
  dataKey: string | undefined
  demo: boolean
  simulatedRails: boolean
  simulatorDelayMs: number
  /** Absolute; undefined: statutory rights are free of charge and nothing else is priced. */
  tariffFile: string | undefined
  logLevel: LogLevel
  /** Absolute. */
  packsDir: string
  worker: boolean
  /** Requests per minute of one address without a key; 0: no limit. */
  anonymousLimit: number
  /** Requests per minute of one key; 0: no limit. */
  keyLimit: number
  maximumRequests: number
  /** Transfers after which an epoch of the ledger ends. */
  epochTransfers: number
  /** `https://jandon.example`; empty: not known. */
  publicOrigin: string
  production: boolean
}

/** What a variable's text means, or one sentence that says what it should be. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; expected: string }

type Known = Readonly<Partial<Config>>

export interface Variable<Field extends keyof Config = keyof Config> {
  name: string
  field: Field
  /** One sentence. */
  meaning: string
  /** The form, for people: `1-65535`. */
  form: string
  secret?: boolean
  parse(text: string): Parsed<Config[Field]>
  /** May look at the fields before it in the table. */
  fallback(known: Known): Config[Field]
  /** The default in words, where it is not a constant. */
  fallbackWords?: string
}

const ok = <T>(value: T): Parsed<T> => ({ ok: true, value })
const expected = (sentence: string): { ok: false; expected: string } => ({ ok: false, expected: sentence })

function whole(low: number, high: number) {
  return (text: string): Parsed<number> => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    return value >= low && value <= high ? ok(value) : expected(`a whole number from ${low} to ${high}`)
  }
}

function oneOf<T extends string>(...words: T[]) {
  return (text: string): Parsed<T> => {
    const word = words.find(candidate => candidate === text.toLowerCase())
    return word === undefined ? expected(`one of ${words.join(', ')}`) : ok(word)
  }
}

function onOff(text: string): Parsed<boolean> {
  const word = text.toLowerCase()
  if (['on', 'true', '1', 'yes'].includes(word)) return ok(true)
  if (['off', 'false', '0', 'no'].includes(word)) return ok(false)
  return expected('on or off')
}

const path = (text: string): Parsed<string> => ok(isAbsolute(text) ? text : resolve(text))

function postgresUrl(text: string): Parsed<string> {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return expected('a URL like postgres://user:password@host:5432/database')
  }
  const isPostgres = url.protocol === 'postgres:' || url.protocol === 'postgresql:'
  return isPostgres && url.pathname.length > 1
    ? ok(text)
    : expected('a URL like postgres://user:password@host:5432/database')
}

function publicOrigin(text: string): Parsed<string> {
  const isOrigin = /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?\/?$/i.test(text)
  return isOrigin ? ok(text.replace(/\/$/, '')) : expected('an address without a path, such as https://jandon.example')
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

export const isLoopback = (host: string): boolean => LOOPBACK.has(host.toLowerCase())

/** Keeps the field's type together with its parser and default. */
const variable = <Field extends keyof Config>(entry: Variable<Field>): Variable => entry as unknown as Variable

export const VARIABLES: readonly Variable[] = [
  variable({
    name: 'NODE_ENV',
    field: 'production',
    meaning: '`production` turns the demo and the simulated rails off and demands a data key.',
    form: 'production, development or test',
    parse: text => {
      const word = oneOf('production', 'development', 'test')(text)
      return word.ok ? ok(word.value === 'production') : word
    },
    fallback: () => false,
    fallbackWords: 'development',
  }),
  variable({
    name: 'PORT',
    field: 'port',
    meaning: 'Port of the web page and the API; 0 takes a free one.',
    form: '0-65535',
    parse: whole(0, 65_535),
    fallback: () => 4080,
  }),
  variable({
    name: 'HOST',
    field: 'host',
    meaning: 'Address to listen on. Anything but loopback opens the server to others and turns the demo off.',
    form: 'address or name',
    parse: text => (/^[\w.:-]+$/.test(text) ? ok(text) : expected('an address such as 127.0.0.1 or 0.0.0.0')),
    fallback: () => '127.0.0.1',
  }),
  variable({
    name: 'DATA_DIR',
    field: 'dataDir',
    meaning: 'Directory of everything that is kept: the embedded database and the keys.',
    form: 'directory',
    parse: path,
    fallback: () => join(PROJECT_DIR, '.data'),
    fallbackWords: '.data in the project',
  }),
  variable({
    name: 'DATABASE_URL',
    field: 'databaseUrl',
    meaning: 'A PostgreSQL server, version 15 or newer, in place of the embedded one.',
    form: 'postgres://user:password@host:5432/database',
    secret: true,
    parse: postgresUrl,
    fallback: () => undefined,
    fallbackWords: 'the embedded server',
  }),
  variable({
    name: 'JANDON_DATABASE_PORT',
    field: 'databasePort',
    meaning: 'Port of the embedded database, for tools of your own such as psql.',
    form: '1-65535',
    parse: whole(1, 65_535),
    fallback: () => undefined,
    fallbackWords: 'a free one, kept from then on',
  }),
  variable({
    name: 'JANDON_DATABASE_CONNECTIONS',
    field: 'databaseConnections',
    meaning: 'Database connections of this process at most.',
    form: '2-200',
    parse: whole(2, 200),
    fallback: () => 20,
  }),
  variable({
    name: 'JANDON_ADMIN_KEY',
    field: 'adminKey',
    meaning: 'API key with every right.',
    form: 'up to 200 characters without blanks; in production 16 or more',
    secret: true,
    parse: text => (/^\S{1,200}$/.test(text) ? ok(text) : expected('1 to 200 characters without blanks')),
    fallback: () => undefined,
    fallbackWords: 'made at the first start and shown once',
  }),
  variable({
    name: 'JANDON_DATA_KEY',
    field: 'dataKey',
    meaning: 'Key that personal data is encrypted with. Keep a copy: without it that data is lost.',
    form: '64 hexadecimal digits (openssl rand -hex 32)',
    secret: true,
    parse: text => (/^[0-9a-f]{64}$/i.test(text) ? ok(text.toLowerCase()) : expected('64 hexadecimal digits')),
    fallback: () => undefined,
    fallbackWords: 'made once in DATA_DIR/keys; must be given in production',
  }),
  variable({
    name: 'JANDON_DEMO',
    field: 'demo',
    meaning: 'A demo holder that the page may use without a key.',
    form: 'on or off',
    parse: onOff,
    fallback: known => !known.production && isLoopback(known.host ?? ''),
    fallbackWords: 'on, but off in production and on any address but loopback',
  }),
  variable({
    name: 'JANDON_SIMULATED_RAILS',
    field: 'simulatedRails',
    meaning: 'Simulated issuers and a simulated bank in place of real ones.',
    form: 'on or off',
    parse: onOff,
    fallback: known => !known.production,
    fallbackWords: 'on, but off in production',
  }),
  variable({
    name: 'JANDON_SIMULATOR_DELAY_MS',
    field: 'simulatorDelayMs',
    meaning: 'How long a simulated issuer or bank takes to answer.',
    form: 'milliseconds, 0-60000',
    parse: whole(0, 60_000),
    fallback: () => 150,
  }),
  variable({
    name: 'JANDON_TARIFF',
    field: 'tariffFile',
    meaning: 'File with our own price.',
    form: 'file',
    parse: path,
    fallback: () => undefined,
    fallbackWords: 'none: the service is free of charge',
  }),
  variable({
    name: 'JANDON_LOG_LEVEL',
    field: 'logLevel',
    meaning: 'What is logged.',
    form: 'debug, info, warn, error or silent',
    parse: oneOf('debug', 'info', 'warn', 'error', 'silent'),
    fallback: () => 'info',
  }),
  variable({
    name: 'JANDON_PACKS_DIR',
    field: 'packsDir',
    meaning: 'Directory of the policy packs.',
    form: 'directory',
    parse: path,
    fallback: () => join(PROJECT_DIR, 'policy-packs'),
    fallbackWords: 'policy-packs in the project',
  }),
  variable({
    name: 'JANDON_WORKER',
    field: 'worker',
    meaning: 'Whether this process carries conversions out, too, or only answers requests.',
    form: 'on or off',
    parse: onOff,
    fallback: () => true,
  }),
  variable({
    name: 'JANDON_LIMIT_ANONYMOUS',
    field: 'anonymousLimit',
    meaning: 'Requests per minute that one address may send without a key. This very machine is not limited.',
    form: '0 (no limit) or 1-1000000',
    parse: whole(0, 1_000_000),
    fallback: () => 600,
  }),
  variable({
    name: 'JANDON_LIMIT_KEY',
    field: 'keyLimit',
    meaning: 'Requests per minute that one API key may send. This very machine is not limited.',
    form: '0 (no limit) or 1-10000000',
    parse: whole(0, 10_000_000),
    fallback: () => 60_000,
  }),
  variable({
    name: 'JANDON_MAX_REQUESTS',
    field: 'maximumRequests',
    meaning: 'Requests worked on at once; further ones are told to come back (503).',
    form: '1-100000',
    parse: whole(1, 100_000),
    fallback: () => 2000,
  }),
  variable({
    name: 'JANDON_EPOCH_TRANSFERS',
    field: 'epochTransfers',
    meaning: 'Transfers after which an epoch of the ledger ends and can go to the archive.',
    form: '1000-100000000',
    parse: whole(1000, 100_000_000),
    fallback: () => 8_000_000,
  }),
  variable({
    name: 'JANDON_PUBLIC_URL',
    field: 'publicOrigin',
    meaning: 'Where readers reach this server. The public pages name it to search engines as their own address.',
    form: 'https://name',
    parse: publicOrigin,
    fallback: () => '',
    fallbackWords: 'not named',
  }),
]

/** Names that other programs of the project read; a server that finds them set does not complain. */
export const NAMES_OF_OTHERS = ['JANDON_URL', 'JANDON_API_KEY', 'JANDON_LANGUAGE', 'JANDON_TEST_DATABASE_URL']
