// SPDX-License-Identifier: Apache-2.0
// Judgements that need no account: is this message, link or shop a trap? Judged in this process by the shield, kept
// nowhere: no text and no link that is sent here reaches a table, a log line or an address.

import {
  checkLink,
  checkMessage,
  checkProvider,
  LINK_LABELS,
  MESSAGE_LABELS,
  type MessageJudgement,
  PROVIDER_VERDICTS,
  THEMES,
} from '@jandon/shield'
import { type Static, Type } from 'typebox'
import { type DeepReadonly, defineRoute, done, type Route } from './route.ts'
import { answerObject, Decimal, LocalDate, LocalText, Money, oneOf, requestObject } from './schemas.ts'

/** Characters of one text: ten times the longest message that a carrier delivers. */
const TEXT_LETTERS = 10_000
const URL_LETTERS = 4096
/** Texts of one request: what is judged in about a tenth of a second. */
const TEXTS = 500
/** Letters judged before others get a turn of this process: some ten milliseconds of long texts. */
const LETTERS_A_TURN = 5000
/** Bytes of a list; a letter of Korean has three. */
const TEXTS_BYTES = 4 * 1024 * 1024

const Probability = Type.Number({ minimum: 0, maximum: 1 })

const Reason = answerObject('Reason', {
  code: Type.String({ description: 'Stable; from a closed list.' }),
  evidence: Type.String({ description: 'The words it rests on, as they were sent; empty when the whole is meant.' }),
  spans: Type.Array(
    Type.Object({ from: Type.Integer({ minimum: 0 }), to: Type.Integer({ minimum: 0 }) }, { title: 'Span' }),
    { description: 'Where they stand: [from, to) in UTF-16 units of what was sent.' },
  ),
  explanation: LocalText,
  weight: Type.Number({ description: 'In log odds; below zero it speaks for the sender.' }),
})

const Contact = answerObject('Contact', {
  name: LocalText,
  phone: Type.Optional(Type.String()),
  url: Type.Optional(Type.String()),
})

const Advice = answerObject(
  'Advice',
  {
    ko: Type.String(),
    en: Type.String(),
    now: Type.Array(LocalText, { description: 'What to do now, first things first.' }),
    never: Type.Array(LocalText, { description: 'What never to do.' }),
    contacts: Type.Array(Contact),
  },
  'What to do, in a sentence and in steps.',
)

const LinkJudgement = answerObject('LinkJudgement', {
  url: Type.String({ description: 'As it was sent.' }),
  host: Type.Optional(Type.String()),
  registrableName: Type.Optional(Type.String({ description: 'The name that somebody registered.' })),
  label: oneOf(LINK_LABELS),
  probability: Probability,
  reasons: Type.Array(Reason),
  officialOf: Type.Optional(Type.String({ description: 'The brand or office whose own address this is.' })),
  imitates: Type.Optional(Type.String({ description: 'The brand or office that it imitates.' })),
  brand: Type.Optional(LocalText),
  advice: Advice,
  modelVersion: Type.String(),
})

const judgementOfText = {
  label: oneOf(MESSAGE_LABELS),
  probability: Type.Number({ minimum: 0, maximum: 1, description: 'That it is smishing or spam; calibrated.' }),
  theme: oneOf(THEMES),
  themeName: LocalText,
  reasons: Type.Array(Reason),
  links: Type.Array(LinkJudgement),
  advice: Advice,
  modelVersion: Type.String(),
}

const MessagePart = answerObject(
  'MessagePart',
  {
    from: Type.Integer({ minimum: 0, description: 'Where it stands: [from, to) in UTF-16 units of what was sent.' }),
    to: Type.Integer({ minimum: 0 }),
    judgement: answerObject(
      'PartJudgement',
      judgementOfText,
      'What is said of those lines alone; places in it count from `from`.',
    ),
  },
  'Of a text of more than 700 units that is `ham` as a whole: the lines in it that alone are a trap, by more than 0.95. ' +
    '`ham` with a part means: unsure, read that part.',
)

const MessageJudgementAnswer = answerObject('MessageJudgement', {
  ...judgementOfText,
  part: Type.Optional(MessagePart),
})

