// SPDX-License-Identifier: Apache-2.0
// A bug is neither a refusal nor a fault: we are wrong, so stop before money moves.

export class Bug extends Error {
  override readonly name = 'Bug'
}

/** Throws `Bug` with the sentence when the condition does not hold. Never for input and never for the outside world. */
export function assert(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Bug(sentence)
}
