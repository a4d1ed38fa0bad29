// SPDX-License-Identifier: Apache-2.0
// The tree of an expression, for those who put it into words. Deciding does not need it: it runs what was compiled.

import { type ASTNode, parse } from '@marcbachmann/cel-js'

export type ExpressionNode = ASTNode

/** The tree of an expression of a compiled pack. Faults: throws for a text that is no expression. */
export function parseExpression(text: string | number): ExpressionNode {
  return parse(String(text)).ast
}
