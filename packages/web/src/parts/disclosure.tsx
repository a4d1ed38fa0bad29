// SPDX-License-Identifier: Apache-2.0
// More for those who want it, closed at first. The browser's own element: it works by key, and is found by search.

import type { ReactNode } from 'react'
import { Sign } from './icon.tsx'

export function Disclosure(props: {
  readonly summary: ReactNode
  readonly children: ReactNode
  /** Open from the start. */
  readonly isOpen?: boolean
  readonly onOpen?: () => void
}) {
  return (
    <details
      className="disclosure"
      open={props.isOpen}
      onToggle={event => event.currentTarget.open && props.onOpen?.()}
    >
      <summary>
        <span>{props.summary}</span>
        <Sign name="down" size={18} />
      </summary>
      <div className="disclosure-body">{props.children}</div>
    </details>
  )
}
