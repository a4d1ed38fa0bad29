// SPDX-License-Identifier: Apache-2.0
// Reads punycode (RFC 3492), so that a person sees the letters that `xn--` hides.

const BASE = 36
const T_MIN = 1
const T_MAX = 26
const SKEW = 38
const DAMP = 700
const LARGEST = 0x7fffffff

function adapt(delta: number, points: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / DAMP) : delta >> 1
  rest += Math.floor(rest / points)
  let k = 0
  for (; rest > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) rest = Math.floor(rest / (BASE - T_MIN))
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW))
}

function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 22
  if (code >= 97 && code <= 122) return code - 97
  if (code >= 65 && code <= 90) return code - 65
  return BASE
}

function isPoint(code: number): boolean {
  return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
}

/** The label behind `xn--…` without that prefix; nothing when it is not punycode. */
export function decodeLabel(input: string): string | undefined {
  const basic = input.lastIndexOf('-')
  const output = basic > 0 ? [...input.slice(0, basic)].map(letter => letter.codePointAt(0)!) : []
  let at = basic > 0 ? basic + 1 : 0
  let code = 128
  let i = 0
  let bias = 72
  while (at < input.length) {
    const before = i
    let weight = 1
    for (let k = BASE; ; k += BASE) {
      const digit = at < input.length ? digitOf(input.charCodeAt(at++)) : BASE
      if (digit >= BASE || digit > (LARGEST - i) / weight) return undefined
      i += digit * weight
      const t = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias
      if (digit < t) break
      weight *= BASE - t
      if (weight > LARGEST) return undefined
    }
    const points = output.length + 1
    bias = adapt(i - before, points, before === 0)
    code += Math.floor(i / points)
    i %= points
    if (!isPoint(code)) return undefined
    output.splice(i++, 0, code)
  }
  return String.fromCodePoint(...output)
}

/** A host as people read it: every `xn--` label decoded, others as they are. */
export function unicodeHost(host: string): string {
  if (!host.includes('xn--')) return host
  return host
    .split('.')
    .map(label => (label.startsWith('xn--') ? (decodeLabel(label.slice(4)) ?? label) : label))
    .join('.')
}
