// SPDX-License-Identifier: Apache-2.0
// Pictures of what people hold. Each is a thing with one copper coin stuck in it: the change that wants out.

import type { ReactNode } from 'react'

const PICTURES: Readonly<Record<string, ReactNode>> = {
  new_type_voucher: (
    <>
      <path d="M5 13a3 3 0 0 1 3-3h24a3 3 0 0 1 3 3v3.5a3.5 3.5 0 0 0 0 7V27a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3v-3.5a3.5 3.5 0 0 0 0-7z" />
      <path d="M25 14.5v2M25 19v2M25 23.5v2" />
      <circle className="coin" cx="15.5" cy="20" r="5" />
    </>
  ),
  prepaid_balance: (
    <>
      <path d="M6 14.5A3.5 3.5 0 0 1 9.5 11H29v4.5M6 14.5V28a4 4 0 0 0 4 4h20a3 3 0 0 0 3-3V18a2.5 2.5 0 0 0-2.5-2.5H7.5" />
      <circle className="coin" cx="27" cy="24" r="4.5" />
    </>
  ),
  game_cash: (
    <>
      <path d="M13 12h14c5 0 8 5.5 8 11.5 0 3.5-1.5 6-4 6-3.5 0-4-4.5-7-4.5h-8c-3 0-3.5 4.5-7 4.5-2.5 0-4-2.5-4-6C5 17.5 8 12 13 12z" />
      <path d="M13.5 15.5v6M10.5 18.5h6" />
      <circle className="coin" cx="26.5" cy="18.5" r="4" />
    </>
  ),
  transit_card: (
    <>
      <rect x="5" y="10" width="30" height="21" rx="3.5" />
      <path d="M23 16c2.5 2.5 2.5 6.5 0 9M27.5 14c3.5 3.5 3.5 9.5 0 13" />
      <circle className="coin" cx="14" cy="20.5" r="4.5" />
    </>
  ),
  card_points: (
    <>
      <rect x="5" y="10" width="30" height="21" rx="3.5" />
      <path d="M5 16.5h30" />
      <circle className="coin" cx="27.5" cy="25" r="4" />
      <path d="M10 25h7" />
    </>
  ),
  carrier_purchase: (
    <>
      <rect x="11" y="4.5" width="18" height="31" rx="4" />
      <path d="M17.5 8.5h5" />
      <circle className="coin" cx="20" cy="20.5" r="5" />
      <path d="M16 30.5h8" />
    </>
  ),
  paper_voucher: (
    <>
      <rect x="4.5" y="11" width="31" height="18.5" rx="2.5" />
      <path d="M9 15.5h3M28 25h3" />
      <circle className="coin" cx="20" cy="20.25" r="5" />
    </>
  ),
  local_voucher: (
    <>
      <path d="M7.5 17.5V31h25V17.5M5 12l2.5-4h25L35 12v2.5a3.75 3.75 0 0 1-7.5 0 3.75 3.75 0 0 1-7.5 0 3.75 3.75 0 0 1-7.5 0 3.75 3.75 0 0 1-7.5 0z" />
      <circle className="coin" cx="20" cy="25" r="4" />
    </>
  ),
  onnuri_voucher: (
    <>
      <path d="M5.5 18h29l-3 12a3 3 0 0 1-3 2.5h-17a3 3 0 0 1-3-2.5zM12 18l5-10M28 18 23 8" />
      <circle className="coin" cx="20" cy="25" r="4" />
    </>
  ),
  digital_content: (
    <>
      <rect x="4.5" y="8" width="31" height="20" rx="3" />
      <path d="M14 33h12M16.5 14v8l6.5-4z" />
      <circle className="coin" cx="29" cy="28" r="4.5" />
    </>
  ),
  telecom_overpayment: (
    <>
      <path d="M8 32v-5M15 32V22M22 32V17M29 32v-9" />
      <circle className="coin" cx="29" cy="13" r="5" />
    </>
  ),
  dormant_deposit: (
    <>
      <path d="M6 31.5h28M9 27V18M16 27V18M24 27v-3M31 27V18M5.5 15 20 7l14.5 8z" />
      <circle className="coin" cx="24" cy="20" r="4" />
    </>
  ),
}

/** The picture of a kind of instrument; a voucher where the kind has none of its own. Decoration only. */
export function KindIcon({ kind, size = 40 }: { readonly kind: string; readonly size?: number }) {
  return (
    <svg className="kind-icon" width={size} height={size} viewBox="0 0 40 40" aria-hidden="true">
      {PICTURES[kind] ?? PICTURES.new_type_voucher}
    </svg>
  )
}

const SIGNS = {
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  down: 'M5 9l7 7 7-7',
  close: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  edit: 'M4 20h4L19 9l-4-4L4 16z',
  phone: 'M6 4h3l1.5 5-2 1.5a11 11 0 0 0 5 5l1.5-2 5 1.5v3a2 2 0 0 1-2 2A16 16 0 0 1 4 6a2 2 0 0 1 2-2z',
  link: 'M9 15 19 5M12 5h7v7M19 14v5H5V5h5',
  question: 'M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18h.01',
  shield: 'M12 3l7.5 3v5.5c0 4.5-3 8-7.5 9.5-4.5-1.5-7.5-5-7.5-9.5V6z',
  stop: 'M6 6l12 12M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z',
  warn: 'M12 4 21.5 20h-19zM12 10v4.5M12 17.2h.01',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5 20 20',
  paste: 'M9 3.5h6V7H9zM9 5H5.5v15.5h13V5H15',
  share: 'M12 15V4M7.5 8 12 3.5 16.5 8M6 12H4.5v8.5h15V12H18',
  copy: 'M8.5 8.5v-5h12v12h-5M3.5 8.5h12v12h-12z',
  print: 'M7 8V3.5h10V8M7 17H3.5V8h17v9H17M7 14h10v6.5H7z',
  calendar: 'M5 6h14v14H5zM5 10.5h14M9 3.5V8M15 3.5V8M12 13v4M10 15h4',
  wait: 'M12 7v5l3.5 2M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z',
} as const

/** A small sign beside a text that says the same. Decoration only. */
export function Sign({ name, size = 20 }: { readonly name: keyof typeof SIGNS; readonly size?: number }) {
  return (
    <svg className="sign" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={SIGNS[name]} />
    </svg>
  )
}
