// SPDX-License-Identifier: Apache-2.0
// This page's own catalogue in the language of the page, with the picker for texts that the shield words in both.

import { useSpeech } from '../../app/language.tsx'
import { CHECK_CATALOGUES } from '../../messages/check.ts'

export function useCheckWords() {
  const { language, say } = useSpeech()
  return { language, say, t: CHECK_CATALOGUES[language] }
}
