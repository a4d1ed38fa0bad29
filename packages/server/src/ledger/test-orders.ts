// SPDX-License-Identifier: Apache-2.0
// For tests of many clients at once: whether all that they were told is right. What was applied, in the order of the
// numbers that the ledger gave, the auditor must be able to apply too, all of it and nothing else; so nothing is
// overdrawn at any point, nothing is applied twice, and nothing acknowledged is lost. Every call with a refusal must
// have had a moment, between its begin and its end, at which the auditor would have answered just that.

import assert from 'node:assert/strict'
import type { TransferResultCode, TransferSpec } from '@jandon/domain/ledger'
import type { AuditedChain, Auditor } from './auditor.ts'
import type { RecordedTransfer } from './test-books.ts'

export interface RecordedCall {
  readonly chains: readonly AuditedChain[]
  readonly now: number
  /** Nanoseconds of a clock that all clients share. */
  readonly begin: bigint
  /** Absent when the client never heard: it, the server or the connection was killed. */
  readonly heard?: { readonly end: bigint; readonly answers: readonly (readonly TransferResultCode[])[] }
}

export interface OrderReport {
  /** Calls that applied something. */
  readonly placed: number
  /** Calls that refused something, or changed nothing, for which there is a moment at which they are right. */
  readonly fitted: number
  /** Calls of which nothing was heard; how many of them had been applied nevertheless. */
  readonly unheard: number
  readonly appliedUnheard: number
}

const NEVER = 1n << 62n
const idsOf = (call: RecordedCall): string[] => call.chains.flatMap(({ transfers }) => transfers.map(({ id }) => id))
const endOf = (call: RecordedCall) => call.heard?.end ?? NEVER
const isSame = (a: readonly (readonly string[])[], b: readonly (readonly string[])[]) =>
  a.length === b.length &&
  a.every((some, i) => some.length === b[i]!.length && some.every((one, j) => one === b[i]![j]))

function appliedIds(call: RecordedCall, answers: readonly (readonly TransferResultCode[])[]): string[] {
  return call.chains.flatMap(({ transfers }, c) =>
    transfers.filter((_, t) => answers[c]![t] === 'applied').map(({ id }) => id),
  )
}

/** The recorded transfers by call, in order. */
function groupsOf(recorded: readonly RecordedTransfer[]): string[][] {
  const groups = new Map<bigint, string[]>()
  const seen = new Set<string>()
  for (const { id, call } of recorded) {
    assert.ok(!seen.has(id), `${id} is recorded twice`)
    seen.add(id)
    const group = groups.get(call)
    if (group) group.push(id)
    else groups.set(call, [id])
  }
  return [...groups.values()]
}

interface Claims {
  readonly heard: ReadonlyMap<string, RecordedCall>
  readonly unheard: ReadonlyMap<string, readonly RecordedCall[]>
}

/** Who was told that a transfer is applied, and who may have applied it without being told. */
function claimsOf(calls: readonly RecordedCall[]): Claims {
  const heard = new Map<string, RecordedCall>()
  const unheard = new Map<string, RecordedCall[]>()
  for (const call of calls) {
    if (call.heard) {
      for (const id of appliedIds(call, call.heard.answers)) {
        assert.ok(!heard.has(id), `two clients were told that ${id} is applied`)
        heard.set(id, call)
      }
      continue
    }
    for (const id of new Set(idsOf(call))) unheard.set(id, [...(unheard.get(id) ?? []), call])
  }
  return { heard, unheard }
}

/**
 * The call without what looked for a pending transfer that another call was making at the same time, and did not find
 * it. Nothing keeps a transfer from coming while one looks that it is not there; the journal was refused and no harm is
 * done. Who was told of the pending transfer before it looked, finds it.
 */
function withoutEarlyLooks(call: RecordedCall, { heard, unheard }: Claims): RecordedCall {
  const answers = call.heard?.answers
  if (answers === undefined) return call
  const isEarly = (spec: TransferSpec, answer: TransferResultCode) => {
    const { pendingId } = spec
    if (answer !== 'pending_not_found' || pendingId === undefined) return false
    const maker = heard.get(pendingId)
    if (maker === undefined) return unheard.has(pendingId)
    return maker !== call && maker.begin <= endOf(call) && endOf(maker) >= call.begin
  }
  const kept = call.chains.flatMap(({ transfers }, c) =>
    transfers.some((spec, t) => isEarly(spec, answers[c]![t]!)) ? [] : [c],
  )
  if (kept.length === answers.length) return call
  const heardOf = { end: call.heard!.end, answers: kept.map(c => answers[c]!) }
  return { ...call, chains: kept.map(c => call.chains[c]!), heard: heardOf }
}

