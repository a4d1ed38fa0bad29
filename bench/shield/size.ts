// SPDX-License-Identifier: Apache-2.0
// How many bytes a page loads for a part of the shield: bundled and made small as a page's build would.

import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

export interface Size {
  readonly raw: number
  readonly gzip: number
}

/** Bytes of everything that `entry` (a path) brings along. */
export async function sizeOf(entry: string): Promise<Size> {
  const build = await rolldown({ input: entry, platform: 'browser', logLevel: 'silent' })
  const { output } = await build.generate({ format: 'esm', minify: true })
  await build.close()
  const code = output.map(chunk => (chunk.type === 'chunk' ? chunk.code : '')).join('')
  return { raw: Buffer.byteLength(code), gzip: gzipSync(code, { level: 9 }).length }
}
