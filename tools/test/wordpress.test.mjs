// The WordPress plugin: what is in its file, that its texts are translated and its output escaped, and, where PHP is at hand, what it renders.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { inflateRawSync } from 'node:zlib'
import { pluginFiles, zip } from '../wordpress.mjs'

const files = new Map((await pluginFiles()).map(([name, content]) => [name, content.toString()]))
const source = [...files].filter(([name]) => /okno\/[a-z]+\.php$/.test(name))
const noPHP = spawnSync('php', ['-v']).error
  ? 'PHP is not installed here: neither its syntax nor what it renders has been looked at'
  : false

test('the file holds what WordPress looks for, and unpacks to it', () => {
  for (const name of ['okno/okno.php', 'okno/readme.txt', 'okno/uninstall.php', 'okno/block.js', 'okno/languages/okno-ru_RU.l10n.php']) {
    assert.ok(files.has(name), name)
  }
  const packed = zip([...files].map(([name, text]) => [name, Buffer.from(text)]))
  assert.deepEqual(packed, zip([...files].map(([name, text]) => [name, Buffer.from(text)])))
  let at = 0
  for (const [name, text] of files) {
    assert.equal(packed.toString('latin1', at, at + 4), 'PK\x03\x04')
    const [size, title] = [packed.readUInt32LE(at + 18), packed.readUInt16LE(at + 26)]
    assert.equal(packed.toString('utf8', at + 30, at + 30 + title), name)
    const begins = at + 30 + title
    assert.equal(inflateRawSync(packed.subarray(begins, begins + size)).toString(), text)
    at = begins + size
  }
  assert.equal(packed.toString('latin1', at, at + 4), 'PK\x01\x02')
})

test('the header and the readme name one version and a licence', () => {
  const version = files.get('okno/okno.php').match(/Version: +(\S+)/)[1]
  assert.equal(files.get('okno/readme.txt').match(/Stable tag: (\S+)/)[1], version)
  assert.match(files.get('okno/readme.txt'), new RegExp(`= ${version.replaceAll('.', '\\.')} =`))
  assert.match(files.get('okno/okno.php'), /License: +MIT/)
})

test('no file answers to whoever asks for it by its address', () => {
  for (const [name, text] of source) assert.match(text, /defined\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \) \|\| exit;/, name)
})

