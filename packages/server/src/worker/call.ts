// SPDX-License-Identifier: Apache-2.0
// Makes the one call to the world that a piece of work is about. Whatever happens here becomes an outcome: an adapter
// that throws or does not answer in time leaves it unknown, because it may have happened.

import { assert } from '@jandon/domain/assert'
import type { Unknown } from '@jandon/domain/conversion'
import { faultFields } from '../ports/index.ts'
import type { Answer } from './commit.ts'
import type { WorkerDeps } from './deps.ts'
import { adapterOf, type HeldCall } from './prepare.ts'

async function withTimeout<T>(deps: WorkerDeps, timeoutMs: number, call: Promise<T>): Promise<T | Unknown> {
  const late = new AbortController()
  const timeout = deps.timer.sleep(timeoutMs, late.signal).then((): Unknown => ({ kind: 'unknown', code: 'timeout' }))
  try {
    return await Promise.race([call, timeout])
  } catch (thrown) {
    deps.log.error(faultFields(thrown), 'An adapter threw; the outcome of its call is unknown.')
    return { kind: 'unknown', code: 'adapter_threw' }
  } finally {
    late.abort(null)
  }
}

export async function makeCall(deps: WorkerDeps, held: HeldCall): Promise<Answer> {
  const { call, conversion, account, instrument, reference } = held
  const { timeoutMs } = adapterOf(deps, conversion, call)
  const source = deps.sources.get(conversion.source)
  const rail = deps.rails.get(conversion.rail)
  assert(source !== undefined && rail !== undefined, 'A conversion names adapters that exist.')
  switch (call) {
    case 'redeem': {
      const request = {
        reference,
        conversionId: conversion.id,
        issuer: conversion.issuer,
        kind: instrument.kind,
        serial: instrument.serial,
        faceValue: conversion.faceValue,
        gross: conversion.gross,
        ruleId: conversion.ruleId,
      }
      return { act: 'redemption', outcome: await withTimeout(deps, timeoutMs, source.redeem(request)) }
    }
    case 'query_redemption':
      return { act: 'redemption', outcome: await withTimeout(deps, timeoutMs, source.query(reference)) }
    case 'pay': {
      assert(conversion.payout !== null, 'A payout call has a payout.')
      const instruction = {
        reference,
        conversionId: conversion.id,
        bankCode: account.bankCode,
        accountNumber: account.accountNumber,
        accountHolder: account.accountHolder,
        amount: conversion.payout.amount,
      }
      return { act: 'payout', outcome: await withTimeout(deps, timeoutMs, rail.submit(instruction)) }
    }
    case 'query_payout':
      return { act: 'payout', outcome: await withTimeout(deps, timeoutMs, rail.query(reference)) }
  }
}
