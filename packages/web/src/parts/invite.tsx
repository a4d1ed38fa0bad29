// SPDX-License-Identifier: Apache-2.0
// A way to another page that answers the next question, as one large line to tap.

import { useSpeech } from '../app/language.tsx'
import type { Page } from '../app/router.ts'
import { Sign } from './icon.tsx'
import { Link } from './link.tsx'

interface Props {
  readonly to: Page
  readonly title: string
  readonly text: string
}

export function Invite({ to, title, text }: Props) {
  return (
    <Link to={to} className="invite">
      <Sign name="shield" size={28} />
      <span className="invite-words">
        <b>{title}</b>
        <span>{text}</span>
      </span>
      <Sign name="next" />
    </Link>
  )
}

/** To "Is this a scam?", from pages where somebody may have come with such a question. */
export function CheckInvite({ from }: { readonly from: 'fromHome' | 'fromOffer' }) {
  const { t } = useSpeech()
  return <Invite to={{ name: 'check' }} {...t.check[from]} />
}
