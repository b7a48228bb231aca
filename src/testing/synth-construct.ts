import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { render } from '../synth/render.js';
import { Manifests } from './manifests.js';

export interface SynthConstructOptions {
  /** The namespace of the chart around it. @default 'test' */
  readonly namespace?: string;
}

/**
 * The manifests of constructs that stand alone, outside of any cluster. What needs a cluster, such as the
 * existence of a sealed secret, is not checked here.
 *
 * @param build makes the constructs below a scope
 */
export function synthConstruct(
  build: (scope: Construct) => void,
  options: SynthConstructOptions = {},
): Manifests {
  const namespace = options.namespace ?? 'test';
  const chart = new Chart(new App(), 'test', { namespace, disableResourceNameHashes: true });
  build(chart);
  const homes = new Map([[chart, { folder: 'test', namespace }]]);
  const { documents, findings } = render(chart, { cluster: 'test', root: process.cwd(), homes });
  return new Manifests(documents, findings);
}
