import './testing/expect.js';

export { Manifests, type ObjectQuery } from './testing/manifests.js';
export {
  ClusterManifests,
  type SettingSource,
  type SynthClusterOptions,
  synthCluster,
} from './testing/synth-cluster.js';
export { type SynthConstructOptions, synthConstruct } from './testing/synth-construct.js';
