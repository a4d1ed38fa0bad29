// SPDX-License-Identifier: Apache-2.0
// What answers have in common is kept once. A quote's answer is twenty kilobytes, and all but a few dozen values in it
// are the law's own words, the same in every answer of its kind. So one answer of each kind is kept as the pattern, and
// of the others only the places that differ. Nothing is left out and nothing derived: what was answered can be read
// back to the letter, whatever engine or law there is by then.

/** Anything that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/** A pattern, taken apart once: each value with how many values it holds, itself counted. */
export interface Pattern {
  readonly value: Json
  readonly size: number
  /** Undefined for what holds nothing. */
  readonly parts: readonly Pattern[] | undefined
  /** Of an object: the names of its parts. */
  readonly names: readonly string[] | undefined
}

/** Places in ascending order, each followed by the value that stands there; a place counts the values before it. */
export type Changes = readonly Json[]

/** Takes a value apart. It must come from `JSON.parse`, so that it holds no undefined. */
export function createPattern(value: Json): Pattern {
  if (typeof value !== 'object' || value === null) return { value, size: 1, parts: undefined, names: undefined }
  const names = Array.isArray(value) ? undefined : Object.keys(value)
  const parts = Object.values(value as Readonly<Record<string, Json>>).map(createPattern)
  return { value, size: parts.reduce((size, part) => size + part.size, 1), parts, names }
}

/** Where a value differs from the pattern. `apply` makes the value from it again, as JSON would write it. */
export function changesFrom(pattern: Pattern, value: Json): Changes {
  const changes: Json[] = []
  collect(pattern, value, 0, changes)
  return changes
}

function collect(pattern: Pattern, value: Json, place: number, changes: Json[]): void {
  const { parts, names } = pattern
  if (parts === undefined) {
    if (pattern.value !== value) changes.push(place, value)
    return
  }
  const isAlike = names ? hasNames(value, names) : Array.isArray(value) && value.length === parts.length
  if (!isAlike) {
    changes.push(place, value)
    return
  }
  let below = place + 1
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index]!
    const at = names ? (value as Readonly<Record<string, Json>>)[names[index]!]! : (value as readonly Json[])[index]!
    collect(part, at, below, changes)
    below += part.size
  }
}

/** Whether a value is an object with exactly these fields in this order; a field without a value does not count. */
function hasNames(value: Json, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  let count = 0
  for (const name in value) {
    if ((value as Readonly<Record<string, Json | undefined>>)[name] === undefined) continue
    if (names[count] !== name) return false
    count += 1
  }
  return count === names.length
}

/** The value that differs from the pattern in these places. Shares what does not differ, so it must not be changed. */
export function applyChanges(pattern: Pattern, changes: Changes): Json {
  let next = 0
  const build = (part: Pattern, place: number): Json => {
    const changed = next < changes.length ? (changes[next] as number) : Number.POSITIVE_INFINITY
    if (changed >= place + part.size) return part.value
    if (changed === place || part.parts === undefined) {
      next += 2
      return changes[next - 1] ?? null
    }
    let below = place + 1
    const built = part.parts.map(each => {
      const value = build(each, below)
      below += each.size
      return value
    })
    const { names } = part
    return names ? Object.fromEntries(names.map((name, index) => [name, built[index]!])) : built
  }
  return build(pattern, 0)
}
