// SPDX-License-Identifier: Apache-2.0
// `jandon ledger prove`: a small file that proves one transfer, from a server or a database.
// `jandon ledger check-proof`: whether such a file is true, with nothing but the file and a head that was noted before.

import { existsSync, readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { resolve } from 'node:path'
import { isId } from '@jandon/domain/ids'
import {
  checkProof,
  DEFAULT_BOOK,
  NoProof,
  type NotedHead,
  type ProofCheck,
  type ProofJson,
  readProof,
} from '@jandon/domain/ledger'
import type { Command } from 'commander'
import { ApiProblem } from '../api/api.ts'
import type { Context, SharedOptions } from '../context.ts'
import { CannotRun, EXIT, type ExitCode } from '../exit-codes.ts'
import { PROOF } from '../messages/proof.ts'
import { table, won } from '../terminal/terminal.ts'
import { mendable } from './faults.ts'
import { type BooksOptions, openBooks } from './ledger-books.ts'
import { asCannotRun, keyOf, withExamples, withOutput, withServer } from './shared.ts'

interface ProveOptions extends SharedOptions, BooksOptions {
  readonly book: string
  readonly since?: string
  readonly out?: string
  readonly archive?: string
}

interface CheckOptions {
  readonly head?: string
  readonly json?: boolean
}

const HASH = /^[0-9a-f]{64}$/

function proofIn(file: string, context: Context): ProofJson {
  const text = PROOF[context.language]
  const path = resolve(file)
  if (!existsSync(path)) throw new CannotRun(text.noFile(file))
  try {
    return readProof(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    if (error instanceof NoProof) throw new CannotRun(text.unreadable(file, error.where), { cause: error })
    if (error instanceof SyntaxError) throw new CannotRun(text.unreadable(file, ''), { cause: error })
    throw mendable(error)
  }
}

/** A head as a person has kept it: the hash on paper, or the file that `prove` wrote. */
function notedHead(said: string, context: Context): NotedHead {
  const hash = said.trim().toLowerCase()
  if (HASH.test(hash)) return { hash }
  if (!existsSync(resolve(said))) throw new CannotRun(PROOF[context.language].noHead(said))
  const { head } = proofIn(said, context)
  return { hash: head.hash, head }
}

/** Asks the server. Its refusals of proofs have sentences of their own. */
async function fromServer(id: string | undefined, since: string | undefined, options: ProveOptions, context: Context) {
  const text = PROOF[context.language]
  const api = context.api(options)
  try {
    return id === undefined ? await api.proveHead(options.book, since) : await api.proveTransfer(id, since)
  } catch (error) {
    const code = error instanceof ApiProblem ? error.code : ''
    if (code === 'not_found') throw new CannotRun(text.notFound(id ?? options.book), { cause: error })
    const sentences = { not_sealed: text.notSealed, transfer_archived: text.archived, head_unknown: text.headUnknown }
    const sentence = sentences[code as keyof typeof sentences]
    if (sentence !== undefined) throw new CannotRun(sentence, { cause: error })
    throw asCannotRun(error, options.url, keyOf(options, context.env) !== undefined, context.messages)
  }
}

async function fromDatabase(
  id: string | undefined,
  since: string | undefined,
  options: ProveOptions,
  context: Context,
) {
  const text = PROOF[context.language]
  const server = await import('@jandon/server')
  const db = await openBooks(options, context)
  try {
    const how = {
      ...(since !== undefined && { since }),
      ...(options.archive !== undefined && { archive: resolve(options.archive) }),
    }
    const notThere = { kind: 'transfer_not_found' } as const
    const head = () => (isId('bok', options.book) ? server.proveHead(db, options.book, how) : notThere)
    const transfer = (of: string) => (isId('trf', of) ? server.proveTransfer(db, of, how) : notThere)
    const answer = await (id === undefined ? head() : transfer(id))
    if (answer.kind === 'proof') return answer.proof
    throw new CannotRun(
      {
        transfer_not_found: text.notFound(id ?? options.book),
        not_sealed: text.notSealed,
        transfer_archived: text.archived,
        head_unknown: text.headUnknown,
      }[answer.kind],
    )
  } finally {
    await db.close()
  }
}

/** The file is whole or absent. */
async function write(file: string, proof: ProofJson): Promise<void> {
  const path = resolve(file)
  const beside = `${path}.part`
  const out = await open(beside, 'w', 0o644)
  try {
    await out.write(`${JSON.stringify(proof, null, 2)}\n`)
    await out.sync()
  } finally {
    await out.close()
  }
  await rename(beside, path)
}

async function prove(id: string | undefined, options: ProveOptions, context: Context): Promise<ExitCode> {
  const { terminal } = context
  const text = PROOF[context.language]
  const noted = options.since === undefined ? undefined : notedHead(options.since, context)
  const isLocal = [options.databaseUrl, options.dataDir, options.archive].some(named => named !== undefined)
  const answer = isLocal
    ? await fromDatabase(id, noted?.hash, options, context).catch(error => {
        throw mendable(error)
      })
    : await fromServer(id, noted?.hash, options, context)
  // What comes from books that were tampered with may not be true: the asker is told at once, and keeps the file.
  const proof = readProof(answer)
  const check = checkProof(proof, noted)
  if (options.json) terminal.json(proof)
  else {
    const file = options.out ?? (id === undefined ? `head-${proof.head.number}.json` : `${id}.proof.json`)
    await write(file, proof).catch(error => {
      throw mendable(error)
    })
    terminal.out(text.written(file))
    terminal.out(text.headOf(proof.head.book, proof.head.number, proof.head.hash))
    if (check.kind === 'proven') terminal.out(text.note(file, proof.head.hash))
  }
  if (check.kind !== 'differs') return EXIT.ok
  terminal.note(terminal.style.bad(text.differs[check.finding]))
  return EXIT.notAllWell
}

function showJournal(proof: ProofJson, context: Context): void {
  const { inclusion, head } = proof
  if (inclusion === null) return
  const { terminal, language } = context
  const text = PROOF[language]
  const accounts = new Map(inclusion.accounts.map(account => [account.id, account]))
  const nameOf = (id: (typeof inclusion.accounts)[number]['id']) => {
    const account = accounts.get(id)
    return account ? [account.code, ...(account.owner === null ? [] : [account.owner])].join(' ') : id
  }
  const { event, subject, transfers } = inclusion.journal
  const rows = transfers.map(row => {
    const unit = accounts.get(row.debitAccountId)?.unit ?? ''
    const amount = unit === 'KRW' ? won(row.amountMinor, language) : `${row.amountMinor} ${unit}`
    return [row.id, row.code, row.phase, nameOf(row.debitAccountId), nameOf(row.creditAccountId), amount]
  })
  terminal.out(text.journal(event, subject, String(inclusion.leafIndex + 1), head.sealedAt))
  const columns = text.columns.map((title, at) => (at === 5 ? ({ title, align: 'right' } as const) : { title }))
  for (const line of table(columns, rows, terminal.style)) terminal.out(line)
}

/** The sentence for what was found. */
function verdict(check: ProofCheck, proof: ProofJson, context: Context): string {
  const text = PROOF[context.language]
  const { style } = context.terminal
  if (check.kind === 'differs') return style.bad(text.differs[check.finding])
  if (check.kind === 'unconnected') return style.bad(text.unconnected)
  const words = proof.inclusion === null ? text.headsOnly : text.proven
  if (check.by === 'itself') return words.itself(proof.head.hash)
  if (check.by === 'noted') return style.good(words.noted(proof.head.number))
  return style.good(words.earlier(proof.earlier!.head.number, proof.head.number))
}

const EXIT_OF = { proven: EXIT.ok, differs: EXIT.notAllWell, unconnected: EXIT.cannotRun } as const

function check(file: string, options: CheckOptions, context: Context): ExitCode {
  const proof = proofIn(file, context)
  const noted = options.head === undefined ? undefined : notedHead(options.head, context)
  const result = checkProof(proof, noted)
  if (options.json) {
    const transferId = proof.inclusion?.transferId ?? null
    context.terminal.json({ ...result, transferId, head: proof.head, earlier: proof.earlier?.head ?? null })
  } else {
    if (result.kind !== 'differs') showJournal(proof, context)
    context.terminal.out(verdict(result, proof, context))
  }
  return EXIT_OF[result.kind]
}

export function proofCommands(command: Command, context: Context, done: (code: ExitCode) => void): void {
  const { messages } = context
  const text = PROOF[context.language]
  const proving = command.command('prove').description(text.prove).argument('[transfer]', text.transfer)
  proving.option('--since <head>', text.since).option('-o, --out <file>', text.out)
  proving.option('--book <book>', text.book, DEFAULT_BOOK)
  proving.option('--database-url <url>', messages.ledger.databaseUrl)
  proving.option('--data-dir <directory>', messages.ledger.dataDir)
  proving.option('--archive <directory>', text.archive)
  withExamples(withOutput(withServer(proving, context), messages), text.proveExamples, messages)
  proving.action(async (id: string | undefined, options: ProveOptions) => done(await prove(id, options, context)))
  const checking = command.command('check-proof').description(text.check).argument('<file>', text.file)
  checking.option('--head <head>', text.head)
  withExamples(withOutput(checking, messages), text.checkExamples, messages)
  checking.action((file: string, options: CheckOptions) => done(check(file, options, context)))
}
