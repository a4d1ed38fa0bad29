// SPDX-License-Identifier: Apache-2.0
// Who may do what. An operator by its scopes; a holder for itself alone; nobody else anything but quotes.
// What a caller may not see does not exist for it: the answer is `not_found`, never a hint.

import type { Id } from '@jandon/domain/ids'
import type { Caller, Outcome, Refusal, Scope } from './contract.ts'
import type { RefusalCode } from './refusals.ts'

export const done = <T>(value: T): Outcome<T> => ({ kind: 'done', value })
export const refused = (
  code: RefusalCode,
  more: Omit<Refusal, 'code'> = {},
): { kind: 'refused'; refusal: Refusal } => ({
  kind: 'refused',
  refusal: { code, ...more },
})
export const invalid = (pointer: string, detail: string) =>
  refused('invalid_request', { errors: [{ pointer, detail }] })
/** Something that a body names does not exist, or not for this caller. */
export const notFound = (what: string, pointer?: string) =>
  refused('not_found', {
    params: { what },
    ...(pointer === undefined ? {} : { errors: [{ pointer, detail: `There is no such ${what}.` }] }),
  })

export function hasScope(caller: Caller, scope: Scope): boolean {
  return caller.role === 'operator' && caller.scopes.includes(scope)
}

/** Whether the caller may act for this holder. */
export function mayActFor(caller: Caller, holderId: string): boolean {
  return caller.role === 'holder' ? caller.holderId === holderId : hasScope(caller, 'convert')
}

/** Whether the caller may see what belongs to this holder. Who may convert may see what it converts. */
export function maySee(caller: Caller, holderId: string): boolean {
  if (caller.role === 'holder') return caller.holderId === holderId
  return hasScope(caller, 'read') || hasScope(caller, 'convert')
}

/** Whether the caller may see holders' things at all. */
export const isReader = (caller: Caller) =>
  caller.role === 'holder' || hasScope(caller, 'read') || hasScope(caller, 'convert')

/** Who it was, for histories and as the owner of idempotency keys. */
export function actorOf(caller: Caller): string {
  if (caller.role === 'operator') return caller.keyId
  return caller.role === 'holder' ? caller.holderId : 'anonymous'
}

/** The holder a caller is, if it is one. */
export const holderOf = (caller: Caller): Id<'hld'> | null => (caller.role === 'holder' ? caller.holderId : null)
