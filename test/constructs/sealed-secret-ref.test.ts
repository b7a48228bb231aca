import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { ClusterChart } from '../../src/constructs/cluster-chart.js';
import { SealedSecretRef } from '../../src/index.js';
import { facts } from '../fixtures/small-cluster.js';

const api = SealedSecretRef.named('api', { keys: ['KEY', 'URL'] });

function clusterChart(): ClusterChart {
  return new ClusterChart(new App(), { ...facts, images: new Map(), namespaces: [] });
}

describe('a reference to a sealed secret', () => {
  it('is a name and the keys that are read', () => {
    expect([api.name, api.keys]).toEqual(['api', ['KEY', 'URL']]);
  });

  it('asks the cluster of its reader for it, in the namespace of the reader’s chart', () => {
    const cluster = clusterChart();
    const reader = new Construct(new Chart(cluster, 'shop', { namespace: 'web' }), 'app');
    api.bind(reader);
    expect(cluster.secretRequests).toEqual([{ name: 'api', namespace: 'web', keys: ['KEY', 'URL'], reader }]);
  });

  it('asks nobody where there is no cluster, as in a test of one construct', () => {
    const chart = new Chart(new App(), 'alone');
    expect(() => api.bind(chart)).not.toThrow();
    expect(ClusterChart.tryOf(chart)).toBeUndefined();
  });
});

describe('the chart of a cluster', () => {
  it('is found from anything below it, and from no other tree', () => {
    const [one, other] = [clusterChart(), clusterChart()];
    expect(ClusterChart.tryOf(new Construct(new Chart(one, 'a'), 'b'))).toBe(one);
    expect(ClusterChart.tryOf(other)).toBe(other);
  });
});
