/*
 * Measures how fast YAML is written and read, over 3,000 typical documents: `npx tsx bench/yaml.ts`. Each
 * figure is the best of twelve passes after eight to warm up, with the text made flat as a file's bytes would
 * be.
 */
import { dump, loadAll } from 'js-yaml';
import { parseAllDocuments, stringify } from 'yaml';
import type { JsonValue } from '../src/model/json.js';
import { emitDocument } from '../src/yaml/emit.js';
import { readDocuments } from '../src/yaml/read.js';

const documents = Array.from({ length: 1000 }, (_, index) => service(index)).flat();
const texts = documents.map(emitDocument);
const stream = texts.join('---\n');
const megabytes = Buffer.byteLength(texts.join('')) / 1e6;

console.log(`${documents.length} documents, ${megabytes.toFixed(2)} MB, Node ${process.version}`);
measureEmitting('emitDocument', emitDocument);
measureEmitting('JSON.stringify', (value) => JSON.stringify(value));
measureEmitting('js-yaml', (value) => dump(value, { lineWidth: -1, noRefs: true }));
measureEmitting('yaml', (value) => stringify(value, { lineWidth: 0, version: '1.1' }));
measure('read readDocuments', () => readDocuments(stream));
measure('read js-yaml', () => loadAll(stream));
measure('read yaml', () => parseAllDocuments(stream));

function measureEmitting(name: string, emit: (value: JsonValue) => string): void {
  measure(`emit ${name}`, () => {
    for (const document of documents) Buffer.byteLength(emit(document));
  });
}

function measure(name: string, pass: () => unknown): void {
  let best = Number.POSITIVE_INFINITY;
  for (let count = 0; count < 20; count++) {
    const start = performance.now();
    pass();
    if (count >= 8) best = Math.min(best, performance.now() - start);
  }
  console.log(
    `${name.padEnd(22)} ${best.toFixed(1).padStart(8)} ms ${((megabytes / best) * 1e3).toFixed(0).padStart(5)} MB/s`,
  );
}

/** A Deployment, a Service and a ConfigMap, as a team's service has them. */
function service(index: number): JsonValue[] {
  const name = `service-${index}`;
  const labels = {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/instance': `${name}-prod`,
    'app.kubernetes.io/managed-by': 'launchpad',
  };
  const metadata = { name, namespace: `team-${index % 40}`, labels };
  const container = {
    name: 'app',
    image: `registry.example.com/team/${name}:1.${index}.0`,
    args: ['--port=8080', `--name=${name}`],
    env: [
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'PORT', value: '8080' },
      { name: 'URL', value: `http://${name}.svc:80/x` },
    ],
    ports: [{ name: 'http', containerPort: 8080 }],
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
    livenessProbe: { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 10 },
  };
  const template = { metadata: { labels }, spec: { containers: [container] } };
  const proxy = `  location / {\n    proxy_pass http://${name};\n  }\n`;
  const nginx = `server {\n  listen 8080;\n  server_name ${name};\n\n${proxy}}\n`;
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { replicas: index % 5, selector: { matchLabels: labels }, template },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }] },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: { 'app.conf': nginx, LEVEL: 'debug', JSON: `{"id":${index},"on":true}` },
    },
  ];
}
