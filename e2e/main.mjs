#!/usr/bin/env -S MALLOC_ARENA_MAX=1 node
// @ts-check
// The variable: the C library keeps a heap for each thread, and gives little of them back; one for all takes 25 MiB less.
// JavaScript, what it imports as well: a Node that cannot read TypeScript says so here, and one that can takes 16 MiB for it
// that it never gives back, which are not needed once all is in its cache.
import module from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { cacheFolder } from '../helpers/supply/cacheFolder.mjs';

if (process.features.typescript) {
  // V8 lets the space for what is young grow to 64 MB in each thread, and the rest to 180 MB before it looks what of it is
  // garbage. Without that a run of one scenario takes 110 MiB less, and one of 45 another 150. Code that has not run since
  // the last look, as what a module does once, takes 10 MiB more until it has been seen so six times.
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--optimize-for-size');
  setFlagsFromString('--bytecode-old-age=1');
  // Whatever is loaded from here on is compiled once, and not with each call. Where nothing can be kept, it is all the same.
  module.enableCompileCache(join(cacheFolder(), 'compiled'));
  const { answerCall } = await import('./commandLine.ts');
  await answerCall();
} else {
  process.stderr.write(
    `Node ${process.versions.node} cannot run this, which is TypeScript: 22.18 is the oldest that can. ` +
      'Call it by `npm run fleet-tls --`, which takes the pinned Node\n',
  );
  process.exitCode = 3;
}
