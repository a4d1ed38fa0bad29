// SPDX-License-Identifier: Apache-2.0
// Reads an address as a browser would open it, and keeps where its parts stand in what was given. Never throws.

import { parse as parseName } from 'tldts'
import type { Span } from '../judgement.ts'
import { unicodeHost } from './punycode.ts'

/** What is longer is not read further: no link that anybody may open is. */
export const LONGEST = 4096

export type Scheme = 'http' | 'https' | 'ftp' | 'app' | 'code' | 'contact' | 'other'

export interface Address {
  /** At most `LONGEST` units of what was given, with masks such as `hxxp` and `[.]` taken off. */
  readonly clean: string
  readonly scheme: Scheme
  readonly schemeName: string
  /** In ASCII, as it is looked up; without a last dot. */
  readonly host: string
  /** As people read it. */
  readonly shown: string
  readonly isRaw: boolean
  /** How a raw IPv4 address was written, where not as four plain numbers. */
  readonly isDisguisedRaw: boolean
  /** By public and private suffixes: `name.github.io`. */
  readonly registrable: string
  /** By public suffixes alone: `github.io`. */
  readonly owner: string
  readonly suffix: string
  /** The left label of `owner`. */
  readonly name: string
  readonly isKnownSuffix: boolean
  /** A private suffix of the list: names under it are given to anybody. */
  readonly isShared: boolean
  /** Labels left of `owner`, without `www`. */
  readonly sub: string
  readonly user: string
  readonly port: string
  readonly path: string
  readonly query: string
  readonly fragment: string
  /** Where the host stands in what was given. */
  readonly at: Span
  readonly isCut: boolean
}

const APP = /^(itms-services|itms-apps?|itms|market|intent|android-app|onestore|tstore)$/
const CODE = /^(javascript|data|vbscript|blob|file|view-source)$/
const CONTACT = /^(mailto|tel|sms|smsto|mms|geo|kakaotalk|tg|line|whatsapp)$/

/** Takes off the masks that people put on a link so that nobody taps it. */
function unmask(text: string): string {
  return text
    .replace(/^\s*h(?:xx|tt|\*\*|\.\.)p(s?)\s*(?::|\[:\])?\s*(\/|\\)+\s*/i, (_, s: string) => `http${s}://`)
    .replaceAll(/\s*(?:\[\s*(?:\.|dot)\s*\]|\(\s*(?:\.|dot)\s*\)|\{\s*\.\s*\})\s*/gi, '.')
}

function schemeOf(text: string): string {
  const match = /^([a-z][a-z0-9+.-]{1,20}):/i.exec(text)
  if (!match) return ''
  const name = match[1]!.toLowerCase()
  // `naver.com:8080/a` and `localhost:3000` are hosts with a port.
  if (/^\d/.test(text.slice(match[0].length)) && !CONTACT.test(name)) return ''
  return name
}

function kindOf(name: string): Scheme {
  if (name === 'http' || name === 'https' || name === 'ftp') return name
  if (APP.test(name)) return 'app'
  if (CODE.test(name)) return 'code'
  if (CONTACT.test(name)) return 'contact'
  return 'other'
}

const BEFORE = /^[\s/\\]*/
const SCHEME = /^\s*(?:[a-z][a-z0-9+.*-]{1,20}\s*:?)?[\s/\\]*/i

function hostSpan(given: string, named: string): Span {
  const start = (named === '' ? BEFORE : SCHEME).exec(given)?.[0].length ?? 0
  const rest = given.slice(start, start + LONGEST)
  const end = rest.search(/[/\\?#]/)
  const authority = end < 0 ? rest : rest.slice(0, end)
  const user = authority.lastIndexOf('@') + 1
  const host = authority.slice(user)
  const port = /:\d*\s*$/.exec(host)?.index ?? host.trimEnd().length
  return { from: start + user, to: start + user + port }
}

/** A link inside an `intent:` is what it opens. */
function webPartOf(text: string, scheme: Scheme): string {
  if (scheme === 'http' || scheme === 'https' || scheme === 'ftp') return text
  const inner = /https?:\/\/[^\s'"<>#;&]+/i.exec(scheme === 'app' || scheme === 'code' ? text : '')
  if (inner) return inner[0]
  const intent = /^intent:\/\/([^#\s]+)/i.exec(text)
  return intent ? `https://${intent[1]}` : ''
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

/** The address, or nothing when no browser would open it. */
export function readAddress(given: string): Address | undefined {
  const isCut = given.length > LONGEST
  const clean = unmask(given.slice(0, LONGEST)).trim()
  const named = schemeOf(clean)
  const scheme = named === '' ? 'http' : kindOf(named)
  const web = named === '' ? `http://${clean.replace(/^[/\\]+/, '')}` : webPartOf(clean, scheme)
  const url = web === '' ? undefined : parseUrl(web)
  if (!url || url.hostname === '') {
    if (named === '' || scheme === 'http' || scheme === 'https' || scheme === 'ftp') return undefined
    const at = { from: 0, to: Math.min(given.length, named.length + 1) }
    return { ...EMPTY, clean, scheme, schemeName: named, path: clean.slice(named.length + 1), at, isCut }
  }
  return fromUrl(url, given, { clean, scheme, schemeName: named, isCut })
}

const EMPTY = {
  host: '',
  shown: '',
  isRaw: false,
  isDisguisedRaw: false,
  registrable: '',
  owner: '',
  suffix: '',
  name: '',
  isKnownSuffix: false,
  isShared: false,
  sub: '',
  user: '',
  port: '',
  query: '',
  fragment: '',
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const SHARED = { allowPrivateDomains: true, validateHostname: false } as const
const PUBLIC = { allowPrivateDomains: false, validateHostname: false } as const

function fromUrl(
  url: URL,
  given: string,
  known: Pick<Address, 'clean' | 'scheme' | 'schemeName' | 'isCut'>,
): Address | undefined {
  const host = url.hostname.replace(/\.$/, '')
  const at = hostSpan(given, known.schemeName)
  const parsed = parseName(host, PUBLIC)
  const isRaw = parsed.isIp === true
  const shared = isRaw ? parsed : parseName(host, SHARED)
  const owner = isRaw ? '' : (parsed.domain ?? '')
  const written = decoded(given.slice(at.from, at.to)).trim()
  const sub = owner === '' ? '' : host.slice(0, Math.max(0, host.length - owner.length - 1))
  if (!isRaw && (host === '' || host.startsWith('.') || host.includes('..'))) return undefined
  return {
    ...known,
    host,
    shown: unicodeHost(host),
    isRaw,
    isDisguisedRaw: isRaw && !host.startsWith('[') && written !== host,
    registrable: isRaw ? '' : (shared.domain ?? parsed.domain ?? ''),
    owner,
    suffix: isRaw ? '' : (parsed.publicSuffix ?? ''),
    name: unicodeHost(parsed.domainWithoutSuffix ?? ''),
    isKnownSuffix: parsed.isIcann === true,
    isShared: shared.isPrivate === true,
    sub: unicodeHost(sub.replace(/^www\d?(\.|$)/, '')),
    user: url.username,
    port: url.port,
    path: url.pathname,
    query: url.search,
    fragment: url.hash,
    at,
  }
}
