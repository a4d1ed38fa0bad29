// SPDX-License-Identifier: Apache-2.0
// Everything that can be said about one pack without a lawyer: shape, meaning, cases, freshness. What `jandon pack
// check` prints and what the test of each pack runs.

import {
  type CaseResult,
  checkCalculators,
  compilePack,
  examinePack,
  type Pack,
  type PackFinding,
  runCases,
} from '@jandon/domain/policy'
import { localDateAt } from '@jandon/domain/time'
import type { Clock } from '../ports/index.ts'
import { systemClock } from '../ports/index.ts'
import { readPack } from './read-pack.ts'
import { createShapeCheck } from './schema.ts'
import { zoneOffsets } from './zone-offsets.ts'

export interface PackCheck {
  /** Absent when the pack cannot be compiled. */
  readonly pack?: Pack
  /** No finding of severity `error` means that the pack can be used; none at all that it is clean. */
  readonly findings: readonly PackFinding[]
  readonly cases: readonly CaseResult[]
}

export interface CheckOptions {
  /** Says which day it is, for freshness. */
  readonly clock?: Clock
  /** Leaves out what takes seconds: gaps, and boundaries that no case shows. */
  readonly quick?: boolean
}

/** Checks the pack in a directory. Never throws for what the pack holds; every finding has a file, place and advice. */
export function checkPack(directory: string, { clock = systemClock, quick = false }: CheckOptions = {}): PackCheck {
  const read = readPack(directory, createShapeCheck(), 'with_cases')
  const findings: PackFinding[] = read.problems.map(problem => ({ ...problem, severity: 'error' }))
  if (!read.documents) return { findings, cases: [] }
  const compiled = compilePack(read.documents, zoneOffsets)
  if (compiled.kind === 'invalid') {
    findings.push(...compiled.problems.map(problem => ({ ...problem, severity: 'error' as const })))
    return { findings, cases: [] }
  }
  const { pack } = compiled
  const cases = runCases(pack)
  findings.push(...checkCalculators(pack).map(problem => ({ ...problem, severity: 'error' as const })))
  const now = clock.now()
  findings.push(...examinePack(pack, cases, localDateAt(now, pack.utcOffsetAt(now)), quick ? 'quick' : 'thorough'))
  return { pack, findings, cases }
}
