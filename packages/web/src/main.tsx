// SPDX-License-Identifier: Apache-2.0
// Where the app starts in the browser.

import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css'
import './design/tokens.css'
import './design/base.css'
import './design/parts.css'
import './design/fields.css'
import './design/home.css'
import './design/result.css'
import './design/refusal.css'
import './design/accept.css'
import './design/follow.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'

const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
