/* npm's packages: those of package.json, and those that only some machines need. */
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { root, run } from './shell.mjs'

const installed = path.join(root, 'node_modules/.package-lock.json') // npm writes it when it is done

/** Installs what package-lock.json names, unless that has been done since it changed. */
export async function installPackages() {
  const lock = path.join(root, 'package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return
  await run('npm', ['ci'])
}

/**
 * Installs packages that package.json does not list, [{ name, version }]. Together with those that were added this
 * way before: npm removes what it was not asked for.
 */
export async function addPackages(wanted) {
  const missing = wanted.filter(({ name }) => !existsSync(path.join(root, 'node_modules', name, 'package.json')))
  if (missing.length === 0) return
  await run('npm', ['install', '--no-save', ...wanted.map(({ name, version }) => `${name}@${version}`)])
  for (const { name } of missing) await linkLibraries(name)
}

/** PostgreSQL's package makes links after its installation; here for users who let npm run no scripts of packages. */
async function linkLibraries(name) {
  const folder = path.join(root, 'node_modules', name)
  const script = 'scripts/hydrate-symlinks.js'
  if (existsSync(path.join(folder, script))) await run('node', [script], { cwd: folder })
}
