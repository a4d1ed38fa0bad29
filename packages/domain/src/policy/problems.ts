// SPDX-License-Identifier: Apache-2.0
// Collects what is wrong with a pack, each with its place, so that one run names everything there is to mend.

import { type Collection, type PackDocuments, type PackProblem, type Position, positionKey } from './documents.ts'
import {
  compileExpression,
  type Expression,
  ExpressionProblem,
  type Scope,
  type ValueType,
} from './expression/index.ts'

export interface ProblemCollector {
  readonly problems: PackProblem[]
  report(code: string, message: string, collection: Collection, id: string, field?: string): void
  /** Compiles one expression; undefined, and a problem with its column, when it cannot be. */
  expression(
    text: string | number,
    scope: Scope,
    expected: readonly ValueType[],
    collection: Collection,
    id: string,
    field: string,
  ): Expression | undefined
}

export function createProblemCollector(docs: PackDocuments): ProblemCollector {
  const problems: PackProblem[] = []
  const find = (collection: Collection, id: string, field: string): Position | undefined =>
    docs.positions?.get(positionKey(collection, id, field)) ?? docs.positions?.get(positionKey(collection, id))

  const add = (code: string, message: string, id: string, position: Position | undefined) => {
    problems.push({ code, message, subject: id, ...(position && { position }) })
  }

  return {
    problems,
    report(code, message, collection, id, field = '') {
      add(code, message, id, find(collection, id, field))
    },
    expression(text, scope, expected, collection, id, field) {
      try {
        return compileExpression(String(text), scope, expected)
      } catch (cause) {
        if (!(cause instanceof ExpressionProblem)) throw cause
        const position = find(collection, id, field)
        const message = `${field} of ${id}, character ${cause.offset + 1}: ${cause.message}`
        add('expression', message, id, position && within(position, cause.offset))
        return undefined
      }
    },
  }
}

/** The position of a character inside a text. Lines that YAML folded are joined by one space or line break. */
function within({ wrapped, ...position }: Position, offset: number): Position {
  if (!wrapped) return { ...position, column: position.column + offset }
  let rest = offset
  for (const { line, column, length } of wrapped) {
    if (rest <= length) return { ...position, line, column: column + rest }
    rest -= length + 1
  }
  return position
}
