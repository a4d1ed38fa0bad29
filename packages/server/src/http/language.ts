// SPDX-License-Identifier: Apache-2.0
// Which of the two languages a reader wants, by Accept-Language. Pages begin with Korean, the language of the people
// Jandon is for; problem documents begin with English, because the caller without a preference is a program.

export type Language = 'ko' | 'en'

/**
 * The language asked for, or `fallback` when neither is. Headers longer than 200 characters are cut: real ones are
 * shorter, and this runs on hostile input.
 */
export function negotiateLanguage(header: string | undefined, fallback: Language): Language {
  let best: { language: Language; quality: number } | undefined
  for (const part of (header ?? '').slice(0, 200).split(',')) {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
    const language = tag.split('-')[0]
    if (language !== 'ko' && language !== 'en') continue
    const quality = qualityOf(parameters)
    if (quality > 0 && (!best || quality > best.quality)) best = { language, quality }
  }
  return best?.language ?? fallback
}

/** `q=0.8` → 0.8; a missing or unreadable weight is 1, as RFC 9110 has it for a missing one. */
function qualityOf(parameters: readonly string[]): number {
  const match = parameters.map(parameter => /^\s*q=(0(\.\d{0,3})?|1(\.0{0,3})?)\s*$/.exec(parameter)).find(Boolean)
  return match ? Number(match[1]) : 1
}
