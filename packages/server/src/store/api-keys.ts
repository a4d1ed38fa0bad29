// SPDX-License-Identifier: Apache-2.0
// API keys by the hash of their secret. The secret itself is shown once and kept nowhere.

import { hash } from 'node:crypto'
import { deriveIdFromKey, type Id } from '@jandon/domain/ids'
import type { Instant } from '@jandon/domain/time'
import type { Tx } from '../database/index.ts'
import type { Queryable } from './rows.ts'
import { toSql } from './time.ts'

export const SECRET_PREFIX = 'jdn_'

/**
 * SHA-256, fast and unsalted, is right here and would be wrong for a password: the secret is 256 random bits, so nobody
 * can try them all, and each request must be checked in microseconds.
 */
export const hashSecret = (secret: string): Buffer => hash('sha256', secret, 'buffer')

/** 32 random bytes as text that survives a URL, a shell and a double click. */
export const writeSecret = (bytes: Uint8Array): string => `${SECRET_PREFIX}${Buffer.from(bytes).toString('base64url')}`

/** The key that a configured or first-start secret stands for has the same id on every start. */
export const adminKeyId = (secret: string): Id<'key'> =>
  deriveIdFromKey('key', `admin/${hashSecret(secret).toString('hex')}`)

export interface ApiKey<Scope extends string> {
  readonly id: Id<'key'>
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly createdBy: string
  readonly createdAt: Instant
}

/** Idempotent by: the hash of the secret. */
export async function insertApiKey(db: Queryable, key: ApiKey<string>, secretHash: Buffer): Promise<void> {
  await (db as Tx).query(
    `INSERT INTO api_key (id, name, secret_hash, scopes, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING`,
    [key.id, key.name, secretHash, JSON.stringify(key.scopes), key.createdBy, toSql(key.createdAt)],
  )
}

export async function findApiKey(
  db: Queryable,
  secretHash: Buffer,
): Promise<{ id: Id<'key'>; scopes: readonly string[] } | undefined> {
  const { rows } = await (db as Tx).query<{ id: Id<'key'>; scopes: string[] }>({
    name: 'find_api_key',
    text: 'SELECT id, scopes FROM api_key WHERE secret_hash = $1 AND revoked_at IS NULL',
    values: [secretHash],
  })
  return rows[0]
}

export async function countApiKeys(db: Queryable): Promise<bigint> {
  const { rows } = await (db as Tx).query<{ keys: bigint }>('SELECT count(*) AS keys FROM api_key')
  return rows[0]!.keys
}

/** Makes this the configured key: an earlier configured one is revoked, and this one is valid again if it was. */
export async function replaceConfiguredKey(tx: Tx, key: ApiKey<string>, secretHash: Buffer): Promise<void> {
  await tx.query(
    'UPDATE api_key SET revoked_at = $1 WHERE created_by = $2 AND secret_hash <> $3 AND revoked_at IS NULL',
    [toSql(key.createdAt), key.createdBy, secretHash],
  )
  await insertApiKey(tx, key, secretHash)
  await tx.query('UPDATE api_key SET revoked_at = NULL WHERE secret_hash = $1 AND revoked_at IS NOT NULL', [secretHash])
}
