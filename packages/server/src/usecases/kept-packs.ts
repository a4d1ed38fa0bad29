// SPDX-License-Identifier: Apache-2.0
// Packs by version, also those whose files have long changed: compiled again from the text that was kept. A few are
// held ready, because who replays one decision of a version replays more of it.

import { compilePack, type Pack, readPackText } from '@jandon/domain/policy'
import { zoneOffsets } from '../packs/zone-offsets.ts'
import { findPackText } from '../store/index.ts'
import type { UsecaseDeps } from './deps.ts'

/** A compiled pack takes up to 5 MB; compiling takes some 50 ms. */
const HELD = 8

export interface KeptPacks {
  /** The pack of a version, or undefined when it is not kept here or this engine cannot read it any more. */
  find(version: string): Promise<Pack | undefined>
}

export function createKeptPacks({ database, packs, log }: Pick<UsecaseDeps, 'database' | 'packs' | 'log'>): KeptPacks {
  /** In the order of their last use, the oldest first. */
  const held = new Map<string, Promise<Pack | undefined>>()

  async function open(version: string): Promise<Pack | undefined> {
    const text = await findPackText(database.pool, version)
    if (text === undefined) return undefined
    const compiled = compilePack(readPackText(text), zoneOffsets)
    // The hash of the kept text vouches for the version, whatever a later compiler would call it.
    if (compiled.kind === 'compiled') return { ...compiled.pack, version }
    log.error(
      { version, problems: compiled.problems.map(each => each.message).join(' ') },
      'A kept pack cannot be read any more.',
    )
    return undefined
  }

  return {
    async find(version) {
      for (const pack of packs.values()) if (pack.version === version) return pack
      const opening = held.get(version) ?? open(version)
      held.delete(version)
      held.set(version, opening)
      for (const oldest of held.keys()) {
        if (held.size <= HELD) break
        held.delete(oldest)
      }
      try {
        const pack = await opening
        if (!pack) held.delete(version)
        return pack
      } catch (fault) {
        held.delete(version)
        throw fault
      }
    },
  }
}
