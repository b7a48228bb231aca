import { defineCloud } from '../index.js';

// Names and ports must equal those of the ingress controller's Service. In `tcp` mode the load balancer
// passes TLS through; `http`, its default, would end it there.
// https://github.com/UpCloudLtd/uks-instructions
const PORTS = [
  { name: 'web', port: 80 },
  { name: 'websecure', port: 443 },
];

export const upcloud = defineCloud({
  name: 'upcloud',
  storageClass: 'upcloud-block-storage-maxiops',
  loadBalancer: {
    annotations: {
      'service.beta.kubernetes.io/upcloud-load-balancer-config': JSON.stringify({
        frontends: PORTS.map(({ name, port }) => ({ name, mode: 'tcp', port })),
        backends: PORTS.map(({ name }) => ({ name, properties: { outbound_proxy_protocol: 'v2' } })),
      }),
    },
    // The load balancer reaches the nodes over the cluster's private network.
    proxyProtocolFrom: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
  },
});
