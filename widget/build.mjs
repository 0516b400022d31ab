/*
 * Bundles the widget: src/widget.js and all it imports, its first style sheets included, into the one script
 * dist/widget.js; the rest of its look into dist/widget.css and what the first times do without (src/extras) into
 * dist/widget-extras.js, both of which the script fetches by their version; beside each the same compressed by brotli.
 * As a program (`node widget/build.mjs`) it also says how big they are on the wire.
 */
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const target = 'chrome111'

// A style sheet becomes a minified text: the widget adopts it, no <style> and no link.
const css = {
  name: 'css-text',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await esbuild.transform(await readFile(path), { loader: 'css', minify: true, target })
      return { contents: code.trim(), loader: 'text' }
    })
  },
}

async function bundle(options) {
  const result = await esbuild.build({ bundle: true, minify: true, charset: 'utf8', write: false, ...options })
  return { content: Buffer.from(result.outputFiles[0].contents), names: result.mangleCache }
}

/** Names a content; handlers.VersionOf reckons likewise. */
const version = (content) => JSON.stringify(createHash('sha256').update(content).digest('hex').slice(0, 16))

/** For browsers that read brotli, a tenth smaller than gzip; compressed once, as it takes long. */
const brotli = (content) =>
  brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  })

// Names of our own that no browser, no answer of the API and no snippet knows: they need not be readable on the wire.
// test/source.test.js holds the list to that.
export const OWN_NAMES = `
  schedule schedules calendar frame memory homeless patiently troubled panel inputs banner chosen held
  selected focused asked fetchDays onDay onFull nearby onPick onClick onTab showChoice working elsewhere startOver
  backFrom progress prolong release cells paint finished requested leave fixed weekdayLong weekdays
  exactTime moment brief duration specialist skins settle whenSeen opener restart prefill speak
  resume emit learn refresh known nothing twice typed taken failed explain complete extra changed watch
  choices announce until forget keep config state dialog script field control node path busy
  load save choose turn move entry cell tell root wish foot otherwise returned proven api app fmt say patience visible opened
  unmet missed lacking dress nearest current place shown wait live since trouble drawn side other
  extras extra ahead soonest till begin more aside clocks theirs monthShort dayInText onTurn rest come
`
  .trim()
  .split(/\s+/)
const INTERNAL = new RegExp('^(' + OWN_NAMES.join('|') + ')$')

/** Bundles the widget; returns { script, look, extras } as bytes, and writes them into dist unless write is false. */
export async function buildWidget({ write = true } = {}) {
  const { content: look } = await bundle({ entryPoints: [here('src/styles/look.css')], target })
  const code = { target: 'es2022', mangleProps: INTERNAL, mangleCache: {} }
  // The script takes over the names that the extras were given, since each reads what the other writes.
  const { content: extras, names } = await bundle({ ...code, entryPoints: [here('src/extras/extras.js')], format: 'esm' })
  const { content: script } = await bundle({
    ...code,
    entryPoints: [here('src/widget.js')],
    format: 'iife',
    plugins: [css],
    define: { LOOK: version(look), EXTRAS: version(extras) },
    mangleCache: names,
  })
  if (write) {
    await mkdir(here('dist'), { recursive: true })
    for (const [name, content] of [
      ['widget.js', script],
      ['widget.css', look],
      ['widget-extras.js', extras],
    ]) {
      await writeFile(here('dist/' + name), content)
      await writeFile(here('dist/' + name + '.br'), brotli(content))
    }
  }
  return { script, look, extras }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const weight = (content) => gzipSync(content, { level: 9 }).length
  const { script, look, extras } = await buildWidget()
  console.log(`widget/dist/widget.js: ${script.length} bytes, ${weight(script)} compressed`)
  console.log(`widget/dist/widget.css: ${look.length} bytes, ${weight(look)} compressed`)
  console.log(`widget/dist/widget-extras.js: ${extras.length} bytes, ${weight(extras)} compressed`)
}
