<?php
/**
 * Plugin Name:       Okno Booking
 * Description:       Puts the booking widget of your Okno into pages: a shortcode, [okno], and a block.
 * Version:           1.0.0
 * Requires at least: 6.5
 * Requires PHP:      7.4
 * Author:            Okno contributors
 * License:           MIT (Expat), compatible with the GPL
 * License URI:       https://spdx.org/licenses/MIT.html
 * Text Domain:       okno
 * Domain Path:       /languages
 *
 * @package Okno
 */

defined( 'ABSPATH' ) || exit;

require_once __DIR__ . '/snippet.php';
require_once __DIR__ . '/settings.php';

add_action( 'init', 'okno_init' );

/** Makes the shortcode and the block known. */
function okno_init() {
	load_plugin_textdomain( 'okno', false, dirname( plugin_basename( __FILE__ ) ) . '/languages' );
	add_shortcode( 'okno', 'okno_shortcode' );
	wp_register_script( 'okno-block', plugins_url( 'block.js', __FILE__ ), array( 'wp-blocks', 'wp-block-editor', 'wp-components', 'wp-element' ), '1.0.0', true );
	wp_localize_script( 'okno-block', 'oknoBlock', okno_block_words() );
	$text = array(
		'type'    => 'string',
		'default' => '',
	);
	register_block_type(
		'okno/booking',
		array(
			'api_version'     => 3,
			'title'           => __( 'Okno booking', 'okno' ),
			'category'        => 'widgets',
			'icon'            => 'calendar-alt',
			'attributes'      => array_fill_keys( array( 'key', 'service', 'resource', 'mode', 'lang' ), $text ),
			'editor_script'   => 'okno-block',
			'render_callback' => 'okno_snippet',
		)
	);
}

/**
 * The shortcode [okno key="…" service="…" resource="…" mode="…" lang="…"]. WordPress gives "" where there are no attributes.
 *
 * @param array|string $attributes As they were written.
 * @return string HTML.
 */
function okno_shortcode( $attributes ) {
	return okno_snippet( is_array( $attributes ) ? $attributes : array() );
}

/** The words of the block's settings, which its script has no translations of. */
function okno_block_words() {
	return array(
		'title'    => __( 'Okno booking', 'okno' ),
		'hint'     => __( 'Visitors see the booking widget here.', 'okno' ),
		'key'      => __( 'Key of the form (empty: the one of the settings)', 'okno' ),
		'service'  => __( 'Begin with a service (its ref)', 'okno' ),
		'resource' => __( 'Begin with a person (their ref)', 'okno' ),
		'mode'     => __( 'Where it appears', 'okno' ),
		'lang'     => __( 'Language', 'okno' ),
		'form'     => __( 'As the form has it', 'okno' ),
		'inline'   => __( 'On the page', 'okno' ),
		'modal'    => __( 'A button on the page', 'okno' ),
		'floating' => __( 'A button in the corner', 'okno' ),
	);
}
