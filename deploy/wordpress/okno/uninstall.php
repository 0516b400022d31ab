<?php
/**
 * What the plugin has kept goes with it.
 *
 * @package Okno
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

delete_option( 'okno' );
