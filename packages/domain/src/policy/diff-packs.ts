// SPDX-License-Identifier: Apache-2.0
// What changed between two versions of a pack: rules and figures added, removed or changed, field by field, with the
// day from which each holds. Of everything else only the names, because it decides nothing by itself.

import type { LocalText, PackDocuments, ParameterDocument, RuleDocument } from './documents.ts'
import type { Pack } from './pack.ts'

export interface FieldChange {
  /** `when`, `gross.share`, `explanation.ko` … */
  readonly field: string
  /** Null when it was not there. */
  readonly was: string | null
  readonly is: string | null
}

export interface RuleChange {
  readonly id: string
  readonly title: LocalText
  readonly verdict: string
  readonly from: string
  readonly until?: string
  /** Empty for a rule that was added or removed. */
  readonly fields: readonly FieldChange[]
  /** False when only texts for people, sources or notes changed, so that no decision can come out otherwise. */
  readonly decides: boolean
}

export interface ParameterChange {
  readonly id: string
  readonly title: LocalText
  /** One for each dated value that was added, removed or changed. */
  readonly values: readonly { readonly from: string; readonly was: string | null; readonly is: string | null }[]
}

interface Changes<T> {
  readonly added: readonly T[]
  readonly removed: readonly T[]
  readonly changed: readonly T[]
}

export interface PackDiff {
  readonly versions: { readonly old: string; readonly new: string }
  readonly rules: Changes<RuleChange>
  readonly parameters: Changes<ParameterChange>
  /** Names of other entries that were added, removed or changed: `facts kind`, `routes issuer_refund`. */
  readonly others: Changes<string>
}

/** Pure; two versions of one pack, or any two packs. */
export function diffPacks(older: Pack, newer: Pack): PackDiff {
  const [was, is] = [older.documents, newer.documents]
  return {
    versions: { old: older.version, new: newer.version },
    rules: changesOf(was.rules, is.rules, each => each.id, ruleChange),
    parameters: changesOf(was.parameters, is.parameters, each => each.id, parameterChange),
    others: otherChanges(was, is),
  }
}

/** Entries by name: those on one side only, and those whose written form differs. */
function changesOf<T, C>(
  was: readonly T[],
  is: readonly T[],
  nameOf: (entry: T) => string,
  describe: (before: T | undefined, after: T | undefined) => C,
): Changes<C> {
  const [before, after] = [
    new Map(was.map(each => [nameOf(each), each])),
    new Map(is.map(each => [nameOf(each), each])),
  ]
  const added: C[] = []
  const changed: C[] = []
  for (const [name, entry] of after) {
    const old = before.get(name)
    if (old === undefined) added.push(describe(undefined, entry))
    else if (JSON.stringify(old) !== JSON.stringify(entry)) changed.push(describe(old, entry))
  }
  const removed = [...before].flatMap(([name, entry]) => (after.has(name) ? [] : [describe(entry, undefined)]))
  return { added, removed, changed }
}

/** Fields that decide nothing: texts, and where the law was read. A source's confidence does decide the promise. */
const TEXT_FIELDS = /^(title|explanation|claimAt|evidence|penalty|offender|note)\b|^legalBasis\.\d+\.cite\b|\.title\b/

function ruleChange(before: RuleDocument | undefined, after: RuleDocument | undefined): RuleChange {
  const shown = (after ?? before)!
  const fields = before && after ? fieldChanges(before, after) : []
  const { id, title, verdict, effective } = shown
  return {
    ...{ id, title, verdict, from: effective.from, fields },
    ...(effective.until !== undefined && { until: effective.until }),
    decides: fields.length === 0 || fields.some(({ field }) => !TEXT_FIELDS.test(field)),
  }
}

function parameterChange(before: ParameterDocument | undefined, after: ParameterDocument | undefined): ParameterChange {
  const { id, title } = (after ?? before)!
  const valuesOf = (document: ParameterDocument | undefined) =>
    new Map(document?.values.map(({ from, value }) => [String(from), String(value)]))
  const [was, is] = [valuesOf(before), valuesOf(after)]
  const values = [...new Set([...was.keys(), ...is.keys()])].sort().flatMap(from => {
    const change = { from, was: was.get(from) ?? null, is: is.get(from) ?? null }
    return change.was === change.is ? [] : [change]
  })
  return { id, title, values }
}

function fieldChanges(before: object, after: object): FieldChange[] {
  const [was, is] = [leavesOf(before), leavesOf(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap(field => {
    const change = { field, was: was.get(field) ?? null, is: is.get(field) ?? null }
    return change.was === change.is ? [] : [change]
  })
}

/** Every written value by the way to it. */
function leavesOf(value: unknown, path = '', leaves = new Map<string, string>()): Map<string, string> {
  if (typeof value !== 'object' || value === null) {
    if (value !== undefined) leaves.set(path, String(value))
    return leaves
  }
  for (const [key, below] of Object.entries(value)) leavesOf(below, path === '' ? key : `${path}.${key}`, leaves)
  return leaves
}

function otherChanges(was: PackDocuments, is: PackDocuments): Changes<string> {
  const parts: readonly Changes<string>[] = [
    named('pack', [was.pack], [is.pack], () => ''),
    named('facts', was.facts, is.facts, each => (each.of ? `${each.of}.${each.name}` : each.name)),
    named('routes', was.routes, is.routes, each => each.id),
    named('sources', was.sources, is.sources, each => each.id),
    named('evidence', was.evidence, is.evidence, each => each.code),
    named('alternatives', was.alternatives, is.alternatives, each => each.code),
    named('calendars', was.calendars, is.calendars, each => each.id),
  ]
  return {
    added: parts.flatMap(each => each.added),
    removed: parts.flatMap(each => each.removed),
    changed: parts.flatMap(each => each.changed),
  }
}

function named<T>(collection: string, was: readonly T[], is: readonly T[], nameOf: (entry: T) => string) {
  const name = (entry: T) => `${collection} ${nameOf(entry)}`.trim()
  return changesOf(was, is, nameOf, (before, after) => name((after ?? before)!))
}
