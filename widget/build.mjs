/*
 * Bundles the widget: src/widget.js and all it imports, style sheets included, into the one script dist/widget.js.
 * As a program (`node widget/build.mjs`) it also says how big the script is on the wire.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

// A style sheet becomes a minified text: the widget adopts it, no <style> and no link.
const css = {
  name: 'css-text',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await esbuild.transform(await readFile(path), { loader: 'css', minify: true, target: 'chrome111' })
      return { contents: code.trim(), loader: 'text' }
    })
  },
}

/** Bundles the widget; returns the script's bytes, and writes dist/widget.js unless write is false. */
export async function buildWidget({ write = true } = {}) {
  const result = await esbuild.build({
    entryPoints: [here('src/widget.js')],
    outfile: here('dist/widget.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    plugins: [css],
    write: false,
  })
  const script = result.outputFiles[0].contents
  if (write) {
    await mkdir(here('dist'), { recursive: true })
    await writeFile(here('dist/widget.js'), script)
  }
  return script
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const script = await buildWidget()
  console.log(`widget/dist/widget.js: ${script.length} bytes, ${gzipSync(script, { level: 9 }).length} compressed`)
}
