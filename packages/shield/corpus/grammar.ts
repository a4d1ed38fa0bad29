// SPDX-License-Identifier: Apache-2.0
// Reads seed files and writes messages out of them. A seed is one line: `\n` is a new line, `{slot}` is filled,
// `{one|other|}` is a choice that may hold slots and choices; `\{ \} \|` are the signs themselves. Lines beginning with
// `@` say what the seeds below them are, `$name: a | b` is a list of the file and goes before a slot of that name;
// `$name!: a | b` is drawn once for a message. Every fault is told with file and line.

import { MESSAGE_LABELS, type MessageLabel, THEMES, type Theme } from '../src/message/judgement.ts'
import type { Chance } from './chance.ts'

export type Language = 'ko' | 'en'
export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'slot'; readonly name: string }
  | { readonly type: 'choice'; readonly branches: readonly (readonly Part[])[] }

export interface Seed {
  /** `ko/ham/bank.txt:17` */
  readonly id: string
  /** The line as it was written: chance hangs on it, so a line inserted above changes nothing here. */
  readonly raw: string
  readonly parts: readonly Part[]
  readonly lists: ReadonlyMap<string, readonly (readonly Part[])[]>
  /** The lists that are drawn once for a message. */
  readonly once: ReadonlySet<string>
  readonly kind: string
  readonly label: MessageLabel
  readonly theme: Theme
  readonly language: Language
  readonly weight: number
}

/** A seed file that cannot be read: says where, and what to do. */
export class SeedFault extends Error {
  constructor(path: string, line: number, advice: string) {
    super(`${path}:${line}  ${advice}`)
    this.name = 'SeedFault'
  }
}

const NAME = /^[a-z][a-zA-Z0-9_]*(\.[a-z]+)?$/

/** Reads one line. @throws Error with what to do, without a place. */
export function parseSeed(line: string): readonly Part[] {
  let at = 0
  const sequence = (depth: number): Part[] => {
    const parts: Part[] = []
    let text = ''
    const flush = () => {
      if (text !== '') parts.push({ type: 'text', text })
      text = ''
    }
    while (at < line.length) {
      const sign = line[at] as string
      if (sign === '\\' && at + 1 < line.length && 'n{}|\\'.includes(line[at + 1] as string)) {
        text += line[at + 1] === 'n' ? '\n' : line[at + 1]
        at += 2
      } else if (sign === '{') {
        flush()
        at++
        parts.push(braced(depth + 1))
      } else if (depth > 0 && (sign === '|' || sign === '}')) break
      else if (sign === '}') throw new Error(`a "}" closes nothing (letter ${at + 1}): write \\} for the sign itself`)
      else {
        text += sign
        at++
      }
    }
    flush()
    return parts
  }
  const braced = (depth: number): Part => {
    const from = at
    const branches = [sequence(depth)]
    while (line[at] === '|') {
      at++
      branches.push(sequence(depth))
    }
    if (line[at] !== '}') throw new Error(`the "{" of letter ${from} is never closed: add "}" or write \\{`)
    at++
    if (branches.length > 1) return { type: 'choice', branches }
    const name = line.slice(from, at - 1)
    if (!NAME.test(name)) throw new Error(`{${name}} is no slot: write \\{ and \\} for the signs themselves`)
    return { type: 'slot', name }
  }
  return sequence(0)
}

/** Every slot that the parts name, also inside choices. */
export function slotsOf(parts: readonly Part[]): string[] {
  return parts.flatMap(part =>
    part.type === 'slot' ? [part.name] : part.type === 'choice' ? part.branches.flatMap(slotsOf) : [],
  )
}

interface Header {
  kind: string
  label: MessageLabel | undefined
  theme: Theme | undefined
  language: Language | undefined
  weight: number
}

function readDirective(line: string, header: Header): void {
  const [, name, value = ''] = /^@(\w+)\s+(\S+)\s*$/.exec(line) ?? []
  if (name === 'kind') header.kind = value
  else if (name === 'label') header.label = oneOf(value, MESSAGE_LABELS)
  else if (name === 'theme') header.theme = oneOf(value, THEMES)
  else if (name === 'language') header.language = oneOf(value, ['ko', 'en'] as const)
  else if (name === 'weight' && /^[1-9]\d?$/.test(value)) header.weight = Number(value)
  else throw new Error(`"${line}" is not understood: write @kind, @label, @theme, @language or @weight 1..99`)
}

function oneOf<T extends string>(value: string, allowed: readonly T[]): T {
  const found = allowed.find(item => item === value)
  if (found === undefined) throw new Error(`"${value}" is not known: write one of ${allowed.join(', ')}`)
  return found
}

/** The branches of a list: split at every `|` that stands in no brace and after no backslash. */
function parseList(text: string): (readonly Part[])[] {
  const items: string[] = []
  let item = ''
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string
    if (sign === '\\') item += sign + (text[++at] ?? '')
    else if (sign === '|' && depth === 0) {
      items.push(item)
      item = ''
    } else {
      if (sign === '{') depth++
      if (sign === '}') depth--
      item += sign
    }
  }
  return [...items, item].map(branch => parseSeed(branch.trim()))
}

