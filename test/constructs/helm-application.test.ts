import { App, Chart } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { HelmApplication, type HelmApplicationProps, type HelmValues } from '../../src/index.js';
import { synthConstruct } from '../../src/testing.js';

const minimal: HelmApplicationProps<object> = {
  name: 'traefik',
  destination: { server: 'https://kubernetes.default.svc', namespace: 'traefik' },
  chart: { repository: 'https://charts.example', name: 'traefik', version: '41.3.0' },
  values: { deployment: { replicas: 2 } },
  valuesFile: {
    repoURL: 'https://git.example/estate',
    targetRevision: 'main',
    file: 'dist/one/values/traefik.yaml',
  },
};

function application(props: Partial<HelmApplicationProps<object>> = {}) {
  return synthConstruct((scope) => void new HelmApplication(scope, 'chart', { ...minimal, ...props })).find(
    'Application',
  );
}

function valuesOf(values: object): HelmValues {
  const chart = new Chart(new App(), 'chart');
  return new HelmApplication(chart, 'application', { ...minimal, values }).values;
}

describe('the Application of a chart', () => {
  it('takes the chart, and its values from a file of this repository', () => {
    expect(application()).toMatchInlineSnapshot(`
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      metadata:
        name: traefik
        namespace: argocd
      spec:
        destination:
          namespace: traefik
          server: https://kubernetes.default.svc
        project: default
        sources:
        - chart: traefik
          helm:
            releaseName: traefik
            valueFiles:
            - $values/dist/one/values/traefik.yaml
          repoURL: https://charts.example
          targetRevision: 41.3.0
        - ref: values
          repoURL: https://git.example/estate
          targetRevision: main
        syncPolicy:
          automated:
            prune: true
            selfHeal: true
          retry:
            backoff:
              duration: 5s
              factor: 2
              maxDuration: 3m
            limit: 5
    `);
  });

  it('names an OCI registry without its scheme, as Argo CD wants it', () => {
    const chart = { repository: 'oci://quay.io/jetstack/charts', name: 'cert-manager', version: '1.21.1' };
    expect(application({ chart })).toMatchManifest({
      spec: {
        sources: [
          { repoURL: 'quay.io/jetstack/charts', chart: 'cert-manager', targetRevision: '1.21.1' },
          { ref: 'values' },
        ],
      },
    });
  });

  it('may bear another release name, leave CRDs out and have sources beside it', () => {
    const beside = { repoURL: 'https://git.example/estate', path: 'dist/one/manifests/traefik' };
    const props = { releaseName: 'edge', skipCrds: true, additionalSources: [beside] };
    expect(application(props)).toMatchManifest({
      spec: {
        sources: [
          { helm: { releaseName: 'edge', skipCrds: true } },
          { ref: 'values' },
          { ...beside, targetRevision: 'HEAD' },
        ],
      },
    });
  });

  it('says nothing of CRDs unless they are left out', () => {
    expect(JSON.stringify(application({ skipCrds: false }))).not.toContain('skipCrds');
  });

  it('holds its values as they were given, with `null` for what Helm is to remove', () => {
    const values = { service: { type: null }, ports: [] };
    expect(valuesOf(values).values).toEqual(values);
  });
});
