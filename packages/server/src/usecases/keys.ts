// SPDX-License-Identifier: Apache-2.0
// API keys: made, shown once, and checked by their hash.

import { newId } from '@jandon/domain/ids'
import {
  adminKeyId,
  countApiKeys,
  findApiKey,
  hashSecret,
  insertApiKey,
  replaceConfiguredKey,
  writeSecret,
} from '../store/index.ts'
import { actorOf, done, hasScope, refused } from './access.ts'
import { type Caller, SCOPES, type Scope, type Usecases } from './contract.ts'
import type { UsecaseDeps } from './deps.ts'

/** How long a checked key is believed without asking the database again: a key taken back works this long at most. */
const BELIEVED_MS = 2000
/** Bounds what hostile guesses can make us remember. */
const BELIEVED_MAX = 10_000
const SECRET_BYTES = 32

const isScope = (text: string): text is Scope => (SCOPES as readonly string[]).includes(text)

export function createKeyUsecases(deps: UsecaseDeps): Pick<Usecases, 'createApiKey' | 'authenticate'> {
  const { database, clock, randomness } = deps
  const believed = new Map<string, { readonly caller: Caller | undefined; readonly until: number }>()
  return {
    async createApiKey(caller, input) {
      if (!hasScope(caller, 'keys')) return refused('wrong_scope')
      const now = clock.now()
      const id = newId('key', now, randomness.bytes(10))
      const secret = writeSecret(randomness.bytes(SECRET_BYTES))
      const { name, scopes } = input
      await insertApiKey(
        database.pool,
        { id, name, scopes, createdBy: actorOf(caller), createdAt: now },
        hashSecret(secret),
      )
      return done({ id, name, scopes, secret })
    },
    async authenticate(secret) {
      // Always hashed and always looked up by the hash, so that a wrong secret takes as long as a right one.
      const hash = hashSecret(secret)
      const name = hash.toString('base64')
      const now = clock.now()
      const known = believed.get(name)
      if (known && known.until > now) return known.caller
      const key = await findApiKey(database.pool, hash)
      const caller: Caller | undefined = key && {
        role: 'operator',
        keyId: key.id,
        scopes: key.scopes.filter(isScope),
      }
      if (believed.size >= BELIEVED_MAX) believed.clear()
      believed.set(name, { caller, until: now + BELIEVED_MS })
      return caller
    },
  }
}

/**
 * Makes sure that somebody can come in: with a configured admin key, that one and no earlier configured one; without,
 * a key is made at the first start. Answers the new secret, the only time that it can be read.
 * Idempotent by: the configured secret; or whether any key exists.
 */
export async function ensureAdminKey(
  deps: Pick<UsecaseDeps, 'database' | 'clock' | 'randomness'>,
  configured: string | undefined,
): Promise<string | undefined> {
  const { database, clock, randomness } = deps
  const admin = { name: 'admin', scopes: SCOPES, createdAt: clock.now() }
  if (configured !== undefined) {
    const key = { ...admin, id: adminKeyId(configured), createdBy: 'configuration' }
    await database.transaction(tx => replaceConfiguredKey(tx, key, hashSecret(configured)))
    return undefined
  }
  const secret = writeSecret(randomness.bytes(SECRET_BYTES))
  return database.transaction(async tx => {
    // Two processes that start together on an empty database make one key between them.
    await tx.query('LOCK TABLE api_key IN SHARE ROW EXCLUSIVE MODE')
    if ((await countApiKeys(tx)) > 0n) return undefined
    await insertApiKey(tx, { ...admin, id: adminKeyId(secret), createdBy: 'first start' }, hashSecret(secret))
    return secret
  })
}
