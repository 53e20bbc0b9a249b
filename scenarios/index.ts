import { healing, modes } from './changes.ts';
import crowd from './crowd.ts';
import git from './git.ts';
import helmops from './helmops.ts';
import model from './model/index.ts';
import oci from './oci.ts';
import rancherCa from './rancherCa.ts';
import { registration, registrationByAgent } from './registration.ts';
import skew from './skew.ts';
import truth from './truth.ts';
import workarounds from './workarounds.ts';

/** All families, in the order of the reports. */
export const families = [
  registration,
  registrationByAgent,
  crowd,
  helmops,
  oci,
  rancherCa,
  model,
  git,
  workarounds,
  modes,
  healing,
  skew,
  truth,
];
