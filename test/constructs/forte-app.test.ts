import { describe, expect, it } from 'vitest';
import { ForteApp, type ForteAppProps, type JsonObject, SealedSecretRef } from '../../src/index.js';
import { synthConstruct } from '../../src/testing.js';

const small: ForteAppProps = { name: 'shop', image: 'ghcr.io/example/shop', tag: '1.2.3', port: 3000 };

function manifests(props: Partial<ForteAppProps> = {}) {
  return synthConstruct((scope) => void new ForteApp(scope, 'app', { ...small, ...props }), {
    namespace: 'shop',
  });
}

function kinds(props: Partial<ForteAppProps>): string[] {
  return manifests(props)
    .all.map(({ kind, metadata }) => `${kind} ${nameOf(metadata)}`)
    .sort();
}

function nameOf(metadata: unknown): unknown {
  return typeof metadata === 'object' && metadata !== null && 'name' in metadata ? metadata.name : undefined;
}

function deployment(props: Partial<ForteAppProps> = {}): JsonObject {
  return manifests(props).find('Deployment');
}

function inContainer(part: JsonObject): JsonObject {
  return { spec: { template: { spec: { containers: [{ name: 'shop', ...part }] } } } };
}

describe('a ForteApp', () => {
  it('is a Deployment and a Service', () => {
    expect(manifests()).toMatchInlineSnapshot(`
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: shop
        namespace: shop
        labels:
          app.kubernetes.io/name: shop
      spec:
        replicas: 1
        selector:
          matchLabels:
            app.kubernetes.io/name: shop
        template:
          metadata:
            labels:
              app.kubernetes.io/name: shop
          spec:
            automountServiceAccountToken: false
            containers:
            - name: shop
              image: ghcr.io/example/shop:1.2.3
              ports:
              - name: http
                containerPort: 3000
                protocol: TCP
              resources:
                limits:
                  memory: 256Mi
                requests:
                  cpu: 50m
                  memory: 128Mi
              securityContext:
                allowPrivilegeEscalation: false
            securityContext:
              seccompProfile:
                type: RuntimeDefault
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: shop
        namespace: shop
        labels:
          app.kubernetes.io/name: shop
      spec:
        ports:
        - name: http
          port: 80
          protocol: TCP
          targetPort: http
        selector:
          app.kubernetes.io/name: shop
        type: ClusterIP
    `);
  });

  it('is, with all that it can be told, eight objects', () => {
    const app = manifests({
      replicas: 2,
      env: { LOG_LEVEL: 'info' },
      config: { GREETING: 'hello' },
      secrets: [SealedSecretRef.named('api', { keys: ['API_KEY', 'API_URL'] })],
      resources: { requests: { cpu: '1' }, limits: { memory: '1Gi' } },
      healthPath: '/healthz',
      host: 'shop.example',
      issuer: 'letsencrypt-staging',
      autoscaling: { min: 2, max: 6 },
      database: {
        size: '8Gi',
        credentials: SealedSecretRef.named('database', { keys: ['POSTGRES_PASSWORD'] }),
      },
      storageClass: 'fast',
    });
    expect(app).toMatchInlineSnapshot(`
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: shop
        namespace: shop
        labels:
          app.kubernetes.io/name: shop
      data:
        GREETING: hello
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: shop
        namespace: shop
        labels:
          app.kubernetes.io/name: shop
      spec:
        selector:
          matchLabels:
            app.kubernetes.io/name: shop
        template:
          metadata:
            labels:
              app.kubernetes.io/name: shop
            annotations:
              checksum/config: "2b7fab494aee2698"
          spec:
            automountServiceAccountToken: false
            containers:
            - name: shop
              image: ghcr.io/example/shop:1.2.3
              env:
              - name: DATABASE_HOST
                value: shop-database
              - name: DATABASE_PORT
                value: "5432"
              - name: DATABASE_NAME
                value: shop
              - name: DATABASE_USER
                value: shop
              - name: DATABASE_PASSWORD
                valueFrom:
                  secretKeyRef:
                    name: database
                    key: POSTGRES_PASSWORD
              - name: API_KEY
                valueFrom:
                  secretKeyRef:
                    name: api
                    key: API_KEY
              - name: API_URL
                valueFrom:
                  secretKeyRef:
                    name: api
                    key: API_URL
              - name: LOG_LEVEL
                value: info
              envFrom:
              - configMapRef:
                  name: shop
              livenessProbe:
                httpGet:
                  path: /healthz
                  port: http
              ports:
              - name: http
                containerPort: 3000
                protocol: TCP
              readinessProbe:
                httpGet:
                  path: /healthz
                  port: http
              resources:
                limits:
                  memory: 1Gi
                requests:
                  cpu: "1"
              securityContext:
                allowPrivilegeEscalation: false
            securityContext:
              seccompProfile:
                type: RuntimeDefault
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: shop
        namespace: shop
        labels:
          app.kubernetes.io/name: shop
      spec:
        ports:
        - name: http
          port: 80
          protocol: TCP
          targetPort: http
        selector:
          app.kubernetes.io/name: shop
        type: ClusterIP
      ---
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata:
        name: shop
        namespace: shop
        labels:
          app.kubernetes.io/name: shop
      spec:
        maxReplicas: 6
        metrics:
        - resource:
            name: cpu
            target:
              averageUtilization: 80
              type: Utilization
          type: Resource
        minReplicas: 2
        scaleTargetRef:
          apiVersion: apps/v1
          kind: Deployment
          name: shop
      ---
      apiVersion: traefik.io/v1alpha1
      kind: IngressRoute
      metadata:
        name: shop
        namespace: shop
        labels:
          app.kubernetes.io/name: shop
      spec:
        entryPoints:
        - websecure
        routes:
        - kind: Rule
          match: Host(\`shop.example\`)
          services:
          - name: shop
            port: 80
        tls:
          secretName: shop-tls
      ---
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata:
        name: shop
        namespace: shop
        labels:
          app.kubernetes.io/name: shop
      spec:
        dnsNames:
        - shop.example
        issuerRef:
          kind: ClusterIssuer
          name: letsencrypt-staging
          group: cert-manager.io
        secretName: shop-tls
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: shop-database
        namespace: shop
        labels:
          app.kubernetes.io/name: shop-database
      spec:
        replicas: 1
        selector:
          matchLabels:
            app.kubernetes.io/name: shop-database
        serviceName: shop-database
        template:
          metadata:
            labels:
              app.kubernetes.io/name: shop-database
          spec:
            automountServiceAccountToken: false
            containers:
            - name: postgres
              image: postgres:17.6
              env:
              - name: POSTGRES_DB
                value: shop
              - name: POSTGRES_USER
                value: shop
              - name: POSTGRES_PASSWORD
                valueFrom:
                  secretKeyRef:
                    name: database
                    key: POSTGRES_PASSWORD
              - name: PGDATA
                value: /var/lib/postgresql/data/pgdata
              ports:
              - name: postgres
                containerPort: 5432
                protocol: TCP
              readinessProbe:
                exec:
                  command:
                  - pg_isready
                  - --username
                  - shop
                  - --dbname
                  - shop
              resources:
                limits:
                  memory: 512Mi
                requests:
                  cpu: 100m
                  memory: 256Mi
              securityContext:
                allowPrivilegeEscalation: false
              volumeMounts:
              - name: data
                mountPath: /var/lib/postgresql/data
            securityContext:
              seccompProfile:
                type: RuntimeDefault
        volumeClaimTemplates:
        - metadata:
            name: data
          spec:
            accessModes:
            - ReadWriteOnce
            resources:
              requests:
                storage: 8Gi
            storageClassName: fast
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: shop-database
        namespace: shop
        labels:
          app.kubernetes.io/name: shop-database
      spec:
        clusterIP: None
        ports:
        - name: postgres
          port: 5432
          protocol: TCP
          targetPort: 5432
        selector:
          app.kubernetes.io/name: shop-database
    `);
  });
});

