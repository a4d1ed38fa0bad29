// SPDX-License-Identifier: Apache-2.0
// Loads every pack of a directory at start. A pack with a problem stops the start: a server that silently lacks a
// refusal would quote what the law forbids.

import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { compilePack, type Pack, type PackProblem } from '@jandon/domain/policy'
import { type FolderCache, readPack } from './read-pack.ts'
import { createShapeCheck, type ShapeCheck } from './schema.ts'
import { zoneOffsets } from './zone-offsets.ts'

/** The packs cannot be used. The message lists every problem with its file and what to do. */
export class PackFault extends Error {
  override readonly name = 'PackFault'
  readonly problems: readonly PackProblem[]

  constructor(directory: string, problems: readonly PackProblem[]) {
    super([`The policy packs in ${directory} cannot be used:`, ...problems.map(formatProblem)].join('\n'))
    this.problems = problems
  }
}

/** `rules/refusals.yaml:12:9 …`, the form that editors and terminals turn into a link. */
export function formatProblem({ position, message }: Pick<PackProblem, 'position' | 'message'>): string {
  return position ? `${position.file}:${position.line}:${position.column} ${message}` : message
}

/** The directories of a packs directory that hold a pack, sorted. */
export function packDirectories(packsDir: string): string[] {
  if (!statSync(packsDir, { throwIfNoEntry: false })?.isDirectory()) {
    throw new PackFault(packsDir, [{ code: 'no_packs', message: 'There is no such directory. Set JANDON_PACKS_DIR.' }])
  }
  return readdirSync(packsDir)
    .filter(name => statSync(join(packsDir, name, 'pack.yaml'), { throwIfNoEntry: false })?.isFile())
    .sort()
    .map(name => join(packsDir, name))
}

/**
 * All packs by jurisdiction (`KR`), compiled, without their cases. Faults: `PackFault` when one has a problem or there
 * is none.
 */
export function loadPacks(packsDir: string): ReadonlyMap<string, Pack> {
  const checkShape = createShapeCheck()
  const directories = packDirectories(packsDir)
  if (directories.length === 0) {
    throw new PackFault(packsDir, [{ code: 'no_packs', message: 'No directory in it holds a pack.yaml.' }])
  }
  const cache: FolderCache = new Map()
  const packs = directories.map(directory => loadPack(directory, checkShape, cache))
  const byJurisdiction = new Map(packs.map(pack => [pack.jurisdiction, pack]))
  if (byJurisdiction.size < packs.length) {
    throw new PackFault(packsDir, [{ code: 'pack', message: 'Two packs are for the same jurisdiction.' }])
  }
  return byJurisdiction
}

/** One pack, compiled, without its cases. Faults: `PackFault`. */
export function loadPack(
  directory: string,
  checkShape: ShapeCheck = createShapeCheck(),
  cache: FolderCache = new Map(),
): Pack {
  const read = readPack(directory, checkShape, 'without_cases', cache)
  if (!read.documents) throw new PackFault(directory, read.problems)
  const compiled = compilePack(read.documents, zoneOffsets)
  if (compiled.kind === 'invalid') throw new PackFault(directory, compiled.problems)
  return compiled.pack
}
