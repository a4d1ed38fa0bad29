// SPDX-License-Identifier: Apache-2.0
// Tells a wrong address from a wrong method: the first is 404, the second 405 with the methods that the address takes.

import type { FastifyInstance } from 'fastify'
import { ProblemError } from './problem.ts'

/** To be called before the first route is added, since it listens to each. */
export function registerNotFound(app: FastifyInstance): void {
  const served: { method: string; path: RegExp }[] = []
  app.addHook('onRoute', route => {
    for (const method of [route.method].flat()) served.push({ method, path: pathPattern(route.url) })
  })
  app.setNotFoundHandler(async request => {
    const path = request.url.split('?')[0]!
    const methods = new Set(served.filter(route => route.path.test(path)).map(route => route.method))
    if (methods.size === 0) throw new ProblemError({ code: 'unknown_route' })
    const allowed = [...methods].sort().join(', ')
    throw new ProblemError({ code: 'method_not_allowed', params: { methods: allowed } }, { allow: allowed })
  })
}

/** Matches what the router matches for `/a/:b/c::d` and `/a/*`. Linear in the path: no nested repetition. */
function pathPattern(url: string): RegExp {
  const source = url
    .split(/(::|:\w+|\*)/)
    .map(part => {
      if (part === '::') return ':'
      if (part === '*') return '.*'
      return part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.+?^$()[\]{}|\\]/g, '\\$&')
    })
    .join('')
  return new RegExp(`^${source}$`)
}
