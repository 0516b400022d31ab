/*
 * Packs the WordPress plugin, deploy/wordpress/okno, into bin/okno-wordpress.zip, as WordPress takes it under Plugins, Upload.
 * The same files give the same bytes. `task wordpress`
 */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32, deflateRawSync } from 'node:zlib'

const root = fileURLToPath(new URL('..', import.meta.url))
const plugin = path.join(root, 'deploy/wordpress')

/** The plugin's files by their names, in order: "okno/okno.php". */
export async function pluginFiles() {
  const entries = await readdir(path.join(plugin, 'okno'), { recursive: true, withFileTypes: true })
  const names = entries.filter((e) => e.isFile()).map((e) => path.relative(plugin, path.join(e.parentPath, e.name)).replaceAll('\\', '/'))
  return Promise.all(names.sort().map(async (name) => [name, await readFile(path.join(plugin, name))]))
}

const YEAR_1980 = 0x21 // the first day that a ZIP file knows, as it writes dates

/** A ZIP file (APPNOTE.TXT 6.3.10) of files, [name, content]. */
export function zip(files) {
  const parts = []
  const directory = []
  let at = 0
  for (const [name, content] of files) {
    const packed = deflateRawSync(content, { level: 9 })
    const title = Buffer.from(name)
    const facts = Buffer.alloc(26) // what both headers say
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(0x800, 2) // names are UTF-8
    facts.writeUInt16LE(8, 4)
    facts.writeUInt16LE(YEAR_1980, 8)
    facts.writeUInt32LE(crc32(content), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(content.length, 18)
    facts.writeUInt16LE(title.length, 22)
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), facts, title, packed)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, rest, title)
    at += 30 + title.length + packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, list, end])
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const to = path.join(root, 'bin/okno-wordpress.zip')
  await mkdir(path.dirname(to), { recursive: true })
  await writeFile(to, zip(await pluginFiles()))
  console.log(path.relative(root, to))
}
