// SPDX-License-Identifier: Apache-2.0
// Stored decisions made again: under the law of their time, to prove that they still come out as they were answered,
// or under another law, to see what it would change. What is personal is opened in memory and goes no further.

import { isId, newId } from '@jandon/domain/ids'
import { moneyToJson } from '@jandon/domain/money'
import { ENGINE_VERSION, type Pack } from '@jandon/domain/policy'
import {
  bestNet,
  type FieldDifference,
  fieldDifferences,
  type Replayed,
  readTariff,
  replayItem,
  type StoredDecision,
  writeDecisionRecord,
} from '@jandon/domain/quote'
import { formatInstant, parseInstant, parseLocalDate } from '@jandon/domain/time'
import { becauseOf, type DecisionPlace, type KeptDecision, SealBroken } from '../store/index.ts'
import { done, hasScope, invalid, notFound, refused } from './access.ts'
import type { DecisionRecordView, ReplayView, Usecases } from './contract.ts'
import type { UsecaseDeps } from './deps.ts'
import { createKeptPacks } from './kept-packs.ts'
import { isVisible } from './quotes.ts'

/** More differences than anybody reads; the count tells how many there are. */
const DIFFERENCES_MAX = 100
/** The version of a quote for a place whose law we have not. */
const NO_PACK = 'none'
/** Ids of the first moment and of year 9999: every quote lies between them. */
const FIRST = 0
const LAST = 253_402_300_799_000
const CURSOR = /^(qte_[0-7][0-9a-hjkmnp-tv-z]{25})\.([0-9]{1,4})$/

export function createReplayUsecases(deps: UsecaseDeps): Pick<Usecases, 'replayDecision' | 'listDecisionRecords'> {
  const { database, store, packs } = deps
  const keptPacks = createKeptPacks(deps)

  const findPack = async (version: string, jurisdiction: string) => {
    if (version === NO_PACK) return { version, pack: undefined }
    const pack = version === 'current' ? packs.get(jurisdiction) : await keptPacks.find(version)
    return pack && pack.jurisdiction === jurisdiction ? { version: pack.version, pack } : undefined
  }

  const recordOf = async (kept: KeptDecision): Promise<DecisionRecordView> => {
    const stored = openStored(kept, deps)
    const pack = stored && kept.packVersion !== NO_PACK ? await keptPacks.find(kept.packVersion) : undefined
    const record = stored && pack && writeDecisionRecord(pack, stored, kept.id)
    const { id, packVersion, outcome } = kept
    return { id, packVersion, outcome, createdAt: formatInstant(kept.createdAt), ...(record && { record }) }
  }

  return {
    async replayDecision(caller, id, { under, asOf }) {
      const kept = isId('dec', id) ? await store.quotes.keptDecision(database.pool, id) : undefined
      if (!kept || !isVisible(kept, caller)) return notFound('decision')
      const stored = openStored(kept, deps)
      if (!stored) return done(brokenView(kept, packs))
      const { answer } = stored
      const day = parseLocalDate(asOf ?? answer.asOf)
      if (!day) return invalid('/asOf', 'Write a day that exists, as YYYY-MM-DD.')
      const version = under ?? answer.packVersion
      const found = await findPack(version, answer.jurisdiction)
      if (!found) return refused('pack_version_not_kept', { params: { packVersion: version } })
      const replayed = replayItem(found.pack, stored, day)
      const isWhatIf = under !== undefined || asOf !== undefined
      const moved = isWhatIf ? [] : recordDifferences(kept, stored)
      return done(replayView({ kept, stored, replayed, moved, under: { packVersion: found.version, asOf: day } }))
    },
    async listDecisionRecords(caller, { from, to }, { limit, cursor }) {
      if (!hasScope(caller, 'read')) return refused('wrong_scope')
      const [first, end] = [readBound(from, FIRST), readBound(to, LAST)]
      if (first === undefined) return invalid('/from', 'Write a moment, such as 2026-11-01T00:00:00+09:00.')
      if (end === undefined) return invalid('/to', 'Write a moment, such as 2026-12-01T00:00:00+09:00.')
      const after = readCursor(cursor)
      if (!after) return invalid('/cursor', 'Pass the nextCursor of the page before, unchanged.')
      const range = { after, first, end, limit: limit + 1 }
      const decisions = await store.quotes.listDecisions(database.pool, range)
      const shown = decisions.slice(0, limit)
      const items: DecisionRecordView[] = []
      for (const kept of shown) items.push(await recordOf(kept))
      const last = decisions.length > limit ? shown.at(-1) : undefined
      return done({ items, ...(last && { nextCursor: `${last.quoteId}.${last.seq}` }) })
    },
  }
}

