import helmops from './helmops.ts';
import registration from './registration.ts';
import skew from './skew.ts';
import workarounds from './workarounds.ts';

/** All families, in the order of the reports. */
export const families = [registration, helmops, workarounds, skew];
