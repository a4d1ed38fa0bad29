// SPDX-License-Identifier: Apache-2.0
// A link to another page of the app. It is a real link: it opens in a new tab, and works before it is clicked twice.

import type { MouseEvent, ReactNode } from 'react'
import { useSpeech } from '../app/language.tsx'
import { navigate, type Page, pathOf } from '../app/router.ts'

interface Props {
  readonly to: Page
  readonly className?: string
  readonly label?: string
  readonly current?: boolean
  readonly children: ReactNode
}

export function Link({ to, className, label, current, children }: Props) {
  const { language } = useSpeech()
  const path = pathOf(language, to)
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return
    event.preventDefault()
    navigate(path)
  }
  return (
    <a
      href={path}
      className={className}
      aria-label={label}
      aria-current={current ? 'page' : undefined}
      onClick={onClick}
    >
      {children}
    </a>
  )
}
