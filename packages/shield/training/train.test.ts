// SPDX-License-Identifier: Apache-2.0
// Training end to end on a small corpus: twice the same bytes, a module that can be loaded, and heads that learned. And
// that the weights which ship are those of the present messages, without training them again.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MESSAGE_MODEL } from '../src/generated/message-model.ts'
import { BUCKETS } from '../src/message/features.ts'
import { dataFolder, loadCorpus } from './data.ts'
import { prepare } from './prepare.ts'
import { fingerprintOf, loadExamples, moduleOf } from './train.ts'

const examples = loadCorpus('train', 1).filter((_, n) => n % 90 === 0)
const written = moduleOf(prepare(examples))

test('training twice writes the same bytes', () => {
  assert.equal(moduleOf(prepare(structuredClone(examples))), written)
})

test('other messages, or another order, are other weights', () => {
  assert.notEqual(moduleOf(prepare(examples.slice(1))), written)
  assert.notEqual(moduleOf(prepare(examples.toReversed())), written)
})

test('what is written is a module like the one that ships', async () => {
  const { MESSAGE_MODEL: model }: { MESSAGE_MODEL: typeof MESSAGE_MODEL } = await import(
    `data:text/javascript,${encodeURIComponent(written)}`
  )
  assert.deepEqual(Object.keys(model), Object.keys(MESSAGE_MODEL))
  assert.equal(model.version, MESSAGE_MODEL.version.replace(/[0-9a-f]{8}$/, fingerprintOf(examples)))
  assert.equal(atob(model.tags).length, BUCKETS)
  for (const head of ['main', 'kind', 'themes'] as const) {
    assert.equal(model[head].weights.length, MESSAGE_MODEL[head].weights.length, head)
    assert.ok(/[^A=]/.test(model[head].weights) && model[head].scale > 0, `${head} learned nothing`)
  }
  for (const { slope } of Object.values(model.calibrations)) assert.ok(slope > 0, 'a higher sum must mean a trap')
})

test('the fingerprint changes with any text, label and order', () => {
  const [first, second, ...others] = examples
  const own = fingerprintOf(examples)
  assert.equal(fingerprintOf([...examples]), own)
  assert.match(own, /^[0-9a-f]{8}$/)
  assert.notEqual(fingerprintOf([second!, first!, ...others]), own)
  assert.notEqual(fingerprintOf([{ ...first!, text: `${first!.text} ` }, second!, ...others]), own)
  assert.notEqual(
    fingerprintOf([{ ...first!, label: first!.label === 'ham' ? 'spam' : 'ham' }, second!, ...others]),
    own,
  )
})

const taught = loadExamples()
const absent = taught === undefined && `no messages.train.csv in ${dataFolder()}: set JANDON_DATA to see it checked`

test('the weights that ship were taught on the present messages', { skip: absent }, () => {
  const version = MESSAGE_MODEL.version
  assert.ok(version.endsWith(fingerprintOf(taught ?? [])), `${version} is of other messages: npm run train:shield`)
})
