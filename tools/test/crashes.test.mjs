import assert from 'node:assert/strict'
import test from 'node:test'
import { crashedTests } from '../setup/crashes.mjs'

const crashed = `ok  	okno/desk	1.1s
--- FAIL: TestWeek (7.78s)
    --- FAIL: TestWeek/ru (0.38s)
        setup_week_test.go:158: looks: browser process exited: signal: segmentation fault: context canceled
FAIL
FAIL	okno/e2e	24.0s
ok  	okno/handlers	20.0s
FAIL
`
const ours = `--- FAIL: TestPanel (1.00s)
    panel_test.go:12: the card is missing
`

test('a test whose browser crashed is named', () => assert.deepEqual(crashedTests(crashed), ['TestWeek']))

test('nothing is named beside a failure of ours', () => {
  assert.deepEqual(crashedTests(ours + crashed), [])
  assert.deepEqual(crashedTests(crashed.replace('ok  	okno/handlers', 'FAIL	okno/handlers')), [])
  assert.deepEqual(crashedTests(ours + 'FAIL\nFAIL	okno/e2e	2s\n'), [])
})

test('nothing is named where nothing failed', () => assert.deepEqual(crashedTests('ok  	okno/e2e	24.0s\n'), []))
