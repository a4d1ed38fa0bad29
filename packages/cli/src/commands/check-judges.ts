// SPDX-License-Identifier: Apache-2.0
// The three judges of `jandon check`, each with the lines a person reads and the cells a spreadsheet gets.

import {
  type Advice,
  checkLink,
  checkMessage,
  checkProvider,
  findLinks,
  type LinkJudgement,
  LONGEST_TEXT,
  type MessageJudgement,
  type PartJudgement,
  type ProviderJudgement,
  type Reason,
} from '@jandon/shield'
import type { Context } from '../context.ts'
import { CHECK, type CheckMessages } from '../messages/check.ts'
import type { Judged } from '../run/check-file.ts'
import { won } from '../terminal/terminal.ts'

export interface Judge<J> {
  /** Columns of the result file. */
  readonly columns: readonly string[]
  /** UTF-16 units of a text that are read. */
  readonly longest: number
  judge(text: string): J
  judged(judgement: J, text: string): Judged
  lines(judgement: J, text: string, context: Context): string[]
}

/** A hostile text must not steer the terminal, and a hostile link must not be clickable in it. */
export function shown(text: string): string {
  return text
    .replaceAll(/\p{Cc}|\p{Cf}/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
export const defanged = (url: string): string => shown(url).replace(/^http/i, 'hxxp').replaceAll('.', '[.]')

/** A name by itself is one even where its ending is also a word: `paypal.me`. */
const HOST_ALONE = /^[^\s.]\S*\.\p{L}{2,}(?:[/:?]\S*)?$/u

/** A text with every link in it defanged, and what only looks like one to a terminal. */
export function defangedText(text: string): string {
  if (HOST_ALONE.test(text)) return defanged(text)
  let safe = ''
  let at = 0
  for (const { from, to } of findLinks(text)) {
    if (from < at) continue
    safe += text.slice(at, from) + text.slice(from, to).replace(/^http/i, 'hxxp').replaceAll('.', '[.]')
    at = to
  }
  return shown(safe + text.slice(at)).replaceAll(/h(?=ttps?:\/\/)tt/gi, 'hxx')
}

/** As much as the API takes, and the shield reads, of an address. */
const LONGEST_URL = 4096

const ratio = (probability: number) => String(Math.round(probability * 10_000) / 10_000)
/** Never 0 or 100: no judgement is that sure. */
const ofHundred = (probability: number) => Math.min(99, Math.max(1, Math.round(probability * 100)))
const codes = (reasons: readonly Reason[]) => reasons.map(({ code }) => code).join(' ')

function reasonLines(reasons: readonly Reason[], { terminal, language }: Context): string[] {
  return reasons.map(({ evidence, explanation, weight }) => {
    const sign = weight < 0 ? terminal.style.good('−') : terminal.style.bad('+')
    const quoted = evidence === '' ? '' : ` ${terminal.style.dim(`“${defangedText(evidence)}”`)}`
    return `  ${sign} ${defangedText(explanation[language])}${quoted}`
  })
}

function adviceLines(advice: Advice, text: CheckMessages, { terminal, language }: Context): string[] {
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : [terminal.style.bold(title), ...items.map(item => `  ${item}`)]
  return [
    advice[language],
    ...list(
      text.now,
      advice.now.map((step, index) => `${index + 1}. ${step[language]}`),
    ),
    ...list(
      text.never,
      advice.never.map(step => step[language]),
    ),
    ...list(
      text.contacts,
      advice.contacts.map(({ name, phone, url }) => [name[language], phone, url].filter(Boolean).join('  ')),
    ),
  ]
}

function because(reasons: readonly Reason[], text: CheckMessages, context: Context): string[] {
  return reasons.length === 0 ? [] : [context.terminal.style.bold(text.because), ...reasonLines(reasons, context)]
}

/** The words of the part of a long text that alone is a trap; empty where there is none. */
function partOf({ part }: MessageJudgement, given: string): string {
  return part === undefined ? '' : defangedText(given.slice(part.from, part.to))
}

export function messageJudge(): Judge<MessageJudgement> {
  return {
    columns: ['label', 'probability', 'theme', 'reasons', 'links', 'part'],
    longest: LONGEST_TEXT,
    judge: text => checkMessage(text),
    judged(judgement, given) {
      const { label, probability, theme, reasons, links, part } = judgement
      const urls = links.map(({ url }) => defanged(url)).join(' ')
      return {
        isFlagged: label !== 'ham' || part !== undefined,
        cells: [label, ratio(probability), theme, codes(reasons), urls, partOf(judgement, given)],
      }
    },
    lines(judgement, given, context) {
      const { terminal, language } = context
      const text = CHECK[language]
      const links = judgement.links.map(link => `  ${defanged(link.url)}  ${text.linkLabels[link.label]}`)
      const { part } = judgement
      const told = [
        ...(part ? [terminal.style.warn(text.partOnly), `  “${partOf(judgement, given)}”`] : []),
        ...toldLines(part?.judgement ?? judgement, context),
      ]
      return [...told, ...(links.length === 0 ? [] : [terminal.style.bold(text.links), ...links])]
    },
  }
}

/** Label, advice and reasons: of a message, or of the part of a long one that counts. */
function toldLines({ label, probability, theme, themeName, advice, reasons }: PartJudgement, context: Context) {
  const { terminal, language } = context
  const text = CHECK[language]
  const paint = label === 'ham' ? terminal.style.good : terminal.style.bad
  const about = theme === 'none' ? '' : `  ${themeName[language]}`
  return [
    `${paint(text.labels[label])}: ${text.ofMessages(ofHundred(probability))}${about}`,
    ...adviceLines(advice, text, context),
    ...because(reasons, text, context),
  ]
}

export function linkJudge(): Judge<LinkJudgement> {
  return {
    columns: ['label', 'probability', 'host', 'officialOf', 'imitates', 'reasons'],
    longest: LONGEST_URL,
    judge: url => checkLink(url.trim()),
    judged: ({ label, probability, host, officialOf, imitates, reasons }) => ({
      isFlagged: label !== 'ordinary',
      cells: [label, ratio(probability), defanged(host ?? ''), officialOf ?? '', imitates ?? '', codes(reasons)],
    }),
    lines(judgement, _, context) {
      const { terminal, language } = context
      const text = CHECK[language]
      const { good, warn, bad } = terminal.style
      const paint = { ordinary: good, suspicious: warn, phishing: bad }[judgement.label]
      return [
        `${paint(text.linkLabels[judgement.label])}: ${text.ofLinks(ofHundred(judgement.probability))}`,
        ...adviceLines(judgement.advice, text, context),
        ...because(judgement.reasons, text, context),
      ]
    },
  }
}

/** The facts that a shop states besides its text. */
export interface ProviderFacts {
  readonly businessNumber?: string
  readonly url?: string
}

export function providerJudge(facts: ProviderFacts): Judge<ProviderJudgement> {
  return {
    columns: ['verdict', 'articles', 'reasons', 'missing'],
    longest: LONGEST_TEXT,
    judge: text => checkProvider({ text, ...facts }),
    judged: ({ verdict, legalBasis, reasons, missing }) => ({
      isFlagged: verdict === 'unlawful' || verdict === 'suspicious',
      cells: [
        verdict,
        legalBasis.map(({ cite }) => cite.ko).join('; '),
        codes(reasons),
        missing.map(({ code }) => code).join(' '),
      ],
    }),
    lines: (judgement, _, context) => providerLines(judgement, context),
  }
}

function providerLines(judgement: ProviderJudgement, context: Context): string[] {
  const { terminal, language } = context
  const text = CHECK[language]
  const { bold, good, warn, bad } = terminal.style
  const paint = { unlawful: bad, suspicious: bad, incomplete: warn, nothing_found: good }[judgement.verdict]
  const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [bold(title), ...lines])
  const amount = ({ amountMinor }: { amountMinor: string }) => won(amountMinor, language)
  const rates = judgement.promisedRates.map(rate => {
    const yearly = asPercent(rate.equivalentYearlyCost)
    const { evidence, days } = rate
    const amounts = [amount(rate.amount), amount(rate.cashReceived), amount(rate.lost)] as const
    return `  ${text.rate(defangedText(evidence), ...amounts, yearly, days)}`
  })
  return [
    paint(text.verdicts[judgement.verdict]),
    ...adviceLines(judgement.advice, text, context),
    ...section(
      text.law,
      judgement.legalBasis.flatMap(({ cite, explanation, penalty }) => [
        `  ${cite[language]}: ${explanation[language]}`,
        `    ${penalty[language]}`,
      ]),
    ),
    ...because(judgement.reasons, text, context),
    ...section(text.rates, rates),
    ...section(
      text.missing,
      judgement.missing.map(({ explanation }) => `  ${explanation[language]}`),
    ),
    ...section(
      text.alternatives,
      judgement.alternatives.map(({ name, phone, explanation }) =>
        [`  ${name[language]}`, phone, explanation[language]].filter(Boolean).join('  '),
      ),
    ),
  ]
}

/** `5.2143` → `521`: whole per cent, the rest cut off. */
export function asPercent(text: string): string {
  const [whole = '0', part = ''] = text.split('.')
  return BigInt(`${whole}${part.padEnd(2, '0').slice(0, 2)}`).toString()
}
