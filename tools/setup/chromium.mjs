/* The browser of the browser tests: the machine's own, Debian's, or one that comes inside an npm package. */
import { spawnSync } from 'node:child_process'
import { createReadStream, existsSync } from 'node:fs'
import { chmod, mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { Problem, apt, aptInstall, isProgram, output, root, which } from './shell.mjs'

// The headless shell is the same browser without its windows, menus and tabs: a third less work.
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const places = [
  '/usr/bin/chromium',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** A Chromium that is there already, as its path; null when there is none. CHROME names one. */
export function installedChromium() {
  const named = process.env.CHROME
  if (named && !isProgram(named)) throw new Problem(`CHROME names ${named}, which cannot be run`)
  return named || names.map(which).find(Boolean) || places.find(isProgram) || (isProgram(packed) ? packed : null)
}

/** Installs Debian's Chromium where that needs no password; returns its path, else null. */
export async function installChromium() {
  const get = apt()
  if (!get) return null
  await aptInstall(get, [output('apt-cache', ['show', 'chromium-headless-shell']) ? 'chromium-headless-shell' : 'chromium'])
  return installedChromium()
}

/** The npm package that carries a compressed Chromium in itself. Made for x64 Linux. */
export function chromiumPackage() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Problem('the browser tests need Chromium or Chrome: install it, or name its program in CHROME')
  }
  return { name: '@sparticuz/chromium', version: '153.0.0' }
}

const home = path.join(root, 'node_modules/.cache/okno-chromium')
const packed = path.join(home, 'run') // the program with the libraries that it brings

/** Unpacks the Chromium of the npm package, once; returns the path of a program that starts it. */
export async function unpackChromium() {
  if (isProgram(packed)) return packed
  console.log('unpacking Chromium (@sparticuz/chromium) into node_modules/.cache')
  const source = path.join(root, 'node_modules/@sparticuz/chromium/bin')
  const half = `${home}.new`
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { recursive: true })
  await inflate(path.join(source, 'chromium.br'), path.join(half, 'chromium'))
  for (const name of ['al2023', 'swiftshader', 'fonts']) {
    const tar = path.join(half, `${name}.tar`)
    await inflate(path.join(source, `${name}.tar.br`), tar)
    const { status, stderr } = spawnSync('tar', ['-xf', tar, '-C', half], { encoding: 'utf8' })
    if (status !== 0) throw new Problem(`tar cannot unpack ${tar}: ${stderr ?? 'is it installed?'}`)
    await rm(tar)
  }
  await chmod(path.join(half, 'chromium'), 0o755)
  await writeFile(path.join(half, 'fonts.conf'), `<fontconfig><dir>${home}/fonts</dir><cachedir>${home}/cache</cachedir></fontconfig>\n`)
  await writeFile(path.join(half, 'run'), starter(path.join(half, 'chromium')), { mode: 0o755 })
  await rm(home, { recursive: true, force: true })
  await rename(half, home)
  if (output(packed, ['--version']) === null) {
    throw new Problem(
      'the Chromium of the npm package @sparticuz/chromium does not run here: install Chromium or Chrome, or name its program in CHROME',
    )
  }
  return packed
}

/** The machine's own libraries and fonts where it has them, else those of the package. */
function starter(program) {
  const complete = !/not found/.test(output('ldd', [program]) ?? 'not found')
  const fonts = existsSync('/etc/fonts/fonts.conf')
  return [
    '#!/bin/sh',
    'here=$(dirname "$0")',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell fills it in
    ...(complete ? [] : ['export LD_LIBRARY_PATH="$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"']),
    ...(fonts ? [] : ['export FONTCONFIG_FILE="$here/fonts.conf"']),
    'exec "$here/chromium" "$@"',
    '',
  ].join('\n')
}

async function inflate(from, to) {
  const file = await open(to, 'w')
  await pipeline(createReadStream(from), createBrotliDecompress(), file.createWriteStream())
}
