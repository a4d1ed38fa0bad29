// SPDX-License-Identifier: Apache-2.0
// A result as the fragment of an address, `#r=1.m.smishing.97.parcel.unlawful.code-code`: what was found, never a word
// of what was judged. A fragment is not sent to any server. Anybody can write one, so reading takes nothing on trust.

import type { LinkLabel, MessageLabel, ProviderVerdict, Theme } from '@jandon/shield'

/** The closed lists that a shared result is read by; the shield has them. */
export interface Vocabulary {
  readonly MESSAGE_LABELS: readonly MessageLabel[]
  readonly LINK_LABELS: readonly LinkLabel[]
  readonly PROVIDER_VERDICTS: readonly ProviderVerdict[]
  readonly THEMES: readonly Theme[]
}

interface Common {
  /** Whole percent, 0 to 100. */
  readonly percent: number
  /** The codes of the strongest reasons. */
  readonly codes: readonly string[]
}
export interface SharedMessage extends Common {
  readonly kind: 'message'
  readonly label: MessageLabel
  readonly theme: Theme
  readonly provider?: ProviderVerdict
}
export interface SharedLink extends Common {
  readonly kind: 'link'
  readonly label: LinkLabel
}
export type SharedResult = SharedMessage | SharedLink

const VERSION = '1'
const PREFIX = '#r='
/** More reasons than these decide nothing, and the address stays short enough for a text message. */
const CODES_MAX = 8
const LENGTH_MAX = 400
const CODE = /^[a-z][a-z0-9_]{0,39}$/

/** The fragment of a result. `readShared` reads it back, as far as its codes are codes. */
export function writeShared(result: SharedResult): string {
  const codes = result.codes.filter(code => CODE.test(code)).slice(0, CODES_MAX)
  const about =
    result.kind === 'link' ? ['l', result.label, '', ''] : ['m', result.label, result.theme, result.provider]
  const [kind, label, theme, provider] = about
  return PREFIX + [VERSION, kind, label, result.percent, theme ?? '', provider ?? '', codes.join('-')].join('.')
}

/** Whether an address has a result to read. */
export function isShared(fragment: string): boolean {
  return fragment.startsWith(PREFIX)
}

/** The result in a fragment, or undefined where there is none that we wrote. Never throws, whatever it is given. */
export function readShared(fragment: string, known: Vocabulary): SharedResult | undefined {
  if (!isShared(fragment) || fragment.length > LENGTH_MAX) return undefined
  const [version, kind, label, percentText = '', theme, provider, codeText = '', ...rest] = fragment
    .slice(PREFIX.length)
    .split('.')
  if (version !== VERSION || rest.length > 0 || !/^(0|[1-9]\d?|100)$/.test(percentText)) return undefined
  const codes = codeText === '' ? [] : codeText.split('-')
  if (codes.length > CODES_MAX || !codes.every(code => CODE.test(code))) return undefined
  const common = { percent: Number.parseInt(percentText, 10), codes }
  if (kind === 'l') return theme === '' && provider === '' ? readLink(label, common, known) : undefined
  return kind === 'm' ? readMessage({ label, theme, provider }, common, known) : undefined
}

function readLink(given: string | undefined, common: Common, known: Vocabulary): SharedLink | undefined {
  const label = known.LINK_LABELS.find(each => each === given)
  return label && { kind: 'link', label, ...common }
}

function readMessage(
  given: Readonly<Record<'label' | 'theme' | 'provider', string | undefined>>,
  common: Common,
  known: Vocabulary,
): SharedMessage | undefined {
  const label = known.MESSAGE_LABELS.find(each => each === given.label)
  const theme = known.THEMES.find(each => each === given.theme)
  const provider = known.PROVIDER_VERDICTS.find(each => each === given.provider)
  if (!label || !theme || (!provider && given.provider !== '')) return undefined
  return { kind: 'message', label, theme, ...(provider && { provider }), ...common }
}