const ProviderJudgementAnswer = answerObject('ProviderJudgement', {
  verdict: oneOf(PROVIDER_VERDICTS, { description: '`nothing_found` is no recommendation: none is ever given.' }),
  reasons: Type.Array(Reason),
  legalBasis: Type.Array(
    answerObject('ProviderLegalBasis', {
      code: Type.String(),
      cite: LocalText,
      source: Type.String(),
      confidence: oneOf(['S', 'N', 'W', 'M']),
      checkedOn: LocalDate,
      explanation: LocalText,
      penalty: LocalText,
    }),
  ),
  missing: Type.Array(Type.Object({ code: Type.String(), explanation: LocalText }), {
    description: 'Facts that a lawful shop shows and this text does not.',
  }),
  businessNumber: Type.Optional(Type.Object({ number: Type.String(), isWellFormed: Type.Boolean() })),
  promisedRates: Type.Array(
    answerObject('PromisedRate', {
      evidence: Type.String(),
      rate: Decimal,
      amount: Money,
      cashReceived: Money,
      lost: Money,
      costOnCash: Decimal,
      equivalentYearlyCost: Decimal,
      days: Type.Integer({ description: 'Days until the bill that this assumes.' }),
      explanation: LocalText,
    }),
  ),
  link: Type.Optional(LinkJudgement),
  advice: Advice,
  alternatives: Type.Array(
    Type.Object({
      code: Type.String(),
      name: LocalText,
      explanation: LocalText,
      phone: Type.Optional(Type.String()),
      url: Type.Optional(Type.String()),
    }),
  ),
})

const Text = Type.String({ minLength: 1, maxLength: TEXT_LETTERS, description: 'As it was received.' })
const MessageLanguage = oneOf(['ko', 'en'], {
  description: 'What it is written in. Taken for the sake of callers who send it; the judge finds out by itself.',
})

type MessageAnswer = DeepReadonly<Static<typeof MessageJudgementAnswer>>

/** Judges a list without keeping everybody else waiting. */
async function checkEach(texts: readonly string[]): Promise<MessageAnswer[]> {
  const answers: MessageJudgement[] = []
  let letters = 0
  for (const text of texts) {
    if (letters >= LETTERS_A_TURN) {
      await new Promise(setImmediate)
      letters = 0
    }
    answers.push(checkMessage(text))
    letters += text.length
  }
  return answers
}

const keepsNothing = 'What is sent is judged at once and kept nowhere.'

export function judgementRoutes(): Route[] {
  return [
    defineRoute({
      id: 'messages.check',
      method: 'POST',
      path: '/v1/messages:check',
      summary: 'Whether a message is a trap',
      description:
        `Takes \`{ "text": … }\` and answers one judgement, or \`{ "texts": [ … ] }\` of up to ${TEXTS} and answers the ` +
        `list of them in order. Korean and English. ${keepsNothing}`,
      access: { anonymous: true },
      isRepeatable: true,
      bodyLimit: TEXTS_BYTES,
      body: Type.Union([
        requestObject('MessageToCheck', { text: Text, language: Type.Optional(MessageLanguage) }),
        requestObject('MessagesToCheck', {
          texts: Type.Array(Text, { minItems: 1, maxItems: TEXTS }),
          language: Type.Optional(MessageLanguage),
        }),
      ]),
      response: Type.Union([MessageJudgementAnswer, Type.Array(MessageJudgementAnswer)]),
      exampleBody: { text: '[국제발신] 고객님 택배 주소 오류로 반송 예정. 확인: http://post-kr.example/a' },
      async handle({ body }) {
        return done('texts' in body ? await checkEach(body.texts) : checkMessage(body.text))
      },
    }),
    defineRoute({
      id: 'links.check',
      method: 'POST',
      path: '/v1/links:check',
      summary: 'Whether a link is a trap',
      description: `Judged by its letters alone: nothing is opened. ${keepsNothing}`,
      access: { anonymous: true },
      isRepeatable: true,
      body: requestObject('LinkToCheck', { url: Type.String({ minLength: 1, maxLength: URL_LETTERS }) }),
      response: LinkJudgement,
      exampleBody: { url: 'https://coinoena.example/login' },
      handle: async ({ body }) => done(checkLink(body.url)),
    }),
    defineRoute({
      id: 'providers.check',
      method: 'POST',
      path: '/v1/providers:check',
      summary: 'Whether a shop that offers cash breaks the law or swindles',
      description:
        'Reads the text of an advertisement, site or chat: what it offers and which article forbids that, which facts ' +
        `are missing, what a promised rate means in won. No shop is ever ranked or recommended. ${keepsNothing}`,
      access: { anonymous: true },
      isRepeatable: true,
      body: requestObject('ProviderToCheck', {
        text: Text,
        businessNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 40, examples: ['123-45-67890'] })),
        url: Type.Optional(Type.String({ minLength: 1, maxLength: URL_LETTERS })),
      }),
      response: ProviderJudgementAnswer,
      exampleBody: { text: '소액결제 현금화 당일 90% 입금, 미납 가능' },
      handle: async ({ body }) => done(checkProvider(body)),
    }),
  ]
}
