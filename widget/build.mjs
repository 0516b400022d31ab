/*
 * Bundles the widget: src/widget.js and all it imports, its first style sheets included, into the one script
 * dist/widget.js; and the rest of its look into dist/widget.css, which the script fetches by its version;
 * beside each the same compressed by brotli.
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
  return Buffer.from(result.outputFiles[0].contents)
}

/** For browsers that read brotli, a tenth smaller than gzip; compressed once, as it takes long. */
const brotli = (content) =>
  brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  })

// Names of our own that no browser, no answer of the API and no snippet knows: they need not be readable on the wire.
// test/source.test.js holds the list to that.
export const OWN_NAMES = `
  schedule schedules calendar frame memory homeless patiently troubled panel inputs banner chosen held
  selected focused asked fetchDays onMonth onDay onFull nearby onPick onClick onTab showChoice working elsewhere startOver
  backFrom progress prolong release cells paint finished requested leave fixed weekdayLong weekdays
  monthInText exactTime moment brief duration specialist skins settle whenSeen opener restart prefill speak
  resume emit learn refresh known nothing twice typed taken failed explain complete extra changed watch
  choices announce until forget keep config state dialog script field control node path busy
  load save choose turn move entry cell tell root wish foot otherwise returned proven api app fmt say patience visible opened
  unmet missed lacking dress nearest current place shown wait live since trouble drawn side other
`
  .trim()
  .split(/\s+/)
const INTERNAL = new RegExp('^(' + OWN_NAMES.join('|') + ')$')

/** Bundles the widget; returns { script, look } as bytes, and writes them into dist unless write is false. */
export async function buildWidget({ write = true } = {}) {
  const look = await bundle({ entryPoints: [here('src/styles/look.css')], target })
  const script = await bundle({
    entryPoints: [here('src/widget.js')],
    format: 'iife',
    target: 'es2022',
    plugins: [css],
    define: { LOOK: JSON.stringify(createHash('sha256').update(look).digest('hex').slice(0, 16)) },
    mangleProps: INTERNAL,
  })
  if (write) {
    await mkdir(here('dist'), { recursive: true })
    for (const [name, content] of [
      ['widget.js', script],
      ['widget.css', look],
    ]) {
      await writeFile(here('dist/' + name), content)
      await writeFile(here('dist/' + name + '.br'), brotli(content))
    }
  }
  return { script, look }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const weight = (content) => gzipSync(content, { level: 9 }).length
  const { script, look } = await buildWidget()
  console.log(`widget/dist/widget.js: ${script.length} bytes, ${weight(script)} compressed`)
  console.log(`widget/dist/widget.css: ${look.length} bytes, ${weight(look)} compressed`)
}
