// SPDX-License-Identifier: Apache-2.0
// The one place where the page asks what time it is. Pages take `today` from here and never read the clock themselves.

/** Today's date in Korea as `YYYY-MM-DD`, whatever the device's time zone says: quotes are made on Korean days. */
export function todayInKorea(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul' }).format(new Date())
}

/** The present instant as RFC 3339 text, for the moment of consent. */
export function instantNow(): string {
  return new Date().toISOString()
}