/** What the auditor answers now, without keeping it. */
function rehearse(auditor: Auditor, call: RecordedCall): TransferResultCode[][] {
  const putBack = auditor.mark()
  const answers = auditor.post(call.chains, call.now)
  putBack()
  return answers
}

/** Whether the auditor would answer the same now. */
function isRight(auditor: Auditor, call: RecordedCall, claims: Claims): boolean {
  if (isSame(rehearse(auditor, call), call.heard!.answers)) return true
  const asked = withoutEarlyLooks(call, claims)
  return asked !== call && isSame(rehearse(auditor, asked), asked.heard!.answers)
}

/** The call that applied a group, and of its journals those that are in it. */
function ownerOf(group: readonly string[], claims: Claims): { owner: RecordedCall; chains: readonly AuditedChain[] } {
  const ids = new Set(group)
  const chainsOf = (call: RecordedCall) =>
    call.chains.filter(({ transfers }) => transfers.some(({ id }) => ids.has(id)))
  const known = claims.heard.get(group[0]!)
  const possible = known ? [known] : (claims.unheard.get(group[0]!) ?? [])
  const owner = possible.find(call => group.every(id => idsOf(call).includes(id)))
  assert.ok(owner, `${group.join()} are recorded, but nobody sent them in one call`)
  return { owner, chains: chainsOf(owner) }
}

/** Groups before which a call that changed nothing may have happened: from the first to the last, both included. */
function windowOf(call: RecordedCall, ends: readonly bigint[], begins: readonly bigint[]): [number, number] {
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ends[middle]! >= call.begin) high = middle
    else low = middle + 1
  }
  let last = low
  while (last < ends.length && begins[last + 1]! <= endOf(call)) last += 1
  return [low, last]
}

interface Span {
  readonly begin: bigint
  readonly end: bigint
}

/** By place: the latest begin of all groups before it, and the earliest end of it and all after it. */
function edgesOf(spans: readonly Span[]): { begins: bigint[]; ends: bigint[] } {
  const begins = [0n]
  for (const { begin } of spans) begins.push(begin > begins.at(-1)! ? begin : begins.at(-1)!)
  const ends = spans.map(({ end }) => end)
  for (let at = ends.length - 2; at >= 0; at -= 1) if (ends[at + 1]! < ends[at]!) ends[at] = ends[at + 1]!
  return { begins, ends }
}

interface Fit {
  readonly call: RecordedCall
  readonly window: readonly [number, number]
  /** Where in its window its answers are right. */
  readonly places: number[]
}

/** Calls that were refused something, or changed nothing, each with the places at which that may have been. */
function fitsOf(calls: readonly RecordedCall[], groups: readonly string[][], claims: Claims): Fit[] {
  // Who applied a group unheard may have begun at any time, and its end is open.
  const owners = groups.map(group => claims.heard.get(group[0]!))
  const spans = owners.map(owner => ({ begin: owner?.begin ?? 0n, end: owner ? endOf(owner) : NEVER }))
  const { begins, ends } = edgesOf(spans)
  owners.forEach((owner, place) => {
    const isLate = owner !== undefined && endOf(owner) < begins[place]!
    assert.ok(!isLate, `${owner && describe(owner)} ended before a call with a lower number had begun`)
  })
  const places = new Map(owners.map((owner, place) => [owner, place]))
  const isSettled = (call: RecordedCall) =>
    call.heard!.answers.flat().every(one => one === 'applied' || one === 'exists')
  return calls.flatMap(call => {
    const own = places.get(call)
    if (!call.heard || (own !== undefined && isSettled(call))) return []
    const [first, last] = windowOf(call, ends, begins)
    // A call decides before it draws its number, so never after its own place.
    return [{ call, window: [first, Math.min(last, own ?? last)] as const, places: [] }]
  })
}

const describe = (call: RecordedCall) =>
  `The call of ${call.chains.flatMap(({ transfers }) => transfers.map(({ id, phase }) => `${phase} ${id}`)).join(', ')}`

