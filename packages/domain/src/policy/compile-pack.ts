// SPDX-License-Identifier: Apache-2.0
// From the documents of a pack to a pack that can decide, or to the list of everything that is wrong with it. Pure:
// the same documents give the same pack and the same version on every machine.

import { type Calendar, createCalendar } from '../calendar/index.ts'
import { INSTRUMENT_KINDS } from '../instrument/index.ts'
import { isUnit } from '../money/index.ts'
import { addDays, type LocalDate, parseLocalDate } from '../time/index.ts'
import { type CompiledParameter, compileFacts, compileParameters } from './compile-facts.ts'
import { compileRules, routesNamed } from './compile-rules.ts'
import type { CalendarDocument, PackDocuments } from './documents.ts'
import type { Scope } from './expression/index.ts'
import { checkLanguages } from './languages.ts'
import type { CompiledAlternative, CompiledRule, CompileResult, Engine, Era, Pack, ZoneOffsets } from './pack.ts'
import { fingerprint, packText } from './pack-text.ts'
import { createProblemCollector, type ProblemCollector } from './problems.ts'
import { checkPublicQuestions } from './public-questions.ts'

/** What the state's small loan costs a year, and the most it lends: what an offer of cash is compared with. */
const STATE_LOAN = { yearlyRate: 'stateSmallLoanYearlyRate', most: 'stateSmallLoanMost' } as const
/** Parameters by which a pack says what share of the amount cash-out offers usually take. */
const TYPICAL_TAKE = { low: 'typicalCashOutTakeLow', high: 'typicalCashOutTakeHigh' } as const

/**
 * Compiles a pack once; deciding with it reads no text again. Without `zones` a pack keeps its standard time all year.
 * Refusals: `problems`, each with its place.
 */
export function compilePack(docs: PackDocuments, zones?: ZoneOffsets): CompileResult {
  const collector = createProblemCollector(docs)
  const parameters = compileParameters(docs, collector)
  const parameterSpecs = new Map(parameters.map(({ spec }) => [spec.id, spec]))
  const facts = compileFacts(docs, parameterSpecs, collector)
  const scope: Scope = { facts: facts.expressionFacts, parameters: parameterSpecs }
  const rules = compileRules({ docs, scope, gross: facts.gross, collector, allRoutes: routesNamed(docs) })
  checkKinds(docs, collector)
  const alternatives = compileAlternatives(docs, scope, collector)
  const calendar = compileCalendar(docs, collector)
  const checkedOn = checkHead(docs, collector)
  const utcOffsetAt = clockOf(docs, zones, collector)
  checkLanguages(docs, collector)
  checkPublicQuestions(docs, collector)
  if (!calendar || !checkedOn || collector.problems.length > 0) return { kind: 'invalid', problems: collector.problems }

  const engine: Engine = {
    facts: facts.facts,
    expressionFacts: facts.expressionFacts,
    template: facts.template,
    slots: facts.slots,
    rules,
    eras: createEras(rules, parameters),
    kinds: new Set(rules.flatMap(rule => rule.document.kinds.filter(kind => kind !== 'any'))),
    requestedRoutes: new Map(Object.entries(docs.pack.intents).map(([intent, routes]) => [intent, new Set(routes)])),
    alternatives,
    ...typicalTake(parameters),
    ...stateLoan(parameters),
  }
  const { jurisdiction, currency, staleAfterDays } = docs.pack
  return {
    kind: 'compiled',
    pack: {
      jurisdiction,
      version: `${jurisdiction.toLowerCase()}@${checkedOn}.${fingerprint(packText(docs))}`,
      currency,
      utcOffsetAt,
      checkedOn,
      freshUntil: addDays(checkedOn, staleAfterDays),
      calendar,
      documents: docs,
      engine,
    },
  }
}

function typicalTake(parameters: readonly CompiledParameter[]): Pick<Engine, 'typicalTake'> {
  const index = (id: string) => parameters.find(({ spec }) => spec.id === id && spec.type === 'ratio')?.spec.index
  const [low, high] = [index(TYPICAL_TAKE.low), index(TYPICAL_TAKE.high)]
  return low === undefined || high === undefined ? {} : { typicalTake: { low, high } }
}

function stateLoan(parameters: readonly CompiledParameter[]): Pick<Engine, 'stateLoan'> {
  const index = (id: string) => parameters.find(({ spec }) => spec.id === id)?.spec.index
  const [yearlyRate, most] = [index(STATE_LOAN.yearlyRate), index(STATE_LOAN.most)]
  return yearlyRate === undefined || most === undefined ? {} : { stateLoan: { yearlyRate, most } }
}

