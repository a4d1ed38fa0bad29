// SPDX-License-Identifier: Apache-2.0
// The API's words as the pages use them. All shapes come from the generated client; nothing is described twice.

import type { Money, Plan } from '@jandon/client'

export type {
  Alternative,
  Bank,
  Conversion,
  Information,
  LegalBasis,
  LocalText as Text,
  Money as MoneyJson,
  OfferComparison,
  OfferRequest,
  PayoutAccount,
  Question,
  Quote,
  QuoteItem,
  QuoteOption as Option,
  QuoteRefusal as Refusal,
  QuoteRequest,
} from '@jandon/client'

/** A fact as it goes over the wire: money, a date or word as text, a count, or yes and no. */
export type FactValue = Money | string | number | boolean
export type Facts = Readonly<Record<string, FactValue>>
export type Wait = Plan['waits'][number]
export type Act = Plan['acts'][number]
export type Deadline = Plan['deadlines'][number]
