/* PgBouncer, which the tests put before PostgreSQL as hosts of databases do. */
import { apt, aptInstall, isProgram, which } from './shell.mjs'

// Debian puts it where only root looks.
const installed = () => process.env.PGBOUNCER || which('pgbouncer') || ['/usr/sbin/pgbouncer'].find(isProgram)

/** Its path; "none", said aloud, where it is not there and cannot be installed: its tests are skipped then. */
export async function pgbouncer() {
  const get = apt()
  if (!installed() && get) await aptInstall(get, ['pgbouncer'])
  if (installed()) return installed()
  console.log('PgBouncer is not installed, and cannot be without a password: the tests with a pooler are SKIPPED')
  return 'none'
}
