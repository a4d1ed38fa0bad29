export { assert, Bug } from './assert.ts'
