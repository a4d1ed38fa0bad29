// SPDX-License-Identifier: Apache-2.0
// Three promises, for the person who has been burnt before.

import { useSpeech } from '../../app/language.tsx'
import { Sign } from '../../parts/icon.tsx'

export function Promises() {
  const { t } = useSpeech()
  const { title, one, two, three } = t.home.promise
  return (
    <section className="promises" aria-labelledby="promises-title">
      <h2 id="promises-title" className="section-title">
        {title}
      </h2>
      <ul>
        {[one, two, three].map(promise => (
          <li key={promise.title}>
            <Sign name="check" />
            <div>
              <h3>{promise.title}</h3>
              <p>{promise.text}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
