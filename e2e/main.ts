#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from '../helpers/supply/cacheFolder.ts';

// Whatever is loaded from here on is compiled once, and not with each call: this file has to stay small. Where nothing can be
// kept, it is all the same.
enableCompileCache(join(cacheFolder(), 'compiled'));
const { answerCall } = await import('./commandLine.ts');
await answerCall();
