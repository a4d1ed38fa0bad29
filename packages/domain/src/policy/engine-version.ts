// SPDX-License-Identifier: Apache-2.0
// Which engine decided. A pack says what the law is; this says who read it.

/**
 * Raised whenever the same pack and facts can be answered otherwise, in amounts or in words. It is kept with every
 * quote, so that a decision that comes out otherwise years later can be told from one that was tampered with.
 */
export const ENGINE_VERSION = '1'
