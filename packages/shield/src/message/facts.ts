// SPDX-License-Identifier: Apache-2.0
// Reads a message once, for the rules and for the model.

import { readText } from '../text/index.ts'
import { findTerms } from './lexicon.ts'
import { linksOf } from './links.ts'
import type { Facts } from './named-facts.ts'
import { phonesOf } from './phones.ts'
import { sendersOf } from './senders.ts'
import { styleOf } from './style.ts'

export function factsOf(text: string): Facts {
  const reading = readText(text)
  const links = linksOf(text)
  return {
    reading,
    terms: findTerms(reading),
    senders: sendersOf(reading, links),
    links,
    phones: phonesOf(reading),
    style: styleOf(reading),
  }
}
