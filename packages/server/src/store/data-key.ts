// SPDX-License-Identifier: Apache-2.0
// The mark of the one data key that a database was written with. The first server sets it; every later one compares.

import type { Tx } from '../database/index.ts'
import type { Queryable } from './rows.ts'

/**
 * Answers the name of the key that this database belongs to; a fresh database belongs to `keyId` from here on.
 * Idempotent by: the database; of two servers that start at once, both hear the same name.
 */
export async function markDataKey(db: Queryable, keyId: string): Promise<string> {
  await (db as Tx).query('INSERT INTO data_key (key_id) VALUES ($1) ON CONFLICT DO NOTHING', [keyId])
  const { rows } = await (db as Tx).query<{ key_id: string }>('SELECT key_id FROM data_key')
  return rows[0]?.key_id ?? keyId
}
