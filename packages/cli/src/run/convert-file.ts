// SPDX-License-Identifier: Apache-2.0
// One run over one file, from its bytes to the written statement. Everything between two lines of the journal may be
// killed: the next run with the same file goes on from there.

import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { Api } from '../api/api.ts'
import { type Clock, createPatience, GaveUp, Stopped } from '../api/patience.ts'
import { type DeskFile, readDeskFile } from '../file/desk-file.ts'
import type { RowRules } from '../file/row.ts'
import { writeWhole } from './durable-file.ts'
import { createIdentity } from './identity.ts'
import { type Journal, openJournal, readJournal, recall } from './journal.ts'
import { checkLedger } from './ledger-check.ts'
import type { RowOutcome } from './outcome.ts'
import { correctionCsv, type ResultWords, resultCsv } from './result-file.ts'
import { type FolderRefusal, openRunFolder, runFolderOf } from './run-folder.ts'
import { runRows } from './run-rows.ts'
import { checkSums, sumUp } from './statement.ts'
import type { LedgerResult, Statement } from './statement-text.ts'

export interface ConvertOptions {
  readonly file: string
  readonly isDryRun: boolean
  readonly consentAttested: boolean
  readonly jurisdiction: string
  readonly language: 'ko' | 'en'
  readonly maxConcurrent: number
  readonly followForMs: number
  readonly giveUpAfterMs: number
}

export type FileRefusal =
  | { readonly code: 'file_missing' }
  | { readonly code: 'consent_needed' }
  | Extract<ReturnType<typeof readDeskFile>, { kind: 'unusable' }>['problem']
  | FolderRefusal

/** What the person at the keyboard sees while it runs. */
export interface RunView {
  fileRead(file: DeskFile): void
  resumed(done: number, left: number): void
  rowsBegin(total: number): void
  rowDone(outcome: RowOutcome): void
  waiting(reason: 'unreachable' | 'busy' | 'back'): void
  checkBegin(total: number): void
  checked(): void
  end(): void
}

export interface ConvertDeps {
  readonly api: Api
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly now: () => string
  readonly rules: Pick<RowRules, 'today'>
  readonly view: RunView
  readonly words: ResultWords
  readonly statementText: (statement: Statement) => string
  readonly whyNotChecked: (error: unknown) => string
}

export type ConvertResult =
  | { readonly kind: 'refused'; readonly refusal: FileRefusal }
  | {
      readonly kind: 'ran'
      readonly statement: Statement
      readonly outcomes: ReadonlyMap<number, RowOutcome>
      readonly written: readonly string[]
      readonly toCorrect: { readonly path: string; readonly rows: number } | undefined
      /** `Stopped`, `GaveUp`, or the fault that ended the run before its last row. */
      readonly stoppedBy?: unknown
    }

const NO_JOURNAL: Journal = { append: () => Promise.resolve(), close: () => Promise.resolve() }

/**
 * A row waits for its bank far longer than it speaks with the server, so many more rows are under way than requests.
 */
const ROWS_PER_REQUEST = 8

const withoutEnding = (path: string) => path.replace(/\.(csv|tsv|txt)$/i, '')

