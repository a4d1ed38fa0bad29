// SPDX-License-Identifier: Apache-2.0
// Personal data at rest: encrypted with AES-256-GCM under a key named beside it, found again by a keyed hash. What is
// encrypted for one row cannot be moved to another: the row's id is part of the seal.

import { createCipheriv, createDecipheriv, createHmac, type DecipherGCM, hkdfSync, randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { assert } from '@jandon/domain/assert'

const NONCE_BYTES = 12
const TAG_BYTES = 16
const NONCES_AT_ONCE = 256
/** Below this many bytes deflating costs more than it saves: a row of PostgreSQL holds so much as it is. */
const DEFLATE_FROM_BYTES = 3072
const PLAIN = 0
const DEFLATED = 1

/** Somebody changed the bytes, or moved them to another row. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken'
}

export interface PersonalData {
  /** Names the key that `encrypt` uses; stored beside what it encrypted. */
  readonly keyId: string
  /** `context` is the id of the row it belongs to. */
  encrypt(value: unknown, context: string): Buffer
  /** Throws `SealBroken` when the bytes were changed or moved to another row, a bug when they belong to another key. */
  decrypt<T>(sealed: Buffer, context: string, keyId: string): T
  /** A keyed hash for equality: the same text for the same purpose gives the same bytes, and says nothing else. */
  lookup(purpose: string, text: string): Buffer
}

/**
 * Derives separate keys for encrypting and for look-ups from the data key (32 bytes), so that knowing what one of them
 * does tells nothing about the other.
 */
export function createPersonalData(dataKey: Uint8Array): PersonalData {
  assert(dataKey.length === 32, 'The data key has 32 bytes.')
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', dataKey, '', `jandon/${purpose}`, 32))
  const encryptionKey = derive('personal-data/1')
  const lookupKey = derive('lookup/1')
  const keyId = `k1-${createHmac('sha256', derive('key-id/1')).update('key id').digest('hex').slice(0, 8)}`
  // Random bytes for many at once: asking the system for twelve at a time costs as much as sealing with them.
  let nonces = Buffer.alloc(0)
  const takeNonce = () => {
    if (nonces.length === 0) nonces = randomBytes(NONCE_BYTES * NONCES_AT_ONCE)
    const nonce = nonces.subarray(0, NONCE_BYTES)
    nonces = nonces.subarray(NONCE_BYTES)
    return nonce
  }
  return {
    keyId,
    encrypt(value, context) {
      const json = Buffer.from(JSON.stringify(value))
      const deflated = json.length >= DEFLATE_FROM_BYTES
      // Level 1: these are written with every quote; more effort saves a tenth of the bytes for twice the time.
      const body = deflated ? deflateRawSync(json, { level: 1 }) : json
      const nonce = takeNonce()
      const cipher = createCipheriv('aes-256-gcm', encryptionKey, nonce)
      cipher.setAAD(Buffer.from(context))
      const sealed = cipher.update(Buffer.concat([Buffer.from([deflated ? DEFLATED : PLAIN]), body]))
      return Buffer.concat([nonce, sealed, cipher.final(), cipher.getAuthTag()])
    },
    decrypt<T>(sealed: Buffer, context: string, sealedWith: string): T {
      assert(sealedWith === keyId, `Personal data is encrypted with key ${sealedWith}, which is not the one in use.`)
      const decipher = createDecipheriv('aes-256-gcm', encryptionKey, sealed.subarray(0, NONCE_BYTES))
      decipher.setAAD(Buffer.from(context))
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
      const begun = decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES))
      const open = Buffer.concat([begun, finish(decipher, context)])
      const body = open.subarray(1)
      return JSON.parse((open[0] === DEFLATED ? inflateRawSync(body) : body).toString()) as T
    },
    lookup(purpose, text) {
      return createHmac('sha256', lookupKey).update(`${purpose}\0${text}`).digest()
    },
  }
}

/** The last bytes, given out only when the seal fits. */
function finish(decipher: DecipherGCM, context: string): Buffer {
  try {
    return decipher.final()
  } catch (cause) {
    throw new SealBroken(`What is encrypted for ${context} was changed.`, { cause })
  }
}
