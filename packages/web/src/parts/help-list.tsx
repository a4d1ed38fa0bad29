// SPDX-License-Identifier: Apache-2.0
// People and offices that help, as one list: the nearest first, the rest behind one line.

import type { Text } from '../api/shapes.ts'
import { useSpeech } from '../app/language.tsx'
import { Contact } from './contact.tsx'
import { Disclosure } from './disclosure.tsx'

export interface Help {
  readonly code: string
  readonly title: Text
  readonly description?: Text
  readonly contact?: string
}

const FIRST = 3 // What fits beside a decision on a phone; the API puts what fits best first.

export function HelpList({ helps }: { readonly helps: readonly Help[] }) {
  const { t } = useSpeech()
  if (helps.length === 0) return null
  const rest = helps.slice(FIRST)
  return (
    <div className="card help">
      <ul>
        {helps.slice(0, FIRST).map(help => (
          <HelpRow key={help.code} help={help} />
        ))}
      </ul>
      {rest.length > 0 && (
        <Disclosure summary={t.refusal.moreHelp(String(rest.length))}>
          <ul>
            {rest.map(help => (
              <HelpRow key={help.code} help={help} />
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  )
}

function HelpRow({ help }: { readonly help: Help }) {
  const { say } = useSpeech()
  return (
    <li className="help-row">
      <div className="help-row-words">
        <h3>{say(help.title)}</h3>
        {help.description !== undefined && <p>{say(help.description)}</p>}
      </div>
      {help.contact !== undefined && help.contact !== '' && <Contact contact={help.contact} />}
    </li>
  )
}
