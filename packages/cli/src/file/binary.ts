// SPDX-License-Identifier: Apache-2.0
// Files that are no text, told by how they begin: a spreadsheet or a picture read as lines would be judged as noise.

export type BinaryKind = 'spreadsheet' | 'other'

/** How far a text is looked through: as far as the heads of formats reach that have no signature here. */
const LOOKED_AT = 64 * 1024

const SIGNATURES: readonly (readonly [BinaryKind, string])[] = [
  // Excel, LibreOffice and Numbers are zip archives; the Excel of old is a compound file.
  ['spreadsheet', 'PK\x03\x04'],
  ['spreadsheet', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['other', '%PDF-'],
  ['other', '{\\rtf'],
  ['other', '\x1f\x8b'],
  ['other', '\x89PNG'],
  ['other', '\xff\xd8\xff'],
  ['other', 'GIF8'],
  ['other', '7z\xbc\xaf\x27\x1c'],
  ['other', 'Rar!\x1a'],
]

/**
 * What a file is that is no text; undefined for a text in any encoding that `decodeFile` knows. UTF-16 without its mark
 * has NULs like any binary file, and cannot be told from one.
 */
export function binaryKind(bytes: Uint8Array): BinaryKind | undefined {
  const head = Buffer.from(bytes.subarray(0, LOOKED_AT)).toString('latin1')
  const known = SIGNATURES.find(([, signature]) => head.startsWith(signature))
  if (known) return known[0]
  if (head.startsWith('\xff\xfe') || head.startsWith('\xfe\xff')) return undefined
  return head.includes('\0') ? 'other' : undefined
}
