// SPDX-License-Identifier: Apache-2.0
// The cases of packs, read when a page first needs an example. They are most of a pack and decide nothing, so the start
// leaves them out; and they are read file by file, so that no request waits behind all of them.

import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CaseDocument, Pack } from '@jandon/domain/policy'
import { parse } from 'yaml'
import { createShapeCheck, type ShapeCheck } from './schema.ts'

/** Reads the cases of a pack once. A file that has not the form of cases is left out: `jandon pack check` names it. */
export function createCaseReader(packsDir: string): (pack: Pack) => Promise<readonly CaseDocument[]> {
  const read = new Map<string, Promise<readonly CaseDocument[]>>()
  let shapeCheck: ShapeCheck | undefined
  return ({ jurisdiction, documents }) => {
    const known = read.get(jurisdiction)
    if (known) return known
    const folders = [...(documents.pack.includes ?? []), jurisdiction.toLowerCase()]
    shapeCheck ??= createShapeCheck()
    const reading = readAll(
      folders.map(folder => join(packsDir, folder, 'cases')),
      shapeCheck,
    )
    read.set(jurisdiction, reading)
    return reading
  }
}

async function readAll(folders: readonly string[], checkShape: ShapeCheck): Promise<readonly CaseDocument[]> {
  const cases: CaseDocument[] = []
  for (const folder of folders.filter(existsSync)) {
    const names = (await readdir(folder)).filter(name => name.endsWith('.yaml')).sort()
    for (const name of names) {
      const content: unknown = parse(await readFile(join(folder, name), 'utf8'))
      // The shape was checked against schema.json, which mirrors the type.
      if (checkShape('casesFile', content).length === 0) cases.push(...(content as CaseDocument[]))
    }
  }
  return cases
}
