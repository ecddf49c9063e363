/** Of this package, for the method beside a figure. */
export const VERSION = '0.1.0';
