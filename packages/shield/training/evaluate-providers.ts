// SPDX-License-Identifier: Apache-2.0
// Measures the judge of shops on adverts that were written before its rules: what is found, what is falsely accused.
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
  /** Ids of what was judged otherwise than expected, with the verdict. */
  readonly others: readonly string[]
}

const isTrap = (verdict: ProviderVerdict) => verdict === 'unlawful' || verdict === 'suspicious'

/** Faults: throws when the file cannot be read. */
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
    others: judged.filter(isOther).map(({ id, verdict }) => `${id}: ${verdict}`),
  }
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(measureProviders(), null, 2)}\n`)
