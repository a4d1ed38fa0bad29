// SPDX-License-Identifier: Apache-2.0
// What to do now, what never to do, and whom to call with one tap.

import type { Advice, Contact } from '@jandon/shield'
import { Sign } from '../../parts/icon.tsx'
import { useCheckWords } from './words.ts'

interface Props {
  readonly advice: Advice
  /** The verdict above says the same as its first sentence. */
  readonly isSumSaid: boolean
}

export function AdviceCard({ advice, isSumSaid }: Props) {
  const { say, t } = useCheckWords()
  return (
    <section className="card advice">
      {!isSumSaid && <p className="advice-sum">{say(advice)}</p>}
      {advice.now.length > 0 && (
        <div>
          <h3>{t.now}</h3>
          <ol className="advice-now">
            {advice.now.map(step => (
              <li key={step.ko}>{say(step)}</li>
            ))}
          </ol>
        </div>
      )}
      {advice.never.length > 0 && (
        <div className="advice-never">
          <h3>{t.never}</h3>
          <ul>
            {advice.never.map(act => (
              <li key={act.ko}>
                <Sign name="close" size={18} />
                <span>{say(act)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {advice.contacts.length > 0 && (
        <div>
          <h3>{t.contacts}</h3>
          <ul className="contacts">
            {advice.contacts.map(contact => (
              <ContactRow key={contact.name.ko} contact={contact} />
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

function ContactRow({ contact }: { readonly contact: Contact }) {
  const { say, t } = useCheckWords()
  const { phone, url } = contact
  return (
    <li>
      <span>{say(contact.name)}</span>
      {phone !== undefined && (
        <a className="button" href={`tel:${phone.replaceAll(/[^\d+*#]/g, '')}`}>
          <Sign name="phone" size={18} />
          {t.call(phone)}
        </a>
      )}
      {phone === undefined && url !== undefined && (
        <a className="button" href={url} rel="noopener noreferrer" target="_blank">
          <Sign name="link" size={18} />
          {t.visit(url.replace(/^https?:\/\//, '').replace(/\/$/, ''))}
        </a>
      )}
    </li>
  )
}