describe('each setting of a ForteApp adds its objects and no others', () => {
  const credentials = SealedSecretRef.named('database', { keys: ['POSTGRES_PASSWORD'] });

  it.each<[setting: string, props: Partial<ForteAppProps>, added: string[]]>([
    ['env', { env: { A: 'b' } }, []],
    ['secrets', { secrets: [credentials] }, []],
    ['healthPath', { healthPath: '/' }, []],
    ['config', { config: { A: 'b' } }, ['ConfigMap shop']],
    ['host', { host: 'a.example' }, ['Certificate shop', 'IngressRoute shop']],
    ['autoscaling', { autoscaling: { min: 1, max: 2 } }, ['HorizontalPodAutoscaler shop']],
    [
      'database',
      { database: { size: '1Gi', credentials } },
      ['Service shop-database', 'StatefulSet shop-database'],
    ],
    ['issuer without a host', { issuer: 'letsencrypt-staging' }, []],
    ['storageClass without a database', { storageClass: 'fast' }, []],
  ])('%s', (_setting, props, added) => {
    expect(kinds(props)).toEqual([...added, 'Deployment shop', 'Service shop'].sort());
  });
});

describe('the Deployment of a ForteApp', () => {
  it.each<[what: string, props: Partial<ForteAppProps>, part: JsonObject]>([
    ['runs one pod unless told otherwise', {}, { spec: { replicas: 1 } }],
    ['runs as many pods as it is told', { replicas: 3 }, { spec: { replicas: 3 } }],
    ['takes the image by tag', {}, inContainer({ image: 'ghcr.io/example/shop:1.2.3' })],
    [
      'takes the image by digest',
      { tag: `sha256:${'a'.repeat(64)}` },
      inContainer({ image: `ghcr.io/example/shop@sha256:${'a'.repeat(64)}` }),
    ],
    [
      'asks its health where it has a path for it',
      { healthPath: '/up' },
      inContainer({
        readinessProbe: { httpGet: { path: '/up', port: 'http' } },
        livenessProbe: { httpGet: { path: '/up', port: 'http' } },
      }),
    ],
    [
      'reads its ConfigMap whole',
      { config: { A: 'b' } },
      inContainer({ envFrom: [{ configMapRef: { name: 'shop' } }] }),
    ],
    [
      'has a variable for each key of its secrets',
      { secrets: [SealedSecretRef.named('api', { keys: ['KEY'] })] },
      inContainer({ env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'api', key: 'KEY' } } }] }),
    ],
    [
      'may ask for no more than it is told',
      { resources: { requests: { cpu: '2' }, limits: {} } },
      inContainer({ resources: { requests: { cpu: '2' } } }),
    ],
  ])('%s', (_what, props, part) => {
    expect(deployment(props)).toMatchManifest(part);
  });

  it('names no number of pods beside an autoscaler, which a sync would set back', () => {
    const { spec } = deployment({ replicas: 3, autoscaling: { min: 2, max: 6 } });
    expect(spec).not.toHaveProperty('replicas');
  });

  it('has each variable once; what is written wins over what is made', () => {
    const credentials = SealedSecretRef.named('db', { keys: ['POSTGRES_PASSWORD'] });
    const app = deployment({ env: { DATABASE_HOST: 'elsewhere' }, database: { size: '1Gi', credentials } });
    expect(app).toMatchManifest(inContainer({ env: [{ name: 'DATABASE_HOST', value: 'elsewhere' }] }));
    expect(JSON.stringify(app).match(/DATABASE_HOST/g)).toHaveLength(1);
  });

  it('starts new pods when its config changes, and not when its keys change places', () => {
    const checksum = (config: Record<string, string>) =>
      JSON.stringify(deployment({ config })).match(/"checksum\/config":"([0-9a-f]{16})"/)?.[1];
    const before = checksum({ A: '1', B: '2' });
    expect(before).toMatch(/^[0-9a-f]{16}$/);
    expect(checksum({ B: '2', A: '1' })).toBe(before);
    expect(checksum({ A: '1', B: '3' })).not.toBe(before);
    expect(checksum({ A: '1' })).not.toBe(before);
    expect(checksum({ 'A":"1","B': '2' })).not.toBe(before);
    expect(JSON.stringify(deployment())).not.toContain('checksum/config');
  });
});

