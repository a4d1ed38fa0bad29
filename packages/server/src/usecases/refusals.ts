// SPDX-License-Identifier: Apache-2.0
// Every reason why Jandon says no, as one closed list. A code never changes its meaning. HTTP maps each to a problem.

export const REFUSAL_CODES = [
  'not_found',
  'wrong_scope',
  'invalid_request',
  'unknown_jurisdiction',
  'pack_stale',
  'pack_version_not_kept',
  'unknown_bank',
  'account_number_invalid',
  'account_holder_mismatch',
  'account_not_found',
  'bank_unavailable',
  'holder_is_minor',
  'birth_date_missing',
  'quote_expired',
  'option_not_found',
  'decision_refused',
  'decision_changed',
  'route_not_carried_out',
  'estimate_changed',
  'issuer_refused',
  'issuer_unavailable',
  'consent_mismatch',
  'consent_too_old',
  'instrument_already_converted',
  'payout_account_not_of_holder',
  'payout_account_name_differs',
  'idempotency_key_missing',
  'idempotency_key_reused',
  'idempotency_in_progress',
  'simulator_off',
  'overloaded',
] as const

export type RefusalCode = (typeof REFUSAL_CODES)[number]
