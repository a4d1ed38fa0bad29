// SPDX-License-Identifier: Apache-2.0
// A way to reach someone who helps: a number to call with one tap, or a site to open.

import { useSpeech } from '../app/language.tsx'
import { Sign } from './icon.tsx'

/** Reads the first number or site in a contact text; a text with neither is shown as it is. */
export function Contact({ contact }: { readonly contact: string }) {
  const { t } = useSpeech()
  const site = /(?:https?:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,}(?:\/\S*)?)/i.exec(contact)?.[1]
  const number = /\d{2,4}(?:-\d{3,4}){0,2}/.exec(contact)?.[0]
  if (site !== undefined) {
    return (
      <a className="button" href={`https://${site}`} rel="noopener noreferrer" target="_blank">
        <Sign name="link" size={18} />
        {t.refusal.visit(site)}
      </a>
    )
  }
  if (number !== undefined) {
    return (
      <div className="contact">
        <a className="button" href={`tel:${number.replaceAll('-', '')}`}>
          <Sign name="phone" size={18} />
          {t.refusal.call(number)}
        </a>
        {contact !== number && (
          <p className="small" lang="ko">
            {contact}
          </p>
        )}
      </div>
    )
  }
  return (
    <p className="small" lang="ko">
      {contact}
    </p>
  )
}
