// SPDX-License-Identifier: Apache-2.0
// Writes packages/client/src/generated/api.ts from the OpenAPI document: types, a table of operations, and the shape of
// the client. With `--check` it writes nothing and fails when the file is not what it would write.

import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describeApi } from '../packages/server/src/http/describe.ts'
import type { OpenApiDocument } from '../packages/server/src/http/openapi.ts'
import { loadPacks } from '../packages/server/src/packs/index.ts'
import { clientSource } from './client-source.ts'

const ROOT = new URL('../', import.meta.url)
export const GENERATED_FILE = new URL('packages/client/src/generated/api.ts', ROOT)

/** The text that the generated file must have. Deterministic. */
export function generateClient(): string {
  const document: OpenApiDocument = describeApi(loadPacks(fileURLToPath(new URL('policy-packs', ROOT))))
  return clientSource(document)
}

if (import.meta.main) {
  const text = generateClient()
  if (process.argv.includes('--check')) {
    if (readFileSync(GENERATED_FILE, 'utf8') !== text) {
      process.stderr.write('packages/client/src/generated/api.ts is stale. Run: npm run generate\n')
      process.exitCode = 1
    }
  } else {
    writeFileSync(GENERATED_FILE, text)
    process.stdout.write(`Wrote ${fileURLToPath(GENERATED_FILE)}.\n`)
  }
}
