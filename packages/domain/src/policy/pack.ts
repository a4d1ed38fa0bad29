// SPDX-License-Identifier: Apache-2.0
// A pack that can decide: its documents, checked and compiled once. Opaque to callers but for what they show people.

import type { Calendar } from '../calendar/index.ts'
import type { Unit } from '../money/index.ts'
import type { LocalDate } from '../time/index.ts'
import type { Engine } from './compile-pack.ts'
import type { PackDocuments, PackProblem } from './documents.ts'

export interface Pack {
  readonly jurisdiction: string
  /** `kr@2026-11-23.3f9c2a71`: the day the law was checked and a hash of everything but the cases. */
  readonly version: string
  readonly currency: Unit
  readonly utcOffsetMinutes: number
  readonly checkedOn: LocalDate
  /** The last day on which this pack makes new decisions. */
  readonly freshUntil: LocalDate
  readonly calendar: Calendar
  readonly documents: PackDocuments
  readonly engine: Engine
}

export type CompileResult =
  | { readonly kind: 'compiled'; readonly pack: Pack }
  | { readonly kind: 'invalid'; readonly problems: readonly PackProblem[] }
