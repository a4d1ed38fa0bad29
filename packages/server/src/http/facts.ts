// SPDX-License-Identifier: Apache-2.0
// The facts that a quote may state, as schemas. They are read from the loaded packs, which own the list: a fact that a
// pack adds is documented here without a line of code. The domain has the last word on what a fact may be.

import type { FactDocument, Pack } from '@jandon/domain/policy'
import { type TProperties, type TSchema, Type } from 'typebox'
import { LocalDate, Money } from './schemas.ts'

/** A text fact is a name or a code, never an essay. */
const TEXT_LENGTH = 500

/** Facts that every request may state whatever the packs list, and that therefore have their schema elsewhere. */
const ALWAYS_KNOWN: ReadonlySet<string> = new Set(['kind', 'issuer', 'ref', 'asOf', 'intent', 'jurisdiction'])

/** The stateable facts of one owner (the instrument itself, its holder, an offer for it), over all packs, by name. */
export function factProperties(packs: Iterable<Pack>, owner: FactDocument['of']): TProperties {
  const byName = new Map<string, FactDocument[]>()
  for (const pack of packs) {
    for (const fact of pack.documents.facts) {
      const name = ownName(fact)
      if (fact.of !== owner || fact.derive !== undefined || ALWAYS_KNOWN.has(name)) continue
      byName.set(name, [...(byName.get(name) ?? []), fact])
    }
  }
  const sorted = [...byName].sort(([left], [right]) => (left < right ? -1 : 1))
  return Object.fromEntries(sorted.map(([name, facts]) => [name, Type.Optional(described(facts))]))
}

/** `offer.cashReceived` is `cashReceived` of the offer; packs may write either. */
function ownName(fact: FactDocument): string {
  return fact.of && fact.name.startsWith(`${fact.of}.`) ? fact.name.slice(fact.of.length + 1) : fact.name
}

/** One schema for each type that packs give a fact; of a closed list, the words of all packs. */
function schemasOf(facts: readonly FactDocument[]): TSchema[] {
  return [...new Set(facts.map(fact => fact.type))].sort().map(type => {
    const words = facts.flatMap(fact => (fact.type === 'enum' ? (fact.values ?? []) : []))
    return schemaOf(type, [...new Set(words)])
  })
}

function schemaOf(type: FactDocument['type'], words: readonly string[]): TSchema {
  switch (type) {
    case 'money':
      return Money
    case 'date':
      return LocalDate
    case 'integer':
      return Type.Integer()
    case 'boolean':
      return Type.Boolean()
    case 'enum':
      return Type.Unsafe<string>({ type: 'string', enum: [...words] })
    case 'text':
      return Type.String({ maxLength: TEXT_LENGTH })
  }
}

/** Packs that differ on a fact's type give a choice. Titled schemas are components and keep their own text. */
function described(facts: readonly FactDocument[]): TSchema {
  const schemas = schemasOf(facts)
  const schema = schemas.length === 1 ? schemas[0]! : Type.Union(schemas)
  return 'title' in schema ? schema : { ...schema, description: facts[0]!.title.en }
}
