import type { Written } from './api-types.ts';

/**
 * The kinds of the Gateway API are custom resources: no OpenAPI document of Kubernetes has them. Known
 * here as far as their outermost fields, which have not changed since gateway.networking.k8s.io/v1.
 */
const top = { apiVersion: 'string', kind: 'string', metadata: 'meta.ObjectMeta', status: 'any' };

export const gatewayTypes: Readonly<Record<string, Written>> = {
  'gateway.GatewayClass': { fields: { ...top, spec: 'gateway.GatewayClassSpec' } },
  'gateway.GatewayClassSpec': {
    fields: { controllerName: 'string', description: 'string', parametersRef: 'any' },
    required: ['controllerName'],
  },
  'gateway.Gateway': { fields: { ...top, spec: 'gateway.GatewaySpec' } },
  'gateway.GatewaySpec': {
    fields: {
      addresses: '[]any',
      allowedListeners: 'any',
      backendTLS: 'any',
      defaultScope: 'string',
      gatewayClassName: 'string',
      infrastructure: 'any',
      listeners: '[]any',
      tls: 'any',
    },
    required: ['gatewayClassName'],
  },
  'gateway.HTTPRoute': { fields: { ...top, spec: 'gateway.HTTPRouteSpec' } },
  'gateway.HTTPRouteSpec': {
    fields: {
      hostnames: '[]string',
      parentRefs: '[]any',
      rules: '[]any',
      useDefaultGateways: 'string',
    },
  },
  'gateway.ReferenceGrant': { fields: { ...top, spec: 'gateway.ReferenceGrantSpec' } },
  'gateway.ReferenceGrantSpec': { fields: { from: '[]any', to: '[]any' } },
};

export const gatewayKinds: Readonly<Record<string, string>> = {
  'gateway.networking.k8s.io/v1/GatewayClass': 'gateway.GatewayClass',
  'gateway.networking.k8s.io/v1/Gateway': 'gateway.Gateway',
  'gateway.networking.k8s.io/v1/HTTPRoute': 'gateway.HTTPRoute',
  'gateway.networking.k8s.io/v1/ReferenceGrant': 'gateway.ReferenceGrant',
  'gateway.networking.k8s.io/v1beta1/GatewayClass': 'gateway.GatewayClass',
  'gateway.networking.k8s.io/v1beta1/Gateway': 'gateway.Gateway',
  'gateway.networking.k8s.io/v1beta1/HTTPRoute': 'gateway.HTTPRoute',
  'gateway.networking.k8s.io/v1beta1/ReferenceGrant': 'gateway.ReferenceGrant',
};
