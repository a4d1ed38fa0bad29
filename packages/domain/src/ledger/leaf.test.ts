// SPDX-License-Identifier: Apache-2.0
// The binary form of journals and blocks: known bytes written down by hand, and that no two journals share them.

import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { uuidToId } from '../ids/index.ts'
import {
  type Block,
  blockBytes,
  blockHash,
  journalBytes,
  journalLeaf,
  loneJournalId,
  PHASES,
  type SealedJournal,
  type SealedTransfer,
} from './index.ts'

const uuid = (digit: string) =>
  `${digit.repeat(8)}-${digit.repeat(4)}-7${digit.repeat(3)}-8${digit.repeat(3)}-${digit.repeat(12)}`
const inHex = (digit: string) => uuid(digit).replaceAll('-', '')
const text = (value: string) =>
  Buffer.byteLength(value).toString(16).padStart(4, '0') + Buffer.from(value).toString('hex')
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

const PENDING: SealedTransfer = {
  no: 65_537n,
  id: uuidToId('trf', uuid('1')),
  debit: uuidToId('acc', uuid('2')),
  credit: uuidToId('acc', uuid('3')),
  amountMinor: 258n,
  phase: 'pending',
  pendingId: null,
  occurredAt: 1_000_000n,
  expiresAt: 2_000_000n,
  recordedAt: -1n,
  code: 'payout',
}
const POST: SealedTransfer = {
  ...PENDING,
  no: 65_538n,
  id: uuidToId('trf', uuid('4')),
  phase: 'post',
  pendingId: uuidToId('trf', uuid('1')),
  expiresAt: null,
}
const JOURNAL: SealedJournal = {
  book: uuidToId('bok', uuid('5')),
  id: uuidToId('jnl', uuid('6')),
  event: 'payout_settled',
  subject: '문화상품권',
  transfers: [PENDING, POST],
}
const LONE: SealedJournal = {
  ...JOURNAL,
  id: loneJournalId(PENDING.id),
  event: 'operator_transfer',
  subject: loneJournalId(PENDING.id),
  transfers: [PENDING],
}

const ZERO_ID = '00'.repeat(16)
const pendingHex = [
  '0000000000010001',
  ...[inHex('1'), inHex('2'), inHex('3')],
  '0000000000000102',
  '01',
  ZERO_ID,
  '00000000000f4240',
  '00000000001e8480',
  'ffffffffffffffff',
  text('payout'),
].join('')
const postHex = [
  '0000000000010002',
  ...[inHex('4'), inHex('2'), inHex('3')],
  '0000000000000102',
  '02',
  inHex('1'),
  '00000000000f4240',
  '8000000000000000',
  'ffffffffffffffff',
  text('payout'),
].join('')

test('the bytes of a journal are these', () => {
  const head = `4a414e444f4e4a01${inHex('5')}${inHex('6')}${text('payout_settled')}${text('문화상품권')}`
  assert.equal(hex(journalBytes(JOURNAL)), `${head}0002${pendingHex}${postHex}`)
  const leaf = hash('sha256', Buffer.from(`00${head}0002${pendingHex}${postHex}`, 'hex'), 'hex')
  assert.equal(hex(journalLeaf(JOURNAL)), leaf)
})

test('the journal of a lone transfer has no subject but itself', () => {
  const id = inHex('1').replace(/8(?=1{15}$)/, 'c')
  const head = `4a414e444f4e4a01${inHex('5')}${id}${text('operator_transfer')}${text('')}`
  assert.equal(hex(journalBytes(LONE)), `${head}0001${pendingHex}`)
  // An ordinary journal may be about itself too; then it says so.
  const own = { ...JOURNAL, subject: JOURNAL.id as string }
  assert.ok(hex(journalBytes(own)).includes(text(JOURNAL.id)))
})