function headerOf(path: string): Header {
  const folders = path.split('/')
  return {
    kind: (folders.at(-1) ?? '').replace(/\.txt$/, ''),
    label: MESSAGE_LABELS.find(label => folders.includes(label)),
    theme: undefined,
    language: folders.includes('ko') ? 'ko' : folders.includes('en') ? 'en' : undefined,
    weight: 1,
  }
}

/**
 * The seeds of one file. Label and language are those of its folder when the file does not say them.
 *
 * @param path with `/`, from the folder of seeds: `ko/ham/bank.txt`
 * @param isSlot whether a name is a slot that everybody has
 * Faults: SeedFault at the first line that is not understood.
 */
export function parseSeedFile(path: string, text: string, isSlot: (name: string) => boolean): Seed[] {
  const header = headerOf(path)
  const lists = new Map<string, (readonly Part[])[]>()
  const once = new Set<string>()
  const seeds: Seed[] = []
  const lineOf = new Map<string, number>()
  const check = (parts: readonly Part[]) => {
    const unknown = slotsOf(parts).find(name => !lists.has(name) && !isSlot(name))
    if (unknown !== undefined) {
      throw new Error(`{${unknown}} is no slot: see slots.ts, or write "$${unknown}: a | b" above it`)
    }
  }
  const readList = (line: string) => {
    const [, name, mark, items = ''] = /^\$([a-z]\w*)(!?):\s*(.+)$/.exec(line) ?? []
    if (name === undefined) throw new Error('a list is written "$name: one | other"')
    if (lists.has(name)) throw new Error(`there is a list $${name} already: join them`)
    lists.set(name, parseList(items))
    if (mark === '!') once.add(name)
  }
  const readSeed = (line: string, number: number) => {
    const { kind, label, language, weight } = header
    const theme = header.theme ?? (label === 'ham' ? 'none' : undefined)
    if (!label || !language || !theme) throw new Error('write @label, @language and @theme above the first seed')
    if ((label === 'ham') !== (theme === 'none')) throw new Error(`a message that is ${label} has not theme ${theme}`)
    const same = lineOf.get(line)
    if (same !== undefined) throw new Error(`the same seed stands in line ${same}: remove one`)
    lineOf.set(line, number)
    const parts = parseSeed(line)
    check(parts)
    seeds.push({ id: `${path}:${number}`, raw: line, parts, lists, once, kind, label, theme, language, weight })
  }
  const lines = text.split(/\r?\n/).map((whole, index) => ({ line: whole.trim(), number: index + 1 }))
  const each = (isMeant: (line: string) => boolean, read: (line: string, number: number) => void) => {
    for (const { line, number } of lines) {
      if (line === '' || line.startsWith('#') || !isMeant(line)) continue
      try {
        read(line, number)
      } catch (fault) {
        throw new SeedFault(path, number, fault instanceof Error ? fault.message : String(fault))
      }
    }
  }
  const isList = (line: string) => line.startsWith('$')
  // Lists first: a seed may name one that stands below it, and a list may name another.
  each(isList, readList)
  each(isList, line => {
    const name = line.slice(1, line.indexOf(':')).replace('!', '')
    for (const branch of lists.get(name) ?? []) check(branch)
    if (reaches(lists, name, name)) throw new Error(`the list $${name} holds itself: take {${name}} out of it`)
  })
  each(
    line => !isList(line),
    (line, number) => (line.startsWith('@') ? readDirective(line, header) : readSeed(line, number)),
  )
  return seeds
}

/** Whether the list `from` names `to`, itself or through other lists. */
function reaches(lists: Seed['lists'], from: string, to: string, seen = new Set<string>()): boolean {
  if (seen.has(from)) return false
  seen.add(from)
  const named = (lists.get(from) ?? []).flatMap(slotsOf)
  return named.includes(to) || named.some(name => lists.has(name) && reaches(lists, name, to, seen))
}

/** Fills a slot for one message: the same record and the same person throughout it. */
export type Filler = (name: string) => string

/** One message of a seed; every chance it takes is out of `chance`. */
export function writeMessage(seed: Seed, chance: Chance, fill: Filler): string {
  const drawn = new Map<string, string>()
  const fromList = (name: string, list: readonly (readonly Part[])[]): string => {
    const known = drawn.get(name)
    if (known !== undefined) return known
    const text = write(chance.pick(list))
    if (seed.once.has(name)) drawn.set(name, text)
    return text
  }
  const write = (parts: readonly Part[]): string =>
    parts
      .map(part => {
        if (part.type === 'text') return part.text
        if (part.type === 'choice') return write(chance.pick(part.branches))
        const list = seed.lists.get(part.name)
        return list ? fromList(part.name, list) : fill(part.name)
      })
      .join('')
  const text = write(seed.parts)
    .replaceAll(/[ \t]+\n/g, '\n')
    .trim()
  // A choice that came out empty leaves two spaces that nobody types; a seed that has two itself means them.
  return seed.raw.includes('  ') ? text : text.replaceAll(/ {2,}/g, ' ')
}
