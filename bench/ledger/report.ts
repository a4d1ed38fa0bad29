// SPDX-License-Identifier: Apache-2.0
// What a run tells: a table for people and one JSON object for programs.

import { cpus, totalmem } from 'node:os'
import type { SweepRow, Upkeep, WithUpkeep } from './checks.ts'
import type { Disk, Settings } from './durability.ts'
import type { GrowthPoint } from './growth.ts'
import type { Latency } from './measure.ts'
import type { Plan } from './plan.ts'
import type { ProcessorTime } from './processor.ts'
import type { Measured, Rounds } from './rounds.ts'
import { rounded, type Spread } from './statistics.ts'

export interface Result {
  readonly plan: Plan
  readonly pgbench: string
  readonly settings: Settings
  readonly disk: Disk
  /** Absent when only growth was asked for. */
  readonly rounds: Rounds | undefined
  readonly sweep: readonly SweepRow[]
  readonly latencies: readonly Latency[]
  readonly upkeep: Upkeep | undefined
  readonly withUpkeep: WithUpkeep | undefined
  readonly memoryMb: { readonly now: number; readonly peak: number } | undefined
  readonly transfers: number
  readonly growth: readonly GrowthPoint[]
  readonly seconds: number
}

/** Another ledger from npm would stand beside ours here; said in place of it. */
export const NO_RIVAL =
  'No npm ledger is compared: none that is kept up runs on PostgreSQL alone (medici needs MongoDB; pgledger is SQL ' +
  'without a package and posts one transfer at a time).'

const wide = (value: number) => Math.round(value).toLocaleString('en').padStart(9)
const range = ({ min, max }: Spread, digits: number) => `${min.toFixed(digits)}–${max.toFixed(digits)}`

const timeOf = (time: ProcessorTime | undefined) =>
  time ? `${time.postgres} + ${time.drivers} + ${time.children}` : ''

function roundLines({ rounds, plan }: Result): string[] {
  if (rounds === undefined) return []
  const lines = [
    '',
    `${`median of ${plan.rounds} rounds of ${rounds.windowMs} ms`.padEnd(58)} a second  × TPC-B (min–max)    µs of processor each *`,
    `${'pgbench TPC-B, prepared, transactions'.padEnd(58)} ${wide(rounds.tpcb.median)}  ${'1'.padEnd(20)} ${timeOf(rounds.tpcbProcessor)}`,
  ]
  for (const { label, rate, ratio, processor } of rounds.subjects) {
    const ratios = `${ratio.median.toFixed(1)} (${range(ratio, 1)})`
    lines.push(`${label.padEnd(58)} ${wide(rate.median)}  ${ratios.padEnd(20)} ${timeOf(processor)}`)
  }
  lines.push('* PostgreSQL + driver threads (encoding, decoding) + server process, or pgbench with its connecting')
  return lines
}

function sweepLines({ sweep, rounds }: Result): string[] {
  if (sweep.length === 0) return []
  const rows = sweep.map(({ way, batch, clients, perSecond }) => {
    const ratio = rounds ? (perSecond / rounds.tpcb.median).toFixed(1) : ''
    return `${way.padEnd(10)} ${String(batch).padStart(6)} ${String(clients).padStart(8)} ${wide(perSecond)} ${ratio.padStart(6)}`
  })
  return ['', 'way         batch  clients  a second × TPC-B', ...rows]
}

function checkLines(result: Result): string[] {
  const lines: string[] = []
  for (const { way, perSecond, p50Ms, p99Ms, maxMs } of result.latencies) {
    lines.push(`${way}, half load (${perSecond}/s): p50 ${p50Ms} ms, p99 ${p99Ms} ms, longest ${maxMs} ms`)
  }
  if (result.memoryMb) lines.push(`memory of the server process: ${result.memoryMb.peak} MB at most`)
  const { withUpkeep, upkeep } = result
  if (withUpkeep) {
    const { functionPerSecond, httpPerSecond, memoryMb } = withUpkeep
    lines.push(
      `while a server seals: ${functionPerSecond}/s by the function, ${httpPerSecond}/s over HTTP, ${memoryMb?.peak ?? '?'} MB`,
    )
  }
  if (upkeep) {
    lines.push(
      `sealed ${upkeep.sealedPerSecond} journals/s; verified ${upkeep.verifiedPerSecond} transfers/s: ` +
        `${upkeep.transfers} transfers, ${upkeep.isOk ? 'all in order' : 'NOT IN ORDER'}`,
      ...upkeep.findings,
    )
  }
  return lines
}

