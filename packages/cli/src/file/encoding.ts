// SPDX-License-Identifier: Apache-2.0
// Bytes of a desk's file → text. Korean offices save CSV as UTF-8, UTF-8 with BOM, CP949 (Excel's "CSV") or UTF-16
// (Excel's "Unicode text"). The runtime's own `euc-kr` decoder knows 2,350 of the 11,172 syllables only, so 똠 or 펲
// would be lost from names: iconv-lite has all of CP949.

import iconv from 'iconv-lite'

export type FileEncoding = 'utf-8' | 'utf-8-bom' | 'cp949' | 'utf-16le' | 'utf-16be'

export interface DecodedFile {
  readonly text: string
  readonly encoding: FileEncoding
}

/** Stands for bytes that mean nothing in the file's encoding. A cell with it is a bad cell, not a bad file. */
export const UNREADABLE = '\uFFFD'

function startsWith(bytes: Uint8Array, ...mark: number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte)
}

function asUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const unreadableIn = (text: string) => text.split(UNREADABLE).length - 1

/**
 * Reads the text of a file in whichever encoding it is in. A byte-order mark decides; else UTF-8 when every byte fits;
 * else CP949, unless a nearly clean UTF-8 file explains the bytes better. Never throws: what cannot be read is U+FFFD.
 */
export function decodeFile(bytes: Uint8Array): DecodedFile {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
    return { text: new TextDecoder('utf-8').decode(bytes), encoding: 'utf-8-bom' }
  }
  if (startsWith(bytes, 0xff, 0xfe)) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' }
  if (startsWith(bytes, 0xfe, 0xff)) return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16be' }
  const utf8 = asUtf8(bytes)
  if (utf8 !== undefined) return { text: utf8, encoding: 'utf-8' }
  const cp949 = iconv.decode(bytes, 'cp949')
  const damagedUtf8 = new TextDecoder('utf-8').decode(bytes)
  return unreadableIn(damagedUtf8) < unreadableIn(cp949)
    ? { text: damagedUtf8, encoding: 'utf-8' }
    : { text: cp949, encoding: 'cp949' }
}
