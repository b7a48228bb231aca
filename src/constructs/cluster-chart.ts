import { type App, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Cluster } from '../model/cluster.js';

/** That something reads a secret which the cluster's overlay must provide. */
export interface SecretRequest {
  readonly name: string;
  readonly namespace: string | undefined;
  /** The keys that are read. */
  readonly keys: readonly string[];
  /** Who reads it. */
  readonly reader: IConstruct;
}

// cdk8s answers `instanceof` for every Chart alike, subclasses included; so they are told apart here.
const clusterCharts = new WeakMap<IConstruct, ClusterChart>();

/** The chart of one cluster; all that runs on the cluster stands below it. */
export class ClusterChart extends Chart {
  /** What the constructs below asked the overlay for. */
  readonly secretRequests: SecretRequest[] = [];

  constructor(
    app: App,
    readonly cluster: Cluster,
  ) {
    super(app, cluster.name);
    clusterCharts.set(this, this);
  }

  /** The cluster that a construct stands in. `undefined` outside of any, as in a test of one construct. */
  static tryOf(construct: IConstruct): ClusterChart | undefined {
    const scope = construct.node.scopes.find((ancestor) => clusterCharts.has(ancestor));
    return scope && clusterCharts.get(scope);
  }
}
