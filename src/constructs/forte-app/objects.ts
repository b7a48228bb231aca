import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import type { IConfigMap, IService } from 'kubernetes-models/v1';
import type { ForteAppAutoscaling } from './settings.js';

/** The label by which Services and Deployments find the app's pods. */
export function selectorLabels(name: string): Record<string, string> {
  return { 'app.kubernetes.io/name': name };
}

/** The app's ConfigMap, named like the app. */
export function configMap(name: string, data: Readonly<Record<string, string>>): IConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, labels: selectorLabels(name) },
    data: { ...data },
  };
}

/** The app's Service: port 80 to the container's port named `http`. */
export function service(name: string): IService {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: selectorLabels(name) },
    spec: {
      type: 'ClusterIP',
      selector: selectorLabels(name),
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'http' }],
    },
  };
}

/** Keeps the app's Deployment between two numbers of pods. */
export function autoscaler(
  name: string,
  { min, max, cpu = 80 }: ForteAppAutoscaling,
): IHorizontalPodAutoscaler {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, labels: selectorLabels(name) },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: min,
      maxReplicas: max,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: cpu } },
        },
      ],
    },
  };
}
