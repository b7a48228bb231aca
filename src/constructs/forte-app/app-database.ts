import { Construct } from 'constructs';
import type { IStatefulSet } from 'kubernetes-models/apps/v1';
import type { IEnvVar, IService } from 'kubernetes-models/v1';
import { KubernetesObject } from '../kubernetes-object.js';
import { selectorLabels } from './objects.js';
import type { ForteAppDatabase } from './settings.js';

const PORT = 5432;
const PASSWORD = 'POSTGRES_PASSWORD';

export interface AppDatabaseProps extends ForteAppDatabase {
  /** Name of the app; the database is named `<name>-database`. */
  readonly name: string;
  /** StorageClass of its volume. @default - the cluster's default class */
  readonly storageClass?: string | undefined;
}

/** A PostgreSQL database for one app: a StatefulSet of one pod on a volume, and its Service. */
export class AppDatabase extends Construct {
  constructor(scope: Construct, id: string, props: AppDatabaseProps) {
    super(scope, id);
    props.credentials.bind(this, PASSWORD);
    new KubernetesObject(this, 'stateful-set', statefulSet(props));
    new KubernetesObject(this, 'service', databaseService(props.name));
  }
}

/** The variables by which an app finds its database and logs in. */
export function databaseEnvironment(name: string, { credentials }: ForteAppDatabase): IEnvVar[] {
  return [
    { name: 'DATABASE_HOST', value: databaseName(name) },
    { name: 'DATABASE_PORT', value: String(PORT) },
    { name: 'DATABASE_NAME', value: name },
    { name: 'DATABASE_USER', value: name },
    passwordVariable('DATABASE_PASSWORD', credentials.name),
  ];
}

function databaseName(name: string): string {
  return `${name}-database`;
}

function databaseService(name: string): IService {
  const labels = selectorLabels(databaseName(name));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: databaseName(name), labels },
    spec: {
      clusterIP: 'None',
      selector: labels,
      ports: [{ name: 'postgres', port: PORT, protocol: 'TCP', targetPort: PORT }],
    },
  };
}

function statefulSet({
  name,
  size,
  image = 'postgres:17.6',
  credentials,
  storageClass,
}: AppDatabaseProps): IStatefulSet {
  const labels = selectorLabels(databaseName(name));
  const ready = { exec: { command: ['pg_isready', '--username', name, '--dbname', name] } };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: databaseName(name), labels },
    spec: {
      serviceName: databaseName(name),
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          automountServiceAccountToken: false,
          securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              name: 'postgres',
              image,
              ports: [{ name: 'postgres', containerPort: PORT, protocol: 'TCP' }],
              env: [
                { name: 'POSTGRES_DB', value: name },
                { name: 'POSTGRES_USER', value: name },
                passwordVariable(PASSWORD, credentials.name),
                // A new volume holds lost+found at its root, and initdb wants an empty folder.
                { name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' },
              ],
              readinessProbe: ready,
              resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '512Mi' } },
              securityContext: { allowPrivilegeEscalation: false },
              volumeMounts: [{ name: 'data', mountPath: '/var/lib/postgresql/data' }],
            },
          ],
        },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            ...(storageClass && { storageClassName: storageClass }),
            resources: { requests: { storage: size } },
          },
        },
      ],
    },
  };
}

function passwordVariable(variable: string, secret: string): IEnvVar {
  return { name: variable, valueFrom: { secretKeyRef: { name: secret, key: PASSWORD } } };
}
