// SPDX-License-Identifier: Apache-2.0
// Instants on their way into and out of PostgreSQL.

import { formatInstant, type Instant } from '@jandon/domain/time'

export const toSql = (instant: Instant): string => formatInstant(instant)
export const fromSql = (value: Date): Instant => value.getTime()
