#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { cacheFolder } from '../helpers/supply/cacheFolder.ts';

// V8 lets the space for what is young grow to 64 MB in each thread, and it is garbage: without that a run takes 110 MiB less,
// and no more CPU time.
setFlagsFromString('--semi-space-growth-factor=1');

// Whatever is loaded from here on is compiled once, and not with each call: this file has to stay small. Where nothing can be
// kept, it is all the same.
enableCompileCache(join(cacheFolder(), 'compiled'));
const { answerCall } = await import('./commandLine.ts');
await answerCall();