test('every text is in Russian too, and none that nobody says', () => {
  const said = new Set()
  for (const [, text] of source) for (const [, key] of text.matchAll(/_(?:_|e)\( '([^']+)', 'okno' \)/g)) said.add(key)
  const russian = [...files.get('okno/languages/okno-ru_RU.l10n.php').matchAll(/'([^']+)' +=> '[^']*[а-я][^']*'/gi)].map(([, key]) => key)
  assert.deepEqual(russian.sort(), [...said].sort())
})

test('whatever is printed is escaped', () => {
  for (const [name, text] of source) {
    for (const [line] of text.matchAll(/^.*\b(?:echo|print|printf|_e)\b.*$/gm)) {
      if (/^\s*\*|^\s*\/\//.test(line)) continue
      assert.match(line, /echo esc_(?:attr|html|url)\(/, `${name}: ${line}`)
    }
  }
})

test('PHP reads every file', { skip: noPHP }, () => {
  for (const [name, text] of files) {
    if (!name.endsWith('.php')) continue
    const read = spawnSync('php', ['-l'], { input: text, encoding: 'utf8' })
    assert.equal(read.status, 0, `${name}: ${read.stdout}`)
  }
})

// As much of WordPress as the plugin asks for. wp_get_script_tag is its own, shortened to what it does with attributes.
const wordpress = `<?php
define( 'ABSPATH', '/' );
function add_action() {}
function esc_html__( $text ) { return htmlspecialchars( $text, ENT_QUOTES ); }
function get_option() { return json_decode( getenv( 'OKNO_OPTION' ), true ); }
function current_user_can() { return (bool) getenv( 'OKNO_EDITS' ); }
function shortcode_atts( $known, $given ) { return array_merge( $known, array_intersect_key( $given, $known ) ); }
function add_settings_error( $a, $b, $text ) { $GLOBALS['told'][] = $text; }
function __( $text ) { return $text; }
function wp_get_script_tag( $attributes ) {
	$html = '<script';
	foreach ( $attributes as $name => $value ) {
		$html .= true === $value ? " $name" : sprintf( ' %s="%s"', $name, htmlspecialchars( $value, ENT_QUOTES ) );
	}
	return $html . "></script>\\n";
}
require getenv( 'OKNO_PLUGIN' ) . '/snippet.php';
require getenv( 'OKNO_PLUGIN' ) . '/settings.php';
$told = array();
$asked = json_decode( getenv( 'OKNO_ASKED' ), true );
echo getenv( 'OKNO_SAVES' ) ? json_encode( array( okno_sanitize( $asked ), $told ) ) : okno_snippet( $asked );
`
const plugin = fileURLToPath(new URL('../../deploy/wordpress/okno', import.meta.url))

/** Runs the plugin over the stub. */
async function php(asked, { option = { base: 'https://book.example.com', key: 'lotos-site' }, ...env } = {}) {
  const dir = await mkdtemp(path.join(tmpdir(), 'okno-wordpress-'))
  try {
    const file = path.join(dir, 'run.php')
    await writeFile(file, wordpress)
    const ran = spawnSync('php', [file], {
      encoding: 'utf8',
      env: { ...process.env, OKNO_PLUGIN: plugin, OKNO_ASKED: JSON.stringify(asked), OKNO_OPTION: JSON.stringify(option), ...env },
    })
    assert.equal(ran.status, 0, ran.stdout + ran.stderr)
    return ran.stdout
  } finally {
    await rm(dir, { recursive: true })
  }
}

test('the shortcode renders the snippet of the panel', { skip: noPHP }, async () => {
  assert.match(
    await php({}),
    /<div [^>]+>\n?<script src="https:\/\/book\.example\.com\/widget\.js" data-okno="lotos-site" async><\/script>\n<\/div>/,
  )
  const own = await php({ key: 'other', service: 'cut', resource: 'anna', mode: 'floating', lang: 'en' })
  assert.equal(
    own.trim(),
    '<script src="https://book.example.com/widget.js" data-okno="other" async data-service="cut" data-resource="anna" data-mode="floating" data-lang="en"></script>',
  )
})

test('what is hostile is left out', { skip: noPHP }, async () => {
  const bad = '"><img src=x onerror=alert(1)>'
  for (const name of ['key', 'service', 'resource', 'mode', 'lang']) {
    const html = await php({ [name]: bad })
    assert.ok(!html.includes('<img') && html.includes('data-okno="lotos-site"'), `${name}: ${html}`)
  }
  assert.ok(!(await php({ key: ['a'] })).includes('Array'))
  for (const base of ['javascript:alert(1)', 'https://x.example/"onload="', '//x.example', 'https://x.example\n.evil', '']) {
    assert.equal(await php({}, { option: { base, key: 'lotos-site' } }), '', base)
  }
  assert.match(await php({}, { option: false, OKNO_EDITS: '1' }), /^<p>Okno: enter the address/)
})

test('settings that cannot be accepted leave what was there', { skip: noPHP }, async () => {
  const save = async (typed) => JSON.parse(await php(typed, { OKNO_SAVES: '1' }))
  assert.deepEqual(await save({ base: ' https://okno.example/ ', key: 'site_2' }), [{ base: 'https://okno.example', key: 'site_2' }, []])
  const [kept, told] = await save({ base: 'javascript:1', key: 'a b' })
  assert.deepEqual(kept, { base: 'https://book.example.com', key: 'lotos-site' })
  assert.equal(told.length, 2)
  assert.deepEqual((await save('x'))[0], { base: '', key: '' })
})