test('the bytes of a block are these, and hold the block before', () => {
  const block: Block = {
    ...{ book: JOURNAL.book, number: 3, previous: new Uint8Array(32).fill(0xaa), fromNo: 65_536n, toNo: 131_071n },
    ...{ treeSize: 258, root: new Uint8Array(32).fill(0xbb), sealedAt: 1_000_000n },
  }
  const expected = [
    ...['4a414e444f4e4201', inHex('5'), '0000000000000003', 'aa'.repeat(32)],
    ...['0000000000010000', '000000000001ffff', '0000000000000102', 'bb'.repeat(32), '00000000000f4240'],
  ].join('')
  assert.equal(hex(blockBytes(block)), expected)
  assert.equal(hex(blockHash(block)), hash('sha256', Buffer.from(expected, 'hex'), 'hex'))
  assert.throws(() => blockBytes({ ...block, root: new Uint8Array(31) }), /32 bytes/)
})

test('what does not fit into the form is a bug, not another journal', () => {
  assert.throws(() => journalBytes({ ...JOURNAL, subject: 'x'.repeat(65_536) }), /too long/)
  assert.throws(() => journalBytes({ ...LONE, transfers: [{ ...PENDING, no: 2n ** 63n }] }), /64 bits/)
  assert.throws(() => journalBytes({ ...JOURNAL, id: 'jnl_' }), /Only an id/)
})

const id = <P extends 'trf' | 'acc' | 'jnl' | 'bok'>(prefix: P) => fc.uuid().map(value => uuidToId(prefix, value))
const int64 = fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n })
const word = fc.string({ unit: fc.constantFrom('a', 'b', '_', '가', '🙂', '\n', '\0'), minLength: 1, maxLength: 6 })
const anyTransfer: fc.Arbitrary<SealedTransfer> = fc
  .record(
    {
      ...{ no: int64, id: id('trf'), debit: id('acc'), credit: id('acc'), amountMinor: int64, code: word },
      ...{ phase: fc.constantFrom(...PHASES), pendingId: id('trf'), occurredAt: int64, recordedAt: int64 },
      expiresAt: fc.option(int64),
    },
    { noNullPrototype: true },
  )
  .map(made => ({ ...made, pendingId: ['posted', 'pending'].includes(made.phase) ? null : made.pendingId }))
const anyJournal: fc.Arbitrary<SealedJournal> = fc.record(
  {
    ...{ book: id('bok'), id: id('jnl'), event: word, subject: word },
    transfers: fc.array(anyTransfer, { minLength: 1, maxLength: 3 }),
  },
  { noNullPrototype: true },
)

/** Reads the bytes again, by the description and not by the code that wrote them. */
function parse(bytes: Uint8Array): SealedJournal {
  const view = Buffer.from(bytes)
  let at = 8
  const take = (length: number) => {
    at += length
    return view.subarray(at - length, at)
  }
  const takeId = () => take(16).toString('hex')
  const takeText = () => take(take(2).readUInt16BE()).toString('utf8')
  const number = () => take(8).readBigInt64BE()
  const [book, own, event, subject] = [uuidToId('bok', takeId()), uuidToId('jnl', takeId()), takeText(), takeText()]
  const count = take(2).readUInt16BE()
  const transfers = Array.from({ length: count }, (): SealedTransfer => {
    const [no, trf, debit, credit] = [number(), takeId(), takeId(), takeId()]
    const [amountMinor, phase, pending] = [number(), PHASES[take(1)[0]!]!, takeId()]
    const [occurredAt, expires, recordedAt, code] = [number(), number(), number(), takeText()]
    return {
      ...{ no, id: uuidToId('trf', trf), debit: uuidToId('acc', debit), credit: uuidToId('acc', credit), amountMinor },
      ...{ phase, pendingId: phase === 'posted' || phase === 'pending' ? null : uuidToId('trf', pending) },
      ...{ occurredAt, expiresAt: expires === -(2n ** 63n) ? null : expires, recordedAt, code },
    }
  })
  assert.equal(at, bytes.length)
  return { book, id: own, event, subject, transfers }
}

test('bytes tell the whole journal, so two that differ never share them', () => {
  fc.assert(fc.property(anyJournal, journal => assert.deepEqual(parse(journalBytes(journal)), journal)))
})
