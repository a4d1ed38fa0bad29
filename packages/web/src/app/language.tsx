// SPDX-License-Identifier: Apache-2.0
// The language of the page. It follows the address; the last one read is remembered in this browser.

import { createContext, type ReactNode, use, useEffect } from 'react'
import type { Text } from '../api/shapes.ts'
import { CATALOGUES, LANGUAGES, type Language, type Messages } from '../messages/index.ts'

interface Speech {
  readonly language: Language
  readonly t: Messages
  /** Picks this language out of a text that the API gives in all of them. */
  readonly say: (text: Text | string) => string
}

const SpeechContext = createContext<Speech>(speechOf('ko'))
const STORAGE_KEY = 'jandon.language'

function speechOf(language: Language): Speech {
  return {
    language,
    t: CATALOGUES[language],
    say: text => (typeof text === 'string' ? text : text[language]),
  }
}

export function LanguageProvider({
  language,
  children,
}: {
  readonly language: Language
  readonly children: ReactNode
}) {
  useEffect(() => {
    document.documentElement.lang = language
    try {
      window.localStorage.setItem(STORAGE_KEY, language)
    } catch {
      // Without storage the address alone decides.
    }
  }, [language])
  return <SpeechContext value={speechOf(language)}>{children}</SpeechContext>
}

export function useSpeech(): Speech {
  return use(SpeechContext)
}

/** The language read last time, else what the browser asks for, else Korean. */
export function preferredLanguage(): Language {
  let remembered: string | null = null
  try {
    remembered = window.localStorage.getItem(STORAGE_KEY)
  } catch {
    remembered = null
  }
  const wanted = [remembered, ...window.navigator.languages.map(tag => tag.slice(0, 2))]
  return wanted.map(tag => LANGUAGES.find(known => known === tag)).find(known => known !== undefined) ?? 'ko'
}
