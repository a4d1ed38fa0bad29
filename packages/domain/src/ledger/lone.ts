// SPDX-License-Identifier: Apache-2.0
// The journal of a transfer that stands alone. Most transfers of a bulk caller do, and a journal of their own with a
// number of its own would cost as much to write as the transfer itself.

import { deriveId, type Id } from '../ids/index.ts'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
/** The variant bits of the UUID are the third and the fourth of this character. */
const VARIANT_AT = 17
const RFC_9562 = 0b01000
const RESERVED = 0b01100

const variantOf = (id: string) => ALPHABET.indexOf(id[VARIANT_AT] ?? '') & RESERVED
const withVariant = (id: string, variant: number) => {
  const rest = ALPHABET.indexOf(id[VARIANT_AT]!) & ~RESERVED
  return `${id.slice(4, VARIANT_AT)}${ALPHABET[rest | variant]}${id.slice(VARIANT_AT + 1)}`
}

/**
 * The id of the journal that holds this transfer and nothing else: the same number with the variant bits that RFC 9562
 * keeps in reserve, so that no id made as a UUID is ever the same. (For a transfer id that is no proper UUID: derived
 * from it.) Idempotent by: the transfer id.
 */
export function loneJournalId(transferId: Id<'trf'>): Id<'jnl'> {
  if (variantOf(transferId) !== RFC_9562) return deriveId('jnl', transferId, 'operator_transfer')
  return `jnl_${withVariant(transferId, RESERVED)}`
}

/** The only transfer that may stand alone in this journal; undefined when the journal id is an ordinary one. */
export function loneTransferId(journalId: string): Id<'trf'> | undefined {
  return variantOf(journalId) === RESERVED ? `trf_${withVariant(journalId, RFC_9562)}` : undefined
}
