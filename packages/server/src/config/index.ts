// SPDX-License-Identifier: Apache-2.0
// The server's configuration: read once at start, checked whole, printed without secrets.

export { ConfigFault, describeConfig, type Environment, loadConfig, variablesAsMarkdown } from './config.ts'
export { dataKeyFile, openDataKey } from './data-key.ts'
export { type Config, isLoopback, type LogLevel, PROJECT_DIR, VARIABLES } from './variables.ts'
