// SPDX-License-Identifier: Apache-2.0
// Has the browser keep the page "Is this a scam?", so that it opens without a network.

import { pathOf } from '../app/router.ts'
import type { Language } from '../messages/index.ts'

/** Calls `onKept` once all of the page is kept. Answers what to do when nobody waits for that any more. */
export function keepForOffline(language: Language, onKept: () => void): () => void {
  let isWaiting = true
  const keep = async () => {
    // Absent on an insecure address and in some private windows: then the page works while there is a network.
    const registration = await window.navigator.serviceWorker?.register('/offline.js', {
      scope: pathOf(language, { name: 'check' }),
    })
    const worker = registration?.active ?? registration?.waiting ?? registration?.installing
    if (worker === null || worker === undefined) return
    const tell = () => {
      if (isWaiting && worker.state === 'activated') onKept()
    }
    worker.addEventListener('statechange', tell)
    tell()
  }
  keep().catch(() => undefined)
  return () => {
    isWaiting = false
  }
}
