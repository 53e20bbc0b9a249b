import type { Injection } from '../fault.ts';
import type { Site } from '../site.ts';
import { apiKilled, dnsDown, nodePaused } from './clusters.ts';
import { certificatesExpired, storm } from './edge.ts';
import type { Injector } from './injector.ts';
import { diskPressure, imageMissing } from './kubelet.ts';
import { agentsKilled } from './memory.ts';
import { cut, edgeStopped, slow } from './network.ts';

/** What brings a fault about in a world. */
export function injectorOf(site: Site, injection: Injection): Injector {
  switch (injection.kind) {
    case 'api-killed':
      return apiKilled(site, injection.on);
    case 'node-paused':
      return nodePaused(site, injection.on);
    case 'edge-stopped':
      return edgeStopped(site);
    case 'slow':
      return slow(site, injection.kbit);
    case 'cut':
      return cut(site, injection.every);
    case 'storm':
      return storm(site, injection.status, injection.of);
    case 'dns-down':
      return dnsDown(site);
    case 'image-missing':
      return imageMissing(site);
    case 'certificates-expired':
      return certificatesExpired(site);
    case 'disk-pressure':
      return diskPressure(site);
    case 'agents-killed':
      return agentsKilled(site);
  }
}