describe('the route of a ForteApp', () => {
  it('has its certificate from the production issuer unless told otherwise', () => {
    const issuer = (props: Partial<ForteAppProps>) => manifests(props).find('Certificate');
    expect(issuer({ host: 'a.example' })).toMatchManifest({
      spec: { dnsNames: ['a.example'], issuerRef: { kind: 'ClusterIssuer', name: 'letsencrypt-prod' } },
    });
    expect(issuer({ host: 'a.example', issuer: 'own' })).toMatchManifest({
      spec: { issuerRef: { name: 'own' } },
    });
  });
});

describe('the autoscaler of a ForteApp', () => {
  it('aims for 80 % of the requested CPU unless told otherwise', () => {
    const aim = (averageUtilization: number) => ({
      spec: { metrics: [{ resource: { name: 'cpu', target: { averageUtilization } } }] },
    });
    const scaler = (cpu?: number) =>
      manifests({ autoscaling: { min: 1, max: 2, ...(cpu && { cpu }) } }).find('HorizontalPodAutoscaler');
    expect(scaler()).toMatchManifest(aim(80));
    expect(scaler(55)).toMatchManifest(aim(55));
  });
});

describe('the database of a ForteApp', () => {
  const credentials = SealedSecretRef.named('database', { keys: ['POSTGRES_PASSWORD'] });

  it('takes its class of storage and image where they are given, else leaves the class to the cluster', () => {
    const database = { size: '8Gi', credentials };
    const volume = (props: Partial<ForteAppProps>) => JSON.stringify(manifests(props).find('StatefulSet'));
    expect(volume({ database })).not.toContain('storageClassName');
    expect(volume({ database })).toContain('"image":"postgres:17.6"');
    expect(volume({ database, storageClass: 'fast' })).toContain('"storageClassName":"fast"');
    expect(volume({ database: { ...database, image: 'postgres:16' } })).toContain('"image":"postgres:16"');
  });
});
