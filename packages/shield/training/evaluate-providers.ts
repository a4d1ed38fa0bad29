// SPDX-License-Identifier: Apache-2.0
// Measures the judge of shops on adverts that were written before its rules, and on the held-out messages of others:
// what is found, what is falsely accused.
// `node packages/shield/training/evaluate-providers.ts` prints the figures and what was judged otherwise than expected.

import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { checkProvider, type ProviderVerdict } from '../src/provider/index.ts'

const EXPECTATIONS = ['unlawful', 'suspicious', 'grey', 'honest'] as const
type Expectation = (typeof EXPECTATIONS)[number]

interface Advert {
  readonly id: string
  readonly expect: Expectation
  readonly articles?: readonly string[]
  readonly text: string
}

export interface ProviderFigures {
  readonly texts: number
  /** Unlawful adverts named by every article that they offend against. */
  readonly unlawfulNamed: number
  /** Unlawful or suspicious adverts called one of the two. */
  readonly trapsCaught: number
  /** Honest texts called unlawful or suspicious. */
  readonly falseAlarms: number
  /** Grey texts called unlawful. */
  readonly greyAccused: number
  readonly of: Readonly<Record<Expectation, number>>
  /** Of the held-out messages of others: legitimate ones called a trap, and adverts of each theme caught. */
  readonly messages: {
    readonly ham: Share
    readonly hamAccused: Share
    readonly caught: Readonly<Record<string, Share>>
  }
  /** Ids of what was judged otherwise than expected, with the verdict. */
  readonly others: readonly string[]
}

export interface Share {
  readonly count: number
  readonly of: number
}

/** Groups of the held-out messages that the judge of shops is for. */
const ADVERTS: ReadonlySet<string> = new Set(['cash_out', 'phone_for_cash', 'loan'])
const GROUP = '# group: '

const isTrap = (verdict: ProviderVerdict) => verdict === 'unlawful' || verdict === 'suspicious'

function verdictsOf(name: string): { group: string; verdict: ProviderVerdict }[] {
  let group = ''
  const lines = readFileSync(new URL(`../holdout/${name}.txt`, import.meta.url), 'utf8').split('\n')
  return lines.flatMap(line => {
    if (line.startsWith(GROUP)) group = line.slice(GROUP.length).trim()
    if (line === '' || line.startsWith('#')) return []
    return [{ group, verdict: checkProvider({ text: line.replaceAll('\\n', '\n') }).verdict }]
  })
}

function measureMessages(): ProviderFigures['messages'] {
  const ham = [...verdictsOf('ham-ko'), ...verdictsOf('ham-en')]
  const share = (all: typeof ham, holds: (verdict: ProviderVerdict) => boolean): Share => ({
    count: all.filter(({ verdict }) => holds(verdict)).length,
    of: all.length,
  })
  const caught: Record<string, Share> = {}
  for (const language of ['ko', 'en']) {
    const hostile = verdictsOf(`hostile-${language}`)
    for (const group of ADVERTS) {
      caught[`${language}/${group}`] = share(
        hostile.filter(one => one.group === group),
        isTrap,
      )
    }
  }
  return { ham: share(ham, isTrap), hamAccused: share(ham, verdict => verdict === 'unlawful'), caught }
}

/** Faults: throws when a file cannot be read. */
export function measureProviders(): ProviderFigures {
  const file = new URL('../holdout/providers.yaml', import.meta.url)
  const adverts = parse(readFileSync(file, 'utf8')) as readonly Advert[]
  const judged = adverts.map(advert => {
    const { verdict, legalBasis } = checkProvider({ text: advert.text })
    const named = (advert.articles ?? []).every(code => legalBasis.some(basis => basis.code === code))
    return { ...advert, verdict, isNamed: verdict === 'unlawful' && named }
  })
  const count = (holds: (one: (typeof judged)[number]) => boolean) => judged.filter(holds).length
  const isOther = ({ expect, verdict, isNamed }: (typeof judged)[number]) =>
    expect === 'unlawful'
      ? !isNamed
      : expect === 'grey'
        ? verdict === 'unlawful'
        : isTrap(verdict) !== (expect === 'suspicious')
  return {
    texts: judged.length,
    unlawfulNamed: count(({ expect, isNamed }) => expect === 'unlawful' && isNamed),
    trapsCaught: count(({ expect, verdict }) => (expect === 'unlawful' || expect === 'suspicious') && isTrap(verdict)),
    falseAlarms: count(({ expect, verdict }) => expect === 'honest' && isTrap(verdict)),
    greyAccused: count(({ expect, verdict }) => expect === 'grey' && verdict === 'unlawful'),
    of: Object.fromEntries(
      EXPECTATIONS.map(expectation => [expectation, count(({ expect }) => expect === expectation)]),
    ) as Record<Expectation, number>,
    messages: measureMessages(),
    others: judged.filter(isOther).map(({ id, verdict }) => `${id}: ${verdict}`),
  }
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(measureProviders(), null, 2)}\n`)
