/** Leases as short as the charts let them be: a replacement pod may wait a whole one. */
export const SHORT_LEASES = { leaseDuration: '10s', renewDeadline: '5s', retryPeriod: '1s' };
