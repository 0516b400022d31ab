<?php
/**
 * Settings → Okno Booking: where the company's Okno is, and which form pages show.
 *
 * @package Okno
 */

defined( 'ABSPATH' ) || exit;

add_action( 'admin_init', 'okno_register_settings' );
add_action( 'admin_menu', 'okno_menu' );

/** What is set: base and key, '' where nothing is. */
function okno_settings() {
	$stored = get_option( 'okno' );
	return array_merge(
		array(
			'base' => '',
			'key'  => '',
		),
		is_array( $stored ) ? $stored : array()
	);
}

/** Makes the settings and their checks known. */
function okno_register_settings() {
	register_setting(
		'okno',
		'okno',
		array(
			'type'              => 'object',
			'sanitize_callback' => 'okno_sanitize',
		)
	);
}

/** Puts the page into the menu. */
function okno_menu() {
	add_options_page( __( 'Okno Booking', 'okno' ), __( 'Okno Booking', 'okno' ), 'manage_options', 'okno', 'okno_settings_page' );
}

/**
 * What was typed, as it may be kept; what cannot be accepted leaves what was there, and is told.
 *
 * @param mixed $typed As the form sends it.
 * @return array
 */
function okno_sanitize( $typed ) {
	$kept  = okno_settings();
	$typed = is_array( $typed ) ? $typed : array();
	$base  = isset( $typed['base'] ) && is_string( $typed['base'] ) ? trim( $typed['base'] ) : '';
	$key   = isset( $typed['key'] ) && is_string( $typed['key'] ) ? trim( $typed['key'] ) : '';
	if ( '' === $base || '' !== okno_base( $base ) ) {
		$kept['base'] = okno_base( $base );
	} else {
		add_settings_error( 'okno', 'okno-base', __( 'The address looks like https://book.example.com.', 'okno' ) );
	}
	if ( '' === $key || '' !== okno_clean( 'key', $key ) ) {
		$kept['key'] = okno_clean( 'key', $key );
	} else {
		add_settings_error( 'okno', 'okno-key', __( 'The key has Latin letters, digits, hyphens and underscores.', 'okno' ) );
	}
	return $kept;
}

/** The page. */
function okno_settings_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	$settings = okno_settings();
	?>
	<div class="wrap">
		<h1><?php esc_html_e( 'Okno Booking', 'okno' ); ?></h1>
		<p><?php esc_html_e( 'Both stand in Okno under Forms, in the code for the website.', 'okno' ); ?></p>
		<form action="options.php" method="post">
			<?php settings_fields( 'okno' ); ?>
			<table class="form-table" role="presentation">
				<tr>
					<th scope="row"><label for="okno-base"><?php esc_html_e( 'Address of your Okno', 'okno' ); ?></label></th>
					<td><input class="regular-text" id="okno-base" name="okno[base]" type="url" placeholder="https://book.example.com" value="<?php echo esc_attr( $settings['base'] ); ?>"></td>
				</tr>
				<tr>
					<th scope="row"><label for="okno-key"><?php esc_html_e( 'Key of the form', 'okno' ); ?></label></th>
					<td><input class="regular-text" id="okno-key" name="okno[key]" maxlength="64" value="<?php echo esc_attr( $settings['key'] ); ?>"></td>
				</tr>
			</table>
			<p><?php esc_html_e( 'Then put the shortcode or the block “Okno booking” into a page:', 'okno' ); ?> <code>[okno]</code></p>
			<?php submit_button(); ?>
		</form>
	</div>
	<?php
}