function checkHead(docs: PackDocuments, collector: ProblemCollector): LocalDate | undefined {
  const bad = (message: string, field: string) => collector.report('pack', message, 'pack', 'pack', field)
  const checkedOn = parseLocalDate(docs.pack.checkedOn)
  if (!checkedOn) bad(`checkedOn "${docs.pack.checkedOn}" is not a date. Write YYYY-MM-DD.`, 'checkedOn')
  if (!isUnit(docs.pack.currency)) bad(`The currency ${docs.pack.currency} is not one we can count in.`, 'currency')
  return checkedOn
}

/** The clock of the place: that of its zone, or one offset all year. */
function clockOf(
  { pack }: PackDocuments,
  zones: ZoneOffsets | undefined,
  collector: ProblemCollector,
): Pack['utcOffsetAt'] {
  const { zone, utcOffsetMinutes } = pack
  const clock = zone === undefined ? undefined : zones?.(zone)
  if (zone !== undefined && zones && !clock) {
    collector.report('pack', `There is no zone ${zone}. Write one such as America/New_York.`, 'pack', 'pack', 'zone')
  }
  return clock ?? (() => utcOffsetMinutes)
}

function checkKinds(docs: PackDocuments, collector: ProblemCollector): void {
  const known: readonly string[] = ['any', ...INSTRUMENT_KINDS]
  for (const { id, kinds } of docs.rules) {
    for (const kind of kinds) {
      if (known.includes(kind)) continue
      collector.report(
        'rule',
        `${id}: ${kind} is no kind of instrument. There are: ${known.join(', ')}.`,
        'rules',
        id,
        'kinds',
      )
    }
  }
}

function compileAlternatives(docs: PackDocuments, scope: Scope, collector: ProblemCollector): CompiledAlternative[] {
  return docs.alternatives.map(document => {
    const { code } = document
    for (const source of document.sources ?? []) {
      if (docs.sources.some(each => each.id === source)) continue
      const message = `${code} cites ${source}, which sources.yaml does not list.`
      collector.report('unknown_source', message, 'alternatives', code, 'sources')
    }
    if (document.when === undefined) return { document }
    const when = collector.expression(document.when, scope, ['boolean'], 'alternatives', code, 'when')
    return when ? { document, when } : { document }
  })
}

function compileCalendar(docs: PackDocuments, collector: ProblemCollector): Calendar | undefined {
  const document = docs.calendars.find(each => each.id === docs.pack.calendar)
  if (!document) {
    collector.report('calendar', `The calendar ${docs.pack.calendar} is not in calendars/.`, 'pack', 'pack', 'calendar')
    return undefined
  }
  const bad = (message: string) => collector.report('calendar', `${document.id}: ${message}`, 'calendars', document.id)
  const [coversFrom, coversUntil] = [parseLocalDate(document.coversFrom), parseLocalDate(document.coversUntil)]
  if (!coversFrom || !coversUntil || coversFrom > coversUntil) {
    bad('coversFrom and coversUntil must be dates in this order.')
    return undefined
  }
  const holidays = readHolidays(document, coversFrom, coversUntil, bad)
  return createCalendar({ id: document.id, coversFrom, coversUntil, weekend: document.weekend, holidays })
}

function readHolidays(
  document: CalendarDocument,
  coversFrom: LocalDate,
  coversUntil: LocalDate,
  bad: (message: string) => void,
): LocalDate[] {
  return document.holidays.flatMap(({ date: text }) => {
    const date = parseLocalDate(text)
    if (date && date >= coversFrom && date <= coversUntil) return [date]
    bad(`"${text}" is not a day that the calendar covers.`)
    return []
  })
}

/** Cuts time at every day on which a value or a rule begins or ends, so that a decision looks its era up once. */
function createEras(rules: readonly CompiledRule[], parameters: readonly CompiledParameter[]): Era[] {
  const starts = new Set<number>([Number.MIN_SAFE_INTEGER])
  for (const { values } of parameters) for (const { from } of values) starts.add(from)
  for (const rule of rules) {
    starts.add(rule.from)
    if (rule.until < Number.MAX_SAFE_INTEGER) starts.add(rule.until + 1)
  }
  return [...starts].sort((left, right) => left - right).map(from => createEra(from, rules, parameters))
}

function createEra(from: number, rules: readonly CompiledRule[], parameters: readonly CompiledParameter[]): Era {
  const values = parameters.map(parameter => parameter.values.findLast(entry => entry.from <= from)?.value)
  const inForce = rules.filter(
    rule =>
      rule.from <= from && from <= rule.until && rule.parameters.every(({ index }) => values[index] !== undefined),
  )
  const rulesByKind = new Map(
    ['any', ...INSTRUMENT_KINDS].map(kind => [
      kind,
      inForce.filter(({ document }) => document.kinds.includes('any') || document.kinds.includes(kind)),
    ]),
  )
  return { from, parameters: values, rulesByKind }
}
