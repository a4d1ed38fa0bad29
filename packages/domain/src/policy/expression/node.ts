// SPDX-License-Identifier: Apache-2.0
// A compiled expression: a closure, its type, and what is needed to say afterwards why it came out as it did.

import type { Evaluate, Value, ValueType } from './value.ts'

/** A fact as expressions see it. Facts that are the same by another name share a slot. */
export interface FactSpec {
  readonly name: string
  readonly slot: number
  readonly type: ValueType
  /** The values an enum may have. */
  readonly values?: readonly string[]
  readonly provenance: boolean
  readonly personal: boolean
  readonly assumed?: Value
  readonly derivation?: Expression
}

export interface ParameterSpec {
  readonly id: string
  readonly index: number
  readonly type: ValueType
}

export interface Expression {
  readonly type: ValueType
  readonly evaluate: Evaluate
  /** The source text of exactly this part. */
  readonly text: string
  /** For an enum literal or fact: the values it may have. */
  readonly values?: readonly string[]
  readonly constant?: Value
  /** Parts of `&&` and `||`, so that a trace can name the part that decided. */
  readonly parts?: { readonly operator: '&&' | '||'; readonly of: readonly Expression[] }
  /** The three parts of `? :`. */
  readonly choice?: { readonly when: Expression; readonly yes: Expression; readonly no: Expression }
  /** The operand of `!`. */
  readonly negates?: Expression
  /** The fact, when the expression is nothing but that. */
  readonly fact?: FactSpec
  readonly facts: readonly FactSpec[]
  readonly parameters: readonly ParameterSpec[]
}

/** The names an expression may use. */
export interface Scope {
  readonly facts: ReadonlyMap<string, FactSpec>
  readonly parameters: ReadonlyMap<string, ParameterSpec>
}

/** An expression that cannot be compiled. `offset` counts characters from its beginning. */
export class ExpressionProblem extends Error {
  override readonly name = 'ExpressionProblem'
  readonly offset: number

  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}
