// Prints what is inside bin/okno as a software bill of materials (CycloneDX 1.6, JSON): the Go
// modules that the binary itself names, and the npm packages that are built into it.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const binary = process.argv[2] ?? 'bin/okno'
const modules = execFileSync('go', ['version', '-m', binary], { encoding: 'utf8' })
  .split('\n')
  .map((line) => line.trim().split('\t'))
  .filter(([kind]) => kind === 'dep')
  .map(([, name, version, sum]) => ({
    type: 'library',
    name,
    version,
    purl: `pkg:golang/${name}@${version}`,
    ...(sum && { properties: [{ name: 'go:sum', value: sum }] }),
  }))

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url)))
const packages = Object.entries(lock.packages)
  .filter(([path, p]) => path !== '' && !p.dev && !p.optional)
  .map(([path, p]) => {
    const name = path.replace(/^.*node_modules\//, '')
    const algorithm = p.integrity?.startsWith('sha512-') && [
      { alg: 'SHA-512', content: Buffer.from(p.integrity.slice(7), 'base64').toString('hex') },
    ]
    return {
      type: 'library',
      name,
      version: p.version,
      purl: `pkg:npm/${name.replace('@', '%40')}@${p.version}`,
      ...(p.license && { licenses: [{ license: { id: p.license } }] }),
      ...(algorithm && { hashes: algorithm }),
    }
  })

console.log(
  JSON.stringify(
    {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      metadata: { component: { type: 'application', name: 'okno', licenses: [{ license: { id: 'MIT' } }] } },
      components: [...modules, ...packages],
    },
    null,
    2,
  ),
)
