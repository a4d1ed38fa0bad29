// SPDX-License-Identifier: Apache-2.0
// The way to the page "Is this a scam?" from pages where somebody may have come with such a question.

import { useSpeech } from '../app/language.tsx'
import { Sign } from './icon.tsx'
import { Link } from './link.tsx'

export function CheckInvite({ from }: { readonly from: 'fromHome' | 'fromOffer' }) {
  const { t } = useSpeech()
  const { title, text } = t.check[from]
  return (
    <Link to={{ name: 'check' }} className="invite">
      <Sign name="shield" size={28} />
      <span className="invite-words">
        <b>{title}</b>
        <span>{text}</span>
      </span>
      <Sign name="next" />
    </Link>
  )
}
