import { createHash } from 'node:crypto';
import type { Construct } from 'constructs';
import type { IDeployment } from 'kubernetes-models/apps/v1';
import type { IContainer, IEnvVar } from 'kubernetes-models/v1';
import { KubernetesObject } from '../kubernetes-object.js';
import { databaseEnvironment } from './app-database.js';
import { selectorLabels } from './objects.js';
import { FORTE_APP_DEFAULTS, type ForteAppProps } from './settings.js';

/** The app's pods. */
export class AppDeployment extends KubernetesObject {
  constructor(scope: Construct, id: string, props: ForteAppProps) {
    super(scope, id, deployment(props));
  }
}

function deployment(props: ForteAppProps): IDeployment {
  const { name, config, autoscaling } = props;
  const labels = selectorLabels(name);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      // Beside an autoscaler a number here would be set back at every sync.
      ...(!autoscaling && { replicas: props.replicas ?? FORTE_APP_DEFAULTS.replicas }),
      selector: { matchLabels: labels },
      template: {
        metadata: {
          labels,
          // Pods read a ConfigMap's variables when they start; another checksum starts new ones.
          ...(config && { annotations: { 'checksum/config': checksum(config) } }),
        },
        spec: {
          automountServiceAccountToken: false,
          securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          containers: [container(props)],
        },
      },
    },
  };
}

function container(props: ForteAppProps): IContainer {
  const { name, image, tag, port, config, secrets = [], database, healthPath } = props;
  const probe = healthPath && { httpGet: { path: healthPath, port: 'http' } };
  const variables: IEnvVar[] = [
    ...(database ? databaseEnvironment(name, database) : []),
    ...secrets.flatMap((secret) =>
      secret.keys.map((key) => ({ name: key, valueFrom: { secretKeyRef: { name: secret.name, key } } })),
    ),
    ...Object.entries(props.env ?? {}).map(([variable, value]) => ({ name: variable, value })),
  ];
  // A name that stands twice is an error to server-side apply; what the author wrote wins.
  const env = [...new Map(variables.map((variable) => [variable.name, variable])).values()];
  const { requests, limits } = props.resources ?? FORTE_APP_DEFAULTS.resources;
  return {
    name,
    image: tag.startsWith('sha256:') ? `${image}@${tag}` : `${image}:${tag}`,
    ports: [{ name: 'http', containerPort: port, protocol: 'TCP' }],
    ...(config && { envFrom: [{ configMapRef: { name } }] }),
    ...(env.length > 0 && { env }),
    ...(probe && { readinessProbe: probe, livenessProbe: probe }),
    resources: { ...(requests && { requests }), ...(limits && { limits }) },
    securityContext: { allowPrivilegeEscalation: false },
  };
}

function checksum(config: Readonly<Record<string, string>>): string {
  const entries = Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 16);
}
