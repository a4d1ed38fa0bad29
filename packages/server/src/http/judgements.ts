// SPDX-License-Identifier: Apache-2.0
// Judgements that need no account: is this message, link or shop a trap? Judged in this process by the shield, kept
// nowhere: no text and no link that is sent here reaches a table, a log line or an address.

import {
  checkLink,
  checkMessage,
  checkProvider,
  LINK_LABELS,
  LONGEST_TEXT,
  MESSAGE_LABELS,
  type MessageJudgement,
  PROVIDER_VERDICTS,
  THEMES,
} from '@jandon/shield'
import { type Static, Type } from 'typebox'
import { createTurns, type Turns } from './limits.ts'
import { type DeepReadonly, defineRoute, done, type Route, type Work } from './route.ts'
import { answerObject, Decimal, LocalDate, LocalText, Money, oneOf, requestObject } from './schemas.ts'

/** UTF-16 units of one text: as many as the shield reads, so that nothing sent here goes unread. */
const TEXT_LETTERS = LONGEST_TEXT
const URL_LETTERS = 4096
/** Texts of one request, and letters of all of them: half a second of work at most, for chats of many long lines. */
const TEXTS = 500
const TEXTS_LETTERS = 200_000
/** Letters judged before others get a turn of this process: some ten milliseconds of long texts. */
const LETTERS_A_TURN = 5000
/** Bytes of a text with every letter escaped as `\uac00`, and of a list of them with its brackets. */
const TEXT_BYTES = 6 * TEXT_LETTERS + 32 * 1024
const TEXTS_BYTES = 6 * TEXTS_LETTERS + 32 * 1024

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

/** Without `maxLength`, which counts other units and answers 422: what is too large is 413, see `measure`. */
const Text = Type.String({
  minLength: 1,
  description: `As it was received. At most ${TEXT_LETTERS} UTF-16 units; a longer one is too large (413).`,
})
const Url = Type.String({
  minLength: 1,
  description: `At most ${URL_LETTERS} UTF-16 units; a longer one is too large (413).`,
})
const MessageLanguage = oneOf(['ko', 'en'], {
  description: 'What it is written in. Taken for the sake of callers who send it; the judge finds out by itself.',
})

type MessageAnswer = DeepReadonly<Static<typeof MessageJudgementAnswer>>

/** Judges a list without keeping everybody else waiting. */
async function checkEach(texts: readonly string[], turns: Turns): Promise<MessageAnswer[]> {
  const answers: MessageJudgement[] = []
  let letters = LETTERS_A_TURN
  for (const text of texts) {
    if (letters + text.length > LETTERS_A_TURN) {
      await turns.next()
      letters = 0
    }
    answers.push(checkMessage(text))
    letters += text.length
  }
  return answers
}

/** The letters of what is judged, by its place in the body, and the first that has too many. */
function lettersOf(given: Readonly<Record<string, string | undefined>>): Work {
  let letters = 0
  for (const [pointer, text = ''] of Object.entries(given)) {
    const limit = pointer === '/url' ? URL_LETTERS : TEXT_LETTERS
    if (text.length > limit) return { letters, tooLong: { pointer, limit } }
    letters += text.length
  }
  return { letters }
}

function lettersOfList(texts: readonly string[]): Work {
  const work = lettersOf(Object.fromEntries(texts.map((text, index) => [`/texts/${index}`, text])))
  if (work.tooLong || work.letters <= TEXTS_LETTERS) return work
  return { letters: work.letters, tooLong: { pointer: '/texts', limit: TEXTS_LETTERS } }
}

const keepsNothing = 'What is sent is judged at once and kept nowhere.'

function messageRoute(turns: Turns): Route {
  return defineRoute({
    id: 'messages.check',
    method: 'POST',
    path: '/v1/messages:check',
    summary: 'Whether a message is a trap',
    description:
      `Takes \`{ "text": … }\` and answers one judgement, or \`{ "texts": [ … ] }\` of up to ${TEXTS} and answers the ` +
      `list of them in order. A text has up to ${TEXT_LETTERS} UTF-16 units, a list ${TEXTS_LETTERS} in all. Korean and English. ${keepsNothing}`,
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
    measure: body => ('texts' in body ? lettersOfList(body.texts) : lettersOf({ '/text': body.text })),
    async handle({ body }) {
      if ('texts' in body) return done(await checkEach(body.texts, turns))
      await turns.next()
      return done(checkMessage(body.text))
    },
  })
}

export function judgementRoutes(): Route[] {
  const turns = createTurns()
  return [
    messageRoute(turns),
    defineRoute({
      id: 'links.check',
      method: 'POST',
      path: '/v1/links:check',
      summary: 'Whether a link is a trap',
      description: `Judged by its letters alone: nothing is opened. ${keepsNothing}`,
      access: { anonymous: true },
      isRepeatable: true,
      body: requestObject('LinkToCheck', { url: Url }),
      response: LinkJudgement,
      exampleBody: { url: 'https://coinoena.example/login' },
      measure: ({ url }) => lettersOf({ '/url': url }),
      async handle({ body }) {
        await turns.next()
        return done(checkLink(body.url))
      },
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
      bodyLimit: TEXT_BYTES,
      body: requestObject('ProviderToCheck', {
        text: Text,
        businessNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 40, examples: ['123-45-67890'] })),
        url: Type.Optional(Url),
      }),
      response: ProviderJudgementAnswer,
      exampleBody: { text: '소액결제 현금화 당일 90% 입금, 미납 가능' },
      measure: ({ text, url }) => lettersOf({ '/text': text, '/url': url }),
      async handle({ body }) {
        await turns.next()
        return done(checkProvider(body))
      },
    }),
  ]
}
