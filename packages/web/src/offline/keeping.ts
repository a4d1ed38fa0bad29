// SPDX-License-Identifier: Apache-2.0
// What the service worker of the page "Is this a scam?" keeps, and what it answers from where. Decided here without a
// browser: it keeps this page's own files of one build, and leaves everything else to the network.

/** What the build of the page tells the worker. */
export interface Kept {
  /** Changes whenever one of the files does. */
  readonly version: string
  /** Paths fetched when the worker is installed: scripts, styles, the icon. */
  readonly files: readonly string[]
  /** Paths of this page that are kept once they were asked for: the parts of the font. */
  readonly onUse: readonly string[]
}

export type Source =
  /** Kept for good: its name holds its hash. */
  | 'kept'
  /** Kept when it was fetched once. */
  | 'kept_on_use'
  /** The page itself: the newest from the network, what is kept where there is none. */
  | 'network_then_kept'
  /** None of this worker's business: the API, other pages, other origins. */
  | 'network'

/** Where a request is answered from. `page` is the path of the page that the worker stands for. */
export function sourceOf(request: { readonly method: string; readonly url: string }, page: URL, kept: Kept): Source {
  const { origin, pathname, search } = new URL(request.url)
  if (request.method !== 'GET' || origin !== page.origin) return 'network'
  if (pathname === page.pathname) return 'network_then_kept'
  if (search !== '') return 'network'
  if (kept.files.includes(pathname)) return 'kept'
  return kept.onUse.includes(pathname) ? 'kept_on_use' : 'network'
}

const FAMILY = 'jandon-check'

/** The store of one page and build. Korean and English have stores of their own, so neither clears the other's. */
export function storeName(page: URL, kept: Kept): string {
  return `${FAMILY} ${page.pathname} ${kept.version}`
}

/** Whether a store belongs to an older build of the same page. */
export function isOutdated(name: string, page: URL, kept: Kept): boolean {
  return name.startsWith(`${FAMILY} ${page.pathname} `) && name !== storeName(page, kept)
}