/** What is sealed, opened; undefined when somebody changed it. */
function openStored(kept: KeptDecision, deps: Pick<UsecaseDeps, 'tariff'>): (StoredDecision & Opened) | undefined {
  try {
    const { request, answer, madeBy } = kept.open()
    const tariff = madeBy ? readTariff(madeBy.tariff) : deps.tariff
    const { seq, createdAt } = kept
    return { request, answer, seq, createdAt, tariff, engine: madeBy?.engine ?? null }
  } catch (thrown) {
    if (thrown instanceof SealBroken) return undefined
    throw thrown
  }
}

interface Opened {
  readonly engine: string | null
}

/** What stands in the open beside the sealed answer must say the same. */
function recordDifferences(kept: KeptDecision, { answer, seq }: StoredDecision): FieldDifference[] {
  const item = answer.items[seq]
  const { ref, kind, outcome, because, jurisdiction, packVersion, asOf } = kept
  const sealed = {
    ...{ ref: item?.ref, kind: item?.kind, outcome: item?.decision, because: item && becauseOf(item) },
    ...{ jurisdiction: answer.jurisdiction, packVersion: answer.packVersion, asOf: answer.asOf },
  }
  return fieldDifferences(
    { record: { ref, kind, outcome, because, jurisdiction, packVersion, asOf } },
    { record: sealed },
  )
}

interface Comparison {
  readonly kept: KeptDecision
  readonly stored: StoredDecision & Opened
  readonly replayed: Replayed
  readonly moved: readonly FieldDifference[]
  readonly under: ReplayView['under']
}

function replayView({ kept, stored, replayed, moved, under }: Comparison): ReplayView {
  const { answer, seq, engine } = stored
  const was = answer.items[seq]
  const is = replayed.kind === 'decided' ? replayed.item : undefined
  const unreadable = replayed.kind === 'unreadable' ? replayed.problems : []
  const differences = [
    ...moved,
    ...(is ? fieldDifferences(was, is) : [{ field: 'decision', was: was?.decision ?? null, is: 'unreadable_facts' }]),
    ...unreadable.map(({ pointer, detail }) => ({ field: `facts${pointer}`, was: null, is: detail })),
  ]
  const [before, after] = [was ? bestNet(was) : 0n, is ? bestNet(is) : 0n]
  const unit = [...(was?.options ?? []), ...(is?.options ?? [])][0]?.net.unit ?? answer.plan.net.unit
  const amount = (amountMinor: bigint) => moneyToJson({ amountMinor, unit })
  return {
    decisionId: kept.id,
    quoteId: kept.quoteId,
    packVersion: answer.packVersion,
    asOf: answer.asOf,
    under,
    engine: { was: engine, is: ENGINE_VERSION },
    same: differences.length === 0,
    decision: { was: was?.decision ?? '', is: is?.decision ?? 'unreadable_facts' },
    net: { was: amount(before), is: amount(after), difference: amount(after - before) },
    differenceCount: differences.length,
    differences: differences.slice(0, DIFFERENCES_MAX),
  }
}

/** What can be said when the seal is broken: that it is. */
function brokenView(kept: KeptDecision, packs: ReadonlyMap<string, Pack>): ReplayView {
  const { packVersion, asOf, outcome } = kept
  const nothing = moneyToJson({ amountMinor: 0n, unit: packs.get(kept.jurisdiction)?.currency ?? 'KRW' })
  return {
    decisionId: kept.id,
    quoteId: kept.quoteId,
    ...{ packVersion, asOf, under: { packVersion, asOf } },
    engine: { was: null, is: ENGINE_VERSION },
    same: false,
    decision: { was: outcome, is: 'unreadable_record' },
    net: { was: nothing, is: nothing, difference: nothing },
    differenceCount: 1,
    differences: [{ field: 'record', was: 'sealed', is: 'seal_broken' }],
  }
}

/** The smallest id that a quote of this moment can have. Quotes sort by their time. */
function readBound(text: string | undefined, otherwise: number): string | undefined {
  const instant = text === undefined ? otherwise : parseInstant(text)
  if (instant === undefined || instant < FIRST || instant > LAST) return undefined
  return newId('qte', instant, new Uint8Array(10))
}

function readCursor(cursor: string | undefined): DecisionPlace | undefined {
  if (cursor === undefined) return { quoteId: '', seq: 0 }
  const [, quoteId, seq] = CURSOR.exec(cursor) ?? []
  return quoteId === undefined || seq === undefined ? undefined : { quoteId, seq: Number.parseInt(seq, 10) }
}
