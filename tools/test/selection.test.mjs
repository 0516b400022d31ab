import assert from 'node:assert/strict'
import test from 'node:test'
import { meeting } from '../setup/selection.mjs'

const helpers = `
func atOnce(acts ...func() error) {
	all.Go(func() { act() })
}

func (f *front) bothPress() {
	atOnce(f.one, f.two)
}
`
const tests = `
func TestTwoPress(t *testing.T) {
	newFront(t).bothPress()
}

func TestOnePresses(t *testing.T) {
	newFront(t).press()
}
`

test('a test meets goroutines that a function of another file starts for it', () =>
  assert.deepEqual(meeting([tests, helpers]), ['TestTwoPress']))

test('a test that starts one itself is named', () =>
  assert.deepEqual(meeting(['func TestOwn(t *testing.T) {\n\tgo func() {}()\n}\n']), ['TestOwn']))

test('a test is found by what a function of another file does for it', () =>
  assert.deepEqual(
    meeting(['func TestLooks(t *testing.T) {\n\tnewFront(t)\n}\n', 'func newFront(t *testing.T) {\n\tbrowser(t)\n}\n'], /\bbrowser\(t\)/),
    ['TestLooks'],
  ))

test('a method is not taken for a function of its name', () =>
  assert.deepEqual(
    meeting([
      'func TestOne(t *testing.T) {\n\topen(t)\n}\n',
      'func TestTwo(t *testing.T) {\n\tb.open(t)\n}\n',
      'func (b browser) open(t *testing.T) {\n\tgo func() {}()\n}\n',
    ]),
    ['TestTwo'],
  ))