interface History {
  readonly groups: readonly string[][]
  readonly claims: Claims
}

/** Applies one group as its call did. Answers whether all of it, and nothing else, could be applied. */
function applyGroup(auditor: Auditor, group: readonly string[], claims: Claims): boolean {
  const { owner, chains } = ownerOf(group, claims)
  const answers = auditor.post(chains, owner.now)
  return appliedIds({ ...owner, chains }, answers).join() === group.join()
}

/** How many calls that overlap one may have been later than it although their number is lower. */
const leftOutAtMost = (groups: number) => (groups <= 16 ? 3 : groups <= 40 ? 2 : 1)

/** Every choice of at most `count` numbers from `first` to before `last`. */
function* choices(first: number, last: number, count: number): Generator<readonly number[]> {
  yield []
  if (count === 0) return
  for (let one = first; one < last; one += 1) {
    for (const others of choices(one + 1, last, count - 1)) yield [one, ...others]
  }
}

/**
 * Whether there was a moment when the call was right although some that have lower numbers came later: they had drawn
 * their numbers and were waiting for what this call held. `auditor` stands at the first place of the window.
 */
function fitsBetween(auditor: Auditor, { call, window }: Fit, { groups, claims }: History): boolean {
  const [first, last] = window
  for (const left of choices(first, last, leftOutAtMost(last - first))) {
    if (left.length === 0) continue
    const putBack = auditor.mark()
    let isPossible = true
    let isFound = false
    for (let at = first; at < last && isPossible && !isFound; at += 1) {
      if (left.includes(at)) continue
      isPossible = applyGroup(auditor, groups[at]!, claims)
      isFound = isPossible && at > left[0]! && isRight(auditor, call, claims)
    }
    putBack()
    if (isFound) return true
  }
  return false
}

/** Goes through the groups in order; before each one, whoever may have been there is asked. */
function sweep(auditor: Auditor, history: History, each: (at: number) => void): void {
  const { groups, claims } = history
  for (let at = 0; at <= groups.length; at += 1) {
    each(at)
    const group = groups[at]
    if (group === undefined) return
    const { owner } = ownerOf(group, claims)
    assert.ok(applyGroup(auditor, group, claims), `${describe(owner)}: not all of it, or more, was applied at ${at}`)
  }
}

/** By the first place of their windows. */
function starting(fits: readonly Fit[]): Map<number, Fit[]> {
  const by = new Map<number, Fit[]>()
  for (const fit of fits) by.set(fit.window[0], [...(by.get(fit.window[0]) ?? []), fit])
  return by
}

/**
 * Throws when what clients were told does not fit what is recorded. `open` makes an auditor that has the accounts, as
 * they were before the first call. Answers also the auditor that has what the ledger must have in the end.
 */
export function assertOneOrder(
  open: () => Auditor,
  calls: readonly RecordedCall[],
  recorded: readonly RecordedTransfer[],
): OrderReport & { readonly auditor: Auditor } {
  const groups = groupsOf(recorded)
  const claims = claimsOf(calls)
  const history = { groups, claims }
  const present = new Set(groups.flat())
  for (const id of claims.heard.keys()) assert.ok(present.has(id), `${id} was acknowledged and is lost`)
  const fits = fitsOf(calls, groups, claims)
  const newcomers = starting(fits)
  const auditor = open()
  let waiting: Fit[] = []
  sweep(auditor, history, at => {
    waiting = [...waiting.filter(({ window }) => window[1] >= at), ...(newcomers.get(at) ?? [])]
    for (const { call, places } of waiting) if (isRight(auditor, call, claims)) places.push(at)
  })
  const strange = starting(fits.filter(({ places }) => places.length === 0))
  const second = open()
  if (strange.size > 0) {
    sweep(second, history, at => {
      for (const fit of strange.get(at) ?? []) {
        const told = `${describe(fit.call)} was answered ${JSON.stringify(fit.call.heard!.answers)}`
        assert.ok(fitsBetween(second, fit, history), `${told}; that was right at no moment of ${fit.window.join('–')}`)
      }
    })
  }
  const heardGroups = groups.filter(group => claims.heard.has(group[0]!)).length
  const unheard = calls.filter(call => !call.heard).length
  return { placed: heardGroups, fitted: fits.length, unheard, appliedUnheard: groups.length - heardGroups, auditor }
}
