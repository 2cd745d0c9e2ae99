import type { Written } from './api-types.ts';

/**
 * Files that configure a cluster and are no API objects: kind's (kind.x-k8s.io/v1alpha4, pkg/apis/config/v1alpha4
 * of kind), kube-proxy's (kubeproxy.config.k8s.io/v1alpha1) and kubeadm's, v1beta3 and v1beta4 alike.
 */
const top = { apiVersion: 'string', kind: 'string', metadata: 'any' };
const timed = { masqueradeAll: 'boolean', masqueradeBit: 'integer', minSyncPeriod: 'any', syncPeriod: 'any' };
const component = { extraArgs: 'any', extraEnvs: 'any', extraVolumes: 'any' };

export const configTypes: Readonly<Record<string, Written>> = {
  'kind.Cluster': {
    fields: {
      apiVersion: 'string',
      containerdConfigPatches: '[]string',
      containerdConfigPatchesJSON6902: '[]string',
      featureGates: '{}boolean',
      kind: 'string',
      kubeadmConfigPatches: '[]string',
      kubeadmConfigPatchesJSON6902: '[]kind.PatchJSON6902',
      name: 'string',
      networking: 'kind.Networking',
      nodes: '[]kind.Node',
      runtimeConfig: '{}string',
    },
  },
  'kind.Networking': {
    fields: {
      apiServerAddress: 'string',
      apiServerPort: 'integer',
      disableDefaultCNI: 'boolean',
      dnsSearch: '[]string',
      ipFamily: 'string',
      kubeProxyMode: 'string',
      podSubnet: 'string',
      serviceSubnet: 'string',
    },
  },
  'kind.Node': {
    fields: {
      extraMounts: '[]kind.Mount',
      extraPortMappings: '[]kind.PortMapping',
      image: 'string',
      kubeadmConfigPatches: '[]string',
      kubeadmConfigPatchesJSON6902: '[]kind.PatchJSON6902',
      labels: '{}string',
      role: 'string',
    },
  },
  'kind.Mount': {
    fields: {
      containerPath: 'string',
      hostPath: 'string',
      propagation: 'string',
      readOnly: 'boolean',
      selinuxRelabel: 'boolean',
    },
  },
  'kind.PortMapping': {
    fields: { containerPort: 'integer', hostPort: 'integer', listenAddress: 'string', protocol: 'string' },
  },
  'kind.PatchJSON6902': {
    fields: { group: 'string', kind: 'string', patch: 'string', version: 'string' },
  },
  'kubeproxy.KubeProxyConfiguration': {
    fields: {
      ...top,
      bindAddress: 'string',
      bindAddressHardFail: 'boolean',
      clientConnection: 'any',
      clusterCIDR: 'string',
      configSyncPeriod: 'any',
      conntrack: 'any',
      detectLocal: 'kubeproxy.DetectLocal',
      detectLocalMode: 'string',
      enableProfiling: 'boolean',
      featureGates: '{}boolean',
      healthzBindAddress: 'string',
      hostnameOverride: 'string',
      iptables: 'kubeproxy.IPTables',
      ipvs: 'kubeproxy.IPVS',
      logging: 'any',
      metricsBindAddress: 'string',
      mode: 'string',
      nftables: 'kubeproxy.NFTables',
      nodePortAddresses: '[]string',
      oomScoreAdj: 'integer',
      portRange: 'string',
      showHiddenMetricsForVersion: 'string',
      udpIdleTimeout: 'any',
      windowsRunAsService: 'boolean',
      winkernel: 'any',
    },
  },
  'kubeproxy.DetectLocal': { fields: { bridgeInterface: 'string', interfaceNamePrefix: 'string' } },
  'kubeproxy.IPTables': { fields: { ...timed, localhostNodePorts: 'boolean' } },
  'kubeproxy.NFTables': { fields: timed },
  'kubeproxy.IPVS': {
    fields: {
      excludeCIDRs: '[]string',
      minSyncPeriod: 'any',
      scheduler: 'string',
      strictARP: 'boolean',
      syncPeriod: 'any',
      tcpFinTimeout: 'any',
      tcpTimeout: 'any',
      udpTimeout: 'any',
    },
  },
  'kubeadm.ClusterConfiguration': {
    fields: {
      ...top,
      apiServer: 'kubeadm.APIServer',
      caCertificateValidityPeriod: 'any',
      certificateValidityPeriod: 'any',
      certificatesDir: 'string',
      clusterName: 'string',
      controlPlaneEndpoint: 'string',
      controllerManager: 'kubeadm.Component',
      dns: 'any',
      encryptionAlgorithm: 'string',
      etcd: 'any',
      featureGates: '{}boolean',
      imageRepository: 'string',
      kubernetesVersion: 'string',
      networking: 'kubeadm.Networking',
      proxy: 'any',
      scheduler: 'kubeadm.Component',
    },
  },
  'kubeadm.APIServer': { fields: { ...component, certSANs: '[]string', timeoutForControlPlane: 'any' } },
  'kubeadm.Component': { fields: component },
  'kubeadm.Networking': { fields: { dnsDomain: 'string', podSubnet: 'string', serviceSubnet: 'string' } },
  'kubeadm.InitConfiguration': {
    fields: {
      ...top,
      bootstrapTokens: 'any',
      certificateKey: 'string',
      dryRun: 'boolean',
      localAPIEndpoint: 'any',
      nodeRegistration: 'kubeadm.NodeRegistration',
      patches: 'any',
      skipPhases: '[]string',
      timeouts: 'any',
    },
  },
  'kubeadm.JoinConfiguration': {
    fields: {
      ...top,
      caCertPath: 'string',
      controlPlane: 'any',
      discovery: 'any',
      dryRun: 'boolean',
      nodeRegistration: 'kubeadm.NodeRegistration',
      patches: 'any',
      skipPhases: '[]string',
      timeouts: 'any',
    },
  },
  'kubeadm.NodeRegistration': {
    fields: {
      criSocket: 'string',
      ignorePreflightErrors: '[]string',
      imagePullPolicy: 'string',
      imagePullSerial: 'boolean',
      kubeletExtraArgs: 'any',
      name: 'string',
      taints: '[]core.Taint',
    },
  },
};

export const configKinds: Readonly<Record<string, string>> = {
  Cluster: 'kind.Cluster',
  KubeProxyConfiguration: 'kubeproxy.KubeProxyConfiguration',
  ClusterConfiguration: 'kubeadm.ClusterConfiguration',
  InitConfiguration: 'kubeadm.InitConfiguration',
  JoinConfiguration: 'kubeadm.JoinConfiguration',
};
