// SPDX-License-Identifier: Apache-2.0
// Packs: the law as data that decisions stand on, so that anybody can read the rule behind an answer.

import type { Pack, RuleDocument } from '@jandon/domain/policy'
import type { Static } from 'typebox'
import { Type } from 'typebox'
import { type DeepReadonly, defineRoute, done, type Route, refused } from './route.ts'
import { answerObject, LocalDate, LocalText, nullable, oneOf, pageOf } from './schemas.ts'

const PackSummary = answerObject('Pack', {
  jurisdiction: Type.String(),
  name: LocalText,
  version: Type.String(),
  currency: Type.String(),
  redemption: Type.String({ description: 'The default direction of the law.' }),
  checkedOn: LocalDate,
  freshUntil: LocalDate,
  languages: Type.Array(Type.String()),
  ruleCount: Type.Integer(),
  kinds: Type.Array(Type.String(), { description: 'Instrument kinds that a rule speaks of.' }),
})

const Source = answerObject('Source', {
  id: Type.String(),
  title: LocalText,
  publisher: Type.String(),
  locator: Type.String(),
  confidence: oneOf(['S', 'N', 'W', 'M']),
  checkedOn: LocalDate,
})

const Fact = answerObject('Fact', {
  name: Type.String(),
  type: Type.String(),
  title: LocalText,
  prompt: nullable(LocalText),
  values: Type.Optional(Type.Array(Type.String())),
  of: nullable(Type.String()),
  isDerived: Type.Boolean(),
})

const PackDetail = answerObject('PackDetail', {
  ...PackSummary.properties,
  routes: Type.Array(
    answerObject('RouteOfPack', {
      id: Type.String(),
      title: LocalText,
      how: LocalText,
      payout: Type.String(),
      carriedOut: Type.Boolean(),
    }),
  ),
  facts: Type.Array(Fact),
  sources: Type.Array(Source),
})

const Rule = answerObject('Rule', {
  id: Type.String(),
  title: LocalText,
  explanation: LocalText,
  verdict: oneOf(['allow', 'refuse', 'inform']),
  kinds: Type.Array(Type.String()),
  effective: Type.Object({ from: LocalDate, until: Type.Optional(LocalDate) }),
  when: Type.String({ description: 'The condition, in CEL.' }),
  route: nullable(Type.String()),
  code: nullable(Type.String({ description: 'Of a refusal.' })),
  legalBasis: Type.Array(Type.Object({ source: Type.String(), cite: LocalText })),
})

function summary(pack: Pack): DeepReadonly<Static<typeof PackSummary>> {
  const { documents } = pack
  return {
    jurisdiction: pack.jurisdiction,
    name: documents.pack.name,
    version: pack.version,
    currency: pack.currency,
    redemption: documents.pack.redemption,
    checkedOn: pack.checkedOn,
    freshUntil: pack.freshUntil,
    languages: documents.pack.languages,
    ruleCount: documents.rules.length,
    kinds: [...new Set(documents.rules.flatMap(rule => rule.kinds))].filter(kind => kind !== 'any').sort(),
  }
}

function detail(pack: Pack): DeepReadonly<Static<typeof PackDetail>> {
  const { documents } = pack
  return {
    ...summary(pack),
    routes: documents.routes,
    facts: documents.facts.map(({ name, type, title, prompt, values, of, derive }) => ({
      name,
      type,
      title,
      prompt: prompt ?? null,
      ...(values && { values }),
      of: of ?? null,
      isDerived: derive !== undefined,
    })),
    sources: documents.sources,
  }
}

function ruleView(rule: RuleDocument): DeepReadonly<Static<typeof Rule>> {
  const { id, title, explanation, verdict, kinds, effective, when, legalBasis } = rule
  return {
    id,
    title,
    explanation,
    verdict,
    kinds,
    effective,
    when,
    legalBasis,
    route: rule.route ?? null,
    code: rule.code ?? null,
  }
}

export function packRoutes(packs: ReadonlyMap<string, Pack>): Route[] {
  const jurisdiction = Type.String({
    pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})?$',
    description: '`KR`',
    examples: ['KR'],
  })
  const params = Type.Object({ jurisdiction })
  const access = { anonymous: true } as const
  const find = (code: string) => packs.get(code.toUpperCase())
  return [
    defineRoute({
      id: 'packs.list',
      method: 'GET',
      path: '/v1/packs',
      summary: 'List the jurisdictions whose law is loaded',
      access,
      isPublic: true,
      response: pageOf('PackPage', PackSummary),
      handle: async () => done({ items: [...packs.values()].map(summary) }),
    }),
    defineRoute({
      id: 'packs.get',
      method: 'GET',
      path: '/v1/packs/{jurisdiction}',
      summary: 'Read a pack: its routes, facts and sources',
      access,
      isPublic: true,
      params,
      response: PackDetail,
      handle: async ({ params: { jurisdiction: code } }) => {
        const pack = find(code)
        return pack ? done(detail(pack)) : refused('not_found')
      },
    }),
    defineRoute({
      id: 'packs.rules',
      method: 'GET',
      path: '/v1/packs/{jurisdiction}/rules',
      summary: 'List the rules of a pack',
      access,
      isPublic: true,
      params,
      response: pageOf('RulePage', Rule),
      handle: async ({ params: { jurisdiction: code } }) => {
        const pack = find(code)
        return pack ? done({ items: pack.documents.rules.map(ruleView) }) : refused('not_found')
      },
    }),
    defineRoute({
      id: 'packs.rule',
      method: 'GET',
      path: '/v1/packs/{jurisdiction}/rules/{ruleId}',
      summary: 'Read one rule',
      description: 'By its whole id (`kr/…`) or the part after the slash.',
      access,
      isPublic: true,
      restParameter: 'ruleId',
      params: Type.Object({ jurisdiction, ruleId: Type.String({ pattern: '^[a-z0-9/_-]{1,120}$' }) }),
      response: Rule,
      handle: async ({ params: { jurisdiction: code, ruleId } }) => {
        const rules = find(code)?.documents.rules ?? []
        const rule = rules.find(({ id }) => id === ruleId || id === `${code.toLowerCase()}/${ruleId}`)
        return rule ? done(ruleView(rule)) : refused('not_found')
      },
    }),
  ]
}
