// SPDX-License-Identifier: Apache-2.0
// Serial numbers of instruments as people copy them: with hyphens, spaces and wide digits. One number has one form
// here, whichever way it comes in, because the form decides whether two tell of the same instrument. Letters keep their
// case: to some issuers it matters.

/** The longest serial number we have seen is a 20-digit PIN; twice that leaves room. */
export const SERIAL_MAX = 40

/** The one form of a serial number, or undefined when it is empty, too long, or no text. */
export function readSerial(written: unknown): string | undefined {
  if (typeof written !== 'string' || written.length > SERIAL_MAX) return undefined
  const serial = written.normalize('NFKC').replaceAll(/[\s\-–—]/g, '')

  return serial === '' ? undefined : serial
}
