// SPDX-License-Identifier: Apache-2.0
// How far clocks are ahead of UTC in an IANA zone, from the zone tables that Node carries. It reads no clock: the
// instant comes from the caller.

import type { ZoneOffsets } from '@jandon/domain/policy'

const OFFSET_FORM = /^GMT(?:([+-])(\d{2}):(\d{2}))?$/

/** The offsets of a zone in minutes, or undefined for a zone that Node does not know. */
export const zoneOffsets: ZoneOffsets = zone => {
  const format = openFormat(zone)
  return format && (at => offsetAt(format, at))
}

function openFormat(zone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  } catch (cause) {
    if (cause instanceof RangeError) return undefined
    throw cause
  }
}

function offsetAt(format: Intl.DateTimeFormat, at: number): number {
  const name = format.formatToParts(at).find(part => part.type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = OFFSET_FORM.exec(name) ?? []
  const size = Number(hours ?? 0) * 60 + Number(minutes ?? 0)
  return sign === '-' ? -size : size
}
