// SPDX-License-Identifier: Apache-2.0
// A pack as one text: everything that can change a decision or its wording, and nothing else. The version of a pack is
// named after the hash of this text, so whoever keeps the text can prove under which law something was decided.

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { PackDocuments } from './documents.ts'

/** Notes of those who test a pack: they say something about its cases and nothing about the law. */
const TESTERS_NOTES = 'uncovered'

/** The text of a pack. Cases, questions, layout and notes of testers do not count. `readPackText` reads it again. */
export function packText({
  cases: _cases,
  questions: _questions,
  positions: _positions,
  ...rest
}: PackDocuments): string {
  const { parameters, rules } = rest
  return JSON.stringify({ ...rest, parameters: parameters.map(withoutNotes), rules: rules.map(withoutNotes) })
}

function withoutNotes(entry: object): object {
  return TESTERS_NOTES in entry ? { ...entry, [TESTERS_NOTES]: undefined } : entry
}

/** The documents that a text was written from, without cases. Faults: a text that is no JSON, which the hash tells. */
export function readPackText(text: string): PackDocuments {
  return { ...(JSON.parse(text) as Omit<PackDocuments, 'cases'>), cases: [] }
}

/** The end of a version: eight hex digits of the hash of the text. */
export function fingerprint(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 8)
}
