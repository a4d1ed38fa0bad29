// SPDX-License-Identifier: Apache-2.0
// `node packages/shield/corpus/show.ts <file or folder> [n]`: checks seed files and prints n messages of each file, so
// that whoever writes seeds sees what comes out. With no file: counts of the whole corpus. Fails when a file is wrong.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { chanceOf } from './chance.ts'
import { messagesOf, SEEDS_FOLDER } from './generate.ts'
import { parseSeedFile, type Seed, SeedFault } from './grammar.ts'
import { isSlot } from './slots.ts'

function filesOf(given: string): string[] {
  const path = existsSync(given) ? resolve(given) : resolve(SEEDS_FOLDER, given)
  if (!statSync(path).isDirectory()) return [path]
  const inside = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.txt'))
  return inside.sort().map(name => resolve(path, name))
}

function samples(seeds: readonly Seed[], count: number, from: string): string {
  const chance = chanceOf(`show ${from}`)
  const order = seeds.map(seed => ({ seed, key: chance.below(1_000_000) })).sort((a, b) => a.key - b.key)
  const shown = Array.from({ length: count }, (_, i) => ({ ...order[i % order.length], round: i }))
  return shown
    .flatMap(({ seed, round }) =>
      seed ? [`--- ${seed.id} ${seed.label}/${seed.theme}\n${messagesOf(seed, round, 1)}`] : [],
    )
    .join('\n')
}

function main(given: string | undefined, count: number): number {
  let faults = 0
  const totals = new Map<string, number>()
  for (const file of filesOf(given ?? SEEDS_FOLDER)) {
    const path = relative(SEEDS_FOLDER, file).replaceAll('\\', '/')
    try {
      const seeds = parseSeedFile(path, readFileSync(file, 'utf8'), isSlot)
      const written = seeds.map(seed => messagesOf(seed, 'show', 20).length)
      const messages = written.reduce((sum, some) => sum + some, 0)
      console.log(`${path}: ${seeds.length} seeds, ${messages} messages at 20 each`)
      for (const { language, label } of seeds) {
        const key = `${language} ${label}`
        totals.set(key, (totals.get(key) ?? 0) + 1)
      }
      if (given !== undefined && seeds.length > 0) console.log(samples(seeds, count, path))
    } catch (fault) {
      if (!(fault instanceof SeedFault)) throw fault
      console.error(fault.message)
      faults++
    }
  }
  console.log([...totals].map(([key, seeds]) => `${key}: ${seeds} seeds`).join(', '))
  return faults
}

const [given, count = '10'] = process.argv.slice(2)
process.exitCode = main(given, Number(count)) === 0 ? 0 : 1
