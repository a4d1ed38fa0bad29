// SPDX-License-Identifier: Apache-2.0
// Writes realistic decisions by seed, one JSON object on each line, for `jandon pack impact`. No real person is in
// them: each starts from a case of the pack.
// `node scripts/generate-decisions.ts PACK COUNT [--seed N] > decisions.jsonl`

import { once } from 'node:events'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { sampleInputs, writeRecord } from '@jandon/domain/policy'
import { checkPack } from '../packages/server/src/packs/index.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' } },
})
const [directory, count] = positionals
if (directory === undefined || count === undefined || !/^\d{1,8}$/.test(count)) {
  console.error('Write: node scripts/generate-decisions.ts PACK COUNT [--seed N] > decisions.jsonl')
  process.exit(2)
}
const { pack } = checkPack(resolve(directory), { quick: true })
if (!pack) {
  console.error(`${directory} holds no pack that can be used. See: npm run jandon -- pack check ${directory}`)
  process.exit(2)
}
const inputs = sampleInputs(pack, pack.documents.cases, { seed: Number.parseInt(values.seed, 10) })
for (let line = 1; line <= Number.parseInt(count, 10); line++) {
  const text = JSON.stringify(writeRecord(pack, inputs.next().value, String(line)))
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, 'drain')
}
