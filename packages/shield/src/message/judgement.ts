// SPDX-License-Identifier: Apache-2.0
// What is said of a message.

import type { Advice, Reason, Span, Words } from '../judgement.ts'
import type { LinkJudgement } from '../link/judgement.ts'

export const MESSAGE_LABELS = ['smishing', 'spam', 'ham'] as const
/** `smishing` wants money, an identity or a device by deceit; `spam` is an unlawful or unwanted advertisement. */
export type MessageLabel = (typeof MESSAGE_LABELS)[number]

/** What a message is about, where it is not ham; ham is `none`. */
export const THEMES = [
  'family_in_need',
  'parcel',
  'fine',
  'health_check',
  'payment_approval',
  'small_payment',
  'account_lock',
  'prosecutor',
  'obituary_or_invitation',
  'refund_or_subsidy',
  'prize',
  'impersonated_buyer',
  'cash_out',
  'phone_for_cash',
  'loan',
  'investment',
  'gambling',
  'adult',
  'job',
  'phone_deal',
  'other_trap',
  'other_advert',
  'none',
] as const
export type Theme = (typeof THEMES)[number]

export interface MessageJudgement {
  readonly label: MessageLabel
  /** That it is smishing or spam, 0 to 1, calibrated. */
  readonly probability: number
  readonly theme: Theme
  readonly themeName: Words
  /** The strongest first; those that speak for the sender have a negative weight. */
  readonly reasons: readonly Reason[]
  /** Every different link of the message, judged by itself; of more than 64 the first and the last 32. */
  readonly links: readonly LinkJudgement[]
  readonly advice: Advice
  /** Version of the weights that judged. */
  readonly modelVersion: string
  /**
   * Of a long text (more than 700 units) that is ham as a whole: the lines in it that alone are a trap, by more than
   * 0.95. Pages of honest talk outweigh two lines, so ham with a part is no answer yet: read that part.
   */
  readonly part?: MessagePart
}

/** Some lines of a long text: [from, to) in UTF-16 units of the text that was given. */
export interface MessagePart extends Span {
  /** What `checkMessage` says of those lines alone: places in it count from `from`. */
  readonly judgement: PartJudgement
}

/** A part has no parts. */
export type PartJudgement = Omit<MessageJudgement, 'part'>
