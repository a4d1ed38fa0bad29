// SPDX-License-Identifier: Apache-2.0
// The log as JSON lines on stderr; stdout is for people. What may be in a line is said by the port: ids, codes,
// figures.

import pino from 'pino'
import type { Log } from './log.ts'

export interface RunningLog extends Log {
  /** Writes out what is still held. Lines are written in the background, so that a slow disk does not slow requests. */
  flush(): void
}

const STDERR = 2
/** A write for each line took as long as all else about a small request. Lines are seen a tenth of a second later. */
const BUFFER = { minLength: 32_768, maxWrite: 65_536, periodicFlush: 100 }

export function createLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): RunningLog {
  const destination = pino.destination({ dest: STDERR, sync: false, ...BUFFER })
  const logger = pino(
    { level, base: undefined, messageKey: 'message', timestamp: pino.stdTimeFunctions.isoTime },
    destination,
  )
  return {
    debug: (fields, sentence) => logger.debug(fields, sentence),
    info: (fields, sentence) => logger.info(fields, sentence),
    warn: (fields, sentence) => logger.warn(fields, sentence),
    error: (fields, sentence) => logger.error(fields, sentence),
    flush: () => {
      try {
        destination.flushSync()
      } catch {
        // Nothing was ever written: there is nothing to flush.
      }
    },
  }
}
