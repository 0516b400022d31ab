<?php
/**
 * The snippet that brings the widget.
 *
 * @package Okno
 */

defined( 'ABSPATH' ) || exit;

/**
 * The widget as HTML. Whatever cannot be an attribute of it is left out; without an address or a key there is nothing for
 * visitors, and a sentence for whoever edits the page.
 *
 * @param array $attributes key, service, resource, mode, lang.
 * @return string
 */
function okno_snippet( $attributes ) {
	$settings = okno_settings();
	$wanted   = shortcode_atts( array_fill_keys( array( 'key', 'service', 'resource', 'mode', 'lang' ), '' ), $attributes, 'okno' );
	foreach ( $wanted as $name => $value ) {
		$wanted[ $name ] = okno_clean( $name, is_scalar( $value ) ? (string) $value : '' );
	}
	$key  = '' !== $wanted['key'] ? $wanted['key'] : $settings['key'];
	$base = okno_base( $settings['base'] );
	if ( '' === $base || '' === $key ) {
		if ( ! current_user_can( 'edit_posts' ) ) {
			return '';
		}
		return '<p>' . esc_html__( 'Okno: enter the address and the key of the form in Settings → Okno Booking.', 'okno' ) . '</p>';
	}
	$script = array(
		'src'       => $base . '/widget.js',
		'data-okno' => $key,
		'async'     => true,
	);
	foreach ( array( 'service', 'resource', 'mode', 'lang' ) as $name ) {
		if ( '' !== $wanted[ $name ] ) {
			$script[ 'data-' . $name ] = $wanted[ $name ];
		}
	}
	$tag = wp_get_script_tag( $script ); // It escapes each attribute.
	if ( '' === $wanted['mode'] || 'inline' === $wanted['mode'] ) {
		return '<div class="okno-booking" style="min-height: 480px">' . $tag . '</div>'; // Room that is kept from the start.
	}
	return $tag;
}

/**
 * A value that may stand in the snippet, '' for any other.
 *
 * @param string $name  Of the attribute.
 * @param string $value As it was written.
 * @return string
 */
function okno_clean( $name, $value ) {
	$value = trim( $value );
	$known = array(
		'mode' => array( 'inline', 'modal', 'floating' ),
		'lang' => array( 'ru', 'en' ),
	);
	if ( isset( $known[ $name ] ) ) {
		return in_array( $value, $known[ $name ], true ) ? $value : '';
	}
	return preg_match( '/\A[A-Za-z0-9_-]{1,64}\z/', $value ) ? $value : '';
}

/**
 * The address of an Okno without a slash at its end, '' for what is none.
 *
 * @param string $base As it was typed.
 * @return string
 */
function okno_base( $base ) {
	$base = rtrim( trim( (string) $base ), '/' );
	if ( ! preg_match( '#\Ahttps?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?\z#', $base ) ) {
		return '';
	}
	return $base;
}
