// SPDX-License-Identifier: Apache-2.0
// The corpus is the same every time, and every seed file of the project can be read.

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { chanceOf } from './chance.ts'
import { generateCorpus, loadSeeds } from './generate.ts'
import { createFiller, isSlot } from './slots.ts'

function folderOf(files: Record<string, string>, use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'seeds-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const FILES = {
  'ko/smishing/z.txt': '@theme parcel\n{name}님 주소 확인 {url.bad}\n같은 글',
  'ko/ham/b.txt': '{bank} 입금 {won}원 {name}\n같은 글',
  'en/ham/a.txt': '{ebank} {usd} {ename}',
}

test('the corpus is the same every time, in the order of paths, and no text appears twice', () => {
  folderOf(FILES, folder => {
    const corpus = generateCorpus({ seed: 1, perSeed: 5, folder })
    assert.deepEqual(corpus, generateCorpus({ seed: 1, perSeed: 5, folder }))
    assert.deepEqual(
      [...new Set(corpus.map(message => message.seedId))],
      ['en/ham/a.txt:1', 'ko/ham/b.txt:1', 'ko/ham/b.txt:2', 'ko/smishing/z.txt:2'],
    )
    assert.equal(new Set(corpus.map(message => message.text)).size, corpus.length)
    assert.notDeepEqual(corpus, generateCorpus({ seed: 2, perSeed: 5, folder }))
  })
})

test('a line above a seed changes no message of it', () => {
  const texts = (files: Record<string, string>) => {
    let found: string[] = []
    folderOf(files, folder => {
      found = generateCorpus({ seed: 1, perSeed: 5, folder }).map(message => message.text)
    })
    return found
  }
  const more = { ...FILES, 'ko/ham/b.txt': `새 줄\n${FILES['ko/ham/b.txt']}` }
  assert.deepEqual(
    texts(more).filter(text => text !== '새 줄'),
    texts(FILES),
  )
})

test('every seed file of the project can be read, and every seed gives a message', () => {
  const seeds = loadSeeds()
  assert.ok(seeds.length > 600, `${seeds.length} seeds`)
  const written = new Set(generateCorpus({ seed: 'test', perSeed: 2 }).map(message => message.seedId))
  const silent = seeds.filter(seed => !written.has(seed.id)).map(seed => seed.id)
  assert.ok(silent.length < seeds.length / 50, `these give only what others gave: ${silent.slice(0, 20).join(', ')}`)
})

test('hostile addresses are none of those that official senders have', () => {
  const chance = chanceOf('hostile')
  const fill = createFiller(chance, 'ko')
  const official = /^(https?:\/\/)?(www\.|m\.)?(kbstar\.com|coupang\.com|hometax\.go\.kr|efine\.go\.kr|nhis\.or\.kr)/
  for (let i = 0; i < 2000; i++) {
    for (const slot of ['url.bad', 'url.lookalike', 'url.short', 'url.app', 'url.gamble']) {
      assert.doesNotMatch(fill(slot), official)
      assert.ok(fill(slot).includes('.'), slot)
    }
  }
  assert.ok(isSlot('url.bad') && !isSlot('url.worse'))
})
