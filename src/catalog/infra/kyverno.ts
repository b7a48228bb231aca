import { helmApplication, helmChart, SyncWave } from '../../index.js';

/** The values of the kyverno chart that the estate sets. */
interface KyvernoValues {
  readonly admissionController: { readonly replicas: number };
  readonly backgroundController: { readonly replicas: number };
  readonly cleanupController: { readonly replicas: number };
  readonly reportsController: { readonly replicas: number };
  readonly config: { readonly preserve: boolean };
}

export const kyvernoChart = helmChart<KyvernoValues>({
  repository: 'https://kyverno.github.io/kyverno',
  name: 'kyverno',
  version: '3.8.2',
});

/** The policy engine, in place before what it acts on. */
export const kyverno = helmApplication({
  name: 'kyverno',
  chart: kyvernoChart,
  wave: SyncWave.POLICIES,
  // Its CRDs are larger than the annotation that client-side apply keeps.
  syncOptions: ['ServerSideApply=true'],
  values: {
    admissionController: { replicas: 1 },
    // Otherwise a hook keeps the chart's ConfigMap when the chart goes, which Argo CD sees as drift.
    // https://kyverno.io/docs/installation/platform-notes/
    config: { preserve: false },
  },
});
