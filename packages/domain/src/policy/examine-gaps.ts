// SPDX-License-Identifier: Apache-2.0
// What a pack does not speak about at all: kinds of instrument that no rule names. Silence may be right, and then the
// pack says so; it must not be an oversight.

import { INSTRUMENT_KINDS } from '../instrument/index.ts'
import type { Tell } from './examine.ts'
import type { Pack } from './pack.ts'

/** Tells kinds that neither a rule nor `silentOn` names, and kinds that both name. */
export function examineGaps({ engine, documents: { pack } }: Pack, tell: Tell): void {
  const silent = new Set(pack.silentOn?.kinds ?? [])
  const missing = INSTRUMENT_KINDS.filter(kind => !engine.kinds.has(kind) && !silent.has(kind))
  if (missing.length > 0) {
    const message = {
      ko: `어느 규칙도 다루지 않는 수단이 있어요: ${missing.join(', ')}. 규칙을 더하거나, 할 말이 없는 까닭을 pack.yaml의 silentOn에 적어 주세요.`,
      en: `No rule speaks of ${missing.join(', ')}. Add one, or say in silentOn of pack.yaml why there is nothing to say.`,
    }
    tell('warning', 'gap', message, 'pack', 'pack')
  }
  const both = [...silent].filter(kind => engine.kinds.has(kind))
  if (both.length > 0) {
    const message = {
      ko: `silentOn에 적힌 ${both.join(', ')}를 다루는 규칙이 있어요. silentOn에서 지워 주세요.`,
      en: `silentOn names ${both.join(', ')}, of which rules speak. Remove it there.`,
    }
    tell('warning', 'gap', message, 'pack', 'pack', 'silentOn')
  }
}
