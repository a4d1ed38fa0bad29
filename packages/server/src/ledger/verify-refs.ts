// SPDX-License-Identifier: Apache-2.0
// References of calls: a transfer names the account's one before it by the token of its call, times 65,536, plus its
// place; `call_ref` says which number the call got. They are kept for epochs that have no index, so an older one leads
// nowhere, and that is right.

/** A dense list of as many tokens as two epochs have calls; others, which nobody draws, go to a map. */
const DENSE = 2 ** 25
const PLACES = 65_536

export interface Refs {
  /** Numbers from here on have their references. */
  from: number
  base: number
  dense: Float64Array
  readonly others: Map<number, number>
}

export function createRefs(): Refs {
  return { from: Number.POSITIVE_INFINITY, base: -1, dense: new Float64Array(0), others: new Map() }
}

/** Keeps that the call with this token got this number. */
export function addRef(refs: Refs, token: number, call: number): void {
  // Some are committed later than others drawn after them.
  if (refs.base < 0) refs.base = Math.max(0, token - 4096)
  const at = token - refs.base
  if (at < 0 || at >= DENSE) {
    refs.others.set(token, call)
    return
  }
  if (at >= refs.dense.length) {
    const wider = new Float64Array(Math.min(DENSE, Math.max(4096, at + 1, refs.dense.length * 2)))
    wider.set(refs.dense)
    refs.dense = wider
  }
  refs.dense[at] = call
}

/** The number of the transfer that a reference leads to; undefined when it leads nowhere. */
export function followRef(refs: Refs, ref: number): number | undefined {
  const token = Math.floor(ref / PLACES)
  const call = refs.dense[token - refs.base] || refs.others.get(token)
  return call === undefined ? undefined : call * PLACES + (ref - token * PLACES)
}

/** Whether a reference (NaN: none) names the transfer `no` (NaN: none). */
export function isRefTo(refs: Refs, ref: number, no: number): boolean {
  if (Number.isNaN(ref) || Number.isNaN(no)) return Number.isNaN(ref) && Number.isNaN(no)
  const found = followRef(refs, ref)
  return found === undefined ? no < refs.from : found === no
}
