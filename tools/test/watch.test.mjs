import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import test from 'node:test'
import { isAsset, isBuiltIn, isReadAtOnce, watchTree, whenAtRest } from '../setup/watch.mjs'

/** A folder to watch, and what was told of it; holds(name) resolves once that name was told. */
function watched(t) {
  const root = mkdtempSync(path.join(os.tmpdir(), 'watch-'))
  mkdirSync(path.join(root, 'desk'))
  mkdirSync(path.join(root, 'node_modules'))
  const told = new Set()
  let hear = () => {}
  const tree = watchTree(root, (name) => {
    told.add(name)
    hear()
  })
  t.after(() => {
    tree.close()
    rmSync(root, { recursive: true })
  })
  const holds = (name) =>
    new Promise((resolve) => {
      hear = () => told.has(name) && resolve()
      hear()
    })
  return { told, holds, at: (...parts) => path.join(root, ...parts) }
}

test('a file that is written, or put in the place of another, is told', async (t) => {
  const { holds, told, at } = watched(t)
  writeFileSync(at('desk/book.go'), 'one')
  await holds('desk/book.go')
  told.clear()
  writeFileSync(at('desk/book.go.new'), 'two')
  renameSync(at('desk/book.go.new'), at('desk/book.go'))
  await holds('desk/book.go')
})

test('what lies in a new folder is told, and what is changed there later', async (t) => {
  const { holds, told, at } = watched(t)
  mkdirSync(at('desk/undo/deep'), { recursive: true })
  writeFileSync(at('desk/undo/deep/undo.go'), 'one')
  await holds('desk/undo/deep/undo.go')
  told.clear()
  writeFileSync(at('desk/undo/deep/undo.go'), 'two')
  await holds('desk/undo/deep/undo.go')
})

test('packages and hidden folders are left alone', async (t) => {
  const { holds, told, at } = watched(t)
  writeFileSync(at('node_modules/index.js'), '')
  mkdirSync(at('.git'))
  writeFileSync(at('.git/index'), '')
  writeFileSync(at('last.go'), '')
  await holds('last.go')
  assert.deepEqual([...told], ['last.go'])
})

test('what is asked for together is one piece of work, and what is asked for meanwhile another', async () => {
  const done = []
  let ask
  await new Promise((resolve) => {
    ask = whenAtRest(async (all) => {
      done.push(all)
      if (done.length === 2) return resolve()
      ask('c')
      await new Promise((later) => setTimeout(later, 100))
      ask('c')
    })
    ask('a')
    ask('b')
    ask('a')
  })
  assert.deepEqual(done, [['a', 'b'], ['c']])
})

test('every source has one way into the running demo', () => {
  for (const [way, names] of [
    [
      isReadAtOnce,
      [
        'views/board/board.html',
        'views/layouts/panel.html',
        'views/locales/words.en.json',
        'notify/compose/locales/ru.json',
        'notify/compose/account/en.json',
        'widget/text/ru.json',
        'widget/dist/widget.js',
        'static/dist/panel.css',
      ],
    ],
    [
      isAsset,
      [
        'static/css/board.css',
        'static/js/board.js',
        'static/icons.txt',
        'static/images/start.svg',
        'widget/src/widget.js',
        'widget/src/styles/look.css',
      ],
    ],
    [
      isBuiltIn,
      [
        'desk/book.go',
        'views/board/board.go',
        'go.mod',
        'db/migrations/00001_start.sql',
        'cmd/okno/site/index.html',
        'notify/compose/templates/head.html',
        'notify/compose/account/mail.html',
        'booking/regions.tab',
      ],
    ],
    [
      null,
      [
        'desk/book_test.go',
        'README.md',
        'tools/dev.mjs',
        'widget/test/api.test.js',
        'static/css/rows.mjs',
        'e2e/board.go',
        'handlers/testdata/night.json',
      ],
    ],
  ]) {
    for (const name of names) {
      for (const each of [isReadAtOnce, isAsset, isBuiltIn]) assert.equal(each(name), each === way, `${each.name}(${name})`)
    }
  }
})
