// SPDX-License-Identifier: Apache-2.0
// The dated version of the API. A caller may pin one with `Jandon-Version`; every answer says which one it follows.

import { ProblemError } from './problem.ts'

/** Newest first. A version is added only by a change that an existing caller would notice. */
export const API_VERSIONS = ['2026-11-23'] as const
export const CURRENT_VERSION = API_VERSIONS[0]

/** Refusals: unknown_version. */
export function readVersion(header: string | string[] | undefined): string {
  if (header === undefined) return CURRENT_VERSION
  const known = API_VERSIONS.find(version => version === header)
  if (known) return known
  throw new ProblemError({ code: 'unknown_version', params: { versions: API_VERSIONS.join(', ') } })
}