function growthLines(growth: readonly GrowthPoint[]): string[] {
  if (growth.length === 0) return []
  const rows = growth.map(({ millions, perSecond, processor, upkeepSeconds, megabytes }) => {
    const time = processor ? rounded(processor.postgres, 1).toFixed(1) : ''
    return `${millions.toFixed(2).padStart(10)} ${wide(perSecond)} ${time.padStart(14)} ${String(upkeepSeconds).padStart(9)} ${wide(megabytes)}`
  })
  return ['', ' transfers M  a second  PostgreSQL µs  upkeep s        MB', ...rows]
}

export function table(result: Result): string {
  const { plan, settings, disk, pgbench } = result
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${rounded(totalmem() / 2 ** 30)} GB`
  return [
    '',
    `${machine}, Node ${process.version}, PostgreSQL ${settings.server_version}, ${pgbench}`,
    `fsync ${settings.fsync}, synchronous_commit ${settings.synchronous_commit}, full_page_writes ${settings.full_page_writes}; ` +
      `a flush of 8 KB takes ${disk.flushMs.toFixed(2)} ms`,
    `${plan.accounts.toLocaleString('en')} accounts, pgbench scale ${plan.pgbenchScale}, ${plan.threads} driver threads; ` +
      `batch × clients under way at once`,
    ...roundLines(result),
    ...(result.rounds ? [NO_RIVAL] : []),
    ...sweepLines(result),
    '',
    ...checkLines(result),
    `${result.transfers.toLocaleString('en')} transfers posted and found in the database; ${rounded(result.seconds)} s`,
    ...growthLines(result.growth),
  ].join('\n')
}

const byName = <T>(rounds: Rounds, of: (subject: Measured) => T) =>
  Object.fromEntries(rounds.subjects.map(subject => [subject.name, of(subject)]))

function roundsJson(rounds: Rounds): Record<string, unknown> {
  const ratios = byName(rounds, ({ ratio }) => ratio)
  return {
    ...{ tpcbTps: rounds.tpcb.median, ratioUniform: ratios.uniform?.median, ratioOneHot: ratios.oneHot?.median },
    ...{ ratioHttp: ratios.http?.median, ratios, perSecond: byName(rounds, ({ rate }) => rate) },
    processorMicroseconds: { tpcb: rounds.tpcbProcessor, ...byName(rounds, ({ processor }) => processor) },
    ...{ windowMs: rounds.windowMs, tpcb: rounds.tpcb, tpcbByClients: rounds.tpcbClients },
  }
}

/** The object of the last line. */
export function json(result: Result): Record<string, unknown> {
  const { rounds, plan } = result
  return {
    ...{ bench: 'ledger', plan: plan.name },
    ...(rounds && roundsJson(rounds)),
    ...{ rounds: plan.rounds, accounts: plan.accounts, pgbenchScale: plan.pgbenchScale },
    ...{
      load: rounds?.load ?? plan.load,
      http: plan.http,
      threads: plan.threads,
      cores: cpus().length,
      node: process.version,
    },
    ...{ settings: result.settings, flushMs: rounded(result.disk.flushMs, 3), memoryMb: result.memoryMb },
    transfers: result.transfers,
    ...(result.sweep.length > 0 && { sweep: result.sweep }),
    ...(result.latencies.length > 0 && { latencies: result.latencies }),
    ...(result.upkeep && { upkeep: result.upkeep }),
    ...(result.withUpkeep && { withUpkeep: result.withUpkeep }),
    ...(result.growth.length > 0 && { growth: result.growth }),
    seconds: rounded(result.seconds, 1),
  }
}
