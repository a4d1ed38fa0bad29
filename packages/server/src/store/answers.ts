// SPDX-License-Identifier: Apache-2.0
// The answers of quotes as they are kept: by pattern where there is one. A pattern is used only when an earlier
// transaction has committed it, so no answer can ever be without the pattern that it is read by.

import { INSTRUMENT_KINDS } from '@jandon/domain/instrument'
import type { QuoteItemJson, QuoteJson, QuoteRequest } from '@jandon/domain/quote'
import type { Instant } from '@jandon/domain/time'
import type { Tx } from '../database/index.ts'
import { applyChanges, type Changes, changesFrom, createPattern, type Json, type Pattern } from './patterns.ts'
import type { PersonalData } from './personal-data.ts'
import { byId, type Queryable, rowSet } from './rows.ts'
import { toSql } from './time.ts'

/** Part of an answer: whole, or the pattern and where it differs. */
type Part = readonly [pattern: string, changes: Changes] | readonly [whole: Json]

/** An answer as it is kept. The frame is the answer without its items. */
export interface PackedAnswer {
  readonly frame: Part
  readonly items: readonly Part[]
}

/** The version of a quote for a place whose law we have not. */
const NO_PACK = 'none'
const KINDS: readonly string[] = INSTRUMENT_KINDS

/** A few hundred kinds of answer exist; some ten times as many are remembered before the oldest goes. */
const REMEMBERED = 4096

const patternRows = rowSet<{ id: string; body: Buffer; key_id: string; created_at: string }>('answer_pattern', {
  id: 'text',
  body: 'bytea',
  key_id: 'text',
  created_at: 'timestamptz',
})

interface Split {
  readonly key: string
  readonly value: Json
}

/** Answers of one kind differ in names, amounts and dates; of two kinds, in what they are made of. */
function split(answer: QuoteJson): { frame: Split; items: Split[] } {
  const { items } = answer
  const law = `${answer.packVersion}/${answer.language}/${answer.intent}`
  const kindOf = (item: QuoteItemJson) =>
    `${item.kind}/${item.decision}/${[...item.options, ...item.refusals].map(({ ruleId }) => ruleId).join()}`
  // What callers can name as they like must not make patterns: there would be no end of them.
  const keyOf = (part: string, item: QuoteItemJson | undefined) =>
    item && answer.packVersion !== NO_PACK && KINDS.includes(item.kind) ? `${part}/${law}/${kindOf(item)}` : ''
  return {
    // A quote of many has a plan of its own shape.
    frame: {
      key: items.length === 1 ? keyOf('frame', items[0]) : '',
      value: { ...answer, items: null } as unknown as Json,
    },
    items: items.map(item => ({ key: keyOf('item', item), value: item as unknown as Json })),
  }
}

/** What the request says of the holder, and names in free text: nobody's shall stand in a pattern. */
function namesIn({ holder, instruments }: QuoteRequest): Set<unknown> {
  const told = [...Object.values(holder ?? {}), ...instruments.flatMap(({ ref, issuer }) => [ref, issuer])]
  return new Set(told.filter(each => typeof each === 'string' && each !== ''))
}

/** The value as JSON has it, with an empty text in each place where a name stood. */
function impersonal(value: Json, names: ReadonlySet<unknown>): Json {
  return JSON.parse(JSON.stringify(value), (_, each) => (names.has(each) ? '' : each)) as Json
}

export function createAnswers(personal: PersonalData) {
  const known = new Map<string, Pattern>()
  const ids = new Map<string, string>()

  function remember<Value>(map: Map<string, Value>, key: string, value: Value): Value {
    if (map.size >= REMEMBERED) for (const oldest of map.keys()) if (map.delete(oldest)) break
    map.set(key, value)
    return value
  }
  const idOf = (key: string) =>
    ids.get(key) ?? remember(ids, key, personal.lookup('answer-pattern', key).toString('hex'))

  /** Reads those patterns that are committed and not remembered. Faults: `SealBroken`. */
  async function learn(db: Queryable, wanted: Iterable<string>): Promise<void> {
    const missing = [...new Set(wanted)].filter(id => !known.has(id))
    const found = await byId<{ id: string; body: Buffer; key_id: string }>(
      db,
      'SELECT id, body, key_id FROM answer_pattern WHERE id = ANY($1)',
      missing,
    )
    for (const { id, body, key_id } of found.values()) {
      remember(known, id, createPattern(personal.decrypt<Json>(body, id, key_id)))
    }
  }

  const pack = ({ key, value }: Split): Part => {
    const pattern = key === '' ? undefined : known.get(idOf(key))
    return pattern ? [idOf(key), changesFrom(pattern, value)] : [value]
  }
  const unpack = (part: Part): Json => {
    if (part.length === 1) return part[0]
    const pattern = known.get(part[0])
    if (!pattern) throw new Error(`The pattern ${part[0]} of an answer is not kept.`)
    return applyChanges(pattern, part[1])
  }

  return {
    /** Packs answers that are about to be written in `tx`; kinds not seen before leave a pattern for those to come. */
    async pack(
      tx: Tx,
      quotes: readonly { readonly answer: QuoteJson; readonly request: QuoteRequest }[],
      now: Instant,
    ): Promise<PackedAnswer[]> {
      const splits = quotes.map(({ answer, request }) => ({ ...split(answer), request }))
      const unknown = new Map<string, { value: Json; request: QuoteRequest }>()
      for (const { frame, items, request } of splits) {
        for (const { key, value } of [frame, ...items]) {
          if (key !== '' && !known.has(idOf(key))) unknown.set(idOf(key), { value, request })
        }
      }
      if (unknown.size > 0) {
        await learn(tx, unknown.keys())
        const fresh = [...unknown].filter(([id]) => !known.has(id)).sort(([a], [b]) => (a < b ? -1 : 1))
        await patternRows.insert(
          tx,
          fresh.map(([id, { value, request }]) => ({
            id,
            body: personal.encrypt(impersonal(value, namesIn(request)), id),
            key_id: personal.keyId,
            created_at: toSql(now),
          })),
          'ON CONFLICT (id) DO NOTHING',
        )
      }
      return splits.map(({ frame, items }) => ({ frame: pack(frame), items: items.map(pack) }))
    },

    /** Reads the patterns by which these answers were packed. Faults: `SealBroken`. */
    async learnFor(db: Queryable, packed: readonly PackedAnswer[]): Promise<void> {
      const parts = packed.flatMap(({ frame, items }) => [frame, ...items])
      await learn(
        db,
        parts.flatMap(part => (part.length === 1 ? [] : part[0])),
      )
    },

    /** The answer to the letter. Needs the patterns that `learnFor` reads. */
    unpack({ frame, items }: PackedAnswer): QuoteJson {
      return { ...(unpack(frame) as object), items: items.map(unpack) } as unknown as QuoteJson
    },
  }
}
