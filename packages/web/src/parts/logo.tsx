// SPDX-License-Identifier: Apache-2.0
// The mark: a large coin that carries the first letter of 잔돈, and the small change that comes back from it.

export function Logo({ size = 32 }: { readonly size?: number }) {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <circle cx="14" cy="14.5" r="13" className="logo-coin" />
      <path d="M8.2 9.4h11.6M14 9.8c0 5-2.4 8.4-6.4 10.2M14 13.2c.8 3.2 2.9 5.4 6 6.8" className="logo-letter" />
      <circle cx="25.6" cy="25.4" r="6.4" className="logo-gap" />
      <circle cx="25.6" cy="25.4" r="4.8" className="logo-change" />
    </svg>
  )
}
