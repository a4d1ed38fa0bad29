// SPDX-License-Identifier: Apache-2.0
// Reads one YAML file into plain data, and remembers where each value stands, so that a mistake has a line and column.

import type { Position } from '@jandon/domain/policy'
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'

export interface YamlFile {
  readonly content: unknown
  /** Positions by the way to the value: keys and indexes joined by a dot; the file itself under ''. */
  readonly positions: ReadonlyMap<string, Position>
  readonly problems: readonly { readonly message: string; readonly position: Position }[]
}

/** Parses YAML 1.2. Dates stay texts, keys are unique, and at most 100 aliases are followed. */
export function readYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', uniqueKeys: true })
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const problems = document.errors.map(error => ({
    message: `This is not YAML: ${error.message.split('\n')[0]}`,
    position: at(error.pos[0]),
  }))
  const positions = new Map<string, Position>([['', { file, line: 1, column: 1 }]])
  if (problems.length > 0) return { content: undefined, positions, problems }
  collect(document.contents, '', text, at, positions)
  return { content: document.toJS(), positions, problems }
}

type PositionAt = (offset: number) => Position

function collect(node: unknown, path: string, text: string, at: PositionAt, positions: Map<string, Position>): void {
  const below = (key: string) => (path === '' ? key : `${path}.${key}`)
  if (path !== '') positions.set(path, positionOf(node as Node, text, at))
  if (isMap(node)) {
    for (const { key, value } of node.items)
      collect(value, below(String(isScalar(key) ? key.value : key)), text, at, positions)
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) collect(item, below(String(index)), text, at, positions)
  }
}

/** Where a value begins; for a text over several lines also where each line of it stands, so a column can be found. */
function positionOf(node: Node | null, text: string, at: PositionAt): Position {
  const [start = 0, end = start] = node?.range ?? []
  const position = at(start)
  if (!isScalar(node) || typeof node.value !== 'string') return position
  const isBlock = node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL'
  const isQuoted = node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE'
  if (!isBlock && !text.slice(start, end).includes('\n')) {
    return isQuoted ? { ...position, column: position.column + 1 } : position
  }
  let offset = start
  const wrapped = text
    .slice(start, end)
    .split('\n')
    .flatMap((line, index) => {
      const indent = line.length - line.trimStart().length
      const begin = offset + indent
      offset += line.length + 1
      if (line.trim() === '' || (isBlock && index === 0)) return []
      const { line: onLine, column } = at(begin)
      return [{ line: onLine, column, length: line.trim().length }]
    })
  const [first] = wrapped
  return first ? { ...position, line: first.line, column: first.column, wrapped } : position
}
