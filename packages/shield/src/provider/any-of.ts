// SPDX-License-Identifier: Apache-2.0
// Long patterns in lines that can be read.

/** A pattern of several alternatives, each written with `String.raw`. */
export function anyOf(...alternatives: readonly string[]): RegExp {
  return new RegExp(alternatives.join('|'))
}
