/* Running programs, and saying so. */
import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** A failure that its text explains to a person; shown without a stack. */
export class Problem extends Error {}

/** Runs a program in the project's folder, its output on ours; resolves when it has succeeded. */
export async function run(program, args, options = {}) {
  const { code, signal } = await follow(program, args, options)
  if (signal) throw new Problem(`${program} was ended by ${signal}`)
  if (code !== 0) throw new Problem(`${program} ${args[0] ?? ''} failed (exit code ${code})`)
}

/** An argument as it is printed: of a long one both ends. */
const short = (arg) => (arg.length > 200 ? `${arg.slice(0, 80)} … ${arg.slice(-40)}` : arg)

/**
 * Runs a program to its end and resolves to { code, signal }. Signals are left to the program: a Ctrl-C reaches
 * it from the terminal, a SIGTERM or SIGHUP for us is handed on, and we wait for it to stop in its own way. What it
 * prints goes to heard as well, where that is given, and to it alone where it is silent.
 */
export function follow(program, args, { env = {}, cwd = root, heard, silent = false } = {}) {
  console.log(`$ ${[program, ...args.map(short)].join(' ')}`)
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['inherit', heard ? 'pipe' : 'inherit', 'inherit'], env: { ...process.env, ...env } })
    child.stdout?.setEncoding('utf8').on('data', (chunk) => {
      if (!silent) process.stdout.write(chunk)
      heard(chunk)
    })
    const handOn = (signal) => child.kill(signal)
    const wait = () => {}
    process.on('SIGINT', wait).on('SIGTERM', handOn).on('SIGHUP', handOn)
    const done = () => process.off('SIGINT', wait).off('SIGTERM', handOn).off('SIGHUP', handOn)
    child.on('error', (error) => {
      done()
      reject(error.code === 'ENOENT' ? new Problem(`${program} is not installed`) : error)
    })
    child.on(heard ? 'close' : 'exit', (code, signal) => {
      done()
      resolve({ code, signal })
    })
  })
}

/** What a program prints, or null when it cannot be run or fails. */
export function output(program, args) {
  const { status, stdout } = spawnSync(program, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return status === 0 ? stdout.trim() : null
}

/** The full path of a program on the PATH, or null. */
export function which(name) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean)
  return folders.map((folder) => path.join(folder, name)).find(isProgram) ?? null
}

export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** How to install Debian packages without being asked for a password: a command's beginning, or null. */
export function apt() {
  if (!which('apt-get')) return null
  if (os.userInfo().uid === 0) return ['apt-get']
  return which('sudo') && output('sudo', ['-n', 'true']) !== null ? ['sudo', '-n', 'apt-get'] : null
}

/** Installs Debian packages. */
export async function aptInstall([program, ...before], packages) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run(program, [...before, 'update', '-q'], { env })
  await run(program, [...before, 'install', '-y', '-q', '--no-install-recommends', ...packages], { env })
}
