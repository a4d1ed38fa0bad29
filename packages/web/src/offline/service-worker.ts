// SPDX-License-Identifier: Apache-2.0
// The service worker of the page "Is this a scam?": it lets the page be opened and used without a network. Its scope is
// that page alone, so no other page of ours is ever answered from what it keeps.

import { isOutdated, type Kept, sourceOf, storeName } from './keeping.ts'

/** Put in by the build of the page. */
declare const KEPT_FILES: Kept

interface WaitingEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface FetchingEvent extends WaitingEvent {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}
/** The part of a service worker's global scope that is used here; the types of a page do not have it. */
interface Scope {
  readonly registration: { readonly scope: string }
  readonly clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listener: (event: WaitingEvent) => void): void
  addEventListener(type: 'fetch', listener: (event: FetchingEvent) => void): void
}

/** A network that has not answered by then is as good as none: what is kept is shown. */
const PATIENCE_MS = 3000

const scope = globalThis as unknown as Scope
const kept = KEPT_FILES
const page = new URL(scope.registration.scope)
const openStore = () => caches.open(storeName(page, kept))

scope.addEventListener('install', event => {
  const install = async () => {
    const store = await openStore()
    // The page has no hash in its name: it is asked for past the browser's own cache, so that it fits the files.
    await store.addAll([new Request(page.pathname, { cache: 'reload' }), ...kept.files])
    // A page that is open has loaded all that it needs, so the new version need not wait for it to be closed.
    await scope.skipWaiting()
  }
  event.waitUntil(install())
})

scope.addEventListener('activate', event => {
  const activate = async () => {
    const names = await caches.keys()
    await Promise.all(names.filter(name => isOutdated(name, page, kept)).map(name => caches.delete(name)))
    await scope.clients.claim()
  }
  event.waitUntil(activate())
})

scope.addEventListener('fetch', event => {
  const { request } = event
  switch (sourceOf(request, page, kept)) {
    case 'kept':
      return event.respondWith(keptOrFetched(request, 'as_it_is'))
    case 'kept_on_use':
      return event.respondWith(keptOrFetched(request, 'keep'))
    case 'network_then_kept':
      return event.respondWith(fetchedOrKept(request))
    case 'network':
      return
  }
})

async function keptOrFetched(request: Request, then: 'keep' | 'as_it_is'): Promise<Response> {
  const store = await openStore()
  const known = await store.match(request)
  if (known !== undefined) return known
  const fetched = await fetch(request)
  if (then === 'keep' && fetched.ok) await store.put(request, fetched.clone())
  return fetched
}

async function fetchedOrKept(request: Request): Promise<Response> {
  const keptPage = async () => (await openStore()).match(page.pathname)
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS)
  try {
    const fetched = await fetch(request, { signal: patience.signal })
    // A server in trouble says so with a page of its own; what is kept helps more.
    return fetched.status < 500 ? fetched : ((await keptPage()) ?? fetched)
  } catch {
    return (await keptPage()) ?? Response.error()
  } finally {
    clearTimeout(timer)
  }
}