async function readAll(options: ConvertOptions, deps: ConvertDeps): Promise<DeskFile | FileRefusal> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(options.file)
  } catch (error) {
    if (['ENOENT', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return { code: 'file_missing' }
    throw error
  }
  const rules = { ...deps.rules, consentAttested: options.consentAttested || options.isDryRun }
  const reading = readDeskFile(bytes, rules)
  if (reading.kind === 'unusable') return reading.problem
  const hasColumn = reading.file.header.columns.some(spec => spec?.field === 'consentedOn')
  if (!hasColumn && !rules.consentAttested) return { code: 'consent_needed' }
  return reading.file
}

interface OpenRun {
  readonly journal: Journal
  readonly memory: ReturnType<typeof recall>
  readonly startedAt: string
  close(): Promise<void>
}

async function openRun(options: ConvertOptions, deps: ConvertDeps, file: DeskFile): Promise<OpenRun | FolderRefusal> {
  if (options.isDryRun) {
    return { journal: NO_JOURNAL, memory: new Map(), startedAt: deps.now(), close: () => Promise.resolve() }
  }
  const wanted = {
    file: basename(options.file),
    sha256: file.sha256,
    size: file.size,
    rows: file.records.length,
    server: deps.api.url,
    consentAttested: options.consentAttested,
  }
  const opened = await openRunFolder(options.file, wanted, deps.now())
  if ('refusal' in opened) return opened.refusal
  const { folder } = opened
  const { entries, wholeBytes } = await readJournal(folder.journalPath)
  const memory = recall(entries)
  const journal = await openJournal(folder.journalPath, wholeBytes)
  if (folder.isResumed) {
    const asked = file.lines.filter(line => line.kind === 'row').length
    const done = [...memory.values()].filter(known => known.done).length
    deps.view.resumed(done, asked - done)
  }
  return {
    journal,
    memory,
    startedAt: folder.header.startedAt,
    async close() {
      await journal.close()
      await folder.release()
    },
  }
}

async function ledgerResult(
  options: ConvertOptions,
  deps: ConvertDeps,
  outcomes: readonly RowOutcome[],
): Promise<LedgerResult> {
  if (options.isDryRun) return { kind: 'dry_run' }
  const patience = patienceOf(options, deps)
  deps.view.checkBegin(outcomes.filter(outcome => outcome.conversionId !== undefined).length)
  try {
    const check = await checkLedger(deps.api, patience, outcomes, options.maxConcurrent, () => deps.view.checked())
    return { kind: 'checked', ...check }
  } catch (error) {
    return { kind: 'not_checked', why: deps.whyNotChecked(error) }
  }
}

function patienceOf(options: ConvertOptions, deps: ConvertDeps) {
  return createPatience({
    clock: deps.clock,
    signal: deps.signal,
    maxConcurrent: options.maxConcurrent,
    giveUpAfterMs: options.giveUpAfterMs,
    onWaiting: reason => deps.view.waiting(reason),
  })
}

async function writeAll(
  options: ConvertOptions,
  deps: ConvertDeps,
  file: DeskFile,
  outcomes: ReadonlyMap<number, RowOutcome>,
  statement: Statement,
) {
  const base = `${withoutEnding(options.file)}${options.isDryRun ? '.dry-run' : ''}`
  const files: [string, string][] = [
    [`${base}.result.csv`, resultCsv(file, outcomes, deps.words)],
    [`${base}.statement.txt`, `${deps.statementText(statement)}\n`],
    [`${base}.statement.json`, `${JSON.stringify(statement, null, 2)}\n`],
  ]
  const corrections = correctionCsv(file, outcomes, deps.words)
  if (corrections) files.push([`${base}.to-correct.csv`, corrections.text])
  for (const [path, text] of files) await writeWhole(path, text)
  return {
    written: files.slice(0, 3).map(([path]) => path),
    toCorrect: corrections && { path: `${base}.to-correct.csv`, rows: corrections.rows },
  }
}

/**
 * Runs the file to its end, or as far as it goes.
 * Refusals: see `FileRefusal`; nothing has been asked of the server then.
 * Idempotent by: the file's bytes; see identity.ts.
 */
export async function convertFile(options: ConvertOptions, deps: ConvertDeps): Promise<ConvertResult> {
  const path = resolve(options.file)
  const file = await readAll({ ...options, file: path }, deps)
  if ('code' in file) return { kind: 'refused', refusal: file }
  deps.view.fileRead(file)
  const run = await openRun({ ...options, file: path }, deps, file)
  if ('code' in run) return { kind: 'refused', refusal: run }
  try {
    deps.view.rowsBegin(file.lines.length)
    const rowDeps = {
      api: deps.api,
      clock: deps.clock,
      signal: deps.signal,
      now: deps.now,
      language: options.language,
      jurisdiction: options.jurisdiction,
      isDryRun: options.isDryRun,
      followForMs: options.followForMs,
      journal: run.journal,
      patience: patienceOf(options, deps),
      identity: createIdentity(file.sha256),
      registered: new Map(),
    }
    const result = await runRows(rowDeps, file.lines, run.memory, options.maxConcurrent * ROWS_PER_REQUEST, outcome =>
      deps.view.rowDone(outcome),
    )
    const outcomes = new Map(result.outcomes)
    for (const record of file.records) {
      if (!outcomes.has(record.line)) outcomes.set(record.line, { line: record.line, outcome: 'in_progress' })
    }
    const stoppedBy = result.stoppedBy ?? (deps.signal.aborted ? new Stopped('Stopped.') : undefined)
    const list = [...outcomes.values()].sort((a, b) => a.line - b.line)
    const ledger: LedgerResult =
      stoppedBy === undefined
        ? await ledgerResult(options, deps, list)
        : { kind: 'not_checked', why: deps.whyNotChecked(stoppedBy) }
    const sums = sumUp(list)
    const statement: Statement = {
      file: basename(path),
      sha256: file.sha256,
      server: deps.api.url,
      startedAt: run.startedAt,
      finishedAt: deps.now(),
      isDryRun: options.isDryRun,
      isComplete: list.every(outcome => outcome.outcome !== 'in_progress'),
      ...sums,
      sumProblems: checkSums(sums),
      ledger,
    }
    deps.view.end()
    const paths = await writeAll({ ...options, file: path }, deps, file, outcomes, statement)
    return { kind: 'ran', statement, outcomes, ...paths, ...(stoppedBy !== undefined && { stoppedBy }) }
  } finally {
    deps.view.end()
    await run.close()
  }
}

export { GaveUp, runFolderOf, Stopped }
