/*
 * Builds what the binary embeds: static/dist from static/{js,css,icons.txt} and npm's htmx, fonts and icons,
 * and widget/dist from widget/src. The same sources give the same bytes. Prints what each file weighs on the
 * wire and fails when the panel or the widget outgrows its budget (ui.md: 60 KB and 18 KB compressed).
 * With --watch it goes on and builds again what a changed source belongs to; what is wrong is told and stops nothing.
 */
import { access, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'
import { isAsset, watchTree, whenAtRest } from './setup/watch.mjs'

const KB = 1024
const budgets = { panel: 60 * KB, widget: 18 * KB }

const root = fileURLToPath(new URL('..', import.meta.url))
const at = (...parts) => path.join(root, ...parts)

async function main(args) {
  if (!args.includes('--watch')) return build()
  const folders = ['static', 'widget']
  await rebuild(folders).catch(tell)
  const again = whenAtRest((changed) => rebuild(changed).catch(tell))
  for (const folder of folders) watchTree(at(folder), (name) => isAsset(`${folder}/${name}`) && again(folder))
}

async function build() {
  const [files, widget] = await Promise.all([buildStatic(), buildWidget()])
  report(files, widget)
  weigh(files, widget)
}

/** Builds what these folders, of static and widget, bring. */
async function rebuild(folders) {
  const began = performance.now()
  const [files, widget] = await Promise.all([
    folders.includes('static') ? buildStatic() : null,
    folders.includes('widget') ? buildWidget() : null,
  ])
  console.log(`assets: ${folders.join(' and ')} built in ${Math.round(performance.now() - began)} ms`)
  weigh(files, widget)
}

/** Builds static/dist; returns its files by their names. */
async function buildStatic() {
  const [panel, htmx, icons, copies] = await Promise.all([buildPanel(), joinHtmx(), buildSprite(), copyImages()])
  const files = new Map([...panel, ['icons.svg', icons], ...copies])
  // One file, and htmx begins in a later task than the one that runs it: what the panel listens to is never missed.
  for (const name of ['panel.js', 'client.js']) files.set(name, Buffer.concat([htmx, Buffer.from(files.get(name))]))
  await replace(at('static/dist'), files)
  return files
}

/** The scripts (without htmx) and styles of the panel and of the client's own page, and the fonts that they name, by their names in static/dist. */
async function buildPanel() {
  const entries = [
    'static/js/panel.js',
    'static/js/schedules.js',
    'static/js/desk.js',
    'static/js/find.js',
    'static/js/overview.js',
    'static/js/preview.js',
    'static/css/overview.css',
    'static/js/app.js',
    'static/js/offline.js',
    'static/js/sw.js',
    'static/js/push.js',
    'static/css/offline.css',
    'static/css/own.css',
    'static/css/preview.css',
    'static/css/terms.css',
    'static/css/cycle.css',
    'static/css/reports.css',
    'static/css/poster.css',
    'static/css/translations.css',
    'static/css/import.css',
    'static/css/desk.css',
    'static/css/panel.css',
    'static/js/client.js',
    'static/css/client.css',
  ]
  await Promise.all(entries.map(need))
  const result = await esbuild.build({
    absWorkingDir: root,
    entryPoints: entries,
    entryNames: '[name]',
    assetNames: '[name]-[hash]',
    outdir: at('static/dist'),
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    // What knows CSS nesting, :has() and <dialog>; esbuild lowers what is newer.
    target: ['chrome111', 'firefox115', 'safari16.4'],
    charset: 'utf8',
    loader: { '.woff2': 'file', '.svg': 'file' },
    logLevel: 'silent',
  })
  const built = result.outputFiles.map((file) => [path.basename(file.path), file.contents])
  for (const alphabet of ['latin', 'cyrillic']) {
    if (!built.some(([name]) => name.startsWith(`onest-${alphabet}-`))) {
      throw new Problem(
        `static/css/panel.css has no @font-face with url("@fontsource-variable/onest/files/onest-${alphabet}-wght-normal.woff2")`,
      )
    }
  }
  return built
}

/** htmx and its WebSocket extension in one file, without the pointers to source maps that are not served. */
async function joinHtmx() {
  const parts = ['node_modules/htmx.org/dist/htmx.min.js', 'node_modules/htmx.org/dist/ext/hx-ws.min.js']
  const texts = await Promise.all(parts.map(read))
  return Buffer.from(texts.map((text) => text.replace(/^\/\/# sourceMappingURL=.*$/gm, '').trim() + '\n').join(';'))
}

/** The icons named in static/icons.txt (a Lucide name a line, # begins a comment) as symbols of one sprite. */
async function buildSprite() {
  const names = (await read('static/icons.txt'))
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter(Boolean)
  const symbols = await Promise.all([...new Set(names)].sort().map(symbol))
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><!-- Lucide, ISC licence -->${symbols.join('')}</svg>\n`)
}

async function symbol(name) {
  const file = `node_modules/lucide-static/icons/${name}.svg`
  const text = await read(file).catch(() => {
    throw new Problem(`static/icons.txt names ${name}, which Lucide does not have (${file})`)
  })
  const drawing = text
    .match(/<svg[^>]*>(.*)<\/svg>/s)[1]
    .replace(/\s+/g, ' ')
    .replace(/ ?(\/?>) ?/g, '$1')
    .trim()
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${drawing}</symbol>`
}

/** Pictures that go as they are: the icon of the browser's tab and what lies in static/images. */
async function copyImages() {
  const images = await readdir(at('static/images')).catch(() => [])
  const files = ['static/favicon.svg', ...images.sort().map((name) => `static/images/${name}`)]
  await need(files[0])
  return Promise.all(files.map(async (file) => [path.basename(file), await readFile(at(file))]))
}

/** The widget bundles itself; its folder knows how. */
async function buildWidget() {
  await Promise.all(['widget/build.mjs', 'widget/src/widget.js'].map(need))
  const { buildWidget } = await import('../widget/build.mjs')
  return buildWidget()
}

/** Makes the folder hold exactly these files (and what keeps it in git); what is the same stays untouched. */
async function replace(folder, files) {
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(folder)) {
    if (!files.has(name) && name !== '.gitkeep') await rm(path.join(folder, name), { recursive: true })
  }
  for (const [name, content] of files) {
    const before = await readFile(path.join(folder, name)).catch(() => null)
    if (!before?.equals(content)) await writeFile(path.join(folder, name), content)
  }
}

const weight = (content) => gzipSync(content, { level: 9 }).length
const weightOfPanel = (files) => ['panel.js', 'panel.css'].reduce((sum, name) => sum + weight(files.get(name)), 0)

function report(files, { script, look, extras }) {
  const line = (name, bytes, note = '') => console.log(`  ${name.padEnd(46)} ${(bytes / KB).toFixed(1).padStart(6)} KB${note}`)
  console.log('assets, compressed:')
  for (const [name, content] of files) line(`static/dist/${name}`, name.endsWith('.woff2') ? content.length : weight(content))
  line('the panel: panel.js, panel.css', weightOfPanel(files), ` of ${budgets.panel / KB}`)
  line('widget/dist/widget.css', weight(look))
  line('widget/dist/widget-extras.js', weight(extras))
  line('widget/dist/widget.js', weight(script), ` of ${budgets.widget / KB}`)
}

/** Fails when what was built, null for nothing, is heavier than it may be. */
function weigh(files, widget) {
  const panel = files ? weightOfPanel(files) : 0
  if (panel > budgets.panel) throw new Problem(`the panel's script and style weigh ${panel} bytes compressed, more than ${budgets.panel}`)
  const script = widget ? weight(widget.script) : 0
  if (script > budgets.widget) throw new Problem(`the widget's script weighs ${script} bytes compressed, more than ${budgets.widget}`)
}

/** What a person can mend, told without a stack. */
class Problem extends Error {}

async function need(file) {
  await access(at(file)).catch(() => {
    throw new Problem(`${file} is missing${file.startsWith('node_modules') ? '; run: npm ci' : ''}`)
  })
}

async function read(file) {
  await need(file)
  return readFile(at(file), 'utf8')
}

async function tell(error) {
  if (error.errors) for (const text of await esbuild.formatMessages(error.errors, { kind: 'error' })) console.error(text.trimEnd())
  else console.error(`assets: ${error instanceof Problem ? error.message : error.stack}`)
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  await tell(error)
  process.exitCode = 1
}
